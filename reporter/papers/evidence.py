"""What stands beside the actions of an area: weaknesses with their cause, indicators, the voice of the child."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reporter.domain.paper import Figures
from reporter.domain.plan import Action, AreaForImprovement, ImprovementPlan
from reporter.domain.suppression import SUPPRESSED, PublishedFigure, PublishedIndicator
from reporter.domain.wording import count, join, sentence, short_date, uk_date
from reporter.papers.charted import better_way

HIDDEN = (
    f"{SUPPRESSED} stands for a number from 1 to 5, or for one from which such a number could be worked out. "
    "It is not printed, so that no child can be recognised."
)


@dataclass(frozen=True, slots=True)
class Weakness:
    """An area for improvement with its chain: cause, the actions that answer it, their measures, their impact.

    Each action is (ref, anchor); `measures` and `impact` say how many of them have one, or are empty without actions.
    """

    ref: str
    text: str
    cause: str
    paragraph: str
    answered_by: Sequence[tuple[str, str]]
    measures: str
    impact: str


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator in print."""

    name: str
    latest: str
    target: str
    comparators: Sequence[str]
    footing: str


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """The indicators of an area; `series` names the comparators' columns, `note` explains suppression."""

    own_series: str
    series: Sequence[str]
    rows: Sequence[IndicatorRow]
    note: str


@dataclass(frozen=True, slots=True)
class VoiceEntry:
    """What children and young people said, who asked them and when, and what was done."""

    text: str
    heard: str
    response: str


def weaknesses(plan: ImprovementPlan, area: str) -> tuple[Weakness, ...]:
    """The areas for improvement of an area, each with the actions of any area that answer it."""
    return tuple(
        _weakness(weakness, [action for action in plan.actions if weakness.ref in action.answers])
        for weakness in plan.areas_for_improvement
        if weakness.area == area
    )


def _weakness(weakness: AreaForImprovement, actions: Sequence[Action]) -> Weakness:
    evidence = [action.evidence.dated for action in actions if action.evidence]
    latest = f", last on {uk_date(max(evidence))}" if evidence else ""
    return Weakness(
        weakness.ref,
        weakness.text,
        weakness.cause or "",
        _source(weakness.paragraph),
        tuple((action.ref, f"action-{action.ref}") for action in actions),
        _of_the_actions("a success measure", sum(bool(action.success_measure) for action in actions), len(actions)),
        _of_the_actions("evidence of impact", len(evidence), len(actions)) + latest,
    )


def _of_the_actions(what: str, number: int, whole: int) -> str:
    """How many of a weakness's actions have something; none at all is a gap, and said so."""
    if not whole:
        return ""
    if not number:
        return f"no action has {what} yet"
    return f"{number} of {count(whole, 'action')} {'has' if number == 1 else 'have'} {what}"


def _source(paragraph: str | None) -> str:
    numbers = re.findall(r"\w+", paragraph.replace(" and ", " ")) if paragraph else []
    if not numbers:
        return ""
    return f"Inspection report, {'paragraph' if len(numbers) == 1 else 'paragraphs'} {join(numbers)}"


def voices(plan: ImprovementPlan, area: str) -> tuple[VoiceEntry, ...]:
    """What was heard in an area, latest first."""
    heard = sorted((v for v in plan.voices if v.area == area), key=lambda v: v.dated, reverse=True)
    return tuple(VoiceEntry(v.text, f"{v.source}, {uk_date(v.dated)}", v.response or "") for v in heard)


def indicator_table(indicators: Sequence[PublishedIndicator], own_series: str) -> IndicatorTable:
    """The indicators of an area as they may be published."""
    series = tuple(dict.fromkeys(name for indicator in indicators for name in indicator.comparators))
    rows = tuple(_row(indicator, series) for indicator in indicators)
    hides_something = any(indicator.hides_something for indicator in indicators)
    return IndicatorTable(own_series, series, rows, HIDDEN if hides_something else "")


def _row(indicator: PublishedIndicator, series: Sequence[str]) -> IndicatorRow:
    comparators = {name: figures[-1] for name, figures in indicator.comparators.items()}
    return IndicatorRow(
        indicator.name,
        _dated(indicator.latest) if indicator.latest else "No figure",
        indicator.target_text or "None",
        tuple(_dated(comparators[name]) if name in comparators else "None" for name in series),
        _footing(indicator),
    )


def _dated(figure: PublishedFigure) -> str:
    return f"{figure.text} ({short_date(figure.dated)})"


def _footing(indicator: PublishedIndicator) -> str:
    """Which way is better, who answers for the figure and where it comes from."""
    lead = f" Lead: {sentence(indicator.lead)}" if indicator.lead else " No lead is named."
    source = f" Source: {sentence(indicator.source)}" if indicator.source else ""
    return f"{better_way(indicator.polarity)}{lead}{source}"


def indicator_figures(indicators: Sequence[PublishedIndicator], own_series: str) -> Figures:
    """The figures behind the charts: the board's own of 12 months, and the comparators'."""
    heading = ("indicator", "area", "name", "unit", "target", "series", "date", "figure")
    rows = [
        (i.ref, i.area, i.name, str(i.unit), i.target_text or "", series, figure.dated.isoformat(), figure.text)
        for i in indicators
        for series, figures in ((own_series, i.months), *i.comparators.items())
        for figure in figures
    ]
    return Figures("indicators.csv", f"Indicators, month by month. {HIDDEN}", (heading, *rows))
