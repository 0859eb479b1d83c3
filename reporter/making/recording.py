"""Recording attempts, and putting papers in their place: first the ledger knows of a paper, then its name appears.

A run that is killed in between leaves an edition whose file is missing, and the next run makes the file again. So no
file is ever there that the ledger does not know, no number is used twice, and none is lost.
"""

import secrets
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from reporter.archive.ledger import Ledger
from reporter.archive.placing import edition_file, prepared
from reporter.domain.meetings import Edition
from reporter.domain.record import Entry, Event, Status
from reporter.errors import Problem
from reporter.making.workshop import Made
from reporter.work import Failed, Job

CONFORMANCE = ("PDF/UA-1", "PDF/A-3a")  # no paper leaves the press without


@dataclass
class Recorder:
    """Writes what one command does into the ledger, and its papers into the output folder."""

    ledger: Ledger
    output: Path
    by: str
    run: str = field(default_factory=lambda: secrets.token_hex(8))
    _open: dict[Edition, tuple[str, float]] = field(default_factory=dict)

    def close_abandoned(self) -> None:
        """End the attempts of runs that were killed: holding the ledger, we know that they are dead."""
        dangling = self.ledger.dangling()
        if dangling:
            reason = "The run was killed."
            self.ledger.record_all(
                [Entry(e.edition, Event.ABANDONED, self.ledger.now(), e.run, e.by, reason, e.sources) for e in dangling]
            )

    def not_started(self, failures: Iterable[Failed], today: date) -> None:
        """Boards whose calendar could not be read: nobody knows what was due of them."""
        for failed in failures:
            reason = "\n".join(str(problem) for problem in failed.problems)
            self.ledger.record(self._entry(Edition(failed.what, today, "", 0), Event.FAILED, reason, ""))

    def started(self, jobs: Iterable[Job]) -> None:
        """Attempts begin."""
        jobs = list(jobs)
        self.ledger.record_all([self._entry(job.edition, Event.STARTED, job.reason, job.sources) for job in jobs])
        self._open |= {job.edition: (job.sources, time.monotonic()) for job in jobs}

    def started_by_hand(self, edition: Edition, reason: str) -> None:
        """An attempt begins that somebody asked for by the edition's id."""
        self.ledger.record(self._entry(edition, Event.STARTED, reason, ""))
        self._open[edition] = ("", time.monotonic())

    def ended(self, edition: Edition, event: Event, reason: str, detail: Mapping[str, Any] | None = None) -> None:
        """An attempt ends without a paper."""
        sources, seconds = self._closed(edition)
        entry = self._entry(edition, event, reason, sources, seconds=seconds, detail=detail or {})
        self.ledger.record(entry)

    def failed(self, problems: Iterable[Problem]) -> None:
        """Every attempt that is still open ends."""
        reason = "\n".join(str(problem) for problem in problems)
        for edition in list(self._open):
            self.ended(edition, Event.FAILED, reason)

    def put(self, edition: Edition, status: Status, made: Made, reason: str, data_from: str = "") -> Path:
        """Put a paper in its place and record it; `data_from` is the snapshot that its plan was taken from, if any.

        Raises ArchiveError.
        """
        sources, begun = self._open[edition]
        composed, digest = made.composed, made.digest
        entry = self._entry(
            edition,
            Event.ISSUED if status is Status.ISSUED else Event.DRAFTED,
            reason,
            sources,
            snapshot=composed.commission.inputs.digest,
            substance=composed.substance,
            file=digest,
            pages=made.printed.pages,
            seconds=time.monotonic() - begun,
            detail={
                "counts": dict(composed.content.counts),
                "rows": dict(composed.vitals.rows),
                "as_at": composed.snapshot.as_at.isoformat(),
                "conforms_to": CONFORMANCE,
            }
            | ({"data_from": data_from} if data_from else {}),
        )
        return self._place(entry, made, draft=status is Status.DRAFT)

    def restore(self, edition: Edition, status: Status, made: Made, reason: str) -> Path:
        """Put a paper in its place whose file is gone. Raises ArchiveError."""
        sources, begun = self._open[edition]
        seconds = time.monotonic() - begun
        entry = self._entry(edition, Event.RESTORED, reason, sources, file=made.digest, seconds=seconds)
        return self._place(entry, made, draft=status is Status.DRAFT)

    def decided(self, edition: Edition, event: Event, reason: str, sources: str = "") -> None:
        """A person's decision."""
        self.ledger.record(self._entry(edition, event, reason, sources))

    def _place(self, entry: Entry, made: Made, *, draft: bool) -> Path:
        target = edition_file(self.output, entry.edition, draft=draft)
        with prepared(target, made.printed.content) as paper:
            self.ledger.record(entry, made.objects)
            paper.reveal()
        self._open.pop(entry.edition, None)  # not before: an attempt whose paper got no name has failed
        return target

    def _closed(self, edition: Edition) -> tuple[str, float]:
        sources, begun = self._open.pop(edition)
        return sources, time.monotonic() - begun

    def _entry(self, edition: Edition, event: Event, reason: str, sources: str, **more: Any) -> Entry:
        return Entry(edition, event, self.ledger.now(), self.run, self.by, reason, sources, **more)
