"""From tables of text to the records of an improvement plan. Every problem of every row comes out in one error."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from reporter.domain.plan import (
    Action,
    AreaForImprovement,
    Footnote,
    ImprovementPlan,
    Indicator,
    Judgement,
    JudgementArea,
    Measurement,
    Narrative,
    Polarity,
    Rating,
    Signatory,
    Status,
    Strength,
    Unit,
    Update,
    Voice,
)
from reporter.domain.wording import uk_date
from reporter.findings import Findings, Place, ToDo
from reporter.sources.belonging import check_belonging, check_known, known_ref
from reporter.sources.cells import RowReader, quoted
from reporter.sources.earlier import EARLIER_ACTIONS
from reporter.sources.grid import Table

Dated = TypeVar("Dated", Update, Measurement)


class Part(StrEnum):
    """Which part of the papers a paragraph of the narrative belongs to."""

    PROMISE = "promise"
    FOREWORD = "foreword"
    SIGNATORY = "signatory"
    LOOKED_FOR = "looked for"
    TAKING_ACTION = "taking action"
    PULL_QUOTE = "pull quote"
    FOOTNOTE = "footnote"
    CLOSING = "closing"


OF_AN_AREA = frozenset({Part.LOOKED_FOR, Part.TAKING_ACTION, Part.PULL_QUOTE, Part.FOOTNOTE})


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One row of the narrative."""

    part: Part
    area: str
    text: str
    attribution: str


def plan_from(tables: Mapping[str, Table], findings: Findings) -> ImprovementPlan:
    """The plan in the tables; whatever is wrong with a row goes to the findings, and the caller must stop on errors.

    Refs are compared as text: 1.1 and 1.10 are two.
    """
    reader = _Reader(tables, findings)
    area_refs = reader.known_refs("areas")
    action_refs = reader.known_refs("actions")
    weakness_refs = reader.known_refs("areas for improvement")
    indicator_refs = reader.known_refs("indicators")
    narrative = list(_narrative(reader, area_refs))
    updates = _grouped(_updates(reader, action_refs))
    measurements = _grouped(_measurements(reader, indicator_refs))
    plan = ImprovementPlan(
        areas=tuple(_areas(reader, area_refs, narrative)),
        strengths=tuple(_strengths(reader, area_refs)),
        areas_for_improvement=tuple(_areas_for_improvement(reader, area_refs)),
        actions=tuple(_actions(reader, area_refs, weakness_refs, updates)),
        indicators=tuple(_indicators(reader, area_refs, measurements)),
        voices=tuple(_voices(reader, area_refs)),
        narrative=_around_the_plan(narrative),
        said_before=tuple((row.text("ref"), row.text("text")) for row in reader.rows(EARLIER_ACTIONS)),
        glossary=tuple((row.text("abbreviation"), row.text("meaning")) for row in reader.rows("glossary")),
    )
    _check_footnotes(reader, narrative)
    check_belonging(list(reader.rows("indicators")), plan.indicators)
    return plan


@dataclass(frozen=True, slots=True)
class _Reader:
    """The tables, and the findings that collect what is wrong with them."""

    tables: Mapping[str, Table]
    findings: Findings

    def rows(self, name: str) -> Iterator[RowReader]:
        table = self.tables.get(name)
        if table is not None:
            yield from table.readers(self.findings)

    def known_refs(self, name: str) -> frozenset[str]:
        """The refs of a table; one that stands twice is a problem."""
        seen: dict[str, Place] = {}
        for row in self.rows(name):
            ref = row.cells.get("ref", "")
            if ref and ref in seen:
                found = f"{quoted(ref)} stands already in {self._above(row.place, seen[ref])}."
                row.problem(ToDo.MEND_REFS, "ref", found, "Give each row a ref of its own.")
            seen.setdefault(ref, row.place)
        return frozenset(seen) - {""}

    @staticmethod
    def _above(here: Place, there: Place) -> str:
        """The other row, with its sheet or file where that is another."""
        return f"row {there.row}" if here.at(there.row) == there else str(there)


def _areas(reader: _Reader, refs: frozenset[str], narrative: Iterable[Paragraph]) -> Iterator[JudgementArea]:
    parts: dict[tuple[Part, str], list[Paragraph]] = defaultdict(list)
    for paragraph in narrative:
        parts[paragraph.part, paragraph.area].append(paragraph)
    earlier: set[str] = set()
    for row in reader.rows("areas"):
        ref = row.text("ref")
        parent = row.optional("parent")
        if parent == ref:
            row.problem(
                ToDo.MEND_REFS, "parent", "An area cannot be its own parent.", "Empty the cell or name another area."
            )
        elif parent and parent not in earlier:
            check_known(row, "parent", parent, refs)
            if parent in refs:
                row.problem(
                    ToDo.MEND_REFS,
                    "parent",
                    f"Area {quoted(parent)} stands further down.",
                    "Put an area below its parent.",
                )
        earlier.add(ref)
        yield JudgementArea(
            ref,
            row.text("title"),
            parent,
            row.optional("judged") or "",
            row.optional_choice("judgement", Judgement),
            looked_for=tuple(p.text for p in parts[Part.LOOKED_FOR, ref]),
            taking_action=tuple(p.text for p in parts[Part.TAKING_ACTION, ref]),
            pull_quotes=tuple(p.text for p in parts[Part.PULL_QUOTE, ref]),
            footnotes=tuple(Footnote(p.attribution, p.text) for p in parts[Part.FOOTNOTE, ref]),
        )


def _strengths(reader: _Reader, areas: frozenset[str]) -> Iterator[Strength]:
    for row in reader.rows("strengths"):
        yield Strength(known_ref(row, "area", areas), row.text("text"))


def _areas_for_improvement(reader: _Reader, areas: frozenset[str]) -> Iterator[AreaForImprovement]:
    for row in reader.rows("areas for improvement"):
        yield AreaForImprovement(
            row.text("ref"),
            known_ref(row, "area", areas),
            row.text("text"),
            row.optional("cause"),
            row.optional("paragraph"),
        )


def _actions(
    reader: _Reader, areas: frozenset[str], weaknesses: frozenset[str], updates: Mapping[str, tuple[Update, ...]]
) -> Iterator[Action]:
    for row in reader.rows("actions"):
        answers = row.refs("answers")
        for answered in answers:
            check_known(row, "answers", answered, weaknesses)
        action = Action(
            ref=row.text("ref"),
            area=known_ref(row, "area", areas),
            answers=answers,
            text=row.text("text"),
            lead=row.optional("lead"),
            partner_agency=row.optional("partner agency"),
            start=row.optional_day("start"),
            due=row.due_day("due"),
            due_words=row.optional("due in words") or row.due_words("due"),
            success_measure=row.optional("success measure"),
            baseline=row.optional("baseline"),
            target=row.optional("target"),
            intended_outcome=row.optional("intended outcome"),
            added=row.optional_day("added"),
            removed=row.optional_day("removed"),
            removal_reason=row.optional("removal reason"),
            sub_group=row.optional("sub-group"),
            updates=updates.get(row.cells.get("ref", ""), ()),
        )
        if action.start and action.current_due and action.current_due < action.start:
            row.problem(
                ToDo.MEND_DATES,
                "due",
                f"It is before the start, {uk_date(action.start)}.",
                "Correct one of the two dates.",
            )
        if action.added and action.removed and action.removed < action.added:
            row.problem(
                ToDo.MEND_DATES,
                "removed",
                f"It is before {uk_date(action.added)}, when the action was added.",
                "Correct one.",
            )
        yield action


def _updates(reader: _Reader, actions: frozenset[str]) -> Iterator[tuple[str, Update]]:
    for row in reader.rows("updates"):
        update = Update(
            dated=row.day("date"),
            author=row.optional("author") or "",
            status=row.choice("status", Status),
            progress=row.percent("progress"),
            commentary=row.optional("commentary") or "",
            revised_due=row.optional_day("revised due"),
            approved_by=row.optional("approved by"),
            lead_rating=row.optional_choice("lead rating", Rating),
            evidence_of_impact=row.optional("evidence of impact"),
            verified_by=row.optional("verified by"),
        )
        if update.status is Status.VERIFIED and not update.verified_by:
            row.problem(
                ToDo.FILL_IN, "verified by", "A verified action needs to say who verified it.", "Name the post."
            )
        yield known_ref(row, "action", actions), update


def _grouped(pairs: Iterable[tuple[str, Dated]]) -> dict[str, tuple[Dated, ...]]:
    """Dated records by the ref they belong to, oldest first; those of one day keep the order of the table."""
    groups: dict[str, list[Dated]] = defaultdict(list)
    for ref, record in pairs:
        groups[ref].append(record)
    return {ref: tuple(sorted(records, key=lambda record: record.dated)) for ref, records in groups.items()}


def _measurements(reader: _Reader, indicators: frozenset[str]) -> Iterator[tuple[str, Measurement]]:
    for row in reader.rows("measurements"):
        measurement = Measurement(row.text("series"), row.day("date"), row.figure_or_none("value"))
        yield known_ref(row, "indicator", indicators), measurement


def _indicators(
    reader: _Reader, areas: frozenset[str], measurements: Mapping[str, tuple[Measurement, ...]]
) -> Iterator[Indicator]:
    for row in reader.rows("indicators"):
        ref = row.text("ref")
        yield Indicator(
            ref,
            known_ref(row, "area", areas),
            row.text("name"),
            row.choice("unit", Unit),
            row.choice("polarity", Polarity),
            row.optional_figure("target"),
            row.optional("lead"),
            row.optional("source"),
            measurements.get(ref, ()),
            row.optional("part of"),
            row.optional("of"),
        )


def _voices(reader: _Reader, areas: frozenset[str]) -> Iterator[Voice]:
    for row in reader.rows("voices"):
        yield Voice(
            known_ref(row, "area", areas),
            row.day("date"),
            row.text("source"),
            row.text("text"),
            row.optional("response"),
        )


def _narrative(reader: _Reader, areas: frozenset[str]) -> Iterator[Paragraph]:
    for row in reader.rows("narrative"):
        part = row.choice("part", Part)
        area = known_ref(row, "area", areas) if part in OF_AN_AREA else ""
        attribution = row.text("attribution") if part is Part.FOOTNOTE else row.optional("attribution") or ""
        yield Paragraph(part, area, row.text("text"), attribution)


def _check_footnotes(reader: _Reader, narrative: Iterable[Paragraph]) -> None:
    """A footnote hangs on a phrase of what the inspectors look for in its area, so the phrase must stand there."""
    looked_for: dict[str, str] = defaultdict(str)
    for paragraph in narrative:
        if paragraph.part is Part.LOOKED_FOR:
            looked_for[paragraph.area] += paragraph.text + "\n"
    for row in reader.rows("narrative"):
        phrase, area = row.cells.get("attribution", ""), row.cells.get("area", "")
        if row.cells.get("part", "").casefold() == Part.FOOTNOTE and phrase not in looked_for[area]:
            found = f"{quoted(phrase)} does not stand in what the inspectors look for in area {area}."
            row.problem(
                ToDo.MEND_VALUES,
                "attribution",
                found,
                "Write the phrase as it stands there; the mark is printed after it.",
            )


def _around_the_plan(narrative: Iterable[Paragraph]) -> Narrative:
    rows = list(narrative)

    def texts(part: Part) -> tuple[str, ...]:
        return tuple(row.text for row in rows if row.part is part)

    return Narrative(
        promise=texts(Part.PROMISE),
        foreword=texts(Part.FOREWORD),
        signatories=tuple(Signatory(row.text, row.attribution) for row in rows if row.part is Part.SIGNATORY),
        closing=texts(Part.CLOSING),
    )
