"""A ledger that has seen many years: rows as runs write them, for boards that meet weekly.

Usage: python -m bench.ledger FILE ROWS.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from reporter.archive.ledger import open_ledger
from reporter.domain.meetings import Edition
from reporter.domain.record import Entry, Event

BOARDS = 50
AT_ONCE = 2000
FIRST = date(2010, 1, 6)
EVENTS = (Event.STARTED, Event.DRAFTED, Event.UNCHANGED, Event.ISSUED)


def main(file: str, rows: str) -> None:
    """Fill a new ledger."""
    with open_ledger(file, lambda: datetime.now(UTC)) as ledger, ledger.only_writer("bench"):
        entries = islice(_entries(), int(rows))
        while chunk := list(islice(entries, AT_ONCE)):
            ledger.record_all(chunk)


def _entries() -> Iterator[Entry]:
    for week in range(100_000):
        for board in range(BOARDS):
            edition = Edition(f"board-{board}", FIRST + timedelta(weeks=week), "board-paper", 1)
            for event in EVENTS:
                yield _entry(edition, event)


def _entry(edition: Edition, event: Event) -> Entry:
    digest = "0123456789abcdef" * 4
    detail = {"rows": {"actions": 44, "updates": 324}, "counts": {"actions": 44}, "as_at": edition.dated.isoformat()}
    return Entry(
        edition, event, datetime.now(UTC), run=digest[:16], by="cron", reason="due", sources=digest, snapshot=digest,
        substance=digest, file=digest, pages=30, seconds=2.0, detail=detail,
    )  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:])
