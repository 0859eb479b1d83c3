"""What is asked of a run, what it has to do, and what came of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from reporter.domain.delivery import NEEDS_A_PERSON, Parcel
from reporter.domain.gates import Gate
from reporter.domain.meetings import Edition
from reporter.domain.naming import PDF, file_name, pdf_of
from reporter.domain.occasions import Occasion
from reporter.domain.record import Entry, Event, Status
from reporter.errors import DeliveryError, HeldError, Problem

Tell = Callable[[str], None]  # says which step a run is at


@dataclass(frozen=True)
class Request:
    """What was asked for, and by whom.

    Naming a meeting, an as-at day or a reason asks on demand: for the next edition, due or not. A first and a last day
    ask for the past: what is missing of the meetings in between.
    """

    by: str
    board: str | None = None
    paper: str | None = None
    meeting: date | None = None
    as_at: date | None = None
    reason: str | None = None
    backfill: tuple[date, date] | None = None

    @property
    def first_day(self) -> date | None:
        """The first day that it is about, where it is about the past."""
        return self.backfill[0] if self.backfill else self.meeting

    @property
    def is_whole(self) -> bool:
        """Whether it is about all that is due, of every board."""
        return self.by_calendar and not (self.board or self.paper)

    @property
    def by_calendar(self) -> bool:
        """Whether the calendar decides what is wanted."""
        return not (self.on_demand or self.backfill)

    @property
    def on_demand(self) -> bool:
        """Whether editions are wanted that are not due by the calendar."""
        return self.meeting is not None or self.as_at is not None or self.reason is not None


class Task(StrEnum):
    """What a job asks for."""

    MAKE = "make"  # an edition that does not exist
    REFRESH = "refresh"  # the next edition, unless it would say what the last draft says
    RESTORE = "restore"  # the same bytes again, for the file is gone


@dataclass(frozen=True)
class Job:
    """One edition to produce, with its as-at day and that of the papers before it, as a draft or ready to go out.

    `made` is the entry of the edition that the job refreshes or restores, `sources` the digest of what the paper would
    be made from, `reason` why it is made.
    """

    task: Task
    edition: Edition
    status: Status
    occasion: Occasion
    as_at: date
    since: date | None
    reason: str
    classification: str
    sources: str = ""
    made: Entry | None = None
    data_from: Entry | None = None  # take the plan as it was kept for this edition, not as it stands

    @property
    def pdf(self) -> str:
        """The name of its PDF below the output folder: as it was recorded, or as it will be."""
        if self.task is Task.RESTORE and self.made:
            return pdf_of(self.made.files)
        return file_name(self.edition, PDF, self.classification, draft=self.status is Status.DRAFT)


@dataclass(frozen=True)
class Produced:
    """One edition that was produced: its pages, what it counts, the digest of what it was made from.

    `files` are those that were put in their place, with the digest of each; the PDF is last.
    """

    job: Job
    files: Mapping[Path, str]
    pages: int
    counts: Mapping[str, int]
    digest: str


@dataclass(frozen=True)
class Unneeded:
    """A job that ended without a paper, and rightly so: the last draft says the same, or the plan is empty."""

    job: Job
    event: Event
    reason: str


@dataclass(frozen=True)
class Held:
    """An edition that a gate holds back until somebody releases it, or until its data is mended."""

    edition: Edition
    gate: Gate
    reason: str


@dataclass(frozen=True)
class Failed:
    """Something that should have been produced and was not: an edition, or all of a board's."""

    what: str
    problems: tuple[Problem, ...]
    exit_code: int


Outcome = Produced | Unneeded | Held | Failed


@dataclass
class Report:
    """What a run has to do, and what came of it."""

    jobs: list[Job] = field(default_factory=list)
    produced: list[Produced] = field(default_factory=list)
    unneeded: list[Unneeded] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    upcoming: dict[str, Occasion | None] = field(default_factory=dict)  # by board: whose papers are due next

    def plan(self, found: "Job | Held") -> None:
        """Note what is to be done, or why it cannot be."""
        if isinstance(found, Held):
            self.held.append(found)
        else:
            self.jobs.append(found)

    def add(self, outcome: Outcome) -> None:
        """Note what came of a job."""
        match outcome:
            case Produced():
                self.produced.append(outcome)
            case Unneeded():
                self.unneeded.append(outcome)
            case Held():
                self.held.append(outcome)
            case Failed():
                self.failed.append(outcome)

    @property
    def exit_code(self) -> int:
        """0 if nothing failed; the failures' own code where they agree (4: bad data, 5: held); else 1."""
        codes = {failure.exit_code for failure in self.failed} | ({HeldError.exit_code} if self.held else set())
        return codes.pop() if len(codes) == 1 else int(bool(codes))


@dataclass
class Sent:
    """What came of a round: each parcel as it stands now, and what kept letters from being handed over at all."""

    parcels: list[Parcel] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """6 where somebody must do something; what a later run tries again by itself is no failure yet."""
        failed = self.problems or any(parcel.state in NEEDS_A_PERSON for parcel in self.parcels)
        return DeliveryError.exit_code if failed else 0
