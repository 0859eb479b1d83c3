"""Whole processes, timed from outside and taken in pairs, so that a machine that drifts drifts for both."""

import os
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

Before = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Taken:
    """What one process took: seconds on the clock, and the peak memory of its largest process in MB; what it said."""

    seconds: float
    megabytes: float
    said: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """Medians over the pairs; the ratio is the median of each pair's own ratio."""

    ours: Taken
    theirs: Taken
    ratio: float


def take(command: Sequence[str]) -> Taken:
    """Run a command to its end. Raises RuntimeError with its words if it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        message = f"{' '.join(command)} ended with {process.returncode}: {said}"
        raise RuntimeError(message)
    return Taken(seconds, usage.ru_maxrss / 1024, said)


def compare(ours: Sequence[str], theirs: Sequence[str], pairs: int, before: Before = lambda: None) -> Compared:
    """Take both in turn, after one turn that does not count; `before` runs ahead of each of ours."""
    taken = []
    for _ in range(pairs + 1):
        before()
        taken.append((take(ours), take(theirs)))
    counted = taken[1:]
    return Compared(
        middle([mine for mine, _ in counted]),
        middle([other for _, other in counted]),
        median(mine.seconds / other.seconds for mine, other in counted),
    )


def middle(taken: Sequence[Taken]) -> Taken:
    """The medians of several runs."""
    return Taken(median(t.seconds for t in taken), median(t.megabytes for t in taken))
