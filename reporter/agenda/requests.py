"""Whether what was asked for exists: boards, papers, meetings, days."""

from collections.abc import Mapping, Sequence
from datetime import date

from reporter.agenda.timetable import Timetable
from reporter.domain.meetings import Meeting, MeetingStatus
from reporter.domain.wording import join, uk_date
from reporter.errors import Problem, UsageError
from reporter.settings import Settings
from reporter.work import Request


def check_board(settings: Settings, board: str | None) -> None:
    """Raises UsageError where there is no such board."""
    if board and board not in settings.boards:
        advice = f"The boards in the config are {join(list(settings.boards))}."
        raise UsageError(Problem("--board", f'There is no board "{board}".', advice))


def only_board(settings: Settings, board: str | None) -> str:
    """The board that is named, or the only one. Raises UsageError where there is none such."""
    boards: Mapping[str, object] = settings.boards
    if board in boards:
        return str(board)
    if board is None and len(boards) == 1:
        return next(iter(boards))
    found = f'There is no board "{board}".' if board else "The config has several boards."
    raise UsageError(Problem("--board", found, f"Name one of {join(list(boards))}."))


def check_names(settings: Settings, request: Request) -> None:
    """Raises UsageError where there is no such board or paper."""
    check_board(settings, request.board)
    boards = [board for board_id, board in settings.boards.items() if request.board in {None, board_id}]
    papers = {paper for board in boards for paper in board.papers}
    if request.paper and request.paper not in papers:
        advice = f"The papers to choose from are {join(sorted(papers))}."
        raise UsageError(Problem("--paper", f'There is no paper "{request.paper}".', advice))


def check_days(request: Request, timetables: Mapping[str, Timetable], today: date) -> None:
    """Raises UsageError where there is no such meeting, or a day is still to come."""
    if request.as_at and request.as_at > today:
        raise UsageError(Problem("--as-at", f"{uk_date(request.as_at)} is still to come.", "Name a day up to today."))
    if request.backfill and request.backfill[1] < request.backfill[0]:
        raise UsageError(Problem("--to", "It is before --from.", "Name the earlier day first."))
    scheduled = {o.dated for days in timetables.values() for some in days.occasions.values() for o in some}
    if request.meeting and timetables and request.meeting not in scheduled:
        check_meeting("--meeting", request.meeting, [m for days in timetables.values() for m in days.meetings])


def check_meeting(option: str, day: date, meetings: Sequence[Meeting]) -> None:
    """Raises UsageError where no meeting takes place on that day."""
    named = [meeting for meeting in meetings if meeting.dated == day]
    if not named:
        days = sorted({m.dated for m in meetings if m.takes_place}, key=lambda other: abs(other - day))
        near = join([uk_date(other) for other in sorted(days[:3])])
        advice = f"Meetings near that day: {near}." if near else "The meeting calendar is empty."
        raise UsageError(Problem(option, f"There is no meeting on {uk_date(day)}.", advice))
    if not any(meeting.takes_place for meeting in named):
        word = "moved" if any(meeting.status is MeetingStatus.MOVED for meeting in named) else "cancelled"
        advice = f"A {word} meeting has no papers; name the meeting that takes its place."
        raise UsageError(Problem(option, f"The meeting of {uk_date(day)} is {word}.", advice))
