"""What a tracker has forgotten: the tables that the edition before kept are the history of what it says today."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from reporter.findings import Findings, ToDo
from reporter.sources.cells import parse_date
from reporter.sources.earlier import Earlier
from reporter.sources.grid import Row, Table
from reporter.sources.schema import RENAMED
from reporter.sources.tracker.filling import OF_THE_TRACKER, Filled
from reporter.sources.tracker.renaming import propose, renamed, renames, renumbered

GONE = "The row is no longer in the tracker."
SAYS = ("status", "progress", "commentary", "lead rating", "evidence of impact", "verified by")  # beside its date
Cells = Mapping[str, str]


def with_history(filled: Filled, earlier: Earlier | None, as_at: date, findings: Findings) -> dict[str, Table]:
    """Today's tables with the history that they have forgotten; what has no date holds on `as_at`."""
    if earlier is None:
        updates, voices = filled.tables["updates"].rows, filled.tables["voices"].rows
        told = [row for row in updates if row.cells["action"] not in filled.own_actions]
        own = [row for row in updates if row.cells["action"] in filled.own_actions]
        dated = {"updates": (*own, *_dated(told, as_at)), "voices": _first_heard(voices, {}, as_at)}
        return {**filled.tables, **{name: Table(tuple(rows)) for name, rows in dated.items()}}
    return _Merging(filled, earlier, as_at, findings).tables()


def _dated(rows: Iterable[Row], as_at: date) -> list[Row]:
    return [row if row.cells["date"] else _with(row, date=as_at.isoformat()) for row in rows]


def _first_heard(voices: Iterable[Row], first: Mapping[tuple[str, str], str], as_at: date) -> list[Row]:
    """Voices with the day on which the tracker first had them: `first`, by area and words; the board's own stay."""

    def heard(row: Row) -> Row:
        known = first.get((row.cells["area"], row.cells["text"]), "")
        return _with(row, date=known or row.cells["date"] or as_at.isoformat())

    return [heard(row) if row.cells["source"] == OF_THE_TRACKER else row for row in voices]


def _with(row: Row, **cells: str) -> Row:
    """The row with other cells; underscores stand for spaces."""
    return replace(row, cells={**row.cells, **{name.replace("_", " "): text for name, text in cells.items()}})


def _by(column: str, rows: Iterable[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.cells[column]].append(row)
    return groups


class _Merging:
    """Today's actions and updates beside those of the edition before, under today's refs."""

    def __init__(self, filled: Filled, earlier: Earlier, as_at: date, findings: Findings) -> None:
        self._filled, self._earlier, self._as_at, self._findings = filled, earlier, as_at, findings
        own = filled.own_actions
        past = {row.cells["ref"]: row for row in earlier.table("actions").rows if row.cells["ref"] not in own}
        actions = [row for row in filled.tables["actions"].rows if row.cells["ref"] not in own]
        refs = renumbered(actions, filled.numbered, past)
        self._actions = renamed(actions, refs, "ref")
        self._updates = _by("action", renamed(filled.tables["updates"].rows, refs, "action"))
        present = {row.cells["ref"] for row in self._actions}
        confirmed = renames(filled.tables.get(RENAMED), past, present, findings)
        self._past = {row.cells["ref"]: row for row in renamed(past.values(), confirmed, "ref")}
        self._said = _by("action", renamed(earlier.table("updates").rows, confirmed, "action"))
        gone = {ref: row for ref, row in self._past.items() if ref not in present}
        propose(
            {ref: row for ref, row in gone.items() if not row.cells.get("removed")},
            {row.cells["ref"]: row for row in self._actions if row.cells["ref"] not in self._past},
            findings,
        )
        self._gone = [self._left(row) for row in gone.values()]

    def tables(self) -> dict[str, Table]:
        tables, own = self._filled.tables, self._filled.own_actions
        own_actions = [row for row in tables["actions"].rows if row.cells["ref"] in own]
        updates = [row for ref in own for row in self._updates.get(ref, ())]
        actions = []
        for row in self._actions:
            action, said = self._merged(row)
            actions.append(action)
            updates += said
        updates += [update for row in self._gone for update in self._said.get(row.cells["ref"], ())]
        return {
            **tables,
            "areas": self._areas(),
            "voices": self._voices(),
            "actions": Table((*own_actions, *actions, *self._gone)),
            "updates": Table(tuple(updates)),
        }

    def _left(self, row: Row) -> Row:
        """An action that is in no tracker any more stays in the plan as one that went out."""
        if row.cells.get("removed"):
            return _with(row, answers="")
        return _with(row, answers="", removed=self._as_at.isoformat(), removal_reason=GONE)

    def _areas(self) -> Table:
        """Today's areas, and those that only actions have that went out."""
        areas = self._filled.tables["areas"]
        known, wanted = {row.cells["ref"] for row in areas.rows}, {row.cells["area"] for row in self._gone}
        kept = [row for row in self._earlier.table("areas").rows if row.cells["ref"] in wanted - known]
        return Table((*areas.rows, *(_with(row, parent="") for row in kept)))

    def _voices(self) -> Table:
        """What the tracker says that children said, dated when it was first there; the board's own stay as they are."""
        said = [row.cells for row in self._earlier.table("voices").rows if row.cells["source"] == OF_THE_TRACKER]
        first = {(cells["area"], cells["text"]): cells["date"] for cells in said}
        return Table(tuple(_first_heard(self._filled.tables["voices"].rows, first, self._as_at)))

    def _merged(self, row: Row) -> tuple[Row, Sequence[Row]]:
        """An action and its updates, with what the edition before knew of it."""
        now, past = self._updates.get(row.cells["ref"], []), self._past.get(row.cells["ref"])
        if past is None:
            added = row.cells.get("added") or self._as_at.isoformat()
            return _with(row, added=added), _dated(now, self._as_at)
        said = self._said.get(row.cells["ref"], [])
        merged = self._new(now, said)
        merged = self._re_dated(row, past, merged, now)
        cells = {name: past.cells.get(name, "") for name in ("due", "added")}
        removed = (row.cells.get("removed") and past.cells.get("removed")) or row.cells.get("removed", "")
        return _with(row, **cells, removed=removed), [*said, *merged]

    def _new(self, now: Sequence[Row], said: Sequence[Row]) -> list[Row]:
        """The updates that the edition before did not know, each dated when it can first have been recorded."""
        known = {(parse_date(row.cells["date"]), row.cells.get("commentary", "")) for row in said}
        entries = [row for row in now[:-1] if (parse_date(row.cells["date"]), row.cells["commentary"]) not in known]
        return [*entries, *(self._state(row, said) for row in now[-1:] if not self._is_known(row, said))]

    @staticmethod
    def _is_known(state: Row, said: Sequence[Row]) -> bool:
        """Whether it stood so before: nobody has touched the action since."""
        latest = max(said, key=lambda row: parse_date(row.cells["date"]) or date.min, default=None)
        return latest is not None and all(latest.cells.get(name, "") == state.cells.get(name, "") for name in SAYS)

    def _state(self, state: Row, said: Sequence[Row]) -> Row:
        """How it stands now; it cannot have been recorded before the edition that did not know it."""
        dated = parse_date(state.cells["date"])
        if dated is None:
            return _with(state, date=self._as_at.isoformat(), revised_due="")
        first = self._earlier.as_at + timedelta(days=1) if said else dated
        return _with(state, date=max(dated, first).isoformat(), revised_due="")

    def _re_dated(self, row: Row, past: Row, merged: list[Row], now: Sequence[Row]) -> list[Row]:
        """The last update says so where the due date is not the one that was in force."""
        said = self._said.get(row.cells["ref"], [])
        in_force = _in_force(past, said)
        due = parse_date((now[-1].cells.get("revised due") if now else "") or row.cells["due"])
        if due is None and in_force is not None and not row.cells.get("removed"):
            found = f"The due date of action {row.cells['ref']} is gone. The last one stays in force."
            place = row.place.at(row.place.row, row.headings.get("due", ""))
            self._findings.warning(ToDo.MEND_DATES, place, found, "Write the due date that holds.")
        if due is None or due == in_force:
            return merged
        last = merged.pop() if merged else self._again(row, [*said, *now])
        return [*merged, _with(last, revised_due=due.isoformat())]

    def _again(self, row: Row, updates: Sequence[Row]) -> Row:
        """The last update once more, as at today: nothing else was said with the new date."""
        said = {name: updates[-1].cells.get(name, "") for name in SAYS} if updates else {"status": "not started"}
        cells = {"action": row.cells["ref"], "date": self._as_at.isoformat(), "commentary": "", **said}
        return Row(row.place, cells, row.headings)


def _in_force(action: Row, updates: Collection[Row]) -> date | None:
    """The due date in force: the last revised one, else the first."""
    revised = [(parse_date(row.cells["date"]) or date.min, row.cells["revised due"])
               for row in updates if row.cells.get("revised due")]  # fmt: skip
    return parse_date(max(revised)[1] if revised else action.cells.get("due", ""))
