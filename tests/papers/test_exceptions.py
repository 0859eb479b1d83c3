"""The exceptions: two sides in the scheme's words, what falls due by the next meeting, and nothing in order."""

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from domain.conftest import LAST_TIME, TODAY, action, complete, days, plan, re_dated, update
from schemes import board_with

from papers.conftest import Sample, commission
from papers.printed import Printed, printed
from papers.test_schemes import ONE_OF_EACH
from reporter.domain.paper import PaperKind
from reporter.domain.plan import Action, ImprovementPlan
from reporter.papers.exceptions import Exceptions, compose
from reporter.papers.listing import Listing

OVERDUE = action(update(TODAY, progress=10), due=TODAY - days(10))


def exceptions_of(*actions: Action, next_meeting: date | None = None) -> Exceptions:
    asked = commission()
    return compose(replace(asked, occasion=replace(asked.occasion, next_meeting=next_meeting)), plan(*actions))


def section(paper: Exceptions, title: str) -> Listing:
    return next(one for one in paper.sections if one.title == title)


def many(number: int) -> ImprovementPlan:
    text = "Visit every child in the district within five working days, and write down what the child has said."
    lead = "Head of Service for Children in Need; Service Manager, Independent Reviewing Service"
    long_ago = TODAY - days(100)
    kinds = [
        partial(action, update(LAST_TIME, progress=10), due=TODAY - days(10)),
        partial(action, update(long_ago, progress=40)),
        partial(action, re_dated(TODAY, date(2015, 4, 30), 40)),
        partial(action, update(TODAY, progress=90), due=date(2015, 4, 10)),
    ]
    return plan(*(kinds[n % len(kinds)](ref=f"1-{n:03}", text=text, lead=lead) for n in range(number)))


@pytest.fixture(scope="module")
def of_sample(sample: Sample) -> Printed:
    return printed(PaperKind.EXCEPTIONS, compose(commission(sample.board, "exceptions"), sample.plan))


def test_the_body_of_the_sample_keeps_to_two_sides_and_says_what_had_no_room(of_sample: Printed) -> None:
    (side,) = [number for number, text in enumerate(of_sample.pages, 1) if "About this paper" in text]
    assert side == 3
    body = " ".join(of_sample.pages[:2])
    assert [
        title for title in ("Red", "Amber", "Escalated", "Nothing heard", "Due by the next") if title not in body
    ] == []
    assert "more rows had no room: " in body


@pytest.mark.parametrize("number", [0, 1, 2, 40, 400])
def test_the_body_keeps_to_two_sides_however_large_the_plan(number: int) -> None:
    pages = printed(PaperKind.EXCEPTIONS, compose(commission(), many(number))).pages
    side = next(number for number, text in enumerate(pages, 1) if "About this paper" in text)
    assert side <= 3
    assert "Key to the ratings" in pages[side - 1]


@pytest.mark.parametrize(
    ("scheme", "titles"),
    [
        ("ours", {"Red": ["1"], "Amber": ["3", "2"]}),
        ("on-target", {"Red": ["1"], "Amber": ["2"], "Re-programmed": ["3"]}),
        ("amber-is-on-track", {"Red": ["1", "2"], "Amber, but re-dated": ["3"]}),  # what is on track is no exception
    ],
)
def test_the_lists_are_headed_by_the_words_of_the_scheme(
    scheme: str, titles: dict[str, list[str]], tmp_path: Path
) -> None:
    paper = compose(commission(board_with(scheme, tmp_path)), plan(*ONE_OF_EACH.values()))
    rated = [one for one in paper.sections if one.anchor.startswith("rated-")]
    assert {one.title: [row.ref for row in one.rows] for one in rated} == titles


@pytest.mark.parametrize(
    ("due", "is_listed"),
    [
        (TODAY - days(1), False),  # overdue already
        (TODAY, True),
        (date(2015, 4, 22), True),
        (date(2015, 4, 23), False),
    ],
)
def test_what_falls_due_up_to_the_day_of_the_next_meeting_is_listed(due: date, is_listed: bool) -> None:
    paper = exceptions_of(action(update(TODAY, progress=50), due=due), next_meeting=date(2015, 4, 22))
    listing = section(paper, "Due by the next meeting")
    assert [row.ref for row in listing.rows] == ["1-01"] * is_listed
    assert "due by 22 April 2015, the day of the next meeting." in listing.says[0]


def test_what_is_done_does_not_fall_due() -> None:
    paper = exceptions_of(action(complete(TODAY, "Audit."), due=TODAY + days(3)), next_meeting=date(2015, 4, 22))
    assert section(paper, "Due by the next meeting").rows == ()


def test_without_a_later_meeting_it_looks_six_weeks_ahead_and_says_so() -> None:
    paper = exceptions_of(action(due=date(2015, 5, 6)), action(ref="1-02", due=date(2015, 5, 7)))
    listing = section(paper, "Due by the next meeting")
    assert [row.ref for row in listing.rows] == ["1-01"]
    assert listing.says == (
        "1 open action falls due by 6 May 2015, six weeks after this one, as no later meeting is planned.",
    )


def test_what_is_escalated_says_who_must_answer() -> None:
    (row,) = section(exceptions_of(OVERDUE), "Escalated").rows
    assert row.cells[0] == "Lead"
    assert row.cells[2] == "Head of Service."


def test_what_nobody_has_reported_on_is_listed_the_longest_silence_first() -> None:
    silent = [action(update(TODAY - days(far)), ref=ref) for ref, far in (("1-01", 70), ("1-02", 90), ("1-03", 62))]
    listing = section(exceptions_of(*silent), "Nothing heard")
    assert [row.ref for row in listing.rows] == ["1-02", "1-01"]
    assert listing.rows[0].cells == ("No update for 90 days.", "17 Dec 2014", "Head of Service")
    assert listing.says == ("2 open actions have had no update for more than 62 days.",)


def test_a_plan_in_order_has_no_rows_and_says_so() -> None:
    paper = exceptions_of(action(update(TODAY, progress=60)))
    assert [one.rows for one in paper.sections] == [()] * 5
    assert paper.headline == (
        "1 action: none red, none amber, none escalated, none long without an update and none due by the next meeting."
    )
    assert section(paper, "Nothing heard").says == ("No action has been without an update for more than 62 days.",)


def test_a_plan_without_actions_says_so() -> None:
    assert exceptions_of().headline == "The plan holds no actions."


def test_the_attached_rows_are_those_that_are_printed() -> None:
    paper = compose(commission(), many(40))
    shorter = paper.shortened({"cover-sheet"})
    assert shorter
    for one in (paper, shorter):
        attached = one.figures[0].rows[1:]
        assert [row[1] for row in attached] == [row.ref for listing in one.sections for row in listing.rows]
    assert len(shorter.figures[0].rows) < len(paper.figures[0].rows)
    assert paper.shortened({"elsewhere"}) is None
