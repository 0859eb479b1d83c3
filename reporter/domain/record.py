"""What the ledger records of an edition, and the state that follows from it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from reporter.domain.meetings import Edition
from reporter.domain.naming import recorded_files


class Event(StrEnum):
    """What can happen to an edition. The ledger is append-only: a correction is another event."""

    STARTED = "started"  # an attempt began
    DRAFTED = "drafted"  # a draft was made and put in its place
    ISSUED = "issued"  # the paper that goes out was made and put in its place
    UNCHANGED = "unchanged"  # the sources were touched, yet the draft would say the same
    HELD = "held"  # a gate stopped the attempt; a person may release it
    RELEASED = "released"
    SKIPPED = "skipped"  # the plan is empty, and the board wants no paper of it
    FAILED = "failed"
    ABANDONED = "abandoned"  # the run that started it was killed
    RESTORED = "restored"  # its missing file was made again
    WITHDRAWN = "withdrawn"


MADE = frozenset({Event.DRAFTED, Event.ISSUED})
ENDS = frozenset(Event) - {Event.STARTED, Event.RELEASED, Event.WITHDRAWN}


class Status(StrEnum):
    """Where an edition stands."""

    DRAFT = "draft"
    ISSUED = "issued"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Entry:
    """One row of the ledger. What does not apply is empty.

    `at` is UTC. `run` is common to all entries of one command; `by` says who or what asked. `sources` is the digest of
    what the attempt looked at, `snapshot` that of what the paper was made from, `substance` that of what it says,
    `file` that of the PDF (all SHA-256, hex). `seconds` is how long it took.
    """

    edition: Edition
    event: Event
    at: datetime
    run: str
    by: str
    reason: str = ""
    sources: str = ""
    snapshot: str = ""
    substance: str = ""
    file: str = ""
    pages: int = 0
    seconds: float = 0.0
    detail: Mapping[str, Any] = field(default_factory=dict)

    @property
    def files(self) -> Mapping[str, str]:
        """The digest of each file of the edition that it made, by its name below the output folder; the PDF is last."""
        draft = self.event is not Event.ISSUED
        return recorded_files(self.edition, self.detail.get("files"), self.file, draft=draft)


@dataclass(frozen=True)
class Series:
    """All entries of one paper for one day, oldest first, and what follows from them."""

    entries: tuple[Entry, ...] = ()

    @property
    def numbers(self) -> list[int]:
        """The numbers of the editions that were made, in order."""
        return sorted({entry.edition.number for entry in self.entries if entry.event in MADE})

    @property
    def current(self) -> Entry | None:
        """The entry that made the latest edition: its draft, or its issue where it has been issued."""
        made = [entry for entry in self.entries if entry.event in MADE]
        return max(made, key=lambda entry: (entry.edition.number, entry.event is Event.ISSUED), default=None)

    @property
    def last(self) -> Entry | None:
        """The end of the last attempt."""
        return next((entry for entry in reversed(self.entries) if entry.event in ENDS), None)

    @property
    def was_issued(self) -> bool:
        """Whether any edition has gone out."""
        return any(entry.event is Event.ISSUED for entry in self.entries)

    def is_released(self, sources: str) -> bool:
        """Whether somebody let pass what a gate held, for these very sources."""
        return any(entry.event is Event.RELEASED and entry.sources == sources for entry in self.entries)

    def dangling(self) -> list[Entry]:
        """Attempts that began and never ended: their run was killed."""
        open_: dict[tuple[str, int], Entry] = {}
        for entry in self.entries:
            key = (entry.run, entry.edition.number)
            if entry.event is Event.STARTED:
                open_[key] = entry
            elif entry.event in ENDS:
                open_.pop(key, None)
        return list(open_.values())

    def status(self, number: int) -> Status:
        """Where an edition stands: a later draft supersedes a draft, a later issue whatever was issued."""
        issued = {entry.edition.number for entry in self.entries if entry.event is Event.ISSUED}
        withdrawn = {entry.edition.number for entry in self.entries if entry.event is Event.WITHDRAWN}
        if number in withdrawn:
            return Status.WITHDRAWN
        return status_of(number, issued=issued, last=self.numbers[-1])


def status_of(number: int, *, issued: Collection[int], last: int) -> Status:
    """Where an edition stands that is not withdrawn, among the numbers that were issued and the last that was made."""
    if number in issued:
        return Status.ISSUED if number == max(issued) else Status.SUPERSEDED
    return Status.DRAFT if number == last else Status.SUPERSEDED


@dataclass(frozen=True, slots=True)
class Standing:
    """One edition and where it stands: when it was made what it is, its pages, and its files as an entry has them."""

    edition: Edition
    status: Status
    made: datetime
    pages: int
    files: Mapping[str, str]


def by_series(entries: Iterable[Entry]) -> dict[str, Series]:
    """Entries, oldest first, by the series that they belong to."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.edition.series, []).append(entry)
    return {name: Series(tuple(entries)) for name, entries in found.items()}
