"""The outbox in the ledger: what is to reach whom, where each parcel stands, and every step that led there."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select, update

from reporter.archive.ledger import Ledger
from reporter.archive.parcels import parcel_of, queue
from reporter.archive.schema import OUTBOX, STEPS, as_text
from reporter.domain.delivery import NEEDS_A_PERSON, Parcel, State
from reporter.domain.meetings import Edition

_KEY = (OUTBOX.c.board, OUTBOX.c.dated, OUTBOX.c.paper, OUTBOX.c.number)
REPLY = 500  # characters that are kept of an answer
TRIED = [state.value for state in (State.SENT, State.DEFERRED, State.REFUSED, State.UNKNOWN)]
OPEN = [state.value for state in (State.QUEUED, State.SENDING, State.DEFERRED, *NEEDS_A_PERSON)]
ROWS_AT_ONCE = 500


class Outbox:
    """The parcels of a ledger. What writes holds the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def open(self) -> list[Parcel]:
        """All that wait, that are being sent, or that a person must look after, oldest first."""
        return self._parcels(select(OUTBOX).where(OUTBOX.c.state.in_(OPEN)))

    def of(self, edition: Edition) -> list[Parcel]:
        """All that were ever queued for an edition, oldest first."""
        key = (edition.board, edition.dated, edition.paper, edition.number)
        same = (column == value for column, value in zip(_KEY, key, strict=True))
        return self._parcels(select(OUTBOX).where(*same))

    def add(self, parcels: Sequence[Parcel], objects: dict[str, bytes]) -> None:
        """Queue parcels, with the objects (by digest) that they refer to, all or nothing."""
        self._ledger.record_all((), objects, parcels)

    def step(self, parcels: Iterable[Parcel], state: State, reply: str, run: str, by: str) -> None:
        """Record that parcels are in another state now, and why, all or nothing."""
        rows = list(parcels)
        if rows:
            with self._ledger.writing() as connection:
                self._step(connection, rows, state, reply, run, by)

    def replace(  # noqa: PLR0913, PLR0917 - what there is to record
        self, old: Iterable[Parcel], new: Sequence[Parcel], objects: dict[str, bytes], reply: str, run: str, by: str
    ) -> None:
        """Queue parcels, and settle those whose place they take, all or nothing: neither both go out nor none."""
        with self._ledger.writing() as connection:
            self._ledger.keep(connection, objects)
            self._step(connection, list(old), State.SETTLED, reply, run, by)
            queue(connection, new)

    def _step(  # noqa: PLR0913, PLR0917 - what there is to record
        self, connection: Connection, rows: Sequence[Parcel], state: State, reply: str, run: str, by: str
    ) -> None:
        told = {
            "at": as_text(self._ledger.now()), "state": state.value, "run": run, "asked_by": by, "reply": reply[:REPLY]
        }  # fmt: skip
        for start in range(0, len(rows), ROWS_AT_ONCE):
            ids = [parcel.id for parcel in rows[start : start + ROWS_AT_ONCE]]
            connection.execute(update(OUTBOX).where(OUTBOX.c.id.in_(ids)).values(state=state.value))
            connection.execute(insert(STEPS), [{"outbox": number, **told} for number in ids])

    def steps(self, parcel: Parcel) -> list[tuple[datetime, State, str, str]]:
        """Each change of a parcel: when, to which state, who or what asked, what was answered."""
        rows = self._ledger.rows(select(STEPS).where(STEPS.c.outbox == parcel.id).order_by(STEPS.c.id))
        return [(datetime.fromisoformat(row.at), State(row.state), row.asked_by, row.reply) for row in rows]

    def _parcels(self, query: Select[Any]) -> list[Parcel]:
        step = STEPS.alias()
        of_row = step.c.outbox == OUTBOX.c.id
        last = select(func.max(step.c.id)).where(of_row).correlate(OUTBOX).scalar_subquery()
        tried = select(func.count()).where(of_row, step.c.state.in_(TRIED)).correlate(OUTBOX).scalar_subquery()
        queued = step.c.state == State.QUEUED.value
        asked = select(func.max(step.c.at)).where(of_row, queued).correlate(OUTBOX).scalar_subquery()
        with_steps = (
            query.add_columns(tried.label("attempts"), asked.label("asked"), STEPS.c.at.label("last"), STEPS.c.reply)
            .select_from(OUTBOX)
            .outerjoin(STEPS, STEPS.c.id == last)
            .order_by(OUTBOX.c.id)
        )
        return [parcel_of(row) for row in self._ledger.rows(with_steps)]
