"""THE READING: a board's own tables and trackers, what earlier editions held, checked and made into one plan."""

import gc
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Self

from reporter.domain.plan import ImprovementPlan
from reporter.errors import DataError
from reporter.findings import Finding, Findings, Place, ToDo, Weight, findings_from, findings_to_bytes
from reporter.settings import Board, InputLimits, MayPrint, Tracker
from reporter.sources.earlier import EARLIER_ACTIONS, Earlier
from reporter.sources.grid import Table
from reporter.sources.reading.files import answer_files, csv_files, is_workbook, read_bytes
from reporter.sources.records import plan_from
from reporter.sources.schema import PLAN_TABLES, RENAMED, normal

# Where a table cannot be read at all, what its rows refer to is not known either.
UNREADABLE = (ToDo.MEND_FILES, ToDo.MEND_HEADINGS, ToDo.TAKE_OUT_CHILD_COLUMNS)


FINDINGS = "findings"  # kept beside the tables


@dataclass(frozen=True)
class Sources:
    """What a board's plan is read from: the folder or workbook of its own tables, and trackers by their names."""

    own: Path
    trackers: Mapping[str, Tracker] = field(default_factory=dict)
    limits: InputLimits = field(default_factory=InputLimits)
    may_print: Sequence[MayPrint] = ()
    answers: Path | None = None  # a folder of workbooks that leads have sent back

    @classmethod
    def of(cls, board: Board) -> Self:
        """The sources that a board's config names."""
        return cls(board.plan, _in_own_words(board), board.limits, board.may_print, board.chasing.answers)


def _in_own_words(board: Board) -> Mapping[str, Tracker]:
    """The trackers, in which a rating means what the board's scheme means by it, unless the tracker's section knows."""
    if not board.sources:
        return {}
    from reporter.sources.tracker.words import scheme_words  # noqa: PLC0415 - only a tracker needs it

    words = scheme_words(board.rating_scheme)
    return {
        name: tracker.model_copy(update={"ratings": {**words, **tracker.ratings}})
        for name, tracker in board.sources.items()
    }


@dataclass(frozen=True)
class LoadedPlan:
    """A checked plan, with each table that it was made of, and what was noticed."""

    plan: ImprovementPlan
    read: Mapping[str, Table]
    findings: Sequence[Finding] = ()

    @cached_property
    def tables(self) -> Mapping[str, bytes]:
        """Each table as bytes to keep, and the warnings beside them."""
        kept = {name: table.to_bytes() for name, table in self.read.items()}
        return kept | {FINDINGS: findings_to_bytes(self.warnings)}

    @property
    def rows(self) -> Mapping[str, int]:
        """The number of rows of each table of the plan."""
        return {name: len(table.rows) for name, table in self.read.items() if name in PLAN_TABLES}

    @property
    def places(self) -> Mapping[str, Place]:
        """Where each action stands, by its ref."""
        return {row.cells.get("ref", ""): row.place for row in self.read["actions"].rows}

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What the readers of a paper should know."""
        return tuple(finding for finding in self.findings if finding.weight is Weight.WARNING)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """What a load makes stays or goes at once: to look for garbage again and again would find none, and take long."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@_nothing_collected()
def load_plan(sources: Sources, as_at: date, earlier: Earlier | None, findings: Findings | None = None) -> LoadedPlan:
    """Read a plan as it stands. Raises DataError with every problem of every row.

    Whatever is noticed goes to `findings` as well, so that a caller has it though the plan cannot be read.

    A tracker says how things stand and not since when: what it says is taken to hold on `as_at`, and what it has
    forgotten is taken from `earlier`, what the edition before was made from (None for the first one). What actions said
    then is kept with the plan.
    """
    from reporter.sources.screening import hush  # noqa: PLC0415 - only what is read anew is screened

    findings = findings or Findings()
    try:
        tables = _tables(sources, as_at, earlier, findings)
        plan = _checked(tables, findings)
    except DataError as error:
        raise DataError(*hush(error.problems, sources.may_print)) from None
    finally:
        findings.found = [told for told in hush(findings.found, sources.may_print) if isinstance(told, Finding)]
    return LoadedPlan(plan, tables, tuple(findings.found))


def _tables(sources: Sources, as_at: date, earlier: Earlier | None, findings: Findings) -> Mapping[str, Table]:
    """The board's own tables and its trackers', screened."""
    from reporter.sources.answers import read_answers, with_answers, without_answers  # noqa: PLC0415
    from reporter.sources.screening import screen  # noqa: PLC0415 - only what is read anew is screened
    from reporter.sources.tables import read_tables, tell_missing  # noqa: PLC0415 - pandas comes in, and not before
    from reporter.sources.tracker.gathering import with_trackers  # noqa: PLC0415
    from reporter.sources.tracker.history import with_history  # noqa: PLC0415

    tables = read_tables(sources.own, sources.limits, findings)
    answers = read_answers(sources.answers, sources.limits, as_at, findings) if sources.answers else []
    if sources.trackers:
        findings.stop_on_errors()
        filled = with_trackers(tables, sources.trackers, sources.limits, as_at, findings)
        findings.stop_on_errors(*UNREADABLE)
        tables = with_history(filled, without_answers(earlier, answers), as_at, findings)
    if answers:
        findings.stop_on_errors()
        tables = with_answers(tables, answers, findings)
    if earlier:
        tables[EARLIER_ACTIONS] = earlier.wording(_renamed(tables))
    tell_missing(sources.own, tables, findings)
    findings.stop_on_errors(*UNREADABLE)
    screen(tables, sources.may_print, findings)
    return tables


def _renamed(tables: Mapping[str, Table]) -> dict[str, str]:
    """The refs that somebody says have changed: earlier to present."""
    rows = tables[RENAMED].rows if RENAMED in tables else ()
    return {row.cells.get("before", ""): row.cells.get("now", "") for row in rows}


def load_kept(tables: Mapping[str, bytes]) -> LoadedPlan:
    """The plan again from the tables that a `LoadedPlan` gave to keep."""
    kept = {name: Table.from_bytes(name, content) for name, content in tables.items() if name != FINDINGS}
    findings = findings_from(tables.get(FINDINGS, b"[]"))
    return LoadedPlan(_checked(kept, findings), kept, tuple(findings.found))


def _checked(tables: Mapping[str, Table], findings: Findings) -> ImprovementPlan:
    plan = plan_from(tables, findings)
    findings.stop_on_errors()
    return plan


def source_digests(sources: Sources) -> dict[str, str]:
    """SHA-256 (hex) of each file that the plan is read from, as it is. Raises DataError where one cannot be read."""
    trackers = {name: _digest_of(tracker, sources.limits) for name, tracker in sources.trackers.items()}
    trackers |= {f"answers/{file.name}": _digest(file, sources.limits) for file in answer_files(sources.answers)}
    if is_workbook(sources.own):
        return {sources.own.name: _digest(sources.own, sources.limits), **trackers}
    own = {
        path.name: _digest(path, sources.limits) for path in csv_files(sources.own) if normal(path.stem) in PLAN_TABLES
    }
    return {**own, **trackers}


def _digest_of(tracker: Tracker, limits: InputLimits) -> str:
    """Of a tracker: the file, or the answer of the database, and how the config says to read it."""
    if tracker.url and tracker.query:
        from reporter.sources.reading.query import query_digest  # noqa: PLC0415 - only a database needs it

        content = query_digest(tracker.url, tracker.query, tracker.seconds, limits)
    else:
        content = _digest(tracker.file, limits) if tracker.file else ""
    return hashlib.sha256(f"{tracker.model_dump_json(exclude={'file'})}{content}".encode()).hexdigest()


def _digest(path: Path, limits: InputLimits) -> str:
    return hashlib.sha256(read_bytes(path, limits)).hexdigest()
