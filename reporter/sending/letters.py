"""Looking at what would be sent: the messages as files that a mail program opens. Nothing is sent or recorded."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from reporter.archive.ledger import Ledger
from reporter.archive.outbox import Outbox
from reporter.delivery.messages import message
from reporter.domain.delivery import NOT_RECEIVED, WAITING, Channel, Parcel
from reporter.domain.letter import Letter
from reporter.domain.meetings import Edition
from reporter.domain.naming import PDF
from reporter.domain.record import Entry, Event
from reporter.errors import ArchiveError, Problem, UsageError
from reporter.new_file import write_new
from reporter.sending.contents import Contents
from reporter.settings import Mail, Settings
from reporter.settings.delivery import NO_MAIL
from reporter.work import Tell

Messages = Iterator[tuple[Parcel, bytes]]


def messages(settings: Settings, ledger: Ledger, edition: Edition | None, by: str, tell: Tell) -> Messages:
    """The messages of an edition to those who did not get it, or of a draft to all; without one, of all that wait.

    Raises UsageError where there is no such edition, or no mail.
    """
    if settings.mail is None:
        raise UsageError(NO_MAIL)
    outbox = Outbox(ledger)
    if edition is None:
        return _recorded(settings, settings.mail, ledger, [p for p in outbox.open() if p.state in WAITING])
    from reporter.making.reprinting import entry_of  # noqa: PLC0415 - slow to import

    entry = entry_of(ledger, edition)
    if entry.event is Event.DRAFTED:
        return _of_draft(settings, settings.mail, ledger, entry, by, tell)
    return _recorded(settings, settings.mail, ledger, [p for p in outbox.of(edition) if p.state in NOT_RECEIVED])


def _recorded(settings: Settings, mail: Mail, ledger: Ledger, parcels: Iterable[Parcel]) -> Messages:
    contents = Contents(settings.output, ledger)
    for parcel in parcels:
        if parcel.channel is Channel.MAIL:
            yield parcel, contents.message(parcel, mail)


def _of_draft(  # noqa: PLR0913, PLR0917 - what making it again takes
    settings: Settings, mail: Mail, ledger: Ledger, draft: Entry, by: str, tell: Tell
) -> Messages:
    from reporter.making.posting import PostRoom  # noqa: PLC0415 - slow to import
    from reporter.making.reprinting import approved_copy  # noqa: PLC0415

    made = approved_copy(ledger, draft, tell)
    post = PostRoom.of(settings, draft.edition.board, ledger.now(), by).post(made)
    contents = {**post.objects, made.digests[PDF]: made.printed.files[PDF]}
    for parcel in post.parcels:
        if parcel.channel is Channel.MAIL:
            letter = Letter.from_bytes(post.objects[parcel.letter])
            yield parcel, message(letter, contents, parcel.recipient, parcel.message_id(mail.sender_domain))


def write_letters(folder: Path, found: Messages) -> int:
    """Write messages into a new or empty folder that nobody else may look into; gives their number.

    Raises UsageError where something is in it, ArchiveError where the system refuses.
    """
    if folder.is_dir() and any(folder.iterdir()):
        raise UsageError(Problem("--into", f"{folder} is not empty.", "Name a new folder; nothing was changed."))
    number = 0
    for number, (parcel, content) in enumerate(found, 1):
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            found_ = f"{folder} cannot be made ({error.strerror})."
            raise ArchiveError(Problem("--into", found_, "Name another folder.")) from error
        write_new(folder / f"{parcel.edition.id.replace('/', '-')}-{number:02}.eml", content)
    return number
