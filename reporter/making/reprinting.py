"""Making an edition again, byte for byte, from what was kept of it."""

from datetime import date
from pathlib import Path

from reporter.archive.ledger import Ledger
from reporter.domain.meetings import Edition
from reporter.domain.naming import ending_of
from reporter.domain.record import MADE, Entry, Event, Status
from reporter.domain.wording import join
from reporter.errors import ArchiveError, Problem, UsageError
from reporter.making.composing import Composed
from reporter.making.materials import kept, kept_plan
from reporter.making.snapshot import Snapshot, versions
from reporter.making.workshop import Made, Workshop
from reporter.new_file import write_new
from reporter.settings import Scheme
from reporter.sources.earlier import Earlier
from reporter.work import Failed, Tell


def entry_of(ledger: Ledger, edition: Edition) -> Entry:
    """The entry that made an edition: its issue, or else its draft. Raises UsageError where there is no edition."""
    series = ledger.series(edition)
    made = [entry for entry in series.entries if entry.edition == edition and entry.event in MADE]
    if made:
        return made[-1]
    there = [f"{edition.series}-e{number}" for number in series.numbers]
    advice = f"There are {join(there)}." if there else "List those that exist with: reporter editions"
    raise UsageError(Problem(edition.id, "There is no such edition.", advice))


def snapshot_of(ledger: Ledger, entry: Entry) -> Snapshot:
    """What an edition was made from. Raises ArchiveError where it is damaged, or written by another version."""
    return Snapshot.from_bytes(ledger.content(entry.snapshot))


def earlier_edition(ledger: Ledger, board_id: str, as_at: date) -> Earlier | None:
    """What the edition before was made from, if there was one."""
    entry = ledger.before(board_id, as_at)
    if entry is None:
        return None
    return Earlier(date.fromisoformat(entry.detail["as_at"]), kept_plan(ledger, snapshot_of(ledger, entry)).tables)


def earlier_scheme(ledger: Ledger, board_id: str, as_at: date) -> Scheme | None:
    """The rating scheme of the edition before; None where there is none, or it kept none."""
    entry = ledger.before(board_id, as_at)
    return snapshot_of(ledger, entry).scheme_of_then if entry else None


def made_again(ledger: Ledger, entry: Entry, tell: Tell) -> Made:
    """The very edition that an entry made. Raises ArchiveError where it does not come out the same."""
    snapshot = snapshot_of(ledger, entry)
    workshop = Workshop(kept(ledger, snapshot), tell)
    (composed,) = workshop.compose_again(snapshot, status_of(entry))
    made = workshop.print(accepted(composed))
    check_same(entry, made, snapshot)
    return made


def approved_copy(ledger: Ledger, draft: Entry, tell: Tell) -> Made:
    """The paper that goes out in the place of a draft, which is made again beside it and compared.

    Raises ArchiveError where the draft does not come out the same.
    """
    snapshot = snapshot_of(ledger, draft)
    workshop = Workshop(kept(ledger, snapshot), tell)
    copies = [accepted(copy) for copy in workshop.compose_again(snapshot, Status.DRAFT, Status.ISSUED)]
    approved, going_out = (workshop.print(copy) for copy in copies)
    check_same(draft, approved, snapshot)
    return going_out


def status_of(entry: Entry) -> Status:
    """As what an entry made its edition."""
    return Status.ISSUED if entry.event is Event.ISSUED else Status.DRAFT


def accepted(composed: Composed | Failed) -> Composed:
    """What was composed. Raises ArchiveError where this version could not."""
    if isinstance(composed, Failed):
        raise ArchiveError(*composed.problems)
    return composed


def check_same(entry: Entry, made: Made, snapshot: Snapshot) -> None:
    """Refuse a paper of which a file is not the one that was recorded."""
    if all(made.digests.get(ending_of(name)) == digest for name, digest in entry.files.items()):
        return
    now = versions()
    changed = [f"{name} {was} (now {now.get(name, 'missing')})" for name, was in snapshot.versions.items()
               if now.get(name) != was]  # fmt: skip
    why = f"It was made with {join(changed)}." if changed else "The system's libraries for text (Pango) have changed."
    advice = "Nothing was made. The file in the output folder, or in a backup, is the original."
    raise ArchiveError(Problem(entry.edition.id, f"It does not come out the same. {why}", advice))


def recorded_of(ledger: Ledger, edition: Edition) -> list[Entry]:
    """All that was recorded of an edition. Raises UsageError where nothing was."""
    entries = [entry for entry in ledger.series(edition).entries if entry.edition == edition]
    if not entries:
        entry_of(ledger, edition)
    return entries


def reprint(ledger: Ledger, edition: Edition, to: Path, tell: Tell) -> str:
    """Make one of an edition's files again, as the ending of the new file says; gives its digest (SHA-256, hex).

    Raises UsageError where there is no such edition or it has no such file, or where the new file exists; ArchiveError
    where it does not come out the same.
    """
    entry = entry_of(ledger, edition)
    digests = {ending_of(name): digest for name, digest in entry.files.items()}
    ending = to.suffix.casefold()
    if ending not in digests:
        advice = f"Its files end in {join(sorted(digests))}: end the new file's name in one of these."
        raise UsageError(Problem(str(to), f"{edition.id} has no file with that ending.", advice))
    made = made_again(ledger, entry, tell)
    write_new(to, made.printed.files[ending])
    return digests[ending]
