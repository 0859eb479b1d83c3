"""Figures of the last run for Prometheus: a text file that the node exporter reads (its textfile collector)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge
from prometheus_client.exposition import generate_latest

from reporter.agenda.standing import Stage, Standing
from reporter.attending.memory import Memory
from reporter.domain.delivery import Parcel, State
from reporter.errors import ArchiveError, Problem
from reporter.new_file import UNFINISHED


def write_metrics(
    file: Path, memory: Memory, seconds: float, papers: Sequence[Standing], parcels: Iterable[Parcel]
) -> None:
    """Write the file anew, whole, with what is remembered of the last run. Raises ArchiveError where it cannot be."""
    registry = CollectorRegistry()

    def gauge(name: str, said: str, value: float | None) -> None:
        if value is not None:
            Gauge(f"reporter_{name}", said, registry=registry).set(value)

    gauge("last_run_timestamp_seconds", "When the last run began.", _seconds(memory.run))
    gauge("last_run_duration_seconds", "How long the last run took.", seconds)
    gauge("last_run_exit_code", "How the last run ended; 0 is well.", memory.code)
    gauge("last_success_timestamp_seconds", "When the last run began that ended well.", _seconds(memory.success))
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
    there = Counter(parcel.state for parcel in parcels)
    for state in (State.QUEUED, State.SENDING, State.DEFERRED, State.REFUSED, State.GIVEN_UP, State.UNKNOWN):
        waiting.labels(state.value).set(there[state])
    _put(file, generate_latest(registry))


def _seconds(moment: datetime | None) -> float | None:
    return moment.timestamp() if moment else None


def _next(papers: Sequence[Standing]) -> dict[str, datetime]:
    found: dict[str, datetime] = {}
    for paper in papers:
        if paper.following:
            found[paper.board] = min(found.get(paper.board, paper.following.draft), paper.following.draft)
    return found


def _put(file: Path, content: bytes) -> None:
    unfinished = file.with_name(f"{UNFINISHED}{file.name}")
    try:
        unfinished.write_bytes(content)
        unfinished.chmod(0o644)  # the exporter is somebody else
        unfinished.replace(file)
    except OSError as error:
        found = f"It cannot be written ({error.strerror})."
        raise ArchiveError(Problem(str(file), found, "Check operator.metrics in the config.")) from error
