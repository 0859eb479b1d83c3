"""The sections of the annual report that look at the whole plan: slippage, closing, later dates, voices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reporter.domain.analysis import Analysis
from reporter.domain.closure import Closing, Closure
from reporter.domain.extensions import Extension
from reporter.domain.paper import Figures
from reporter.domain.plan import ImprovementPlan
from reporter.domain.slippage import Slippage, Slipped
from reporter.domain.wording import agree, count, sentence, short_date
from reporter.papers.content import capitalised
from reporter.papers.listing import Listing, ListingRow, action_row

MOST_SLIPPED = 10
HEARD = "The voice of the child over the year"


@dataclass(frozen=True, slots=True)
class YearSections:
    """Writes them of a plan as at the day; `slipped` is what moved in the year, `since` the eve of its first day."""

    plan: ImprovementPlan
    analysis: Analysis
    slipped: Slippage
    since: date
    board_word: str

    def slippage_by_area(self) -> Listing:
        """How many due dates moved, how often and how far, by area."""
        total = self.slipped.total
        moved = agree(total.actions, "due date", "was", "were")
        says = (
            f"In the year {moved} moved, {count(total.moves, 'time')} in all, by {count(total.days, 'day')} together."
        )
        rows = [
            ListingRow(area.ref, "", area.title, _numbers(found))
            for area in self.plan.areas
            if (found := self.slipped.areas[area.ref]).actions
        ]
        rows += [ListingRow("", "", "The whole plan", _numbers(total))]
        none = ("In the year no due date was moved.",)
        headings = ("Area", "Actions", "Moves", "Days")
        if not total.actions:
            return Listing("slippage", "Slippage over the year", none)
        return Listing("slippage", "Slippage over the year", (says,), headings, rows)

    def most_slipped(self) -> Listing:
        """The actions that slipped most in the year, step by step."""
        slips = self.slipped.most(MOST_SLIPPED)
        rows = [
            action_row(slip.action, count(slip.days, "day"), " ".join(sentence(step.said) for step in slip.steps))
            for slip in slips
        ]
        return Listing("most-slipped", "What slipped most", (), ("Action", "In all", "Step by step") * bool(rows), rows)

    def closed(self) -> Listing:
        """Closed in the year: verified by somebody else against merely said to be complete."""
        closure = self.analysis.closure
        verified = [one for one in closure.verified if one.since > self.since]
        merely = [one for one in _merely(closure) if one.since > self.since]
        said = agree(len(verified), "action", "was", "were")
        also = agree(len(merely), "other", "is", "are")
        says = (
            f"In the year {said} closed and verified by somebody other than the lead. "
            f"{capitalised(also)} merely said to be complete."
        )
        rows = [self._closed(one, "Verified") for one in verified]
        rows += [self._closed(one, "Merely complete") for one in merely]
        headings = ("Action", "Closed how", "By whom and when", "Evidence of impact")
        return Listing("closed", "Closed in the year", (says,), headings if rows else (), rows)

    def _closed(self, one: Closing, how: str) -> ListingRow:
        proof = one.action.evidence
        impact = sentence(proof.evidence_of_impact or "") if proof else "None is recorded."
        return action_row(one.action, how, sentence(one.said), impact)

    def extensions(self) -> Listing:
        """Every later date of the year and who approved it; those that nobody approved come first."""
        asked, granted = self.analysis.extensions.asked, self.analysis.extensions.granted
        allowed = agree(len(granted), "later date", "was", "were")
        says = f"In the year {allowed} approved; {agree(len(asked), 'other', 'is', 'are')} in use without approval."
        rows = [*map(_extension, asked), *map(_extension, granted)]
        headings = ("Action", "From", "To", "Approved by", "Why")
        return Listing("extensions", "Later dates, and who approved them", (says,), headings if rows else (), rows)

    def heard(self, whole_year: ImprovementPlan) -> Listing:
        """How often each area heard children in the year, and whether anything was done about it."""
        spoken = whole_year.voices
        answered = sum(bool(voice.response) for voice in spoken)
        silent = [area.title for area in self.plan.areas if area.ref not in {voice.area for voice in spoken}]
        if not spoken:
            nothing = "Nothing that children or young people said in the year is recorded."
            return Listing("voice", HEARD, (nothing,))
        says = [f"Children and young people were heard {count(len(spoken), 'time')} in the year."]
        says += [f"What was done about it is recorded {count(answered, 'time')}."]
        says += [f"Nothing was heard about: {'; '.join(silent)}."] * bool(silent)
        rows = [
            ListingRow(
                "",
                "",
                f"{voice.source}, {short_date(voice.dated)}",
                (voice.text, voice.response or "Nothing is recorded."),
            )
            for voice in sorted(spoken, key=lambda voice: voice.dated)
        ]
        headings = ("Who, and when", "What they said", "What was done about it")
        return Listing("voice", HEARD, (" ".join(says),), headings, rows)


def _numbers(slipped: Slipped) -> tuple[str, ...]:
    return tuple(f"{number:,}" for number in (slipped.actions, slipped.moves, slipped.days))


def _merely(closure: Closure) -> Sequence[Closing]:
    return (*closure.without_evidence, *closure.awaiting, *closure.by_own_lead)


def _extension(one: Extension) -> ListingRow:
    approved = _approval(one.approved_by, one.approved_on) if one.approved_by and one.approved_on else "Nobody"
    why = sentence(one.why) or "No reason is given."
    return action_row(one.action, short_date(one.before), short_date(one.to), approved, why)


def _approval(who: str, day: date) -> str:
    """Who approved it and when; a tracker may give the day with the name."""
    return who if str(day.year) in who else f"{who}, {short_date(day)}"


def slippage_figures(plan: ImprovementPlan, slipped: Slippage) -> Figures:
    """The slippage of the year by area."""
    heading = ("area", "title", "actions", "moves", "days")
    rows = [
        (area.ref, area.title, *(str(number) for number in (found.actions, found.moves, found.days)))
        for area in plan.areas
        for found in (slipped.areas[area.ref],)
    ]
    return Figures("slippage.csv", "Due dates that moved in the year, by judgement area", (heading, *rows))
