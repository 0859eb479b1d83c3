"""The real command, a process of its own, ended at a moment that nobody chose: killed, or asked to stop."""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from faults.checks import Kind, Loss, in_the_end, papers, right_after
from faults.scenarios import FIRST, RUN, lay_down
from faults.steps import Fault
from faults.sweep import WORDS_OF_A_CRASH, Struck, Swept

STOPPED = 128 + signal.SIGTERM
PROLOGUE = 0.2  # of a run's time: the interpreter starts, and nothing can be lost yet
PATIENCE = 120.0  # seconds


def ended_at_random(folder: Path, number: signal.Signals, times: int, hands: int) -> Swept:
    """Send a signal to so many first runs, each at a moment of its own between start and end."""
    ready = folder / f"ready-for-{number.name}"
    ready.mkdir()
    lay_down(FIRST, ready)
    with tempfile.TemporaryDirectory(dir=folder) as home:
        undisturbed = Path(home) / "board"
        shutil.copytree(ready, undisturbed)
        begun = time.monotonic()
        _command(undisturbed).wait(PATIENCE)
        seconds = time.monotonic() - begun
        expected = papers(undisturbed)
    chance = random.Random(number)
    moments = [seconds * chance.uniform(PROLOGUE, 1.1) for _ in range(times)]
    with ThreadPoolExecutor(hands) as workers:
        struck = tuple(workers.map(lambda moment: _strike(ready, folder, number, moment, expected), moments))
    return Swept(f"{number.name} at a random moment", 0, struck)


def _strike(ready: Path, home: Path, number: signal.Signals, moment: float, expected: dict[str, str]) -> Struck:
    with tempfile.TemporaryDirectory(dir=home) as place:
        folder = Path(place) / "board"
        shutil.copytree(ready, folder)
        process = _command(folder)
        try:
            process.wait(moment)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, number)  # to it alone: what it started must not outlive it
        said, _ = process.communicate(timeout=PATIENCE)
        losses = [*_ending(process.returncode, said, number, folder, expected), *right_after(folder)]
        again = _command(folder)
        said_again, _ = again.communicate(timeout=PATIENCE)
        if again.returncode:
            losses.append(Loss(Kind.LOST, f"the next run ended with {again.returncode}: {said_again}"))
        losses += in_the_end(folder, expected)
    return Struck(number.name, Fault(0, number.name), f"after {moment:.2f} s", process.returncode, tuple(losses))


def _ending(code: int, said: str, number: signal.Signals, folder: Path, expected: dict[str, str]) -> Iterator[Loss]:
    """Before our handler is set, and after it is taken away, the signal itself ends the process."""
    allowed = {0, -number} | ({STOPPED} if number is signal.SIGTERM else set())
    if code not in allowed:
        yield Loss(Kind.UNTRUE, f"it ended with {code}: {said}")
    if code == 0 and papers(folder) != expected:
        yield Loss(Kind.UNTRUE, "it ended with 0 without its paper")
    if any(word in said for word in WORDS_OF_A_CRASH):
        yield Loss(Kind.UNTRUE, f"it fell apart: {said}")


def _command(folder: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "reporter", *RUN, "--config", str(folder / "config.toml")]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
