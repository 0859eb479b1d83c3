"""Recording attempts, and putting papers in their place: first the ledger knows of files, then their names appear.

A run that is killed in between leaves an edition with files missing, and the next run makes them again. So no
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
from reporter.archive.placing import prepared
from reporter.domain.meetings import Edition
from reporter.domain.naming import PDF, ending_of, file_name, pdf_of
from reporter.domain.record import Entry, Event, Status
from reporter.errors import Problem
from reporter.making.posting import Post
from reporter.making.workshop import Made
from reporter.work import Failed, Job

NOTHING_TO_SEND = Post()
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

    def put(  # noqa: PLR0913, PLR0917 - what there is to record
        self,
        edition: Edition,
        status: Status,
        made: Made,
        reason: str,
        data_from: str = "",
        post: Post = NOTHING_TO_SEND,
    ) -> dict[Path, str]:
        """Put a paper in its place, record it, and queue what goes out of it, all or nothing.

        `data_from` is the snapshot that its plan was taken from, if any. Gives its files with their digests, the PDF
        last. Raises ArchiveError.
        """
        sources, begun = self._open[edition]
        composed, digests = made.composed, made.digests
        classification, draft = composed.commission.board.classification, status is Status.DRAFT
        names = {ending: file_name(edition, ending, classification, draft=draft) for ending in digests}
        entry = self._entry(
            edition,
            Event.ISSUED if status is Status.ISSUED else Event.DRAFTED,
            reason,
            sources,
            snapshot=composed.commission.inputs.digest,
            substance=composed.substance,
            file=digests[PDF],
            pages=made.printed.pages,
            seconds=time.monotonic() - begun,
            detail={
                "counts": dict(composed.content.counts),
                "rows": dict(composed.vitals.rows),
                "as_at": composed.snapshot.as_at.isoformat(),
                "conforms_to": CONFORMANCE,
                "files": _recorded({names[ending]: digest for ending, digest in digests.items()}),
            }
            | ({"data_from": data_from} if data_from else {}),
        )
        return self._place(entry, made, list(names.values()), post)

    def restore(self, lost: Entry, made: Made, reason: str) -> dict[Path, str]:
        """Put those files in their place that an entry made and that are gone; gives them. Raises ArchiveError.

        Where somebody has brought all of them back meanwhile, it gives the PDF.
        """
        sources, begun = self._open[lost.edition]
        seconds = time.monotonic() - begun
        gone = {name: digest for name, digest in lost.files.items() if not (self.output / name).exists()}
        detail = {"files": _recorded(gone)}
        entry = self._entry(
            lost.edition, Event.RESTORED, reason, sources, file=lost.file, seconds=seconds, detail=detail
        )
        return self._place(entry, made, list(gone)) or {self.output / pdf_of(lost.files): lost.file}

    def decided(self, edition: Edition, event: Event, reason: str, sources: str = "") -> None:
        """A person's decision."""
        self.ledger.record(self._entry(edition, event, reason, sources))

    def _place(self, entry: Entry, made: Made, names: Iterable[str], post: Post = NOTHING_TO_SEND) -> dict[Path, str]:
        contents = {self.output / name: made.printed.files[ending_of(name)] for name in names}
        with prepared(contents) as paper:
            self.ledger.record(entry, {**made.objects, **post.objects}, post.parcels)
            paper.reveal()
        self._open.pop(entry.edition, None)  # not before: an attempt whose paper got no name has failed
        return {target: made.digests[ending_of(target.name)] for target in contents}

    def _closed(self, edition: Edition) -> tuple[str, float]:
        sources, begun = self._open.pop(edition)
        return sources, time.monotonic() - begun

    def _entry(self, edition: Edition, event: Event, reason: str, sources: str, **more: Any) -> Entry:
        return Entry(edition, event, self.ledger.now(), self.run, self.by, reason, sources, **more)


def _recorded(files: Mapping[str, str]) -> dict[str, str]:
    """Files as an entry keeps them: their folder follows from the edition."""
    return {name.rpartition("/")[2]: digest for name, digest in files.items()}
