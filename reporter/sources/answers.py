"""Workbooks that leads have filled in and sent back: what is new in them is added to the plan, and nothing else.

A row that says nothing new is no update, and a row never adds an action or takes one out. What stands in the plan
already is not taken over twice, and what the plan says is never replaced: only what is missing of an action is filled.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from reporter.domain.answers import MEANINGS, SHEET
from reporter.domain.plan import Status
from reporter.domain.tracker import TrackerField as Column
from reporter.errors import DataError
from reporter.findings import Findings, Place, ToDo
from reporter.settings import InputLimits, Tracker
from reporter.sources.cells import parse_date, quoted
from reporter.sources.earlier import Earlier
from reporter.sources.grid import Row, Table
from reporter.sources.reading.files import answer_files, is_workbook
from reporter.sources.reading.sheets import read_grids, rows_by_calamine
from reporter.sources.tracker.layout import lay_out
from reporter.sources.tracker.row import TrackerRow
from reporter.sources.tracker.state import Cells, read_state
from reporter.sources.tracker.words import read_percent

SAYS = ("commentary", "evidence of impact", "lead rating", "verified by")  # what is new wherever it is filled in
MAY_FILL = ("success measure", "intended outcome")


@dataclass(frozen=True)
class Answer:
    """One row of a workbook: the action's ref, the updates that it tells, and what it says of the action itself."""

    place: Place
    ref: str
    updates: Sequence[Row]
    of_the_action: Cells
    headings: Mapping[str, str] = field(default_factory=dict)

    def at(self, column: Column) -> Place:
        """One of its cells."""
        return self.place.at(self.place.row, self.headings.get(column, column))


def read_answers(folder: Path | None, limits: InputLimits, as_at: date, findings: Findings) -> list[Answer]:
    """All that leads have sent back, read as at a day; what cannot be read is among the findings."""
    return [answer for file in answer_files(folder) for answer in _of_file(file, limits, as_at, findings)]


def _of_file(file: Path, limits: InputLimits, as_at: date, findings: Findings) -> Iterator[Answer]:
    if not is_workbook(file):
        advice = "Save it as .xlsx, or take it out of the folder."
        findings.error(ToDo.MEND_FILES, Place(str(file)), "It is no workbook.", advice)
        return
    tracker = Tracker(file=file, sheets=(SHEET,), columns=dict(MEANINGS))
    try:
        grids = read_grids(file, tracker.sheets, limits, findings, rows_by_calamine)
    except DataError as error:
        findings.refused(Place(str(file)), error)
        return
    for grid in grids:
        if layout := lay_out(grid, tracker, findings):
            for body in layout.rows:
                yield _answer(TrackerRow(layout, body, tracker, findings), as_at)


def _answer(row: TrackerRow, as_at: date) -> Answer:
    state, ref, place = read_state(row, as_at), row.text(Column.REF), row.place()
    headings = {str(column): heading for column, heading in row.layout.headings.items()}
    ours = {**headings, "date": headings.get(Column.UPDATED, Column.UPDATED)}
    updates = [Row(place, {"action": ref, **update}, ours) for update in state.updates]
    of_the_action = {name: row.text(Column(name)) for name in MAY_FILL}
    of_the_action |= {name: state.of_the_action[name] for name in ("due", "removed")}
    return Answer(place, ref, updates, of_the_action, headings)


def without_answers(earlier: Earlier | None, answers: Iterable[Answer]) -> Earlier | None:
    """What the edition before was made from, without what it had from these workbooks: they tell it again."""
    told = {_key(update) for answer in answers for update in answer.updates}
    if earlier is None or not told:
        return earlier
    kept = Table(tuple(row for row in earlier.table("updates").rows if _key(row) not in told))
    return replace(earlier, tables={**earlier.tables, "updates": kept.to_bytes()})


def with_answers(tables: Mapping[str, Table], answers: Sequence[Answer], findings: Findings) -> dict[str, Table]:
    """The tables of a plan with what is new in the answers."""
    if not {"actions", "updates"} <= tables.keys():
        return dict(tables)  # which is told elsewhere
    actions = {row.cells.get("ref", ""): row for row in tables["actions"].rows}
    updates = list(tables["updates"].rows)
    for answer in answers:
        action = actions.get(answer.ref)
        own = [row for row in updates if row.cells.get("action") == answer.ref]
        news = [update for update in answer.updates if _is_new(update, action, own)]
        if action is None:
            _tell_unknown(answer, findings)
            continue
        actions[answer.ref] = _filled(action, own, answer, findings)
        _tell_removed(answer, findings)
        updates += [update for update in news if _is_dated(update, answer, findings)]
    return {**tables, "actions": Table(tuple(actions.values())), "updates": Table(tuple(updates))}


def _is_new(update: Row, action: Row | None, own: Sequence[Row]) -> bool:
    """Whether it says more than the row said when it was sent out, and nobody has taken it over already."""
    if any(_key(row) == _key(update) for row in own):
        return False
    day = parse_date(update.cells["date"]) or date.max
    stood = sorted((row for row in own if _day(row) <= day), key=_day)
    if any(update.cells.get(name) for name in SAYS):
        return True
    if _status(update) != (_status(stood[-1]) if stood else Status.NOT_STARTED):
        return True
    if _percent(update.cells.get("progress", "")) not in {"", *_last(stood, "progress")}:
        return True
    return parse_date(update.cells.get("revised due", "")) not in {None, *_dues(action, own)}


def _last(updates: Sequence[Row], column: str) -> list[str]:
    """The last text in a column that is not empty, if there is one."""
    return [_percent(row.cells[column]) for row in updates if row.cells.get(column)][-1:]


def _percent(text: str) -> str:
    return str(read_percent(text).percent) if text else ""


def _status(update: Row) -> str:
    return " ".join(update.cells.get("status", "").casefold().split())


def _dues(action: Row | None, updates: Iterable[Row]) -> set[date | None]:
    """Every due date that the action has ever had."""
    revised = {parse_date(row.cells.get("revised due", "")) for row in updates}
    return revised | {parse_date(action.cells.get("due", "")) if action else None}


def _key(update: Row) -> tuple[str, ...]:
    """What makes two updates the same: action, day, status, progress and words."""
    cells = update.cells
    words = " ".join(cells.get("commentary", "").casefold().split()).rstrip(".!? ")
    day = parse_date(cells.get("date", ""))
    return cells.get("action", ""), str(day), _status(update), _percent(cells.get("progress", "")), words


def _day(row: Row) -> date:
    return parse_date(row.cells.get("date", "")) or date.min


def _filled(action: Row, own: Sequence[Row], answer: Answer, findings: Findings) -> Row:
    """The action with what was missing of it; what the plan says already stays, and a due date that differs is told."""
    said = answer.of_the_action
    missing = {name: said[name] for name in MAY_FILL if said[name] and not action.cells.get(name)}
    dues = _dues(action, own) - {None}
    due = parse_date(said["due"])
    if due and not dues:
        missing |= {"due": said["due"], "due in words": ""}
    elif due and due not in dues:
        found = f"The due date was changed to {quoted(said['due'])}. It was not taken over."
        findings.warning(ToDo.MEND_DATES, answer.at(Column.DUE), found, "Write a new date under Revised due.")
    return Row(action.place, {**action.cells, **missing}, action.headings) if missing else action


def _tell_unknown(answer: Answer, findings: Findings) -> None:
    found = f"There is no action {quoted(answer.ref)} in the plan." if answer.ref else "The row has no ref."
    advice = "Nothing of the row was read. Mend the ref, or take the row out."
    findings.warning(ToDo.MEND_REFS, answer.at(Column.REF), found, advice, answer.ref)


def _tell_removed(answer: Answer, findings: Findings) -> None:
    if answer.of_the_action["removed"]:
        found, advice = (
            "The row says that the action is off. It stays in.",
            "Take it out of the plan if that is agreed.",
        )
        findings.warning(ToDo.MEND_VALUES, answer.at(Column.STATUS), found, advice)


def _is_dated(update: Row, answer: Answer, findings: Findings) -> bool:
    """Whether it has a day, which is told where it has none."""
    if not update.cells["date"]:
        advice = "Write the day for which the row says how things stand."
        findings.error(ToDo.FILL_IN, answer.at(Column.UPDATED), "The day of the update is missing.", advice)
    return bool(update.cells["date"])
