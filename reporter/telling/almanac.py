"""The days of the boards' meetings, as they are and as they would be if a meeting moved."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from reporter.agenda.notices import calendar_warnings
from reporter.agenda.requests import check_board, check_meeting
from reporter.agenda.timetable import Timetable, timetable, working_days
from reporter.archive.ledger import Ledger
from reporter.domain.meetings import Meeting, MeetingStatus
from reporter.domain.occasions import Occasion, for_meeting
from reporter.domain.record import Series
from reporter.domain.wording import MONTHS, count, join, uk_date
from reporter.errors import Problem, UsageError
from reporter.settings import Board, Settings

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True)
class Line:
    """One paper for one meeting or scheduled day, and the editions that there are."""

    paper: str
    occasion: Occasion
    editions: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """A board's part of the almanac."""

    board: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...]


def calendar(settings: Settings, ledger: Ledger, board: str | None, now: datetime, *, past: bool) -> list[Page]:
    """The occasions of each board that are still to come, or all of them, and what there is to say."""
    pages = []
    for board_id in _boards(settings, board):
        days = timetable(settings.boards[board_id], now)
        shown = {o.dated for some in days.occasions.values() for o in some if past or o.dated >= now.date()}
        recorded = ledger.since(min(shown, default=now.date()))
        lines = [
            Line(paper, occasion, _editions(recorded, board_id, occasion.dated, paper))
            for paper, occasions in days.occasions.items()
            for occasion in occasions
            if occasion.dated in shown
        ]
        lines.sort(key=lambda line: line.occasion.dated)
        notes = [*_not_taking_place(days, now, past=past), *calendar_warnings(board_id, days, recorded, now)]
        pages.append(Page(board_id, tuple(lines), tuple(notes)))
    return pages


def _boards(settings: Settings, board: str | None) -> list[str]:
    check_board(settings, board)
    return [board] if board else list(settings.boards)


def _editions(recorded: Mapping[str, Series], board: str, dated: date, paper: str) -> tuple[str, ...]:
    series = recorded.get(f"{board}/{dated.isoformat()}/{paper}", Series())
    return tuple(f"e{number} {series.status(number)}" for number in series.numbers)


def _not_taking_place(days: Timetable, now: datetime, *, past: bool) -> Iterator[str]:
    for meeting in days.meetings:
        if not meeting.takes_place and (past or meeting.dated >= now.date()):
            yield f"The meeting of {uk_date(meeting.dated)} is {meeting.status}: it has no papers."


def moved(settings: Settings, ledger: Ledger, board: str | None, move: tuple[date, date], now: datetime) -> list[Page]:
    """What the days of a meeting would be on another day. Nothing is changed.

    Raises UsageError where no board has that meeting, or one has a meeting on the new day already.
    """
    old, new = move
    timetables = {board_id: timetable(settings.boards[board_id], now) for board_id in _boards(settings, board)}
    check_meeting("--move", old, [meeting for days in timetables.values() for meeting in days.meetings])
    recorded = ledger.since(min(old, new))
    pages = []
    for board_id, days in timetables.items():
        meetings = {meeting.dated: meeting for meeting in days.meetings if meeting.takes_place}
        if new in meetings:
            advice = "Name another day."
            raise UsageError(Problem("--move", f"{board_id} meets on {uk_date(new)} already.", advice))
        if old in meetings:
            there = replace(meetings[old], dated=new, papers_due=None, status=MeetingStatus.PLANNED)
            pages.append(_side_by_side(settings, board_id, (meetings[old], there), recorded, now))
    return pages


def _side_by_side(
    settings: Settings, board_id: str, meetings: tuple[Meeting, Meeting], recorded: Mapping[str, Series], now: datetime
) -> Page:
    board = settings.boards[board_id]
    working = working_days(board.calendar, meetings)
    lines = [
        Line(
            name,
            for_meeting(meeting, board.calendar.spacing(paper), working, now.tzinfo),
            _editions(recorded, board_id, meeting.dated, name),
        )
        for name, paper in board.papers.items()
        if paper.cron is None
        for meeting in meetings
    ]
    works = working.is_working(meetings[1].dated)
    return Page(board_id, tuple(lines), tuple(_consequences(board, lines, works=works, now=now)))


def _consequences(board: Board, lines: Sequence[Line], *, works: bool, now: datetime) -> Iterator[str]:
    if not works:
        yield "The new day is no working day."
    for before, after in zip(lines[::2], lines[1::2], strict=True):
        if after.occasion.despatch < now.date():
            clear = count(board.calendar.clear_days, "clear day")
            yield f"{after.paper}: it should have gone out on {uk_date(after.occasion.despatch)}; {clear} are not left."
        elif after.occasion.draft.date() < now.date():
            yield f"{after.paper}: its draft should have been made on {uk_date(after.occasion.draft.date())}."
        if before.editions:
            yield (
                f"{before.paper}: {join(before.editions)} of the old day stay as they are; withdraw them, and the new "
                "day gets editions of its own."
            )
    yield 'Nothing was changed. To move it, give the old row the status "moved" and add a row for the new day.'


def as_text(pages: Sequence[Page]) -> str:
    """One table a board."""
    return "\n\n".join("\n".join(_page(page)) for page in pages) or "No board has that meeting."


def _page(page: Page) -> Iterator[str]:
    yield page.board
    row = "  {:<16} {:<20} {:<16} {:<22} {:<16} {:<16} {}"
    yield row.format("for", "paper", "data cut", "draft", "sign-off", "despatch", "editions").rstrip()
    for line in page.lines:
        occasion = line.occasion
        days = (
            _short(occasion.data_cut),
            _moment(occasion.draft),
            _short(occasion.sign_off),
            _short(occasion.despatch),
        )
        yield row.format(_short(occasion.dated), line.paper, *days, ", ".join(line.editions) or "none yet")
    if not page.lines:
        yield "  no meeting is to come"
    yield from (f"  {note}" for note in page.notes)


def _short(day: date) -> str:
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def _moment(moment: datetime) -> str:
    at = moment.strftime(" %H:%M") if (moment.hour, moment.minute) != (0, 0) else ""
    return _short(moment.date()) + at


def as_json(pages: Sequence[Page]) -> str:
    """Boards as a JSON array."""
    return json.dumps([_document(page) for page in pages], indent=2, ensure_ascii=False)


def _document(page: Page) -> dict[str, Any]:
    lines = [
        {
            "paper": line.paper,
            "for": line.occasion.dated.isoformat(),
            "meeting": line.occasion.meeting is not None,
            "data_cut": line.occasion.data_cut.isoformat(),
            "draft": line.occasion.draft.isoformat(),
            "sign_off": line.occasion.sign_off.isoformat(),
            "despatch": line.occasion.despatch.isoformat(),
            "editions": list(line.editions),
        }
        for line in page.lines
    ]
    return {"board": page.board, "papers": lines, "notes": list(page.notes)}
