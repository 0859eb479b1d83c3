"""The extract for one partner agency: its own actions, how they stand, and what is asked of it."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reporter.domain.agencies import actions_of, agencies_of
from reporter.domain.analysis import Analysis, analyse
from reporter.domain.assurance import Assurance, Wanted, conclude
from reporter.domain.escalation import Escalated
from reporter.domain.movement import PlanProgress
from reporter.domain.paper import Described, Figures, Sheet
from reporter.domain.plan import ImprovementPlan, Rating
from reporter.domain.wording import count, join, sentence
from reporter.papers.action_entry import ActionEntry, action_entry
from reporter.papers.action_log import action_log
from reporter.papers.area_section import words_of
from reporter.papers.commission import Commission
from reporter.papers.content import Cover, Look, Making, Mark, cover, cover_fields, described, looks, making, mark_of
from reporter.papers.figures import actions_figures, counted_figures
from reporter.papers.rating_key import RatingKey, rating_key


@dataclass(frozen=True, slots=True)
class Share:
    """One rating: how many of the agency's actions have it, and how many of the whole plan's."""

    mark: Mark
    own: int
    whole: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, each thing a sentence that names the action it is about."""

    title: str
    said: Sequence[str]


@dataclass(frozen=True, slots=True)
class AreaActions:
    """The agency's actions in one judgement area."""

    title: str
    actions: Sequence[ActionEntry]


@dataclass(frozen=True, slots=True)
class AgencyExtract:
    """The content of the paper, in reading order; without an action of the agency's the middle is empty."""

    about: Described
    cover: Cover
    scheme: Sequence[Look]
    agency: str
    headline: str
    explanation: str
    shares: Sequence[Share]
    total: tuple[int, int]
    asked: Sequence[Asked]
    areas: Sequence[AreaActions]
    key: RatingKey
    making: Making
    figures: Sequence[Figures]
    workbook: Sequence[Sheet]
    counts: Mapping[str, int]
    latest: Mapping[str, int] = field(default_factory=dict)

    def body_alone(self) -> "AgencyExtract":
        """All of it is body."""
        return self

    def shortened(self, late: Collection[str]) -> None:
        """As long as it must be."""


def compose(commission: Commission, plan: ImprovementPlan) -> AgencyExtract:
    """The extract for the agency that the commission's paper is for."""
    agency = commission.paper.agency or ""
    named = commission.paper.model_copy(update={"title": f"{commission.paper.title}: {agency}"})
    commission = replace(commission, paper=named)
    analysis = analyse(plan, commission.as_at, commission.since, commission.board.rules)
    progress = analysis.progress
    own = replace(progress, actions=actions_of(agency, progress.actions))
    ours, whole = _counts(own), _counts(progress)
    marks = [mark_of(entry) for entry in progress.scheme.entries]
    return AgencyExtract(
        about=described(commission),
        cover=cover(commission, fields=[("Agency", agency), *cover_fields(commission)]),
        scheme=looks(progress.scheme),
        agency=agency,
        headline=_headline(agency, own, len(progress.actions)),
        explanation=_explanation(commission, agency, own),
        shares=tuple(map(Share, marks, ours, whole)) if own.actions else (),
        total=(sum(ours), sum(whole)),
        asked=tuple(_asked(commission, own, analysis, conclude(plan, analysis))) if own.actions else (),
        areas=tuple(_areas(plan, own)),
        key=rating_key(commission),
        making=making(commission),
        figures=_figures(own, ours, whole),
        workbook=(action_log(own),) if own.actions else (),
        counts={"actions": len(own.actions)} | dict(zip(words_of(progress.scheme), ours, strict=True)),
    )


def _counts(progress: PlanProgress) -> tuple[int, ...]:
    """How many of its actions have each rating, in the order of the scheme."""
    counted = Counter(one.rating for one in progress.actions)
    return progress.scheme.counts({rating: counted[rating] for rating in Rating})


def _figures(own: PlanProgress, ours: Sequence[int], whole: Sequence[int]) -> tuple[Figures, ...]:
    if not own.actions:
        return ()
    return counted_figures(own.scheme, {"the agency": ours, "the whole plan": whole}), actions_figures(own)


def _headline(agency: str, own: PlanProgress, whole: int) -> str:
    if not own.actions:
        return f"The plan names no action for {agency}."
    parts = [f"{number} {word}" for number, word in zip(_counts(own), words_of(own.scheme), strict=True) if number]
    return f"{agency}: you answer for {len(own.actions)} of {count(whole, 'action')} in the plan: {join(parts)}."


def _explanation(commission: Commission, agency: str, own: PlanProgress) -> str:
    if not own.actions:
        return (
            f"So nothing is asked of you. An action is an agency's where the plan names that agency as "
            f"a partner: if {agency} works on any action, please tell the {commission.paper.author} "
            f"({commission.paper.contact}), so that the plan can say so."
        )
    shared = [one.action.ref for one in own.actions if len(agencies_of(one.action)) > 1]
    return f"You share {join(shared)} with others." if shared else ""


def _asked(commission: Commission, own: PlanProgress, analysis: Analysis, assurance: Assurance) -> Iterator[Asked]:
    """The questions first, for these the agency can answer itself; then what others must answer or decide."""
    refs = {one.action.ref for one in own.actions}
    asked = [question for question in assurance.questions if question.ref in refs]
    questions = tuple(f"{sentence(one.text)} (To: {one.leads or 'nobody, as no lead is named'})" for one in asked)
    yield Asked("Questions to you", questions or ("The figures call for no question.",))
    if climbed := [one for one in analysis.escalated if one.action.ref in refs]:
        yield Asked("Escalated by rule, and who must answer", tuple(map(_escalated, climbed)))
    decisions = [one for one in assurance.decisions if one.ref in refs and one.wanted is not Wanted.UNANSWERED]
    word = commission.board.words.board
    if decisions:
        yield Asked(
            f"What the {word} is asked to decide about your actions", tuple(sentence(one.text) for one in decisions)
        )


def _escalated(one: Escalated) -> str:
    return f"{one.action.ref}, to the {one.name}: {one.said}. {sentence(one.answers).rstrip('.')} must answer."


def _areas(plan: ImprovementPlan, own: PlanProgress) -> Iterator[AreaActions]:
    for area in plan.areas:
        if found := [one for one in own.actions if one.action.area == area.ref]:
            yield AreaActions(f"{area.ref} {area.title}", tuple(action_entry(one, own.scheme) for one in found))
