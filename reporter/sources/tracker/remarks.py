"""What there is to say of a sheet as a whole: headings that are not understood, what is hidden, what is not read."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from reporter.domain.tracker import TrackerField as Column
from reporter.domain.wording import count, join
from reporter.findings import Findings, ToDo
from reporter.sources.cells import quoted
from reporter.sources.grid import Grid
from reporter.sources.tracker.header import LOOKED_AT, Header
from reporter.sources.tracker.headings import spelt
from reporter.sources.tracker.merging import Cells

IN_CONFIG = "Say in the config, under columns, what it means; or take the column out."
MOST_NAMED = 12  # rows in one message


@dataclass(frozen=True)
class Remarks:
    """Says what there is to say of one sheet."""

    grid: Grid
    findings: Findings

    def no_header(self, cells: Cells) -> None:
        """There is no table that could be read."""
        if not any(any(row) for row in cells.rows):
            self.findings.error(ToDo.MEND_FILES, self.grid.place, "It is empty.", "Name the sheet that holds the plan.")
            return
        first = next(row for row in cells.rows if any(row))
        found = (
            f"No row of headings was found in the first {LOOKED_AT} rows, the first of which begins "
            f"{quoted(' · '.join(text for text in first if text))}."
        )
        advice = "Name the row in the config (headings_row), and what its headings mean (columns)."
        self.findings.error(ToDo.MEND_HEADINGS, self.grid.place, found, advice)

    def columns(self, header: Header, cells: Cells, explicit: Mapping[str, Column]) -> bool:
        """Headings that stop the load, or are not used; gives whether the table can be read."""
        self._not_there(header, explicit)
        matching, place = header.matching, self.grid.place.at(header.last)
        before = len(self.findings.found)
        for at in matching.child_level:
            found = f"The column {quoted(header.headings[at])} is about single children. Nothing of it was read."
            advice = "Take the column out of the sheet: a plan says nothing about single children."
            column = place.at(header.last, header.headings[at])
            self.findings.error(ToDo.TAKE_OUT_CHILD_COLUMNS, column, found, advice, header.headings[at])
        for one, other in matching.clashes:
            headings = f"{quoted(header.headings[one])} and {quoted(header.headings[other])}"
            found = f"Both {headings} were understood as {matching.fields[one]}."
            advice = 'Say in the config, under columns, what each means; "ignore" leaves one out.'
            self.findings.error(ToDo.MEND_HEADINGS, place, found, advice, header.headings[other])
        if not {Column.ACTION, Column.AREA_FOR_IMPROVEMENT} & {*matching.places}:
            found = "No heading says which column holds the actions."
            self.findings.error(ToDo.MEND_HEADINGS, place, found, "Say in the config, under columns, which it is.")
        self._without_heading(header, cells)
        stopped = len(self.findings.found) > before
        self._unknown(header, cells)
        return not stopped

    def _not_there(self, header: Header, explicit: Mapping[str, Column]) -> None:
        """What the config says of headings that this sheet has not."""
        there = {spelt(heading) for heading in header.headings}
        for heading in [heading for heading in explicit if spelt(heading) not in there]:
            found = f"The config says what the heading {quoted(heading)} means, and no column has it."
            advice = "Write it in the config as it stands in the sheet, if it should be there."
            self.findings.note(ToDo.LOOK_AT_LAYOUT, self.grid.place.at(header.last), found, advice, heading)

    def _without_heading(self, header: Header, cells: Cells) -> None:
        """Text under no heading would be lost without a word."""
        for at in [at for at, heading in enumerate(header.headings) if not heading]:
            for number, row in enumerate(cells.rows[header.last :], header.last + 1):
                if row[at] and len(cells.filled(number)) > 1:
                    found = f"{quoted(row[at])} stands in a column that has no heading."
                    advice = "Give the column a heading, or clear the cell."
                    self.findings.error(ToDo.MEND_HEADINGS, self.grid.place.at(number), found, advice, row[at])
                    break

    def _unknown(self, header: Header, cells: Cells) -> None:
        for at, meant in header.matching.unknown.items():
            if any(row[at] for row in cells.rows[header.last :]):
                found = f"The column {quoted(header.headings[at])} is not understood and was not read."
                advice = f'If it is "{meant}", say so in the config, under columns.' if meant else IN_CONFIG
                place = self.grid.place.at(header.last, header.headings[at])
                self.findings.warning(ToDo.MEND_HEADINGS, place, found, advice, header.headings[at])

    def hidden(self, header: Header, last: int) -> None:
        """What nobody sees who looks at the sheet, and what was read all the same."""
        rows = sorted(row for row in self.grid.hidden_rows if header.last < row <= last)
        if rows:
            found = f"{count(len(rows), 'row')} of the table, {_numbers(rows)}, cannot be seen, and yet counted."
            advice = "Show hidden rows and take filters off; delete what must not be in a paper."
            self.findings.warning(ToDo.LOOK_AT_HIDDEN, self.grid.place, found, advice)
        columns = [header.headings[at] for at in sorted(header.read) if at + 1 in self.grid.hidden_columns]
        if columns:
            found = (
                f"The column under {join([quoted(heading) for heading in columns])} cannot be seen, and yet counted."
            )
            advice = 'Show the hidden columns; "ignore" in the config leaves one out.'
            self.findings.warning(ToDo.LOOK_AT_HIDDEN, self.grid.place, found, advice)

    def faults(self, header: Header, last: int) -> None:
        """Cells that are read and only look empty."""
        read = {at + 1 for at in header.read}
        for (row, column), fault in sorted(self.grid.faults.items()):
            if header.last < row <= last and column in read:
                place = self.grid.place.at(row, header.headings[column - 1])
                self.findings.error(ToDo.MEND_VALUES, place, *fault)

    def not_read(self, rows: Sequence[int]) -> None:
        """Lines below the table."""
        if rows:
            found = f"What stands below the table was not read: {_numbers(rows)}."
            advice = "Move a row into the table if it belongs there."
            self.findings.note(ToDo.LOOK_AT_LAYOUT, self.grid.place.at(rows[0]), found, advice)

    def totals(self, rows: Sequence[int]) -> None:
        """Rows that only count others."""
        for row in rows:
            found = "The row was taken for a total and not read."
            self.findings.note(
                ToDo.LOOK_AT_LAYOUT, self.grid.place.at(row), found, "Write it differently if it is none."
            )

    def other_headings(self, rows: Sequence[int], header: Header) -> None:
        """Another table below, with other columns."""
        for row in rows:
            found = f"The row holds headings, and they are not those of row {header.last}: another table begins here."
            advice = "Give both tables the same columns in the same order, or put each on a sheet of its own."
            self.findings.error(ToDo.MEND_HEADINGS, self.grid.place.at(row), found, advice)

    def table_above(self, row: int | None) -> None:
        """A table above the one that was chosen."""
        if row:
            found = "The row holds headings too, and what stands below it would not be read."
            advice = (
                "Put each table on a sheet of its own, or name in the config the row of the headings (headings_row)."
            )
            self.findings.error(ToDo.MEND_HEADINGS, self.grid.place.at(row), found, advice)

    def titles(self, rows: Sequence[int]) -> None:
        """Titles of sections where each row names its own area."""
        if rows:
            found = f"A text alone in its line was taken for a title and not read: {_numbers(rows)}."
            advice = "Move it into the row above if it belongs there."
            self.findings.note(ToDo.LOOK_AT_LAYOUT, self.grid.place.at(rows[0]), found, advice)

    def bare(self, rows: Sequence[int], header: Header) -> None:
        """Rows with an action and nothing beside it, as the titles of sections are."""
        for row in rows:
            found = "Nothing is said of the action: no lead, no date, no progress. It may be the title of a section."
            advice = "Fill in the row; or merge the title across the columns, so that it is read as one."
            place = self.grid.place.at(row, header.headings[header.matching.places[Column.ACTION]])
            self.findings.warning(ToDo.LOOK_AT_LAYOUT, place, found, advice)

    def merged_actions(self, header: Header, cells: Cells, rows: Sequence[int]) -> None:
        """Cells of actions that reach over several rows or columns."""
        action = header.matching.places.get(Column.ACTION, -1) + 1
        for row in rows:
            if cells.goes_on(row, action) and cells.rows[row - 1][action - 1]:
                found = f"The action of row {cells.tall[row, action]} reaches over this row as well: it counts twice."
                advice = "Write in each row the action that is meant, or merge the row's other cells as well."
                self.findings.warning(
                    ToDo.LOOK_AT_LAYOUT, self.grid.place.at(row, header.headings[action - 1]), found, advice
                )
            self._across(header, cells, row)

    def _across(self, header: Header, cells: Cells, row: int) -> None:
        own = firsts(cells, row, header)
        for at in sorted(header.read - own):
            text = cells.rows[row - 1][at]
            if text:
                found = f"{quoted(text)} reaches over this column from the left; it was read there alone."
                place = self.grid.place.at(row, header.headings[at])
                self.findings.warning(ToDo.LOOK_AT_LAYOUT, place, found, "Part the merged cells.", text)


def firsts(cells: Cells, row: int, header: Header) -> AbstractSet[int]:
    """The columns that are read, counted from 0, without those into which a cell only reaches over from the left."""
    if row not in cells.wide_rows:
        return header.read
    first = {cells.beginning(row, at + 1): at for at in sorted(header.read, reverse=True)}
    return set(first.values())


def _numbers(rows: Sequence[int]) -> str:
    named = join([str(row) for row in rows[:MOST_NAMED]]) if len(rows) <= MOST_NAMED else None
    shown = named or f"{', '.join(str(row) for row in rows[:MOST_NAMED])} and {len(rows) - MOST_NAMED} more"
    return f"{'row' if len(rows) == 1 else 'rows'} {shown}"
