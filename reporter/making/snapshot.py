"""What an edition is made from, as one document that names every piece by its digest: the paper's own birth record."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.metadata import version
from typing import Any, Self

from pydantic import ValidationError

from reporter import __version__
from reporter.domain.naming import edition_of
from reporter.domain.occasions import Occasion
from reporter.domain.record import Status
from reporter.errors import ArchiveError, Problem
from reporter.findings import Finding
from reporter.papers.commission import Commission, Inputs
from reporter.settings import Board, Declared, Scheme

MADE_BY = {"reporter": "Made by reporter", "weasyprint": "Laid out by WeasyPrint"}
# Left out where there is none: earlier versions did not know of it, and the digest of what they wrote stays the same.
NO_NEXT_MEETING: Mapping[str, Any] = {"occasion": {"next_meeting"}}
ALSO_MATTERS = ("pydyf", "jinja2", "markdown-it-py", "tinycss2", "fonttools", "vl-convert-python", "xlsxwriter")


class Snapshot(Declared):
    """All that a paper is made from: digests (SHA-256, hex) by name, and what is small enough to stand here itself."""

    edition: str
    occasion: Occasion
    as_at: date
    since: date | None
    board: Mapping[str, Any]
    tables: Mapping[str, str]
    rows: Mapping[str, int]
    templates: Mapping[str, str]
    pictures: Mapping[str, str]
    versions: Mapping[str, str]
    scheme_before: Scheme | None = None

    def to_bytes(self) -> bytes:
        """The document, in one way only, so that its digest says whether two editions are made from the same."""
        content = self.model_dump(mode="json", exclude=None if self.occasion.next_meeting else NO_NEXT_MEETING)
        return json.dumps(content, sort_keys=True, indent=1, ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """The snapshot that `to_bytes` wrote. Raises ArchiveError where another version wrote it differently."""
        try:
            return cls.model_validate_json(content)
        except ValidationError as error:
            found = "This version of the program does not understand the snapshot."
            advice = "Use the version that the paper's last page names."
            raise ArchiveError(Problem("snapshot", found, advice)) from error

    @property
    def board_of_then(self) -> Board:
        """The board as far as it shows in the paper. Raises ArchiveError as `from_bytes` does."""
        try:
            return Board.model_validate_json(json.dumps({**self.board, "plan": "snapshot"}))
        except ValidationError as error:
            found = "This version of the program does not understand the board's config of then."
            advice = "Use the version that the paper's last page names."
            raise ArchiveError(Problem(self.edition, found, advice)) from error

    @property
    def scheme_of_then(self) -> Scheme | None:
        """The rating scheme of the paper; None where the version that wrote the snapshot knew of no schemes."""
        return self.board_of_then.scheme if "scheme" in self.board else None

    def commission(self, status: Status, warnings: Sequence[Finding]) -> Commission:
        """What a composer needs beside the plan, whose warnings are given. Raises ArchiveError as `from_bytes` does."""
        board, edition = self.board_of_then, edition_of(self.edition)
        if edition is None:
            raise ArchiveError(Problem(self.edition, "This is no edition's id.", "Restore the last backup."))
        digest = hashlib.sha256(self.to_bytes()).hexdigest()
        made_by = {said: self.versions[name] for name, said in MADE_BY.items()}
        inputs = Inputs(digest, self.rows, made_by, warnings)
        before = self.scheme_before.scheme if self.scheme_before else None
        return Commission(
            board, board.paper(edition.paper), edition, self.occasion, status, self.as_at, self.since, inputs, before
        )


def versions() -> dict[str, str]:
    """The versions of whatever decides how a paper comes out."""
    return {"reporter": __version__} | {name: version(name) for name in ("weasyprint", *ALSO_MATTERS)}
