"""What parcels consist of: letters out of the ledger, papers out of the archive, each looked at by its digest."""

import hashlib
from pathlib import Path

from reporter.archive.ledger import Ledger
from reporter.delivery.messages import message
from reporter.domain.delivery import Parcel
from reporter.domain.letter import Letter
from reporter.domain.record import Event
from reporter.errors import ArchiveError, Problem
from reporter.settings import Mail


class Contents:
    """The contents of parcels; that of the last letter is kept, for it goes to one recipient after the other."""

    def __init__(self, output: Path, ledger: Ledger) -> None:
        self._output = output
        self._ledger = ledger
        self._letters: dict[str, tuple[Letter, dict[str, bytes]]] = {}

    def message(self, parcel: Parcel, mail: Mail) -> bytes:
        """The message of a parcel. Raises ArchiveError where the paper is not what was recorded."""
        letter, contents = self._letter(parcel.letter)
        return message(letter, contents, parcel.recipient, parcel.message_id(mail.sender_domain))

    def copy(self, parcel: Parcel) -> bytes:
        """The file of which a copy is to be put in a folder. Raises ArchiveError as `message` does."""
        for entry in self._ledger.series(parcel.edition).entries:
            if entry.edition == parcel.edition and entry.event is Event.ISSUED:
                for name, digest in entry.files.items():
                    if digest == parcel.letter:
                        return self._archived(name, digest)
        raise ArchiveError(Problem(parcel.edition.id, "The file to copy is not recorded.", "Run reporter verify."))

    def _letter(self, digest: str) -> tuple[Letter, dict[str, bytes]]:
        if digest not in self._letters:
            letter = Letter.from_bytes(self._ledger.content(digest))
            contents = {
                attached.digest: self._archived(attached.file, attached.digest)
                if attached.file
                else self._ledger.content(attached.digest)
                for attached in letter.attachments
            }
            self._letters = {digest: (letter, contents)}
        return self._letters[digest]

    def _archived(self, name: str, digest: str) -> bytes:
        file = self._output / name
        try:
            content = file.read_bytes()
        except OSError as error:
            found = f"The paper cannot be read ({error.strerror})."
            raise ArchiveError(Problem(str(file), found, "Run reporter run: it makes a lost paper again.")) from error
        if hashlib.sha256(content).hexdigest() != digest:
            advice = "Nothing is sent of it. reporter verify says more."
            raise ArchiveError(Problem(str(file), "The file is not the one that was recorded.", advice))
        return content
