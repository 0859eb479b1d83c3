"""A template places the paper's figures and makes none."""

import pytest

from reporter.errors import PaperError
from reporter.rendering.figures import check_figures

COUNTS = {"actions": 1044, "Red": 7}


@pytest.mark.parametrize(
    "html",
    [
        '<td data-figure="red">7</td>',
        '<td data-figure="Red"> 7\n</td><p>8 actions</p>',
        '<td data-figure="actions"><b>1,044</b></td>',
        "<td>8</td>",
    ],
)
def test_the_papers_own_figures_may_be_printed(html: str) -> None:
    check_figures("paper.html", html, COUNTS)


@pytest.mark.parametrize(
    ("html", "told"),
    [
        (
            '<td data-figure="red">8</td>',
            'template paper.html: It prints "8" for "red", where the paper counts 7. '
            "Print the figure as the paper has it.",
        ),
        (
            '<td data-figure="rad">7</td>',
            'template paper.html: It marks a figure "rad" that the paper has not got. '
            "The figures of this paper are actions, Red.",
        ),
        (
            '<td data-figure="red"></td>',
            'template paper.html: It prints "" for "red", where the paper counts 7. '
            "Print the figure as the paper has it.",
        ),
    ],
)
def test_another_figure_stops_the_paper(html: str, told: str) -> None:
    with pytest.raises(PaperError) as stopped:
        check_figures("paper.html", html, COUNTS)
    assert str(stopped.value) == told
