"""What people and machines are told: reports as plain lines or as JSON."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from reporter.domain.meetings import Edition
from reporter.domain.wording import count, join, uk_date
from reporter.errors import Problem
from reporter.settings import Settings
from reporter.work import Failed, Job, Produced, Report

MOST_TOLD = 100  # problems a person reads at once; --json has them all


def produced_line(produced: Produced) -> str:
    """output/…/board-paper-e1.pdf: edition 1, 34 pages, data as at 17 March 2015; actions 44, red 7, amber 7 …."""
    job = produced.job
    counts = ", ".join(f"{what} {number}" for what, number in produced.counts.items())
    pages = count(produced.pages, "page")
    return f"{produced.file}: edition {job.edition.number}, {pages}, data as at {uk_date(job.as_at)}; {counts}"


def job_line(job: Job, file: Path) -> str:
    """What a run would make."""
    compared = f", compared with {uk_date(job.since)}" if job.since else ""
    return f"{file}: edition {job.edition.number}, data as at {uk_date(job.as_at)}{compared}"


def failed_lines(heading: str, failed: Failed) -> Iterator[str]:
    """One line that says what is concerned, then one a problem."""
    yield f"{heading}: {failed.what}"
    yield from (f"  {problem}" for problem in failed.problems[:MOST_TOLD])
    if len(failed.problems) > MOST_TOLD:
        yield f"  and {count(len(failed.problems) - MOST_TOLD, 'more problem')}"


def outlook(report: Report) -> str:
    """Which papers are due next, where nothing is due now."""
    said = [
        f"{board}: next papers on {uk_date(meeting.papers_due)}, for the meeting of {uk_date(meeting.dated)}."
        if meeting
        else f"{board}: the meeting calendar has no later meeting."
        for board, meeting in report.upcoming.items()
    ]
    return " ".join(said)


def checked_line(settings: Settings) -> str:
    """All is well with these boards."""
    return f"No problems: config, calendar, data, templates and papers of {join(list(settings.boards))}."


def check_json(report: Report) -> str:
    """A check as one JSON object."""
    return json.dumps({"failed": _failed(report), "exit_code": report.exit_code}, indent=2, ensure_ascii=False)


def report_json(report: Report, today: date, files: dict[Edition, Path]) -> str:
    """A run as one JSON object."""
    content = {
        "today": today.isoformat(),
        "due": [_job(job, files[job.edition]) for job in report.jobs],
        "produced": [_produced(produced) for produced in report.produced],
        "failed": _failed(report),
        "exit_code": report.exit_code,
    }
    return json.dumps(content, indent=2, ensure_ascii=False)


def editions_json(editions: Sequence[tuple[Edition, Path]]) -> str:
    """Editions as a JSON array."""
    return json.dumps([_edition(edition, file) for edition, file in editions], indent=2, ensure_ascii=False)


def _edition(edition: Edition, file: Path) -> dict[str, Any]:
    return {
        "id": edition.id,
        "board": edition.board,
        "paper": edition.paper,
        "meeting": edition.meeting.isoformat(),
        "edition": edition.number,
        "file": str(file),
    }


def _job(job: Job, file: Path) -> dict[str, Any]:
    since = job.since.isoformat() if job.since else None
    return _edition(job.edition, file) | {"as_at": job.as_at.isoformat(), "since": since}


def _produced(produced: Produced) -> dict[str, Any]:
    result = {"pages": produced.pages, "counts": dict(produced.counts), "digest": produced.digest}
    return _job(produced.job, produced.file) | result


def _failed(report: Report) -> list[dict[str, Any]]:
    return [{"what": failed.what, "problems": [_problem(p) for p in failed.problems]} for failed in report.failed]


def _problem(problem: Problem) -> dict[str, str]:
    return {"where": problem.where, "found": problem.found, "advice": problem.advice}
