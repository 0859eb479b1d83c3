"""Which of a board's own figures are not printed, by indicator and day: all days that it has figures for at once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from reporter.domain.plan import Indicator, Unit
from reporter.domain.small_numbers import Share, hidden_counts, hidden_shares

Figures = Mapping[str, Mapping[date, float | None]]  # by ref and day; None where it does not apply
Hidden = frozenset[tuple[str, date]]


def hidden_figures(indicators: Iterable[Indicator], figures: Figures) -> Hidden:
    """The figures that are not printed, each as ref and day."""
    indicators = tuple(indicators)
    days = sorted({day for own in figures.values() for day in own})
    parts = {i.ref: i.part_of for i in indicators if i.part_of and i.unit is Unit.COUNT}
    counts = [i.ref for i in indicators if i.unit is Unit.COUNT]
    hidden = frozenset((ref, day) for day in days for ref in _hidden_counts(counts, parts, figures, day))
    bases = [
        _Base(
            ref,
            tuple(i.ref for i in indicators if i.of == ref),
            tuple(part for part in parts if parts[part] == ref),
            figures,
            hidden,
        )
        for ref in counts
    ]
    return hidden | {(ref, day) for base in bases for day in days for ref in base.hidden_shares(day)}


def _hidden_counts(refs: Iterable[str], parts: Mapping[str, str], figures: Figures, day: date) -> frozenset[str]:
    counts = {ref: value for ref in refs if (value := figures[ref].get(day)) is not None}
    return hidden_counts(counts, parts)


@dataclass(frozen=True, slots=True)
class _Base:
    """A count with the percentages that are of it, the counts that are parts of it, and what is hidden of counts."""

    ref: str
    percentages: tuple[str, ...]
    parts: tuple[str, ...]
    figures: Figures
    hidden: Hidden

    def hidden_shares(self, day: date) -> frozenset[str]:
        """The percentages that are hidden on a day: all, where the base is hidden itself."""
        percents = {ref: percent for ref in self.percentages if (percent := self.figures[ref].get(day)) is not None}
        based_on = self._day_that_holds(day)
        if based_on is None or not percents:
            return frozenset()
        if (self.ref, based_on) in self.hidden:
            return frozenset(percents)
        base = self.figures[self.ref][based_on] or 0.0
        return hidden_shares((Share(ref, percent, base) for ref, percent in percents.items()), self._secrets(based_on))

    def _day_that_holds(self, day: date) -> date | None:
        """The day whose base a percentage is taken to be of: its own, else the last before it, else the first."""
        known = [dated for dated, value in self.figures[self.ref].items() if value is not None]
        return max((dated for dated in known if dated <= day), default=min(known, default=None))

    def _secrets(self, day: date) -> Iterator[float]:
        return (self.figures[ref][day] or 0.0 for ref in self.parts if (ref, day) in self.hidden)
