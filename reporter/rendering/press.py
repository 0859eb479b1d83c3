"""The press: a board's templates made ready once, then paper after paper through it."""

from collections.abc import Mapping

from reporter.domain.paper import Content, Printed
from reporter.rendering.pdf import print_pdf
from reporter.rendering.templates import environment, render


class Press:
    """Turns content into a conformant PDF with the gathered templates and pictures, both by name."""

    def __init__(self, templates: Mapping[str, bytes], pictures: Mapping[str, bytes]) -> None:
        self._templates = environment(templates)
        self._files = {"templates": templates, "board": pictures}

    def print(self, paper: str, content: Content) -> Printed:
        """The PDF of a paper. Raises PaperError when template, renderer or conformance check refuse."""
        html = render(self._templates, f"{paper}.html", content)
        return print_pdf(paper, html, content.about, content.figures, self._files)
