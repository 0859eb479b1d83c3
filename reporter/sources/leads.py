"""At which addresses the leads of actions are written to: a CSV file."""

from collections.abc import Mapping

from reporter.errors import DataError, Problem
from reporter.findings import Findings, ToDo
from reporter.settings import Board, Mail
from reporter.sources.cells import quoted
from reporter.sources.recipients import address_rows, allowed_address
from reporter.sources.schema import Columns
from reporter.sources.tracker.spelling import plain

COLUMNS = Columns(("lead", "email"), (), needed=True)


def load_leads(board: Board, mail: Mail | None) -> Mapping[str, str]:
    """The address of each lead, by its name as `same_lead` has it. Raises DataError with every problem of every row."""
    source = board.chasing.leads
    if source is None or mail is None:
        found = "There is no list of leads with their addresses, or no section [mail]."
        raise DataError(Problem("config", found, "Add the keys; docs/delivery.md says how leads are written to."))
    findings = Findings()
    addresses: dict[str, str] = {}
    for row in address_rows(source, board, COLUMNS, findings):
        lead, address = row.text("lead"), allowed_address(row, mail)
        if not lead or address is None:
            continue
        if same_lead(lead) in addresses:
            row.problem(
                ToDo.MEND_VALUES, "lead", f"{quoted(lead)} stands there twice.", "Take one of the two rows out."
            )
        addresses[same_lead(lead)] = address
    findings.stop_on_errors()
    return addresses


def same_lead(name: str) -> str:
    """The name in the one way by which leads are told apart: without capitals, and with plain signs."""
    return plain(name)
