"""Sending what waits at the end of a command that made papers."""

from reporter.archive.ledger import Ledger
from reporter.cli.app import asker, progress
from reporter.cli.stopping import StopBetweenSteps
from reporter.errors import BusyError, ReporterError
from reporter.sending import orders
from reporter.settings import Settings
from reporter.work import Failed, Report, Sent


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
