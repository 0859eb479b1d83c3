"""What page 1 concludes: by rule, in a fixed order, each action asked about once."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from reading import load_plan

from domain.conftest import LAST_TIME, THRESHOLDS, TODAY, action, complete, days, plan, re_dated, update, verified
from domain.test_properties import DAYS, plans, quick
from reporter.domain.analysis import Analysis, Rules, analyse
from reporter.domain.assurance import LISTED, Assurance, Wanted, conclude
from reporter.domain.escalation import Ladder
from reporter.domain.plan import Action, ImprovementPlan, Status
from reporter.domain.scheme import OURS

SAMPLE = Path(__file__).parent.parent.parent / "data/nottingham"
BETWEEN = TODAY - days(5)
NEWS = "4 of 9 are done."


def news(dated: date, progress: int | None = None, status: Status = Status.IN_PROGRESS) -> Action:
    return action(update(dated, status, progress, commentary=NEWS))


def worked_out(whole: ImprovementPlan, as_at: date = TODAY, since: date | None = LAST_TIME) -> Analysis:
    return analyse(whole, as_at, since, Rules(THRESHOLDS, Ladder(), OURS))


def concluded(*entries: Action) -> Assurance:
    whole = plan(*entries)
    return conclude(whole, worked_out(whole))


def overdue(number: int, ref: str = "1-01") -> Action:
    return action(update(TODAY - days(400)), update(BETWEEN, progress=1), due=TODAY - days(number), ref=ref)


def test_the_worst_are_escalated_highest_then_longest_overdue_and_five_at_most() -> None:
    entries = [
        overdue(5, "1-01"),
        overdue(70, "1-02"),
        overdue(40, "1-03"),
        overdue(9, "1-04"),
        overdue(300, "1-05"),
        overdue(1, "1-06"),
        action(update(BETWEEN), ref="1-07"),
    ]
    worst = concluded(*entries).worst
    assert [one.progress.action.ref for one in worst] == ["1-05", "1-02", "1-03", "1-04", "1-01"]
    assert worst[0].days_overdue == 300
    assert worst[1].said == (
        "red: 70 days overdue, no revised date; escalated to the board chair: red for 62 days or more"
    )


def test_of_two_that_are_as_late_the_one_that_slipped_more_is_worse() -> None:
    late = TODAY - days(5)
    entries = [action(re_dated(BETWEEN, late), due=late - days(number), ref=f"1-0{number}") for number in (1, 9, 4)]
    assert [one.progress.action.ref for one in concluded(*entries).worst] == ["1-09", "1-04", "1-01"]


def test_the_better_are_closed_before_improved_then_by_how_far_they_came() -> None:
    start, due = LAST_TIME - days(35), LAST_TIME + days(65)

    def came(before: int, now: int, ref: str) -> Action:
        return action(update(LAST_TIME, progress=before), update(BETWEEN, progress=now), start=start, due=due, ref=ref)

    better = concluded(
        came(15, 70, "1-01"),
        came(0, 80, "1-02"),
        action(complete(LAST_TIME, "Audit."), verified(BETWEEN), ref="1-03"),
        came(35, 70, "1-04"),
        came(35, 34, "1-05"),
    ).better
    assert [one.progress.action.ref for one in better] == ["1-03", "1-02", "1-01"]
    assert [one.said for one in better] == [
        "green to blue, complete and verified",
        "amber to green, 0% to 80% done",
        "amber to green, 15% to 70% done",
    ]


def test_how_far_it_came_is_not_told_where_nobody_had_said_how_far_it_was() -> None:
    start, due = LAST_TIME - days(35), LAST_TIME + days(65)
    silent = update(LAST_TIME - days(100))
    spoken = action(silent, update(BETWEEN, progress=70), start=LAST_TIME - days(120), due=due, ref="1-01")
    begun = action(update(BETWEEN, progress=70), start=start, due=due, ref="1-02")
    said = {one.progress.action.ref: one.said for one in concluded(spoken, begun).better}
    assert "%" not in said["1-01"]
    assert said["1-02"].endswith(", 0% to 70% done")


def test_the_first_paper_has_nothing_that_moved() -> None:
    whole = plan(overdue(5), action(verified(BETWEEN), ref="1-02"))
    assert conclude(whole, worked_out(whole, since=None)).better == ()


def test_decisions_are_wanted_in_a_fixed_order() -> None:
    due = date(2015, 3, 31)
    decisions = concluded(
        action(complete(BETWEEN, "Audit."), ref="1-01", answers=[]),
        action(ref="1-02", due=None, answers=[]),
        replace(action(ref="1-03", due=None, answers=[]), due_words="Ongoing"),
        action(re_dated(BETWEEN, due + days(30)), due=due, ref="1-04", answers=[]),
        action(verified(BETWEEN, by="Head of Service"), ref="1-05", answers=[]),
        action(ref="1-06", removed=BETWEEN, answers=[]),
        replace(action(ref="1-07", removed=BETWEEN, answers=[]), removal_reason="Merged."),
        action(complete(BETWEEN), ref="1-08", due=None, answers=[]),
    ).decisions
    assert [(one.wanted, one.ref, one.text) for one in decisions] == [
        (
            Wanted.EXTENSION,
            "1-04",
            "approve or refuse that 1-04 moves from 31 March 2015 to 30 April 2015 (moved once; 30 days after the "
            "first date)",
        ),
        (Wanted.UNANSWERED, "1a", "decide who will answer area for improvement 1a, which no action answers"),
        (Wanted.UNDATED, "1-02", "set a due date for 1-02"),
        (Wanted.UNDATED, "1-03", 'set a due date for 1-03 in place of "Ongoing"'),
        (
            Wanted.VERIFICATION,
            "1-01",
            "say who will verify 1-01, complete with evidence on 12 March 2015, 5 days ago",
        ),
        (Wanted.VERIFICATION, "1-05", "have 1-05 verified by somebody else than its lead, Head of Service"),
        (Wanted.REMOVAL, "1-06", "confirm that 1-06 is taken out of the plan, for which no reason is recorded"),
        (Wanted.REMOVAL, "1-07", "confirm that 1-07 is taken out of the plan"),
    ]


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        (
            overdue(5),
            "is 5 days overdue and was last updated on 12 March 2015: what will be different by the next meeting?",
        ),
        (
            action(due=TODAY - days(1)),
            "is 1 day overdue and was never updated: what will be different by the next meeting?",
        ),
        (
            action(update(BETWEEN, progress=10), start=TODAY - days(50), due=TODAY + days(50)),
            "is 10% done where 50% was to be expected, and was last updated on 12 March 2015: what will bring it back "
            "on course?",
        ),
        (
            action(update(TODAY - days(50))),
            "has had no update for 50 days: is anybody working on it?",
        ),
        (
            action(re_dated(BETWEEN, TODAY + days(9)), due=TODAY + days(8)),
            "has moved once, 1 day later than its first date: what makes its date of 26 March 2015 one that will hold?",
        ),
        (
            action(update(LAST_TIME, progress=60), update(BETWEEN, progress=60)),
            "has stood still at 60% since 10 February 2015: what stands in the way?",
        ),
        (
            action(update(LAST_TIME)),
            "has stood still since 10 February 2015: what stands in the way?",
        ),
        (action(), "has stood still: what stands in the way?"),
        (
            action(complete(BETWEEN)),
            "is complete since 12 March 2015, without evidence of impact: what has changed for children?",
        ),
        (
            action(update(BETWEEN)),
            "was last updated on 12 March 2015, and the update has no number, no date and no evidence of impact: what "
            "has changed for children?",
        ),
        (
            action(verified(BETWEEN, by="Head of Service")),
            "was verified by its own lead, Head of Service, on 12 March 2015: who else has looked at the evidence?",
        ),
        (
            action(complete(BETWEEN, "Audit.")),
            "is complete, with evidence of impact; it has waited for verification since 12 March 2015 (5 days): who "
            "will verify it, and when?",
        ),
        (action(update(BETWEEN, commentary=NEWS), due=None), "has no due date: by when will it be done?"),
        (
            replace(action(update(BETWEEN, commentary=NEWS), due=None), due_words="TBC"),
            'has no due date ("TBC"): by when will it be done?',
        ),
    ],
)
def test_each_trouble_has_its_question_with_a_figure(entry: Action, text: str) -> None:
    (question,) = concluded(entry).questions
    assert question.text == f"1-01 {text}"
    assert question.to == "Head of Service"


def test_an_action_in_order_is_not_asked_about() -> None:
    assert concluded(action(update(BETWEEN, commentary=NEWS)), action(verified(), ref="1-02")).questions == ()
    assert concluded().questions == ()


def test_questions_come_in_a_fixed_order_and_go_to_who_must_answer() -> None:
    questions = concluded(
        replace(action(update(BETWEEN, commentary=NEWS), due=None), ref="1-01"),
        action(complete(BETWEEN, "Audit."), ref="1-02"),
        action(update(LAST_TIME), ref="1-03"),
        overdue(70, "1-04"),
        overdue(3, "1-05"),
    ).questions
    assert [(one.ref, one.to) for one in questions] == [
        ("1-04", "Chair of the Board"),
        ("1-05", "Head of Service"),
        ("1-03", "Head of Service"),
        ("1-02", "Head of Service"),
        ("1-01", "Head of Service"),
    ]


@quick
@given(plans(), DAYS, DAYS)
def test_no_action_is_asked_about_twice_and_no_list_is_too_long(whole: ImprovementPlan, one: date, other: date) -> None:
    since, as_at = sorted((one, other))
    assurance = conclude(whole, worked_out(whole, as_at, since))
    refs = [question.ref for question in assurance.questions]
    assert len(refs) == len(set(refs))
    assert all(question.text.startswith(f"{question.ref} ") and question.text.endswith("?")
               for question in assurance.questions)  # fmt: skip
    assert len(assurance.worst) <= LISTED >= len(assurance.better)
    order = [list(Wanted).index(decision.wanted) for decision in assurance.decisions]
    assert order == sorted(order)
    said = " ".join([*(q.text for q in assurance.questions), *(d.text for d in assurance.decisions),
                     *(w.said for w in assurance.worst)])  # fmt: skip
    assert "None" not in said
    assert " 1 days" not in said
    assert "  " not in said


def test_the_sample_shows_every_kind_of_trouble() -> None:
    whole = load_plan(SAMPLE).plan
    analysis = worked_out(whole)
    standstill, closure = analysis.standstill, analysis.closure
    assert [still.action.ref for still in standstill.stale] == ["1-07"]
    assert [still.action.ref for still in standstill.green_but_unchanged] == ["2-06"]
    assert [still.action.ref for still in standstill.green_then_overdue] == ["1-05"]
    assert [extension.action.ref for extension in analysis.extensions.asked] == ["1-06"]
    assert [extension.action.ref for extension in analysis.extensions.granted] == ["3-02"]
    assert [closed.action.ref for closed in closure.without_evidence] == ["2-08"]
    assert [closed.action.ref for closed in closure.awaiting] == ["1-04", "2.1-05"]
    assert {climbed.name for climbed in analysis.escalated} == {"lead", "sub-group chair", "board chair"}
    assert {decision.wanted for decision in conclude(whole, analysis).decisions} == set(Wanted)
