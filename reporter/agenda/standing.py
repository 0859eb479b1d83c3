"""Where each paper stands by its calendar: not due, drafted, issued, or due and not issued."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from reporter.agenda.timetable import timetable
from reporter.archive.ledger import Ledger
from reporter.domain.gates import Gate
from reporter.domain.meetings import Edition
from reporter.domain.occasions import Occasion, latest, next_due
from reporter.domain.record import Event, Series, Status
from reporter.errors import ReporterError
from reporter.settings import Board, Settings
from reporter.work import Failed, Held

DAY = timedelta(days=1)


class Stage(StrEnum):
    """How far a paper has come."""

    NOT_DUE = "not due"
    TO_BE_MADE = "to be made"  # it is due, and a run of today makes it
    TO_BE_ISSUED = "to be issued"  # its draft waits for a person
    ISSUED = "issued"
    NOT_WANTED = "not wanted"  # it was withdrawn, or its plan is empty and the board wants no paper of it
    OVERDUE = "overdue"  # it should have been made or issued


@dataclass(frozen=True)
class Standing:
    """A paper for the occasion whose papers were due last, or without one where that is too long ago.

    `edition` is the last one that was made, and `status` where it stands; `held` is what a gate holds back; `failed`
    says whether the last attempt failed; `following` is the occasion that falls due next.
    """

    board: str
    paper: str
    stage: Stage
    occasion: Occasion | None
    edition: Edition | None
    status: Status | None
    held: Held | None
    following: Occasion | None
    failed: bool = False


def standings(settings: Settings, ledger: Ledger, now: datetime) -> Iterator[Standing | Failed]:
    """Every paper of every board; a calendar that cannot be read is a failure of its board. `now` is aware."""
    for board_id, board in settings.boards.items():
        try:
            occasions = timetable(board, now).occasions
        except ReporterError as error:
            yield Failed(board_id, error.problems, error.exit_code)
            continue
        yield from _of_board(board_id, board, occasions, ledger, now)


def _of_board(
    board_id: str, board: Board, occasions: Mapping[str, tuple[Occasion, ...]], ledger: Ledger, now: datetime
) -> Iterator[Standing]:
    for name, paper in board.papers.items():
        occasion = latest(occasions[name], now, paper.catch_up_days)
        following = next_due(occasions[name], now)
        if occasion is None:
            made = ledger.last_made(board_id, name)
            edition = made.edition if made else None
            status = ledger.series(edition).status(edition.number) if edition else None
            yield Standing(board_id, name, Stage.NOT_DUE, None, edition, status, None, following)
            continue
        series = ledger.series(Edition(board_id, occasion.dated, name, 1))
        edition = series.current.edition if series.current else None
        yield Standing(
            board=board_id,
            paper=name,
            stage=_stage(series, occasion, now.date()),
            occasion=occasion,
            edition=edition,
            status=series.status(edition.number) if edition else None,
            held=_held(series),
            following=following,
            failed=series.last is not None and series.last.event is Event.FAILED,
        )


def _held(series: Series) -> Held | None:
    """What a gate holds back, until somebody releases it."""
    last = series.last
    if last is None or last.event is not Event.HELD or series.is_released(last.sources):
        return None
    return Held(last.edition, Gate(last.detail["gate"]), last.reason)


def _stage(series: Series, occasion: Occasion, today: date) -> Stage:
    """On the day of despatch it is still time, but somebody must do something: so it counts as overdue."""
    current, last = series.current, series.last
    if any(series.status(number) is Status.ISSUED for number in series.numbers):  # whatever was drafted after it
        return Stage.ISSUED
    if current is None:
        if last and last.event is Event.SKIPPED:
            return Stage.NOT_WANTED
        made_by = min(occasion.despatch, occasion.draft.date() + DAY)
        return Stage.OVERDUE if today >= made_by else Stage.TO_BE_MADE
    if series.status(current.edition.number) is Status.WITHDRAWN:
        return Stage.NOT_WANTED
    return Stage.OVERDUE if today >= occasion.despatch else Stage.TO_BE_ISSUED
