"""What has changed for children since a day: the indicators then and now, and the evidence of impact recorded."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reporter.domain.indicators import Course, change_in_words, course
from reporter.domain.paper import Figures
from reporter.domain.plan import ImprovementPlan
from reporter.domain.suppression import NOT_APPLICABLE, PublishedFigure, PublishedIndicator
from reporter.domain.wording import MONTHS, count, join, sentence, short_date
from reporter.papers.content import capitalised

ORDER = (Course.WRONG_WAY, Course.RIGHT_WAY, Course.UNCHANGED, Course.UNJUDGED, Course.UNKNOWN)
WAYS: Mapping[Course, str] = {
    Course.RIGHT_WAY: "moved the right way",
    Course.WRONG_WAY: "moved the wrong way",
    Course.UNCHANGED: "did not change",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One indicator then and now, with its target, the figures of others, and what that comes to in words."""

    area: str
    name: str
    before: str
    now: str
    target: str
    elsewhere: str
    said: str
    course: Course


@dataclass(frozen=True, slots=True)
class Evidence:
    """What somebody recorded of the difference that an action made, and when."""

    area: str
    ref: str
    action: str
    dated: date
    text: str

    @property
    def when(self) -> str:
        """The day in print."""
        return short_date(self.dated)


def changes(indicators: Sequence[PublishedIndicator], since: date | None) -> tuple[Change, ...]:
    """Every indicator that has a figure, what moves the wrong way first; without a day, since its first figure."""
    found = [_change(indicator, since) for indicator in indicators if indicator.months]
    return tuple(sorted(found, key=lambda change: ORDER.index(change.course)))


def _change(indicator: PublishedIndicator, since: date | None) -> Change:
    earlier = [figure for figure in indicator.months if since is None or figure.dated <= since]
    before = (earlier[0] if since is None else earlier[-1]) if earlier else None
    now = indicator.months[-1]
    way = _course(indicator, before, now)
    said = [_moved(indicator, before, now, way), sentence(indicator.to_target)]
    return Change(
        area=indicator.area,
        name=indicator.name,
        before=_dated(before) if before else "No figure",
        now=_dated(now),
        target=indicator.target_text or "None set",
        elsewhere="; ".join(f"{name}: {_dated(figures[-1])}" for name, figures in indicator.comparators.items())
        or "no figure",
        said=" ".join(filter(None, said)),
        course=way,
    )


def _course(indicator: PublishedIndicator, before: PublishedFigure | None, now: PublishedFigure) -> Course:
    if before is None or before.dated == now.dated or before.value is None or now.value is None:
        return Course.UNKNOWN
    return course(before.value, now.value, indicator.polarity)


def _moved(indicator: PublishedIndicator, before: PublishedFigure | None, now: PublishedFigure, way: Course) -> str:
    if before is None:
        return "No earlier figure to compare with."
    if before.dated == now.dated:
        return "No new figure since then."
    if NOT_APPLICABLE in (before.text, now.text):
        return "There is nothing to compare."
    change = change_in_words((before.dated, before.value), now.value, indicator.unit)
    judged = way in {Course.RIGHT_WAY, Course.WRONG_WAY}
    return sentence(f"{way}: {change}" if judged else change)


def _dated(figure: PublishedFigure) -> str:
    return f"{figure.text} ({MONTHS[figure.dated.month - 1][:3]} {figure.dated.year})"


def changes_in_words(found: Sequence[Change]) -> str:
    """How many moved which way."""
    if not found:
        return "No figures are recorded."
    ways = Counter(change.course for change in found)
    parts = [f"{ways[way]} {said}" for way, said in WAYS.items() if ways[way]]
    others = len(found) - sum(ways[way] for way in WAYS)
    parts += [f"of {others} nobody can say which way is better, or nothing new is known"] * bool(others)
    return sentence(f"of {count(len(found), 'indicator')}, {join(parts)}")


def evidence(plan: ImprovementPlan, since: date | None) -> tuple[Evidence, ...]:
    """The evidence of impact recorded after a day, latest first, of a plan as at its day."""
    found = [
        Evidence(action.area, action.ref, action.text, update.dated, update.evidence_of_impact)
        for action in plan.actions
        for update in action.updates
        if update.evidence_of_impact and (since is None or update.dated > since)
    ]
    return tuple(sorted(found, key=lambda one: one.dated, reverse=True))


def changes_figures(found: Sequence[Change]) -> Figures:
    """The indicators as the paper prints them."""
    heading = ("area", "indicator", "before", "now", "target", "elsewhere", "course")
    rows = [(c.area, c.name, c.before, c.now, c.target, c.elsewhere, capitalised(c.course)) for c in found]
    return Figures("indicators.csv", "Indicators then and now, as printed in the paper", (heading, *rows))
