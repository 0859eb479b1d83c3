"""Whether what the ledger recorded is still there, as it was."""

from collections.abc import Iterator
from pathlib import Path

from reporter.archive.ledger import Ledger
from reporter.archive.placing import fault_of, files_of
from reporter.domain.naming import ENDINGS
from reporter.domain.record import MADE, Series
from reporter.errors import ArchiveError, Problem
from reporter.making.snapshot import Snapshot
from reporter.settings import Settings


def verify(settings: Settings, ledger: Ledger) -> Iterator[Problem]:
    """Every file that is missing, altered or writable, or that nobody recorded, and every damaged object."""
    known: set[Path] = set()
    for series in ledger.editions().values():
        for file, digest in _files(settings, series):
            known.add(file)
            if fault := fault_of(file, digest):
                yield Problem(str(file), *fault)
    for file in sorted(settings.output.glob("*/*/*")):
        if file.suffix in ENDINGS and file not in known:
            yield Problem(
                str(file), "The ledger does not know this file.", "Move it away; this program did not make it."
            )
    for digest in sorted({*ledger.digests(), *_needed(ledger)}):
        try:
            ledger.content(digest)
        except ArchiveError as error:
            yield from error.problems


def _needed(ledger: Ledger) -> Iterator[str]:
    """The digest of every snapshot, and of every piece that it names; one that cannot be read is told by itself."""
    made = [entry for series in ledger.editions().values() for entry in series.entries if entry.event in MADE]
    for digest in {entry.snapshot for entry in made}:
        yield digest
        try:
            snapshot = Snapshot.from_bytes(ledger.content(digest))
        except ArchiveError:
            continue
        for pieces in (snapshot.tables, snapshot.templates, snapshot.pictures):
            yield from pieces.values()


def _files(settings: Settings, series: Series) -> Iterator[tuple[Path, str]]:
    for entry in series.entries:
        if entry.event in MADE:
            yield from files_of(settings.output, entry).items()
