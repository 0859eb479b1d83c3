"""The entry of one action: everything a member needs to challenge it, in whole sentences."""

from datetime import date

import pytest
from domain.conftest import LAST_TIME, THRESHOLDS, TODAY, action, complete, days, plan, re_dated, update, verified

from papers.conftest import labelled
from reporter.domain.movement import measure
from reporter.domain.plan import Action, Rating, Status, Update
from reporter.domain.scheme import OURS
from reporter.papers.action_entry import ActionEntry, action_entry, due_line

FIRST, SECOND, THIRD = date(2015, 3, 31), date(2015, 4, 30), date(2015, 5, 31)


def entry(subject: Action, since: date | None = LAST_TIME) -> ActionEntry:
    return action_entry(measure(plan(subject), TODAY, since, THRESHOLDS, OURS).actions[0], OURS)


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        (action(due=FIRST), "31 March 2015"),
        (action(due=None), "no due date"),
        (
            action(re_dated(TODAY, FIRST), due=None),
            "31 March 2015, where at first there was no date; no approval is recorded",
        ),
        (
            action(re_dated(TODAY, SECOND), due=FIRST),
            "30 April 2015, 30 days later than the first date, 31 March 2015; no approval is recorded",
        ),
        (
            action(re_dated(TODAY, SECOND, approved_by="the Board"), due=FIRST),
            "30 April 2015, 30 days later than the first date, 31 March 2015; approved by the Board",
        ),
        (
            action(re_dated(TODAY, FIRST + days(1), approved_by="the Board"), due=FIRST),
            "1 April 2015, 1 day later than the first date, 31 March 2015; approved by the Board",
        ),
        (
            action(re_dated(TODAY, FIRST, approved_by="the Board"), due=SECOND),
            "31 March 2015, 30 days earlier than the first date, 30 April 2015; approved by the Board",
        ),
        (
            action(re_dated(LAST_TIME, SECOND, approved_by="the Board"), re_dated(TODAY, THIRD), due=FIRST),
            "31 May 2015, 61 days later than the first date, 31 March 2015, by way of 30 April 2015; approved by "
            "the Board, without approval for 1 of 2 changes",
        ),
        (
            action(re_dated(LAST_TIME, SECOND), re_dated(TODAY, THIRD), due=FIRST),
            "31 May 2015, 61 days later than the first date, 31 March 2015, by way of 30 April 2015; no approval is "
            "recorded",
        ),
    ],
)
def test_the_due_line_tells_the_whole_history_of_the_date(subject: Action, said: str) -> None:
    assert due_line(subject) == said


def test_a_date_that_came_back_is_not_said_to_be_no_days_earlier() -> None:
    restored = action(re_dated(LAST_TIME, SECOND), re_dated(TODAY, FIRST), due=FIRST)
    assert due_line(restored) == (
        "31 March 2015, the first date again, by way of 30 April 2015; no approval is recorded"
    )


def test_an_action_that_began_without_a_date_hides_no_later_extension() -> None:
    extended = action(re_dated(LAST_TIME, SECOND), re_dated(TODAY, THIRD), due=None)
    assert due_line(extended) == (
        "31 May 2015, where at first there was no date, by way of 30 April 2015; no approval is recorded"
    )


def test_each_approver_is_named_where_they_differ() -> None:
    approved = action(
        re_dated(LAST_TIME, SECOND, approved_by="the Chair"), re_dated(TODAY, THIRD, approved_by="the Board"), due=FIRST
    )
    assert due_line(approved).endswith("; approved by the Chair and the Board")


@pytest.mark.parametrize(
    ("subject", "asides"),
    [
        (action(update(LAST_TIME)), ()),
        (action(update(LAST_TIME, lead_rating=Rating.GREEN)), ()),
        (action(update(LAST_TIME, lead_rating=Rating.RED)), ("The lead rates it red.",)),
        (
            action(update(LAST_TIME, lead_rating=Rating.GREEN), due=TODAY - days(1)),
            ("The lead rates it green.", "Slipped since the last paper: green to red."),
        ),
        (
            action(re_dated(TODAY, SECOND, 90), due=FIRST),
            ("Slipped since the last paper: due date moved from 31 March 2015 to 30 April 2015.",),
        ),
        (
            action(complete(LAST_TIME, "Audit."), verified()),
            ("Closed since the last paper: green to blue, complete and verified.",),
        ),
    ],
)
def test_beside_the_reason_stands_what_the_lead_thinks_and_what_moved(subject: Action, asides: tuple[str, ...]) -> None:
    assert tuple(entry(subject).asides) == asides


def test_a_new_action_is_called_new_once() -> None:
    assert entry(action(added=TODAY)).asides == ("New in the plan since the last paper.",)


def test_the_first_paper_speaks_of_no_movement() -> None:
    assert entry(action(due=LAST_TIME), since=None).asides == ()


@pytest.mark.parametrize(
    ("latest", "heading"),
    [
        (update(TODAY, progress=40), "17 March 2015, Team Manager (in progress, 40%)"),
        (update(TODAY, progress=0), "17 March 2015, Team Manager (in progress, 0%)"),
        (update(TODAY), "17 March 2015, Team Manager (in progress)"),
        (update(TODAY, Status.NOT_STARTED), "17 March 2015, Team Manager (not started)"),
        (update(TODAY, Status.COMPLETE, 100), "17 March 2015, Team Manager (complete)"),
        (verified(), "17 March 2015, Team Manager (verified)"),
    ],
)
def test_the_latest_update_says_when_who_and_how_far(latest: Update, heading: str) -> None:
    printed = entry(action(latest)).update
    assert printed is not None
    assert (printed.heading, printed.commentary) == (heading, "Work goes on.")


def test_only_the_latest_update_is_printed_and_silence_is_shown_as_such() -> None:
    printed = entry(action(update(LAST_TIME, commentary="Old news."), update(TODAY, commentary="New."))).update
    assert printed is not None
    assert printed.commentary == "New."
    assert entry(action()).update is None


def details(subject: Action) -> dict[str, str]:
    return labelled(entry(subject))


@pytest.mark.parametrize(
    ("lead", "agency", "said"),
    [
        ("Head of Service", "Ourtown Council", "Head of Service. Agency: Ourtown Council."),
        ("Head of Service", None, "Head of Service."),
        (None, "Ourtown Council", "none is named. Agency: Ourtown Council."),
        (None, None, "none is named."),
        (
            "Head of Service; Named Nurse",
            "Ourtown Council",
            "Head of Service and Named Nurse. Agency: Ourtown Council.",
        ),
        ("Manager, Duty; Named Nurse", "Ourtown Council", "Manager, Duty; Named Nurse. Agency: Ourtown Council."),
    ],
)
def test_who_answers_is_named_or_missed(lead: str | None, agency: str | None, said: str) -> None:
    assert details(action(lead=lead, partner_agency=agency))["Lead"] == said


@pytest.mark.parametrize(
    ("measure", "baseline", "target", "said"),
    [
        ("Good audits", "41%", "75%", "Good audits (baseline 41%; target 75%)."),
        ("Good audits", "41%", None, "Good audits (baseline 41%)."),
        ("Good audits", None, "75%", "Good audits (target 75%)."),
        ("good audits", None, None, "Good audits."),
        (None, "41%", "75%", "none is stated."),
        (None, None, None, "none is stated."),
    ],
)
def test_the_success_measure_stands_with_baseline_and_target(
    measure: str | None, baseline: str | None, target: str | None, said: str
) -> None:
    assert details(action(success_measure=measure, baseline=baseline, target=target))["Success measure"] == said


def test_evidence_is_printed_with_its_day_and_missing_evidence_is_said() -> None:
    proven = action(complete(LAST_TIME, "9 of 10 audits were good"), update(TODAY))
    assert details(proven)["Evidence of impact (10 February 2015)"] == "9 of 10 audits were good."
    assert details(action())["Evidence of impact"].casefold() == "none is recorded yet."


def test_what_is_missing_is_written_alike_after_every_label() -> None:
    missing = details(action(lead=None, due=None))
    assert {label: said.casefold() for label, said in missing.items()} == {
        "Lead": "none is named.",
        "Due": "none is given.",
        "Success measure": "none is stated.",
        "Evidence of impact": "none is recorded yet.",
    }
    assert len({said[0].isupper() for said in missing.values()}) == 1


def test_the_details_are_two_lines_of_labelled_sentences() -> None:
    subject = action(
        complete(LAST_TIME, "9 of 10 were good."),
        due=FIRST,
        success_measure="good audits",
        baseline="41%",
        target="75%",
    )
    assert list(entry(subject).details) == [
        "Lead: Head of Service. Due: 31 March 2015.",
        "Success measure: Good audits (baseline 41%; target 75%). "
        "Evidence of impact (10 February 2015): 9 of 10 were good.",
    ]


def test_an_action_that_answers_no_area_for_improvement_is_shown_as_such() -> None:
    assert entry(action(answers=())).asides == ("It answers no area for improvement.",)
