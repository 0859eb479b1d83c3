"""Columns whose heading can mean two things: what stands in them decides, and that is said."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from reporter.domain.tracker import TrackerField as Column
from reporter.findings import Findings, Place, ToDo
from reporter.settings import Tracker
from reporter.sources.tracker.header import Header
from reporter.sources.tracker.headings import spelt
from reporter.sources.tracker.words import known_status, read_percent, read_rating

MOST = 0.5  # the share of the filled cells that decides
Reads = Callable[[str], bool]


def settle(header: Header, rows: Sequence[Sequence[str]], tracker: Tracker, place: Place, findings: Findings) -> Header:
    """The header with "Progress" and "Status" read as what stands below them."""
    fields = dict(header.matching.fields)
    for meant in (Column.PROGRESS, Column.STATUS):
        at = header.matching.places.get(meant)
        if at is None or spelt(header.headings[at]) in map(spelt, tracker.columns):
            continue
        texts = [row[at] for row in rows if at < len(row) and row[at]]
        other = _other(meant, texts, tracker)
        if other and other not in fields.values():
            fields[at] = other
            found = f'What stands below "{header.headings[at]}" was read as {other}, not as {meant}.'
            advice = "Say in the config, under columns, what the heading means."
            findings.note(ToDo.LOOK_AT_LAYOUT, place.at(header.last, header.headings[at]), found, advice)
    return replace(header, matching=replace(header.matching, fields=fields))


def _other(meant: Column, texts: Sequence[str], tracker: Tracker) -> Column | None:
    """What a column is, if hardly any of its texts is what its heading says."""
    readers: Mapping[Column, Reads] = {
        Column.PROGRESS: lambda text: not read_percent(text).problem.endswith("is not a percentage."),
        Column.STATUS: lambda text: _is_status(text, tracker),
        Column.LEAD_RATING: lambda text: read_rating(text, tracker.ratings).rating is not None,
    }
    if not texts or _mostly(texts, readers[meant]):
        return None
    if _mostly(texts, readers[Column.LEAD_RATING]):
        return Column.LEAD_RATING
    is_prose = _mostly(texts, lambda text: " " in text)
    return Column.COMMENTARY if is_prose else None


def _is_status(text: str, tracker: Tracker) -> bool:
    return known_status(text, tracker.statuses) is not None


def _mostly(texts: Sequence[str], reads: Reads) -> bool:
    counted = Counter(texts)  # most texts of such a column stand in many rows
    return sum(times for text, times in counted.items() if reads(text)) >= MOST * len(texts)
