"""The pages of a PDF as pictures: the home of pypdfium2."""

import io
from collections.abc import Iterator
from contextlib import closing

import pypdfium2

from reporter.errors import PaperError, Problem

POINTS_PER_INCH = 72


def pictures_of(name: str, pdf: bytes, dots_per_inch: int) -> tuple[bytes, ...]:
    """Each page as a PNG, in order. Raises PaperError where a page cannot be drawn."""
    try:
        return tuple(_pictures(pdf, dots_per_inch))
    except pypdfium2.PdfiumError as error:
        advice = "Look at the PDF itself: open it in another reader."
        raise PaperError(Problem(name, f"Its pages cannot be drawn ({error}).", advice)) from error


def _pictures(pdf: bytes, dots_per_inch: int) -> Iterator[bytes]:
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for number in range(len(document)):
            with (
                closing(document[number]) as page,
                closing(page.render(scale=dots_per_inch / POINTS_PER_INCH)) as drawn,
                io.BytesIO() as picture,
            ):
                drawn.to_pil().save(picture, "PNG", dpi=(dots_per_inch, dots_per_inch))
                yield picture.getvalue()
