"""What can be asked for: send what waits, send again, settle."""

import secrets

from reporter.archive.ledger import Ledger
from reporter.archive.outbox import Outbox
from reporter.domain.delivery import NOT_RECEIVED, Channel, Parcel, State
from reporter.domain.meetings import Edition
from reporter.domain.record import Entry, Event, Status
from reporter.errors import Problem, UsageError
from reporter.settings import Settings
from reporter.settings.delivery import NO_MAIL, normal_address
from reporter.work import Sent, Tell

NO_MORE = frozenset({State.SENT, State.CANCELLED, State.SETTLED})


def deliver(settings: Settings, ledger: Ledger, by: str, tell: Tell) -> Sent | None:
    """Send all that waits and is due; None where nothing is, and the ledger is not held for that.

    Raises BusyError when another run holds the ledger.
    """
    now = ledger.now()
    if not any(parcel.is_due(now) or parcel.state is State.SENDING for parcel in Outbox(ledger).open()):
        return None
    from reporter.sending.rounds import Round  # noqa: PLC0415 - nothing heavy before something is due

    with ledger.only_writer(by):
        sending = Round(settings, ledger, by, tell)
        sending.take_over()
        return sending.send(parcel for parcel in sending.outbox.open() if parcel.is_due(now))


def send_edition(settings: Settings, ledger: Ledger, edition: Edition, by: str, tell: Tell) -> Sent:
    """Send an edition to all who did not get it: the same bytes, whatever went wrong, however often it was tried.

    What is unknown is left alone. Raises UsageError where the edition does not go out.
    """
    from reporter.sending.rounds import Round  # noqa: PLC0415

    with ledger.only_writer(by):
        sending = Round(settings, ledger, by, tell)
        _issued(ledger, edition)
        sending.take_over()
        missing = [parcel for parcel in sending.outbox.of(edition) if parcel.state in NOT_RECEIVED]
        sending.record(missing, State.QUEUED, "asked for again")
        return sending.send(parcel for parcel in sending.outbox.of(edition) if parcel.state is State.QUEUED)


def send_to(  # noqa: PLR0913, PLR0917 - what there is to record
    settings: Settings, ledger: Ledger, edition: Edition, address: str, by: str, reason: str, tell: Tell
) -> Sent:
    """Send an edition to one address on purpose, whether it had it before or not; a row of its own records it.

    Raises UsageError where the edition does not go out, or nothing may be sent to the address.
    """
    from reporter.sending.rounds import Round  # noqa: PLC0415

    if settings.mail is None:
        raise UsageError(NO_MAIL)
    address = _address(address)
    if not settings.mail.may_go_to(address):
        advice = "Add the domain to mail.domains in the config, if papers may go there."
        raise UsageError(Problem(address, "Its domain is not allowed.", advice))
    with ledger.only_writer(by):
        sending = Round(settings, ledger, by, tell)
        entry = _issued(ledger, edition)
        sending.take_over()
        letters = [parcel for parcel in sending.outbox.of(edition) if parcel.channel is Channel.MAIL]
        own = [parcel for parcel in letters if parcel.recipient.casefold() == address.casefold()]
        again = 1 + max((parcel.again for parcel in own), default=0)
        digest, objects = (letters[0].letter, {}) if letters else _first_letter(settings, ledger, entry, by, tell)
        new = Parcel(edition, Channel.MAIL, address, digest, ledger.now(), by, again, reason)
        old = [parcel for parcel in own if parcel.state not in NO_MORE]
        sending.outbox.replace(old, [new], objects, "sent again on purpose", sending.run, by)
        return sending.send(p for p in sending.outbox.of(edition) if p.recipient == address and p.again == again)


def _address(text: str) -> str:
    try:
        return normal_address(text)
    except ValueError as error:
        raise UsageError(Problem(text, "This is no email address.", "Write it as name@example.org.")) from error


def _first_letter(
    settings: Settings, ledger: Ledger, entry: Entry, by: str, tell: Tell
) -> tuple[str, dict[str, bytes]]:
    """The digest of the letter of an edition that was issued before its board sent any, and the objects it needs."""
    from reporter.making.posting import PostRoom  # noqa: PLC0415 - slow to import, and seldom needed
    from reporter.making.reprinting import made_again  # noqa: PLC0415

    room = PostRoom.of(settings, entry.edition.board, ledger.now(), by)
    letter, objects = room.letter(made_again(ledger, entry, tell))
    return letter.digest, objects


def settle(ledger: Ledger, edition: Edition, recipient: str, by: str, reason: str) -> None:
    """Record that nothing more is to be done for a recipient. Raises UsageError where nothing is open."""
    with ledger.only_writer(by):
        outbox = Outbox(ledger)
        own = [parcel for parcel in outbox.of(edition) if parcel.recipient.casefold() == recipient.casefold()]
        open_ = [parcel for parcel in own if parcel.state not in NO_MORE]
        if not open_:
            advice = "reporter status lists what waits or needs a person."
            raise UsageError(Problem(edition.id, f"Nothing is open for {recipient}.", advice))
        outbox.step(open_, State.SETTLED, reason, secrets.token_hex(8), by)


def _issued(ledger: Ledger, edition: Edition) -> Entry:
    """The entry that issued an edition. Raises UsageError where it is a draft, withdrawn, or does not exist."""
    from reporter.making.reprinting import entry_of  # noqa: PLC0415

    entry = entry_of(ledger, edition)
    status = ledger.series(edition).status(edition.number)
    if entry.event is not Event.ISSUED or status is Status.WITHDRAWN:
        word = "withdrawn" if status is Status.WITHDRAWN else "a draft"
        raise UsageError(Problem(edition.id, f"It is {word}.", "Only what is issued goes out."))
    return entry
