"""Several leads in one cell. Commas, "and" and "&" part nobody: the titles of posts hold them."""

import re
from functools import lru_cache

from reporter.sources.tracker.spelling import plain

PARTED = re.compile(
    r"[;\n]+|(?:\s+/\s+|(?<=[^\W\d]{2})/(?=[^\W\d]{2})|(?<=[a-z])/(?=[A-Z]))(?![^()]*\))"  # no slash in brackets
)
BULLET = re.compile(r"^\s*(?:[\u2022*\u2013-]+|\d{1,2}[.)](?=\s))")
GOES_ON = re.compile(r"\s*\n\s*(?=\()")
NOBODY = frozenset({"", "-", "tbc", "tba", "tbd", "n/a", "na", "none", "all", "all leads", "all partners",
                    "all agencies", "various", "everyone", "everybody", "to be confirmed", "to be agreed",
                    "vacant"})  # fmt: skip
KEPT_TOGETHER = re.compile(r"\b(?:and/or|n/a)\b", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def read_leads(text: str) -> tuple[str, ...]:
    """Everybody whom a cell names, once each; nobody where it says "TBC" or "All"."""
    on_their_lines = GOES_ON.sub(" ", text)
    is_kept = KEPT_TOGETHER.search(text)
    names = re.split(r"[;\n]+", on_their_lines) if is_kept else PARTED.split(on_their_lines)
    once: dict[str, str] = {}
    for name in names:
        tidy = " ".join(BULLET.sub("", name).split()).strip(" ,")
        once.setdefault(plain(tidy), tidy)
    return tuple(name for said, name in once.items() if said not in NOBODY)
