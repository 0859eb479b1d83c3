"""What the ledger holds, as tables and lines for people or as JSON."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from reporter.domain.naming import pdf_of
from reporter.domain.record import Entry, Standing
from reporter.domain.wording import count, short_date
from reporter.errors import printable


def editions_table(found: Sequence[Standing], output: Path, zone: ZoneInfo) -> str:
    """One line an edition."""
    if not found:
        return f"There are no editions in {output} yet."
    return "\n".join(
        f"{one.status:<10}  {short_date(one.made.astimezone(zone).date()):>11}  {_file(output, one)}" for one in found
    )


def _file(output: Path, one: Standing) -> str:
    return f"{output}/{pdf_of(one.files)}"


def editions_json(found: Sequence[Standing], output: Path) -> str:
    """Editions as a JSON array."""
    return json.dumps([_edition(one, output) for one in found], indent=2, ensure_ascii=False)


def _edition(one: Standing, output: Path) -> dict[str, Any]:
    edition = one.edition
    return {
        "id": edition.id,
        "board": edition.board,
        "paper": edition.paper,
        "meeting": edition.dated.isoformat(),
        "edition": edition.number,
        "status": one.status,
        "made": one.made.isoformat(timespec="seconds"),
        "pages": one.pages,
        "file": _file(output, one),
        "sha256": one.files[pdf_of(one.files)],
        "files": {f"{output}/{name}": digest for name, digest in one.files.items()},
    }


def history_lines(entries: Sequence[Entry], zone: ZoneInfo) -> Iterator[str]:
    """One line an entry, with what is known of it."""
    for entry in entries:
        at = entry.at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
        more = [
            *([f"{count(entry.pages, 'page')}"] if entry.pages else []),
            *([f"{entry.seconds:.1f} s"] if entry.seconds else []),
            *([f"conforms to {' and '.join(entry.detail['conforms_to'])}"] if "conforms_to" in entry.detail else []),
            *([f"made from {entry.snapshot[:12]}"] if entry.snapshot else []),
            *([f"file {entry.file[:12]}"] if entry.file else []),
        ]
        reason = printable(entry.reason.replace("\n", "; "))
        yield f"{at}  {entry.event:<9}  {reason}{' (' + ', '.join(more) + ')' if more else ''}  [{printable(entry.by)}]"


def history_json(entries: Sequence[Entry]) -> str:
    """Entries as a JSON array."""
    return json.dumps([_entry(entry) for entry in entries], indent=2, ensure_ascii=False)


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.edition.id,
        "at": entry.at.isoformat(timespec="seconds"),
        "event": entry.event,
        "by": entry.by,
        "run": entry.run,
        "reason": entry.reason,
        "seconds": round(entry.seconds, 3),
        "pages": entry.pages,
        "sources": entry.sources,
        "snapshot": entry.snapshot,
        "sha256": entry.file,
        "detail": dict(entry.detail),
    }
