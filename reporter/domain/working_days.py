"""Working days, and the clear days that must lie between despatch and meeting."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkingDays:
    """Which days count: not those of the week in `days_off` (Monday is 0), and no holiday."""

    days_off: frozenset[int]
    holidays: Collection[date]

    def is_working(self, day: date) -> bool:
        """Whether the offices are open."""
        return day.weekday() not in self.days_off and day not in self.holidays

    def before(self, day: date, number: int) -> date:
        """The working day so many working days before `day`. 0 gives the day itself, or the last working day before."""
        found = day if self.is_working(day) else self._previous(day)
        for _ in range(number):
            found = self._previous(found)
        return found

    def despatch(self, meeting: date, clear_days: int) -> date:
        """The last working day on which papers can go out so that so many clear days lie between it and the meeting.

        Neither the day of receipt nor that of the meeting counts (Local Government Act 1972, Part VA, as amended by
        SI 2002/715; R v Swansea City Council ex parte Elitestone, 1993).
        """
        found = meeting
        for _ in range(clear_days + 1):
            found = self._previous(found)
        return found

    def between(self, first: date, last: date) -> int:
        """How many working days lie between two days, neither of which counts."""
        return sum(self.is_working(first + n * DAY) for n in range(1, (last - first).days))

    def _previous(self, day: date) -> date:
        found = day - DAY
        while not self.is_working(found):
            found -= DAY
        return found
