"""What page 1 says beside ratings and movement: re-dated, worded anew, gone, escalated, and what to decide."""

from dataclasses import replace
from datetime import date

import pytest
from domain.conftest import LAST_TIME, TODAY, action, complete, days, plan, re_dated, update

from papers.conftest import tiny_board
from reporter.domain.analysis import analyse
from reporter.domain.plan import Action, ImprovementPlan
from reporter.papers.page_one import Further, further

NEWS = "4 of 9 are done."


def beside(whole: ImprovementPlan, since: date | None = LAST_TIME, *recommended: str) -> Further:
    return further(whole, analyse(whole, TODAY, since, tiny_board().rules), recommended, "")


def calm(ref: str) -> Action:
    return action(
        update(LAST_TIME - days(1), progress=1, commentary=NEWS),
        update(progress=60, commentary=NEWS),
        ref=ref,
    )


def asked(ref: str) -> Action:
    return action(re_dated(TODAY, TODAY + days(60), 40), ref=ref, due=TODAY + days(9))


def awaiting(ref: str) -> Action:
    return action(complete(TODAY - days(70), "Audit of 9 files."), ref=ref)


def late(ref: str, overdue: int) -> Action:
    reported = [update(TODAY - days(back), commentary=NEWS) for back in (400, 9)]
    return action(*reported, ref=ref, due=TODAY - days(overdue))


def test_what_was_re_dated_worded_anew_or_lost_since_the_last_paper_is_listed() -> None:
    long_ago = action(re_dated(LAST_TIME, TODAY + days(60), 40), ref="1-04", due=TODAY + days(9))
    whole = plan(calm("1-01"), asked("1-02"), long_ago)
    whole = replace(whole, said_before=(("1-01", "See some children"), ("1-02", "VISIT every child"), ("1-03", "Ask")))
    assert list(beside(whole).moved) == [
        ("Re-dated", [("1-02", "action-1-02")]),
        ("Worded anew", [("1-01", "action-1-01")]),
        ("Gone without a word", [("1-03", "")]),
    ]


def test_a_first_paper_says_nothing_of_what_changed() -> None:
    assert beside(plan(asked("1-02")), None).moved == ()


@pytest.mark.parametrize(
    ("actions", "said"),
    [
        ([], "No action is escalated."),
        ([calm("1")], "No action is escalated."),
        ([late("1", 1)], "1 action is escalated by rule: 1 to the lead (1)."),
        (
            [late("1", 1), late("2", 70), late("3", 40)],
            "3 actions are escalated by rule: 1 to the board chair (2), 1 to the sub-group chair (3) and 1 to the "
            "lead (1).",
        ),
        (
            [late(str(ref), 70) for ref in range(1, 5)],
            "4 actions are escalated by rule: 4 to the board chair (1, 2, 3 and 4).",
        ),
        ([late(str(ref), 70) for ref in range(1, 6)], "5 actions are escalated by rule: 5 to the board chair."),
    ],
)
def test_who_has_to_answer_is_told_rung_by_rung_the_highest_first(actions: list[Action], said: str) -> None:
    assert beside(plan(*actions)).escalated == said


@pytest.mark.parametrize(
    ("actions", "asks"),
    [
        ([calm("1")], []),
        ([asked("1")], ["approve or refuse the later date of 1, which nobody has approved"]),
        ([asked("1"), asked("2")], ["approve or refuse the later dates of 1 and 2, which nobody has approved"]),
        ([awaiting("1"), awaiting("2")], ["say who will verify 1 and 2, reported complete"]),
        ([action(ref="1", removed=TODAY)], ["confirm that 1 goes out of the plan"]),
        (
            [action(ref="1", removed=TODAY), action(ref="2", removed=TODAY), asked("3"), awaiting("4")],
            [
                "approve or refuse the later date of 3, which nobody has approved",
                "say who will verify 4, reported complete",
                "confirm that 1 and 2 go out of the plan",
            ],
        ),
    ],
)
def test_the_board_is_asked_what_only_it_can_decide(actions: list[Action], asks: list[str]) -> None:
    assert list(beside(plan(*actions)).asks) == asks


def test_what_the_config_recommends_comes_before_what_the_rules_find() -> None:
    assert beside(plan(asked("1")), LAST_TIME, "agree the budget").asks == (
        "agree the budget",
        "approve or refuse the later date of 1, which nobody has approved",
    )


def test_that_the_scheme_has_changed_is_handed_on() -> None:
    whole = plan()
    found = further(whole, analyse(whole, TODAY, None, tiny_board().rules), (), "The rating scheme changed.")
    assert found.scheme_changed == "The rating scheme changed."
