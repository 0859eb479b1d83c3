"""What becomes of an edition once it has been issued: parcels to recipients and folders, and the state of each."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from reporter.domain.meetings import Edition

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=10), timedelta(hours=6)
STUCK_AFTER = timedelta(days=1)


class Channel(StrEnum):
    """How a parcel travels."""

    MAIL = "mail"
    FOLDER = "folder"


class State(StrEnum):
    """Where a parcel stands; each change of it is recorded."""

    QUEUED = "queued"  # it waits for its first attempt, or for one that somebody asked for
    SENDING = "sending"  # the message is about to be handed over: from here on it may have arrived
    SENT = "sent"  # the server accepted it for this recipient; the copy is in its folder
    DEFERRED = "deferred"  # a temporary error: a later run tries again
    REFUSED = "refused"  # a permanent error
    GIVEN_UP = "given up"  # temporary errors for too long
    UNKNOWN = "unknown"  # nobody knows whether it arrived: a person decides
    CANCELLED = "cancelled"  # the edition was withdrawn, or another took its place, before it was sent
    SETTLED = "settled"  # a person said that nothing more is to be done


WAITING = frozenset({State.QUEUED, State.DEFERRED})
NOT_RECEIVED = frozenset({State.QUEUED, State.DEFERRED, State.REFUSED, State.GIVEN_UP})
NEEDS_A_PERSON = frozenset({State.REFUSED, State.GIVEN_UP, State.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Parcel:
    """One letter to one recipient, or one copy to one folder.

    `edition` is what it is about; that of a chasing letter has the number 0. `recipient` is an address or a path,
    `again` how often it was sent before on purpose, `letter` the digest (SHA-256, hex) of what is sent. `attempts` and
    `last` tell of the attempts so far, `reply` what was answered last, `asked` since when it waits for this one: since
    somebody asked for it again, or else since it was queued. `id` is 0 until it is recorded.
    """

    edition: Edition
    channel: Channel
    recipient: str
    letter: str
    queued: datetime
    by: str
    again: int = 0
    reason: str = ""
    id: int = 0
    state: State = State.QUEUED
    attempts: int = 0
    last: datetime | None = None
    reply: str = ""
    asked: datetime | None = None

    @property
    def waits_since(self) -> datetime:
        """Since when it waits."""
        return self.asked or self.queued

    def is_due(self, now: datetime) -> bool:
        """Whether it is to be tried now: each wait is twice the one before, up to the longest."""
        if self.state is State.QUEUED or self.last is None:
            return self.state in WAITING
        return self.state is State.DEFERRED and now >= self.last + wait_after(self.attempts)

    def is_stuck(self, now: datetime) -> bool:
        """Whether somebody must look after it."""
        underway = self.state in WAITING or self.state is State.SENDING
        return self.state in NEEDS_A_PERSON or (underway and now - self.waits_since > STUCK_AFTER)

    def message_id(self, domain: str) -> str:
        """The same for each attempt, another for each time that it is sent on purpose; it names no recipient."""
        told = f"{self.edition.id} {self.recipient} {self.again}"
        return f"<{hashlib.sha256(told.encode()).hexdigest()[:32]}@{domain}>"


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts (RFC 5321, 4.5.4.1, asks for growing waits)."""
    doublings = min(max(attempts - 1, 0), 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an attempt: the state that it leads to, and what was answered, on one line."""

    state: State
    reply: str
