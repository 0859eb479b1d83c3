"""Chasing from its start to the outbox: look first, then queue; by a person, or by a run before the data cut."""

import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime

from reporter.agenda.requests import check_board
from reporter.agenda.timetable import timetable
from reporter.archive.ledger import Ledger
from reporter.archive.outbox import Outbox
from reporter.chasing.letters import parcel_for
from reporter.chasing.rounds import Addressee, ChasingRound, chase_of, chasing_round, is_time, next_cut
from reporter.delivery.messages import message
from reporter.domain.delivery import WAITING, Parcel
from reporter.domain.letter import Letter
from reporter.errors import Problem, UsageError
from reporter.settings import Mail, Settings

BY_ITSELF = "before the data cut"


def rounds(
    settings: Settings, ledger: Ledger, now: datetime, *, board: str | None, lead: str | None
) -> list[ChasingRound]:
    """Who is to be asked what, board by board; nothing is queued.

    Raises UsageError where no board has leads to write to, or none of them a lead of that name; DataError where
    something cannot be read.
    """
    check_board(settings, board)
    chased = {board_id: one for board_id, one in settings.boards.items() if board in {None, board_id}}
    with_leads = {board_id: one for board_id, one in chased.items() if one.chasing.leads}
    if not with_leads:
        advice = "Add it to the section chasing of a board; docs/delivery.md says what it holds."
        raise UsageError(Problem("config", "No board has a list of leads.", advice))
    found = [
        chasing_round(board_id, one, settings.mail, ledger, now, lead=lead) for board_id, one in with_leads.items()
    ]
    there = [one for one in found if one]
    if lead and there and not any(one.addressees or one.unreachable for one in there):
        raise UsageError(Problem("--lead", f'There is nothing to ask of "{lead}".', "Leave it out to see all leads."))
    return there


def messages(chasing: ChasingRound, mail: Mail, now: datetime, by: str) -> Iterator[tuple[Parcel, bytes]]:
    """The messages of a round as they would be sent."""
    for to in chasing.addressees:
        parcel, objects = parcel_for(chasing, to, mail, now, by, "")
        letter = Letter.from_bytes(objects[parcel.letter])
        yield parcel, message(letter, objects, to.address, parcel.message_id(mail.sender_domain))


def queue(  # noqa: PLR0913, PLR0917 - what is recorded
    chasing: ChasingRound, to: Sequence[Addressee], mail: Mail, ledger: Ledger, by: str, reason: str
) -> None:
    """Queue letters, all or nothing, but to nobody who got one since we looked; one that still waits is settled by it.

    Raises BusyError where another run holds the ledger.
    """
    if not to:
        return
    with ledger.only_writer(by):
        outbox = Outbox(ledger)
        before = outbox.of(chasing.edition)
        there = {(parcel.recipient.casefold(), parcel.again) for parcel in before}
        wanted = [one for one in to if (one.address.casefold(), one.again) not in there]
        found = [parcel_for(chasing, one, mail, ledger.now(), by, reason) for one in wanted]
        objects = {digest: content for _, some in found for digest, content in some.items()}
        addresses = {one.address.casefold() for one in wanted}
        waiting = [one for one in before if one.state in WAITING and one.recipient.casefold() in addresses]
        outbox.replace(waiting, [parcel for parcel, _ in found], objects, "asked again", secrets.token_hex(8), by)


def queue_what_is_due(settings: Settings, board_id: str, ledger: Ledger, now: datetime, by: str) -> Iterator[str]:
    """Queue the letters of a board that go out by themselves, once for a meeting; warns of leads without an address.

    Raises DataError where calendar, plan or the list of leads cannot be read.
    """
    board, mail = settings.boards[board_id], settings.mail
    days = timetable(board, now)
    occasion = next_cut(days, now.date())
    if occasion is None or not is_time(board, days, occasion, now.date()):
        return
    if any(parcel.reason == BY_ITSELF for parcel in Outbox(ledger).of(chase_of(board_id, occasion))):
        return
    chasing = chasing_round(board_id, board, mail, ledger, now)
    if chasing is None or mail is None:
        return
    to = [addressee for addressee in chasing.addressees if not addressee.chased]  # not to whom somebody wrote before
    queue(chasing, to, mail, ledger, by, BY_ITSELF)
    for lead in chasing.unreachable:
        yield f'{board_id}: "{lead}" is asked for updates and has no address in the list of leads.'
