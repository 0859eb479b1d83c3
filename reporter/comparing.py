"""What differs between two editions: how they were made, what the plan said, and how it was rated."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reporter.archive.ledger import Ledger
from reporter.domain.differences import Change, Difference, plan_differences, rating_differences
from reporter.domain.meetings import Edition
from reporter.domain.movement import measure
from reporter.domain.wording import join, uk_date
from reporter.errors import printable
from reporter.making.materials import kept_plan
from reporter.making.reprinting import entry_of, snapshot_of
from reporter.making.snapshot import Snapshot


@dataclass(frozen=True)
class Comparison:
    """Two editions, and what differs from the first to the second."""

    before: Edition
    after: Edition
    making: tuple[Difference, ...]
    plan: tuple[Difference, ...]
    ratings: tuple[Difference, ...]


def compare(ledger: Ledger, before: Edition, after: Edition) -> Comparison:
    """What differs between two editions, from what was kept of them. Raises UsageError where one does not exist."""
    one, other = (snapshot_of(ledger, entry_of(ledger, edition)) for edition in (before, after))
    plans = [kept_plan(ledger, snapshot).load().plan for snapshot in (one, other)]
    boards = [snapshot.board_of_then for snapshot in (one, other)]
    said = [plan.as_at(snapshot.as_at) for plan, snapshot in zip(plans, (one, other), strict=True)]
    rated = [
        measure(plan, snapshot.as_at, None, board.rating.thresholds, board.rating_scheme)
        for plan, snapshot, board in zip(plans, (one, other), boards, strict=True)
    ]
    return Comparison(
        before, after, tuple(_making(one, other)), tuple(plan_differences(*said)), tuple(rating_differences(*rated))
    )


def _making(one: Snapshot, other: Snapshot) -> Iterator[Difference]:
    if one.as_at != other.as_at:
        yield Difference("the paper", Change.CHANGED, "as-at day", uk_date(one.as_at), uk_date(other.as_at))
    yield from _entries("config", _config(one), _config(other))
    yield from _entries("version", one.versions, other.versions)
    for kind, was, now in (("template", one.templates, other.templates), ("picture", one.pictures, other.pictures)):
        for name in sorted(was.keys() | now.keys()):
            if name not in now:
                yield Difference(f"{kind} {name}", Change.REMOVED)
            elif name not in was:
                yield Difference(f"{kind} {name}", Change.ADDED)
            elif was[name] != now[name]:
                yield Difference(f"{kind} {name}", Change.CHANGED, "content", was[name][:12], now[name][:12])


def _entries(what: str, was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Difference]:
    for name in sorted(was.keys() | now.keys()):
        if was.get(name, "") != now.get(name, ""):
            yield Difference(what, Change.CHANGED, name, was.get(name, ""), now.get(name, ""))


def _config(snapshot: Snapshot) -> dict[str, str]:
    """The config's keys, as they are written with dots; those of the paper stand under "cover"."""
    sections = dict(snapshot.board)
    (cover,) = sections.pop("papers").values()
    return _flat(sections | {"cover": cover})


def _flat(config: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in config.items():
        if isinstance(value, dict):
            found |= _flat(value, f"{prefix}{key}.")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            found |= _flat({str(at): item for at, item in enumerate(value)}, f"{prefix}{key}.")
        elif value is not None:
            found[f"{prefix}{key}"] = join([str(item) for item in value]) if isinstance(value, list) else str(value)
    return found


def comparison_lines(found: Comparison) -> Iterator[str]:
    """What differs, a line each."""
    yield f"From {found.before.id} to {found.after.id}:"
    parts = (("How they were made", found.making), ("What the plan says", found.plan), ("Ratings", found.ratings))
    for heading, differences in parts:
        if differences:
            yield heading
            yield from (f"  {printable(str(difference))}" for difference in differences)
    if not any(differences for _, differences in parts):
        yield "  Nothing differs."


def comparison_json(found: Comparison) -> str:
    """The same as one JSON object."""
    content = {
        "from": found.before.id,
        "to": found.after.id,
        "making": [_difference(difference) for difference in found.making],
        "plan": [_difference(difference) for difference in found.plan],
        "ratings": [_difference(difference) for difference in found.ratings],
    }
    return json.dumps(content, indent=2, ensure_ascii=False)


def _difference(difference: Difference) -> dict[str, str]:
    return {
        "what": difference.what,
        "change": difference.change,
        "detail": difference.detail,
        "before": difference.before,
        "after": difference.after,
    }
