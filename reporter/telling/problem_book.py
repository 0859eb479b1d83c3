"""The problems of a check as a workbook that leads can work through: one row a problem, one sheet of scores."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from reporter.checking import Checked
from reporter.domain.wording import uk_date
from reporter.errors import Problem
from reporter.findings import Finding, ToDo, Weight
from reporter.workbooks import About, Table, Workbook, add_sheet, workbook

PROBLEMS = (
    ("No", 6),
    ("Weight", 11),
    ("What to do", 34),
    ("Lead", 26),
    ("Ref", 10),
    ("File", 20),
    ("Sheet", 16),
    ("Row", 8),
    ("Column", 18),
    ("Found value", 30),
    ("What is wrong", 44),
    ("How to mend it", 44),
    ("Done?", 9),
)
SCORES = (("Area", 44), ("SMART actions", 16), ("of all actions", 16), ("Fresh actions", 16), ("of open actions", 16),
          ("Links that hold", 16), ("of all links", 16), ("Latest update", 24))  # fmt: skip


def problem_book(checked: Sequence[Checked], today: date) -> bytes:
    """The workbook (.xlsx): every text from the data is text, never a formula, a number or a link."""
    about = About("Problems found in the improvement plan's data", "One row for each problem", "reporter", today)
    return workbook(about, partial(_fill, checked))


def _fill(checked: Sequence[Checked], book: Workbook) -> None:
    problems = [[number, *row] for number, row in enumerate(_problems(checked), 1)]
    sheet = _add(book, "Problems", PROBLEMS, problems)
    if problems:
        place = (1, len(PROBLEMS) - 1, len(problems), len(PROBLEMS) - 1)
        sheet.data_validation(*place, {"validate": "list", "source": ["yes", "no"]})
    _add(book, "Scores", SCORES, list(_scores(checked)))


def _add(book: Workbook, name: str, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[Any]]) -> Any:
    """A sheet with one table."""
    sheet = add_sheet(book, name, [width for _, width in columns])
    Table(name, [heading for heading, _ in columns], rows).add_to(sheet, 0, book)
    return sheet


def _problems(checked: Sequence[Checked]) -> Iterator[list[Any]]:
    for one in checked:
        others = [p for failed in one.failed for p in failed.problems if not isinstance(p, Finding)]
        yield from (_other_row(problem) for problem in others)
        leads = _leads(one)
        for weight in (Weight.ERROR, Weight.WARNING):
            findings = list(one.findings.of(weight))
            yield from (_row(f, *leads.get((f.place.file, f.place.sheet, f.place.row), ("", "")))
                        for to_do in ToDo for f in findings if f.to_do is to_do)  # fmt: skip
        for gap in one.quality.gaps if one.quality else ():
            found = f"{gap.ref} does not say {gap.missing}."
            yield [
                "gap",
                "Complete the plan",
                gap.lead,
                gap.ref,
                "",
                "",
                None,
                "",
                "",
                found,
                f"Add {gap.missing}.",
                "",
            ]


def _leads(one: Checked) -> dict[tuple[str, str, int | None], tuple[str, str]]:
    """Who answers for the action in each row that was read, and its ref."""
    return {
        (place.file, place.sheet, place.row): (action.lead or "", action.ref)
        for action in (one.plan.actions if one.plan else ())
        if (place := one.places.get(action.ref))
    }


def _row(finding: Finding, lead: str, ref: str) -> list[Any]:
    place = finding.place
    at = [place.file, place.sheet, place.row, place.column or place.cell]
    return [finding.weight, finding.to_do, lead, ref, *at, finding.value, finding.found, finding.advice, ""]


def _other_row(problem: Problem) -> list[Any]:
    return ["error", ToDo.MEND_FILES, "", "", problem.where, "", None, "", "", problem.found, problem.advice, ""]


def _scores(checked: Sequence[Checked]) -> Iterator[list[Any]]:
    for one in checked:
        if one.quality is None or one.plan is None:
            continue
        titles = {area.ref: f"{area.ref} {area.title}" for area in one.plan.areas}
        for ref, scores in (*one.quality.areas.items(), ("", one.quality.total)):
            smart, fresh, chain = scores.smart, scores.fresh, scores.chain
            last = uk_date(scores.last_update) if scores.last_update else "never"
            yield [
                titles.get(ref, "The whole plan"),
                smart.good,
                smart.of,
                fresh.good,
                fresh.of,
                chain.good,
                chain.of,
                last,
            ]
