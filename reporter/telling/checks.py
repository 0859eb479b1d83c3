"""What a check tells: findings grouped by what to do about them, and scores, as lines for people or as JSON."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from reporter.checking import Checked, exit_code
from reporter.domain.quality import PlanQuality, Quality
from reporter.domain.wording import join, short_date
from reporter.errors import printable
from reporter.findings import Finding, ToDo, Weight
from reporter.telling.problems import problem_json

HEADINGS = {
    Weight.ERROR: "Errors. No paper is made until they are mended:",
    Weight.WARNING: "Warnings. They stand in the board paper's annex on the data:",
    Weight.NOTE: "How it was read. Nothing to do where you mean the same:",
}
LONGEST = 32  # characters of an area's title: what the figures leave of 80 columns
MOST_TOLD = {Weight.ERROR: 40, Weight.WARNING: 20, Weight.NOTE: 5}  # of a kind; --json and --xlsx have them all


def check_lines(checked: Sequence[Checked]) -> Iterator[str]:
    """All that was found, board by board, and whether papers can be made."""
    for one in checked:
        yield from _board_lines(one)
    if not any(one.failed for one in checked):
        boards = join([one.board for one in checked])
        yield f"No problems: config, calendar, data, templates and papers of {boards}."


def _board_lines(one: Checked) -> Iterator[str]:
    for failed in one.failed:
        others = [problem for problem in failed.problems if not isinstance(problem, Finding)]
        if others:
            yield f"To mend: {failed.what}"
            yield from (f"  {problem}" for problem in others)
    for weight, heading in HEADINGS.items():
        findings = list(one.findings.of(weight))
        if findings:
            yield f"{one.board}: {heading}"
            yield from _grouped(findings, MOST_TOLD[weight])
    if one.quality and one.plan:
        yield from _score_lines(one.board, [(a.ref, f"{a.ref} {a.title}") for a in one.plan.areas], one.quality)
    yield from (f"Warning: {printable(warning)}" for warning in one.warnings)


def _grouped(findings: Sequence[Finding], most: int) -> Iterator[str]:
    for to_do in ToDo:
        group = [finding for finding in findings if finding.to_do is to_do]
        if not group:
            continue
        yield f"  {to_do} ({len(group)}):"
        yield from (f"    {finding}" for finding in group[:most])
        if len(group) > most:
            yield f"    and {len(group) - most} more (--json and --xlsx have all)"


def _score_lines(board: str, areas: Sequence[tuple[str, str]], quality: PlanQuality) -> Iterator[str]:
    """A table: each area, then the whole plan."""
    rows = [(title, quality.areas[ref]) for ref, title in areas] + [("The whole plan", quality.total)]
    width = max(len(_cut(title)) for title, _ in rows)
    yield f"{board}: How well the plan is kept:"
    yield f"  {'':<{width}}  {'SMART':>9}  {'fresh':>9}  {'chain':>9}  last update"
    for title, scores in rows:
        figures = "  ".join(f"{score!s:>9}" for score in (scores.smart, scores.fresh, scores.chain))
        yield f"  {_cut(title):<{width}}  {figures}  {_last(scores)}"


def _cut(title: str) -> str:
    return title if len(title) <= LONGEST else f"{title[: LONGEST - 1]}…"


def _last(scores: Quality) -> str:
    return short_date(scores.last_update) if scores.last_update else "never"


def check_json(checked: Sequence[Checked]) -> str:
    """A check as one JSON object."""
    content = {
        "failed": [
            {"what": failed.what, "problems": [problem_json(problem) for problem in failed.problems]}
            for one in checked
            for failed in one.failed
        ],
        "findings": [
            {"board": one.board, **problem_json(finding)} for one in checked for finding in one.findings.found
        ],
        "scores": [score for one in checked for score in _scores(one)],
        "warnings": [warning for one in checked for warning in one.warnings],
        "exit_code": exit_code(checked),
    }
    return json.dumps(content, indent=2, ensure_ascii=False)


def _scores(one: Checked) -> Iterator[dict[str, Any]]:
    if one.quality is None or one.plan is None:
        return
    titles = {area.ref: area.title for area in one.plan.areas}
    for ref, scores in one.quality.areas.items():
        yield _score(one.board, ref, titles[ref], scores)
    yield _score(one.board, "", "The whole plan", one.quality.total)


def _score(board: str, ref: str, title: str, scores: Quality) -> dict[str, Any]:
    return {
        "board": board,
        "area": ref,
        "title": title,
        "smart": [scores.smart.good, scores.smart.of],
        "fresh": [scores.fresh.good, scores.fresh.of],
        "chain": [scores.chain.good, scores.chain.of],
        "last_update": scores.last_update.isoformat() if scores.last_update else None,
    }
