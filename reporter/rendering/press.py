"""The press: a board's templates made ready once, then paper after paper through it."""

from collections.abc import Mapping

from reporter.domain.naming import PDF, TWIN, WORKBOOK
from reporter.domain.paper import Content, Printed
from reporter.rendering.books import book_of
from reporter.rendering.figures import check_figures
from reporter.rendering.pdf import print_pdf, where_parts_begin
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
        content, overruns = self._fitting(template, content)
        files: dict[str, bytes] = {}
        if SCREEN in self._files["templates"]:  # those that were kept by earlier versions have none
            files[TWIN] = twin(template, self._rendered(template, content, SCREEN), self._files)
        if content.workbook:
            files[WORKBOOK] = book_of(content.workbook, content.about)
        html = self._rendered(template, content, PRINT)
        pdf, pages = print_pdf(paper, html, content.about, content.figures, self._files)
        return Printed({**files, PDF: pdf}, pages, overruns)

    def _rendered(self, template: str, content: Content, layout: str) -> str:
        html = render(self._templates, template, paper=content, layout=layout)
        check_figures(template, html, content.counts)
        return html

    def _fitting(self, template: str, content: Content) -> tuple[Content, tuple[str, ...]]:
        """The longest version of a paper whose parts begin where they must; else the shortest, and what is too late."""
        late: dict[str, int] = {}
        while content.latest:
            begins = where_parts_begin(
                render(self._templates, template, paper=content.body_alone(), layout=PRINT), self._files
            )
            late = {part: page for part, page in begins.items() if page > content.latest.get(part, page)}
            shorter = content.shortened(late) if late else None
            if shorter is None:
                break
            content = shorter
        return content, tuple(_overrun(part, page, content.latest[part]) for part, page in late.items())


def _overrun(part: str, page: int, latest: int) -> str:
    return (
        f'Its part "{part}" begins on page {page} instead of {latest}, though nothing more can be left out before it. '
        "Shorten what the plan says there, or give the paper more sides in the config."
    )
