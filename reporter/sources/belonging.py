"""Checks on refs that name other rows, and on what they say about figures that belong together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from reporter.domain.indicators import quantity
from reporter.domain.plan import Indicator, Unit
from reporter.domain.wording import uk_date
from reporter.findings import ToDo
from reporter.sources.cells import RowReader, quoted
from reporter.sources.schema import nearest


def known_ref(row: RowReader, column: str, known: AbstractSet[str]) -> str:
    """The ref in a cell, which must be one of `known`."""
    ref = row.text(column)
    if ref:
        check_known(row, column, ref, known)
    return ref


def check_known(row: RowReader, column: str, ref: str, known: AbstractSet[str]) -> None:
    """Tell of a ref that is not one of `known`."""
    if ref in known:
        return
    meant = nearest(ref, sorted(known))
    row.problem(
        ToDo.MEND_REFS,
        column,
        f"There is no {quoted(ref)}.",
        f'Did you mean "{meant}"?' if meant else "Correct the ref.",
    )


def check_belonging(rows: Sequence[RowReader], indicators: Iterable[Indicator]) -> None:
    """Tell of indicators whose total or base is none, or cannot be one; `rows` are those of the indicators."""
    by_ref = {indicator.ref: indicator for indicator in indicators}
    for row in rows:
        ref = row.cells.get("ref", "")
        _check_named(row, "part of", Unit.COUNT, by_ref)
        _check_named(row, "of", Unit.PERCENT, by_ref)
        if ref in by_ref and ref in _totals_above(ref, by_ref):
            row.problem(
                ToDo.MEND_REFS, "part of", f"{quoted(ref)} would be a part of itself.", "Name the larger count."
            )
        elif ref in by_ref:
            _check_sum(row, by_ref[ref], [i for i in by_ref.values() if i.part_of == ref])


def _check_named(row: RowReader, column: str, unit: Unit, by_ref: Mapping[str, Indicator]) -> None:
    named, this = row.cells.get(column, ""), by_ref.get(row.cells.get("ref", ""))
    if not named or this is None:
        return
    check_known(row, column, named, by_ref.keys())
    if this.unit is not unit:
        found = f"This column is for the unit {unit}, and the unit here is {this.unit}."
        row.problem(ToDo.MEND_REFS, column, found, f"Empty the cell, or make the unit {unit}.")
    elif named in by_ref and by_ref[named].unit is not Unit.COUNT:
        found = f"The unit of {quoted(named)} is {by_ref[named].unit}."
        row.problem(ToDo.MEND_REFS, column, found, "Name an indicator with the unit count.")


def _totals_above(ref: str, by_ref: Mapping[str, Indicator]) -> set[str]:
    above: set[str] = set()
    total = by_ref[ref].part_of or ""
    while total in by_ref and total not in above:
        above.add(total)
        total = by_ref[total].part_of or ""
    return above


def _check_sum(row: RowReader, total: Indicator, parts: Iterable[Indicator]) -> None:
    """The parts of a count must not come to more than it; the first day on which they do is told."""
    sums: dict[tuple[str, date], float] = defaultdict(float)
    for part in parts:
        for (series, day), value in _figures(part).items():
            sums[series, day] += value
    for (series, day), value in _figures(total).items():
        if sums[series, day] > value + 0.05:  # figures have one decimal
            found = f"On {uk_date(day)} its parts come to {quantity(sums[series, day], total.unit)} in the series "
            found += f"{series}, and it is {quantity(value, total.unit)} itself."
            row.problem(ToDo.MEND_VALUES, "ref", found, 'Correct the measurements, or what stands under "part of".')
            return


def _figures(indicator: Indicator) -> dict[tuple[str, date], float]:
    return {(m.series, m.dated): m.value for m in indicator.measurements if m.value is not None}
