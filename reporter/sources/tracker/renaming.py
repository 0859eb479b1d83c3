"""Refs that changed since the edition before: confirmed in a table, found by the same words, or proposed."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from rapidfuzz import fuzz, process

from reporter.findings import Findings, ToDo
from reporter.sources.grid import Row, Table
from reporter.sources.schema import RENAMED, normal

ALIKE = 80  # of 100: so alike that one action may have been given another ref
MOST_COMPARED = 500  # refs on either side; where more have changed at once, the tracker is another one


def renames(table: Table | None, before: Collection[str], now: Collection[str], findings: Findings) -> dict[str, str]:
    """The refs that somebody confirmed to be new names of earlier ones: earlier to present."""
    confirmed: dict[str, str] = {}
    for row in table.readers(findings) if table else ():
        old, new = row.text("before"), row.text("now")
        if old in confirmed or new in confirmed.values():
            row.problem(ToDo.MEND_REFS, "now", f"{old} or {new} stands twice.", "Take one of the rows out.")
        elif old in before and new in now:
            confirmed[old] = new
        elif new not in now:
            found = f'There is no action "{new}" in the trackers.'
            row.problem(ToDo.MEND_REFS, "now", found, "Correct the ref, or take the row out.")
    return confirmed


def renumbered(rows: Collection[Row], numbered: Collection[str], earlier: Mapping[str, Row]) -> dict[str, str]:
    """For actions that were numbered by their place: the ref that the same words had before, or one never used."""
    known = {_words(row): ref for ref, row in earlier.items()}
    taken = set(earlier) | {row.cells["ref"] for row in rows if row.cells["ref"] not in numbered}
    refs: dict[str, str] = {}
    for row in rows:
        ref = row.cells["ref"]
        if ref in numbered:
            refs[ref] = known.pop(_words(row), "") or _free(ref, taken)
            taken.add(refs[ref])
    return refs


def renamed(rows: Collection[Row], refs: Mapping[str, str], column: str) -> list[Row]:
    """The rows under their new refs."""
    return [
        replace(row, cells={**row.cells, column: refs[row.cells[column]]}) if row.cells[column] in refs else row
        for row in rows
    ]


def propose(vanished: Mapping[str, Row], new: Mapping[str, Row], findings: Findings) -> None:
    """Where a new action reads much like one that is gone, ask whether it is the same."""
    if not vanished or len(vanished) > MOST_COMPARED or len(new) > MOST_COMPARED:
        return
    texts = {ref: normal(row.cells.get("text", "")) for ref, row in vanished.items()}
    for ref, row in new.items():
        close = process.extractOne(normal(row.cells["text"]), texts, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if close:
            found = f"Action {ref} reads like the earlier action {close[2]}, which is gone ({close[1]:.0f}% alike)."
            advice = f'If it is the same, confirm it: add a row with before {close[2]} and now {ref} to "{RENAMED}".'
            place = row.place.at(row.place.row, row.headings.get("ref", ""))
            findings.warning(ToDo.LOOK_AT_REFS, place, found, advice, ref)


def _words(row: Row) -> tuple[str, str]:
    return row.cells.get("area", ""), normal(row.cells.get("text", ""))


def _free(ref: str, taken: Collection[str]) -> str:
    """The ref itself, or the next number of its group."""
    if ref not in taken:
        return ref
    group = ref.rpartition("/")[0]
    return next(free for number in range(1, len(taken) + 2) if (free := f"{group}/{number}") not in taken)
