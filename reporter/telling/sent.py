"""What came of sending, for people and machines."""

import json
import shlex
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from reporter.domain.delivery import NEEDS_A_PERSON, WAITING, Channel, Parcel, State
from reporter.domain.meetings import Edition
from reporter.domain.wording import count
from reporter.errors import printable
from reporter.telling.problems import problem_json
from reporter.work import Sent

WORDS = {
    State.QUEUED: "waits",
    State.DEFERRED: "waits, a later run tries again",
    State.SENDING: "is being sent",
    State.SENT: "sent",
    State.REFUSED: "refused",
    State.GIVEN_UP: "given up",
    State.UNKNOWN: "unknown: it may have arrived",
    State.CANCELLED: "not wanted any more",
    State.SETTLED: "settled",
}
NOUNS = {Channel.MAIL: ("letter", "letters"), Channel.FOLDER: ("copy", "copies")}
HELP = {
    State.REFUSED: "Mend the address or the folder, then: reporter send {id} --failed-only",
    State.GIVEN_UP: "When the server is well again: reporter send {id} --failed-only",
    State.UNKNOWN: "Ask them. If it came: reporter settle {id} RECIPIENT --by NAME --reason TEXT, "
                   "if not: reporter send {id} --to RECIPIENT",
}  # fmt: skip
WAITS_FOR_LONG = "Try it now: reporter send. If it still waits: reporter doctor, which tries the mail server."
# No edition comes with a letter to a lead, so none can be sent again.
OF_A_LEAD = (
    "Mend the address in the list of leads; then, or if it came after all: reporter settle {id} RECIPIENT --by NAME "
    "--reason TEXT. To ask again: reporter chase --send --again"
)


def sent_lines(sent: Sent | None) -> Iterator[str]:
    """A line for each edition. Addresses are not named, for a log may keep what is told here."""
    for edition, parcels in _by_edition(sent):
        yield f"{edition.id}: {_counted(parcels)}"


def named_lines(sent: Sent | None) -> Iterator[str]:
    """The same, with a line for each recipient, for somebody at a terminal."""
    for edition, parcels in _by_edition(sent):
        yield f"{edition.id}: {_counted(parcels)}"
        yield from (f"  {parcel_line(parcel)}" for parcel in parcels)


def _by_edition(sent: Sent | None) -> Iterator[tuple[Edition, list[Parcel]]]:
    parcels = sorted(sent.parcels, key=lambda parcel: (parcel.edition, parcel.id)) if sent else []
    for edition, group in groupby(parcels, key=lambda parcel: parcel.edition):
        yield edition, list(group)


def parcel_line(parcel: Parcel) -> str:
    """To whom, where it stands, and what was answered."""
    answered = f" ({printable(parcel.reply)})" if parcel.reply else ""
    return f"{parcel.recipient}: {WORDS[parcel.state]}{answered}"


def help_with(edition: Edition, state: State, recipient: str = "RECIPIENT") -> str:
    """What somebody can do about a parcel that is stuck, with the command."""
    said = WAITS_FOR_LONG if state not in HELP else HELP[state] if edition.number else OF_A_LEAD
    return said.format(id=edition.id).replace("RECIPIENT", shlex.quote(recipient))


def complaints(sent: Sent | None) -> Iterator[str]:
    """What somebody must do something about, without addresses."""
    if sent is None:
        return
    yield from dict.fromkeys(str(problem) for problem in sent.problems)
    stuck = Counter((parcel.edition, parcel.state) for parcel in sent.parcels if parcel.state in NEEDS_A_PERSON)
    for (edition, state), number in stuck.items():
        found = f"{edition.id}: {count(number, 'recipient')} {state}."
        yield f"{found} reporter status names them. {help_with(edition, state)}"


def sent_json(sent: Sent | None) -> str:
    """What came of sending, as one JSON object."""
    content = {
        "parcels": [parcel_json(parcel) for parcel in sent.parcels] if sent else [],
        "problems": [problem_json(problem) for problem in sent.problems] if sent else [],
        "exit_code": sent.exit_code if sent else 0,
    }
    return json.dumps(content, indent=2, ensure_ascii=False)


def counts_json(sent: Sent | None) -> list[dict[str, Any]]:
    """How many parcels of each edition stand where, without addresses."""
    tally = (
        Counter((parcel.edition.id, parcel.channel, parcel.state) for parcel in sent.parcels)
        if sent
        else Counter[Any]()
    )
    return [
        {"id": edition, "channel": channel, "state": state, "number": number}
        for (edition, channel, state), number in tally.items()
    ]


def parcel_json(parcel: Parcel) -> dict[str, Any]:
    """Where a parcel stands."""
    return {
        "id": parcel.edition.id,
        "channel": parcel.channel,
        "recipient": parcel.recipient,
        "state": parcel.state,
        "queued": parcel.queued.isoformat(timespec="seconds"),
        "attempts": parcel.attempts,
        "last": parcel.last.isoformat(timespec="seconds") if parcel.last else None,
        "reply": parcel.reply,
    }


def _counted(parcels: list[Parcel]) -> str:
    """4 letters sent; 1 letter refused; 2 copies placed."""
    tally = Counter((parcel.channel, parcel.state) for parcel in parcels)
    return "; ".join(
        f"{count(number, *NOUNS[channel])} {_in_short(channel, state)}" for (channel, state), number in tally.items()
    )


def _in_short(channel: Channel, state: State) -> str:
    if state is State.SENT and channel is Channel.FOLDER:
        return "placed"
    return "waiting" if state in WAITING else state.value
