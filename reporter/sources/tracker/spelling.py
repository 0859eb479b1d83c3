"""One spelling for the same words: how texts of trackers are compared, never how they are printed."""

import re
from functools import lru_cache

QUOTES_AND_DASHES = str.maketrans({
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
})  # fmt: skip
SPACE = re.compile(r"\s+")


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """The text in small letters on one line, with plain quotation marks and hyphens, without a full stop at the end."""
    return SPACE.sub(" ", text.translate(QUOTES_AND_DASHES)).strip().rstrip(".;,").casefold()
