"""How things stand with an action, as one row of a tracker says it: its dates, and its updates, oldest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reporter.domain.plan import Rating, Status
from reporter.domain.tracker import TrackerField as Column
from reporter.domain.wording import uk_date
from reporter.findings import ToDo
from reporter.sources.cells import quoted
from reporter.sources.tracker.dates import OfAPeriod, ReadDate
from reporter.sources.tracker.diary import Entry
from reporter.sources.tracker.periods import period_of
from reporter.sources.tracker.row import TrackerRow
from reporter.sources.tracker.words import known_status

ALL_DONE = 100  # percent

Cells = Mapping[str, str]


@dataclass(frozen=True)
class State:
    """Cells for our table of actions, and for rows of our table of updates, oldest first.

    The last update is how things stand; its date is empty where the tracker does not say since when. So is `updated`,
    the day for which the row says how things stand.
    """

    of_the_action: Cells
    updates: Sequence[Cells]
    updated: str


def read_state(row: TrackerRow, as_at: date) -> State:
    """What a row says of its action; an action that is off without a date went out on `as_at`."""
    status, removed = row.status()
    due, updated = row.day(Column.DUE, OfAPeriod.LAST), row.first_day(Column.UPDATED)
    entries, undated = _entries(row)
    revised = due.revised or row.day(Column.REVISED_DUE, OfAPeriod.LAST).day
    completed = row.first_day(Column.COMPLETED)
    said = _Said(row, status, due, updated, entries, undated, completed, revised, row.rating(), row.percent())
    said.tell_doubts(as_at)
    of_the_action = {
        "due": _iso(due.original or due.day),
        "due in words": due.kept,
        "start": _iso(row.first_day(Column.START)),
        "removed": _iso(updated or as_at) if removed else "",
        "removal reason": row.text(Column.REMOVAL_REASON) or (row.text(Column.STATUS) if removed else ""),
    }
    return State(of_the_action, said.updates, _iso(updated))


@dataclass(frozen=True)
class _Said:
    """What a row says of progress; each cell is read once. `entries` are dated, oldest first; `undated` are not."""

    row: TrackerRow
    told: Status | None
    due: ReadDate
    updated: date | None
    entries: Sequence[Entry]
    undated: Sequence[str]
    completed: date | None
    revised: date | None
    rating: Rating | None
    percent: int | None

    @property
    def updates(self) -> list[Cells]:
        """The entries of its diary, and last how things stand."""
        if not (self.entries or self.undated or self._anything_else):
            return []
        earlier, newest = self.entries[:-1], self.entries[-1:]
        words = "\n".join([*self.undated, *(entry.text for entry in newest)])
        since = [day for day in (self.updated, self.completed, *(entry.dated for entry in newest)) if day]
        status = self._status()
        now = {
            "date": _iso(max(since, default=None)),
            "status": str(status),
            "commentary": words,
            "progress": "" if self.percent is None else f"{self.percent}%",
            "revised due": _iso(self.revised),
            "approved by": self.row.text(Column.APPROVED_BY),
            "lead rating": str(self.rating or ""),
            "evidence of impact": self.row.text(Column.EVIDENCE_OF_IMPACT),
            "verified by": self.row.text(Column.VERIFIED_BY),
        }
        before = [(entry, self._status_in(entry.text) or self._status_on(entry.dated, status)) for entry in earlier]
        return [*({"date": _iso(e.dated), "status": str(s), "commentary": e.text} for e, s in before), now]

    def _status_on(self, day: date, now: Status) -> Status:
        """How far it was on the day of an older entry."""
        if self.completed and day >= self.completed and now in {Status.COMPLETE, Status.VERIFIED}:
            return Status.COMPLETE
        return Status.NOT_STARTED if now is Status.NOT_STARTED else Status.IN_PROGRESS

    def tell_doubts(self, as_at: date) -> None:
        """What cannot be so: a day that has not come, an action in progress that was completed."""
        newest = self.entries[-1].dated if self.entries else None
        days = (Column.UPDATED, self.updated), (Column.COMPLETED, self.completed), (Column.COMMENTARY, newest)
        for column, day in days:
            if day and day > as_at:
                found = f"{uk_date(day)} lies after {uk_date(as_at)}, the day of this reading: it does not count yet."
                self.row.findings.warning(
                    ToDo.MEND_DATES, self.row.place(column), found, "Correct it if it has passed."
                )
        if self.completed and self.told in (Status.NOT_STARTED, Status.IN_PROGRESS):
            found = f"The action is said to be {self.told}, and has a day of completion, {uk_date(self.completed)}."
            advice = "Correct the status, or take the day out. The status counts."
            self.row.findings.warning(ToDo.MEND_VALUES, self.row.place(Column.STATUS), found, advice)

    @property
    def _anything_else(self) -> bool:
        cells = (Column.STATUS, Column.LEAD_RATING, Column.PROGRESS, Column.COMPLETED, Column.EVIDENCE_OF_IMPACT,
                 Column.VERIFIED_BY, Column.APPROVED_BY, Column.UPDATED)  # fmt: skip
        return any(self.row.text(column) for column in cells) or bool(self.rating or self.revised)

    def _status(self) -> Status:
        status = self.told or self._worked_out
        if status is Status.VERIFIED and not self.row.text(Column.VERIFIED_BY):
            found = "The action is said to be verified, but not by whom. It counts as complete."
            place = self.row.place(Column.STATUS)
            self.row.findings.warning(ToDo.FILL_IN, place, found, "Name the post that verified it.", status)
            return Status.COMPLETE
        return status

    @property
    def _worked_out(self) -> Status:
        """The status where no cell gives it: from what else the row says."""
        due_says_so = self._status_in(self.due.kept) is Status.COMPLETE
        if self.completed or due_says_so or self.rating is Rating.BLUE or self.percent == ALL_DONE:
            return Status.COMPLETE
        if status := self._said_in_words():
            return status
        if self.entries or self.undated or self.percent:
            return Status.IN_PROGRESS
        return Status.NOT_STARTED

    def _said_in_words(self) -> Status | None:
        """The status, where the words on progress are nothing else."""
        newest = [*self.undated, *(entry.text for entry in self.entries[-1:])]
        text = newest[0] if len(newest) == 1 else ""
        status = self._status_in(text)
        if status:
            found = f"{quoted(text)} was read as the status {status}, for no other cell gives it."
            place = self.row.place(Column.COMMENTARY if self.row.text(Column.COMMENTARY) else None)
            self.row.findings.note(ToDo.LOOK_AT_WORDS, place, found, "Write the status if you mean another.", text)
        return status

    def _status_in(self, text: str) -> Status | None:
        read = known_status(text, self.row.tracker.statuses)
        return read.status if read else None


def _entries(row: TrackerRow) -> tuple[Sequence[Entry], list[str]]:
    """What was written, oldest first, and what was written without a date."""
    diary = row.diary()
    undated = [diary.undated] if diary.undated else []
    if not row.body.dated:
        return diary.entries, undated
    entries = list(diary.entries)
    for heading, text in row.body.dated:
        if day := period_of(heading):
            entries.append(Entry(day, text))
        else:
            undated.append(f"{heading}: {text}")
    return sorted(entries, key=lambda entry: entry.dated), undated


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
