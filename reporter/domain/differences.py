"""What differs between two plans, each as at its own day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from reporter.domain.movement import PlanProgress
from reporter.domain.plan import ImprovementPlan
from reporter.domain.wording import join, uk_date


class Change(StrEnum):
    """How something differs."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Difference:
    """One thing that differs: what it is, which of its details, and what it was and is, in words."""

    what: str
    change: Change
    detail: str = ""
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        if self.change is not Change.CHANGED:
            shown = self.after or self.before
            return f"{self.what}: {self.change}{f' ({shown})' if shown else ''}"
        return f"{self.what}, {self.detail}: {self.before or 'nothing'} became {self.after or 'nothing'}"


def plan_differences(before: ImprovementPlan, after: ImprovementPlan) -> Iterator[Difference]:
    """How two plans differ, record by record; records with a ref are matched by it, the others by what they say."""
    for what, one, other in _tables(before, after):
        yield from _records(what, one, other)
    if before.narrative != after.narrative:
        yield from _fields("narrative", before.narrative, after.narrative)


def _tables(
    before: ImprovementPlan, after: ImprovementPlan
) -> Iterator[tuple[str, Mapping[Any, Any], Mapping[Any, Any]]]:
    yield "area", _by_ref(before.areas), _by_ref(after.areas)
    yield "strength", _by_words(before.strengths), _by_words(after.strengths)
    yield "area for improvement", _by_ref(before.areas_for_improvement), _by_ref(after.areas_for_improvement)
    yield "action", _by_ref(before.actions), _by_ref(after.actions)
    for action in after.actions:
        was = next((other for other in before.actions if other.ref == action.ref), None)
        if was:
            yield f"action {action.ref}, update", _by_words(was.updates), _by_words(action.updates)
    yield "indicator", _by_ref(before.indicators), _by_ref(after.indicators)
    for indicator in after.indicators:
        known = next((other for other in before.indicators if other.ref == indicator.ref), None)
        if known:
            yield f"indicator {indicator.ref}, figure", _by_words(known.measurements), _by_words(indicator.measurements)
    yield "voice", _by_words(before.voices), _by_words(after.voices)


def _by_ref(records: Iterable[Any]) -> dict[str, Any]:
    return {record.ref: record for record in records}


def _by_words(records: Iterable[Any]) -> dict[str, Any]:
    """Records without a ref: whatever is worded differently is another one."""
    return {", ".join(filter(None, (_words(getattr(record, f.name)) for f in fields(record)))): record
            for record in records}  # fmt: skip


def _records(what: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    for key in before:
        if key not in after:
            yield Difference(*_named(what, before[key]), before=_shown(before[key], key), change=Change.REMOVED)
    for key in after:
        if key not in before:
            yield Difference(*_named(what, after[key]), after=_shown(after[key], key), change=Change.ADDED)
        elif before[key] != after[key]:
            yield from _fields(*_named(what, after[key]), before[key], after[key])


def _named(what: str, record: Any) -> tuple[str]:
    return (f"{what} {record.ref}",) if hasattr(record, "ref") else (what,)


def _shown(record: Any, key: str) -> str:
    return str(getattr(record, "text", getattr(record, "title", getattr(record, "name", key))))


def _fields(what: str, before: Any, after: Any) -> Iterator[Difference]:
    for field in fields(after):
        was, now = getattr(before, field.name), getattr(after, field.name)
        if was != now and field.name not in {"updates", "measurements"}:  # these are records of their own
            yield Difference(what, Change.CHANGED, field.name.replace("_", " "), _words(was), _words(now))


def _words(value: Any) -> str:
    match value:
        case None:
            return ""
        case date():
            return uk_date(value)
        case str() | int() | float():
            return str(value)
        case Sequence():
            return join([_words(item) for item in value])
        case _:
            return join([_words(getattr(value, field.name)) for field in fields(value)])


def rating_differences(before: PlanProgress, after: PlanProgress) -> Iterator[Difference]:
    """Which actions are rated differently, and the areas and the plan as a whole.

    Each side is told in the words of its own scheme; another scheme alone is no difference.
    """
    one, other = before.scheme, after.scheme
    were = {progress.action.ref: progress for progress in before.actions}
    for now in after.actions:
        was = were.get(now.action.ref)
        if was and not other.alike(was.rating, now.rating):
            words = f"{one.word(was.rating)} ({was.reason})", f"{other.word(now.rating)} ({now.reason})"
            yield Difference(f"action {now.action.ref}", Change.CHANGED, "rating", *words)
    wholes = [(f"area {ref}", before.areas.get(ref), area) for ref, area in after.areas.items()]
    for what, known, whole in [*wholes, ("the plan", before.total, after.total)]:
        if known and not other.alike(known.rating, whole.rating):
            yield Difference(what, Change.CHANGED, "rating", one.word(known.rating), other.word(whole.rating))
