"""Figures of the last run for Prometheus: a text file that the node exporter reads (its textfile collector)."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge
from prometheus_client.exposition import generate_latest

from reporter.agenda.standing import Stage, Standing
from reporter.attending.memory import Memory
from reporter.domain.delivery import Parcel, State
from reporter.errors import ArchiveError, Problem
from reporter.new_file import UNFINISHED


@dataclass(frozen=True)
class Run:
    """What the run that has just ended took and made."""

    seconds: float
    made: int


@dataclass(frozen=True)
class Recorded:
    """What the ledger tells at its end."""

    papers: Sequence[Standing]
    parcels: Sequence[Parcel]


def write_metrics(file: Path, memory: Memory, run: Run, recorded: Recorded | None) -> None:
    """Write the file anew, whole; without what the ledger tells where it cannot be read.

    Raises ArchiveError where the file cannot be written.
    """
    registry = CollectorRegistry()

    def gauge(name: str, said: str, value: float | None) -> None:
        if value is not None:
            Gauge(f"reporter_{name}", said, registry=registry).set(value)

    gauge("last_run_timestamp_seconds", "When the last run began.", _seconds(memory.run))
    gauge("last_run_duration_seconds", "How long the last run took.", run.seconds)
    gauge("last_run_editions", "How many editions the last run made.", run.made)
    gauge("last_run_exit_code", "How the last run ended; 0 is well.", memory.code)
    gauge("last_success_timestamp_seconds", "When the last run began that ended well.", _seconds(memory.success))
    if recorded:
        _count(recorded, registry)
    _put(file, generate_latest(registry))


def _count(recorded: Recorded, registry: CollectorRegistry) -> None:
    papers = recorded.papers
    stages = Gauge("reporter_papers", "Papers by board and stage.", ["board", "stage"], registry=registry)
    for board in sorted({paper.board for paper in papers}):
        tally = Counter(paper.stage for paper in papers if paper.board == board)
        for stage in Stage:
            stages.labels(board, stage.value).set(tally[stage])
    coming = Gauge("reporter_next_due_timestamp_seconds", "When papers fall due next.", ["board"], registry=registry)
    for board, due in _next(papers).items():
        coming.labels(board).set(due.timestamp())
    waiting = Gauge(
        "reporter_parcels", "Letters and copies that are not done with, by state.", ["state"], registry=registry
    )
    there = Counter(parcel.state for parcel in recorded.parcels)
    for state in (State.QUEUED, State.SENDING, State.DEFERRED, State.REFUSED, State.GIVEN_UP, State.UNKNOWN):
        waiting.labels(state.value).set(there[state])


def _seconds(moment: datetime | None) -> float | None:
    return moment.timestamp() if moment else None


def _next(papers: Sequence[Standing]) -> dict[str, datetime]:
    found: dict[str, datetime] = {}
    for paper in papers:
        if paper.following:
            found[paper.board] = min(found.get(paper.board, paper.following.draft), paper.following.draft)
    return found


def _put(file: Path, content: bytes) -> None:
    unfinished = file.with_name(f"{UNFINISHED}{file.name}.new")  # the exporter reads all that ends in .prom
    try:
        unfinished.write_bytes(content)
        unfinished.chmod(0o644)  # the exporter is somebody else
        unfinished.replace(file)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        found = f"It cannot be written ({error.strerror})."
        raise ArchiveError(Problem(str(file), found, "Check operator.metrics in the config.")) from error
