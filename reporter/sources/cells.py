"""One row of a table, read cell by cell into typed values; whatever cannot be read is collected, not raised.

Every reader returns a value of its type even after a problem, so that the rest of the row is looked at too. The
caller must raise the collected problems before it lets such a record out.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from reporter.domain.wording import MONTHS, join
from reporter.findings import Findings, Place, ToDo
from reporter.sources.schema import nearest

Choice = TypeVar("Choice", bound=StrEnum)

NOT_APPLICABLE = "z"
LONGEST_QUOTED = 60  # characters that fit a message
UNDATED = frozenset({"", "ongoing", "on-going", "tbc", "tba"})
SPREADSHEET_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!",
                                "#GETTING_DATA", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!"})  # fmt: skip

# Characters that print nothing, or turn the writing direction of what follows: never meant in a plan.
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co"})
KEPT = frozenset("\n\t\u200c\u200d")  # the joiners: Persian and joined emoji are misspelt without them
LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")

DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})")
YEAR_FIRST = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
IN_WORDS = re.compile(r"(?P<day>\d{1,2}) (?P<month>[A-Za-z]{3,9}) (?P<year>\d{4})")
PERCENT = re.compile(r"(?P<number>-?\d{1,9}(?:\.\d{1,15})?) ?(?P<sign>%?)")
NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,15})?|-?\d{1,15}(?:\.\d{1,15})?")
DATE_ADVICE = "Write it as day/month/year, for example 28/02/2015."


def clean(text: str) -> str:
    """The cell's text without invisible characters and outer space, in composed form (NFC), with plain line ends."""
    if text.isascii() and text.replace("\n", "").isprintable():  # most are, and need no look at each character
        return text.strip()
    plain = LINE_ENDS.sub("\n", text).replace("\u00a0", " ")
    kept = (char for char in plain if char in KEPT or unicodedata.category(char) not in INVISIBLE)
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def clean_row(texts: Sequence[str]) -> list[str]:
    """Each cell's text as `clean` gives it."""
    together = "".join(texts)
    if together.isascii() and together.replace("\n", "").isprintable():
        return [text.strip() for text in texts]
    return [clean(text) for text in texts]


@lru_cache(maxsize=20_000)
def parse_date(text: str) -> date | None:
    """A date written day first, year first or in words; None where it is none of these or not in the calendar."""
    text = " ".join(text.split())
    for pattern in (DAY_FIRST, YEAR_FIRST, IN_WORDS):
        if found := pattern.fullmatch(text):
            return _real_date(found["year"], found["month"], found["day"])
    return None


def _real_date(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else _month_number(month)
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


def _month_number(name: str) -> int:
    starts = [number for number, month in enumerate(MONTHS, 1) if month.casefold().startswith(name.casefold())]
    return starts[0] if len(starts) == 1 else 0


@dataclass(slots=True)
class RowReader:
    """Reads the cells of one row; `headings` are the source's own names of our columns, where they differ."""

    place: Place
    cells: Mapping[str, str]
    findings: Findings = field(default_factory=Findings)
    headings: Mapping[str, str] = field(default_factory=dict)

    def problem(self, to_do: ToDo, column: str, found: str, advice: str) -> None:
        """Note what is wrong with a cell."""
        place = self.place.at(self.place.row, self.headings.get(column, column))
        self.findings.error(to_do, place, found, advice, self.cells.get(column, ""))

    def optional(self, column: str) -> str | None:
        """The cell's text, or None where it is empty or the table has no such column."""
        text = self.cells.get(column)
        if not text:
            return None
        if text[0] == "#" and text.upper() in SPREADSHEET_ERRORS:
            self.problem(
                ToDo.MEND_VALUES, column, f'"{text}" is a spreadsheet error.', "Mend the formula or type the value."
            )
            return None
        return text

    def text(self, column: str) -> str:
        """The cell's text; an empty cell is a problem."""
        if not self.cells.get(column):
            self.problem(ToDo.FILL_IN, column, "The cell is empty.", "Fill it in.")
        return self.optional(column) or ""

    def day(self, column: str) -> date:
        """The cell as a date; an empty cell is a problem."""
        if not self.cells.get(column):
            self.problem(ToDo.FILL_IN, column, "The date is missing.", DATE_ADVICE)
        return self.optional_day(column) or date.min

    def optional_day(self, column: str) -> date | None:
        """The cell as a date, or None where it is empty."""
        text = self.optional(column)
        if text is None:
            return None
        day = parse_date(text)
        if day is None:
            self.problem(ToDo.MEND_DATES, column, f"{quoted(text)} is not a date.", DATE_ADVICE)
        return day

    def due_day(self, column: str) -> date | None:
        """The cell as a date, or None where the plan openly has none (empty, "Ongoing", "TBC")."""
        return None if self.cells.get(column, "").casefold() in UNDATED else self.optional_day(column)

    def due_words(self, column: str) -> str | None:
        """The words that stand where a due date should, or None."""
        text = self.cells.get(column, "")
        return text if text and text.casefold() in UNDATED else None

    def choice(self, column: str, options: type[Choice]) -> Choice:
        """The cell as one of a closed list, whatever its capitals; an empty cell is a problem."""
        text = self.text(column)
        return (self._option(column, text, options) if text else None) or next(iter(options))

    def optional_choice(self, column: str, options: type[Choice]) -> Choice | None:
        """The cell as one of a closed list, or None where it is empty."""
        text = self.optional(column)
        return self._option(column, text, options) if text else None

    def _option(self, column: str, text: str, options: type[Choice]) -> Choice | None:
        known = _by_value(options)
        found = known.get(text) or known.get(" ".join(text.casefold().split()))
        if found is None:
            meant = nearest(text, known)
            hint = f'Did you mean "{meant}"? ' if meant else ""
            self.problem(
                ToDo.MEND_VALUES,
                column,
                f"{quoted(text)} is not known here.",
                f"{hint}Write one of: {join(list(known))}.",
            )
        return found

    def percent(self, column: str) -> int | None:
        """The cell as a whole percentage from 0 to 100, or None where it is empty; 75%, 75 and 0.75 are the same."""
        text = self.optional(column)
        if text is None:
            return None
        found = PERCENT.fullmatch(text)
        if found is None:
            self.problem(
                ToDo.MEND_VALUES,
                column,
                f"{quoted(text)} is not a percentage.",
                "Write a number from 0 to 100, such as 75%.",
            )
            return None
        number = float(found["number"])
        if (number == 1 or (1 < number < 2 and not number.is_integer())) and not found["sign"]:  # noqa: PLR2004
            share, percentage = f"{number:g}%", f"{number * 100:g}%"
            advice = f"Write {share} or {percentage}."
            self.problem(ToDo.MEND_VALUES, column, f"{quoted(text)} could be {share} or {percentage}.", advice)
        is_share = 0 < number < 1 and not found["sign"]
        percent = round(number * 100 if is_share else number)
        if not 0 <= number <= 100:  # noqa: PLR2004 - the bounds of a percentage
            self.problem(
                ToDo.MEND_VALUES, column, f"{quoted(text)} is outside 0% to 100%.", "Write a number from 0 to 100."
            )
        return percent

    def figure_or_none(self, column: str) -> float | None:
        """The cell as a number, or None where it says that none applies (z); an empty cell is a problem."""
        return None if self.cells.get(column, "").casefold() == NOT_APPLICABLE else self.figure(column)

    def figure(self, column: str) -> float:
        """The cell as a number; an empty cell is a problem."""
        return self.optional_figure(column, required=True) or 0.0

    def optional_figure(self, column: str, *, required: bool = False) -> float | None:
        """The cell as a number ("2,713", "41%", "14.5"), or None where it is empty."""
        text = self.text(column) if required else self.optional(column)
        if not text:
            return None
        plain = text.removesuffix("%").strip()
        if not NUMBER.fullmatch(plain):
            self.problem(
                ToDo.MEND_VALUES, column, f"{quoted(text)} is not a number.", "Write it in figures, such as 14.5."
            )
            return None
        return float(plain.replace(",", ""))

    def refs(self, column: str) -> tuple[str, ...]:
        """The refs in a cell, parted by semicolons or commas."""
        return tuple(ref.strip() for ref in re.split(r"[;,]", self.cells.get(column, "")) if ref.strip())


@lru_cache
def _by_value(options: type[Choice]) -> Mapping[str, Choice]:
    return {option.value: option for option in options}


def quoted(text: str) -> str:
    """The found text for a message: on one line and short."""
    line = " ".join(text.split())
    if len(line) <= LONGEST_QUOTED:
        return f'"{line}"'
    whole, _, cut = line[: LONGEST_QUOTED + 1].rpartition(" ")
    return f'"{whole or cut[:-1]}…"'
