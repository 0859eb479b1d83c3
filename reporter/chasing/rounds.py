"""One round of chasing: for which meeting, who is asked what, at which address, and who cannot be reached."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from reporter.agenda.timetable import Timetable, timetable
from reporter.archive.ledger import Ledger
from reporter.archive.outbox import Outbox
from reporter.domain.chasing import Ask, asks
from reporter.domain.delivery import Channel
from reporter.domain.meetings import Edition
from reporter.domain.occasions import Occasion
from reporter.making.materials import LivePlan
from reporter.making.reprinting import earlier_edition
from reporter.settings import Board, Mail
from reporter.sources.leads import load_leads, same_lead

CHASE = "chase"  # what stands in the place of a paper in the outbox


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whoever reads at an address, and what they are asked; `chased` is when they were written to for this meeting."""

    address: str
    leads: tuple[str, ...]
    asks: tuple[Ask, ...]
    again: int = 0
    chased: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChasingRound:
    """A board before a meeting. `unreachable` has the leads without an address, `nobodys` actions without a lead."""

    board_id: str
    board: Board
    as_at: date
    occasion: Occasion
    addressees: tuple[Addressee, ...]
    unreachable: Mapping[str, tuple[Ask, ...]]
    nobodys: tuple[Ask, ...]

    @property
    def edition(self) -> Edition:
        """What its letters are about, in the outbox."""
        return chase_of(self.board_id, self.occasion)


def chase_of(board_id: str, occasion: Occasion) -> Edition:
    """What the letters before a meeting are about, in the outbox: no edition of a paper has the number 0."""
    return Edition(board_id, occasion.dated, CHASE, 0)


def next_cut(days: Timetable, today: date) -> Occasion | None:
    """The meeting whose data cut comes next, or is today; of its papers that with the earliest."""
    coming = [o for some in days.occasions.values() for o in some if o.meeting and o.data_cut >= today]
    return min(coming, key=lambda occasion: (occasion.data_cut, occasion.dated), default=None)


def is_time(board: Board, days: Timetable, occasion: Occasion, today: date) -> bool:
    """Whether the letters go out by themselves: so many working days before the data cut, or a run later."""
    return days.working.before(occasion.data_cut, board.chasing.days) <= today <= occasion.data_cut


def chasing_round(  # noqa: PLR0913 - what a round takes
    board_id: str, board: Board, mail: Mail | None, ledger: Ledger, now: datetime, *, lead: str | None = None
) -> ChasingRound | None:
    """Who is to be asked what now; of one lead, and whoever shares the address, where one is named.

    None where no data cut is to come.

    Raises DataError where calendar, plan or the list of leads cannot be read.
    """
    occasion = next_cut(timetable(board, now), now.date())
    if occasion is None:
        return None
    addresses = load_leads(board, mail)
    as_at = now.date()
    plan = LivePlan(board, as_at, earlier_edition(ledger, board_id, as_at + timedelta(days=1))).load().plan.as_at(as_at)
    by_lead, nobodys = _by_lead(asks(plan, as_at, occasion.dated, board.rating.thresholds))

    def wanted(leads: Iterable[str]) -> bool:
        return lead is None or same_lead(lead) in map(same_lead, leads)

    reached = _reached(by_lead, addresses)
    outbox = Outbox(ledger).of(chase_of(board_id, occasion))
    addressees = []
    for address, leads in reached.items():
        if not wanted(leads):
            continue
        before = [p for p in outbox if p.channel is Channel.MAIL and p.recipient.casefold() == address.casefold()]
        of_all = {ask.action.ref: ask for name in leads for ask in by_lead[name]}
        chased = max((parcel.queued for parcel in before), default=None)
        addressees.append(Addressee(address, tuple(leads), tuple(of_all.values()), len(before), chased))
    missing = {name: tuple(found) for name, found in by_lead.items() if same_lead(name) not in addresses}
    unreachable = {name: found for name, found in missing.items() if wanted([name])}
    return ChasingRound(
        board_id, board, as_at, occasion, tuple(addressees), unreachable, () if lead else tuple(nobodys)
    )


def _by_lead(found: Sequence[Ask]) -> tuple[dict[str, list[Ask]], list[Ask]]:
    """What each lead is asked, by the first spelling of the name; and what nobody can be asked."""
    by_lead: dict[str, list[Ask]] = {}
    spelled: dict[str, str] = {}
    nobodys: list[Ask] = []
    for ask in found:
        if not ask.action.leads:
            nobodys.append(ask)
        for name in ask.action.leads:
            by_lead.setdefault(spelled.setdefault(same_lead(name), name), []).append(ask)
    return by_lead, nobodys


def _reached(by_lead: Mapping[str, object], addresses: Mapping[str, str]) -> dict[str, list[str]]:
    """The leads at each address; several may read the same mailbox, which gets one letter."""
    found: dict[str, list[str]] = {}
    spelled: dict[str, str] = {}
    for name in by_lead:
        if address := addresses.get(same_lead(name)):
            found.setdefault(spelled.setdefault(address.casefold(), address), []).append(name)
    return found
