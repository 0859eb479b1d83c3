"""What papers are made from: a plan and files, as they stand today or as they were kept for an edition."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reporter.archive.ledger import Ledger
from reporter.bundled import bundled_templates
from reporter.domain.wording import join
from reporter.errors import DataError, Problem
from reporter.findings import Findings
from reporter.making.snapshot import Snapshot
from reporter.rendering.gathering import read_pictures, read_templates
from reporter.settings import Board
from reporter.sources.earlier import Earlier
from reporter.sources.plan import LoadedPlan, Sources, load_kept, load_plan


@dataclass(frozen=True)
class LivePlan:
    """A board's plan as it stands, for a paper of a day; `earlier` is what the edition before was made from."""

    board: Board
    as_at: date
    earlier: Earlier | None

    def load(self, findings: Findings | None = None) -> LoadedPlan:
        """Read and check it. Raises DataError with every problem of every row; all that is noticed is in `findings`."""
        loaded = load_plan(Sources.of(self.board), self.as_at, self.earlier, findings)
        _check_place(self.board, loaded)
        return loaded


@dataclass(frozen=True)
class KeptPlan:
    """A plan as it was kept for an edition: its tables by name."""

    tables: Mapping[str, bytes]

    def load(self) -> LoadedPlan:
        """Make the plan of the tables again."""
        return load_kept(self.tables)


def _check_place(board: Board, loaded: LoadedPlan) -> None:
    """A place that names no series would print every indicator as having no figure."""
    series = sorted({m.series for indicator in loaded.plan.indicators for m in indicator.measurements})
    if series and board.place not in series:
        found = f'There is no series "{board.place}", the place of this board in the config.'
        advice = f"The series are {join(series)}: make the key place one of them."
        raise DataError(Problem(f"{board.plan}, measurements", found, advice))


@dataclass(frozen=True)
class Materials:
    """What papers are made from: the plan, and files by name."""

    plan: LivePlan | KeptPlan
    templates: Mapping[str, bytes]
    pictures: Mapping[str, bytes]


def live(board: Board, as_at: date, earlier: Earlier | None) -> Materials:
    """What a board's papers of a day are made from as things stand. Raises PaperError where a template cannot be read.

    `earlier` is what the edition before was made from, if there was one.
    """
    return Materials(
        LivePlan(board, as_at, earlier), read_templates(template_folders(board)), read_pictures(board.plan)
    )


def kept(ledger: Ledger, snapshot: Snapshot) -> Materials:
    """What an edition was made from. Raises ArchiveError where a piece is missing or damaged."""
    return Materials(
        kept_plan(ledger, snapshot), _fetched(ledger, snapshot.templates), _fetched(ledger, snapshot.pictures)
    )


def kept_plan(ledger: Ledger, snapshot: Snapshot) -> KeptPlan:
    """The plan that an edition was made from. Raises ArchiveError as `kept` does."""
    return KeptPlan(_fetched(ledger, snapshot.tables))


def _fetched(ledger: Ledger, digests: Mapping[str, str]) -> dict[str, bytes]:
    return {name: ledger.content(digest) for name, digest in digests.items()}


def template_folders(board: Board) -> tuple[Path, ...]:
    """Where templates are looked for: the board's own folder, then ours."""
    return (board.templates, bundled_templates()) if board.templates else (bundled_templates(),)
