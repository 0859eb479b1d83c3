"""One round of sending: what is still wanted goes out, and whatever comes of each parcel is recorded at once."""

import secrets
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path

from reporter.archive.ledger import Ledger
from reporter.archive.outbox import Outbox
from reporter.delivery.folders import place
from reporter.delivery.server import Server, server
from reporter.domain.delivery import Channel, Outcome, Parcel, State
from reporter.domain.record import Status
from reporter.errors import ArchiveError, DeliveryError, Problem, ReporterError
from reporter.sending.contents import Contents
from reporter.settings import Mail, Settings
from reporter.settings.delivery import NO_MAIL
from reporter.work import Sent, Tell

KILLED = "The run was killed before the server answered."
FRUITLESS = 3  # connections in a row that are lost before anything came of them: then the server is left alone


@dataclass
class Round:
    """A round by whoever holds the ledger."""

    settings: Settings
    ledger: Ledger
    by: str
    tell: Tell
    sent: Sent = field(default_factory=Sent)
    run: str = field(default_factory=lambda: secrets.token_hex(8))

    @cached_property
    def outbox(self) -> Outbox:
        """The parcels."""
        return Outbox(self.ledger)

    @cached_property
    def _contents(self) -> Contents:
        return Contents(self.settings.output, self.ledger)

    def record(self, parcels: Iterable[Parcel], state: State, reply: str) -> None:
        """A step of parcels."""
        self.outbox.step(parcels, state, reply, self.run, self.by)

    def take_over(self) -> None:
        """Say what became of letters that were under way when a run was killed: who holds the ledger knows it."""
        left = [parcel for parcel in self.outbox.open() if parcel.state is State.SENDING]
        if left:
            self._all(left, Outcome(State.UNKNOWN, KILLED))

    def send(self, parcels: Iterable[Parcel]) -> Sent:
        """Try each parcel; what is wrong with one stops no other."""
        wanted = list(self._wanted(parcels))
        for parcel in wanted:
            if parcel.channel is Channel.FOLDER:
                self._all([parcel], self._copied(parcel))
        self._hand_over([parcel for parcel in wanted if parcel.channel is Channel.MAIL])
        return self.sent

    def _wanted(self, parcels: Iterable[Parcel]) -> Iterator[Parcel]:
        """What is still to go out: not what was withdrawn, replaced, or has waited for too long."""
        for parcel in parcels:
            if why := self._outdated(parcel):
                self._all([parcel], Outcome(State.CANCELLED, why))
            elif self._waited_too_long(parcel):
                self._all([parcel], Outcome(State.GIVEN_UP, f"Given up after: {parcel.reply}"))
            else:
                yield parcel

    def _outdated(self, parcel: Parcel) -> str:
        edition = parcel.edition
        if edition.number == 0:  # it brings no edition
            over = self.ledger.now().date() > edition.dated
            return "The meeting was over before it was sent." if over else ""
        if parcel.again:  # somebody wanted this very one
            return ""
        match self.ledger.series(edition).status(edition.number):
            case Status.WITHDRAWN:
                return "The edition was withdrawn before it was sent."
            case Status.SUPERSEDED:
                return "A later edition was issued before it was sent."
        return ""

    def _waited_too_long(self, parcel: Parcel) -> bool:
        mail = self.settings.mail
        if mail is None or parcel.channel is not Channel.MAIL or parcel.state is not State.DEFERRED:
            return False
        return self.ledger.now() - parcel.waits_since > mail.give_up_after

    # Folders

    def _copied(self, parcel: Parcel) -> Outcome:
        board, target = self.settings.boards.get(parcel.edition.board), Path(parcel.recipient)
        folder = board.delivery.folder if board else None
        if folder is None or not target.is_relative_to(folder):
            return Outcome(State.REFUSED, "The config does not name this folder any more.")
        self.tell(f"Placing {target.name}")
        try:
            return place(folder, target, self._contents.copy(parcel))
        except ArchiveError as error:
            return self._kept_back(error)

    # Mail

    def _hand_over(self, parcels: Sequence[Parcel]) -> None:
        """Letters over one connection, made anew where it is lost; where there is none, all of them wait."""
        waiting, fruitless = deque(parcels), 0
        while waiting:
            try:
                with server(self._mail()) as connection:
                    before = len(waiting)
                    self._over(connection, waiting)
            except ReporterError as error:
                self._all(waiting, self._kept_back(error))
                return
            fruitless = fruitless + 1 if before - len(waiting) == 1 else 0
            if fruitless == FRUITLESS:
                found = f"It took {FRUITLESS} connections in a row, and closed each at once."
                problem = Problem(self._mail().server, found, "What waits is tried again by a later run.")
                self._all(waiting, self._kept_back(DeliveryError(problem)))
                return

    def _over(self, connection: Server, waiting: deque[Parcel]) -> None:
        while waiting and connection.is_open:
            self._all([waiting[0]], self._handed_over(waiting[0], connection))
            waiting.popleft()

    def _handed_over(self, parcel: Parcel, connection: Server) -> Outcome:
        mail = self._mail()
        if not mail.may_go_to(parcel.recipient):  # the list may have become shorter since it was queued
            return Outcome(State.REFUSED, "The domain is not allowed: see mail.domains in the config.")
        self.tell(f"Sending {parcel.edition.id}")
        try:
            content = self._contents.message(parcel, mail)
        except ArchiveError as error:
            return self._kept_back(error)
        except ValueError:
            return Outcome(State.REFUSED, "This is no address that a message can be sent to.")
        sending = partial(self.record, [parcel], State.SENDING, "")
        return connection.hand_over(parcel.recipient, content, before_data=sending)

    def _mail(self) -> Mail:
        if self.settings.mail is None:
            raise DeliveryError(NO_MAIL)
        return self.settings.mail

    # What came of it

    def _kept_back(self, error: ReporterError) -> Outcome:
        """It is to be tried again, and somebody must hear why."""
        self.sent.problems += error.problems
        return Outcome(State.DEFERRED, " ".join(str(problem) for problem in error.problems))

    def _all(self, parcels: Iterable[Parcel], outcome: Outcome) -> None:
        told = list(parcels)
        self.record(told, outcome.state, outcome.reply)
        self.sent.parcels += [replace(parcel, state=outcome.state, reply=outcome.reply) for parcel in told]
