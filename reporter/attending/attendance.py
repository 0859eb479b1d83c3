"""Attending to one command: its log, the heartbeat, the operator's mail and the figures for monitoring."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, NoReturn

from reporter.agenda.standing import Standing, standings
from reporter.archive.ledger import Ledger, open_ledger
from reporter.archive.outbox import Outbox
from reporter.attending.heartbeat import Heartbeat
from reporter.attending.log import Log, events_of_run, events_of_sending, events_of_troubles
from reporter.attending.memory import Memory
from reporter.attending.troubles import Trouble, trouble_of, troubles_of_run, troubles_of_sending
from reporter.domain.delivery import Parcel
from reporter.errors import BusyError, ReporterError, UsageError, unforeseen
from reporter.settings import Settings
from reporter.work import Report, Request, Sent

if TYPE_CHECKING:
    from reporter.attending.metrics import Recorded


@dataclass
class Attendance:
    """What is attended to while a command is at work. `clock` tells the time in the boards' zone, `warn` people."""

    settings: Settings
    log: Log
    clock: Callable[[], datetime]
    warn: Callable[[str], None]
    troubles: list[Trouble] = field(default_factory=list)
    code: int = 0
    made: int = 0  # editions

    def take_in(self, report: Report, sent: Sent | None, ledger: Ledger) -> None:
        """What came of a run that made papers, and sent what waited."""
        self.log.add_all(events_of_run(report))
        self.code = report.exit_code
        self.made = len(report.produced)
        if self._somebody_looks:
            self.troubles += troubles_of_run(report)
        self.take_in_sent(sent, ledger)

    def take_in_sent(self, sent: Sent | None, ledger: Ledger) -> None:
        """What came of sending alone."""
        self.log.add_all(events_of_sending(sent))
        self.code = self.code or (sent.exit_code if sent else 0)
        if self._somebody_looks:
            stuck: list[Parcel] = []
            self._try(lambda: stuck.extend(_stuck(ledger)))
            self.troubles += troubles_of_sending(sent, stuck)

    @contextmanager
    def over_a_run(self, request: Request) -> Iterator[None]:
        """Attend to a run from its start to its end, the opening of the ledger included: how it ends stays as it is.

        What somebody asks for out of turn is neither pinged nor measured: that it went well says nothing about the runs
        that come by themselves.
        """
        began, clock = self.clock(), time.monotonic()
        heartbeat = Heartbeat(self.settings.operator.heartbeat if request.by_calendar else None, self.warn)
        heartbeat.start()
        self.log.add(logging.INFO, "run started")
        ended = partial(self._end_of_run, request, began, heartbeat)
        with self._noticing("the run", lambda: ended(time.monotonic() - clock)):
            yield

    @contextmanager
    def over_sending(self) -> Iterator[None]:
        """Attend to sending alone: it comes often, so it has neither heartbeat nor figures."""
        with self._noticing("sending", self._end_of_sending):
            yield

    @contextmanager
    def _noticing(self, what: str, at_the_end: Callable[[], None]) -> Iterator[None]:
        try:
            yield
        except BusyError as error:  # the other one is attended to
            self.log.add(logging.WARNING, "another run is at work")
            self._raise(error)
        except UsageError as error:  # whoever mistyped it sees that
            self.log.add(logging.WARNING, "used wrongly", code=error.exit_code)
            self._raise(error)
        except SystemExit:  # what it has not made, the next run makes
            self.log.add(logging.WARNING, "told to stop")
            raise
        except Exception as error:  # noqa: BLE001 - nothing is hidden: it is raised again
            self.code = error.exit_code if isinstance(error, ReporterError) else 1
            self.troubles.append(trouble_of(what, error))
            at_the_end()
            self._raise(error)
        at_the_end()

    def _raise(self, error: Exception) -> NoReturn:
        """What the log has told is not told once more in words, which may quote what no log may keep."""
        if self.log.is_kept:
            raise SystemExit(error.exit_code if isinstance(error, ReporterError) else 1) from error
        raise error

    def _end_of_run(self, request: Request, began: datetime, heartbeat: Heartbeat, seconds: float) -> None:
        self._log_end("run ended", seconds=round(seconds, 1))
        operator = self.settings.operator
        if operator.mail or operator.metrics or operator.heartbeat:
            memory = Memory.read(operator.memory)
            if request.is_whole:  # any other did not look at all that there is
                memory.forget_all_but({trouble.fingerprint for trouble in self.troubles})
            self._try(lambda: self._tell_operator(memory))
            if request.by_calendar:
                memory.of_run(began, self.code)
                self._try(lambda: self._measure(memory, seconds))
            self._try(lambda: memory.write(operator.memory))
        heartbeat.ended(well=not self.code)

    def _end_of_sending(self) -> None:
        self._log_end("sending ended")
        if self.settings.operator.mail and self.troubles:
            memory = Memory.read(self.settings.operator.memory)
            self._try(lambda: self._tell_operator(memory))
            self._try(lambda: memory.write(self.settings.operator.memory))

    def _log_end(self, event: str, **facts: float) -> None:
        self.log.add_all(events_of_troubles(self.troubles))
        self.log.add(logging.ERROR if self.code else logging.INFO, event, code=self.code, **facts)

    def _try(self, step: Callable[[], None]) -> None:
        """Whatever keeps us from attending is told, and keeps nothing else from being done."""
        try:
            step()
        except (ReporterError, OSError) as error:
            self.warn(f"Warning: {error}")
        except Exception as error:  # noqa: BLE001 - it is told, and the papers of the run are made: that stays so
            self.warn(f"Warning: Attending to the run failed ({unforeseen('', error).kind}).")

    def _tell_operator(self, memory: Memory) -> None:
        """Send the operator what there is to tell, if it is news; it is remembered once the server has accepted it."""
        from reporter.attending.notice import is_news, send_notice  # noqa: PLC0415 - seldom needed, slow to import

        operator, now = self.settings.operator, self.clock()
        if operator.mail and self.settings.mail and is_news(self.troubles, memory, now):
            send_notice(self.settings.mail, operator.mail, self.troubles, memory.told, now)
            memory.told |= {trouble.fingerprint: now for trouble in self.troubles}

    def _measure(self, memory: Memory, seconds: float) -> None:
        if not (file := self.settings.operator.metrics):
            return
        from reporter.attending.metrics import Run, write_metrics  # noqa: PLC0415 - only where it is wanted

        recorded: list[Recorded] = []  # stays empty where the ledger cannot be read: the rest is told all the same
        self._try(lambda: recorded.append(self._recorded()))
        write_metrics(file, memory, Run(seconds, self.made), recorded[0] if recorded else None)

    def _recorded(self) -> "Recorded":
        from reporter.attending.metrics import Recorded  # noqa: PLC0415 - as above

        with open_ledger(self.settings.ledger, self.clock) as ledger:
            papers = [one for one in standings(self.settings, ledger, self.clock()) if isinstance(one, Standing)]
            return Recorded(papers, Outbox(ledger).open())

    @property
    def _somebody_looks(self) -> bool:
        return self.log.is_kept or self.settings.operator.mail is not None


def _stuck(ledger: Ledger) -> list[Parcel]:
    """The letters and copies that somebody must look after."""
    now = ledger.now()
    return [parcel for parcel in Outbox(ledger).open() if parcel.is_stuck(now)]
