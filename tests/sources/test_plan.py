"""Whole plans: the sample, the same plan from both sources, and any text at all."""

import csv
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from reading import load_plan, source_digests

from reporter.bundled import bundled_folder
from reporter.errors import DataError, Problem
from reporter.sources.plan import load_kept

from .conftest import TINY, Rows, TinyPlan

SAMPLE = bundled_folder() / "data" / "nottingham"
ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
LIKELY_TEXT = st.sampled_from(
    ["", "2", "2a", "2-01", "31/02/2015", "1/1/2015", "110%", "1", '"', "'", ",", ";", "\r", "\n", "#REF!", "verified"]
)


def sample(home: Path) -> TinyPlan:
    """The sample board's tables, as a plan that can be laid down in either form."""
    tables: dict[str, Rows] = {}
    for path in SAMPLE.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            tables[path.stem.replace("_", " ")] = [[*row] for row in csv.reader(file)]
    return TinyPlan(home, tables)


def test_the_sample_board_loads_with_its_known_counts() -> None:
    plan = load_plan(SAMPLE).plan
    counts = (len(plan.areas), len(plan.strengths), len(plan.areas_for_improvement), len(plan.actions))
    assert counts == (6, 70, 28, 46)
    assert load_plan(SAMPLE).rows == {
        "areas": 6, "strengths": 70, "areas for improvement": 28, "actions": 46, "updates": 324, "indicators": 16,
        "measurements": 208, "voices": 10, "narrative": 58, "glossary": 2,
    }  # fmt: skip
    assert sum(len(action.updates) for action in plan.actions) == 324
    assert sum(len(indicator.measurements) for indicator in plan.indicators) == 208


def test_a_plan_typed_as_text_is_the_same_from_a_folder_and_from_a_workbook(tiny: TinyPlan) -> None:
    assert tiny.load() == tiny.load_workbook()


def test_a_plan_is_the_same_again_from_the_tables_that_were_kept() -> None:
    loaded = load_plan(SAMPLE)
    again = load_kept(loaded.tables)
    assert (again.plan, again.tables, again.rows) == (loaded.plan, loaded.tables, loaded.rows)


def test_what_is_kept_is_the_same_from_a_folder_and_from_a_workbook(tiny: TinyPlan) -> None:
    assert load_plan(tiny.write_folder()).tables == load_plan(tiny.write_workbook()).tables


def test_a_file_that_is_touched_without_a_change_of_content_keeps_its_digest(tiny: TinyPlan) -> None:
    before = source_digests(tiny.write_folder())
    tiny.file("updates").touch()
    assert source_digests(tiny.folder) == before
    tiny.file("updates").write_bytes(tiny.file("updates").read_bytes() + b"\n")
    assert {name for name, digest in source_digests(tiny.folder).items() if digest != before[name]} == {"updates.csv"}


def test_a_plan_that_is_not_there_has_no_digests(tiny: TinyPlan) -> None:
    for source in (tiny.home / "gone", tiny.home / "gone.xlsx"):
        with pytest.raises(DataError, match="does not exist"):
            source_digests(source)


def test_real_dates_numbers_and_percentages_of_a_workbook_are_the_same_plan(tiny: TinyPlan) -> None:
    expected = tiny.put("updates", "progress", "75%").load()
    typed = tiny.typed_in_excel().tables
    assert typed["areas"][2][0] == 2.1
    assert typed["updates"][1][5] == 0.75
    assert tiny.load_workbook() == expected


def test_1_10_typed_as_a_number_is_1_1_in_excel_and_told_as_standing_twice(tiny: TinyPlan) -> None:
    tiny.add("areas", ref=1.1, title="One", judged="it", judgement="good")
    tiny.add("areas", ref=1.10, title="Ten", judged="it", judgement="good")
    assert tiny.workbook_refusal() == (
        'plan.xlsx, sheet "areas", row 5, column "ref": "1.1" stands already in row 4. Give each row a ref of its own.'
    )


def test_the_sample_board_is_the_same_from_a_workbook_of_text(tmp_path: Path) -> None:
    assert sample(tmp_path).load_workbook() == load_plan(SAMPLE).plan


def test_the_sample_board_is_the_same_when_typed_in_excel(tmp_path: Path) -> None:
    typed = sample(tmp_path)
    typed.tables["updates"] = sample(tmp_path).typed_in_excel().tables["updates"]
    assert typed.load_workbook() == load_plan(SAMPLE).plan


def problems_of(source: Path) -> tuple[Problem, ...]:
    """What is wrong with a source, none where it is a plan; anything but a DataError comes through."""
    try:
        load_plan(source)
    except DataError as error:
        return error.problems or (Problem("", "", ""),)
    return ()


@settings(deadline=None, max_examples=50, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_text_in_any_cells_is_a_plan_or_a_data_error(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as home:
        plan = TinyPlan(Path(home))
        for _ in range(data.draw(st.integers(1, 8))):
            table = data.draw(st.sampled_from(sorted(TINY)))
            rows = plan.tables[table]
            row = data.draw(st.integers(0, len(rows) - 1))
            rows[row][data.draw(st.integers(0, len(rows[row]) - 1))] = data.draw(ANY_TEXT | LIKELY_TEXT)
        problems = problems_of(plan.write_folder())
        assert all(problem.where.startswith(str(plan.folder)) for problem in problems)
        assert all(problem.found and problem.advice for problem in problems)


@settings(deadline=None, max_examples=60, database=None)
@given(st.binary(max_size=200) | st.text(alphabet='area,text;"\n\r2 \t\ufeff', max_size=60).map(str.encode))
@example(b"\r;")  # which the parser of pandas takes for malformed
def test_any_bytes_are_a_table_or_a_data_error(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as home:
        plan = TinyPlan(Path(home))
        plan.tables = {name: rows[:1] for name, rows in plan.tables.items()}
        plan.write_folder()
        plan.file("strengths").write_bytes(content)
        assert all(problem.where.startswith(str(plan.file("strengths"))) for problem in problems_of(plan.folder))
