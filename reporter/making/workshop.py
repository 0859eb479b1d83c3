"""Making papers: composed in one process while the other gets the renderer ready, then printed."""

import ctypes
import gc
import hashlib
import os
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from multiprocessing import get_context
from threading import Thread
from typing import Any

from reporter.archive.ledger import objects_of
from reporter.bundled import bundled_templates
from reporter.domain.paper import Printed
from reporter.domain.record import Status
from reporter.errors import PaperError, Problem
from reporter.making.composing import Composed, compose_copies, compose_jobs
from reporter.making.materials import Materials
from reporter.making.snapshot import Snapshot
from reporter.rendering.charting import start as start_charts
from reporter.settings import Board, Scheme
from reporter.work import Failed, Job, Tell

SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


@dataclass(frozen=True)
class Made:
    """A finished paper, ready to be put in its place."""

    composed: Composed
    printed: Printed
    objects: Mapping[str, bytes]  # all that it was made from, by digest

    @cached_property
    def digests(self) -> dict[str, str]:
        """SHA-256 (hex) of each file by its ending, the PDF last."""
        return {ending: hashlib.sha256(content).hexdigest() for ending, content in self.printed.files.items()}


class Workshop:
    """Makes papers from materials.

    Two processes share the work: one reads and composes while this one gets the renderer ready; then this one prints.
    """

    def __init__(self, materials: Materials, tell: Tell) -> None:
        self._materials = materials
        self._tell = tell

    def compose(self, board: Board, jobs: Sequence[Job], scheme_before: Scheme | None) -> list[Composed | Failed]:
        """The editions of jobs, in their order. Raises DataError when the plan cannot be read.

        `scheme_before` is the rating scheme of the edition before, where it is known.
        """
        return self._composed(compose_jobs, self._materials, board, jobs, scheme_before)

    def compose_again(self, snapshot: Snapshot, *statuses: Status) -> list[Composed | Failed]:
        """An edition once more, as a draft or as the paper that goes out."""
        return self._composed(compose_copies, self._materials, snapshot, statuses)

    def _composed(self, work: Callable[..., list[Composed | Failed]], *arguments: Any) -> list[Composed | Failed]:
        self._tell("Reading the plan")
        with ProcessPoolExecutor(1, get_context("fork"), _as_composer, (os.getpid(),)) as composer:
            with _undisturbed():
                # Before any thread of ours, which a fork would not take along.
                composing = composer.submit(work, *arguments)
            charts = Thread(target=start_charts, name="charts")
            charts.start()
            from reporter.rendering.readiness import ready  # noqa: PLC0415 - slow to import, while the plan is read

            ready(bundled_templates() / "fonts")
            from reporter.rendering.press import Press  # noqa: PLC0415 - only when WeasyPrint is ready

            self._press = Press(self._materials.templates, self._materials.pictures)
            try:
                return composing.result()
            except BrokenProcessPool as error:
                advice = "Memory may have run out (the system's log says so); then run again."
                problem = Problem("composing", "The process that reads the plan was killed.", advice)
                raise PaperError(problem) from error
            finally:
                charts.join()

    def print(self, composed: Composed) -> Made:
        """The finished paper. Raises PaperError when template, renderer or conformance check refuse."""
        edition = composed.commission.edition
        self._tell(f"Printing {edition.id}")
        printed = self._press.print(composed.commission.paper.kind, composed.content)
        materials = self._materials
        pieces = (*composed.tables.values(), *materials.templates.values(), *materials.pictures.values())
        return Made(composed, printed, objects_of((composed.snapshot.to_bytes(), *pieces)))


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Have SIGTERM wait: an end that came right after the fork would leave nobody who tells the new process of it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _as_composer(parent: int) -> None:
    """Live no longer than the run that asked: a killed run leaves nobody who waits, or holds its lock."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})  # it was blocked when we were forked
    ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)  # it was killed before the line above could help
    gc.disable()  # a process this short ends before its garbage matters
