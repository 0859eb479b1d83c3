"""What a tracker has forgotten: the tables that the edition before kept are the history of what it says today."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from reporter.domain.plan import Status
from reporter.findings import Findings, ToDo
from reporter.sources.cells import parse_date, quoted
from reporter.sources.earlier import Earlier
from reporter.sources.grid import Row, Table
from reporter.sources.schema import RENAMED
from reporter.sources.tracker.dates import ANY_DATE, OfAPeriod, read_date
from reporter.sources.tracker.filling import OF_THE_TRACKER, Filled
from reporter.sources.tracker.renaming import propose, renamed, renames, renumbered

GONE = "The row is no longer in the tracker."
SAYS = ("status", "progress", "commentary", "lead rating", "evidence of impact", "verified by")  # beside its date
LATEST = date.max.isoformat()
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
    """Updates of actions that no edition knew, each with a date."""
    told = [row for row in rows if not _says_nothing(row)]
    dated = [row if row.cells["date"] else _with(row, date=as_at.isoformat()) for row in told]
    return [part for row in dated for part in _with_approval(row)]


def _with_approval(row: Row) -> Iterator[Row]:
    """The move of the due date on the day of its approval, where the tracker gives one, and then what else was said."""
    days = [read_date(found[0], OfAPeriod.LAST).day for found in ANY_DATE.finditer(row.cells.get("approved by", ""))]
    approved = days[0] if len(days) == 1 else None
    if not approved or not row.cells.get("revised due") or approved >= _day(row):
        yield row
        return
    begun = row.cells["status"] != Status.NOT_STARTED
    moved = {
        "action": row.cells["action"],
        "date": approved.isoformat(),
        "status": str(Status.IN_PROGRESS if begun else Status.NOT_STARTED),
        "commentary": "The later due date was approved.",
        "revised due": row.cells["revised due"],
        "approved by": row.cells["approved by"],
    }
    yield Row(row.place, moved, row.headings)
    yield _with(row, revised_due="", approved_by="")


def _says_nothing(update: Row) -> bool:
    """Whether it is no more than that nothing has begun, undated: to count it would make the action look fresh."""
    beside = ("date", "revised due", "approved by", *SAYS[1:])
    return update.cells["status"] == Status.NOT_STARTED and not any(update.cells.get(name) for name in beside)


def _first_heard(voices: Iterable[Row], first: Mapping[tuple[str, str], str], as_at: date) -> list[Row]:
    """Voices with the day on which the tracker first had them: `first`, by area and words; the board's own stay."""

    def heard(row: Row) -> Row:
        known = first.get((row.cells["area"], row.cells["text"]), "")
        return _with(row, date=known or row.cells["date"] or as_at.isoformat())

    return [heard(row) if row.cells["source"] == OF_THE_TRACKER else row for row in voices]


def _with(row: Row, **cells: str) -> Row:
    """The row with other cells; underscores stand for spaces."""
    return Row(row.place, {**row.cells, **{name.replace("_", " "): text for name, text in cells.items()}}, row.headings)


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
        confirmed = renames(filled.tables.get(RENAMED), earlier.table(RENAMED), past, present, findings)
        self._past = _under_new_refs(past, confirmed)
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
        updates += self._of_nobody()
        return {
            **tables,
            "areas": self._areas(),
            "voices": self._voices(),
            "actions": Table((*own_actions, *actions, *self._gone)),
            "updates": Table(tuple(updates)),
        }

    def _of_nobody(self) -> list[Row]:
        """Updates of the board's own table whose action is in no table: kept, so that the mistake is told."""
        known = {row.cells["ref"] for row in self._actions} | self._filled.own_actions
        return [row for ref, rows in self._updates.items() if ref not in known for row in rows]

    def _left(self, row: Row) -> Row:
        """An action that is in no tracker any more stays in the plan as one that went out."""
        if "" < row.cells.get("removed", "") <= self._as_at.isoformat():
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
            # Where it is off already, it went out when it came in.
            added = row.cells.get("added") or min(self._as_at.isoformat(), row.cells.get("removed") or LATEST)
            return _with(row, added=added), _dated(now, self._as_at)
        said = self._said.get(row.cells["ref"], [])
        new = self._re_dated(row, past, now, said)
        return _with(row, due=past.cells.get("due", ""), **self._in_plan(row, past)), [*said, *new]

    def _in_plan(self, row: Row, past: Row) -> Cells:
        """When an action came in and went out: neither can have been before the edition that did not know it."""
        removed, removed_then = row.cells.get("removed", ""), past.cells.get("removed", "")
        came_back = "" < removed_then <= self._as_at.isoformat() and not removed
        after = self._earlier.as_at + timedelta(days=1)
        return {
            "added": self._as_at.isoformat() if came_back else past.cells.get("added", ""),
            "removed": removed and (removed_then or max(removed, after.isoformat())),
        }

    def _state(self, now: Sequence[Row], stood: Sequence[Row], said: Sequence[Row]) -> Row | None:
        """How it stands now, if it stood otherwise before."""
        if not now or self._is_known(now[-1], stood, said) or (not said and _says_nothing(now[-1])):
            return None
        return self._recorded(_with(now[-1], revised_due=""), stood)

    def _entry(self, entry: Row, stood: Sequence[Row]) -> Row:
        """A new entry of a diary; one older than what the edition before told changes nothing and keeps its date."""
        told = [row for row in stood if _day(row) <= self._earlier.as_at]
        return entry if told and _day(entry) < _day(told[-1]) else self._recorded(entry, told)

    def _recorded(self, update: Row, stood: Sequence[Row]) -> Row:
        """An update that the edition before did not know, dated when it can first have been recorded."""
        dated, last = parse_date(update.cells["date"]), _day(stood[-1]) if stood else date.min
        day = max(dated, last, self._earlier.as_at + timedelta(days=1)) if dated else self._as_at
        return _with(update, date=day.isoformat())

    def _is_known(self, state: Row, stood: Sequence[Row], said: Sequence[Row]) -> bool:
        """Whether it stood so before: nobody has touched the action since, or says so by a later date.

        What is dated ahead does not stand yet.
        """
        dated = parse_date(state.cells["date"])
        if dated and dated > self._as_at:
            return any(_day(row) == dated and _say_the_same(row, state) for row in said)
        return bool(stood) and _say_the_same(stood[-1], state) and (dated or date.min) <= _day(stood[-1])

    def _re_dated(self, row: Row, past: Row, now: Sequence[Row], said: Sequence[Row]) -> list[Row]:
        """The updates that are new; the last one says so where the due date is not the one that was in force."""
        stood = _oldest_first(row for row in said if _day(row) <= self._as_at)
        state = self._state(now, stood, said)
        new = [*(self._entry(entry, stood) for entry in _unknown(now[:-1], said)), *([state] if state else [])]
        due = parse_date((now[-1].cells.get("revised due") if now else "") or row.cells["due"])
        in_force = _in_force(past, stood)
        if due is None and in_force is not None and not row.cells.get("removed"):
            found = f"The due date of action {row.cells['ref']} is gone. The last one stays in force."
            place = row.place.at(row.place.row, row.headings.get("due", ""))
            self._findings.warning(ToDo.MEND_DATES, place, found, "Write the due date that holds.")
        if due and due != in_force:
            last = new.pop() if state and _day(state) <= self._as_at else self._again(row, stood)
            approver = now[-1].cells.get("approved by", "") if now else ""
            moved = _with(last, revised_due=due.isoformat(), approved_by=approver)
            new.append(self._freshly_approved(moved, said))
        return new

    def _freshly_approved(self, moved: Row, said: Sequence[Row]) -> Row:
        """Without the approval that stands there since the move before: nobody knows that it holds for this one."""
        approver = moved.cells.get("approved by", "")
        if not approver or approver not in {row.cells.get("approved by", "") for row in said}:
            return moved
        said_before = f"its approval still reads {quoted(approver)}: that was for the move before."
        advice = "Write who approved this move, and when."
        place = moved.place.at(moved.place.row, moved.headings.get("approved by", ""))
        found = f"The due date moved again, and {said_before}"
        self._findings.warning(ToDo.MEND_DATES, place, found, advice, approver)
        return _with(moved, approved_by="")

    def _again(self, row: Row, stood: Sequence[Row]) -> Row:
        """The last update once more, as at today: nothing else was said with the new date."""
        said = {name: stood[-1].cells.get(name, "") for name in SAYS} if stood else {"status": "not started"}
        cells = {"action": row.cells["ref"], "date": self._as_at.isoformat(), "commentary": "", **said}
        return Row(row.place, cells, row.headings)


def _under_new_refs(past: Mapping[str, Row], confirmed: Mapping[str, str]) -> dict[str, Row]:
    """Earlier actions by the refs of today; where one was told as removed and new, it was in the plan all along."""
    stays = {ref: row for ref, row in past.items() if ref not in confirmed}
    moved = {new: _with(past[old], ref=new) for old, new in confirmed.items()}
    both = {ref: _with(moved[ref], removed=row.cells.get("removed", "")) for ref, row in stays.items() if ref in moved}
    return stays | moved | both


def _day(row: Row) -> date:
    return parse_date(row.cells["date"]) or date.min


def _oldest_first(updates: Iterable[Row]) -> list[Row]:
    """Of two on one day the lower row counts, as it does in a plan."""
    return sorted(updates, key=_day)


def _say_the_same(one: Row, other: Row) -> bool:
    return all(one.cells.get(name, "") == other.cells.get(name, "") for name in SAYS)


def _unknown(entries: Sequence[Row], said: Sequence[Row]) -> Iterator[Row]:
    """The entries of a diary that were not said before.

    The newest of an earlier day was kept as how things stood: perhaps of a later date, perhaps with more words.
    """
    left = _oldest_first(said)
    waiting: list[Row] = []
    for entry in entries:
        same = next((row for row in left if _day(row) == _day(entry) and _words(row) == _words(entry)), None)
        if same:
            left.remove(same)
        else:
            waiting.append(entry)
    for entry in waiting:
        lines = f"\n{_words(entry)}\n"
        same = next((row for row in left if _day(row) >= _day(entry) and lines in f"\n{_words(row)}\n"), None)
        if same:
            left.remove(same)
        else:
            yield entry


def _words(row: Row) -> str:
    return row.cells.get("commentary", "")


def _in_force(action: Row, updates: Iterable[Row]) -> date | None:
    """The due date in force: the last revised one of updates, oldest first; else the first."""
    revised = [row.cells["revised due"] for row in updates if row.cells.get("revised due")]
    return parse_date(revised[-1] if revised else action.cells.get("due", ""))
