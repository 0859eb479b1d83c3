"""What is asked of a run, what it has to do, and what came of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from reporter.domain.meetings import Edition, Meeting
from reporter.errors import Problem

Tell = Callable[[str], None]  # says which step a run is at


@dataclass(frozen=True)
class Request:
    """What was asked for. Naming a meeting or an as-at date asks on demand: for the next edition, due or not."""

    board: str | None = None
    paper: str | None = None
    meeting: date | None = None
    as_at: date | None = None

    @property
    def on_demand(self) -> bool:
        """Whether editions are wanted that are not due by the calendar."""
        return self.meeting is not None or self.as_at is not None


@dataclass(frozen=True)
class Job:
    """One edition to produce, with its as-at date and the as-at date of the previous meeting's papers."""

    edition: Edition
    meeting: Meeting
    as_at: date
    since: date | None


@dataclass(frozen=True)
class Produced:
    """One edition that was produced: its file, its pages, what it counts, the digest of what it was made from."""

    job: Job
    file: Path
    pages: int
    counts: Mapping[str, int]
    digest: str


@dataclass(frozen=True)
class Failed:
    """Something that should have been produced and was not: an edition, or all of a board's."""

    what: str
    problems: tuple[Problem, ...]
    exit_code: int


@dataclass
class Report:
    """What a run has to do, and what came of it."""

    jobs: list[Job] = field(default_factory=list)
    produced: list[Produced] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)
    upcoming: dict[str, Meeting | None] = field(default_factory=dict)  # by board: whose papers are due next

    @property
    def exit_code(self) -> int:
        """0 if nothing failed; the failures' own code where they agree (4: bad data); else 1."""
        codes = {failure.exit_code for failure in self.failed}
        return codes.pop() if len(codes) == 1 else int(bool(codes))
