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
    files = (path for path in output.glob("*/*/*.pdf") if path.is_file() and path.stat().st_size)
    found = (_edition(path.relative_to(output).as_posix()) for path in files)
    return tuple(sorted(edition for edition in found if edition))


def _edition(name: str) -> Edition | None:
    match = FILE.fullmatch(name)
    if match is None:
        return None
    try:
        meeting = date.fromisoformat(match["meeting"])
    except ValueError:
        return None
    return Edition(match["board"], meeting, match["paper"], int(match["number"]))
