"""The briefing for scrutiny: it leads with the issues, says what was done about each, and gives no child away."""

from collections.abc import Sequence
from datetime import date

import pytest
from domain.conftest import (
    LAST_TIME,
    TODAY,
    action,
    area,
    complete,
    days,
    indicator,
    plan,
    re_dated,
    update,
    verified,
    weakness,
)

from papers.conftest import Sample, commission, tiny_board
from reporter.domain.abbreviations import FirstUse
from reporter.domain.plan import Action, ImprovementPlan, Measurement, Polarity, Update, Voice
from reporter.domain.suppression import published
from reporter.papers.impact import changes
from reporter.papers.issues import board_did
from reporter.papers.scrutiny_briefing import ScrutinyBriefing, compose
from reporter.settings import Words

LATE = TODAY - days(20)


def briefing(whole: ImprovementPlan, since: date | None = LAST_TIME, words: Words | None = None) -> ScrutinyBriefing:
    return compose(commission(tiny_board(words), "scrutiny-briefing", since=since), whole)


def late(*updates: Update, ref: str = "1-01", answers: Sequence[str] = ("1a",), text: str = "Visit all.") -> Action:
    return action(*(updates or (update(LAST_TIME),)), ref=ref, due=LATE, answers=answers, text=text)


@pytest.mark.parametrize(
    ("whole", "headline"),
    [
        (
            plan(weaknesses=()),
            "The plan records no weaknesses, so nothing can be said about whether they are put right.",
        ),
        (plan(), "Of 1 weakness that Ofsted found, 1 has nobody working on it."),
        (
            plan(action(update())),
            "Of 1 weakness that Ofsted found, each has an action, and none of these is off track.",
        ),
        (plan(late()), "Of 1 weakness that Ofsted found, 1 is not being put right as planned."),
        (
            plan(
                late(),
                late(ref="1-02", answers=("1b",)),
                weaknesses=(weakness(), weakness("1b"), weakness("1c"), weakness("1d")),
            ),
            "Of 4 weaknesses that Ofsted found, 2 are not being put right as planned and 2 have nobody working on "
            "them.",
        ),
    ],
)
def test_the_first_sentence_concludes(whole: ImprovementPlan, headline: str) -> None:
    assert briefing(whole).headline == headline


def test_an_issue_carries_weakness_cause_action_standing_and_what_was_done() -> None:
    granted = re_dated(LAST_TIME - days(90), LAST_TIME - days(30), approved_by="the Vice Chair")
    moved = action(granted, re_dated(LAST_TIME - days(9), LATE), due=LAST_TIME - days(60))
    (issue,) = briefing(plan(moved)).issues
    (tried,) = issue.actions
    assert (issue.title, issue.source, issue.cause) == ("Some children wait.", "Help and protection", "")
    assert (tried.mark.word, tried.lead) == ("Red", "Head of Service")
    assert tried.reason.startswith("20 days overdue")
    assert tried.last_said == "On 1 February 2015: Work goes on."
    assert tried.done[0].startswith("Escalated, so that it is now for the ")
    assert tried.done[1:] == (
        "A later date was granted: 11 Jan 2015 (by the Vice Chair).",
        "Nobody approved the move to 25 Feb 2015.",
    )


def test_where_the_board_has_done_nothing_it_says_so() -> None:
    assert board_did(action(update()), {}, "Partnership") == ("Nothing is recorded of what the Partnership has done.",)


def test_an_action_that_answers_two_weaknesses_is_told_once_and_one_that_answers_none_is_told_too() -> None:
    both = late(answers=("1b", "1a"))
    found = briefing(plan(both, late(ref="1-02", answers=()), weaknesses=(weakness(), weakness("1b"))))
    assert [(issue.ref, [one.ref for one in issue.actions]) for issue in found.issues] == [
        ("1b", ["1-01"]),
        ("", ["1-02"]),
    ]


@pytest.mark.parametrize(
    ("number", "more"),
    [
        (2, ""),
        (3, "Also behind against it: 1-03."),
        (14, "Also behind against it: 1-03, 1-04, 1-05, 1-06, 1-07, 1-08, 1-09, 1-10, 1-11, 1-12 and 2 more."),
    ],
)
def test_a_weakness_with_many_late_actions_tells_two_and_names_the_others(number: int, more: str) -> None:
    (issue,) = briefing(plan(*(late(ref=f"1-{n:02}") for n in range(1, number + 1)))).issues
    assert ([one.ref for one in issue.actions], issue.more) == (["1-01", "1-02"], more)


def test_the_issue_that_is_escalated_highest_comes_first_in_the_sample(sample: Sample) -> None:
    paper = compose(commission(sample.board, "scrutiny-briefing"), sample.plan)
    assert [issue.ref for issue in paper.issues][:3] == ["1b", "3e", "1e"]
    assert [row.ref for row in paper.unanswered.rows] == ["1f", "2d", "3c", "4f"]
    assert paper.counts == {"actions": 44, "issues": 7, "unanswered": 4}


def test_each_shorter_briefing_says_how_much_it_leaves_out(sample: Sample) -> None:
    paper: ScrutinyBriefing | None = compose(commission(sample.board, "scrutiny-briefing"), sample.plan)
    told = []
    while paper is not None:
        told.append((len(paper.issues), bool(paper.more_issues), paper.unanswered.more, paper.more_changes))
        assert paper.headline.startswith("Of 28 weaknesses that Ofsted found, 7 are")
        paper = paper.shortened(["about"])
    assert told[0] == (7, False, "", "4 more indicators.")
    assert told[-1] == (1, True, "2 more weaknesses.", "14 more indicators.")


def test_it_stays_as_it_is_where_nothing_begins_too_late(sample: Sample) -> None:
    assert compose(commission(sample.board, "scrutiny-briefing"), sample.plan).shortened([]) is None


def figures(*values: float) -> tuple[Measurement, ...]:
    return tuple(Measurement("Ourtown", date(2015, month, 1), value) for month, value in enumerate(values, 1))


@pytest.mark.parametrize(
    ("values", "polarity", "told"),
    [
        ((40, 38, 30), Polarity.LOWER, ("38 (Feb 2015)", "30 (Mar 2015)", "Moving the right way: down 8 since")),
        ((40, 38, 39), Polarity.LOWER, ("38 (Feb 2015)", "39 (Mar 2015)", "Moving the wrong way: up 1 since")),
        ((40, 38, 38), Polarity.LOWER, ("38 (Feb 2015)", "38 (Mar 2015)", "Unchanged since February 2015.")),
        ((40, 38, 39), Polarity.NEITHER, ("38 (Feb 2015)", "39 (Mar 2015)", "Up 1 since February 2015.")),
        ((40, 38), Polarity.LOWER, ("38 (Feb 2015)", "38 (Feb 2015)", "No new figure since then.")),
        ((40, 3, 39), Polarity.LOWER, ("c (Feb 2015)", "39 (Mar 2015)", "The change since February 2015 is not")),
    ],
)
def test_a_figure_is_compared_with_the_one_of_the_last_briefing(
    values: tuple[float, ...], polarity: Polarity, told: tuple[str, str, str]
) -> None:
    paper = briefing(plan(indicators=[indicator(*figures(*values), polarity=polarity)]))
    (change,) = paper.changes
    assert (change.before, change.now) == told[:2]
    assert change.said.startswith(told[2])
    assert bool(paper.hidden) == ("c (" in change.before)


def test_what_moves_the_wrong_way_comes_first_and_target_and_comparator_stand_beside_it() -> None:
    better = indicator(*figures(40, 38, 30), ref="I1")
    worse = indicator(*figures(40, 38, 50), Measurement("England", TODAY, 45), ref="I2", target=20)
    found = changes(tuple(published(plan(indicators=[better, worse]), "Ourtown").values()), LAST_TIME)
    assert [change.now for change in found] == ["50 (Mar 2015)", "30 (Mar 2015)"]
    assert (found[0].target, found[0].elsewhere) == ("20", "England: 45 (Mar 2015)")
    assert (found[1].target, found[1].elsewhere) == ("None set", "no figure")


def test_evidence_of_impact_is_that_since_the_last_briefing_latest_first() -> None:
    proven = action(
        complete(LAST_TIME, "Too old."),
        complete(LAST_TIME + days(1), "visits doubled"),
        complete(TODAY, "Audit of 20."),
    )
    assert [(one.when, one.text) for one in briefing(plan(proven)).evidence] == [
        ("17 Mar 2015", "Audit of 20."),
        ("11 Feb 2015", "Visits doubled."),
    ]
    assert len(briefing(plan(proven), since=None).evidence) == 3


def test_voices_are_told_with_what_was_done_and_areas_without_one_are_named() -> None:
    said = Voice("1", TODAY, "Youth Council", "Nobody asked us.", None)
    paper = briefing(plan(areas=(area(), area("2", "Care leavers")), voices=(said,)))
    (heard,) = paper.voices
    assert (heard.heard, heard.response) == ("Youth Council, 17 March 2015", "Nothing is recorded.")
    assert paper.not_heard == "No child or young person is on record about: Care leavers."


def test_questions_end_with_the_one_about_what_nobody_is_working_on() -> None:
    rows = briefing(plan(late(), weaknesses=(weakness(), weakness("1b")))).questions.rows
    assert [row.cells[0] for row in rows] == ["Visit all", "Weakness 1b"]
    assert briefing(plan(action(verified()))).questions.says == ("Nothing in the figures calls for a question.",)


def test_what_goes_well_comes_last_in_few_lines_and_is_not_invented() -> None:
    assert briefing(plan(action(update()))).going_well == ("Nothing has been closed or has improved.",)
    closed = action(update(LAST_TIME), verified())
    assert briefing(plan(closed)).going_well == (
        "1-01 Visit every child: Green to blue, complete and verified.",
        "1 of 1 action is complete, and somebody other than the lead has checked the evidence.",
    )


@pytest.mark.parametrize(
    ("texts", "written"),
    [
        (["A CAF helps.", "Each CAF counts."], ["A Common Assessment Framework (CAF) helps.", "Each CAF counts."]),
        (["SCRs are slow. An SCR ends."], ["Serious case reviews (SCRs) are slow. An SCR ends."]),
        (["The Early Help Plan (EHP) is new.", "An EHP."], ["The Early Help Plan (EHP) is new.", "An EHP."]),
        (["Our MOT is yearly."], ["Our Monthly Oversight Team (MOT) is yearly."]),
        (["The UK.", "See XQZ."], ["The UK.", "See XQZ."]),
        (["The LADO's desk"], ["The local authority designated officer (LADO)'s desk"]),
    ],
)
def test_an_abbreviation_is_written_out_once(texts: list[str], written: list[str]) -> None:
    plain = FirstUse({"MOT": "Monthly Oversight Team"})
    assert [plain(text) for text in texts] == written
    assert plain.unexplained == ({"XQZ"} if "See XQZ." in texts else set())


def test_abbreviations_that_nobody_explains_are_told() -> None:
    assert briefing(plan(late(text="Use XQZ."))).unexplained == ["XQZ"]
