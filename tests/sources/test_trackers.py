"""Trackers as offices keep them are read as a careful person reads them: see tests/trackers."""

import gc
import sqlite3
import subprocess
import sys
import tomllib
import zipfile
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from reading import AS_AT
from trackers.make import write_all

from bench.hostile import board_with
from bench.tracker import write_tracker
from reporter.domain.plan import Action, ImprovementPlan, Update
from reporter.errors import DataError, Problem
from reporter.findings import Finding
from reporter.settings import Tracker
from reporter.sources.plan import LoadedPlan, Sources, load_plan

FOLDER = Path(__file__).parent.parent / "trackers"
EXPECTED = sorted(FOLDER.glob("*.toml"))
MEETINGS = "date,status\n22/04/2015,planned\n"
LONG = 200


def read(expected: dict[str, Any], home: Path) -> LoadedPlan:
    """The plan of a board with one tracker and what it keeps itself."""
    own = home / "own"
    own.mkdir()
    for table, text in {"meetings": MEETINGS, **expected.get("own", {})}.items():
        (own / f"{table}.csv").write_text(text, "utf-8")
    source = Tracker.model_validate(expected["source"])
    if source.file:
        source = source.model_copy(update={"file": FOLDER / source.file})
    if source.url:
        source = source.model_copy(update={"url": source.url.replace("FOLDER", str(FOLDER))})
    return load_plan(Sources(own, {"tracker": source}), AS_AT, None)


def told_actions(plan: ImprovementPlan) -> list[dict[str, Any]]:
    """The actions as the expectations write them: what is not said is left out."""
    areas = {area.ref: f"{area.ref} {area.title}" for area in plan.areas}
    weaknesses = {weakness.ref: weakness.text for weakness in plan.areas_for_improvement}
    return [_told_action(action, areas, weaknesses) for action in plan.actions]


def _told_action(action: Action, areas: dict[str, str], weaknesses: dict[str, str]) -> dict[str, Any]:
    evidence = action.evidence
    told = {
        "ref": action.ref,
        "area": areas[action.area],
        "answers": [f"{ref}: {weaknesses[ref]}" for ref in action.answers],
        "action": _short(action.text),
        "leads": list(action.leads),
        "start": action.start,
        "due": action.due,
        "due_words": action.due_words,
        "revised_due": action.current_due if action.revisions else None,
        "approved_by": action.latest.approved_by if action.latest else None,
        "outcome": action.intended_outcome,
        "success_measure": action.success_measure,
        "status": str(action.status),
        "lead_rating": str(action.lead_rating or ""),
        "evidence": evidence.evidence_of_impact if evidence else None,
        "verified_by": action.latest.verified_by if action.latest else None,
        "updates": [_told_update(update) for update in action.updates],
    }
    progress = {} if action.progress is None else {"progress": action.progress}
    return {key: value for key, value in told.items() if value} | progress


def _told_update(update: Update) -> list[date | str]:
    """What has no date of its own holds on the as-at day."""
    return ["undated" if update.dated == AS_AT else update.dated, str(update.status), _short(update.commentary)]


def _short(text: str) -> str:
    return f"{text[:20]} ... {text[-10:]} ({len(text)} characters)" if len(text) > LONG else text


def told_findings(findings: Iterable[Finding]) -> Counter[tuple[str, str, str, int, str]]:
    """Weight, what to do, sheet, row (0: the whole sheet) and column."""
    return Counter(
        (str(found.weight), found.to_do.name, found.place.sheet, found.place.row or 0, found.place.column)
        for found in findings
    )


def told_whole(problem: Problem) -> str:
    """All that a log or a report may say of a problem."""
    return f"{problem} {problem.value if isinstance(problem, Finding) else ''}"


def wanted_findings(expected: dict[str, Any]) -> Counter[tuple[str, str, str, int, str]]:
    """The findings that an expectation names."""
    return Counter(tuple(finding) for finding in expected.get("findings", []))


@pytest.fixture(params=EXPECTED, ids=lambda path: path.stem)
def expected(request: pytest.FixtureRequest) -> dict[str, Any]:
    return tomllib.loads(request.param.read_text("utf-8"))


def test_a_tracker_is_read_as_a_careful_person_reads_it(expected: dict[str, Any], tmp_path: Path) -> None:
    if "actions" not in expected:
        with pytest.raises(DataError) as stopped:
            read(expected, tmp_path)
        told = stopped.value.problems
        assert all(isinstance(problem, Finding) for problem in told)
        assert told_findings(f for f in told if isinstance(f, Finding)) == wanted_findings(expected)
        return
    loaded = read(expected, tmp_path)
    assert told_actions(loaded.plan) == expected["actions"]
    assert told_findings(loaded.findings) == wanted_findings(expected)


def test_what_must_not_get_out_is_neither_kept_nor_told(expected: dict[str, Any], tmp_path: Path) -> None:
    try:
        loaded = read(expected, tmp_path)
        out = [*map(told_whole, loaded.findings), *(content.decode() for content in loaded.tables.values())]
    except DataError as stopped:
        out = [told_whole(problem) for problem in stopped.problems]
    assert [secret for secret in expected.get("secrets", []) if secret in "".join(out)] == []


def test_each_tracker_has_an_expectation() -> None:
    files = {path.name for path in FOLDER.iterdir() if path.suffix in {".xlsx", ".ods", ".csv", ".tsv", ".sqlite"}}
    assert {path.stem for path in EXPECTED} == {Path(name).stem for name in files}


def test_the_files_are_those_that_the_script_writes(tmp_path: Path) -> None:
    write_all(tmp_path)
    for path in sorted(tmp_path.iterdir()):
        assert _unpacked(path) == _unpacked(FOLDER / path.name), path.name


def _unpacked(path: Path) -> object:
    """What a file says, however it was packed."""
    if path.suffix == ".sqlite":
        with sqlite3.connect(path) as database:
            dump = list(database.iterdump())
        database.close()
        return dump
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_a_tracker_is_read_without_what_only_other_sources_need(tmp_path: Path) -> None:
    write_tracker(8, tmp_path / "tracker.xlsx")
    script = (
        "import sys; from bench.loading import main; main(sys.argv[1])\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))\n"
    )
    config = board_with(tmp_path / "tracker.xlsx", tmp_path)
    done = subprocess.run([sys.executable, "-c", script, str(config)], capture_output=True, text=True, check=True)
    assert done.stderr.startswith("8 actions")
    assert not {"pandas", "numpy", "sqlalchemy", "rapidfuzz", "stdnum"} & {*done.stdout.split()}


def test_garbage_is_collected_again_after_a_load_that_failed(tmp_path: Path) -> None:
    with pytest.raises(DataError):
        load_plan(Sources(tmp_path / "gone"), AS_AT, None)
    assert gc.isenabled()
