"""The one mail to the operator: when something is wrong, and again when that changes, or after a day."""

import hashlib
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from reporter.attending.memory import Memory
from reporter.attending.troubles import Trouble
from reporter.bundled import bundled_templates
from reporter.delivery.messages import message
from reporter.delivery.server import server
from reporter.domain.delivery import Outcome, State
from reporter.domain.letter import Letter
from reporter.domain.wording import agree, uk_date
from reporter.errors import DeliveryError, Problem
from reporter.rendering.gathering import read_letters
from reporter.rendering.letters import render_letter
from reporter.settings import Mail

# A day, less what keeps a daily run from coming to the second: a timer's delay, a longer run, clocks put forward.
AGAIN_AFTER = timedelta(hours=22)
CLOSING = "You hear of this again when it changes, or in a day. Nothing here quotes the plan: look where it says."


@dataclass(frozen=True, slots=True)
class Item:
    """One trouble as the letter prints it; `since` is empty for what the operator hears for the first time."""

    what: str
    found: str
    advice: str
    since: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What the template of the letter may print."""

    heading: str
    where: str
    items: Sequence[Item]
    closing: str


def is_news(troubles: Sequence[Trouble], memory: Memory, now: datetime) -> bool:
    """Whether there is anything that the operator has not heard within a day."""
    return any(now - memory.told.get(one.fingerprint, now - AGAIN_AFTER) >= AGAIN_AFTER for one in troubles)


def send_notice(
    mail: Mail, to: str, troubles: Sequence[Trouble], told_of: Mapping[str, datetime], now: datetime
) -> None:
    """Tell the operator all that is wrong, with when each was told of before.

    Raises DeliveryError or ConfigError where the mail cannot be handed over.
    """
    host = socket.gethostname()
    heading = f"{agree(len(troubles), 'thing', 'needs', 'need')} you"
    told = Notice(
        heading=heading,
        where=f"This is reporter on {host}, {uk_date(now)} at {now:%H:%M}.",
        items=tuple(_item(trouble, told_of.get(trouble.fingerprint)) for trouble in troubles),
        closing=CLOSING,
    )
    text, html = render_letter(read_letters([bundled_templates()]), "operator", told)
    subject = f"[reporter on {host}] {heading}"
    letter = Letter(subject, text, html, "reporter", mail.sender, "", now.replace(microsecond=0))
    number = hashlib.sha256(f"{text}{now.isoformat()}".encode()).hexdigest()[:32]
    content = message(letter, {}, to, f"<{number}@{mail.sender_domain}>")
    with server(mail) as connection:
        _check(connection.hand_over(to, content, lambda: None))


def _item(trouble: Trouble, at: datetime | None) -> Item:
    since = f"You heard of this on {uk_date(at)}." if at else ""
    return Item(trouble.what, trouble.found, trouble.advice, since)


def _check(outcome: Outcome) -> None:
    if outcome.state is not State.SENT:
        found = f"The mail to the operator was not accepted ({outcome.reply})."
        raise DeliveryError(Problem("operator.mail", found, "The next run tries again."))
