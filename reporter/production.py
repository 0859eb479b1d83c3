"""The editions of one board, from its data to the papers in their place."""

import ctypes
import gc
import hashlib
import json
import os
import signal
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

from reporter import __version__
from reporter.archive.placing import put
from reporter.bundled import bundled_templates
from reporter.domain.paper import Content, Printed
from reporter.domain.wording import join
from reporter.errors import DataError, Problem, ReporterError
from reporter.papers import COMPOSERS
from reporter.papers.commission import Commission, Inputs
from reporter.rendering.folders import template_digests
from reporter.settings import Board
from reporter.sources.plan import LoadedPlan, load_plan
from reporter.work import Failed, Job, Produced, Tell

SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


def produce(board: Board, jobs: Sequence[Job], output: Path, tell: Tell) -> Iterator[Produced | Failed]:
    """Produce editions one after the other; what is wrong with one paper stops only that one.

    Raises DataError when the board's plan cannot be read, for then no paper can be made.
    """
    for made in _make(board, jobs, tell):
        yield made if isinstance(made, Failed) else _put(made, output)


def rehearse(board: Board, jobs: Sequence[Job]) -> Iterator[Failed]:
    """Do all that `produce` does but put nothing in place; gives what went wrong."""
    yield from (made for made in _make(board, jobs, lambda _step: None) if isinstance(made, Failed))


@dataclass(frozen=True)
class Composed:
    """A paper whose every sentence is decided, with the digest of everything that it is made from."""

    job: Job
    content: Content
    digest: str


@dataclass(frozen=True)
class _Made:
    """A paper that is ready to be put in its place."""

    composed: Composed
    printed: Printed


def _make(board: Board, jobs: Sequence[Job], tell: Tell) -> Iterator[_Made | Failed]:
    """Two processes share the work: one reads and composes while this one gets the renderer ready, then prints."""
    tell("Reading the plan")
    with _composing(board, jobs) as composing:
        from reporter.rendering.readiness import ready  # noqa: PLC0415 - slow to import, while the plan is being read

        ready(bundled_templates() / "fonts")
        from reporter.rendering.press import Press  # noqa: PLC0415 - only when WeasyPrint is ready

        press = Press(template_folders(board), board.plan)
        papers = composing.result()
    for paper in papers:
        if isinstance(paper, Failed):
            yield paper
            continue
        edition = paper.job.edition
        tell(f"Printing {edition.id}")
        try:
            yield _Made(paper, press.print(edition.paper, paper.content))
        except ReporterError as error:
            yield Failed(edition.id, error.problems, error.exit_code)


@contextmanager
def _composing(board: Board, jobs: Sequence[Job]) -> Iterator[Future[list[Composed | Failed]]]:
    """Compose in a process of its own: on two cores it costs no time, and its memory is given back."""
    with ProcessPoolExecutor(1, get_context("fork"), _as_composer, (os.getpid(),)) as pool:
        yield pool.submit(compose_all, board, jobs)


def _as_composer(parent: int) -> None:
    """Live no longer than the run that asked: a killed run leaves nobody who waits, or holds its lock."""
    ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)  # it was killed before the line above could help
    gc.disable()  # a process this short ends before its garbage matters


def compose_all(board: Board, jobs: Sequence[Job]) -> list[Composed | Failed]:
    """Read the plan and compose each paper. Raises DataError when the plan cannot be read."""
    loaded = load_plan(board.plan)
    _check_place(board, loaded)
    digests = template_digests(template_folders(board))
    return [_compose(commission_for(board, job, loaded, digests), job, loaded) for job in jobs]


def _compose(commission: Commission, job: Job, loaded: LoadedPlan) -> Composed | Failed:
    try:
        content = COMPOSERS[job.edition.paper](commission, loaded.plan)
    except ReporterError as error:
        return Failed(job.edition.id, error.problems, error.exit_code)
    return Composed(job, content, commission.inputs.digest)


def _put(made: _Made, output: Path) -> Produced | Failed:
    job, content = made.composed.job, made.composed.content
    try:
        file = put(output, job.edition, made.printed.content)
    except ReporterError as error:
        return Failed(job.edition.id, error.problems, error.exit_code)
    return Produced(job, file, made.printed.pages, content.counts, made.composed.digest)


def _check_place(board: Board, loaded: LoadedPlan) -> None:
    """A place that names no series would print every indicator as having no figure."""
    series = sorted({m.series for indicator in loaded.plan.indicators for m in indicator.measurements})
    if series and board.place not in series:
        found = f'There is no series "{board.place}", the place of this board in the config.'
        advice = f"The series are {join(series)}: make the key place one of them."
        raise DataError(Problem(f"{board.plan}, measurements", found, advice))


def template_folders(board: Board) -> tuple[Path, ...]:
    """Where templates are looked for: the board's own folder, then ours."""
    return (board.templates, bundled_templates()) if board.templates else (bundled_templates(),)


def commission_for(board: Board, job: Job, loaded: LoadedPlan, template_digests: Mapping[str, str]) -> Commission:
    """What a composer needs beside the plan, with the digest of everything that the paper is made from."""
    versions = {"reporter": __version__, "WeasyPrint": version("weasyprint")}
    made_from = {
        "data": loaded.digests,
        "templates": template_digests,
        "board": board.model_dump(mode="json", exclude={"plan", "templates"}),
        "edition": [job.edition.id, str(job.as_at), str(job.since)],
        "versions": versions,
    }
    digest = hashlib.sha256(json.dumps(made_from, sort_keys=True, ensure_ascii=True).encode()).hexdigest()
    names = {"reporter": "Made by reporter", "WeasyPrint": "Laid out by WeasyPrint"}
    inputs = Inputs(digest, loaded.rows, {names[name]: number for name, number in versions.items()})
    return Commission(board, board.paper(job.edition.paper), job.edition, job.meeting, job.as_at, job.since, inputs)
