"""THE STORY: see what is due, produce each edition, report. Every way to run comes through here.

Nothing heavy is imported at the top: a run that finds nothing due must be quick.
"""

import traceback
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from reporter.domain.meetings import Edition, previous_cut
from reporter.due import look
from reporter.errors import Problem, ReporterError
from reporter.settings import Board, Settings
from reporter.sources.calendar import load_meetings
from reporter.work import Failed, Job, Produced, Report, Request, Tell


def run(settings: Settings, request: Request, today: date, tell: Tell) -> Report:
    """Produce what is due, or what is asked for. One failure stops no other; all are in the report.

    Raises BusyError when another run is at work, UsageError when something asked for does not exist.
    """
    report = look(settings, request, today)
    if not report.jobs:
        return report

    from reporter.archive.lock import only_run  # noqa: PLC0415 - nothing heavy before something is due

    with only_run(settings.output):
        report = look(settings, request, today)  # another run may have finished in between
        for board_id, jobs in groupby(report.jobs, key=lambda job: job.edition.board):
            for outcome in _attempt(settings, board_id, list(jobs), tell):
                match outcome:
                    case Produced():
                        report.produced.append(outcome)
                    case Failed():
                        report.failed.append(outcome)
    return report


def _attempt(settings: Settings, board_id: str, jobs: Sequence[Job], tell: Tell) -> Iterator[Produced | Failed]:
    """Produce a board's editions; whatever ends that early becomes a failure, so that the next board gets its turn."""
    from reporter.production import produce  # noqa: PLC0415 - nothing heavy before something is due

    try:
        yield from produce(settings.boards[board_id], jobs, settings.output, tell)
    except ReporterError as error:
        yield Failed(board_id, error.problems, error.exit_code)
    except Exception as error:  # noqa: BLE001 - nothing is hidden: it is reported and ends in exit code 1
        yield Failed(board_id, (_unforeseen(board_id, error),), ReporterError.exit_code)


def check(settings: Settings) -> Report:
    """Try everything for every board, from the calendar to the conformance of each paper. Nothing is written."""
    report = Report()
    for board_id, board in settings.boards.items():
        told: set[Problem] = set()
        for failed in _rehearse(board_id, board):
            problems = tuple(problem for problem in failed.problems if problem not in told)
            told.update(problems)
            if problems:
                report.failed.append(Failed(failed.what, problems, failed.exit_code))
    return report


def _rehearse(board_id: str, board: Board) -> Iterator[Failed]:
    """Try the papers of the last meeting; a board without one has at least its plan read."""
    from reporter.production import rehearse  # noqa: PLC0415 - slow to import

    jobs: list[Job] = []
    try:
        jobs = _last_jobs(board_id, board)
    except ReporterError as error:
        yield Failed(board_id, error.problems, error.exit_code)
    try:
        yield from rehearse(board, jobs)
    except ReporterError as error:
        yield Failed(board_id, error.problems, error.exit_code)


def _last_jobs(board_id: str, board: Board) -> list[Job]:
    calendar = [meeting for meeting in load_meetings(board.plan) if meeting.takes_place]
    return [
        Job(Edition(board_id, meeting.dated, paper, 1), meeting, as_at, previous_cut(calendar, meeting, as_at))
        for meeting in calendar[-1:]
        for as_at in (meeting.papers_due,)
        for paper in board.papers
    ]


def _unforeseen(board_id: str, error: Exception) -> Problem:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    at = f"{Path(frame.filename).name}, line {frame.lineno}"
    found = f"Something unforeseen happened ({type(error).__name__}: {error}; {at})."
    return Problem(board_id, found, "Please report it to whoever looks after this program.")
