"""Whether the machine is well: each thing that a run needs, tried, with what to do about it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from reporter.agenda.timetable import timetable
from reporter.attending import machine
from reporter.attending.health import Found, doubtful, told, well, wrong
from reporter.attending.heartbeat import reachable
from reporter.delivery.server import greeting
from reporter.domain.cron import next_moment
from reporter.domain.occasions import Occasion
from reporter.domain.wording import count, join, uk_date
from reporter.errors import ReporterError, system_refused
from reporter.settings import Board, Mail, Paper, Settings

DUE_WITHIN = timedelta(days=90)
MICROSOFT = 'Use login = "microsoft": Microsoft takes passwords for sending away.'
Look = Callable[[], Iterable[Found]]


def examine(settings: Settings, now: datetime) -> Iterator[Found]:
    """Look at everything, one after the other; nothing is changed or sent. `now` is aware, in the boards' zone."""
    for what, look in _looks(settings, now):
        yield from _looked(what, look)


def _looks(settings: Settings, now: datetime) -> Iterator[tuple[str, Look]]:
    yield "libraries", machine.libraries
    yield "system libraries", machine.renderer
    yield "fonts", machine.fonts
    yield "disk", partial(machine.disk, settings)
    yield "permissions", partial(machine.permissions, settings)
    yield "ledger", partial(machine.ledger, settings, now)
    yield "clock", partial(machine.clock, settings, now)
    yield "mail", partial(_mail, settings.mail)
    for board_id, board in settings.boards.items():
        yield f"recipients of {board_id}", partial(_recipients, board, settings.mail)
    yield "operator", partial(_operator, settings)
    yield "heartbeat", partial(_heartbeat, settings.operator.heartbeat)
    for board_id, board in settings.boards.items():
        yield f"calendar of {board_id}", partial(_due, board, now)


def _looked(what: str, look: Callable[[], Iterable[Found]]) -> list[Found]:
    """What a look finds, under its name unless it has one of its own; where it fails, that is what it finds."""
    try:
        found = list(look())
    except ReporterError as error:
        found = [told(error.problems[0])]
    except OSError as error:
        found = [told(system_refused(what, error))]
    return [replace(one, what=one.what or what) for one in found]


# Who is written to, and who is told


def _mail(mail: Mail | None) -> Iterator[Found]:
    if mail is None:
        yield well("No letters are sent: there is no section [mail].")
        return
    server = mail.server.lower()
    password_at_microsoft = mail.login == "password" and server.endswith((".office365.com", ".outlook.com"))
    try:
        said = f"{greeting(mail)}."
    except ReporterError as error:
        found = told(error.problems[0])  # a password that is refused there may be as right as it ever was
        yield replace(found, advice=f"{found.advice} {MICROSOFT}") if password_at_microsoft else found
        return
    yield doubtful(said, MICROSOFT) if password_at_microsoft else well(said)


def _recipients(board: Board, mail: Mail | None) -> Iterator[Found]:
    if board.delivery.recipients:
        from reporter.sources.recipients import load_recipients  # noqa: PLC0415 - only where there is such a list

        there = len(load_recipients(board, mail))
        yield well(f"{count(there, 'address', 'addresses')} in {board.delivery.recipients}, at allowed domains.")


def _operator(settings: Settings) -> Iterator[Found]:
    operator = settings.operator
    ways = [*(["mail"] if operator.mail else []), *(["heartbeat"] if operator.heartbeat else [])]
    if ways:
        yield well(f"Told by {join(ways)}.")
    else:
        advice = "Name operator.mail or operator.heartbeat in the config."
        yield doubtful("Nobody hears when something is wrong.", advice)


def _heartbeat(url: str | None) -> Iterator[Found]:
    if url is None:
        yield well("None is configured.")
    elif said := reachable(url):
        advice = "Check operator.heartbeat, the network, and a proxy; for an authority of your own set"
        yield wrong(said, f"{advice} REQUESTS_CA_BUNDLE.")
    else:
        yield well("Its host can be reached; nothing was reported to it.")


# What is due


def _due(board: Board, now: datetime) -> Iterator[Found]:
    by_day: dict[datetime, list[str]] = {}
    occasions = timetable(board, now).occasions
    for name, paper in board.papers.items():
        for moment in _moments(paper, occasions[name], now):
            by_day.setdefault(moment, []).append(name)
    if by_day:
        told = [f"{uk_date(moment)} ({', '.join(names)})" for moment, names in sorted(by_day.items())]
        yield well(f"Papers fall due on {join(told)}.")
    else:
        said = f"No papers fall due within {DUE_WITHIN.days} days."
        yield doubtful(said, "Add the next meetings to its calendar.")


def _moments(paper: Paper, occasions: Iterable[Occasion], now: datetime) -> Iterator[datetime]:
    """When a paper falls due within the days that are looked at; a timetable has only the next of a schedule."""
    if paper.cron is None:
        yield from (occasion.draft for occasion in occasions if now < occasion.draft <= now + DUE_WITHIN)
        return
    moment = next_moment(paper.cron, now)
    while moment <= now + DUE_WITHIN:
        yield moment
        moment = next_moment(paper.cron, moment)
