"""Disks that really refuse: full ones of every size, a read-only one, a folder of somebody else, and limits."""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from faults.checks import Kind, Loss, in_the_end, papers, right_after
from faults.scenarios import FIRST, RUN, lay_down
from faults.steps import Fault
from faults.sweep import WORDS_OF_A_CRASH, Struck, Swept

KB = 1024
NOT_ROOT = 65534  # nobody


@dataclass(frozen=True)
class Hardship:
    """What is done to a folder before the run, the limits of the run itself, and what is done to make it good."""

    name: str
    impose: Callable[[Path], None] = lambda _folder: None
    limit: Callable[[], None] | None = None
    relieve: Callable[[Path], None] = lambda _folder: None


def can_mount() -> bool:
    """Whether this process may mount file systems: root outside of most containers."""
    if os.geteuid() != 0 or not shutil.which("mount"):
        return False
    with tempfile.TemporaryDirectory() as folder:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", folder], capture_output=True, check=False)
        if mounted.returncode == 0:
            _mount("umount", folder)
        return mounted.returncode == 0


def full_disks(part: str, sizes: Sequence[int]) -> Iterator[Hardship]:
    """A file system of its own for the output, or for the ledger, that is full after so many KB."""
    for size in sizes:

        def impose(folder: Path, size: int = size) -> None:
            (folder / part).mkdir()
            _mount("mount", "-t", "tmpfs", "-o", f"size={size}k,mode=0750", "tmpfs", str(folder / part))

        def relieve(folder: Path) -> None:
            _mount("mount", "-o", "remount,size=64m", str(folder / part))

        yield Hardship(f"{part} is full after {size} KB", impose, relieve=relieve)


def read_only(part: str) -> Hardship:
    """A file system that lets nobody write."""

    def impose(folder: Path) -> None:
        (folder / part).mkdir()
        _mount("mount", "-t", "tmpfs", "-o", "ro", "tmpfs", str(folder / part))

    return Hardship(
        f"{part} is read-only", impose, relieve=lambda f: _mount("mount", "-o", "remount,rw", str(f / part))
    )


def file_limits(sizes: Sequence[int]) -> Iterator[Hardship]:
    """No file may become larger (RLIMIT_FSIZE)."""
    for size in sizes:
        yield Hardship(f"no file over {size} KB", limit=_limit(resource.RLIMIT_FSIZE, size * KB))


def handle_limits(counts: Sequence[int]) -> Iterator[Hardship]:
    """No more file handles than that (RLIMIT_NOFILE)."""
    for count in counts:
        yield Hardship(f"{count} file handles", limit=_limit(resource.RLIMIT_NOFILE, count))


def _limit(which: int, value: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(which, (value, value))


def suffered(home: Path, hardships: Sequence[Hardship], hands: int, name: str) -> Swept:
    """A first run under each hardship; then the hardship ends, and the next run completes."""
    ready = home / f"ready-for-{name.replace(' ', '-')}"
    ready.mkdir()
    lay_down(FIRST, ready)
    with tempfile.TemporaryDirectory(dir=home) as place:
        undisturbed = Path(place) / "board"
        shutil.copytree(ready, undisturbed)
        _run(undisturbed)
        expected = papers(undisturbed)
    with ThreadPoolExecutor(hands) as workers:
        struck = tuple(workers.map(lambda hardship: _strike(ready, home, hardship, expected), hardships))
    return Swept(name, 0, struck)


def _strike(ready: Path, home: Path, hardship: Hardship, expected: dict[str, str]) -> Struck:
    with tempfile.TemporaryDirectory(dir=home) as place:
        folder = Path(place) / "board"
        shutil.copytree(ready, folder)
        with _imposed(hardship, folder):
            ended = _run(folder, hardship.limit)
            losses = [*_ending(ended, folder, expected), *right_after(folder)]
            hardship.relieve(folder)
            again = _run(folder)
            if again.returncode:
                losses.append(Loss(Kind.LOST, f"the next run ended with {again.returncode}: {again.stdout}"))
            losses += in_the_end(folder, expected)
    return Struck(hardship.name, Fault(0, "error"), hardship.name, ended.returncode, tuple(losses))


@contextmanager
def _imposed(hardship: Hardship, folder: Path) -> Iterator[None]:
    hardship.impose(folder)
    try:
        yield
    finally:
        for part in ("archive", "output"):
            if (folder / part).is_mount():
                _mount("umount", str(folder / part))


def _ending(ended: "subprocess.CompletedProcess[str]", folder: Path, expected: dict[str, str]) -> Iterator[Loss]:
    if ended.returncode == 0 and papers(folder) != expected:
        yield Loss(Kind.UNTRUE, "it ended with 0 without its paper")
    if ended.returncode not in {0, 1, 3, 4}:
        yield Loss(Kind.UNTRUE, f"it ended with {ended.returncode}: {ended.stdout}")
    if any(word in ended.stdout for word in WORDS_OF_A_CRASH):
        yield Loss(Kind.UNTRUE, f"it fell apart: {ended.stdout}")


def _run(folder: Path, limit: Callable[[], None] | None = None) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "reporter", *RUN, "--config", str(folder / "config.toml")]
    return subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        preexec_fn=limit,
    )


def _mount(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
