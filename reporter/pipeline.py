"""THE STORY: see what is due, produce each edition, report. Every way to run comes through here.

Nothing heavy is imported at the top: a run that finds nothing due must be quick.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from reporter.agenda.due import look
from reporter.archive.ledger import Ledger
from reporter.errors import Problem, ReporterError, system_refused, unforeseen
from reporter.settings import Settings
from reporter.work import Failed, Job, Outcome, Report, Request, Tell

if TYPE_CHECKING:
    from reporter.making.recording import Recorder


def run(settings: Settings, request: Request, now: datetime, ledger: Ledger, tell: Tell) -> Report:
    """Produce what is due, or what is asked for. One failure stops no other; all are in the report, and in the ledger.

    Raises BusyError when another run holds the ledger, UsageError when something asked for does not exist.
    """
    report = look(settings, request, now, ledger)
    if not report.jobs and not report.failed:
        return report

    from reporter.making.recording import Recorder  # noqa: PLC0415 - nothing heavy before something is due

    with ledger.only_writer(request.by):
        recorder = Recorder(ledger, settings.output, request.by)
        recorder.close_abandoned()
        report = look(settings, request, now, ledger)  # another run may have finished in between
        recorder.not_started(report.failed, now.date())
        for _, jobs in groupby(report.jobs, key=lambda job: job.edition.board):
            for outcome in _attempt(settings, list(jobs), recorder, report, tell):
                report.add(outcome)
    return report


def _attempt(
    settings: Settings, jobs: Sequence[Job], recorder: "Recorder", report: Report, tell: Tell
) -> Iterator[Outcome]:
    """Produce a board's editions; whatever ends that early becomes a failure, so that the next board gets its turn."""
    from reporter.making.attempts import Attempts  # noqa: PLC0415 - nothing heavy before something is due
    from reporter.making.posting import PostRoom  # noqa: PLC0415

    board_id = jobs[0].edition.board
    try:
        post_room = PostRoom.of(settings, board_id, recorder.ledger.now(), recorder.by)
        yield from Attempts(settings.boards[board_id], recorder, post_room, tell, report.warnings.append).at(jobs)
    except ReporterError as error:
        yield _failed(board_id, error.problems, error.exit_code, recorder)
    except OSError as error:
        yield _failed(board_id, (system_refused(board_id, error),), ReporterError.exit_code, recorder)
    except Exception as error:  # noqa: BLE001 - nothing is hidden: it is reported and ends in exit code 1
        yield _failed(board_id, (unforeseen(board_id, error),), ReporterError.exit_code, recorder)


def _failed(board_id: str, problems: tuple[Problem, ...], exit_code: int, recorder: "Recorder") -> Failed:
    """A failure of all that was still to be done; that it cannot be recorded either is told as well."""
    try:
        recorder.failed(problems)
    except ReporterError as error:
        problems = (*problems, *(problem for problem in error.problems if problem not in problems))
    return Failed(board_id, problems, exit_code)
