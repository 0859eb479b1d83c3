"""Where everything stands, for people and for monitoring: each paper by its calendar, and letters that are not done."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from reporter.agenda.standing import Stage, Standing
from reporter.domain.delivery import Parcel
from reporter.domain.record import Status
from reporter.domain.wording import count, uk_date
from reporter.errors import printable
from reporter.telling.problems import problem_json
from reporter.telling.runs import HELP_WITH_HELD
from reporter.telling.sent import help_with, parcel_json, parcel_line
from reporter.work import Failed


@dataclass(frozen=True)
class LastRun:
    """When the last run began, and its exit code, where that is remembered."""

    began: datetime
    code: int


@dataclass(frozen=True)
class Overview:
    """All that there is to tell, at a moment in the boards' zone."""

    now: datetime
    papers: Sequence[Standing]
    failed: Sequence[Failed]
    parcels: Sequence[Parcel]
    last_run: LastRun | None

    @property
    def exit_code(self) -> int:
        """1 where a paper is due and not issued, a letter or copy is stuck, or a calendar cannot be read."""
        overdue = any(paper.stage is Stage.OVERDUE for paper in self.papers)
        stuck = any(parcel.is_stuck(self.now) for parcel in self.parcels)
        return int(overdue or stuck or bool(self.failed))


def status_lines(overview: Overview) -> Iterator[str]:
    """A line for each paper, then what waits or needs a person."""
    width = max((len(paper.paper) for paper in overview.papers), default=0)
    for board, papers in groupby(overview.papers, key=lambda paper: paper.board):
        yield board
        for paper in papers:
            yield f"  {paper.paper:<{width}}  {_said(paper)}"
    for failed in overview.failed:
        yield f"{failed.what}: its calendar cannot be read."
        yield from (f"  {problem}" for problem in failed.problems)
    yield from _parcels(overview)
    if overview.last_run:
        began = overview.last_run.began.astimezone(overview.now.tzinfo)
        ended = "well" if overview.last_run.code == 0 else f"with code {overview.last_run.code}"
        yield f"The last run began on {uk_date(began)} at {began:%H:%M} and ended {ended}."


def _said(paper: Standing) -> str:
    """For 25 March 2015: draft, to go out by 17 March 2015, with the command."""
    occasion = paper.occasion
    if occasion is None:
        last = f"; last {paper.edition.id}, {paper.status}" if paper.edition else ""
        return f"not due{last}{_next(paper)}"
    by, what_to_do = uk_date(occasion.despatch), _what_to_do(paper)
    said = {
        Stage.ISSUED: f"issued{what_to_do}{_next(paper)}",
        Stage.NOT_WANTED: f"not wanted, or withdrawn{_next(paper)}",
        Stage.TO_BE_MADE: f"the next run makes it, to go out by {by}{what_to_do}",
        Stage.TO_BE_ISSUED: f"draft, to go out by {by}{what_to_do}",
        Stage.OVERDUE: f"{'NOT ISSUED' if paper.edition else 'NOT MADE'}, to go out by {by}{what_to_do}",
    }
    return f"for {uk_date(occasion.dated)}: {said[paper.stage]}"


def _what_to_do(paper: Standing) -> str:
    """Why it is as it is, where that is known, and the command that helps."""
    if paper.held:
        help_ = HELP_WITH_HELD[paper.held.gate].format(id=paper.held.edition.id)
        return f"; held: {printable(paper.held.reason)} {help_}"
    if paper.failed:
        return "; the last attempt failed: reporter check says why"
    if paper.edition and paper.status is Status.DRAFT:
        later = "; a later draft waits" if paper.stage is Stage.ISSUED else ""
        return f"{later}: reporter issue {paper.edition.id} --by NAME"
    return ": reporter run" if paper.stage is Stage.OVERDUE else ""


def _next(paper: Standing) -> str:
    return f"; next {uk_date(paper.following.draft)}, for {uk_date(paper.following.dated)}" if paper.following else ""


def _parcels(overview: Overview) -> Iterator[str]:
    if not overview.parcels:
        yield "Nothing waits to be sent."
        return
    stuck = [parcel for parcel in overview.parcels if parcel.is_stuck(overview.now)]
    waiting = len(overview.parcels) - len(stuck)
    if waiting:
        yield f"{count(waiting, 'letter or copy waits', 'letters or copies wait')} to be sent; runs try again."
        tried = (parcel for parcel in overview.parcels if parcel.attempts and parcel not in stuck)
        yield from (f"  {_since(parcel, overview)}" for parcel in tried)
    for parcel in stuck:
        yield _since(parcel, overview)
        yield f"  {help_with(parcel.edition, parcel.state, parcel.recipient)}"


def _since(parcel: Parcel, overview: Overview) -> str:
    since = uk_date(parcel.waits_since.astimezone(overview.now.tzinfo))
    return f"{parcel.edition.id}, since {since}: {parcel_line(parcel)}"


def status_json(overview: Overview) -> str:
    """All of it as one JSON object."""
    content = {
        "now": overview.now.isoformat(timespec="seconds"),
        "papers": [_paper(paper) for paper in overview.papers],
        "failed": [{"what": one.what, "problems": [problem_json(p) for p in one.problems]} for one in overview.failed],
        "parcels": [parcel_json(parcel) | {"stuck": parcel.is_stuck(overview.now)} for parcel in overview.parcels],
        "last_run": _run(overview.last_run),
        "exit_code": overview.exit_code,
    }
    return json.dumps(content, indent=2, ensure_ascii=False)


def _paper(paper: Standing) -> Mapping[str, Any]:
    occasion, following = paper.occasion, paper.following
    return {
        "board": paper.board,
        "paper": paper.paper,
        "stage": paper.stage,
        "for": occasion.dated.isoformat() if occasion else None,
        "despatch": occasion.despatch.isoformat() if occasion else None,
        "edition": paper.edition.id if paper.edition else None,
        "status": paper.status,
        "held": paper.held.reason if paper.held else "",
        "failed": paper.failed,
        "next_due": following.draft.isoformat() if following else None,
    }


def _run(run: LastRun | None) -> Mapping[str, Any] | None:
    return {"began": run.began.isoformat(timespec="seconds"), "exit_code": run.code} if run else None
