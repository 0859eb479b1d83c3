"""The improvement plan: judgement areas with their strengths, weaknesses, actions, voices and indicators.

A plan holds everything that was ever recorded. `ImprovementPlan.as_at` gives what was known at the end of a day, and an
action's state (status, progress, due date) always follows from its updates; nothing is stored twice.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Self


class Judgement(StrEnum):
    """The inspectorate's four grades (Ofsted's single inspection framework, 2013)."""

    OUTSTANDING = "outstanding"
    GOOD = "good"
    REQUIRES_IMPROVEMENT = "requires improvement"
    INADEQUATE = "inadequate"


class Status(StrEnum):
    """How far an action has got; closure takes two steps: complete, then verified."""

    NOT_STARTED = "not started"
    IN_PROGRESS = "in progress"
    COMPLETE = "complete"
    VERIFIED = "verified"


CLOSED = frozenset({Status.COMPLETE, Status.VERIFIED})


class Rating(StrEnum):
    """Where an action stands by the rules, worst first; how each is printed is for a scheme to say (domain/scheme.py).

    Red is overdue or off track; amber at risk; re-dated moved to a later date with approval, and on track by it; grey
    not started; green on track; complete reported so, and waiting to be verified; blue verified.
    """

    RED = "red"
    AMBER = "amber"
    RE_DATED = "re-dated"
    NOT_RATED = "not rated"
    GREY = "grey"
    GREEN = "green"
    COMPLETE = "complete"
    BLUE = "blue"


class Polarity(StrEnum):
    """Which direction of an indicator is the better one."""

    HIGHER = "higher is better"
    LOWER = "lower is better"
    NEITHER = "neither"


class Unit(StrEnum):
    """What an indicator counts."""

    COUNT = "count"
    PERCENT = "percent"
    DAYS = "days"
    RATE = "rate"


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note printed at the foot of the page; `mark` is the phrase it hangs on."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class JudgementArea:
    """One area the inspectors judge; 2.1 has the parent 2."""

    ref: str
    title: str
    parent: str | None
    judged: str  # completes "the inspectors judged ... to require improvement"; empty where the plan does not say
    judgement: Judgement | None
    looked_for: tuple[str, ...] = ()
    taking_action: tuple[str, ...] = ()
    pull_quotes: tuple[str, ...] = ()
    footnotes: tuple[Footnote, ...] = ()


@dataclass(frozen=True, slots=True)
class Strength:
    """Something the inspectors found to be good."""

    area: str
    text: str


@dataclass(frozen=True, slots=True)
class AreaForImprovement:
    """A weakness, with its cause and, where it has one, its paragraph in the inspection report."""

    ref: str
    area: str
    text: str
    cause: str | None
    paragraph: str | None


@dataclass(frozen=True, slots=True)
class Update:
    """What was recorded about an action on one day. Progress is in percent, 0 to 100; author and words may be empty."""

    dated: date
    author: str
    status: Status
    progress: int | None
    commentary: str
    revised_due: date | None
    approved_by: str | None
    lead_rating: Rating | None
    evidence_of_impact: str | None
    verified_by: str | None


@dataclass(frozen=True, slots=True)
class Revision:
    """One change of an action's due date."""

    dated: date
    due_before: date | None
    due_after: date
    approved_by: str | None
    approved_on: date | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """What is being done, by whom and by when.

    `due` is None where the plan gives no date, and `due_words` is then what stands in its place ("Ongoing").
    """

    ref: str
    area: str
    answers: tuple[str, ...]
    text: str
    lead: str | None
    partner_agency: str | None
    start: date | None
    due: date | None
    success_measure: str | None
    baseline: str | None
    target: str | None
    intended_outcome: str | None
    added: date | None
    removed: date | None
    removal_reason: str | None
    updates: tuple[Update, ...] = ()  # oldest first
    due_words: str | None = None
    sub_group: str | None = None  # the part of the board that watches over it

    @property
    def leads(self) -> tuple[str, ...]:
        """Everybody who answers for it: several stand in one cell, parted by semicolons."""
        return tuple(lead.strip() for lead in (self.lead or "").split(";") if lead.strip())

    def as_at(self, day: date) -> Self:
        """The action as it stood at the end of `day`."""
        return replace(self, updates=tuple(update for update in self.updates if update.dated <= day))

    def is_to_start(self, day: date) -> bool:
        """Whether nothing has been done yet and the work is to start only after `day`."""
        return self.status is Status.NOT_STARTED and self.start is not None and self.start > day

    def in_plan(self, day: date) -> bool:
        """Whether the action was part of the plan at the end of `day`."""
        joined = self.added is None or self.added <= day
        return joined and (self.removed is None or self.removed > day)

    @property
    def latest(self) -> Update | None:
        """The latest update."""
        return self.updates[-1] if self.updates else None

    @property
    def began(self) -> date | None:
        """The day from which progress is counted: the start, else when the action was added or first heard of."""
        first_heard_of = self.updates[0].dated if self.updates else None
        return self.start or self.added or first_heard_of

    @property
    def status(self) -> Status:
        """The status of the latest update; not started where there is none."""
        return self.latest.status if self.latest else Status.NOT_STARTED

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.status not in CLOSED

    @property
    def progress(self) -> int | None:
        """The latest progress recorded, in percent."""
        return next((update.progress for update in reversed(self.updates) if update.progress is not None), None)

    @property
    def lead_rating(self) -> Rating | None:
        """The lead's own rating in the latest update."""
        return self.latest.lead_rating if self.latest else None

    @property
    def revisions(self) -> tuple[Revision, ...]:
        """Every change of the due date, oldest first; who approved the latest may be recorded after it."""
        found: list[Revision] = []
        due = self.due
        for update in self.updates:
            approved_on = update.dated if update.approved_by else None
            if update.revised_due and update.revised_due != due:
                found.append(Revision(update.dated, due, update.revised_due, update.approved_by, approved_on))
                due = update.revised_due
            elif found and update.approved_by and not found[-1].approved_by:
                found[-1] = replace(found[-1], approved_by=update.approved_by, approved_on=approved_on)
        return tuple(found)

    @property
    def current_due(self) -> date | None:
        """The due date in force: the last revised one, else the original."""
        revisions = self.revisions
        return revisions[-1].due_after if revisions else self.due

    @property
    def evidence(self) -> Update | None:
        """The latest update that carries evidence of impact."""
        return next((update for update in reversed(self.updates) if update.evidence_of_impact), None)


@dataclass(frozen=True, slots=True)
class Measurement:
    """One value of an indicator; `series` is the board itself or a comparator. None: it does not apply."""

    series: str
    dated: date
    value: float | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure that is watched, with the measurements of the board and of its comparators, oldest first.

    `part_of` is the ref of the count that a count is a part of; `of` that of the count that a percentage is of.
    """

    ref: str
    area: str
    name: str
    unit: Unit
    polarity: Polarity
    target: float | None
    lead: str | None
    source: str | None
    measurements: tuple[Measurement, ...] = ()
    part_of: str | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """What children and young people said, and what was done about it."""

    area: str
    dated: date
    source: str
    text: str
    response: str | None


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs the foreword: a post and its organisation."""

    post: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Narrative:
    """The board's own words around the plan; each item is a paragraph, Markdown allowed."""

    promise: tuple[str, ...] = ()
    foreword: tuple[str, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    closing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImprovementPlan:
    """Everything the board has recorded, in the order of its tables."""

    areas: tuple[JudgementArea, ...]
    strengths: tuple[Strength, ...]
    areas_for_improvement: tuple[AreaForImprovement, ...]
    actions: tuple[Action, ...]
    indicators: tuple[Indicator, ...]
    voices: tuple[Voice, ...]
    narrative: Narrative
    glossary: tuple[tuple[str, str], ...] = ()  # the board's own abbreviations, each with what it stands for
    said_before: tuple[tuple[str, str], ...] = ()  # the actions of the edition before, by ref, in their words of then

    def as_at(self, day: date) -> Self:
        """The plan as it stood at the end of `day`: actions in force, and only what was recorded by then."""
        return replace(
            self,
            actions=tuple(action.as_at(day) for action in self.actions if action.in_plan(day)),
            indicators=tuple(
                replace(indicator, measurements=tuple(m for m in indicator.measurements if m.dated <= day))
                for indicator in self.indicators
            ),
            voices=tuple(voice for voice in self.voices if voice.dated <= day),
        )
