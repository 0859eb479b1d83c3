"""The public answer to an inspection, area by area: what is good, what is not, what is being done."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reporter.domain.paper import Described, Figures, Sheet
from reporter.domain.plan import Footnote, ImprovementPlan, JudgementArea, Signatory
from reporter.domain.wording import join, uk_date
from reporter.papers.commission import Commission
from reporter.papers.content import (
    Cover,
    Making,
    cover,
    described,
    inspected,
    judgement_sentence,
    making,
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a paragraph, with the footnote that hangs on its end."""

    text: str
    note: str | None


@dataclass(frozen=True, slots=True)
class AreaSection:
    """One judgement area in the five parts of its section; a part of another area (2.1) is a subsection.

    `taking_action` is narrative; where there is none, the actions themselves stand in for it.
    """

    ref: str
    title: str
    anchor: str
    nested: bool
    pull_quotes: Sequence[str]
    looked_for: Sequence[Sequence[Segment]]
    judgement: str
    strengths: Sequence[str]
    areas_for_improvement: Sequence[str]
    taking_action: Sequence[str]
    actions: Sequence[str]


@dataclass(frozen=True, slots=True)
class InspectionResponse:
    """The content of the paper, in reading order."""

    about: Described
    cover: Cover
    inspectorate: str
    inspection: str
    inspected: str
    report: str
    partners: str
    promise: Sequence[str]
    foreword: Sequence[str]
    signatories: Sequence[Signatory]
    areas: Sequence[AreaSection]
    closing: Sequence[str]
    making: Making
    figures: Sequence[Figures]
    workbook: Sequence[Sheet]
    counts: Mapping[str, int]
    latest: Mapping[str, int] = field(default_factory=dict)

    def body_alone(self) -> "InspectionResponse":
        """All of it is body."""
        return self

    def shortened(self, late: Collection[str]) -> None:
        """As long as it must be."""


def compose(commission: Commission, plan: ImprovementPlan) -> InspectionResponse:
    """The inspection response as at the commission's day."""
    plan = plan.as_at(commission.as_at)
    board = commission.board
    published = board.inspection.report_published
    inspectorate = board.words.inspectorate
    return InspectionResponse(
        about=described(commission),
        cover=cover(commission, fields=()),
        inspectorate=inspectorate,
        inspection=board.inspection.name,
        inspected=inspected(commission),
        report=f"Report published {uk_date(published)}" if published else "",
        partners=join(board.partners),
        promise=plan.narrative.promise,
        foreword=plan.narrative.foreword,
        signatories=plan.narrative.signatories,
        areas=tuple(_section(plan, area, inspectorate) for area in plan.areas),
        closing=plan.narrative.closing,
        making=making(commission),
        figures=(_figures(plan),),
        workbook=(),
        counts={
            "judgement areas": len(plan.areas),
            "strengths": len(plan.strengths),
            "areas for improvement": len(plan.areas_for_improvement),
        },
    )


def _section(plan: ImprovementPlan, area: JudgementArea, inspectorate: str) -> AreaSection:
    return AreaSection(
        ref=area.ref,
        title=area.title,
        anchor=f"area-{area.ref}",
        nested=area.parent is not None,
        pull_quotes=area.pull_quotes,
        looked_for=tuple(_paragraphs(area)),
        judgement=judgement_sentence(inspectorate, area),
        strengths=tuple(strength.text for strength in plan.strengths if strength.area == area.ref),
        areas_for_improvement=tuple(w.text for w in plan.areas_for_improvement if w.area == area.ref),
        taking_action=area.taking_action,
        actions=() if area.taking_action else tuple(a.text for a in plan.actions if a.area == area.ref),
    )


def _paragraphs(area: JudgementArea) -> Iterator[tuple[Segment, ...]]:
    """What the inspectors look for, each footnote hanging on its phrase where that first stands."""
    waiting = list(area.footnotes)
    for paragraph in area.looked_for:
        here = [note for note in waiting if note.mark in paragraph]
        waiting = [note for note in waiting if note not in here]
        yield _segments(paragraph, here)


def _segments(paragraph: str, footnotes: Sequence[Footnote]) -> tuple[Segment, ...]:
    """The paragraph, cut after each phrase that carries a footnote."""
    segments, start = [], 0
    for end, text in sorted((paragraph.find(note.mark) + len(note.mark), note.text) for note in footnotes):
        segments.append(Segment(paragraph[start:end], text))
        start = end
    return (*segments, Segment(paragraph[start:], None))


def _figures(plan: ImprovementPlan) -> Figures:
    rows = [("area", "title", "judgement", "strengths", "areas for improvement")]
    rows += [
        (
            area.ref,
            area.title,
            str(area.judgement or "not recorded"),
            str(sum(strength.area == area.ref for strength in plan.strengths)),
            str(sum(weakness.area == area.ref for weakness in plan.areas_for_improvement)),
        )
        for area in plan.areas
    ]
    return Figures("judgements.csv", "Judgement and number of strengths and areas for improvement, by area", rows)
