"""A judgement area over the year: weakness, cause, what was done, what changed for children, what did not and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reporter.domain.analysis import Analysis
from reporter.domain.escalation import Escalated
from reporter.domain.indicators import Course
from reporter.domain.movement import ActionProgress
from reporter.domain.plan import ImprovementPlan, JudgementArea, Rating
from reporter.domain.suppression import PublishedIndicator
from reporter.domain.wording import count, join, posts, sentence, short_date
from reporter.papers.area_section import AreaRatings, area_ratings
from reporter.papers.charted import IndicatorChart, indicator_charts
from reporter.papers.commission import Commission
from reporter.papers.content import Mark, judgement_sentence, mark
from reporter.papers.evidence import HIDDEN, VoiceEntry, Weakness, voices, weaknesses
from reporter.papers.impact import Change, changes, changes_in_words
from reporter.papers.issues import board_did, last_said, on_ladder
from reporter.papers.listing import Listing, ListingRow, action_row

NOT_MOVED = {Course.WRONG_WAY: "It moved the wrong way.", Course.UNCHANGED: "It did not change."}


@dataclass(frozen=True, slots=True)
class Done:
    """One action of the year: who led it, how it stands and why, and the evidence that it made a difference."""

    ref: str
    anchor: str
    text: str
    lead: str
    mark: Mark
    reason: str
    impact: Sequence[str]


@dataclass(frozen=True, slots=True)
class YearArea:
    """The section of an area."""

    ratings: AreaRatings
    judgement: str
    concluded: str
    weaknesses: Sequence[Weakness]
    done: Sequence[Done]
    changed: str
    changes: Sequence[Change]
    charts: Sequence[IndicatorChart]
    hidden: str
    unchanged: Listing
    voices: Sequence[VoiceEntry]


@dataclass(frozen=True, slots=True)
class Year:
    """What a section is written from: the plan as at the day, what was worked out of it, the first day's eve."""

    commission: Commission
    plan: ImprovementPlan
    analysis: Analysis
    indicators: Sequence[PublishedIndicator]
    since: date

    def area(self, area: JudgementArea) -> YearArea:
        """The section of one area."""
        place = self.commission.board.place
        own = tuple(indicator for indicator in self.indicators if indicator.area == area.ref)
        found = changes(own, None)  # from the first figure of the 12 months that are published
        return YearArea(
            ratings=area_ratings(area, self.analysis.progress),
            judgement=judgement_sentence(self.commission.board.words.inspectorate, area),
            concluded=self._concluded(area.ref),
            weaknesses=weaknesses(self.plan, area.ref),
            done=tuple(self._done(one) for one in self.analysis.progress.actions if one.action.area == area.ref),
            changed=changes_in_words(found),
            changes=found,
            charts=indicator_charts(own, place),
            hidden=HIDDEN if any(one.hides_something for one in own) else "",
            unchanged=self._unchanged(area.ref, found),
            voices=tuple(voices(self.heard(), area.ref)),
        )

    def heard(self) -> ImprovementPlan:
        """The plan with the voices of the year alone."""
        return _with_voices(self.plan, self.since)

    def _concluded(self, area: str) -> str:
        """How far each weakness of the area has got, from nothing done to proof of impact."""
        found = self.analysis.coverage.of(area)
        if not found:
            return "No weaknesses are recorded, so nothing can be said about whether they were put right."
        proven = sum(bool(one.evidenced) for one in found)
        gaps = sum(not one.actions for one in found)
        under_way = len(found) - proven - gaps
        parts = [f"{proven} {'has' if proven == 1 else 'have'} evidence that something changed"] * bool(proven)
        parts += [f"{under_way} {'is' if under_way == 1 else 'are'} being worked on without such evidence"] * bool(
            under_way
        )
        parts += [f"{gaps} {'has' if gaps == 1 else 'have'} no action"] * bool(gaps)
        return sentence(f"of {count(len(found), 'weakness', 'weaknesses')}, {join(parts)}")

    def _done(self, progress: ActionProgress) -> Done:
        action = progress.action
        proof = [u for u in action.updates if u.evidence_of_impact and u.dated > self.since]
        return Done(
            ref=action.ref,
            anchor=f"action-{action.ref}",
            text=action.text,
            lead=posts(action.leads) or "No lead is named",
            mark=mark(self.analysis.progress.scheme, progress.rating),
            reason=sentence(progress.reason),
            impact=tuple(f"{short_date(u.dated)}: {sentence(u.evidence_of_impact or '')}" for u in proof),
        )

    def _unchanged(self, area: str, found: Sequence[Change]) -> Listing:
        """Actions off track or at a standstill with the last word on them; indicators that got no better."""
        rows = [*self._standing_still(area), *_got_no_better(found)]
        says = () if rows else ("No action is off track or at a standstill, and no indicator got worse.",)
        headings = ("What did not change", "Why not", "What was done about it")
        return Listing(f"unchanged-{area}", "What did not change, and why not", says, headings if rows else (), rows)

    def _standing_still(self, area: str) -> Iterator[ListingRow]:
        still = {one.action.ref: one.said for one in self.analysis.standstill.little_progress}
        off_track = {one.action.ref for one in self.analysis.progress.printed_like(Rating.RED)}
        climbed, word = on_ladder(self.analysis), self.commission.board.words.board
        for one in self.analysis.progress.actions:
            ref = one.action.ref
            if one.action.area == area and (ref in off_track or ref in still):
                yield self._row(one, still.get(ref, ""), climbed, word)

    def _row(self, one: ActionProgress, still: str, climbed: Mapping[str, Escalated], word: str) -> ListingRow:
        why = " ".join(filter(None, (sentence(still or one.reason), last_said(one.action))))
        done = " ".join(board_did(one.action, climbed, word))
        return action_row(one.action, why, done)


def _got_no_better(found: Sequence[Change]) -> Iterator[ListingRow]:
    for change in found:
        if change.course in NOT_MOVED:
            figures = f"{NOT_MOVED[change.course]} {change.before}, then {change.now}."
            yield ListingRow("", "", change.name, (figures, "No reason is on record."))


def _with_voices(plan: ImprovementPlan, since: date) -> ImprovementPlan:
    return replace(plan, voices=tuple(voice for voice in plan.voices if voice.dated > since))
