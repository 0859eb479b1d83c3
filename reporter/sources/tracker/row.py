"""One row of a tracker, value by value: what stands in a cell, and a finding wherever it was not plain to read."""

from dataclasses import dataclass
from datetime import date

from reporter.domain.plan import Rating, Status
from reporter.domain.tracker import TrackerField
from reporter.domain.wording import count, join, uk_date
from reporter.findings import Findings, Place, ToDo
from reporter.settings import Tracker
from reporter.sources.cells import DATE_ADVICE, quoted
from reporter.sources.tracker.dates import NOTHING, OfAPeriod, ReadDate, moved, read_date
from reporter.sources.tracker.diary import Diary, read_diary
from reporter.sources.tracker.layout import BodyRow, Layout
from reporter.sources.tracker.leads import read_leads
from reporter.sources.tracker.spelling import plain
from reporter.sources.tracker.words import WORST_FIRST, rating_of_fill, read_percent, read_rating, read_status

NOT_APPLICABLE = frozenset({"-", "n/a", "na", "none", "nil", "not applicable"})  # where there need not be a date


@dataclass(frozen=True)
class TrackerRow:
    """One row of a tracker under the headings of its layout; what is doubtful or wrong goes to the findings."""

    layout: Layout
    body: BodyRow
    tracker: Tracker
    findings: Findings

    def text(self, column: TrackerField) -> str:
        """The cell's text; empty where the tracker has no such column."""
        return self.body.cells.get(column, "")

    def place(self, column: TrackerField | None = None) -> Place:
        """The row, or one of its cells under the heading that the tracker gives it."""
        return self.layout.place.at(self.body.number, self.layout.headings.get(column, column) if column else "")

    def day(self, column: TrackerField, of_a_period: OfAPeriod) -> ReadDate:
        """The cell as a date; of a month or a quarter, its first or last day."""
        text = self.text(column)
        if not text or (column is not TrackerField.DUE and plain(text) in NOT_APPLICABLE):
            return NOTHING
        read = moved(read_date(text, of_a_period), self.layout.days_later)
        if read.unreadable:
            self.findings.error(
                ToDo.MEND_DATES, self.place(column), f"{quoted(text)} is not a date.", DATE_ADVICE, text
            )
        elif read.kept:
            done = "kept in words" if column is TrackerField.DUE else "left out"
            found = f"{quoted(text)} is not a date. It is {done}."
            self.findings.warning(ToDo.MEND_DATES, self.place(column), found, DATE_ADVICE, text)
        elif read.rule and read.day:
            found = f"{quoted(text)} was read as {uk_date(read.day)}: {read.rule}."
            self._noted(ToDo.LOOK_AT_DATES, column, found, "Write the whole date if you mean another.")
        return read

    def status(self) -> tuple[Status | None, bool]:
        """The status, or None where the cell does not give one; and whether the row says that the action is off."""
        text = self.text(TrackerField.STATUS)
        if not text:
            return None, False
        read = read_status(text, self.tracker.statuses)
        if read.status is None and not read.removed:
            self._unknown(TrackerField.STATUS, read.meant, list(Status), "statuses")
        elif read.rule:
            found = f"{quoted(text)} was read as {read.status or 'removed'}: {read.rule}."
            self._noted(ToDo.LOOK_AT_WORDS, TrackerField.STATUS, found, "Write another status if you mean one.")
        return read.status, read.removed

    def rating(self) -> Rating | None:
        """The lead's own rating: in words, or else by the colour of the cell."""
        text = self.text(TrackerField.LEAD_RATING)
        if not text:
            return self._rating_by_colour()
        read = read_rating(text, self.tracker.ratings)
        if read.rating is None:
            self._unknown(TrackerField.LEAD_RATING, read.meant, list(Rating), "ratings")
        elif read.rule:
            found = f"{quoted(text)} was read as {read.rating}: {read.rule}."
            self._noted(ToDo.LOOK_AT_WORDS, TrackerField.LEAD_RATING, found, "Write one rating if you mean another.")
        self._colour_says(read.rating)
        return read.rating

    def _colour_says(self, rating: Rating | None) -> None:
        """Where a cell says one thing in words and another by its colour, the words count."""
        fill = self.body.fill
        other = rating_of_fill(fill, self.tracker.colours, self.tracker.ratings) if fill else None
        if rating and other in WORST_FIRST and other is not rating:
            found = f"The cell says {rating}, and its colour {fill} says {other}. The word counts."
            place = self.place(TrackerField.LEAD_RATING)
            self.findings.warning(ToDo.LOOK_AT_COLOURS, place, found, "Mend the colour or the word.", fill)

    def _rating_by_colour(self) -> Rating | None:
        fill = self.body.fill
        rating = rating_of_fill(fill, self.tracker.colours, self.tracker.ratings) if fill else None
        place = self.place(TrackerField.LEAD_RATING)
        if rating:
            found = f"The rating is given by colour alone; the colour {fill} was read as {rating}."
            advice = "Write the rating in the cell as well: some readers cannot see it."
            self.findings.warning(ToDo.LOOK_AT_COLOURS, place, found, advice, fill)
        elif fill:
            found, advice = f"The colour {fill} stands for no rating known here.", "Write the rating in the cell."
            self.findings.warning(ToDo.LOOK_AT_COLOURS, place, found, advice, fill)
        return rating

    def percent(self) -> int | None:
        """The progress in percent."""
        text = self.text(TrackerField.PROGRESS)
        if not text:
            return None
        read = read_percent(text)
        if read.problem:
            advice = "Write a number from 0 to 100, such as 75%."
            self.findings.error(ToDo.MEND_VALUES, self.place(TrackerField.PROGRESS), read.problem, advice, text)
        return read.percent

    def leads(self) -> str:
        """Everybody who answers for the action, parted by semicolons."""
        text = self.text(TrackerField.LEAD)
        leads = read_leads(text)
        if text and not leads:
            found = f"{quoted(text)} names nobody."
            self.findings.warning(ToDo.FILL_IN, self.place(TrackerField.LEAD), found, "Name the post.", text)
        elif text and (len(leads) > 1 or plain(leads[0]) != plain(text)):
            found = f"{quoted(text)} was read as {count(len(leads), 'lead')}: {join(leads)}."
            self._noted(ToDo.LOOK_AT_WORDS, TrackerField.LEAD, found, "Part several leads by semicolons.")
        return "; ".join(leads)

    def diary(self) -> Diary:
        """What was written about progress, split into its dated entries."""
        diary = read_diary(self.text(TrackerField.COMMENTARY))
        for figures in diary.no_dates:
            found = f"An entry begins with {quoted(figures)}, which is not a date. It was read as words."
            self.findings.warning(ToDo.MEND_DATES, self.place(TrackerField.COMMENTARY), found, DATE_ADVICE, figures)
        if diary.entries:
            entries = join([uk_date(entry.dated) for entry in diary.entries])
            self.findings.note(
                ToDo.LOOK_AT_DATES,
                self.place(TrackerField.COMMENTARY),
                f"The cell was read as a diary, with entries of {entries}.",
                "Begin each entry on a line of its own with its whole date.",
            )
        return diary

    def first_day(self, column: TrackerField) -> date | None:
        """The cell as a date on which something had happened: of a month, its first day."""
        return self.day(column, OfAPeriod.FIRST).day if self.text(column) else None

    def _noted(self, to_do: ToDo, column: TrackerField, found: str, advice: str) -> None:
        self.findings.note(to_do, self.place(column), found, advice, self.text(column))

    def _unknown(self, column: TrackerField, meant: str, known: list[str], section: str) -> None:
        text = self.text(column)
        hint = f'Did you mean "{meant}"? ' if meant else ""
        advice = f"{hint}Write one of: {join(known)}; or say in the config, under {section}, what it means."
        self.findings.error(ToDo.MEND_VALUES, self.place(column), f"{quoted(text)} is not known here.", advice, text)
