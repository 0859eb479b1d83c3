"""One line an event, as JSON, for those who keep logs; people at a terminal read what the commands print instead."""

import logging
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from reporter.attending.troubles import Trouble, discreet
from reporter.domain.meetings import Edition
from reporter.settings import Logs
from reporter.work import Report, Sent

LOGGER = "reporter"
Event = tuple[int, str, Mapping[str, Any]]  # how grave it is, what happened, and the facts


class Log:
    """Where events go: to standard error where the config wants JSON, else nowhere."""

    def __init__(self, logs: Logs, *, quiet: bool) -> None:
        self.is_kept = logs.form == "json"
        self._logger = logging.getLogger(LOGGER)
        if self.is_kept:
            self._logger.handlers = [_handler()]
            self._logger.propagate = False
            self._logger.setLevel(logging.WARNING if quiet else logging.INFO)

    def add(self, level: int, event: str, **facts: Any) -> None:
        """Keep an event."""
        if self.is_kept:
            self._logger.log(level, event, extra=facts)

    def say(self, text: str) -> None:
        """Keep what the process that stays tells, without what it quotes."""
        self.add(logging.INFO, "schedule", said=discreet(text))

    def complain(self, text: str) -> None:
        """The same, where it is a complaint."""
        self.add(logging.ERROR, "schedule", said=discreet(text))

    def warn(self, text: str) -> None:
        """Keep a warning, without what it quotes."""
        self.add(logging.WARNING, "warning", found=discreet(text.removeprefix("Warning: ")))

    def add_all(self, events: Iterator[Event]) -> None:
        """Keep events."""
        for level, event, facts in events:
            self.add(level, event, **facts)


def _handler() -> logging.Handler:
    from pythonjsonlogger.json import JsonFormatter  # noqa: PLC0415 - only where the config wants it

    class InUtc(JsonFormatter):
        """Moments as the ledger writes them."""

        def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002, N802
            return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")

    handler = logging.StreamHandler(sys.stderr)
    names = {"asctime": "time", "levelname": "level", "message": "event"}
    handler.setFormatter(InUtc("%(asctime)s %(levelname)s %(message)s", rename_fields=names))
    return handler


def events_of_run(report: Report) -> Iterator[Event]:
    """What a run made, and what it rightly did not make."""
    for produced in report.produced:
        facts = _edition(produced.job.edition) | {"pages": produced.pages, "status": produced.job.status.value}
        yield logging.INFO, "paper made", facts
    for unneeded in report.unneeded:
        yield logging.INFO, "paper not needed", _edition(unneeded.job.edition)
    for warning in report.warnings:
        yield logging.WARNING, "warning", {"found": discreet(warning)}


def events_of_sending(sent: Sent | None) -> Iterator[Event]:
    """How many letters and copies of each edition stand where."""
    for (edition, channel, state), number in Counter(
        (parcel.edition, parcel.channel, parcel.state) for parcel in (sent.parcels if sent else ())
    ).items():
        facts = _edition(edition) | {"channel": channel.value, "state": state.value, "number": number}
        yield logging.INFO, "parcels handed over" if state == "sent" else "parcels not handed over", facts


def events_of_troubles(troubles: list[Trouble]) -> Iterator[Event]:
    """What somebody must do something about."""
    for trouble in troubles:
        yield logging.ERROR, "trouble", {"what": trouble.what, "found": trouble.found, "advice": trouble.advice}


def _edition(edition: Edition) -> dict[str, Any]:
    return {"edition": edition.id, "board": edition.board, "paper": edition.paper, "for": edition.dated.isoformat()}
