"""HTML into PDF: the home of WeasyPrint. The result conforms to PDF/UA-1 and PDF/A-3a at once, or is an error."""

import csv
import gc
import io
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, time
from typing import Any

import weasyprint

from reporter.domain.paper import Described, Figures
from reporter.errors import PaperError, Problem
from reporter.rendering.conformance import check_conformance
from reporter.rendering.fetching import BASE_URL, OwnFetcher
from reporter.rendering.finish import finish

MANY_PAGES = 150
VARIANT = "pdf/a-3a"
NO_GLYPH = re.compile(r"\.notdef glyph .*: (.*)", re.DOTALL)
LOG = logging.getLogger("weasyprint")


def print_pdf(
    name: str, html: str, about: Described, figures: Sequence[Figures], files: Mapping[str, Mapping[str, bytes]]
) -> tuple[bytes, int]:
    """Lay out and print a paper; gives the PDF and its number of pages.

    `files` are what may be fetched, by root and name (see `fetching`). Raises PaperError when WeasyPrint complains of
    anything or the PDF fails a profile.
    """
    complaints = _Complaints()
    with _heard(complaints):
        document = _laid_out(html, files)
        attachments = [_attachment(table, about) for table in figures]
        content = document.write_pdf(finisher=finish, pdf_variant=VARIANT, attachments=attachments)
        pages = len(document.pages)
    del document
    if pages > MANY_PAGES:
        gc.collect()  # the layout is full of cycles; the check that follows would come on top of it
    if complaints.said:
        raise PaperError(*(_problem(name, said) for said in dict.fromkeys(complaints.said)))
    check_conformance(name, content)
    return content, pages


def where_parts_begin(html: str, files: Mapping[str, Mapping[str, bytes]]) -> dict[str, int]:
    """The page on which each anchor stands. Complaints wait for the printing: links may lead to what is left out."""
    with _heard(_Complaints()):
        pages = _laid_out(html, files).pages
    return {anchor: number for number, page in reversed(list(enumerate(pages, 1))) for anchor in page.anchors}


def _laid_out(html: str, files: Mapping[str, Mapping[str, bytes]]) -> Any:
    return weasyprint.HTML(string=html, base_url=BASE_URL, url_fetcher=OwnFetcher(files)).render(pdf_variant=VARIANT)


class _Complaints(logging.Handler):
    """Keeps what WeasyPrint says at WARNING and above; it would go on as if nothing had happened."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage().rstrip("."))


@contextmanager
def _heard(complaints: _Complaints) -> Iterator[None]:
    LOG.addHandler(complaints)
    propagate, LOG.propagate = LOG.propagate, False
    try:
        yield
    finally:
        LOG.removeHandler(complaints)
        LOG.propagate = propagate


def _problem(name: str, said: str) -> Problem:
    if missing := NO_GLYPH.search(said):
        found = f"No font of this board has the character {missing[1]}."
        return Problem(name, found, "Write it in other letters, or put a font that has it beside the board's styles.")
    advice = "Mend the template, style or text behind it; nothing has been written."
    return Problem(name, f"The renderer complained: {said}.", advice)


def _attachment(figures: Figures, about: Described) -> weasyprint.Attachment:
    dated = datetime.combine(about.dated, time(), UTC)
    return weasyprint.Attachment(
        string=csv_text(figures.rows),
        name=figures.name,
        description=figures.description,
        created=dated,
        modified=dated,
        relationship="Data",
    )


def csv_text(rows: Sequence[Sequence[str]]) -> str:
    """Rows as CSV (RFC 4180). A cell that a spreadsheet would take for a formula gets an apostrophe in front."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([_plain(cell) for cell in row] for row in rows)
    return text.getvalue()


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
