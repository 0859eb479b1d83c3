"""Tiny real plans: every builder gives the plainest thing that is valid, and a test changes only what it is about."""

from collections.abc import Sequence
from datetime import date, timedelta

from reporter.domain.meetings import Meeting, MeetingStatus
from reporter.domain.plan import (
    Action,
    AreaForImprovement,
    ImprovementPlan,
    Indicator,
    Judgement,
    JudgementArea,
    Measurement,
    Narrative,
    Polarity,
    Rating,
    Status,
    Unit,
    Update,
    Voice,
)
from reporter.domain.thresholds import Thresholds

THRESHOLDS = Thresholds(stale_after_days=62, amber_behind=15, red_behind=35, area_share=25)

# The day on which the tiny plans are looked at, and the one of the paper before.
TODAY = date(2015, 3, 17)
LAST_TIME = date(2015, 2, 10)


def days(number: int) -> timedelta:
    return timedelta(days=number)


def update(
    dated: date = TODAY,
    status: Status = Status.IN_PROGRESS,
    progress: int | None = None,
    *,
    commentary: str = "Work goes on.",
    revised_due: date | None = None,
    approved_by: str | None = None,
    lead_rating: Rating | None = None,
    evidence: str | None = None,
    verified_by: str | None = None,
) -> Update:
    return Update(
        dated=dated,
        author="Team Manager",
        status=status,
        progress=progress,
        commentary=commentary,
        revised_due=revised_due,
        approved_by=approved_by,
        lead_rating=lead_rating,
        evidence_of_impact=evidence,
        verified_by=verified_by,
    )


def complete(dated: date = TODAY, evidence: str | None = None) -> Update:
    return update(dated, Status.COMPLETE, evidence=evidence)


def verified(dated: date = TODAY, by: str = "the Vice Chair", evidence: str | None = "Audit.") -> Update:
    return update(dated, Status.VERIFIED, evidence=evidence, verified_by=by)


def re_dated(dated: date, to: date, progress: int | None = None, *, approved_by: str | None = None) -> Update:
    return update(dated, progress=progress, revised_due=to, approved_by=approved_by)


def action(
    *updates: Update,
    ref: str = "1-01",
    area: str = "1",
    answers: Sequence[str] = ("1a",),
    text: str = "Visit every child.",
    lead: str | None = "Head of Service",
    partner_agency: str | None = None,
    start: date | None = None,
    due: date | None = date(2015, 12, 31),
    success_measure: str | None = None,
    baseline: str | None = None,
    target: str | None = None,
    added: date | None = None,
    removed: date | None = None,
) -> Action:
    return Action(
        ref=ref,
        area=area,
        answers=tuple(answers),
        text=text,
        lead=lead,
        partner_agency=partner_agency,
        start=start,
        due=due,
        success_measure=success_measure,
        baseline=baseline,
        target=target,
        intended_outcome=None,
        added=added,
        removed=removed,
        removal_reason=None,
        updates=updates,
    )


def area(ref: str = "1", title: str = "Help and protection", parent: str | None = None) -> JudgementArea:
    return JudgementArea(ref, title, parent, title.lower(), Judgement.REQUIRES_IMPROVEMENT)


def weakness(ref: str = "1a", area: str = "1", paragraph: str | None = None) -> AreaForImprovement:
    return AreaForImprovement(ref, area, "Some children wait.", None, paragraph)


def indicator(
    *measurements: Measurement,
    ref: str = "I1",
    unit: Unit = Unit.COUNT,
    polarity: Polarity = Polarity.LOWER,
    target: float | None = None,
    area: str = "1",
    part_of: str | None = None,
    of: str | None = None,
) -> Indicator:
    return Indicator(
        ref, area, "Children waiting", unit, polarity, target, None, None, measurements, part_of=part_of, of=of
    )


def plan(
    *actions: Action,
    areas: Sequence[JudgementArea] = (area(),),
    weaknesses: Sequence[AreaForImprovement] = (weakness(),),
    indicators: Sequence[Indicator] = (),
    voices: Sequence[Voice] = (),
) -> ImprovementPlan:
    return ImprovementPlan(
        tuple(areas), (), tuple(weaknesses), tuple(actions), tuple(indicators), tuple(voices), Narrative()
    )


def meeting(dated: date, papers_due: date | None = None, status: MeetingStatus = MeetingStatus.PLANNED) -> Meeting:
    return Meeting(dated, papers_due or dated - days(8), status, None)
