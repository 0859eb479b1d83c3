"""What is not wrong yet and will be: a calendar that runs out, papers without a meeting, agencies without a paper."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from reporter.agenda.timetable import Timetable
from reporter.domain.agencies import agencies_in, nearest, same_agency
from reporter.domain.meetings import MeetingStatus
from reporter.domain.plan import ImprovementPlan
from reporter.domain.record import Series, Status
from reporter.domain.wording import join, uk_date
from reporter.settings import Board

RUNS_OUT_WITHIN = timedelta(days=42)  # boards meet six-weekly as well as monthly


def calendar_warnings(board: str, days: Timetable, recorded: Mapping[str, Series], now: datetime) -> Iterator[str]:
    """Warnings about a board's calendar, as sentences."""
    yield from _running_out(board, days, now)
    yield from _papers_without_meeting(board, days, recorded, now)


def _running_out(board: str, days: Timetable, now: datetime) -> Iterator[str]:
    taking_place = [meeting.dated for meeting in days.meetings if meeting.takes_place]
    if not days.for_meetings:
        return
    if not taking_place:
        yield f"{board}: the meeting calendar holds no meeting. Add the next ones."
    elif taking_place[-1] - now.date() <= RUNS_OUT_WITHIN:
        yield f"{board}: the meeting calendar ends with {uk_date(taking_place[-1])}. Add the next meetings."


def _papers_without_meeting(
    board: str, days: Timetable, recorded: Mapping[str, Series], now: datetime
) -> Iterator[str]:
    """A meeting that was cancelled or moved after its papers were made."""
    expected = {occasion.dated for some in days.occasions.values() for occasion in some}
    said = {meeting.dated: meeting.status for meeting in days.meetings}
    for series in recorded.values():
        current = series.current
        if current is None or current.edition.board != board or current.edition.dated < now.date():
            continue
        status = series.status(current.edition.number)
        if current.edition.dated in expected or status is Status.WITHDRAWN:
            continue
        what = {MeetingStatus.CANCELLED: "is cancelled", MeetingStatus.MOVED: "has moved"}
        happened = what.get(said.get(current.edition.dated, MeetingStatus.PLANNED), "is no longer in the calendar")
        yield (
            f"{current.edition.id} ({status}) was made for {uk_date(current.edition.dated)}, but that meeting "
            f"{happened}. Withdraw it with: reporter withdraw {current.edition.id} --by NAME --reason TEXT"
        )


def agency_warnings(board_id: str, board: Board, plan: ImprovementPlan) -> Iterator[str]:
    """Extracts for agencies that are not in the plan, and agencies that get none, where there are extracts at all."""
    extracts = {name: paper.agency for name, paper in board.papers.items() if paper.agency}
    named = agencies_in(plan.actions)
    for name, agency in extracts.items():
        if not any(same_agency(agency, other) for other in named):
            meant = nearest(agency, named)
            advice = f'Did you mean "{meant}"?' if meant else f"The plan names {join(named) or 'no agency'}."
            yield f'{board_id}: no action of the plan names "{agency}", the agency of the paper {name}. {advice}'
    served = [*extracts.values(), board.name]  # the board itself needs no extract of its own plan
    left_out = [name for name in named if not any(same_agency(name, other) for other in served)]
    if extracts and left_out:
        yield (
            f"{board_id}: {join(left_out)} {'has' if len(left_out) == 1 else 'have'} actions in the plan and no "
            "agency-extract among the papers. Add a section for each that should get one."
        )
