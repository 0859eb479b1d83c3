"""The process that stays: when it wakes, what it runs then, and how it ends."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import pairwise, takewhile
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from small_board import WriteBoard

from reporter.bundled import bundled_folder
from reporter.schedule import Timekeeper, run_command, send_command, wakes
from reporter.settings import Settings, load_settings

LONDON = ZoneInfo("Europe/London")
NOTHING_TO_DO = [sys.executable, "-c", ""]


@contextmanager
def scheduler(config: Path) -> Iterator[subprocess.Popen[str]]:
    """The real command at work; whatever the test finds, it is not left behind."""
    command = [sys.executable, "-m", "reporter", "schedule", "--config", str(config)]
    # The runs are to import what the tests import, wherever the tests were started.
    environment = os.environ | {"PYTHONPATH": str(bundled_folder())}
    with subprocess.Popen(
        command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                process.kill()


class Teller:
    """Keeps what is told, and can wait for a line."""

    def __init__(self) -> None:
        self.lines: SimpleQueue[str] = SimpleQueue()
        self.told: list[str] = []

    def __call__(self, line: str) -> None:
        self.lines.put(line)

    def until(self, words: str) -> str:
        """The next line with these words."""
        while True:
            try:
                line = self.lines.get(timeout=30)
            except Empty:
                pytest.fail(f"nothing was told with: {words}. Told was: {self.told}")
            self.told.append(line)
            if words in line:
                return line


class Clock(datetime):
    """A wall clock that stands where a test sets it."""

    stands = datetime(2026, 11, 23, 12, tzinfo=UTC)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return cls.stands.astimezone(tz)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> type[Clock]:
    """The only clock that the scheduler sees."""
    monkeypatch.setattr("apscheduler.schedulers.base.datetime", Clock)
    monkeypatch.setattr(Clock, "stands", Clock.stands)
    return Clock


Keep = Callable[..., Timekeeper]

WARNINGS = """\
Warning: town: the meeting calendar ends with 22 April 2015. Add the next meetings.
Warning: town/2015-04-22/board-paper-e1: The newest update is of 1 March 2015, 44 days before 14 April 2015.
"""


def timekeeper(config: Path, command: list[str], **more: Any) -> Timekeeper:
    """A timekeeper with another command for its runs."""
    others = {"sending": lambda _config: NOTHING_TO_DO} | more
    return Timekeeper(config, load_settings(config), Teller(), Teller(), command=lambda _config: command, **others)


@pytest.fixture
def keep(write_board: WriteBoard) -> Iterator[Keep]:
    """Starts a timekeeper in a thread, where nothing but the clock is not the real thing."""
    config = write_board()
    kept: list[tuple[Timekeeper, threading.Thread]] = []

    def keep(command: list[str] = NOTHING_TO_DO, look_every: float = 600, mail: str = "", **more: Any) -> Timekeeper:
        config.write_text(config.read_text("utf-8") + mail, "utf-8")
        keeper = timekeeper(config, command, look_every=look_every, now=Clock.now, **more)
        thread = threading.Thread(target=keeper.stay)
        thread.start()
        kept.append((keeper, thread))
        return keeper

    yield keep
    for keeper, thread in kept:
        keeper.signals.send()
        keeper.signals.send()
        thread.join()


def told(keeper: Timekeeper) -> Teller:
    """What was said."""
    assert isinstance(keeper.say, Teller)
    return keeper.say


def warned(keeper: Timekeeper) -> Teller:
    """What was warned of."""
    assert isinstance(keeper.warn, Teller)
    return keeper.warn


# When it wakes


def every_wake(settings: Settings, first: datetime, last: datetime) -> list[datetime]:
    """The wakes of a span of time, as a scheduler that misses none goes through them."""
    trigger = wakes(settings)

    def following() -> Iterator[datetime]:
        moment = trigger.get_next_fire_time(None, first)
        while True:
            yield moment
            moment = trigger.get_next_fire_time(moment, moment)

    return list(takewhile(lambda moment: moment <= last, following()))


@pytest.mark.parametrize(
    "day",
    ["2026-10-25", "2027-03-28", "2028-02-29", "2026-12-31"],
    ids=["clocks go back", "clocks go forward", "leap day", "end of the year"],
)
def test_each_wake_comes_once_at_its_hour_by_the_clocks_of_the_board(write_board: WriteBoard, day: str) -> None:
    every_day = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    config = with_schedule(write_board, f"days = {every_day}\ntimes = [06:15:00, 04:00:00, 13:00:30]")
    middle = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=LONDON)
    first, last = middle - timedelta(days=3), middle + timedelta(days=3)
    found = every_wake(load_settings(config), first, last)
    days = [(first + timedelta(days=n)).date() for n in range(7)]
    hours = [(4, 0, 0), (6, 15, 0), (13, 0, 30)]
    expected = [datetime(d.year, d.month, d.day, *hour, tzinfo=LONDON) for d in days for hour in hours]
    assert found == [moment for moment in expected if first <= moment <= last]
    assert all(later.timestamp() > earlier.timestamp() for earlier, later in pairwise(found))


def test_it_wakes_on_working_days_where_the_config_says_nothing(write_board: WriteBoard) -> None:
    settings = load_settings(write_board())
    found = every_wake(settings, datetime(2026, 11, 20, tzinfo=LONDON), datetime(2026, 11, 24, 12, tzinfo=LONDON))
    assert [f"{moment:%A %H:%M}" for moment in found] == ["Friday 06:15", "Monday 06:15", "Tuesday 06:15"]


def with_schedule(write_board: WriteBoard, lines: str) -> Path:
    """A board whose config has these lines in its schedule."""
    return write_board(more=f"\n[schedule]\n{lines}\n")


def with_long_memory(config: Path) -> Path:
    """The same board, which makes up for papers of any age: its meetings are long past for the real clock."""
    text = config.read_text("utf-8").replace('issue = "automatic"', 'issue = "automatic"\ncatch_up_days = 36500')
    config.write_text(text, "utf-8")
    return config


# What it does then


def test_a_wake_runs_the_command_that_cron_runs() -> None:
    command = run_command(Path("a folder/config.toml"))
    assert command == [sys.executable, "-P", "-m", "reporter", "run", "--quiet", "--config", "a folder/config.toml"]


def test_it_runs_at_once_makes_what_is_due_and_a_run_in_hand_may_finish(write_board: WriteBoard) -> None:
    config = with_long_memory(write_board())
    with scheduler(config) as process:
        assert process.stdout
        wakes_at, starts = process.stdout.readline(), process.stdout.readline()
        process.terminate()
        rest, errors = process.communicate()
    assert wakes_at == "Wakes on Monday, Tuesday, Wednesday, Thursday and Friday at 06:15:00, Europe/London.\n"
    assert starts.endswith(": a run starts.\n")
    assert rest.startswith("The run ended well.")
    assert (errors, process.returncode) == (WARNINGS, 0)
    assert (
        (config.parent / "output/town/2015-04-22/board-paper-e1-OFFICIAL-SENSITIVE.pdf")
        .read_bytes()
        .startswith(b"%PDF-")
    )


def test_a_run_that_fails_is_told_with_its_own_words_and_its_code(write_board: WriteBoard) -> None:
    with scheduler(with_long_memory(write_board(tables={"updates": "action\n"}))) as process:
        assert process.stderr
        lines = list(iter_until(process.stderr.readline, "The run ended"))
        process.send_signal(signal.SIGINT)
        process.communicate()
    assert lines[0] == "Not produced: town\n"
    assert lines[-1].startswith("The run ended with code 4. Next wake: ")
    assert process.returncode == 0


def iter_until(read: Callable[[], str], words: str) -> Iterator[str]:
    """The lines up to the one with these words."""
    for line in iter(read, ""):
        yield line
        if words in line:
            return


def test_a_config_that_is_not_valid_ends_it_at_the_start(write_board: WriteBoard) -> None:
    with scheduler(with_schedule(write_board, 'days = ["Mon"]\ntimes = [01:30:00]')) as process:
        output, errors = process.communicate()
    assert (process.returncode, output) == (3, "")
    assert 'key "schedule.days.0": "Mon" is not allowed. Should be \'Monday\', ' in errors
    assert "01:30:00 may come twice or not at all in the night when the clocks change" in errors


def test_it_wakes_at_the_next_time_and_not_before(clock: type[Clock], keep: Keep) -> None:
    keeper = keep()
    assert told(keeper).until("ended") == "The run ended well. Next wake: Tuesday 24 November 2026, 06:15 GMT."
    clock.stands = datetime(2026, 11, 24, 6, 14, 59, tzinfo=UTC)
    keeper.look_at_the_clock()
    clock.stands = datetime(2026, 11, 24, 6, 15, tzinfo=UTC)
    keeper.look_at_the_clock()
    assert told(keeper).until("starts") == "Tuesday 24 November 2026, 06:15 GMT: a run starts."
    assert "Wednesday 25 November 2026, 06:15" in told(keeper).until("ended")


def test_wakes_that_a_machine_slept_through_are_one_run(clock: type[Clock], keep: Keep) -> None:
    keeper = keep(look_every=0.01)
    told(keeper).until("ended")
    clock.stands = datetime(2026, 12, 9, 3, tzinfo=UTC)
    assert told(keeper).until("starts") == "Wednesday 9 December 2026, 03:00 GMT: a run starts."
    assert "Wednesday 9 December 2026, 06:15" in told(keeper).until("ended")


def test_a_clock_that_is_set_back_is_noticed_with_a_run_and_the_wakes_of_its_new_time(
    clock: type[Clock], keep: Keep
) -> None:
    clock.stands = datetime(2031, 5, 1, 12, tzinfo=UTC)
    keeper = keep(look_every=0.01)
    assert "Friday 2 May 2031" in told(keeper).until("ended")
    clock.stands = datetime(2026, 11, 24, 6, 14, 59, tzinfo=UTC)
    assert told(keeper).until("starts") == "Tuesday 24 November 2026, 06:14 GMT: a run starts."
    assert "Tuesday 24 November 2026, 06:15 GMT" in told(keeper).until("ended")
    clock.stands = datetime(2026, 11, 24, 6, 15, 10, tzinfo=UTC)
    assert told(keeper).until("starts") == "Tuesday 24 November 2026, 06:15 GMT: a run starts."
    assert "Wednesday 25 November 2026" in told(keeper).until("ended")


def test_a_clock_that_is_set_back_a_little_between_two_wakes_changes_nothing(clock: type[Clock], keep: Keep) -> None:
    keeper = keep()
    told(keeper).until("ended")
    clock.stands -= timedelta(hours=1)
    keeper.look_at_the_clock()
    clock.stands = datetime(2026, 11, 24, 6, 15, tzinfo=UTC)
    keeper.look_at_the_clock()
    assert told(keeper).until("starts") == "Tuesday 24 November 2026, 06:15 GMT: a run starts."


def test_new_times_hold_from_the_next_wake_on(clock: type[Clock], keep: Keep) -> None:
    keeper = keep()
    told(keeper).until("ended")
    with keeper.config.open("a") as file:
        file.write('\n[schedule]\ndays = ["Saturday"]\ntimes = [09:30:00]\n')
    clock.stands = datetime(2026, 11, 24, 6, 15, tzinfo=UTC)
    keeper.look_at_the_clock()
    assert told(keeper).until("Wakes on Saturday") == "Wakes on Saturday at 09:30:00, Europe/London."
    assert "Next wake: Saturday 28 November 2026, 09:30 GMT." in told(keeper).until("ended")


def test_a_config_that_is_broken_meanwhile_leaves_the_times_as_they_were(clock: type[Clock], keep: Keep) -> None:
    keeper = keep()
    told(keeper).until("ended")
    keeper.config.write_text("[schedule]\ntimes = []\n")
    clock.stands = datetime(2026, 11, 24, 6, 15, tzinfo=UTC)
    keeper.look_at_the_clock()
    warning = warned(keeper).until("stay as they were")
    assert 'key "schedule.times"' in warning
    assert "Wednesday 25 November 2026, 06:15" in told(keeper).until("ended")


def test_a_run_that_cannot_start_is_told_and_the_next_wake_comes(clock: type[Clock], keep: Keep) -> None:
    keeper = keep(["/nowhere/python"])
    assert "A wake failed (FileNotFoundError: " in warned(keeper).until("Next wake: Tuesday 24 November 2026")
    clock.stands = datetime(2026, 11, 24, 6, 15, tzinfo=UTC)
    keeper.look_at_the_clock()
    assert "A wake failed" in warned(keeper).until("Next wake: Wednesday 25 November 2026")


def test_a_wake_that_finds_a_run_at_work_starts_no_other(clock: type[Clock], keep: Keep) -> None:
    keeper = keep(asleep())
    told(keeper).until("starts")
    clock.stands = datetime(2026, 11, 24, 6, 15, tzinfo=UTC)
    keeper.look_at_the_clock()
    warning = warned(keeper).until("still at work")
    assert warning.endswith("Next wake: Wednesday 25 November 2026, 06:15 GMT.")


# What it sends between the wakes

MAIL = """
[mail]
server = "mail.example.org"
sender = "papers@example.org"
domains = ["example.org"]
"""
FAILS = [sys.executable, "-c", "raise SystemExit(6)"]


def at(minute: int) -> datetime:
    """A minute between two wakes."""
    return datetime(2026, 11, 23, 12, minute, tzinfo=UTC)


def test_it_sends_what_waits_every_quarter_of_an_hour_and_tells_only_what_is_wrong(
    clock: type[Clock], keep: Keep
) -> None:
    clock.stands = at(1)
    keeper = keep(mail=MAIL, sending=lambda _config: FAILS)
    told(keeper).until("ended well")
    for minute in (15, 30):
        clock.stands = at(minute)
        keeper.look_at_the_clock()
        assert warned(keeper).until("Sending what waits ended with code 6. Next wake: Tuesday")
    assert told(keeper).lines.empty()


def test_it_sends_nothing_where_no_board_sends(clock: type[Clock], keep: Keep) -> None:
    clock.stands = at(1)
    keeper = keep(sending=lambda _config: FAILS)
    told(keeper).until("ended well")
    clock.stands = at(15)
    keeper.look_at_the_clock()
    clock.stands = datetime(2026, 11, 24, 6, 15, tzinfo=UTC)
    keeper.look_at_the_clock()
    told(keeper).until("ended well")
    assert warned(keeper).lines.empty()


def test_it_sends_nothing_while_a_run_is_at_work_which_sends_itself(clock: type[Clock], keep: Keep) -> None:
    clock.stands = at(1)
    keeper = keep(asleep(), mail=MAIL, sending=lambda _config: FAILS)
    told(keeper).until("starts")
    clock.stands = at(15)
    keeper.look_at_the_clock()
    keeper._send()
    assert warned(keeper).lines.empty()


def test_the_command_between_the_wakes_is_that_of_cron() -> None:
    assert send_command(Path("config.toml"))[2:] == ["-m", "reporter", "send", "--quiet", "--config", "config.toml"]


def asleep() -> list[str]:
    """A run that would take too long."""
    return [sys.executable, "-c", "import time; time.sleep(600)"]


# How it ends


def ending(keeper: Timekeeper, *, signals: int) -> int:
    """The exit code of a timekeeper that is asked to stop in the middle of its first run."""
    codes: list[int] = []
    thread = threading.Thread(target=lambda: codes.append(keeper.stay()))
    thread.start()
    told(keeper).until("starts")
    for _ in range(signals):
        keeper.signals.send()
    thread.join()
    return codes[0]


@pytest.mark.parametrize(("signals", "grace"), [(2, 600.0), (1, 0.1)], ids=["asked twice", "too long"])
def test_a_run_that_is_cut_short_shows_in_the_exit_code(write_board: WriteBoard, signals: int, grace: float) -> None:
    keeper = timekeeper(write_board(), asleep(), grace=grace)
    assert ending(keeper, signals=signals) == 143
    assert warned(keeper).until("ended") == "The run ended by signal 15."


def test_it_ends_in_failure_when_nobody_looks_at_the_clock_any_more(
    write_board: WriteBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised: list[str] = []
    monkeypatch.setattr(threading, "excepthook", lambda failed: raised.append(str(failed.exc_value)))
    keeper = timekeeper(write_board(), NOTHING_TO_DO, look_every=-1)
    assert keeper.stay() == 1
    assert raised == ["timeout must be non-negative"]
