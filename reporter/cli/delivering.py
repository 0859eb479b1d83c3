"""What commands that make or send papers have in common: somebody attends to them, and what waits is sent."""

from reporter.archive.ledger import Ledger
from reporter.attending.attendance import Attendance
from reporter.attending.log import Log
from reporter.cli.app import asker, complain, moment, progress
from reporter.cli.stopping import StopBetweenSteps
from reporter.errors import BusyError, ReporterError
from reporter.sending import orders
from reporter.settings import Settings
from reporter.work import Failed, Report, Request, Sent


def attendance_of(settings: Settings, *, quiet: bool) -> Attendance:
    """Whoever is to hear of a command: a log, the operator, monitoring, as the config says."""
    log = Log(settings.logs, quiet=quiet)
    warn = log.warn if log.is_kept else lambda line: complain([line])
    return Attendance(settings, log, lambda: moment(settings, None), warn)


def chase_before(settings: Settings, request: Request, ledger: Ledger, report: Report) -> None:
    """Queue what leads are asked for by itself, once before each data cut; where that fails, it is one more failure."""
    wanted = [board_id for board_id, board in settings.boards.items() if board.chasing.automatic]
    chased = [board_id for board_id in wanted if request.board in {None, board_id}]
    if not chased or not request.by_calendar or request.paper:
        return
    from reporter.chasing.chase import queue_what_is_due  # noqa: PLC0415 - only where it is wanted

    for board_id in chased:
        try:
            report.warnings += queue_what_is_due(settings, board_id, ledger, moment(settings, None), asker())
        except BusyError:
            report.warnings.append(f"{board_id}: Another run holds the ledger. Leads are written to by a later run.")
        except ReporterError as error:
            report.add(Failed(f"{board_id}: letters to leads", error.problems, error.exit_code))


def deliver_after(settings: Settings, ledger: Ledger, report: Report, *, shown: bool) -> Sent | None:
    """Send what waits when papers were made; what keeps it from being sent is one more thing to report."""
    with StopBetweenSteps() as stop, progress(shown=shown) as tell:
        try:
            return orders.deliver(settings, ledger, asker(), stop.between_steps(tell))
        except BusyError:
            report.warnings.append("Another run holds the ledger. What waits is sent by it, or by a later run.")
        except ReporterError as error:
            report.add(Failed("what waits to be sent", error.problems, error.exit_code))
    return None
