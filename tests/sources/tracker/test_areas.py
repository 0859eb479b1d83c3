"""Which judgement area a row of a tracker belongs to."""

import pytest

from reporter.findings import Findings, Place, Weight
from reporter.sources.grid import Row, Table
from reporter.sources.tracker.areas import Areas

HERE = Place("tracker.xlsx", "Plan", 7)


def own(*areas: tuple[str, str]) -> Table:
    return Table(tuple(Row(Place("areas.csv", row=n), {"ref": r, "title": t}) for n, (r, t) in enumerate(areas, 2)))


@pytest.mark.parametrize(
    "text",
    ["2.1", "Adoption performance", "2.1 Adoption performance", "2.1: adoption  PERFORMANCE", "Area 2.1 – Adoption",
     "2.1 Adoption", "Section 2.1"],
)  # fmt: skip
def test_an_area_of_the_boards_own_table_is_found_by_its_number_or_its_title(text: str) -> None:
    findings = Findings()
    areas = Areas(own(("2", "Looked after"), ("2.1", "Adoption performance")), findings)
    assert areas.ref(text, HERE) == "2.1"
    assert findings.found == []


def test_an_area_that_the_boards_own_table_does_not_know_is_an_error_with_the_nearest() -> None:
    findings = Findings()
    areas = Areas(own(("2.1", "Adoption performance")), findings)
    assert areas.ref("Adoption preformance", HERE) == ""
    assert [str(finding) for finding in findings.found] == [
        'tracker.xlsx, sheet "Plan", row 7: There is no area "Adoption preformance". '
        'Did you mean "adoption performance"?'
    ]


def test_an_unknown_area_is_told_once_however_many_rows_name_it() -> None:
    findings = Findings()
    areas = Areas(own(("2.1", "Adoption performance")), findings)
    assert [areas.ref("Housing", HERE) for _ in range(3)] == [""] * 3
    assert len(findings.found) == 1


def test_without_a_table_of_areas_each_text_makes_one_with_its_parent() -> None:
    findings = Findings()
    areas = Areas(None, findings)
    assert [areas.ref(text, HERE) for text in ("2 Looked after", "2.1 Adoption", "2.1", "2.10 Fostering")] == [
        "2", "2.1", "2.1", "2.10",
    ]  # fmt: skip
    assert [(row.cells["ref"], row.cells["title"], row.cells["parent"]) for row in areas.table.rows] == [
        ("2", "Looked after", ""),
        ("2.1", "Adoption", "2"),
        ("2.10", "Fostering", "2"),
    ]
    assert findings.found == []


def test_an_area_without_a_number_gets_the_next_one_and_that_is_said() -> None:
    findings = Findings()
    areas = Areas(None, findings)
    assert [areas.ref(text, HERE) for text in ("1 Early help", "Adoption", "Fostering", "adoption")] == [
        "1", "2", "3", "2",
    ]  # fmt: skip
    assert [finding.weight for finding in findings.found] == [Weight.NOTE] * 2
    assert findings.found[0].found == 'The area "Adoption" has no number; it was given the number 2.'
