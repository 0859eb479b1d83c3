"""One judgement area as the board paper prints it, and how its actions are rated."""

from collections.abc import Sequence
from dataclasses import dataclass

from reporter.domain.movement import PlanProgress
from reporter.domain.plan import Action, ImprovementPlan, JudgementArea
from reporter.domain.progress import RollUp
from reporter.domain.scheme import RatingScheme
from reporter.domain.suppression import PublishedIndicator
from reporter.domain.wording import sentence
from reporter.papers.action_entry import ActionEntry, action_entry
from reporter.papers.charted import IndicatorChart, indicator_charts
from reporter.papers.commission import Commission
from reporter.papers.content import Mark, judgement_sentence, mark
from reporter.papers.evidence import IndicatorTable, VoiceEntry, Weakness, indicator_table, voices, weaknesses


@dataclass(frozen=True, slots=True)
class AreaRatings:
    """One row of "rating by area": the counts stand in the order of the rating scheme, worst first."""

    ref: str
    title: str
    anchor: str
    rating: str
    mark: Mark
    reason: str
    counts: Sequence[int]
    total: int


@dataclass(frozen=True, slots=True)
class AreaSection:
    """One judgement area: celebrating our strengths, identifying areas for improvement, taking action to improve."""

    ratings: AreaRatings
    judgement: str
    strengths: Sequence[str]
    voices: Sequence[VoiceEntry]
    weaknesses: Sequence[Weakness]
    indicators: IndicatorTable
    charts: Sequence[IndicatorChart]
    actions: Sequence[ActionEntry]
    removed: Sequence[str]


def words_of(scheme: RatingScheme) -> list[str]:
    """The words of a scheme, worst first."""
    return [entry.word for entry in scheme.entries]


def ratings_of(scheme: RatingScheme, ref: str, title: str, roll_up: RollUp) -> AreaRatings:
    """How some actions are rated, as a row of the table."""
    printed, counts = mark(scheme, roll_up.rating), scheme.counts(roll_up.counts)
    return AreaRatings(
        ref, title, f"area-{ref}", scheme.word(roll_up.rating), printed, roll_up.reason, counts, roll_up.total
    )


def area_ratings(area: JudgementArea, progress: PlanProgress) -> AreaRatings:
    """How the actions of an area are rated."""
    return ratings_of(progress.scheme, area.ref, area.title, progress.areas[area.ref])


def area_section(
    commission: Commission,
    plan: ImprovementPlan,
    progress: PlanProgress,
    area: JudgementArea,
    indicators: Sequence[PublishedIndicator],
) -> AreaSection:
    """The section of an area, of a plan given as it stood at the end of the day."""
    own = tuple(indicator for indicator in indicators if indicator.area == area.ref)
    return AreaSection(
        ratings=area_ratings(area, progress),
        judgement=judgement_sentence(commission.board.words.inspectorate, area),
        strengths=tuple(strength.text for strength in plan.strengths if strength.area == area.ref),
        voices=voices(plan, area.ref),
        weaknesses=weaknesses(plan, area.ref),
        indicators=indicator_table(own, commission.board.place),
        charts=indicator_charts(own, commission.board.place),
        actions=tuple(action_entry(p, progress.scheme) for p in progress.actions if p.action.area == area.ref),
        removed=tuple(_removed(action) for action in progress.removed if action.area == area.ref),
    )


def _removed(action: Action) -> str:
    reason = sentence(action.removal_reason or "no reason is recorded")
    return f"Removed from the plan since the last paper: {action.ref} {sentence(action.text)} Reason: {reason}"
