"""Clocks that jump, nights of a clock change, machines that slept: each due paper is made, and once."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from unattended import Folder, at, ids, made

from reporter.work import Request

NIGHTLY = 'cron = "30 1 * * *"\nissue = "automatic"\n'
MONTHLY = 'cron = "0 7 1 * *"\nissue = "automatic"\n'
AUTOMATIC = 'issue = "automatic"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def days_made(folder: Folder, moments: Iterable[datetime]) -> list[str]:
    """The days of the papers that runs at those moments make, in order; a paper made twice is there twice."""
    return [edition.split("/")[1] for now in moments for edition in folder.make_all(now)]


def every(minutes: int, first: datetime, last: datetime) -> list[datetime]:
    """Moments of true time, as the board's clock shows them."""
    start, end = first.astimezone(UTC), last.astimezone(UTC)
    number = int((end - start) / timedelta(minutes=minutes)) + 1
    return [(start + n * timedelta(minutes=minutes)).astimezone(first.tzinfo) for n in range(number)]


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2026-03-28", "2026-03-30", ["2026-03-28", "2026-03-29", "2026-03-30"]),  # 01:30 does not exist
        ("2026-10-24", "2026-10-26", ["2026-10-24", "2026-10-25", "2026-10-26"]),  # 01:30 comes twice
    ],
)
@pytest.mark.parametrize("catch_up", ["latest", "all", "none"])
def test_over_a_clock_change_a_nightly_paper_is_made_once_a_night(
    folder: Folder, first: str, last: str, days: list[str], catch_up: str
) -> None:
    folder.board(paper=f'{NIGHTLY}catch_up = "{catch_up}"\ncatch_up_days = 1\n')
    folder.make_all(at(first, "00:30"))  # what was left of the night before
    assert days_made(folder, every(30, at(first, "01:00"), at(last, "04:00"))) == days


def test_a_machine_that_wakes_in_the_hour_that_comes_twice_makes_what_was_due_in_the_first(folder: Folder) -> None:
    folder.board(paper=f"{NIGHTLY}catch_up_days = 1\n")
    waking = at("2026-10-25", "01:10").replace(fold=1)
    assert days_made(folder, [at("2026-10-24", "12:00"), waking, waking + timedelta(minutes=40)]) == [
        "2026-10-24",
        "2026-10-25",
    ]


def test_papers_fall_due_at_midnight_where_the_board_is(folder: Folder) -> None:
    folder.board()
    folder.meetings("10/06/2026,,planned", "16/09/2026,,planned")
    midnight = at("2026-06-02", "00:00")  # 23:00 of the day before in UTC
    assert ids(folder.look(midnight - timedelta(minutes=1))) == []
    assert ids(folder.look(midnight)) == ["town/2026-06-10/board-paper-e1"]


@pytest.mark.parametrize(
    ("catch_up", "days"),
    [
        ("latest", ["2015-01-21", "2015-05-20"]),
        ("all", ["2015-01-21", "2015-03-25", "2015-04-22", "2015-05-20"]),
        ("none", ["2015-01-21"]),
    ],
)
def test_a_machine_that_slept_over_the_due_times_makes_up_what_the_paper_says(
    folder: Folder, catch_up: str, days: list[str]
) -> None:
    folder.board(paper=f'{AUTOMATIC}catch_up = "{catch_up}"\ncatch_up_days = 100\n')
    folder.meetings(
        "21/01/2015,13/01/2015,held",
        "25/03/2015,17/03/2015,held",
        "22/04/2015,14/04/2015,held",
        "20/05/2015,12/05/2015,planned",
    )
    asleep_until = at("2015-05-13")
    assert days_made(folder, [at("2015-01-13"), at("2015-01-14"), asleep_until, asleep_until]) == days


def test_what_is_older_than_the_age_limit_is_not_made_up(folder: Folder) -> None:
    folder.board(paper=f'{AUTOMATIC}catch_up = "all"\ncatch_up_days = 29\n')
    folder.meetings("25/03/2015,17/03/2015,held", "22/04/2015,14/04/2015,held", "20/05/2015,12/05/2015,planned")
    assert days_made(folder, [at("2015-05-13")]) == ["2015-04-22", "2015-05-20"]


def test_a_clock_that_is_put_back_and_comes_forward_again_makes_nothing_twice(folder: Folder) -> None:
    folder.board(paper=AUTOMATIC)
    right = ["2015-02-10", "2015-02-20", "2015-03-17", "2015-03-18"]
    wrong = ["2015-02-11", "2015-01-01", "2014-12-31", "2015-02-28"]
    right_again = ["2015-03-18", "2015-04-13", "2015-04-14", "2015-04-15"]
    found = days_made(folder, [at(day) for day in (*right, *wrong, *right_again)])
    assert found == ["2015-02-18", "2015-03-25", "2015-04-22"]


def test_a_clock_that_runs_ahead_for_a_while_makes_nothing_twice(folder: Folder) -> None:
    folder.board(paper=AUTOMATIC)
    found = days_made(
        folder, [at(day) for day in ("2015-03-17", "2015-04-20", "2015-03-18", "2015-04-14", "2015-04-20")]
    )
    assert found == ["2015-03-25", "2015-04-22"]


def test_whatever_the_order_of_the_days_each_paper_is_made_at_most_once(folder: Folder) -> None:
    folder.board(paper=f'{AUTOMATIC}catch_up = "all"\n')
    days = [at("2015-02-01") + timedelta(days=(n * 37) % 101) for n in range(60)]
    found = Counter(days_made(folder, days))
    assert found == {"2015-02-18": 1, "2015-03-25": 1, "2015-04-22": 1}


@pytest.mark.parametrize(
    ("meeting", "eve", "due"),
    [
        ("08/03/2024", "2024-02-28", "2024-02-29"),  # a leap day
        ("07/01/2026", "2025-12-28", "2025-12-29"),  # over the end of the year
        ("13/05/2020", "2020-05-03", "2020-05-04"),  # a bank holiday that was moved
        ("26/09/2022", "2022-09-14", "2022-09-15"),  # one that was announced at short notice
    ],
)
def test_papers_fall_due_over_odd_days(folder: Folder, meeting: str, eve: str, due: str) -> None:
    folder.board(paper=AUTOMATIC)
    folder.meetings(f"{meeting},,planned", "16/09/2030,,planned")
    assert days_made(folder, [at(eve, "23:59")]) == []
    assert len(days_made(folder, [at(due, "00:00"), at(due, "23:59")])) == 1


def test_a_monthly_paper_comes_on_the_last_day_of_leap_years_and_of_years(folder: Folder) -> None:
    folder.board(paper='cron = "0 23 L * *"\nissue = "automatic"\ncatch_up_days = 20\n')
    moments = every(24 * 60, at("2023-12-31", "23:30"), at("2024-03-01", "23:30"))
    assert days_made(folder, moments) == ["2023-12-31", "2024-01-31", "2024-02-29"]


def test_a_monthly_paper_that_is_old_enough_to_be_forgotten_is_not_compared_anew(folder: Folder) -> None:
    folder.board(paper='cron = "0 7 1 * *"\ncatch_up_days = 10\n')
    (job,) = folder.look(at("2026-06-01")).jobs
    assert job.since == date(2026, 4, 30)
    for day in ("2026-06-11", "2026-06-12"):  # ten days and two hours after it fell due, and the day after that
        assert {job.since for job in folder.look(at(day)).jobs} <= {date(2026, 4, 30)}
    assert ids(folder.look(at("2026-06-12"))) == []


def test_the_past_of_a_papers_own_schedule_can_be_filled(folder: Folder) -> None:
    folder.board(paper=MONTHLY)
    asked = Request("a test", backfill=(date(2025, 1, 1), date(2025, 3, 31)))
    assert ids(folder.look(at("2026-06-15"), asked)) == [
        f"town/2025-{month:02}-01/board-paper-e1" for month in (1, 2, 3)
    ]


def test_real_runs_on_a_jumping_clock_make_each_paper_once_and_leave_it_alone(folder: Folder) -> None:
    folder.board(paper=AUTOMATIC)
    february, march, april = (f"town/{day}/board-paper-e1" for day in ("2015-02-18", "2015-03-25", "2015-04-22"))
    assert made(folder.run(at("2015-02-10", "00:00"))) == [february]
    assert made(folder.run(at("2015-03-17", "00:00"))) == [march]
    file = folder.settings.output / f"{march}-OFFICIAL.pdf"
    first = (file.read_bytes(), file.stat().st_mtime_ns)
    folder.update("20/03/2015", "The data goes on.")
    for day in ("2015-03-16", "2015-02-11", "2015-03-18", "2015-03-29"):
        assert folder.run(at(day)).jobs == []
    assert made(folder.run(at("2015-04-14", "00:00"))) == [april]
    assert folder.run(at("2015-03-18")).jobs == folder.run(at("2015-04-15")).jobs == []
    assert (file.read_bytes(), file.stat().st_mtime_ns) == first
