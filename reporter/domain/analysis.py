"""Everything that is worked out about a plan for one paper, from one data cut, so that all its parts agree."""

from dataclasses import dataclass
from datetime import date

from reporter.domain.closure import Closure, closures
from reporter.domain.coverage import Coverage, cover
from reporter.domain.empty_words import EmptyWords, empty_words
from reporter.domain.escalation import Escalated, Ladder, escalated
from reporter.domain.extensions import Extensions, extensions
from reporter.domain.monthly import Monthly, month_by_month
from reporter.domain.movement import PlanProgress, measure
from reporter.domain.plan import ImprovementPlan
from reporter.domain.scheme import RatingScheme
from reporter.domain.slippage import Slippage, slippage
from reporter.domain.stagnation import Standstill, stand_still
from reporter.domain.thresholds import Thresholds


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a plan comes to as at one day, compared with an earlier one (the last paper's; None for the first)."""

    progress: PlanProgress
    coverage: Coverage
    standstill: Standstill
    extensions: Extensions
    closure: Closure
    empty_words: tuple[EmptyWords, ...]
    slippage: Slippage
    monthly: Monthly
    escalated: tuple[Escalated, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """What a board has laid down: where the rating rules draw their lines, who must answer when, how it is printed."""

    thresholds: Thresholds
    ladder: Ladder
    scheme: RatingScheme


def analyse(plan: ImprovementPlan, as_at: date, since: date | None, rules: Rules) -> Analysis:
    """Everything about the whole plan, given with its history."""
    now, thresholds = plan.as_at(as_at), rules.thresholds
    return Analysis(
        progress=measure(plan, as_at, since, thresholds, rules.scheme),
        coverage=cover(now),
        standstill=stand_still(plan, as_at, since, thresholds),
        extensions=extensions(now, since),
        closure=closures(now, as_at),
        empty_words=empty_words(now, thresholds),
        slippage=slippage(now),
        monthly=month_by_month(plan, as_at, thresholds, rules.scheme),
        escalated=escalated(plan, as_at, thresholds, rules.ladder),
    )
