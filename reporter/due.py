"""What there is to do: the meeting calendars and the editions that exist decide, or the request does."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reporter.archive.editions import editions
from reporter.domain.meetings import (
    Edition,
    Meeting,
    data_cut,
    editions_due,
    latest_due,
    next_due,
    next_edition,
    previous_cut,
)
from reporter.domain.wording import join, uk_date
from reporter.errors import Problem, ReporterError, UsageError
from reporter.settings import Board, Settings
from reporter.sources.calendar import load_meetings
from reporter.work import Failed, Job, Report, Request

Calendar = tuple[Meeting, ...]


def look(settings: Settings, request: Request, today: date) -> Report:
    """The jobs of a run; a calendar that cannot be read is a failure of its board.

    Raises UsageError when a board, paper or meeting is asked for that does not exist.
    """
    _check_names(settings, request)
    report = Report()
    calendars: dict[str, Calendar] = {}
    for board_id, board in settings.boards.items():
        if request.board in {None, board_id}:
            try:
                calendars[board_id] = load_meetings(board.plan)
            except ReporterError as error:
                report.failed.append(Failed(board_id, error.problems, error.exit_code))
    _check_days(request, calendars, today)
    agenda = _Agenda(request, today, editions(settings.output))
    for board_id, calendar in calendars.items():
        report.upcoming[board_id] = next_due(calendar, today)
        report.jobs += _jobs(board_id, settings.boards[board_id], calendar, agenda)
    if request.on_demand and calendars and not report.jobs:
        raise UsageError(_nothing_fits(request, today))
    return report


def _nothing_fits(request: Request, today: date) -> Problem:
    if request.meeting:
        return Problem("--meeting", "No board gets that paper for that meeting.", "Name another meeting or paper.")
    advice = "Name the meeting that you want papers for with --meeting."
    return Problem("--as-at", f"No papers were due by {uk_date(today)}.", advice)


@dataclass(frozen=True)
class _Agenda:
    """What decides for every board alike."""

    request: Request
    today: date
    existing: Sequence[Edition]


def _jobs(board_id: str, board: Board, calendar: Calendar, agenda: _Agenda) -> Iterator[Job]:
    request = agenda.request
    meeting = _meeting(calendar, request, agenda.today)
    if meeting is None:
        return
    papers = [paper for paper in board.papers if request.paper in {None, paper}]
    if request.on_demand:
        wanted = tuple(next_edition(agenda.existing, board_id, meeting, paper) for paper in papers)
    else:
        wanted = editions_due(agenda.existing, board_id, papers, meeting)
    as_at = request.as_at or data_cut(meeting, agenda.today)
    since = previous_cut(calendar, meeting, as_at)
    for edition in wanted:
        yield Job(edition, meeting, as_at, since)


def _meeting(calendar: Calendar, request: Request, today: date) -> Meeting | None:
    if request.meeting is None:
        return latest_due(calendar, today)
    return next((m for m in calendar if m.dated == request.meeting and m.takes_place), None)


def _check_names(settings: Settings, request: Request) -> None:
    if request.board and request.board not in settings.boards:
        advice = f"The boards in the config are {join(list(settings.boards))}."
        raise UsageError(Problem("--board", f'There is no board "{request.board}".', advice))
    boards = [board for board_id, board in settings.boards.items() if request.board in {None, board_id}]
    papers = {paper for board in boards for paper in board.papers}
    if request.paper and request.paper not in papers:
        advice = f"The papers to choose from are {join(sorted(papers))}."
        raise UsageError(Problem("--paper", f'There is no paper "{request.paper}".', advice))


def _check_days(request: Request, calendars: Mapping[str, Calendar], today: date) -> None:
    if request.as_at and request.as_at > today:
        raise UsageError(Problem("--as-at", f"{uk_date(request.as_at)} is still to come.", "Name a day up to today."))
    if request.meeting and calendars:
        _check_meeting(request.meeting, [meeting for calendar in calendars.values() for meeting in calendar])


def _check_meeting(day: date, meetings: Sequence[Meeting]) -> None:
    named = [meeting for meeting in meetings if meeting.dated == day]
    if not named:
        days = sorted({m.dated for m in meetings if m.takes_place}, key=lambda other: abs(other - day))
        near = join([uk_date(other) for other in sorted(days[:3])])
        advice = f"Meetings near that day: {near}." if near else "The meeting calendar is empty."
        raise UsageError(Problem("--meeting", f"There is no meeting on {uk_date(day)}.", advice))
    if not any(meeting.takes_place for meeting in named):
        advice = "A cancelled meeting has no papers; name the meeting that takes its place."
        raise UsageError(Problem("--meeting", f"The meeting of {uk_date(day)} is cancelled.", advice))
