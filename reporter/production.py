"""The editions of one board, from its data to the papers in their place."""

import ctypes
import gc
import hashlib
import json
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

from reporter import __version__
from reporter.archive.placing import put
from reporter.bundled import bundled_templates
from reporter.domain.paper import Content, Described, Figures, Printed
from reporter.domain.wording import join
from reporter.errors import DataError, Problem, ReporterError
from reporter.papers import COMPOSERS
from reporter.papers.commission import Commission, Inputs
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
class Written:
    """A paper as HTML, with what is said of it and attached to it."""

    job: Job
    html: str
    about: Described
    figures: Sequence[Figures]
    counts: Mapping[str, int]
    digest: str


@dataclass(frozen=True)
class _Made:
    """A paper that is ready to be put in its place."""

    written: Written
    printed: Printed


def _make(board: Board, jobs: Sequence[Job], tell: Tell) -> Iterator[_Made | Failed]:
    """Two processes share the work: one reads the plan and writes, this one gets the renderer ready and prints."""
    tell("Reading the plan")
    with _writing(board, jobs) as writing:
        from reporter.rendering.readiness import ready  # noqa: PLC0415 - slow to import, while the plan is being read

        ready(bundled_templates() / "fonts")
        from reporter.rendering.pdf import print_pdf  # noqa: PLC0415 - only when WeasyPrint is ready

        papers = writing.result()
    folders = {"templates": template_folders(board), "board": (board.plan,) if board.plan.is_dir() else ()}
    for paper in papers:
        if isinstance(paper, Failed):
            yield paper
            continue
        edition = paper.job.edition
        tell(f"Printing {edition.id}")
        try:
            yield _Made(paper, print_pdf(edition.paper, paper.html, paper.about, paper.figures, folders))
        except ReporterError as error:
            yield Failed(edition.id, error.problems, error.exit_code)


@contextmanager
def _writing(board: Board, jobs: Sequence[Job]) -> Iterator[Future[list[Written | Failed]]]:
    """Write in a process of its own: on two cores it costs no time, and its memory is given back."""
    with ProcessPoolExecutor(1, get_context("fork"), initializer=_as_writer) as pool:
        yield pool.submit(write, board, jobs)


def _as_writer() -> None:
    """Live no longer than the run that asked: a killed run leaves nobody who waits, or holds its lock."""
    ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    gc.disable()  # a process this short ends before its garbage matters


def write(board: Board, jobs: Sequence[Job]) -> list[Written | Failed]:
    """Read the plan and write each paper as HTML. Raises DataError when the plan cannot be read."""
    from reporter.rendering.templates import environment, render, template_digests  # noqa: PLC0415 - slow to import

    loaded = load_plan(board.plan)
    _check_place(board, loaded)
    folders = template_folders(board)
    into_html = partial(render, environment(folders))
    digests = template_digests(folders)
    return [_written(commission_for(board, job, loaded, digests), job, loaded, into_html) for job in jobs]


def _written(
    commission: Commission, job: Job, loaded: LoadedPlan, into_html: Callable[[str, Content], str]
) -> Written | Failed:
    try:
        content = COMPOSERS[job.edition.paper](commission, loaded.plan)
        html = into_html(f"{job.edition.paper}.html", content)
    except ReporterError as error:
        return Failed(job.edition.id, error.problems, error.exit_code)
    return Written(job, html, content.about, content.figures, content.counts, commission.inputs.digest)


def _put(made: _Made, output: Path) -> Produced | Failed:
    written = made.written
    try:
        file = put(output, written.job.edition, made.printed.content)
    except ReporterError as error:
        return Failed(written.job.edition.id, error.problems, error.exit_code)
    return Produced(written.job, file, made.printed.pages, written.counts, written.digest)


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
