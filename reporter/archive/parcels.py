"""Parcels as rows of the outbox, and back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert

from reporter.archive.schema import OUTBOX, as_text
from reporter.domain.delivery import Channel, Parcel, State
from reporter.domain.meetings import Edition


def queue(connection: Connection, parcels: Sequence[Parcel]) -> None:
    """Add parcels in a transaction of the ledger's. Raises an error of the database where one of them is there."""
    if parcels:
        connection.execute(insert(OUTBOX), [_row(parcel) for parcel in parcels])


def _row(parcel: Parcel) -> dict[str, Any]:
    edition = parcel.edition
    return {
        "at": as_text(parcel.queued),
        "board": edition.board,
        "dated": edition.dated,
        "paper": edition.paper,
        "number": edition.number,
        "channel": parcel.channel.value,
        "recipient": parcel.recipient,
        "again": parcel.again,
        "letter": parcel.letter,
        "asked_by": parcel.by,
        "reason": parcel.reason,
        "state": State.QUEUED.value,
    }


def parcel_of(row: Row[Any]) -> Parcel:
    """A row of the outbox, with the number of attempts and its last step."""
    return Parcel(
        edition=Edition(row.board, row.dated, row.paper, row.number),
        channel=Channel(row.channel),
        recipient=row.recipient,
        letter=row.letter,
        queued=datetime.fromisoformat(row.at),
        by=row.asked_by,
        again=row.again,
        reason=row.reason,
        id=row.id,
        state=State(row.state),
        attempts=row.attempts,
        last=datetime.fromisoformat(row.last) if row.last else None,
        reply=row.reply or "",
        asked=datetime.fromisoformat(row.asked) if row.asked else None,
    )
