"""What there is to do: the calendars and the ledger decide, or the request does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from reporter.agenda.notices import calendar_warnings
from reporter.agenda.requests import check_days, check_names
from reporter.agenda.timetable import Timetable, timetable
from reporter.agenda.touched import sources_digest
from reporter.archive.ledger import Ledger
from reporter.archive.placing import files_of
from reporter.domain.gates import Gate
from reporter.domain.meetings import Edition, next_number
from reporter.domain.occasions import Occasion, as_at_day, latest, made_up, next_due, previous_cut
from reporter.domain.record import Entry, Event, Series, Status
from reporter.domain.wording import uk_date
from reporter.errors import Problem, ReporterError, UsageError
from reporter.settings import Board, Paper, Settings
from reporter.work import Failed, Held, Job, Report, Request, Task

ANY_AGE = 36_600  # days


@dataclass(frozen=True)
class _Desk:
    """What decides for every board alike."""

    settings: Settings
    request: Request
    now: datetime
    ledger: Ledger
    recorded: Mapping[str, Series]

    def series(self, edition: Edition) -> Series:
        """What is recorded of an edition and its like."""
        return self.recorded.get(edition.series, Series())


def look(settings: Settings, request: Request, now: datetime, ledger: Ledger) -> Report:
    """The jobs of a run; a calendar that cannot be read is a failure of its board. `now` is aware.

    Raises UsageError when a board, paper or meeting is asked for that does not exist.
    """
    check_names(settings, request)
    report = Report()
    timetables: dict[str, Timetable] = {}
    for board_id, board in settings.boards.items():
        if request.board in {None, board_id}:
            try:
                timetables[board_id] = timetable(board, now, request.first_day)
            except ReporterError as error:
                report.failed.append(Failed(board_id, error.problems, error.exit_code))
    check_days(request, timetables, now.date())
    desk = _Desk(settings, request, now, ledger, ledger.since(_earliest(settings, request, timetables, now)))
    for board_id, days in timetables.items():
        report.upcoming[board_id] = next_due((o for some in days.occasions.values() for o in some), now)
        report.warnings += calendar_warnings(board_id, days, desk.recorded, now)
        for name, paper in settings.boards[board_id].papers.items():
            if request.paper in {None, name}:
                for found in _wanted(desk, board_id, name, paper, days.occasions[name]):
                    report.plan(found)
    if request.on_demand and timetables and not report.jobs:
        raise UsageError(_nothing_fits(request, now.date()))
    return report


def _nothing_fits(request: Request, today: date) -> Problem:
    if request.meeting:
        return Problem("--meeting", "No board gets that paper for that meeting.", "Name another meeting or paper.")
    advice = "Name the meeting that you want papers for with --meeting."
    return Problem("--as-at", f"No papers were due by {uk_date(today)}.", advice)


def _earliest(settings: Settings, request: Request, timetables: Mapping[str, Timetable], now: datetime) -> date:
    """The first day of which the ledger has to tell."""
    if request.backfill:
        return request.backfill[0]
    days = {now.date(), request.meeting or now.date()}
    for board_id, found in timetables.items():
        for name, occasions in found.occasions.items():
            days |= {o.dated for o in _due(settings.boards[board_id].paper(name), occasions, request, now)}
    return min(days)


def _due(paper: Paper, occasions: tuple[Occasion, ...], request: Request, now: datetime) -> list[Occasion]:
    """The occasions that a request is about, in order of date."""
    if request.backfill:
        return [o for o in occasions if request.backfill[0] <= o.dated <= request.backfill[1] and o.draft <= now]
    if request.meeting:
        return [occasion for occasion in occasions if occasion.dated == request.meeting]
    if request.on_demand:
        found = latest(occasions, now, ANY_AGE)
        return [found] if found else []
    last = latest(occasions, now, paper.catch_up_days)  # its draft is kept up to date whatever is made up
    missed = made_up(occasions, now, paper.catch_up, paper.catch_up_days)
    return sorted({*missed, *([last] if last else [])}, key=lambda occasion: occasion.dated)


def _wanted(
    desk: _Desk, board_id: str, name: str, paper: Paper, occasions: tuple[Occasion, ...]
) -> Iterator[Job | Held]:
    board = desk.settings.boards[board_id]
    missed = set(made_up(occasions, desk.now, paper.catch_up, paper.catch_up_days))
    for occasion in _due(paper, occasions, desk.request, desk.now):
        as_at = desk.request.as_at or as_at_day(occasion, desk.now.date())
        since = previous_cut(occasions, occasion, as_at)
        bid = _Bid(desk, board_id, board, name, occasion, as_at, since)
        if desk.request.on_demand:
            yield from bid.missing()
            yield bid.next(desk.request.reason or "asked for on demand")
        elif desk.request.backfill or occasion in missed:
            yield from bid.first()
            yield from bid.later()
        else:
            yield from bid.later()


@dataclass(frozen=True)
class _Bid:
    """One paper for one occasion: what is recorded of it decides what is to be done."""

    desk: _Desk
    board_id: str
    board: Board
    name: str
    occasion: Occasion
    as_at: date
    since: date | None

    @property
    def series(self) -> Series:
        """What is recorded of it."""
        return self.desk.series(Edition(self.board_id, self.occasion.dated, self.name, 1))

    @property
    def sources(self) -> str:
        """The digest of what it would be made from; empty where that cannot be read, which the attempt will tell."""
        try:
            return sources_digest(self.board, self.name, self.occasion, self.as_at, self.since)
        except ReporterError:
            return ""

    def next(self, reason: str) -> Job:
        """The next edition, whatever there is."""
        job = self._job(next_number(self.series.numbers), reason, self.sources)
        return replace(job, data_from=self._as_it_stood())

    def first(self) -> Iterator[Job | Held]:
        """The first edition, unless it exists, is held, or is not wanted."""
        if self.series.numbers:
            return
        sources = self.sources
        if held := self._held(sources):
            yield held
        elif not self._ended_so(Event.SKIPPED, sources):
            yield self._job(1, "backfill" if self.desk.request.backfill else "due", sources)

    def missing(self) -> Iterator[Job]:
        """The latest edition once more, if a file is gone: lost, or its run was killed before it got its name."""
        current = self.series.current
        if current is None or self.series.status(current.edition.number) is Status.WITHDRAWN:
            return
        if not all(file.exists() for file in files_of(self.desk.settings.output, current)):
            job = self._job(current.edition.number, "a file is missing", current.sources)
            status = Status.DRAFT if current.event is Event.DRAFTED else Status.ISSUED
            yield replace(job, task=Task.RESTORE, made=current, status=status)

    def later(self) -> Iterator[Job | Held]:
        """What is to be done about editions that exist: a missing file is made again, an outdated draft made anew."""
        current = self.series.current
        if current is None or self.series.status(current.edition.number) is Status.WITHDRAWN:
            return
        if missing := list(self.missing()):
            yield from missing
            return
        sources = self.sources
        if self.series.was_issued or sources == self._stands_for():
            return
        if held := self._held(sources):
            yield held
        elif not self._ended_so(Event.SKIPPED, sources):
            job = self._job(next_number(self.series.numbers), "the data changed", sources)
            yield replace(job, task=Task.REFRESH, made=current)

    def _stands_for(self) -> str | None:
        """The sources that the draft of these days is known to stand for; one for an as-at day of its own is none."""
        for entry in reversed(self.series.entries):
            drafted = entry.event is Event.DRAFTED and entry.detail["as_at"] == self.as_at.isoformat()
            if drafted or entry.event is Event.UNCHANGED:
                return entry.sources
        return None

    def _held(self, sources: str) -> Held | None:
        last = self.series.last
        if last is None or not self._ended_so(Event.HELD, sources) or self.series.is_released(sources):
            return None
        gate = Gate(last.detail["gate"])
        # A missing value cannot be released, and may have been mended where no digest shows it: it is tried again.
        return None if gate is Gate.MISSING_VALUE else Held(last.edition, gate, last.reason)

    def _ended_so(self, event: Event, sources: str) -> bool:
        last = self.series.last
        return last is not None and last.event is event and last.sources == sources

    def _as_it_stood(self) -> Entry | None:
        """The edition whose data is that of the as-at day asked for: the last made on that day, or the first later."""
        day = self.desk.request.as_at
        if day is None or day >= self.desk.now.date():
            return None
        midnight = datetime.combine(day, time(), self.desk.now.tzinfo)
        return self.desk.ledger.read_near(self.board_id, midnight, midnight + timedelta(days=1))

    def _job(self, number: int, reason: str, sources: str) -> Job:
        automatic = self.board.paper(self.name).issue == "automatic"
        return Job(
            task=Task.MAKE,
            edition=Edition(self.board_id, self.occasion.dated, self.name, number),
            status=Status.ISSUED if automatic else Status.DRAFT,
            occasion=self.occasion,
            as_at=self.as_at,
            since=self.since,
            reason=reason,
            classification=self.board.classification,
            sources=sources,
        )
