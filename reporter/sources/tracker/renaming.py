"""Refs that changed since the edition before: confirmed in a table, found by the same words, or proposed."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace

from reporter.findings import Findings, ToDo
from reporter.sources.grid import Row, Table
from reporter.sources.schema import RENAMED, normal

ALIKE = 80  # of 100: so alike that one action may have been given another ref
MOST_COMPARED = 500  # refs on either side; where more have changed at once, the tracker is another one


def renames(
    table: Table | None, done: Table, before: Collection[str], now: Collection[str], findings: Findings
) -> dict[str, str]:
    """The refs that somebody confirmed to be new names of earlier ones: earlier to present.

    What stood in the table of the edition before is `done`: its actions have their new refs already.
    """
    past = {(row.cells["before"], row.cells["now"]) for row in done.rows}
    rows = list(table.readers(findings)) if table else []
    new = [row for row in rows if (row.text("before"), row.text("now")) not in past]
    steps = {row.text("before"): row.text("now") for row in new}
    confirmed: dict[str, str] = {}
    for row in new:
        old, ref = row.text("before"), _present(row.text("now"), steps, now)
        if old in confirmed or (old in before and ref in confirmed.values()):
            row.problem(ToDo.MEND_REFS, "now", f"{old} or {ref} stands twice.", "Take one of the rows out.")
        elif ref not in now:
            found = f'There is no action "{ref}" in the trackers.'
            row.problem(ToDo.MEND_REFS, "now", found, "Correct the ref, or take the row out.")
        elif old in before:
            confirmed[old] = ref
    return confirmed


def _present(ref: str, steps: Mapping[str, str], now: Collection[str]) -> str:
    """The ref that an action has now, where it has changed more than once since."""
    for _ in steps:
        if ref in now or ref not in steps:
            break
        ref = steps[ref]
    return ref


def renumbered(rows: Collection[Row], numbered: Collection[str], earlier: Mapping[str, Row]) -> dict[str, str]:
    """For actions that were numbered by their place: the ref that the same words had before, or one never used."""
    known = _Known(earlier)
    ours = [row for row in rows if row.cells["ref"] in numbered]
    taken = set(earlier) | {row.cells["ref"] for row in rows if row.cells["ref"] not in numbered}
    refs = {row.cells["ref"]: ref for row in ours if (ref := known.take(row, row.cells["area"]))}
    for row in ours:
        ref = row.cells["ref"]
        if ref not in refs:
            refs[ref] = known.take(row, None) or _free(ref, taken)
            taken.add(refs[ref])
    return refs


class _Known:
    """The refs of earlier actions by their words, those in the plan first; each is given once."""

    def __init__(self, earlier: Mapping[str, Row]) -> None:
        self._left: dict[str, list[Row]] = defaultdict(list)
        for row in sorted(earlier.values(), key=lambda row: bool(row.cells.get("removed"))):
            self._left[_words(row)].append(row)

    def take(self, row: Row, area: str | None) -> str:
        """The ref that the same words had in an area, or in any; empty where there is none."""
        alike = self._left[_words(row)]
        found = next((known for known in alike if area in {None, known.cells.get("area")}), None)
        if found is None:
            return ""
        alike.remove(found)
        return found.cells["ref"]


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
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - few months need it

    for ref, row in new.items():
        close = process.extractOne(normal(row.cells["text"]), texts, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if close:
            found = f"Action {ref} reads like the earlier action {close[2]}, which is gone ({close[1]:.0f}% alike)."
            pair = f"before {close[2]} and now {ref}"
            advice = f'If it is the same, confirm it: add a row with {pair} to the board\'s table "{RENAMED}".'
            place = row.place.at(row.place.row, row.headings.get("ref", ""))
            findings.warning(ToDo.LOOK_AT_REFS, place, found, advice, ref)


def _words(row: Row) -> str:
    return normal(row.cells.get("text", ""))


def _free(ref: str, taken: Collection[str]) -> str:
    """The ref itself, or the next number of its group."""
    if ref not in taken:
        return ref
    group = ref.rpartition("/")[0]
    return next(free for number in range(1, len(taken) + 2) if (free := f"{group}/{number}") not in taken)
