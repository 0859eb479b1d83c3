"""The exceptions: on two sides all that is not as it should be, and what falls due by the next meeting."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reporter.domain.analysis import Analysis, analyse
from reporter.domain.movement import STANDING, ActionProgress, PlanProgress
from reporter.domain.paper import Described, Figures, Sheet
from reporter.domain.plan import ImprovementPlan, Rating
from reporter.domain.scheme import IN_ORDER, SchemeEntry
from reporter.domain.wording import agree, count, cut, join, posts, sentence, short_date, uk_date
from reporter.papers.commission import Commission
from reporter.papers.content import (
    Cover,
    Look,
    Making,
    capitalised,
    cover,
    cover_fields,
    described,
    looks,
    making,
)
from reporter.papers.listing import Listing, ListingRow, Room, action_row
from reporter.papers.rating_key import RatingKey, rating_key
from reporter.papers.sections import Sections

COVER = "cover-sheet"  # the anchor of what follows the body
SIDES = 2
# Rows of what is off track, and of each other list: as many as fit.
ROWS = ((24, 12), (18, 9), (14, 7), (12, 6), (10, 5), (9, 4), (8, 4), (8, 3), (6, 3), (5, 2), (4, 2), (2, 1))
TEXT_LENGTH = 52  # characters of an action's text: two lines
CONCERNS = (Rating.RED, Rating.AMBER, Rating.RE_DATED)
SIX_WEEKS = timedelta(weeks=6)  # boards meet six-weekly as well as monthly


@dataclass(frozen=True, slots=True)
class Exceptions:
    """The content of the paper, in reading order."""

    about: Described
    cover: Cover
    scheme: Sequence[Look]
    headline: str
    sections: Sequence[Listing]
    key: RatingKey
    making: Making
    counts: Mapping[str, int]
    latest: Mapping[str, int]
    workbook: Sequence[Sheet] = ()
    shorter: Sequence[Sequence[Listing]] = ()

    @property
    def figures(self) -> Sequence[Figures]:
        """The rows that are printed, and no others."""
        rows = [(one.title, row.ref, row.text, " | ".join(row.cells)) for one in self.sections for row in one.rows]
        heading = ("section", "action", "text", "what is said of it")
        return (Figures("exceptions.csv", "Each row of the lists in this paper", (heading, *rows)),)

    def body_alone(self) -> "Exceptions":
        """The same: what stands behind the body is short."""
        return self

    def shortened(self, late: Collection[str]) -> "Exceptions | None":
        """The same with fewer rows in each list."""
        if COVER not in late or not self.shorter:
            return None
        sections, *shorter = self.shorter
        return replace(self, sections=sections, shorter=shorter)


def compose(commission: Commission, plan: ImprovementPlan) -> Exceptions:
    """The exceptions as at the commission's day, with shorter lists for when they run over two sides."""
    analysis = analyse(plan, commission.as_at, commission.since, commission.board.rules)
    lists = _Lists(commission, plan, analysis)
    sections, *shorter = (lists.all(*rows) for rows in ROWS)
    return Exceptions(
        about=described(commission),
        cover=cover(commission, fields=cover_fields(commission)),
        scheme=looks(analysis.progress.scheme),
        headline=lists.headline(),
        sections=sections,
        key=rating_key(commission),
        making=making(commission),
        counts=lists.counts(),
        latest={COVER: SIDES + 1},
        shorter=shorter,
    )


@dataclass(frozen=True, slots=True)
class _Lists:
    """Writes the lists of the paper, each with as many rows as there is room for."""

    commission: Commission
    plan: ImprovementPlan
    analysis: Analysis

    @property
    def progress(self) -> PlanProgress:
        return self.analysis.progress

    def all(self, off_track: int, rows: int) -> tuple[Listing, ...]:
        """Every list; what is off track, the reason for this paper, has more room than any other."""
        lists = Sections(self.plan, self.analysis, self.commission.board.words.board, Room(rows))
        first, *others = self._concerns(off_track, rows)
        found = (first, *others, lists.escalated(), self._stale(Room(rows)), self._due(Room(rows)))
        return tuple(_concise(listing) for listing in found)

    def counts(self) -> dict[str, int]:
        """What the lists come to, before any row is left out."""
        return {
            **{entry.word: len(found) for entry, found in self._by_entry()},
            "escalated": len(self.analysis.escalated),
            "long without an update": len(self.analysis.standstill.stale),
            "due by the next meeting": len(self._falls_due()),
        }

    def headline(self) -> str:
        """44 actions: 7 red, 7 amber, 12 escalated, 5 long without an update and 3 due by the next meeting."""
        whole = len(self.progress.actions)
        if not whole:
            return "The plan holds no actions."
        said = join([f"{number or 'none'} {name}" for name, number in self.counts().items()])
        return f"{count(whole, 'action')}: {said}."

    def _by_entry(self) -> Iterator[tuple[SchemeEntry, Sequence[ActionProgress]]]:
        """The concerns as the scheme prints them, worst first, each with its actions, the longest due first."""
        scheme = self.progress.scheme
        for entry in scheme.entries:
            if concerns := [standing for standing in CONCERNS if standing in entry.standings]:
                found = [one for one in self.progress.actions if one.rating in concerns]
                yield entry, sorted(found, key=lambda p: (STANDING[p.rating], p.action.current_due or date.max))

    def _concerns(self, off_track: int, rows: int) -> Iterator[Listing]:
        for number, (entry, found) in enumerate(self._by_entry()):
            room = Room(rows if number else off_track)
            re_dated = IN_ORDER & set(entry.standings)  # printed like what is in order, and re-dated all the same
            word = f"{entry.word}, but re-dated" if re_dated else entry.word
            says = (f"{capitalised(agree(len(found), 'action', 'is', 'are'))} {word}.",)
            opening = Listing(f"rated-{number}", capitalised(word), says, ("Action", "Why", "Due", "Lead"))
            yield room.listing(opening, [_rated_row(one) for one in found])

    def _stale(self, room: Room) -> Listing:
        found = sorted(self.analysis.standstill.stale, key=lambda still: still.last_dated or date.min)
        days = count(self.commission.board.rating.stale_after_days, "day")
        said = f"{agree(len(found), 'open action', 'has', 'have')} had no update for more than {days}."
        says = (said if found else f"No action has been without an update for more than {days}.",)
        rows = [
            action_row(one.action, sentence(one.said), _day(one.last_dated, "Never"), _lead(one.action.leads))
            for one in found
        ]
        return room.listing(
            Listing("stale", "Nothing heard", says, ("Action", "Since when", "Last update", "Lead")), rows
        )

    def _due(self, room: Room) -> Listing:
        found, last = self._falls_due(), self._horizon()
        planned = self.commission.occasion.next_meeting
        until = "the day of the next meeting" if planned else "six weeks after this one, as no later meeting is planned"
        says = (f"{capitalised(agree(len(found), 'open action', 'falls', 'fall'))} due by {uk_date(last)}, {until}.",)
        rows = [_due_row(one, self.progress) for one in found]
        return room.listing(
            Listing("due", "Due by the next meeting", says, ("Action", "How it stands", "Due", "Lead")), rows
        )

    def _falls_due(self) -> Sequence[ActionProgress]:
        """Open actions that are not overdue yet and have to be done by the next meeting, the first due first."""
        as_at, last = self.commission.as_at, self._horizon()
        dated = [(one.action.current_due, one) for one in self.progress.actions if one.action.is_open]
        found = [(due, one) for due, one in dated if due and as_at <= due <= last]
        return [one for _, one in sorted(found, key=lambda pair: pair[0])]

    def _horizon(self) -> date:
        occasion = self.commission.occasion
        return occasion.next_meeting or occasion.dated + SIX_WEEKS


def _rated_row(progress: ActionProgress) -> ListingRow:
    action = progress.action
    return action_row(action, sentence(progress.reason), _day(action.current_due, "No date"), _lead(action.leads))


def _due_row(progress: ActionProgress, plan: PlanProgress) -> ListingRow:
    action = progress.action
    stands = sentence(f"{plan.scheme.word(progress.rating)}: {progress.reason}")
    return action_row(action, stands, _day(action.current_due, "No date"), _lead(action.leads))


def _day(day: date | None, otherwise: str) -> str:
    return short_date(day) if day else otherwise


def _lead(leads: Sequence[str]) -> str:
    return posts(leads) or "None named"


def _concise(listing: Listing) -> Listing:
    """The same without links, for no action is told in full here, and with texts of two lines."""
    rows = (replace(row, anchor="", text=cut(row.text, TEXT_LENGTH)) for row in listing.rows)
    return replace(listing, rows=tuple(rows))
