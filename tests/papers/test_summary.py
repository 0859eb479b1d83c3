"""The page that concludes, on plans small enough to count by hand."""

import pytest
from domain.conftest import (
    LAST_TIME,
    THRESHOLDS,
    TODAY,
    action,
    area,
    complete,
    days,
    plan,
    re_dated,
    update,
    verified,
    weakness,
)

from reporter.domain.movement import measure
from reporter.domain.plan import Action, ImprovementPlan
from reporter.domain.scheme import OURS
from reporter.papers.page_one import Further
from reporter.papers.summary import Summary, summarise

YESTERDAY = TODAY - days(1)
AREAS = (area(), area("2", "Leadership"))
FIRST_TIME = "This is the first paper on the plan, so nothing can be said yet about movement."


def red(ref: str, overdue: int = 1, area: str = "1") -> Action:
    return action(update(), ref=ref, area=area, due=TODAY - days(overdue))


def green(ref: str, area: str = "1") -> Action:
    return action(update(LAST_TIME), ref=ref, area=area)


def amber(ref: str, area: str = "1") -> Action:
    return action(complete(LAST_TIME), ref=ref, area=area)


def summary(*actions: Action, first_paper: bool = False) -> Summary:
    return of(plan(*actions, areas=AREAS), first_paper=first_paper)


def of(whole: ImprovementPlan, *, first_paper: bool = False) -> Summary:
    progress = measure(whole, TODAY, None if first_paper else LAST_TIME, THRESHOLDS, OURS)
    return summarise(whole.as_at(TODAY), progress, "Board")


def moved(page: Summary) -> dict[str, list[str]]:
    return {line.heading: [ref for ref, _ in line.actions] for line in page.moved}


@pytest.mark.parametrize(
    ("actions", "said"),
    [
        ([], "The plan holds no actions."),
        ([green("1")], "The plan as a whole is green: 1 of 1 open action is on track."),
        ([action(verified())], "The plan as a whole is blue: every action is complete and verified."),
        ([action(due=None)], "The plan as a whole is not rated: 1 of 1 open action cannot be rated."),
        (
            [green("1"), red("2", area="2")],
            "The plan as a whole is red: 1 of 2 open actions is red. "
            "The greatest concern is Leadership: 1 of 1 open action is red.",
        ),
        (
            [amber("1"), green("2", area="2")],
            "The plan as a whole is amber: 1 of 2 open actions is amber. "
            "The greatest concern is Help and protection: 1 of 1 open action is amber.",
        ),
        (
            [red("1"), green("2"), red("3", area="2")],
            "The plan as a whole is red: 2 of 3 open actions are red. "
            "The greatest concern is Leadership: 1 of 1 open action is red.",
        ),
    ],
)
def test_the_headline_concludes(actions: list[Action], said: str) -> None:
    assert summary(*actions).headline == said


def test_what_gives_most_concern_is_not_that_most_is_on_track() -> None:
    assert summary(red("0"), *(green(str(number)) for number in range(1, 10))).headline == (
        "The plan as a whole is green: 9 of 10 open actions are on track. "
        "The greatest concern is Help and protection: 1 of 10 open actions is red."
    )


def test_the_verb_fits_an_area_whose_title_is_plural() -> None:
    whole = plan(red("1"), areas=[area(title="Children who need help and protection")])
    assert of(whole).headline.endswith(
        ". The greatest concern is Children who need help and protection: 1 of 1 open action is red."
    )


@pytest.mark.parametrize(
    ("actions", "said"),
    [
        (
            [action(complete(LAST_TIME, "Audit."), verified())],
            "Since 10 February 2015 more improved than slipped: 1 improved or closed, 0 slipped, 0 unchanged.",
        ),
        (
            [action(re_dated(TODAY, TODAY + days(9)), due=TODAY + days(8))],
            "Since 10 February 2015 more slipped than improved: 0 improved or closed, 1 slipped, 0 unchanged.",
        ),
        (
            [action(re_dated(TODAY, TODAY + days(9)), due=TODAY), action(complete(LAST_TIME), verified(), ref="1-02")],
            "Since 10 February 2015 as many slipped as improved: 1 improved or closed, 1 slipped, 0 unchanged.",
        ),
    ],
)
def test_the_balance_of_movement_is_said_in_words_and_numbers(actions: list[Action], said: str) -> None:
    assert summary(*actions).explanation == said


def test_where_nothing_moved_it_says_so() -> None:
    assert summary(green("1")).explanation == "Since 10 February 2015 nothing has improved, closed or slipped."


def test_the_first_paper_says_nothing_about_movement() -> None:
    page = summary(red("1"), first_paper=True)
    assert (page.explanation, page.moved_since, page.moved) == (FIRST_TIME, "", ())


def test_each_kind_of_movement_lists_its_actions() -> None:
    page = summary(
        action(update(LAST_TIME), complete(TODAY, "Audit."), ref="improved", due=LAST_TIME - days(1)),
        red("slipped"),
        action(complete(LAST_TIME), verified(), ref="closed"),
        action(ref="new", added=TODAY),
        action(ref="removed", removed=TODAY),
        green("unchanged"),
    )
    assert page.moved_since == "since 10 February 2015"
    assert moved(page) == {
        "Improved": ["improved"],
        "Slipped": ["slipped"],
        "Closed": ["closed"],
        "New in the plan": ["new"],
        "Removed": ["removed"],
    }
    assert page.unmoved == ""


def test_a_movement_that_no_action_made_is_said_not_to_have_happened() -> None:
    still = summary(green("1"))
    assert (still.moved, still.unmoved) == ((), "None: improved, slipped, closed, new in the plan and removed.")
    some = summary(red("1"), action(ref="2", removed=TODAY))
    assert moved(some) == {"Slipped": ["1"], "Removed": ["2"]}
    assert some.unmoved == "None: improved, closed and new in the plan."
    assert summary(green("1"), first_paper=True).unmoved == ""


def test_a_long_list_of_refs_is_cut_at_twelve_and_counts_the_rest() -> None:
    many = summary(*(action(ref=f"1-{number:02}", added=TODAY) for number in range(1, 16)))
    new = next(line for line in many.moved if line.heading == "New in the plan")
    assert (new.number, len(new.actions), new.more) == (15, 12, "and 3 more")
    twelve = summary(*(action(ref=f"1-{number:02}", added=TODAY) for number in range(1, 13)))
    new = next(line for line in twelve.moved if line.heading == "New in the plan")
    assert (new.number, len(new.actions), new.more) == (12, 12, "")


@pytest.mark.parametrize(
    ("number", "rows", "more"),
    [
        (0, 0, ""),
        (1, 1, ""),
        (4, 4, ""),
        (5, 4, "1 more red action in the annexes."),
        (7, 4, "3 more red actions in the annexes."),
    ],
)
def test_four_red_actions_fit_the_page_and_the_rest_is_counted(number: int, rows: int, more: str) -> None:
    page = summary(*(red(str(ref)) for ref in range(number)))
    assert (len(page.red), page.more_red) == (rows, more)


@pytest.mark.parametrize(("rows", "more"), [(1, "2 more red actions in the annexes."), (3, "")])
def test_where_the_page_has_less_room_the_longest_overdue_stay_and_the_rest_is_counted(rows: int, more: str) -> None:
    whole = plan(red("short", 2), red("long", 200), red("middle", 30))
    progress = measure(whole, TODAY, None, THRESHOLDS, OURS)
    page = summarise(whole, progress, "Board", Further(rows=rows))
    assert [row.ref for row in page.red] == ["long", "middle", "short"][:rows]
    assert page.more_red == more


def test_the_red_actions_that_are_longest_overdue_come_first() -> None:
    off_track = action(update(progress=0), ref="off track", start=LAST_TIME - days(90), due=TODAY + days(1))
    page = summary(red("short", 2), off_track, red("long", 200), red("middle", 30))
    assert [row.ref for row in page.red] == ["long", "middle", "short", "off track"]


def test_a_red_row_says_what_why_and_who() -> None:
    text = "Bring every child's plan up to date within four weeks and let each of them read it, with an advocate."
    (row,) = summary(action(update(), text=text, lead=None, due=TODAY - days(23))).red
    assert row.text == "Bring every child's plan up to date within four weeks and let each of\u00a0…"
    assert len(row.text) <= 75
    assert (row.reason, row.lead, row.anchor) == ("23 days overdue, no revised date.", "No lead", "action-1-01")


def test_what_the_config_recommends_is_asked_first() -> None:
    whole = plan(action())
    progress = measure(whole, TODAY, None, THRESHOLDS, OURS)
    page = summarise(whole.as_at(TODAY), progress, "Board", Further(asks=("agree the budget",)))
    assert page.asks[0] == "agree the budget"
    assert page.asks[1:] == summarise(whole.as_at(TODAY), progress, "Board").asks


@pytest.mark.parametrize(
    ("actions", "asks"),
    [
        ([], ["note the progress of the plan"]),
        ([green("1")], ["note the progress of the plan"]),
        (
            [red("1-01"), red("1-02")],
            [
                "challenge the leads of the red actions (1-01 and 1-02) on what will be done and by when",
                "note the progress of the other actions",
            ],
        ),
        ([action(due=None)], ["set a due date for 1-01", "note the progress of the other actions"]),
        (
            [amber("1-01"), amber("1-02")],
            [
                "ask for evidence of impact for 1-01 and 1-02, closed without any",
                "note the progress of the other actions",
            ],
        ),
        (
            [amber("1-04"), action(ref="1-03", due=None), red("1-02"), red("1-01")],
            [
                "challenge the leads of the red actions (1-02 and 1-01) on what will be done and by when",
                "set a due date for 1-03",
                "ask for evidence of impact for 1-04, closed without any",
                "note the progress of the other actions",
            ],
        ),
    ],
)
def test_the_board_is_asked_for_what_the_figures_call_for(actions: list[Action], asks: list[str]) -> None:
    page = of(plan(*actions, areas=AREAS, weaknesses=()))
    assert page.asked == "The Board is asked to"
    assert list(page.asks) == asks


def test_the_board_is_asked_who_answers_a_weakness_whose_only_action_was_removed() -> None:
    whole = plan(
        action(answers=["1a"], removed=TODAY),
        action(ref="1-02", answers=["1b"]),
        weaknesses=[weakness("1a"), weakness("1b"), weakness("1c")],
    )
    assert of(whole).asks[0] == "decide who answers the areas for improvement that have no action (1a and 1c)"


@pytest.mark.parametrize(
    ("whole", "ask"),
    [
        (
            plan(red("1-01"), weaknesses=()),
            "challenge the lead of the red action (1-01) on what will be done and by when",
        ),
        (
            plan(weaknesses=[weakness("4f")]),
            "decide who answers the area for improvement that has no action (4f)",
        ),
    ],
)
def test_one_action_or_weakness_is_spoken_of_in_the_singular(whole: ImprovementPlan, ask: str) -> None:
    assert of(whole).asks[0] == ask


def test_the_board_is_asked_for_the_evidence_of_a_verified_action_that_has_none() -> None:
    page = of(plan(action(verified(evidence=None)), weaknesses=()))
    assert any("evidence of impact for 1-01" in ask for ask in page.asks)


def test_more_than_twelve_refs_are_summed_up_in_what_is_asked() -> None:
    page = of(plan(*(red(f"1-{number:02}") for number in range(1, 15)), weaknesses=()))
    assert "1-11, 1-12 and 2 more) on what" in page.asks[0]


def test_the_body_is_called_what_it_calls_itself() -> None:
    whole = plan()
    assert (
        summarise(whole, measure(whole, TODAY, None, THRESHOLDS, OURS), "Partnership").asked
        == "The Partnership is asked to"
    )
