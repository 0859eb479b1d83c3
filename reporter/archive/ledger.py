"""The ledger: what was asked for, what came of it, and what each edition was made from. It only ever grows."""

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Row, Select, case, delete, exists, func, insert, select, text, true

from reporter.archive.database import (
    engine_for,
    errors_told,
    is_postgresql,
    is_there,
    lay_out,
    make_private,
    upgrade,
    version_of,
)
from reporter.archive.lock import held
from reporter.archive.parcels import queue
from reporter.archive.schema import ENTRIES, HOLDER, OBJECTS, VERSION, as_text
from reporter.domain.delivery import Parcel
from reporter.domain.meetings import Edition
from reporter.domain.naming import recorded_files
from reporter.domain.record import ENDS, MADE, Entry, Event, Series, Standing, Status, by_series, status_of
from reporter.errors import ArchiveError, BusyError, Problem

Clock = Callable[[], datetime]
_SHOWN = (
    ENTRIES.c.at,
    ENTRIES.c.pages,
    ENTRIES.c.file,
    ENTRIES.c.detail["files"].as_string().label("files"),
)


@contextmanager
def open_ledger(location: str, clock: Clock) -> Iterator["Ledger"]:
    """The ledger in a file, or in a PostgreSQL database by its URL. One that does not exist yet is empty to readers.

    Raises ArchiveError where it cannot be read: damaged, of a newer version, or no ledger at all.
    """
    ledger = Ledger(location, clock)
    try:
        if is_there(location):
            ledger.connect()
        yield ledger
    finally:
        ledger.close()


class Ledger:
    """One connection to the ledger. Everything that writes holds it: see `only_writer`."""

    def __init__(self, location: str, clock: Clock) -> None:
        self.location = location
        self._clock = clock
        self._connection: Connection | None = None

    def connect(self) -> None:
        """Connect, and bring an older version up to date; an empty database stays as it is."""
        with errors_told(self.location):
            connection = engine_for(self.location).connect()
            try:
                with connection.begin():
                    version = version_of(connection, self.location)
                if version not in {None, VERSION}:
                    with held(connection, self.location) as got:
                        self._upgrade(connection, got=got)
            except BaseException:
                connection.close()
                raise
        if version is None:
            connection.close()
        else:
            self._connection = connection

    def _upgrade(self, connection: Connection, *, got: bool) -> None:
        if not got:
            found = "The ledger is of another version, and another run holds it."
            raise BusyError(Problem(self.location, found, "Wait until it has finished, then try again."))
        with connection.begin():
            version = version_of(connection, self.location)  # another process may have been quicker
            if version != VERSION:
                upgrade(connection, self.location, str(version))

    def close(self) -> None:
        """Let go of the database."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @contextmanager
    def only_writer(self, who: str) -> Iterator[None]:
        """Hold the ledger, making it where there is none. Raises BusyError at once, naming who holds it."""
        make_private(self.location)
        with errors_told(self.location):
            connection = self._connection or engine_for(self.location).connect()
        try:
            with held(connection, self.location) as got:
                if not got:
                    raise BusyError(self._busy())
                with errors_told(self.location), connection.begin():
                    if version_of(connection, self.location) is None:
                        lay_out(connection)
                    connection.execute(delete(HOLDER))
                    connection.execute(insert(HOLDER).values(id=1, who=who, since=as_text(self.now())))
                self._connection = connection
                yield
        finally:
            if self._connection is not connection:
                connection.close()

    def _busy(self) -> Problem:
        rows = self.rows(select(HOLDER.c.who, HOLDER.c.since))
        holder = f"{rows[0].who}, since {rows[0].since[:19].replace('T', ' ')} UTC" if rows else "just started"
        found = f"Another run holds the ledger: {holder}."
        return Problem(self.location, found, "Wait until it has finished, then run again.")

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return self._clock().astimezone(UTC)

    # Writing

    def record(self, entry: Entry, objects: Mapping[str, bytes] | None = None, parcels: Sequence[Parcel] = ()) -> None:
        """Add an entry, with the objects (by digest) that it refers to and what goes out of it, all or nothing."""
        self.record_all([entry], objects, parcels)

    def record_all(
        self, entries: Sequence[Entry], objects: Mapping[str, bytes] | None = None, parcels: Sequence[Parcel] = ()
    ) -> None:
        """Add entries in order, with the objects that they refer to and what goes out of them, all or nothing."""
        with self.writing() as connection:
            self.keep(connection, objects or {})
            if entries:
                connection.execute(insert(ENTRIES), [_row(entry) for entry in entries])
            queue(connection, parcels)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all of it is written, or nothing."""
        if self._connection is None:
            message = "nothing is written without holding the ledger"
            raise RuntimeError(message)
        self._check_not_lost(self._connection)
        with errors_told(self.location), self._connection.begin():
            yield self._connection

    def _check_not_lost(self, connection: Connection) -> None:
        """SQLAlchemy would connect again of itself, and the new session would not hold the ledger."""
        if connection.invalidated:
            found = "The connection to the ledger was lost, and with it the hold on it."
            raise ArchiveError(Problem(self.location, found, "Check that the server is running, then run again."))

    @staticmethod
    def keep(connection: Connection, objects: Mapping[str, bytes]) -> None:
        """Add objects (by digest) that are not there yet, in a transaction of ours."""
        known = set(connection.scalars(select(OBJECTS.c.digest).where(OBJECTS.c.digest.in_(objects))))
        rows = [
            {"digest": digest, "content": zlib.compress(content)}
            for digest, content in objects.items()
            if digest not in known
        ]
        if rows:
            connection.execute(insert(OBJECTS), rows)

    # Reading

    def since(self, dated: date) -> dict[str, Series]:
        """What is recorded for that day and later ones."""
        return by_series(self._entries(select(ENTRIES).where(ENTRIES.c.dated >= dated)))

    def series(self, edition: Edition) -> Series:
        """What is recorded of the paper that an edition is one of."""
        same = (ENTRIES.c.board == edition.board, ENTRIES.c.dated == edition.dated, ENTRIES.c.paper == edition.paper)
        return Series(tuple(self._entries(select(ENTRIES).where(*same))))

    def entries(self) -> list[Entry]:
        """All that is recorded, in order."""
        return self._entries(select(ENTRIES))

    def editions(self) -> dict[str, Series]:
        """All that was ever made or withdrawn, without the attempts in between."""
        standing = ENTRIES.c.event.in_(_words(MADE | {Event.WITHDRAWN}))
        return by_series(self._entries(select(ENTRIES).where(standing)))

    def standings(self, board: str | None = None) -> list[Standing]:
        """Every edition, in order, and where it stands: the database sums up, for there may be many."""
        issued, drafted = ENTRIES.c.event == Event.ISSUED.value, ENTRIES.c.event == Event.DRAFTED.value
        withdrawn = ENTRIES.c.event == Event.WITHDRAWN.value
        key = (ENTRIES.c.board, ENTRIES.c.dated, ENTRIES.c.paper, ENTRIES.c.number)
        query = (
            select(
                *key,
                func.max(case((withdrawn, 1), else_=0)).label("withdrawn"),
                *(func.max(case((issued, c))).label(f"issued_{c.name}") for c in _SHOWN),
                *(func.max(case((drafted, c))).label(f"drafted_{c.name}") for c in _SHOWN),
            )
            .where(issued | drafted | withdrawn, ENTRIES.c.board == board if board else true())
            .group_by(*key)
            .order_by(*key)
        )
        return [
            _standing(row, issued={other.number for other in rows if other.issued_at}, last=rows[-1].number)
            for rows in (list(group) for _, group in groupby(self.rows(query), key=itemgetter(0, 1, 2)))
            for row in rows
        ]

    def last_made(self, board: str, paper: str) -> Entry | None:
        """The edition of a paper that was made last, of whatever day."""
        same = (ENTRIES.c.board == board, ENTRIES.c.paper == paper, ENTRIES.c.event.in_(_words(MADE)))
        last = self.rows(select(ENTRIES).where(*same).order_by(ENTRIES.c.id.desc()).limit(1))
        return _entry(last[0]) if last else None

    def before(self, board: str, as_at: date) -> Entry | None:
        """The edition of a board with the latest as-at day before another, whatever the paper; none that was withdrawn.

        Of several of one day the one that was issued, or made last.
        """
        made = (ENTRIES.c.board == board, ENTRIES.c.event.in_(_words(MADE | {Event.WITHDRAWN})))
        entries = self._entries(select(ENTRIES).where(*made))
        withdrawn = {entry.edition for entry in entries if entry.event is Event.WITHDRAWN}
        stand = [entry for entry in entries if entry.event in MADE and entry.edition not in withdrawn]
        earlier = [entry for entry in stand if entry.detail["as_at"] < as_at.isoformat()]
        return max(earlier, key=lambda e: (e.detail["as_at"], e.event is Event.ISSUED, e.at), default=None)

    def read_near(self, board: str, start: datetime, end: datetime) -> Entry | None:
        """The last edition for which a board's plan was read between two moments; else the first read later; or None.

        One that was issued from its draft, or made from another edition's data, read nothing anew.
        """
        made = (ENTRIES.c.board == board, ENTRIES.c.event.in_(_words(MADE)), ENTRIES.c.at >= as_text(start))
        read = [entry for entry in self._entries(select(ENTRIES).where(*made)) if "data_from" not in entry.detail]
        within = [entry for entry in read if entry.at < end]
        return within[-1] if within else next(iter(read), None)

    def dangling(self) -> list[Entry]:
        """Attempts that began and never ended; under the lock: their run is dead."""
        end = ENTRIES.alias()
        ended = exists().where(
            *(end.c[name] == ENTRIES.c[name] for name in ("run", "board", "dated", "paper", "number")),
            end.c.event.in_(_words(ENDS)),
        )
        return self._entries(select(ENTRIES).where(ENTRIES.c.event == Event.STARTED.value, ~ended))

    def content(self, digest: str) -> bytes:
        """A kept object. Raises ArchiveError where it is missing or damaged."""
        packed = [row.content for row in self.rows(select(OBJECTS.c.content).where(OBJECTS.c.digest == digest))]
        content = _unpacked(packed[0]) if packed else None
        if content is None or hashlib.sha256(content).hexdigest() != digest:
            found = f"The object {digest[:12]}… is {'damaged' if packed else 'missing'}."
            raise ArchiveError(Problem(self.location, found, "Restore the last backup."))
        return content

    def newest(self) -> datetime | None:
        """When the last entry was made."""
        rows = self.rows(select(func.max(ENTRIES.c.at).label("at")))
        return datetime.fromisoformat(rows[0].at) if rows and rows[0].at else None

    def damage(self) -> str:
        """What SQLite finds wrong with its file; empty where all is well, and where a server looks after it."""
        if self._connection is None or is_postgresql(self.location):
            return ""
        with errors_told(self.location), self._connection.begin():
            said = self._connection.execute(text("PRAGMA quick_check(1)")).scalar_one()
        return "" if said == "ok" else str(said)

    def digests(self) -> list[str]:
        """The digest of every kept object."""
        return [row.digest for row in self.rows(select(OBJECTS.c.digest))]

    def _entries(self, query: Select[Any]) -> list[Entry]:
        return [_entry(row) for row in self.rows(query.order_by(ENTRIES.c.id))]

    def rows(self, query: Select[Any]) -> Sequence[Row[Any]]:
        """What the database answers; nothing where there is no ledger yet."""
        if self._connection is None:
            return ()
        self._check_not_lost(self._connection)
        with errors_told(self.location), self._connection.begin():
            return self._connection.execute(query).all()


def _words(events: Iterable[Event]) -> list[str]:
    return [event.value for event in events]


def _standing(row: Row[Any], *, issued: set[int], last: int) -> Standing:
    edition = Edition(row.board, row.dated, row.paper, row.number)
    status = Status.WITHDRAWN if row.withdrawn else status_of(row.number, issued=issued, last=last)
    draft = row.issued_at is None
    at, pages, file, recorded = tuple(row)[9:13] if draft else tuple(row)[5:9]
    files = recorded_files(edition, json.loads(recorded) if recorded else None, file, draft=draft)
    return Standing(edition, status, datetime.fromisoformat(at), pages, files)


def _unpacked(content: bytes) -> bytes | None:
    try:
        return zlib.decompress(content)
    except zlib.error:
        return None


def _row(entry: Entry) -> dict[str, Any]:
    edition = entry.edition
    return {
        "at": as_text(entry.at),
        "event": entry.event.value,
        "board": edition.board,
        "dated": edition.dated,
        "paper": edition.paper,
        "number": edition.number,
        "run": entry.run,
        "asked_by": entry.by,
        "reason": entry.reason,
        "sources": entry.sources,
        "snapshot": entry.snapshot,
        "substance": entry.substance,
        "file": entry.file,
        "pages": entry.pages,
        "seconds": entry.seconds,
        "detail": dict(entry.detail),
    }


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        edition=Edition(row.board, row.dated, row.paper, row.number),
        event=Event(row.event),
        at=datetime.fromisoformat(row.at),
        run=row.run,
        by=row.asked_by,
        reason=row.reason,
        sources=row.sources,
        snapshot=row.snapshot,
        substance=row.substance,
        file=row.file,
        pages=row.pages,
        seconds=row.seconds,
        detail=row.detail,
    )


def objects_of(contents: Iterable[bytes]) -> dict[str, bytes]:
    """Contents by their SHA-256 (hex), as `Ledger.record` takes them."""
    return {hashlib.sha256(content).hexdigest(): content for content in contents}
