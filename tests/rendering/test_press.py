"""The body of a paper gives way until its parts begin where they must; what stands behind it does not count."""

import io
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pypdfium2
import pytest
from domain.conftest import TODAY, action, plan, update, weakness
from papers.conftest import commission

from reporter.bundled import bundled_templates
from reporter.domain.naming import PDF, TWIN, WORKBOOK
from reporter.domain.paper import Described, Figures, Printed, Sheet
from reporter.domain.plan import Action
from reporter.papers.board_paper import compose
from reporter.rendering.gathering import read_templates

from .conftest import ABOUT

TEMPLATE = b"""{% extends layout %}
{% block paper %}
<h1>A title</h1>
<section><h2>The body</h2>{% for text in paper.body %}<p>{{ text }}</p>{% endfor %}</section>
<section id="annexes" style="break-before: page"><h2>Behind it</h2>{% for text in paper.behind %}<p>{{ text }}</p>
{% endfor %}</section>
<section id="end"><h2>The end</h2></section>
{% endblock %}
"""
A_PAGE = 40  # texts of one line; a page has room for fewer


def texts(number: int) -> tuple[str, ...]:
    return tuple(f"Text {text}." for text in range(number))


@dataclass(frozen=True)
class Tiny:
    """A paper of texts, with the shorter bodies that it can have."""

    body: Sequence[str]
    shorter: Sequence[Sequence[str]] = ()
    behind: Sequence[str] = ("An annex.",)
    latest: Mapping[str, int] = field(default_factory=lambda: {"annexes": 2})
    about: Described = ABOUT
    figures: Sequence[Figures] = ()
    workbook: Sequence[Sheet] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    def body_alone(self) -> "Tiny":
        return replace(self, behind=())

    def shortened(self, late: Collection[str]) -> "Tiny | None":
        assert late
        return replace(self, body=self.shorter[0], shorter=self.shorter[1:]) if self.shorter else None


def tiny(*lengths: int, **more: object) -> Tiny:
    first, *others = map(texts, lengths)
    return replace(Tiny(first, others), **more)  # type: ignore[arg-type]


def printed(content: Tiny) -> Printed:
    from reporter.rendering.press import Press  # noqa: PLC0415 - after WeasyPrint is ready

    templates = {**read_templates([bundled_templates()]), "tiny.html": TEMPLATE}
    return Press(templates, {}).print("tiny", content)


def pages(paper: Printed) -> list[str]:
    found = []
    with closing(pypdfium2.PdfDocument(io.BytesIO(paper.files[PDF]))) as pdf:
        for number in range(len(pdf)):
            with closing(pdf[number]) as page, closing(page.get_textpage()) as text:
                found.append(" ".join(str(text.get_text_bounded()).split()))
    return found


def length(paper: Printed) -> int:
    """How many texts the body has, in the PDF and in its twin alike."""
    on_screen = paper.files[TWIN].decode().count("Text ")
    assert " ".join(pages(paper)).count("Text ") == on_screen
    return on_screen


def test_a_body_that_fits_is_printed_whole() -> None:
    paper = printed(tiny(9, 3))
    assert (length(paper), paper.pages) == (9, 2)


@pytest.mark.parametrize(
    ("lengths", "sides", "taken"),
    [
        ((A_PAGE, 12, 3), 1, 12),
        ((A_PAGE, A_PAGE - 1, 12, 3), 1, 12),
        ((A_PAGE, 12, 3), 2, A_PAGE),
        ((3 * A_PAGE, A_PAGE, 12), 2, A_PAGE),
    ],
)
def test_the_longest_body_is_taken_that_fits(lengths: Sequence[int], sides: int, taken: int) -> None:
    paper = printed(tiny(*lengths, latest={"annexes": sides + 1}))
    assert length(paper) == taken
    assert "Behind it" in pages(paper)[sides]


def test_where_no_body_fits_the_shortest_is_printed() -> None:
    paper = printed(tiny(4 * A_PAGE, 3 * A_PAGE, 2 * A_PAGE))
    assert length(paper) == 2 * A_PAGE
    (said,) = paper.overruns
    assert said.startswith('Its part "annexes" begins on page 4 instead of 2, though nothing more can be left out')


def test_a_body_that_was_made_to_fit_is_no_overrun() -> None:
    assert printed(tiny(A_PAGE, 12)).overruns == ()


def test_where_it_does_not_matter_where_a_part_begins_nothing_gives_way() -> None:
    assert length(printed(tiny(A_PAGE, 3, latest={}))) == A_PAGE


def test_a_part_that_the_paper_does_not_have_is_never_late() -> None:
    assert length(printed(tiny(A_PAGE, 3, latest={"appendix": 1}))) == A_PAGE


def test_what_stands_behind_the_body_is_printed_whole_however_long() -> None:
    behind = tuple(f"Line {number}." for number in range(3 * A_PAGE))
    paper = printed(tiny(A_PAGE, 12, behind=behind))
    assert length(paper) == 12
    assert " ".join(pages(paper)).count("Line ") == len(behind)
    assert paper.pages > 4


def test_how_long_the_annexes_are_makes_nothing_late() -> None:
    """Not even what follows them: their length is no reason to shorten the body."""
    behind = tuple(f"Line {number}." for number in range(3 * A_PAGE))
    assert length(printed(tiny(12, 3, behind=behind, latest={"end": 2}))) == 12
    assert length(printed(tiny(A_PAGE, 3, behind=behind, latest={"end": 2}))) == 3


def test_only_what_begins_too_late_is_named_when_a_paper_is_shortened() -> None:
    asked: list[list[str]] = []

    class Listening(Tiny):
        def shortened(self, late: Collection[str]) -> Tiny | None:
            asked.append(list(late))
            return super().shortened(late)

    printed(Listening(texts(A_PAGE), (texts(3),), latest={"annexes": 2, "end": 9}))
    assert asked == [["annexes"]]


def test_the_files_of_an_edition_are_the_twin_the_workbook_where_there_is_one_and_the_pdf_last() -> None:
    assert list(printed(tiny(1)).files) == [TWIN, PDF]
    sheet = Sheet("Actions", "All of them", ("Action",), (("1-01",),))
    assert list(printed(tiny(1, workbook=(sheet,))).files) == [TWIN, WORKBOOK, PDF]


def test_where_a_part_begins_is_the_first_page_on_which_its_anchor_stands() -> None:
    from reporter.rendering.pdf import where_parts_begin  # noqa: PLC0415 - after WeasyPrint is ready
    from reporter.rendering.templates import PRINT, environment, render  # noqa: PLC0415 - the same

    templates = {**read_templates([bundled_templates()]), "tiny.html": TEMPLATE}
    html = render(environment(templates), "tiny.html", paper=tiny(A_PAGE), layout=PRINT)
    html += '<p><a href="#nowhere">A link to what is left out stops nothing yet.</a></p>'
    assert where_parts_begin(html, {"templates": templates, "board": {}}) == {"annexes": 3, "end": 3}


def late(number: int) -> Action:
    """An action that every list of the body has something to say of."""
    return action(
        update(TODAY - timedelta(400), progress=1),
        update(TODAY - timedelta(99), progress=1, commentary="Nothing to report. " * 9, revised_due=TODAY),
        ref=f"1-{number:03}",
        answers=(),
        text=f"Action {number} " + "with a title of very many words " * 10,
        due=TODAY - timedelta(300),
    )


def test_a_board_paper_of_a_plan_in_which_all_is_wrong_keeps_to_its_sides() -> None:
    from reporter.rendering.press import Press  # noqa: PLC0415 - after WeasyPrint is ready

    whole = plan(*map(late, range(60)), weaknesses=[weakness(f"1{letter}") for letter in "abcdefghijkl"])
    content = compose(commission(), whole)
    assert len(content.sections[1].rows) == 6
    told = pages(Press(read_templates([bundled_templates()]), {}).print("board-paper", content))
    assert "About this paper" in told[1]
    assert "The plan as a whole is red" in told[0]
    assert "note the progress of the other actions." in told[0]
    (opening,) = (number for number, text in enumerate(told, 1) if "Annex A Judgement areas" in text and number > 2)
    assert opening <= 6
    assert "more rows in annex B." in " ".join(told[2:5])
