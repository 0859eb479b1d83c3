"""The monthly paper for the board: a page that concludes, then area by area what is good, what is not, what is done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reporter.domain.charts import RatingBars
from reporter.domain.movement import PlanProgress, measure
from reporter.domain.paper import Described, Figures, Sheet
from reporter.domain.plan import Action, ImprovementPlan, JudgementArea
from reporter.domain.progress import RollUp
from reporter.domain.scheme import RatingScheme
from reporter.domain.suppression import PublishedIndicator, published
from reporter.domain.wording import count, sentence, uk_date
from reporter.papers.action_entry import ActionEntry, action_entry, published_progress
from reporter.papers.action_log import action_log
from reporter.papers.charted import IndicatorChart, indicator_charts, rating_bars
from reporter.papers.commission import Commission
from reporter.papers.content import (
    Cover,
    Look,
    Making,
    Mark,
    cover,
    cover_fields,
    described,
    judgement_sentence,
    looks,
    making,
    mark,
)
from reporter.papers.data_quality import DataQuality, data_quality
from reporter.papers.evidence import (
    IndicatorTable,
    VoiceEntry,
    Weakness,
    indicator_figures,
    indicator_table,
    voices,
    weaknesses,
)
from reporter.papers.rating_key import RatingKey, rating_key
from reporter.papers.summary import Summary, summarise


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


@dataclass(frozen=True, slots=True)
class BoardPaper:
    """The content of the paper, in reading order."""

    about: Described
    cover: Cover
    summary: Summary
    scheme: Sequence[Look]
    ratings: Sequence[AreaRatings]
    total: AreaRatings
    chart: RatingBars
    areas: Sequence[AreaSection]
    key: RatingKey
    quality: DataQuality
    making: Making
    figures: Sequence[Figures]
    workbook: Sequence[Sheet]
    counts: Mapping[str, int]


def compose(commission: Commission, plan: ImprovementPlan) -> BoardPaper:
    """The board paper as at the commission's day, against the previous meeting's data cut."""
    thresholds, scheme = commission.board.rating.thresholds, commission.board.rating_scheme
    progress = measure(plan, commission.as_at, commission.since, thresholds, scheme)
    whole, plan = plan, plan.as_at(commission.as_at)
    ratings = tuple(_area_ratings(area, progress) for area in plan.areas)
    total = _ratings(scheme, "", "The whole plan", progress.total)
    key = rating_key(commission)
    indicators = tuple(published(plan, commission.board.place).values())
    return BoardPaper(
        about=described(commission),
        cover=cover(commission, fields=cover_fields(commission)),
        summary=summarise(plan, progress, commission.board.words.board, commission.paper.recommendations, key.changed),
        scheme=looks(scheme),
        ratings=ratings,
        total=total,
        chart=rating_bars(scheme, [(row.ref, row.title, row.counts) for row in ratings]),
        areas=tuple(_section(commission, plan, progress, area, indicators) for area in plan.areas),
        key=key,
        quality=data_quality(commission, plan),
        making=making(commission, _compared(commission), *_left_out(commission.as_at, whole)),
        figures=(
            _ratings_figures(scheme, (*ratings, total)),
            _actions_figures(progress),
            indicator_figures(indicators, commission.board.place),
        ),
        workbook=(action_log(progress),),
        counts={"actions": total.total} | dict(zip(_words(scheme), total.counts, strict=True)),
    )


def _compared(commission: Commission) -> tuple[str, str]:
    since = f"the end of {uk_date(commission.since)}" if commission.since else "no earlier meeting"
    return "Movement since", since


def _left_out(as_at: date, plan: ImprovementPlan) -> list[tuple[str, str]]:
    """Updates that the data cut leaves out: a member should know, and so should whoever mistyped a year."""
    later = sum(update.dated > as_at for action in plan.actions for update in action.updates)
    return [("Not counted", f"{count(later, 'update')} dated after {uk_date(as_at)}")] if later else []


def _words(scheme: RatingScheme) -> list[str]:
    return [entry.word for entry in scheme.entries]


def _ratings(scheme: RatingScheme, ref: str, title: str, roll_up: RollUp) -> AreaRatings:
    printed, counts = mark(scheme, roll_up.rating), scheme.counts(roll_up.counts)
    return AreaRatings(
        ref, title, f"area-{ref}", scheme.word(roll_up.rating), printed, roll_up.reason, counts, roll_up.total
    )


def _area_ratings(area: JudgementArea, progress: PlanProgress) -> AreaRatings:
    return _ratings(progress.scheme, area.ref, area.title, progress.areas[area.ref])


def _section(
    commission: Commission,
    plan: ImprovementPlan,
    progress: PlanProgress,
    area: JudgementArea,
    indicators: Sequence[PublishedIndicator],
) -> AreaSection:
    own = tuple(indicator for indicator in indicators if indicator.area == area.ref)
    return AreaSection(
        ratings=_area_ratings(area, progress),
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


def _ratings_figures(scheme: RatingScheme, rows: Sequence[AreaRatings]) -> Figures:
    heading = ("area", "title", "rating", *_words(scheme), "actions")
    body = [(r.ref, r.title, r.rating, *map(str, r.counts), str(r.total)) for r in rows]
    return Figures("ratings-by-area.csv", "Number of actions with each rating, by judgement area", (heading, *body))


def _actions_figures(progress: PlanProgress) -> Figures:
    heading = ("action", "area", "text", "lead", "partner agency", "rating", "reason", "lead's own rating", "movement",
               "first due", "due", "progress", "last update")  # fmt: skip
    rows = [
        (
            p.action.ref,
            p.action.area,
            p.action.text,
            p.action.lead or "",
            p.action.partner_agency or "",
            progress.scheme.word(p.rating),
            p.reason,
            progress.scheme.word(p.lead_rating) if p.lead_rating else "",
            str(p.movement),
            p.action.due.isoformat() if p.action.due else "",
            p.action.current_due.isoformat() if p.action.current_due else "",
            published_progress(p.action),
            p.action.latest.dated.isoformat() if p.action.latest else "",
        )
        for p in progress.actions
    ]
    return Figures("actions.csv", "Each action with its rating, dates and progress", (heading, *rows))
