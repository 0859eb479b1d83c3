"""The figures that a page prints, held against those of the paper: a template may place a number, not make one."""

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

from reporter.errors import PaperError, Problem

MARK = "data-figure"  # names the count that an element prints


class _Printed(HTMLParser):
    """Collects (name, text) of each element that says which figure it prints."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._open: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the base class's
        name = dict(attrs).get(MARK)
        if name is not None:
            self._open = name
            self.found.append((name, ""))

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self.found[-1] = (self._open, self.found[-1][1] + data)

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the base class's
        self._open = None


def check_figures(name: str, html: str, counts: Mapping[str, int]) -> None:
    """Raise PaperError unless each figure that the page marks is the paper's own."""
    printed = _Printed()
    printed.feed(html)
    if problems := list(_problems(name, printed.found, counts)):
        raise PaperError(*problems)


def _problems(name: str, found: list[tuple[str, str]], counts: Mapping[str, int]) -> Iterator[Problem]:
    own = {figure.casefold(): number for figure, number in counts.items()}
    for figure, text in found:
        if figure.casefold() not in own:
            advice = f"The figures of this paper are {', '.join(counts)}."
            yield Problem(f"template {name}", f'It marks a figure "{figure}" that the paper has not got.', advice)
        elif text.strip().replace(",", "") != str(own[figure.casefold()]):
            found_there = f'It prints "{text.strip()}" for "{figure}", where the paper counts {own[figure.casefold()]}.'
            yield Problem(f"template {name}", found_there, "Print the figure as the paper has it.")
