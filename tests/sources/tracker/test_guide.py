"""What the guide to trackers says of values is how they are read."""

import re
from pathlib import Path

import pytest

from reporter.sources.tracker.dates import OfAPeriod, read_date
from reporter.sources.tracker.leads import read_leads
from reporter.sources.tracker.refs import read_ref
from reporter.sources.tracker.words import read_percent, read_rating, read_status

GUIDE = (Path(__file__).parents[3] / "docs/trackers.md").read_text("utf-8")
VALUES = re.findall(r"^\| (due date|status|rating|progress|lead|ref) \| (.+?) \| (.+?) \|$", GUIDE, re.MULTILINE)


def as_told(what: str, text: str) -> str:
    """How a value is read, in the guide's words."""
    if what == "due date":
        read = read_date(text, OfAPeriod.LAST)
        days = [day for day in (read.original, read.day) if day]
        return "kept in words" if read.kept else ", then ".join(map(str, days)) or "an error"
    if what == "status":
        status = read_status(text, {})
        return "removed" if status.removed else str(status.status or "an error")
    if what == "lead":
        return " and ".join(read_leads(text)) or "nobody"
    if what == "progress":
        percent = read_percent(text).percent
        return "an error" if percent is None else str(percent)
    return read_ref(text) if what == "ref" else str(read_rating(text, {}).rating or "an error")


@pytest.mark.parametrize(("what", "text", "told"), VALUES)
def test_a_value_is_read_as_the_guide_says(what: str, text: str, told: str) -> None:
    assert as_told(what, text) == told


def test_the_guide_has_examples_of_each_kind() -> None:
    assert {what for what, _, _ in VALUES} == {"due date", "status", "rating", "progress", "lead", "ref"}
    assert len(VALUES) > 40
