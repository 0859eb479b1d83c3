"""The press: a board's templates made ready once, then paper after paper through it."""

from collections.abc import Mapping

from reporter.domain.naming import PDF, TWIN, WORKBOOK
from reporter.domain.paper import Content, Printed
from reporter.rendering.books import book_of
from reporter.rendering.pdf import print_pdf
from reporter.rendering.templates import PRINT, SCREEN, environment, render
from reporter.rendering.twin import twin


class Press:
    """Turns content into the files of an edition with the gathered templates and pictures, both by name."""

    def __init__(self, templates: Mapping[str, bytes], pictures: Mapping[str, bytes]) -> None:
        self._templates = environment(templates)
        self._files = {"templates": templates, "board": pictures}

    def print(self, paper: str, content: Content) -> Printed:
        """The edition of a paper. Raises PaperError when template, renderer or conformance check refuse."""
        template = f"{paper}.html"
        files: dict[str, bytes] = {}
        if SCREEN in self._files["templates"]:  # those that were kept by earlier versions have none
            files[TWIN] = twin(template, render(self._templates, template, content, SCREEN), self._files)
        if content.workbook:
            files[WORKBOOK] = book_of(content.workbook, content.about)
        html = render(self._templates, template, content, PRINT)
        pdf, pages = print_pdf(paper, html, content.about, content.figures, self._files)
        return Printed({**files, PDF: pdf}, pages)
