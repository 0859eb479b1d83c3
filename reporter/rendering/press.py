"""The press: a board's templates made ready once, then paper after paper through it."""

from collections.abc import Sequence
from pathlib import Path

from reporter.domain.paper import Content, Printed
from reporter.rendering.pdf import print_pdf
from reporter.rendering.templates import environment, render


class Press:
    """Turns content into a conformant PDF with the templates of the given folders, the board's own first."""

    def __init__(self, template_folders: Sequence[Path], board_folder: Path) -> None:
        self._templates = environment(template_folders)
        self._folders = {"templates": template_folders, "board": (board_folder,) if board_folder.is_dir() else ()}

    def print(self, paper: str, content: Content) -> Printed:
        """The PDF of a paper. Raises PaperError when template, renderer or conformance check refuse."""
        html = render(self._templates, f"{paper}.html", content)
        return print_pdf(paper, html, content.about, content.figures, self._folders)
