"""What only a person decides: what goes out, what is withdrawn, and what a gate held that may pass after all."""

from pathlib import Path

from reporter.archive.ledger import Ledger
from reporter.archive.placing import files_of
from reporter.domain.gates import Gate
from reporter.domain.meetings import Edition
from reporter.domain.record import Entry, Event, Status
from reporter.errors import Problem, ReporterError, UsageError
from reporter.making.posting import PostRoom
from reporter.making.recording import Recorder
from reporter.making.reprinting import approved_copy, entry_of, made_again
from reporter.settings import Settings
from reporter.work import Tell


def issue(settings: Settings, ledger: Ledger, edition: Edition, by: str, tell: Tell) -> list[Path]:
    """Make the paper that goes out, from the snapshot of the draft that was approved; gives its files, the PDF last.

    The draft is made again as well: only where it comes out as it was approved does the other go out. One that was
    issued already is made again where a file of it is gone, for the command may have been killed. Raises UsageError
    where the edition is no draft, ArchiveError where it cannot be made again.
    """
    with ledger.only_writer(by):
        draft = entry_of(ledger, edition)
        lost = draft.event is Event.ISSUED and not all(file.exists() for file in files_of(settings.output, draft))
        if not lost:
            _refuse_what_is_no_draft(ledger, draft)
        recorder = Recorder(ledger, settings.output, by)
        recorder.close_abandoned()
        recorder.started_by_hand(edition, "issue")
        try:
            if lost:
                made = made_again(ledger, draft, tell)
                return list(recorder.restore(draft, made, "a file is missing"))
            going_out = approved_copy(ledger, draft, tell)
            post = PostRoom.of(settings, edition.board, ledger.now(), by).post(going_out)
            return list(recorder.put(edition, Status.ISSUED, going_out, "issued as approved", draft.snapshot, post))
        except ReporterError as error:
            recorder.failed(error.problems)
            raise


def _refuse_what_is_no_draft(ledger: Ledger, draft: Entry) -> None:
    edition = draft.edition
    status = ledger.series(edition).status(edition.number)
    if draft.event is Event.ISSUED or status is Status.WITHDRAWN:
        word = "withdrawn" if status is Status.WITHDRAWN else "issued already"
        raise UsageError(Problem(edition.id, f"It is {word}.", f"Ask for the next edition with: {ask_again(edition)}"))


def ask_again(edition: Edition) -> str:
    """The command that makes the next edition of the same paper."""
    return f"reporter run --board {edition.board} --meeting {edition.dated} --paper {edition.paper}"


def withdraw(ledger: Ledger, edition: Edition, by: str, reason: str) -> None:
    """Record that an edition counts no more; its file stays. Raises UsageError where it cannot be withdrawn."""
    with ledger.only_writer(by):
        entry_of(ledger, edition)
        if ledger.series(edition).status(edition.number) is Status.WITHDRAWN:
            raise UsageError(Problem(edition.id, "It is withdrawn already.", "Nothing needs to be done."))
        Recorder(ledger, Path(), by).decided(edition, Event.WITHDRAWN, reason)


def release(ledger: Ledger, edition: Edition, by: str, reason: str) -> None:
    """Let an edition pass that a gate held, for the data as it was then. Raises UsageError where none is held."""
    with ledger.only_writer(by):
        last = ledger.series(edition).last
        if last is None or last.event is not Event.HELD or last.edition != edition:
            advice = "reporter run tells which editions are held."
            raise UsageError(Problem(edition.id, "It is not held.", advice))
        if last.detail["gate"] == Gate.MISSING_VALUE:
            advice = "Mend the template, then run again."
            raise UsageError(Problem(edition.id, "A value that is missing cannot be released.", advice))
        Recorder(ledger, Path(), by).decided(edition, Event.RELEASED, reason, last.sources)
