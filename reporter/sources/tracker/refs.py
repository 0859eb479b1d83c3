"""Refs as they are compared and printed: text, so that 1.1 and 1.10 are two."""

import re
from functools import lru_cache

from reporter.sources.tracker.spelling import QUOTES_AND_DASHES

BEFORE = re.compile(r"(?:(?:action|ref(?:erence)?|number|no)\b[.:]?\s*)+(?=\S*\d)", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def read_ref(text: str) -> str:
    """The ref in a cell: "Action 1.1." and "(1.1)" are 1.1, and a dash of any length is a hyphen."""
    ref = " ".join(text.translate(QUOTES_AND_DASHES).split())
    while (shorn := _shorn(ref)) != ref:
        ref = shorn
    return ref


def _shorn(ref: str) -> str:
    named = BEFORE.match(ref)
    ref = ref[named.end() if named else 0 :].rstrip(" .:").lstrip()
    if "(" not in ref:
        return ref.rstrip(")")
    is_bracketed = ref.startswith("(") and ref.find(")") == len(ref) - 1
    return ref[1:-1] if is_bracketed else ref
