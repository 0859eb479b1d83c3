"""Papers in each of the shipped schemes: the same standings in other words, shapes, colours and numbers."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from domain.conftest import TODAY, action, complete, days, plan, re_dated, update, verified
from pikepdf import Pdf
from schemes import EXAMPLES, board_with, scheme_of

from papers.conftest import commission
from reporter.bundled import bundled_templates
from reporter.domain.naming import PDF
from reporter.domain.paper import Printed
from reporter.domain.plan import Action, ImprovementPlan, Rating, Status
from reporter.domain.scheme import OURS, RatingScheme, scheme_problems
from reporter.papers import board_paper
from reporter.papers.board_paper import BoardPaper
from reporter.rendering.gathering import read_templates
from reporter.rendering.readiness import ready
from reporter.rendering.templates import PRINT, SCREEN, environment, render

SCHEMES = ("ours", *EXAMPLES)
ONE_OF_EACH: dict[Rating, Action] = {
    Rating.RED: action(update(), ref="1", due=TODAY - days(40)),
    Rating.AMBER: action(complete(), ref="2"),
    Rating.RE_DATED: action(re_dated(TODAY, TODAY + days(30), approved_by="the Board"), ref="3", due=TODAY),
    Rating.NOT_RATED: action(update(), ref="4", due=None),
    Rating.GREY: action(update(TODAY, Status.NOT_STARTED), ref="5", start=TODAY + days(9)),
    Rating.GREEN: action(update(), ref="6"),
    Rating.COMPLETE: action(complete(TODAY, "Audit."), ref="7"),
    Rating.BLUE: action(verified(), ref="8"),
}


def paper_of(scheme: str, folder: Path, whole: ImprovementPlan, since: date | None = None) -> BoardPaper:
    return board_paper.compose(commission(board_with(scheme, folder), since=since), whole)


@pytest.mark.parametrize(
    ("scheme", "words"),
    [
        ("ours", "Red, Amber, Amber, Not rated, Grey, Green, Green, Blue"),
        ("on-target", "Red, Amber, Re-programmed, No date, White, Green, Blue, Blue"),
        ("amber-is-on-track", "Red, Red, Amber, Unrated, White, Amber, Green, Green"),
    ],
)
def test_each_standing_is_printed_in_the_words_of_the_scheme(scheme: str, words: str, tmp_path: Path) -> None:
    paper = paper_of(scheme, tmp_path, plan(*ONE_OF_EACH.values()))
    assert [entry.mark.word for entry in paper.areas[0].actions] == words.split(", ")


@pytest.mark.parametrize(
    ("scheme", "told", "counts"),
    [
        (
            "ours",
            (
                "The plan as a whole is amber: 3 of 7 open actions are red or amber. The greatest concern is Help and "
                "protection: 1 of 7 open actions is red.",
                "1 red, 2 amber, 1 not rated, 1 grey, 2 green, 1 blue",
                "challenge the lead of the red action (1) on what will be done and by when",
            ),
            {"actions": 8, "red": 1, "amber": 2, "not rated": 1, "grey": 1, "green": 2, "blue": 1},
        ),
        (
            "on-target",
            (
                "The plan as a whole is amber: 2 of 7 open actions are red or amber. The greatest concern is Help and "
                "protection: 1 of 7 open actions is red.",
                "1 red, 1 amber, 1 no date, 1 re-programmed, 1 white, 1 green, 2 blue",
                "challenge the lead of the red action (1) on what will be done and by when",
            ),
            {"actions": 8, "red": 1, "amber": 1, "no date": 1, "re-programmed": 1, "white": 1, "green": 1, "blue": 2},
        ),
        (
            "amber-is-on-track",
            (
                "The plan as a whole is red: 2 of 7 open actions are red. The greatest concern is Help and protection: "
                "2 of 7 open actions are red.",
                "2 red, 1 unrated, 1 white, 2 amber, 2 green",
                "challenge the leads of the red actions (1 and 2) on what will be done and by when",
            ),
            {"actions": 8, "red": 2, "unrated": 1, "white": 1, "amber": 2, "green": 2},
        ),
    ],
)
def test_page_1_chart_tables_and_counts_agree_in_the_words_of_the_scheme(
    scheme: str, told: tuple[str, str, str], counts: dict[str, int], tmp_path: Path
) -> None:
    headline, chart, ask = told
    paper = paper_of(scheme, tmp_path, plan(*ONE_OF_EACH.values()))
    assert paper.summary.headline == headline
    assert paper.chart.says.endswith(f" 1 Help and protection: {chart}.")
    assert dict(paper.counts) == counts
    assert {tile.mark.word.lower(): tile.number for tile in paper.summary.tiles} == {
        word: number for word, number in counts.items() if word != "actions"
    }
    assert len(paper.summary.red) == counts["red"]
    assert ask in paper.summary.asks
    by_area, actions, _ = (table.rows for table in paper.figures)
    assert by_area[0] == ("area", "title", "rating", *list(counts)[1:], "actions")
    assert [row[5] for row in actions[1:]] == [entry.mark.word.lower() for entry in paper.areas[0].actions]


@pytest.mark.parametrize(
    ("scheme", "name", "red"),
    [
        ("ours", "BRAG, version 1", "Overdue or off track."),
        ("on-target", "On target, version 1", "Over one month behind, or off track."),
        ("amber-is-on-track", "Amber is on track, version 1", "Late, off track or at risk."),
    ],
)
def test_the_key_names_the_scheme_and_gives_meaning_and_rule_of_each_rating(
    scheme: str, name: str, red: str, tmp_path: Path
) -> None:
    key = paper_of(scheme, tmp_path, plan()).key
    assert (key.scheme, key.changed, key.entries[0].meaning) == (name, "", red)
    assert all(entry.rules for entry in key.entries)
    assert sum(len(entry.rules) for entry in key.entries) == len(Rating)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_shipped_scheme_is_sound(scheme: str, tmp_path: Path) -> None:
    assert list(scheme_problems(scheme_of(scheme, tmp_path))) == []


@pytest.mark.parametrize("layout", [PRINT, SCREEN])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_shapes_and_colours_come_from_the_scheme_alone(scheme: str, layout: str, tmp_path: Path) -> None:
    content = paper_of(scheme, tmp_path, plan(*ONE_OF_EACH.values()))
    html = render(environment(read_templates([bundled_templates()])), "board-paper.html", paper=content, layout=layout)
    for entry in scheme_of(scheme, tmp_path).entries:
        assert html.count(f".rating.rated-{entry.shape} {{ background-image: url(data:image/svg+xml,") == 1
        assert f"%3Cpath%20fill%3D%22%23{entry.mark_colour[1:]}%22" in html
        assert f'stroke="{entry.mark_colour}"' in html
        assert f'fill="{entry.colour}"' in html
        assert f'<span class="rating rated-{entry.shape}">{entry.word.capitalize()}</span>' in html


@pytest.mark.parametrize("scheme", EXAMPLES)
def test_a_paper_is_printed_in_a_shipped_scheme(scheme: str, tmp_path: Path) -> None:
    ready(bundled_templates() / "fonts")
    from reporter.rendering.press import Press  # noqa: PLC0415 - after WeasyPrint is ready

    content = paper_of(scheme, tmp_path, plan(*ONE_OF_EACH.values()))
    printed: Printed = Press(read_templates([bundled_templates()]), {}).print("board-paper", content)
    (tmp_path / "paper.pdf").write_bytes(printed.files[PDF])
    with Pdf.open(tmp_path / "paper.pdf") as pdf:
        assert len(pdf.pages) == printed.pages
        attached = pdf.attachments["ratings-by-area.csv"].get_file().read_bytes().decode("utf-8-sig")
    assert attached.splitlines()[0].split(",")[3:-1] == [entry.word for entry in scheme_of(scheme, tmp_path).entries]


def test_no_stylesheet_knows_a_rating() -> None:
    styles = {name: text.decode() for name, text in read_templates([bundled_templates()]).items() if "css/" in name}
    for name, text in styles.items():
        assert not any(f".{word}" in text for word in ("red ", "amber", "green", "blue", "grey", "rated-")), name


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (None, ""),
        (OURS, ""),
        (
            replace(OURS, name="On target", version=2),
            "The rating scheme changed from On target version 2 to BRAG version 1 since the last paper.",
        ),
        (
            replace(OURS, entries=OURS.entries[::-1]),
            "The rating scheme BRAG version 1 was altered since the last paper, without a new version.",
        ),
    ],
)
def test_a_change_of_scheme_is_told_on_page_1_and_in_the_key(before: RatingScheme | None, said: str) -> None:
    told = replace(commission(), scheme_before=before)
    paper = board_paper.compose(told, plan(*ONE_OF_EACH.values()))
    assert paper.key.changed == said
    assert paper.summary.explanation.endswith(f"5 unchanged. {said}".strip())


def test_where_two_standings_are_red_the_worse_comes_first_however_long_the_other_is_due(tmp_path: Path) -> None:
    unproven = action(complete(), ref="unproven", due=TODAY - days(400))
    late = action(update(), ref="late", due=TODAY - days(1))
    paper = paper_of("amber-is-on-track", tmp_path, plan(unproven, late))
    assert [row.ref for row in paper.summary.red] == ["late", "unproven"]


def test_the_sections_of_the_body_call_a_rating_what_the_scheme_calls_it(tmp_path: Path) -> None:
    """Our green is amber there: "green" would be taken for what has been verified."""
    before = TODAY - days(60)
    unchanged = action(update(before, progress=60, commentary="4 of 9 are done."), ref="1")
    overdue = action(update(before, progress=95), update(progress=96), ref="2", due=TODAY - days(1))
    paper = paper_of("amber-is-on-track", tmp_path, plan(unchanged, overdue), since=TODAY - days(35))
    (doubt,) = (section for section in paper.sections if section.anchor == "in-doubt")
    assert doubt.says == ("1 action once amber is overdue now; 1 action is amber and unchanged.",)
    assert [row.cells[:2] for row in doubt.rows] == [
        ("Amber, then overdue", "On track in the last paper, now 1 day overdue."),
        ("Amber, but unchanged", "On track as in the last paper, with the same progress (60%) and no update since."),
    ]
