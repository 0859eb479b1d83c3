"""Indicators that are part of others, or percentages of them."""

import pytest

from reporter.domain.plan import Measurement
from sources.conftest import TinyPlan

HEADINGS = ["ref", "area", "name", "unit", "polarity", "target", "part of", "of"]
INDICATORS = [
    HEADINGS,
    ["I01", "2", "Care plans out of date", "count", "lower is better", "0", "I02", ""],
    ["I02", "2", "Care plans", "count", "neither", "", "", ""],
    ["I03", "2.1", "Care plans seen", "percent", "higher is better", "", "", "I02"],
]
MEASUREMENTS = [
    ["indicator", "series", "date", "value"],
    ["I01", "Nottingham", "31/03/2014", "12"],
    ["I02", "Nottingham", "31/03/2014", "30"],
    ["I02", "Nottingham", "30/04/2014", "z"],
]


@pytest.fixture
def related(tiny: TinyPlan) -> TinyPlan:
    tiny.tables["indicators"] = [list(row) for row in INDICATORS]
    tiny.tables["measurements"] = [list(row) for row in MEASUREMENTS]
    return tiny


def test_a_count_knows_its_total_and_a_percentage_its_base(related: TinyPlan) -> None:
    assert [(i.part_of, i.of) for i in related.load().indicators] == [("I02", None), (None, None), (None, "I02")]


def test_a_figure_can_be_not_applicable(related: TinyPlan) -> None:
    april = related.load().indicators[1].measurements[1]
    assert (april.value, type(april)) == (None, Measurement)


def test_a_plan_without_the_columns_is_read_as_before(tiny: TinyPlan) -> None:
    assert [(i.part_of, i.of) for i in tiny.load().indicators] == [(None, None)]


@pytest.mark.parametrize(
    ("row", "column", "cell", "told"),
    [
        (2, "part of", "I2", 'row 2, column "part of": There is no "I2". Did you mean "I02"?'),
        (4, "of", "X", 'row 4, column "of": There is no "X". Correct the ref.'),
        (
            2, "of", "I02",
            'row 2, column "of": This column is for the unit percent, and the unit here is count. '
            "Empty the cell, or make the unit percent.",
        ),
        (
            4, "part of", "I02",
            'row 4, column "part of": This column is for the unit count, and the unit here is percent. '
            "Empty the cell, or make the unit count.",
        ),
        (4, "of", "I03", 'row 4, column "of": The unit of "I03" is percent. Name an indicator with the unit count.'),
        (2, "part of", "I01", 'row 2, column "part of": "I01" would be a part of itself. Name the larger count.'),
    ],
)  # fmt: skip
def test_what_cannot_belong_together_is_told(related: TinyPlan, row: int, column: str, cell: str, told: str) -> None:
    related.tables["indicators"][row - 1][HEADINGS.index(column)] = cell
    assert related.refusal() == f"plan/indicators.csv, {told}"


def test_two_counts_cannot_be_parts_of_each_other(related: TinyPlan) -> None:
    related.tables["indicators"][2][HEADINGS.index("part of")] = "I01"
    assert [line.partition(": ")[2] for line in related.refusal().splitlines()] == [
        f'"{ref}" would be a part of itself. Name the larger count.' for ref in ("I01", "I02")
    ]


def test_parts_that_come_to_more_than_their_total_are_told(related: TinyPlan) -> None:
    related.tables["measurements"][1][3] = "31"
    assert related.refusal() == (
        'plan/indicators.csv, row 3, column "ref": On 31 March 2014 its parts come to 31 in the series Nottingham, and '
        'it is 30 itself. Correct the measurements, or what stands under "part of".'
    )
