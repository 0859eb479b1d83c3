"""The process that stays: it wakes at the times in the config and runs what cron would run, and sends what waits."""

import logging
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from apscheduler.events import (
    EVENT_JOB_ERROR,
    EVENT_JOB_EXECUTED,
    EVENT_JOB_MAX_INSTANCES,
    EVENT_JOB_MISSED,
    EVENT_SCHEDULER_STARTED,
    JobExecutionEvent,
    SchedulerEvent,
)
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.cron import CronTrigger

from reporter.domain.wording import join, uk_date
from reporter.errors import ConfigError
from reporter.settings import Settings, load_settings
from reporter.work import Tell

SEND_EVERY = "*/15"  # minutes of the hour
LOOK_EVERY = 30.0  # seconds between two looks at the clock
GRACE = 120.0  # seconds that a run gets to finish in; TimeoutStopSec in deploy/reporter-schedule.service is longer
CUT_SHORT = 128 + signal.SIGTERM
FAILED = 1
Now = Callable[[ZoneInfo], datetime]


class Signals:
    """What asks the process to stop, as it comes: nothing is lost between a look and the wait that follows it.

    A handler in Python waits for the main thread, which may be about to sleep; this pipe is written to at once.
    """

    def __init__(self) -> None:
        self._reading, self._writing = os.pipe()
        os.set_blocking(self._writing, False)

    def listen(self) -> None:
        """Have SIGTERM and SIGINT come here, instead of ending the process."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda _number, _frame: None)
        signal.set_wakeup_fd(self._writing)

    def send(self) -> None:
        """As if one had come."""
        os.write(self._writing, bytes([signal.SIGTERM]))

    def came(self, within: float) -> bool:
        """Whether one comes within these seconds; each is told of once."""
        ready, _, _ = select.select([self._reading], [], [], within)
        return bool(ready and os.read(self._reading, 1))


def keep(config: Path, settings: Settings, say: Tell, warn: Tell) -> int:
    """Stay until SIGTERM or SIGINT. Gives 0, or 143 where a run had to be cut short."""
    keeper = Timekeeper(config, settings, say, warn)
    keeper.signals.listen()
    return keeper.stay()


def wakes(settings: Settings) -> BaseTrigger:
    """Each day and time of the config, by the clocks of its timezone."""
    # Days by name: a crontab's numbers would be read as counting from Monday.
    days = ",".join(day[:3].lower() for day in settings.schedule.days)
    zone = ZoneInfo(settings.timezone)
    return OrTrigger(
        [
            CronTrigger(day_of_week=days, hour=at.hour, minute=at.minute, second=at.second, timezone=zone)
            for at in settings.schedule.times
        ]
    )


def run_command(config: Path) -> list[str]:
    """The command of a wake; -P: the folder that the scheduler was started in is no place to import from."""
    return [sys.executable, "-P", "-m", "reporter", "run", "--quiet", "--config", str(config)]


def send_command(config: Path) -> list[str]:
    """The command between the wakes: the mail server may have been down, or have wanted to be asked again."""
    return [sys.executable, "-P", "-m", "reporter", "send", "--quiet", "--config", str(config)]


@dataclass
class Timekeeper:
    """Wakes at the times of the config and has a process of its own do each run, one at a time.

    The scheduler's thread waits for the next wake; others do the run, or send what waits; one looks at the clock and
    listens for signals. What goes wrong in any of them is told, or ends the process with a code that is true.
    """

    config: Path
    settings: Settings
    say: Tell
    warn: Tell
    signals: Signals = field(default_factory=Signals)
    command: Callable[[Path], list[str]] = run_command
    sending: Callable[[Path], list[str]] = send_command
    now: Now = datetime.now
    look_every: float = LOOK_EVERY
    grace: float = GRACE

    def __post_init__(self) -> None:
        self.lock = threading.Lock()  # between the start of a run, a change of the times, and the stop
        self.at_work = threading.Lock()  # held while a process of ours is at work: one at a time
        self.asked_to_stop = self.stopping = False
        self.child: subprocess.Popen[bytes] | None = None
        logging.getLogger("apscheduler").addHandler(logging.NullHandler())  # `_trouble` tells it in our words
        self.scheduler = BlockingScheduler(timezone=UTC)
        self.scheduler.add_listener(self._started, EVENT_SCHEDULER_STARTED)
        self.scheduler.add_listener(self._ended, EVENT_JOB_EXECUTED)
        self.scheduler.add_listener(self._trouble, EVENT_JOB_ERROR | EVENT_JOB_MISSED | EVENT_JOB_MAX_INSTANCES)
        # However late a wake comes, it is taken; several missed ones are one. The run finds out what is due.
        rules = {"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        self.job = self.scheduler.add_job(self._wake, wakes(self.settings), next_run_time=self._clock(), **rules)
        self.scheduler.add_job(self._send, CronTrigger(minute=SEND_EVERY, timezone=UTC), **rules)

    def stay(self) -> int:
        """Run once for what may have been missed, then at each wake, until a signal comes. Gives the exit code."""
        self.say(_times(self.settings))
        self.scheduler.start()
        code = self._end_run_in_hand()
        return code if self.asked_to_stop else FAILED

    # What a wake does

    def _wake(self) -> int | None:
        """The exit code of the run; None where the process is to stop and none was begun."""
        with self.at_work:
            code = self._done(self.command, f"{_moment(self._clock())}: a run starts.")
        with self.lock:
            if not self.stopping:
                self._take_in_config()
        return code

    def _send(self) -> None:
        """Send what waits, unless a run is at work, which does so itself; nothing is told where all is well."""
        if not _sends(self.settings) or not self.at_work.acquire(blocking=False):
            return
        try:
            if code := self._done(self.sending, ""):
                self.warn(f"Sending what waits ended {_ending(code)}.{self._what_is_next()}")
        finally:
            self.at_work.release()

    def _done(self, command: Callable[[Path], list[str]], said: str) -> int | None:
        """Have a process of its own do it: its memory is given back; code, config and data are read anew."""
        with self.lock:
            if self.stopping:
                return None
            if said:
                self.say(said)
            # A group of its own: Ctrl-C at a terminal asks the scheduler, and not the run, to stop.
            child = subprocess.Popen(command(self.config), stdin=subprocess.DEVNULL, process_group=0)  # noqa: S603
            self.child = child
        code = child.wait()
        with self.lock:
            self.child = None
        return code

    def _take_in_config(self) -> None:
        """Wake at new times from now on; at the old ones for as long as the config is not valid."""
        try:
            settings = load_settings(self.config)
        except ConfigError as error:
            self.warn(f"{error}\nUntil that is mended the times stay as they were.")
            return
        changed = (settings.timezone, settings.schedule) != (self.settings.timezone, self.settings.schedule)
        self.settings = settings
        if changed:
            self.scheduler.reschedule_job(self.job.id, trigger=wakes(settings))
            self.say(_times(settings))

    # What happens beside

    def _started(self, _event: SchedulerEvent) -> None:
        threading.Thread(target=self._attend, name="attendant", daemon=True).start()

    def _attend(self) -> None:
        try:
            while not self.signals.came(within=self.look_every):
                self.look_at_the_clock()
            self.asked_to_stop = True
        finally:  # without it nobody would look at the clock: then the service manager must start anew
            with self.lock:
                self.stopping = True
            self.scheduler.shutdown(wait=False)

    def look_at_the_clock(self) -> None:
        """Let the scheduler see a clock that was set, or a machine that slept: its own wait counts waking seconds.

        Where the clock was set back, the wake that was planned is not the next one any more, and one may have passed
        before this was seen: then run now, which is never wrong.
        """
        planned = self.job.next_run_time  # before the clock is read: a wake that starts in between is not planned twice
        now = self._clock()
        if planned > self.job.trigger.get_next_fire_time(None, now):
            self.job.modify(next_run_time=now)
        self.scheduler.wakeup()

    def _ended(self, event: JobExecutionEvent) -> None:
        """Tell how a run ended, once the next one may start."""
        if (code := event.retval) is not None:
            tell = self.warn if code else self.say
            tell(f"The run ended {_ending(code)}.{self._what_is_next()}")

    def _trouble(self, event: SchedulerEvent) -> None:
        """Tell what the scheduler would only log, and then go on."""
        if isinstance(event, JobExecutionEvent) and event.exception:
            found = f"A wake failed ({type(event.exception).__name__}: {event.exception})."
        elif event.code == EVENT_JOB_MISSED:
            found = "A wake was missed."
        else:
            found = "The run before is still at work, so this wake starts none."
        self.warn(f"{found}{self._what_is_next()}")

    # The end

    def _end_run_in_hand(self) -> int:
        """Let it finish, but not for ever, and not against a second signal: what it has not made is made next time."""
        child, deadline = self.child, time.monotonic() + self.grace
        if child is None:
            return 0
        while child.poll() is None and time.monotonic() < deadline and not self.signals.came(within=0.05):
            pass
        child.terminate()  # does nothing to one that has ended
        return CUT_SHORT if child.wait() in {CUT_SHORT, -signal.SIGTERM} else 0

    def _clock(self) -> datetime:
        return self.now(ZoneInfo(self.settings.timezone))

    def _what_is_next(self) -> str:
        if self.stopping:
            return ""
        now = self._clock()  # and not the job's own next time: the scheduler may not have moved it on yet
        return f" Next wake: {_moment(self.job.trigger.get_next_fire_time(now, now))}."


def _sends(settings: Settings) -> bool:
    return settings.mail is not None or any(board.delivery.folder for board in settings.boards.values())


def _times(settings: Settings) -> str:
    times = join([str(at) for at in settings.schedule.times])
    return f"Wakes on {join(settings.schedule.days)} at {times}, {settings.timezone}."


def _moment(moment: datetime) -> str:
    return f"{moment:%A} {uk_date(moment)}, {moment:%H:%M %Z}"


def _ending(code: int) -> str:
    if code == 0:
        return "well"
    return f"with code {code}" if code > 0 else f"by signal {-code}"
