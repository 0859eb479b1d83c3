"""Every rating rule at its exact line, with the reason in words, and the order in which the rules speak."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.conftest import LAST_TIME, THRESHOLDS, TODAY, action, complete, days, re_dated, update, verified
from reporter.domain.plan import Action, Rating, Status, Update
from reporter.domain.progress import Rated, expected_progress, rate
from reporter.domain.scheme import OURS

YESTERDAY, TOMORROW = TODAY - days(1), TODAY + days(1)


def half_way(progress: int | None, dated: date = TODAY, *, latest: Update | None = None) -> Action:
    """An action of which an even pace makes 50% today."""
    return action(latest or update(dated, progress=progress), start=TODAY - days(50), due=TODAY + days(50))


def rated(entry: Action) -> str:
    """As it is printed: red: 23 days overdue, no revised date."""
    result = rate(entry, TODAY, THRESHOLDS)
    return f"{OURS.word(result.rating)}: {result.reason}"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (
            action(complete(LAST_TIME)),
            "amber: reported complete on 10 February 2015, but no evidence of impact is recorded",
        ),
        (
            action(complete(LAST_TIME, "Audit: 9 of 10 good.")),
            "green: reported complete on 10 February 2015, with evidence of impact; not yet verified",
        ),
        (
            action(update(LAST_TIME, evidence="Audit: 9 of 10 good."), complete()),
            "green: reported complete on 17 March 2015, with evidence of impact; not yet verified",
        ),
        (
            action(complete(LAST_TIME, "Audit."), verified(TODAY)),
            "blue: complete, and verified by the Vice Chair on 17 March 2015",
        ),
    ],
)
def test_closing_takes_evidence_and_then_verification(entry: Action, said: str) -> None:
    assert rated(entry) == said


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (action(complete(LAST_TIME), complete(TODAY)), "10 February 2015"),
        (action(complete(LAST_TIME), update(YESTERDAY), complete(TODAY)), "17 March 2015"),
        (action(verified(LAST_TIME), verified(TODAY)), "10 February 2015"),
    ],
)
def test_a_closed_action_is_dated_by_the_first_report_of_its_present_status(entry: Action, said: str) -> None:
    assert f"on {said}" in rated(entry)


def test_the_verifier_and_the_day_of_verification_belong_together() -> None:
    entry = action(verified(LAST_TIME, by="the Vice Chair"), verified(TODAY, by="the Auditor"))
    assert rated(entry) in {
        "blue: complete, and verified by the Vice Chair on 10 February 2015",
        "blue: complete, and verified by the Auditor on 17 March 2015",
    }


@pytest.mark.parametrize("by", ["Head of Service", "head of service"])
def test_an_action_verified_by_its_own_lead_is_not_blue(by: str) -> None:
    assert rated(action(verified(by=by))) == (
        f"green: complete, and verified by {by} on 17 March 2015, but that is its own lead; not yet verified by "
        "anybody else"
    )


def test_an_action_verified_by_its_lead_and_then_by_somebody_else_is_blue() -> None:
    entry = action(verified(LAST_TIME, by="Head of Service"), verified(TODAY, by="the Vice Chair"))
    assert rated(entry) == "blue: complete, and verified by the Vice Chair on 17 March 2015"


def test_an_action_verified_without_any_evidence_is_not_blue() -> None:
    assert rated(action(verified(evidence=None))) == (
        "amber: complete, and verified by the Vice Chair on 17 March 2015, but no evidence of impact is recorded"
    )


@pytest.mark.parametrize(
    "entry",
    [
        action(due=None),
        action(update(progress=100), due=None),
        action(update(LAST_TIME - days(400), progress=5), due=None, start=LAST_TIME - days(500)),
    ],
)
def test_ongoing_is_never_green(entry: Action) -> None:
    assert rated(entry) == "not rated: it has no due date, so progress cannot be judged"


def test_an_ongoing_action_is_rated_once_it_is_given_a_date() -> None:
    assert rated(action(re_dated(YESTERDAY, TOMORROW, 40), due=None)) == "green: on track: 40% done, 50% expected"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (action(update(), due=TODAY), "green: on track by its dates; no progress figure is given"),
        (action(update(), due=YESTERDAY), "red: 1 day overdue, no revised date"),
        (action(update(), due=TODAY - days(23)), "red: 23 days overdue, no revised date"),
        (action(due=YESTERDAY), "red: 1 day overdue, no revised date"),
        (
            action(re_dated(LAST_TIME, YESTERDAY), update(), due=LAST_TIME),
            "red: 1 day overdue, after 1 revised date",
        ),
        (
            action(re_dated(LAST_TIME, TODAY - days(9)), re_dated(TODAY - days(9), TODAY - days(2)), due=LAST_TIME),
            "red: 2 days overdue, after 2 revised dates",
        ),
    ],
)
def test_due_today_is_not_overdue_and_due_yesterday_is(entry: Action, said: str) -> None:
    assert rated(entry) == said


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (action(start=None), "grey: not started and not yet due; no start date is given"),
        (action(start=TODAY), "grey: due to start on 17 March 2015"),
        (action(start=TOMORROW), "grey: due to start on 18 March 2015"),
        (action(update(status=Status.NOT_STARTED), start=TOMORROW), "grey: due to start on 18 March 2015"),
        (action(start=YESTERDAY), "amber: should have started on 16 March 2015, 1 day ago"),
        (action(start=LAST_TIME), "amber: should have started on 10 February 2015, 35 days ago"),
    ],
)
def test_an_action_not_started_is_grey_until_its_start_has_passed(entry: Action, said: str) -> None:
    assert rated(entry) == said


def test_an_action_that_starts_today_is_not_late() -> None:
    assert rate(action(start=TODAY), TODAY, THRESHOLDS).rating is Rating.GREY


@pytest.mark.parametrize("start", [None, TODAY])
def test_an_action_not_started_on_its_due_day_is_amber(start: date | None) -> None:
    assert rated(action(start=start, due=TODAY)) == "amber: not started, and due today"


def test_an_action_that_never_starts_and_is_put_off_is_not_grey() -> None:
    put_off = update(LAST_TIME, Status.NOT_STARTED, revised_due=TODAY + days(90))
    assert rated(action(put_off, due=TODAY - days(5))) == "amber: slipped 95 days from its original date"


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        (100, "green: on track: 100% done, 50% expected"),
        (50, "green: on track: 50% done, 50% expected"),
        (35, "green: on track: 35% done, 50% expected"),
        (34, "amber: at risk: 34% done where 50% was to be expected"),
        (15, "amber: at risk: 15% done where 50% was to be expected"),
        (14, "red: off track: 14% done where 50% was to be expected"),
        (0, "red: off track: 0% done where 50% was to be expected"),
        (None, "green: on track by its dates; no progress figure is given"),
    ],
)
def test_progress_may_lag_an_even_pace_by_exactly_the_thresholds(progress: int | None, said: str) -> None:
    assert rated(half_way(progress)) == said


def test_the_thresholds_are_those_of_the_board() -> None:
    stricter = replace(THRESHOLDS, amber_behind=0, red_behind=10, stale_after_days=1)
    assert rate(half_way(50), TODAY, stricter).rating is Rating.GREEN
    assert rate(half_way(49), TODAY, stricter).rating is Rating.AMBER
    assert rate(half_way(39), TODAY, stricter).rating is Rating.RED
    assert rate(half_way(50, TODAY - days(2)), TODAY, stricter).reason == "no update for 2 days"


@pytest.mark.parametrize(
    ("start", "due", "expected"),
    [
        (TODAY - days(50), TODAY + days(50), 50),
        (TODAY, TODAY + days(10), 0),
        (TODAY - days(10), TODAY, 100),
        (TOMORROW, TODAY + days(10), 0),
        (TODAY - days(10), YESTERDAY, 100),
        (TODAY - days(1), TODAY + days(2), 33),
        (TODAY, TODAY, None),
        (None, TOMORROW, None),
        (YESTERDAY, None, None),
    ],
)
def test_expected_progress_goes_evenly_from_the_start_to_the_due_date(
    start: date | None, due: date | None, expected: int | None
) -> None:
    assert expected_progress(action(start=start, due=due), TODAY) == expected


def test_expected_progress_follows_the_due_date_in_force() -> None:
    entry = half_way(None, latest=re_dated(LAST_TIME, TODAY + days(150)))
    assert expected_progress(entry, TODAY) == 25


@pytest.mark.parametrize(
    ("silent", "said"),
    [
        (0, "green: on track: 40% done, 0% expected"),
        (62, "green: on track: 40% done, 18% expected"),
        (63, "amber: no update for 63 days"),
        (400, "amber: no update for 400 days"),
    ],
)
def test_an_action_is_stale_one_day_after_the_threshold(silent: int, said: str) -> None:
    assert rated(action(update(TODAY - days(silent), progress=40))) == said


@pytest.mark.parametrize(
    ("due", "now", "said"),
    [
        (TOMORROW, TODAY + days(2), "amber: slipped 1 day from its original date"),
        (TODAY - days(90), TOMORROW, "amber: slipped 91 days from its original date"),
        (TODAY + days(9), TOMORROW, "green: on track: 40% done, 0% expected"),
        (TOMORROW, TOMORROW, "green: on track: 40% done, 0% expected"),
        (None, TOMORROW, "green: on track: 40% done, 0% expected"),
    ],
)
def test_an_action_moved_to_a_later_date_is_amber_and_one_brought_forward_is_not(
    due: date | None, now: date, said: str
) -> None:
    assert rated(action(re_dated(TODAY, now, 40), due=due)) == said


def test_a_date_put_back_and_restored_is_no_slip() -> None:
    entry = action(re_dated(LAST_TIME, TODAY + days(99)), re_dated(TODAY, TOMORROW, 90), due=TOMORROW)
    assert rated(entry) == "green: on track: 90% done, 97% expected"


def test_an_action_first_heard_of_today_is_not_yet_behind() -> None:
    """Nothing says when it began, so the pace is counted from the first update."""
    assert rated(action(update(progress=0), due=TOMORROW, start=None)) == "green: on track: 0% done, 0% expected"


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (action(start=TODAY - days(10), added=TODAY - days(90), due=TODAY + days(10)), 50),
        (action(update(TODAY - days(5)), added=TODAY - days(30), due=TODAY + days(10)), 75),
        (action(update(TODAY - days(10)), update(), due=TODAY + days(10)), 50),
    ],
    ids=["from its start", "else from the day it was added", "else from its first update"],
)
def test_progress_is_counted_from_the_first_day_that_is_known(entry: Action, expected: int) -> None:
    assert expected_progress(entry, TODAY) == expected


def test_an_action_without_a_start_that_was_heard_of_before_and_has_done_nothing_is_off_track() -> None:
    entry = action(update(LAST_TIME, progress=0), update(progress=0), due=TOMORROW, start=None)
    assert rated(entry) == "red: off track: 0% done where 97% was to be expected"


STALE = TODAY - timedelta(days=63)


@pytest.mark.parametrize(
    ("first", "second", "entry", "rating", "reason"),
    [
        ("closed", "undated", action(complete(), due=None), Rating.AMBER, "reported complete"),
        (
            "closed",
            "overdue",
            action(verified(), due=YESTERDAY),
            Rating.BLUE,
            "complete, and verified",
        ),
        ("closed", "stale", action(complete(STALE, "Audit.")), Rating.COMPLETE, "reported complete"),
        ("closed", "re-dated", action(re_dated(STALE, TOMORROW), verified(), due=STALE), Rating.BLUE, "complete, and"),
        ("undated", "not started", action(due=None, start=TOMORROW), Rating.NOT_RATED, "it has no due date"),
        ("undated", "stale", action(update(STALE), due=None), Rating.NOT_RATED, "it has no due date"),
        ("overdue", "not started", action(start=LAST_TIME, due=YESTERDAY), Rating.RED, "1 day overdue"),
        ("overdue", "off track", action(update(progress=0), start=STALE, due=YESTERDAY), Rating.RED, "1 day overdue"),
        ("overdue", "stale", action(update(STALE), due=YESTERDAY), Rating.RED, "1 day overdue"),
        (
            "not started",
            "off track",
            half_way(None, latest=update(status=Status.NOT_STARTED, progress=0)),
            Rating.AMBER,
            "should have started",
        ),
        (
            "not started",
            "stale",
            action(update(STALE, Status.NOT_STARTED), start=TOMORROW),
            Rating.GREY,
            "due to start",
        ),
        (
            "off track",
            "stale",
            action(update(STALE, progress=0), start=STALE - days(50), due=TOMORROW),
            Rating.RED,
            "off track: 0% done where 99%",
        ),
        (
            "stale",
            "at risk",
            action(update(STALE, progress=30), start=TODAY - days(70), due=TODAY + days(70)),
            Rating.AMBER,
            "no update for 63 days",
        ),
        (
            "at risk",
            "re-dated",
            action(re_dated(TODAY, TODAY + days(50), 30), start=TODAY - days(50), due=TOMORROW),
            Rating.AMBER,
            "at risk: 30% done",
        ),
        (
            "re-dated",
            "on track",
            action(re_dated(TODAY, TODAY + days(50), 50), start=TODAY - days(50), due=TOMORROW),
            Rating.AMBER,
            "slipped 49 days",
        ),
        (
            "re-dated with approval",
            "on track",
            action(
                re_dated(TODAY, TODAY + days(50), 50, approved_by="the Board"), start=TODAY - days(50), due=TOMORROW
            ),
            Rating.RE_DATED,
            "moved with approval, 49 days later",
        ),
        (
            "at risk",
            "re-dated with approval",
            action(
                re_dated(TODAY, TODAY + days(50), 30, approved_by="the Board"), start=TODAY - days(50), due=TOMORROW
            ),
            Rating.AMBER,
            "at risk: 30% done",
        ),
    ],
)
def test_the_first_rule_that_speaks_wins(first: str, second: str, entry: Action, rating: Rating, reason: str) -> None:
    result = rate(entry, TODAY, THRESHOLDS)
    assert result.rating is rating, f"{first} must come before {second}"
    assert result.reason.startswith(reason)


@pytest.mark.parametrize(
    ("late", "allowed", "rating"),
    [(1, 0, Rating.RED), (1, 1, Rating.AMBER), (31, 31, Rating.AMBER), (32, 31, Rating.RED)],
)
def test_a_board_may_allow_some_days_before_what_is_overdue_is_red(late: int, allowed: int, rating: Rating) -> None:
    entry = action(update(progress=0), start=TODAY - days(400), due=TODAY - days(late))
    result = rate(entry, TODAY, replace(THRESHOLDS, red_overdue_days=allowed))
    assert result.rating is rating
    assert result.reason.endswith("overdue, no revised date")


@pytest.mark.parametrize(
    ("approvals", "rating"),
    [((None, "the Board"), Rating.RE_DATED), (("the Board", None), Rating.AMBER), ((None, None), Rating.AMBER)],
)
def test_of_several_changes_the_date_in_force_must_be_approved(
    approvals: tuple[str | None, str | None], rating: Rating
) -> None:
    first, second = approvals
    changes = re_dated(LAST_TIME, TOMORROW, approved_by=first), re_dated(TODAY, TODAY + days(9), approved_by=second)
    assert rate(action(*changes, due=TODAY), TODAY, THRESHOLDS).rating is rating


def test_what_is_not_started_may_be_re_dated_with_approval() -> None:
    entry = action(update(TODAY, Status.NOT_STARTED, revised_due=TOMORROW, approved_by="the Board"), due=TODAY)
    assert rated(entry) == "amber: moved with approval, 1 day later than its original date"


def test_a_rating_is_the_same_however_often_it_is_asked() -> None:
    entry = half_way(34)
    assert rate(entry, TODAY, THRESHOLDS) == rate(entry, TODAY, THRESHOLDS)
    assert rate(entry, TODAY, THRESHOLDS) == Rated(Rating.AMBER, "at risk: 34% done where 50% was to be expected")
