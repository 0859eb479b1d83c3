"""The annex on the data: how well each area of the plan is kept, and what was doubtful when it was read."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from reporter.domain.plan import ImprovementPlan
from reporter.domain.quality import Quality, Score, assess
from reporter.domain.wording import count, short_date
from reporter.findings import Finding, ToDo
from reporter.papers.commission import Commission

MOST_TOLD = 12  # findings of a kind; `reporter check` tells all


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """The scores of one area, or of the whole plan."""

    area: str
    smart: str
    fresh: str
    chain: str
    last_update: str


@dataclass(frozen=True, slots=True)
class Doubts:
    """What was doubtful in one way: what to do about it, each place, and how many more there are."""

    to_do: str
    told: Sequence[str]
    more: str


@dataclass(frozen=True, slots=True)
class DataQuality:
    """The annex: the last row of scores is that of the whole plan."""

    scores: Sequence[ScoreRow]
    stale_after_days: int
    opening: str
    doubts: Sequence[Doubts]


def data_quality(commission: Commission, plan: ImprovementPlan) -> DataQuality:
    """The annex for a plan, given as it stood at the end of the commission's day."""
    thresholds = commission.board.rating.thresholds
    quality = assess(plan, commission.as_at, thresholds)
    rows = [_row(f"{area.ref} {area.title}", quality.areas[area.ref]) for area in plan.areas]
    warnings = commission.inputs.warnings
    return DataQuality(
        (*rows, _row("The whole plan", quality.total)),
        thresholds.stale_after_days,
        _opening(len(warnings)),
        tuple(doubts for to_do in ToDo if (doubts := _doubts(to_do, warnings))),
    )


def _row(area: str, quality: Quality) -> ScoreRow:
    last = short_date(quality.last_update) if quality.last_update else "never"
    return ScoreRow(area, _said(quality.smart), _said(quality.fresh), _said(quality.chain), last)


def _said(score: Score) -> str:
    return f"{score} ({score.percent}%)" if score.of else "nothing to count"


def _opening(number: int) -> str:
    if number == 0:
        return "Nothing was doubtful when the plan was read."
    return f"{count(number, 'place')} in the plan {'was' if number == 1 else 'were'} doubtful when it was read."


def _doubts(to_do: ToDo, warnings: Sequence[Finding]) -> Doubts | None:
    found = [warning for warning in warnings if warning.to_do is to_do]
    if not found:
        return None
    more = f"and {len(found) - MOST_TOLD} more" if len(found) > MOST_TOLD else ""
    return Doubts(to_do, tuple(f"{_where(warning)}: {warning.found}" for warning in found[:MOST_TOLD]), more)


def _where(finding: Finding) -> str:
    """The place by the name of its file: the folders around it are nobody's business."""
    place = str(finding.place)
    return place.replace(finding.place.file, PurePath(finding.place.file).name, 1)
