"""Which editions exist: output/<board>/<meeting date>/<paper>-e<edition>.pdf."""

import re
from datetime import date
from pathlib import Path

from reporter.domain.meetings import Edition

FILE = re.compile(r"(?P<board>[a-z0-9-]+)/(?P<meeting>\d{4}-\d\d-\d\d)/(?P<paper>[a-z-]+)-e(?P<number>[1-9]\d*)\.pdf")


def edition_file(output: Path, edition: Edition) -> Path:
    """Where an edition stands."""
    return output / f"{edition.id}.pdf"


def editions(output: Path) -> tuple[Edition, ...]:
    """Every edition in the output folder, in order; files with other names are none of ours."""
    found = (FILE.fullmatch(path.relative_to(output).as_posix()) for path in output.glob("*/*/*.pdf"))
    return tuple(sorted(_edition(match) for match in found if match))


def _edition(match: re.Match[str]) -> Edition:
    return Edition(match["board"], date.fromisoformat(match["meeting"]), match["paper"], int(match["number"]))
