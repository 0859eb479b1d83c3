"""Refs as they are compared and printed: text, so that 1.1 and 1.10 are two."""

import re

from reporter.sources.tracker.spelling import QUOTES_AND_DASHES

BEFORE = re.compile(r"(?:action|ref(?:erence)?|number|no)\b[.:]?\s*(?=\S*\d)", re.IGNORECASE)


def read_ref(text: str) -> str:
    """The ref in a cell: "Action 1.1." is 1.1, and a dash of any length is a hyphen."""
    ref = " ".join(text.translate(QUOTES_AND_DASHES).split())
    return BEFORE.sub("", ref, count=1).rstrip(".:)")
