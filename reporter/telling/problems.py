"""Problems as JSON; of a finding, its place in all its parts."""

import json
from collections.abc import Sequence
from typing import Any

from reporter.errors import Problem
from reporter.findings import Finding


def problems_json(problems: Sequence[Problem]) -> str:
    """Problems as a JSON array."""
    return json.dumps([problem_json(problem) for problem in problems], indent=2, ensure_ascii=False)


def problem_json(problem: Problem) -> dict[str, Any]:
    """A problem as a JSON object; of a finding, all its parts."""
    told: dict[str, Any] = {"where": problem.where, "found": problem.found, "advice": problem.advice}
    if not isinstance(problem, Finding):
        return told
    place = problem.place
    return told | {
        "weight": problem.weight,
        "to_do": problem.to_do,
        "file": place.file,
        "sheet": place.sheet,
        "row": place.row,
        "column": place.column,
        "cell": place.cell,
        "value": problem.value,
    }
