"""What the files of an edition are called; where each stands below the output folder follows from its edition."""

import re
from collections.abc import Mapping
from datetime import date

from reporter.domain.meetings import Edition

PDF, TWIN, WORKBOOK = ".pdf", ".html", ".xlsx"
ENDINGS = (TWIN, WORKBOOK, PDF)  # in the order in which files get their names: where the paper is, all else is
NAMES_AN_EDITION = re.compile(
    r"(?P<board>[^/]+)/(?P<day>[^/]+)/(?P<paper>[^/]+)-e(?P<number>[1-9][0-9]*)"
    r"(?:-draft)?(?:-[A-Z]+)*(?:\.pdf|\.html|\.xlsx)?"
)


def file_name(edition: Edition, ending: str, classification: str, *, draft: bool) -> str:
    """town/2015-03-25/board-paper-e1-draft-OFFICIAL-SENSITIVE.pdf."""
    return f"{edition.id}{'-draft' if draft else ''}-{classification.replace(' ', '-')}{ending}"


def recorded_files(edition: Edition, recorded: Mapping[str, str] | None, pdf: str, *, draft: bool) -> dict[str, str]:
    """The digest of each file of an edition, by its name below the output folder, from what the ledger holds of it.

    Earlier versions recorded the digest of the PDF alone, whose name then had no classification.
    """
    if recorded is None:
        return {f"{edition.id}{'-draft' if draft else ''}{PDF}": pdf}
    return {f"{edition.folder}/{name}": digest for name, digest in recorded.items()}


def ending_of(name: str) -> str:
    """The ending of a file's name: .pdf."""
    return name[name.rfind(".") :]


def pdf_of(names: Mapping[str, str]) -> str:
    """The name of the PDF among the files of an edition."""
    return next(name for name in names if ending_of(name) == PDF)


def edition_of(text: str) -> Edition | None:
    """The edition that an id names, or None where it is none; the name of any of its files will do."""
    found = NAMES_AN_EDITION.fullmatch(text)
    if found is None:
        return None
    try:
        return Edition(found["board"], date.fromisoformat(found["day"]), found["paper"], int(found["number"]))
    except ValueError:
        return None
