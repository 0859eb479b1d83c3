"""Who gets a board's papers: a CSV file beside what the config says of a single paper."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from reporter.domain.wording import join
from reporter.errors import DataError, Problem
from reporter.findings import Findings, Place, ToDo
from reporter.settings import Board, Mail
from reporter.settings.delivery import normal_address
from reporter.sources.cells import RowReader, quoted
from reporter.sources.grid import Grid, table_from
from reporter.sources.reading.files import read_bytes
from reporter.sources.reading.text import csv_rows, read_text
from reporter.sources.schema import Columns

COLUMNS = Columns(("email",), ("name", "papers"), needed=True)


@dataclass(frozen=True, slots=True)
class Recipient:
    """An address, and the papers that go there, by name; empty: all."""

    address: str
    papers: tuple[str, ...]


def recipients_of(board: Board, paper: str, mail: Mail | None) -> tuple[str, ...]:
    """The addresses that a paper goes to, each once. Raises DataError where the file cannot be read as it stands."""
    listed = [one.address for one in load_recipients(board, mail) if not one.papers or paper in one.papers]
    addresses = {address.casefold(): address for address in (*listed, *board.paper(paper).recipients)}
    return tuple(addresses.values())


def load_recipients(board: Board, mail: Mail | None) -> tuple[Recipient, ...]:
    """All that the board's file names, in its order. Raises DataError with every problem of every row."""
    source = board.delivery.recipients
    if source is None:
        return ()
    if mail is None:
        advice = "Add the section [mail] to the config, or take the key recipients out."
        raise DataError(Problem(str(source), "There is no section [mail] that says how to send.", advice))
    findings = Findings()
    found: dict[str, Recipient] = {}
    for row in address_rows(source, board, COLUMNS, findings):
        address = allowed_address(row, mail)
        papers = tuple(_papers(row, board.papers))
        if address is None:
            continue
        if address.casefold() in found:
            row.problem(
                ToDo.MEND_VALUES, "email", f"{quoted(address)} stands there twice.", "Take one of the two rows out."
            )
        found[address.casefold()] = Recipient(address, papers)
    findings.stop_on_errors()
    return tuple(found.values())


def address_rows(source: Path, board: Board, columns: Columns, findings: Findings) -> Iterator[RowReader]:
    """The rows of a CSV file of addresses."""
    text = read_text(source, read_bytes(source, board.limits))
    grid = Grid(Place(str(source)), tuple(tuple(row) for row in csv_rows(source, text, board.limits)))
    table = table_from(grid, columns, findings)
    return table.readers(findings) if table else iter(())


def allowed_address(row: RowReader, mail: Mail) -> str | None:
    """The address in a row; None where it is none, or one that nothing may be sent to, which is told."""
    text = row.text("email")
    if not text:
        return None
    try:
        address = normal_address(text)
    except ValueError:
        row.problem(ToDo.MEND_VALUES, "email", f"{quoted(text)} is no email address.", "Write it as name@example.org.")
        return None
    if not mail.may_go_to(address):
        advice = f"Allowed are {join([*mail.domains])}: correct it, or add its domain to mail.domains in the config."
        row.problem(ToDo.MEND_VALUES, "email", f"{quoted(text)} is at a domain that is not allowed.", advice)
        return None
    return address


def _papers(row: RowReader, known: Collection[str]) -> Iterator[str]:
    for name in (part.strip() for part in (row.optional("papers") or "").split(";")):
        if name and name not in known:
            advice = f"The papers are {join([*known])}; part several by semicolons, or leave the cell empty for all."
            row.problem(ToDo.MEND_VALUES, "papers", f"There is no paper {quoted(name)}.", advice)
        elif name:
            yield name
