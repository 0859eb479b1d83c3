"""What people and machines are told: reports as plain lines or as JSON."""

import json
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from reporter.domain.gates import Gate
from reporter.domain.naming import TWIN, WORKBOOK, ending_of
from reporter.domain.record import Status
from reporter.domain.wording import count, join, uk_date
from reporter.errors import printable
from reporter.telling.problems import problem_json
from reporter.telling.sent import counts_json
from reporter.work import Failed, Job, Produced, Report, Sent, Task

RELEASE = "Mend the data and run again; or let it pass with: reporter release {id} --by NAME --reason TEXT"
HELP_WITH_HELD = {
    Gate.FRESHNESS: RELEASE,
    Gate.ROWS: RELEASE,
    Gate.MISSING_VALUE: "Nothing can be released here: run again when the template is mended.",
}
KINDS = {TWIN: "HTML twin", WORKBOOK: "workbook"}
MOST_TOLD = 100  # problems a person reads at once; --json has them all


def outcome_lines(report: Report) -> Iterator[str]:
    """What came of each job that went well, a line each."""
    yield from (produced_line(produced) for produced in report.produced)
    yield from (f"{unneeded.job.edition.id}: not made. {unneeded.reason}" for unneeded in report.unneeded)


def produced_line(produced: Produced) -> str:
    """output/…/board-paper-e1-OFFICIAL.pdf: edition 1, 34 pages, HTML twin beside it, data as at …; actions 44 …."""
    job = produced.job
    counts = ", ".join(f"{what} {number}" for what, number in produced.counts.items())
    pages = count(produced.pages, "page")
    again = "made again, " if job.task is Task.RESTORE else ""
    *others, last = produced.files
    said = f"{_what(job)}, {again}{pages}{_beside(others)}, data as at {uk_date(job.as_at)}{_data_from(job)}"
    return f"{last}: {said}; {counts}"


def files_said(files: Collection[Path]) -> str:
    """The PDF, and what stands beside it; where only another file was made again, that one."""
    *others, last = files
    return f"{last}{_beside(others)}"


def _beside(others: Collection[Path]) -> str:
    return f", {join([KINDS[ending_of(other.name)] for other in others])} beside it" if others else ""


def job_line(job: Job, output: Path) -> str:
    """What a run would make."""
    compared = f", compared with {uk_date(job.since)}" if job.since else ""
    unless = ", unless it would say the same as the last" if job.task is Task.REFRESH else ""
    said = f"{_what(job)}, data as at {uk_date(job.as_at)}{_data_from(job)}{compared} ({job.reason}){unless}"
    return f"{output / job.pdf}: {said}"


def _what(job: Job) -> str:
    number = f"edition {job.edition.number}"
    return f"draft of {number}" if job.status is Status.DRAFT else number


def _data_from(job: Job) -> str:
    return f" as kept for {job.data_from.edition.id}" if job.data_from else ""


def complaints(report: Report) -> Iterator[str]:
    """What people must hear of whatever else they asked for: failures, what is held, warnings."""
    for failed in report.failed:
        yield from failed_lines("Not produced", failed)
    for held in report.held:
        yield f"Held: {held.edition.id}"
        yield f"  {printable(held.reason)} {HELP_WITH_HELD[held.gate].format(id=held.edition.id)}"
    yield from warning_lines(report)


def warning_lines(report: Report) -> Iterator[str]:
    """What is not wrong yet and will be."""
    yield from (f"Warning: {printable(warning)}" for warning in report.warnings)


def failed_lines(heading: str, failed: Failed) -> Iterator[str]:
    """One line that says what is concerned, then one a problem."""
    yield f"{heading}: {failed.what}"
    yield from (f"  {problem}" for problem in failed.problems[:MOST_TOLD])
    if len(failed.problems) > MOST_TOLD:
        yield f"  and {count(len(failed.problems) - MOST_TOLD, 'more problem')}"


def outlook(report: Report) -> str:
    """Which papers are due next, where nothing is due now."""
    said = [
        f"{board}: next papers on {uk_date(occasion.draft.date())}, for {uk_date(occasion.dated)}."
        for board, occasion in report.upcoming.items()
        if occasion
    ]
    return " ".join(said)


def report_json(report: Report, today: date, output: Path, sent: Sent | None) -> str:
    """A run as one JSON object."""
    content = {
        "today": today.isoformat(),
        "due": [_job(job, output) for job in report.jobs],
        "produced": [_produced(produced, output) for produced in report.produced],
        "unneeded": [{"id": u.job.edition.id, "reason": u.reason} for u in report.unneeded],
        "held": [{"id": held.edition.id, "gate": held.gate, "reason": held.reason} for held in report.held],
        "failed": _failed(report),
        "warnings": report.warnings,
        "sent": counts_json(sent),
        "exit_code": report.exit_code or (sent.exit_code if sent else 0),
    }
    return json.dumps(content, indent=2, ensure_ascii=False)


def _job(job: Job, output: Path) -> dict[str, Any]:
    edition = job.edition
    return {
        "id": edition.id,
        "board": edition.board,
        "paper": edition.paper,
        "meeting": edition.dated.isoformat(),
        "edition": edition.number,
        "status": job.status,
        "file": str(output / job.pdf),
        "as_at": job.as_at.isoformat(),
        "since": job.since.isoformat() if job.since else None,
        "task": job.task,
        "reason": job.reason,
    }


def _produced(produced: Produced, output: Path) -> dict[str, Any]:
    files = {str(file): digest for file, digest in produced.files.items()}
    result = {"pages": produced.pages, "counts": dict(produced.counts), "digest": produced.digest, "files": files}
    return _job(produced.job, output) | result


def _failed(report: Report) -> list[dict[str, Any]]:
    return [{"what": failed.what, "problems": [problem_json(p) for p in failed.problems]} for failed in report.failed]
