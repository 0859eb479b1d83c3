"""Papers printed for tests, with the text of each of their pages."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image

from reporter.bundled import bundled_templates
from reporter.domain.naming import PDF, TWIN
from reporter.domain.paper import Content, PaperKind
from reporter.rendering.gathering import read_templates
from reporter.rendering.readiness import ready


@dataclass(frozen=True)
class Printed:
    """The text of each page, with single spaces, the first page as a picture in grey, and the twin."""

    pages: tuple[str, ...]
    first: Image.Image
    twin: bytes


def printed(kind: PaperKind, content: Content, own: Path | None = None) -> Printed:
    """A paper through the press, whose check of conformance it has to pass; `own` has a board's own templates."""
    ready(bundled_templates() / "fonts")
    from reporter.rendering.press import Press  # noqa: PLC0415 - after WeasyPrint is ready

    files = Press(read_templates([*([own] if own else []), bundled_templates()]), {}).print(kind, content).files
    with closing(pypdfium2.PdfDocument(files[PDF])) as pdf:
        return Printed(tuple(_text(pdf, number) for number in range(len(pdf))), _first(pdf), files[TWIN])


def _first(pdf: pypdfium2.PdfDocument) -> Image.Image:
    with closing(pdf[0]) as page:
        picture: Image.Image = page.render(scale=0.75).to_pil()
        return picture.convert("L")


def _text(pdf: pypdfium2.PdfDocument, number: int) -> str:
    with closing(pdf[number]) as page, closing(page.get_textpage()) as text:
        return " ".join(str(text.get_text_bounded()).split())
