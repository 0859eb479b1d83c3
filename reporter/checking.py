"""Checking a board without making anything: its data with all findings and scores, then each paper to conformance."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from reporter.agenda.notices import agency_warnings, calendar_warnings
from reporter.agenda.timetable import timetable
from reporter.archive.ledger import Ledger
from reporter.domain.meetings import Edition
from reporter.domain.occasions import previous_cut
from reporter.domain.plan import ImprovementPlan
from reporter.domain.quality import PlanQuality, assess
from reporter.domain.record import Status
from reporter.errors import DataError, Problem, ReporterError
from reporter.findings import Finding, Findings, Place
from reporter.settings import Board, Mail, Settings
from reporter.sources.earlier import Earlier
from reporter.sources.leads import load_leads
from reporter.sources.recipients import load_recipients
from reporter.work import Failed, Job, Task

if TYPE_CHECKING:
    from reporter.making.posting import PostRoom


@dataclass
class Checked:
    """What a check of one board found: of its data, of all else that failed, and of the calendar.

    `plan` and `quality` are None where the plan cannot be read.
    """

    board: str
    findings: Findings = field(default_factory=Findings)
    failed: list[Failed] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    plan: ImprovementPlan | None = None
    places: Mapping[str, Place] = field(default_factory=dict)  # of the plan's actions, by ref
    quality: PlanQuality | None = None


def check(settings: Settings, ledger: Ledger, now: datetime) -> list[Checked]:
    """Try everything for every board, from the calendar to the conformance of each paper. Nothing is written."""
    return [_check(settings, board_id, ledger, now) for board_id in settings.boards]


def exit_code(checked: Sequence[Checked]) -> int:
    """0 if nothing failed; the failures' own code where they agree; else 1."""
    codes = {failed.exit_code for one in checked for failed in one.failed}
    return codes.pop() if len(codes) == 1 else int(bool(codes))


def _check(settings: Settings, board_id: str, ledger: Ledger, now: datetime) -> Checked:
    from reporter.making.posting import PostRoom  # noqa: PLC0415 - slow to import
    from reporter.making.reprinting import earlier_edition  # noqa: PLC0415

    board, checked = settings.boards[board_id], Checked(board_id)
    told: set[Problem] = set()
    as_at = _day(board, now)
    earlier = earlier_edition(ledger, board_id, as_at)
    post_room = PostRoom.of(settings, board_id, now, "check")
    for failed in (
        *_read(checked, board, earlier, as_at),
        *_read_addresses(board_id, board, settings.mail),
        *_rehearse(checked, post_room, earlier, now),
    ):
        problems = tuple(problem for problem in failed.problems if problem not in told)
        told.update(problems)
        checked.findings.found += [p for p in problems if isinstance(p, Finding) and p not in checked.findings.found]
        if problems:
            checked.failed.append(Failed(failed.what, problems, failed.exit_code))
    with suppress(ReporterError):  # a calendar that cannot be read has been told
        checked.warnings += calendar_warnings(board_id, timetable(board, now), {}, now)
    if checked.plan is not None:
        checked.warnings += agency_warnings(board_id, board, checked.plan.as_at(as_at))
    return checked


def _day(board: Board, now: datetime) -> date:
    """Today; or where the calendar lies in the past, the last day of which its papers tell."""
    cuts: list[date] = []
    with suppress(ReporterError):  # a calendar that cannot be read is told elsewhere
        cuts = [occasion.data_cut for some in timetable(board, now).occasions.values() for occasion in some]
    return min(max(cuts, default=now.date()), now.date())


def _read(checked: Checked, board: Board, earlier: Earlier | None, as_at: date) -> Iterator[Failed]:
    """Read the plan as it stands."""
    from reporter.making.materials import LivePlan  # noqa: PLC0415 - slow to import

    try:
        loaded = LivePlan(board, as_at, earlier).load(checked.findings)
    except DataError as error:
        yield Failed(checked.board, error.problems, error.exit_code)
        return
    checked.plan, checked.places = loaded.plan, loaded.places
    checked.quality = assess(loaded.plan.as_at(as_at), as_at, board.rating.thresholds)


def _read_addresses(board_id: str, board: Board, mail: Mail | None) -> Iterator[Failed]:
    for load in (load_recipients, *([load_leads] if board.chasing.leads else [])):
        try:
            load(board, mail)
        except DataError as error:
            yield Failed(board_id, error.problems, error.exit_code)


def _rehearse(checked: Checked, post_room: "PostRoom", earlier: Earlier | None, now: datetime) -> Iterator[Failed]:
    """Try the papers of the last occasion with their letters, if the plan can be read."""
    from reporter.making.attempts import rehearse  # noqa: PLC0415 - slow to import
    from reporter.making.materials import live  # noqa: PLC0415
    from reporter.making.workshop import Workshop  # noqa: PLC0415

    board = post_room.board
    try:
        jobs = list(_last_jobs(checked.board, board, now))
        if checked.plan is not None:
            workshop = Workshop(live(board, _day(board, now), earlier), lambda _step: None)
            for made in rehearse(workshop, board, jobs, None):
                if isinstance(made, Failed):
                    yield made
                else:
                    post_room.post(made)
                    checked.warnings += [f"{made.composed.snapshot.edition}: {said}" for said in made.printed.overruns]
    except ReporterError as error:
        yield Failed(checked.board, error.problems, error.exit_code)


def _last_jobs(board_id: str, board: Board, now: datetime) -> Iterator[Job]:
    for name, occasions in timetable(board, now).occasions.items():
        for occasion in occasions[-1:]:
            as_at = occasion.data_cut
            edition = Edition(board_id, occasion.dated, name, 1)
            since = previous_cut(occasions, occasion, as_at)
            yield Job(Task.MAKE, edition, Status.ISSUED, occasion, as_at, since, "check", board.classification)
