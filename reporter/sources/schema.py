"""The tables of a plan and their columns: our own headings, as docs/data.md explains them to secretaries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Columns:
    """The headings of one table. A table may be absent unless it is `needed`.

    A table of ours fills the `filled` columns; what a tracker does not say stays empty.
    """

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    needed: bool = False
    filled: tuple[str, ...] = ()

    @property
    def known(self) -> tuple[str, ...]:
        """Every heading the table may have."""
        return self.required + self.optional


PLAN_TABLES: Mapping[str, Columns] = {
    "areas": Columns(
        ("ref", "title", "judged", "judgement"), ("parent",), needed=True, filled=("judged", "judgement")
    ),
    "strengths": Columns(("area", "text")),
    "areas for improvement": Columns(("ref", "area", "text"), ("cause", "paragraph"), needed=True),
    "actions": Columns(
        ("ref", "area", "answers", "text", "lead", "due"),
        ("partner agency", "start", "success measure", "baseline", "target", "intended outcome", "due in words",
         "sub-group", "added", "removed", "removal reason"),
        needed=True,
    ),
    "updates": Columns(
        ("action", "date", "author", "status", "commentary"),
        ("progress", "revised due", "approved by", "lead rating", "evidence of impact", "verified by"),
        needed=True,
        filled=("author", "commentary"),
    ),
    "indicators": Columns(("ref", "area", "name", "unit", "polarity"), ("target", "lead", "source", "part of", "of")),
    "measurements": Columns(("indicator", "series", "date", "value")),
    "voices": Columns(("area", "date", "source", "text"), ("response",)),
    "renamed refs": Columns(("before", "now")),
    "glossary": Columns(("abbreviation", "meaning")),
    "narrative": Columns(("part", "text"), ("area", "attribution")),
}  # fmt: skip

RENAMED = "renamed refs"
CALENDAR = "meetings"
CALENDAR_COLUMNS = Columns(("date", "status"), ("papers due", "venue"), needed=True)

KNOWN_TABLES = (*PLAN_TABLES, CALENDAR)


@lru_cache(maxsize=20_000)
def normal(heading: str) -> str:
    """A heading or table name as it is compared: "Areas_for_Improvement" and "areas for improvement" are one."""
    return " ".join(heading.replace("_", " ").casefold().split())


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that was probably meant, or None."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a mistake needs it

    by_normal = {normal(candidate): candidate for candidate in known}
    close = get_close_matches(normal(name), by_normal, n=1, cutoff=0.75)
    return by_normal[close[0]] if close else None
