"""What stands beside the actions of an area: weaknesses with their cause, indicators, the voice of the child."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reporter.domain.indicators import SUPPRESSED, Reading, read
from reporter.domain.plan import ImprovementPlan, Indicator
from reporter.domain.wording import join, sentence, short_date, uk_date


@dataclass(frozen=True, slots=True)
class Weakness:
    """An area for improvement with the actions that answer it, each as (ref, anchor)."""

    ref: str
    text: str
    cause: str
    paragraph: str
    answered_by: Sequence[tuple[str, str]]


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
        Weakness(
            weakness.ref,
            weakness.text,
            weakness.cause or "",
            _source(weakness.paragraph),
            tuple((a.ref, f"action-{a.ref}") for a in plan.actions if weakness.ref in a.answers),
        )
        for weakness in plan.areas_for_improvement
        if weakness.area == area
    )


def _source(paragraph: str | None) -> str:
    numbers = re.findall(r"\w+", paragraph.replace(" and ", " ")) if paragraph else []
    if not numbers:
        return ""
    return f"Inspection report, {'paragraph' if len(numbers) == 1 else 'paragraphs'} {join(numbers)}"


def voices(plan: ImprovementPlan, area: str) -> tuple[VoiceEntry, ...]:
    """What was heard in an area, latest first."""
    heard = sorted((v for v in plan.voices if v.area == area), key=lambda v: v.dated, reverse=True)
    return tuple(VoiceEntry(v.text, f"{v.source}, {uk_date(v.dated)}", v.response or "") for v in heard)


def indicator_table(plan: ImprovementPlan, area: str, own_series: str) -> IndicatorTable:
    """The indicators of an area as at the plan's day."""
    readings = [read(indicator, own_series) for indicator in plan.indicators if indicator.area == area]
    series = tuple(dict.fromkeys(name for reading in readings for name, _, _ in reading.comparators))
    rows = tuple(_row(reading, series) for reading in readings)
    hidden = any(text == SUPPRESSED for reading in readings for text in _texts(reading))
    note = f"{SUPPRESSED} stands for a number from 1 to 5, which is not printed so that no child can be recognised."
    return IndicatorTable(own_series, series, rows, note if hidden else "")


def _texts(reading: Reading) -> list[str]:
    own = [reading.own[1]] if reading.own else []
    return [*own, *(text for _, _, text in reading.comparators)]


def _row(reading: Reading, series: Sequence[str]) -> IndicatorRow:
    comparators = {name: f"{text} ({short_date(day)})" for name, day, text in reading.comparators}
    latest = f"{reading.own[1]} ({short_date(reading.own[0])})" if reading.own else "No figure"
    return IndicatorRow(
        reading.indicator.name,
        latest,
        reading.target or "None",
        tuple(comparators.get(name, "None") for name in series),
        _footing(reading.indicator),
    )


def _footing(indicator: Indicator) -> str:
    """Which way is better, who answers for the figure and where it comes from."""
    lead = f" Lead: {sentence(indicator.lead)}" if indicator.lead else " No lead is named."
    source = f" Source: {sentence(indicator.source)}" if indicator.source else ""
    return f"{str(indicator.polarity).capitalize()}.{lead}{source}"
