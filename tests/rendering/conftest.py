"""A press for tiny documents: the bundled styles, and a folder of the board's own to spoil."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from reporter.bundled import bundled_templates
from reporter.domain.paper import Described, Figures
from reporter.rendering.gathering import read_pictures, read_templates
from reporter.rendering.readiness import ready

ABOUT = Described(
    "A title",
    "An author",
    "A subject",
    "town/2015-03-25/a-paper-e1",
    "OFFICIAL",
    date(2015, 3, 17),
    draft=False,
    sample=False,
)
STYLES = "".join(
    f'<link rel="stylesheet" href="css/{name}.css">' for name in ("tokens", "fonts", "page", "text", "tables")
)
PrintBody = Callable[..., bytes]


def document(body: str, styles: str = STYLES) -> str:
    """A whole document around a body."""
    dates = '<meta name="dcterms.created" content="2015-03-17"><meta name="dcterms.modified" content="2015-03-17">'
    head = f"<head><title>A title</title>{dates}{styles}</head>"
    return f'<!DOCTYPE html><html lang="en-GB">{head}<body><h1>A title</h1>{body}</body></html>'


@pytest.fixture(scope="session", autouse=True)
def _weasyprint_is_ready() -> None:
    ready(bundled_templates() / "fonts")


@pytest.fixture
def board_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "board"
    folder.mkdir()
    return folder


@pytest.fixture
def print_body(board_folder: Path) -> PrintBody:
    """Prints a body with the bundled styles; `figures` are attached."""
    from reporter.rendering.pdf import print_pdf  # noqa: PLC0415 - after WeasyPrint is ready

    def printed(body: str, *figures: Figures, styles: str = STYLES) -> bytes:
        files = {"templates": read_templates([bundled_templates()]), "board": read_pictures(board_folder)}
        return print_pdf("a paper", document(body, styles), ABOUT, figures, files)[0]

    return printed
