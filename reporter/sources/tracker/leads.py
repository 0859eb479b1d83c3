"""Several leads in one cell. Commas, "and" and "&" part nobody: the titles of posts hold them."""

import re

from reporter.sources.tracker.spelling import plain

PARTED = re.compile(r"[;\n]+|\s+/\s+|(?<=\w\w)/(?=\w\w)|(?<=[a-z])/(?=[A-Z])")
NOBODY = frozenset({"", "-", "tbc", "tba", "tbd", "n/a", "na", "none", "all", "all leads", "all partners",
                    "all agencies", "various", "everyone", "everybody", "to be confirmed", "to be agreed",
                    "vacant"})  # fmt: skip
KEPT_TOGETHER = re.compile(r"\b(?:and/or|n/a)\b", re.IGNORECASE)


def read_leads(text: str) -> tuple[str, ...]:
    """Everybody whom a cell names, once each; nobody where it says "TBC" or "All"."""
    names = re.split(r"[;\n]+", text) if KEPT_TOGETHER.search(text) else PARTED.split(text)
    wanted = (" ".join(name.split()).strip(" ,") for name in names)
    return tuple(dict.fromkeys(name for name in wanted if plain(name) not in NOBODY))
