"""Making papers to be looked at: as a run would make them today, but as drafts that nobody records or numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

from reporter import own_files
from reporter.agenda.requests import check_days, check_names, only_board
from reporter.agenda.timetable import timetable
from reporter.archive.ledger import Ledger
from reporter.bundled import bundled_templates
from reporter.domain.meetings import Edition, next_number
from reporter.domain.naming import PDF, TWIN
from reporter.domain.occasions import Occasion, as_at_day, at_hand, previous_cut
from reporter.domain.record import Status
from reporter.errors import Problem, ReporterError, UsageError
from reporter.settings import Board, Settings
from reporter.work import Failed, Job, Request, Task, Tell

PICTURE = ".png"


@dataclass(frozen=True)
class Easel:
    """Where previews are put, and how finely their pages are drawn."""

    folder: Path
    dots_per_inch: int


@dataclass(frozen=True)
class Previewed:
    """A paper that can be looked at: its files are the HTML twin, the PDF, and a picture of each page."""

    job: Job
    files: Sequence[Path]
    pages: int


def preview(  # noqa: PLR0913, PLR0917 - all that a run has, and where to put it
    settings: Settings, request: Request, now: datetime, ledger: Ledger, easel: Easel, tell: Tell
) -> Iterator[Previewed | Failed]:
    """Make the papers asked for and put them on the easel; what fails leaves the earlier preview where it is.

    Raises UsageError where something is asked for that does not exist, DataError where the plan cannot be read.
    """
    check_folder(settings, easel.folder)
    request = replace(request, board=only_board(settings, request.board))
    check_names(settings, request)
    board = settings.boards[str(request.board)]
    jobs = _jobs(board, request, now, ledger)
    for _, group in groupby(jobs, key=lambda job: job.as_at):
        yield from _made(board, list(group), ledger, easel, tell)


def check_folder(settings: Settings, folder: Path) -> None:
    """Raises UsageError where papers are put or read from: a preview is no paper, and no part of one."""
    homes = [settings.output, bundled_templates()]
    for board in settings.boards.values():
        homes += [home for home in (board.plan, board.templates) if home]
    for home in homes:
        if folder.resolve().is_relative_to(home.resolve()):
            found = f"A preview has no place in {home}: what stands there belongs to the papers themselves."
            raise UsageError(Problem("--to", found, "Name another folder."))


def _jobs(board: Board, request: Request, now: datetime, ledger: Ledger) -> list[Job]:
    """What a run would make of each paper today: of the same days, and with the number that would be the next."""
    days = timetable(board, now, request.meeting)
    check_days(request, {str(request.board): days}, now.date())
    jobs = []
    for name, occasions in days.occasions.items():
        occasion = _chosen(occasions, request.meeting, now.date())
        if occasion and request.paper in {None, name}:
            as_at = as_at_day(occasion, now.date())
            first = Edition(str(request.board), occasion.dated, name, 1)
            edition = replace(first, number=next_number(ledger.series(first).numbers))
            since = previous_cut(occasions, occasion, as_at)
            jobs.append(Job(Task.MAKE, edition, Status.DRAFT, occasion, as_at, since, "preview", board.classification))
    if not jobs:
        advice = "Add a meeting to the calendar, or name another meeting or paper."
        raise UsageError(Problem("--meeting", "There is no meeting for that paper.", advice))
    return jobs


def _chosen(occasions: Sequence[Occasion], meeting: date | None, today: date) -> Occasion | None:
    if meeting is None:
        return at_hand(occasions, today)
    return next((occasion for occasion in occasions if occasion.dated == meeting), None)


def _made(board: Board, jobs: Sequence[Job], ledger: Ledger, easel: Easel, tell: Tell) -> Iterator[Previewed | Failed]:
    """The papers that are made from the same plan, which is read once."""
    from reporter.making.attempts import rehearse  # noqa: PLC0415 - slow to import
    from reporter.making.materials import live  # noqa: PLC0415
    from reporter.making.reprinting import earlier_edition, earlier_scheme  # noqa: PLC0415
    from reporter.making.workshop import Workshop  # noqa: PLC0415

    board_id, as_at = jobs[0].edition.board, jobs[0].as_at
    workshop = Workshop(live(board, as_at, earlier_edition(ledger, board_id, as_at)), tell)
    scheme_before = earlier_scheme(ledger, board_id, as_at)
    for job, made in zip(jobs, rehearse(workshop, board, jobs, scheme_before), strict=True):
        if isinstance(made, Failed):
            yield made
            continue
        try:
            yield _put(job, made.printed.files[TWIN], made.printed.files[PDF], easel)
        except ReporterError as error:
            yield Failed(job.edition.id, error.problems, error.exit_code)


def _put(job: Job, twin: bytes, pdf: bytes, easel: Easel) -> Previewed:
    from reporter.rendering.pages import pictures_of  # noqa: PLC0415 - slow to import

    name = job.edition.paper
    pictures = pictures_of(name, pdf, easel.dots_per_inch)
    digits = max(2, len(str(len(pictures))))  # so that they come in order in a list of names
    contents = {f"{name}{TWIN}": twin, f"{name}{PDF}": pdf}
    contents |= {f"{name}-{number:0{digits}}{PICTURE}": drawn for number, drawn in enumerate(pictures, start=1)}
    own_files.replace(easel.folder, name, contents)
    return Previewed(job, [easel.folder / file for file in contents], len(pictures))
