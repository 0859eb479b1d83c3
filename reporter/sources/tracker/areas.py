"""The judgement areas that rows of trackers belong to: those of the board's own table, or made from the trackers."""

import re
from dataclasses import dataclass, field

from reporter.findings import Findings, Place, ToDo
from reporter.sources.cells import quoted
from reporter.sources.grid import Row, Table
from reporter.sources.schema import nearest, normal

NUMBERED = re.compile(
    r"(?:(?:judgement )?area |priority |theme |section |part )?(?P<ref>\d+(?:\.\d+)*[a-z]?)"
    r"(?:[\s.:)\u2013\u2014-]+(?P<title>.*))?",
    re.DOTALL | re.IGNORECASE,
)


@dataclass
class Areas:
    """Finds the area that a text names, by its number or its title.

    Where the board has no table of areas, each text that names one makes it.
    """

    own: Table | None
    findings: Findings
    _refs: dict[str, str] = field(default_factory=dict)  # a number or a title, in normal form, to the ref
    _made: list[Row] = field(default_factory=list)

    def __post_init__(self) -> None:
        for row in self.own.rows if self.own else ():
            self._learn(row.cells.get("ref", ""), row.cells.get("title", ""))

    @property
    def table(self) -> Table:
        """The table of areas."""
        return self.own or Table(tuple(self._made))

    def known(self, text: str) -> str | None:
        """The ref of the area that a text names, where it named one before."""
        return self._refs.get(normal(text))

    def ref(self, text: str, place: Place) -> str:
        """The ref of the area that a text names; empty, with an error, where there is none."""
        known = self.known(text)
        if known is not None:
            return known
        number, title = _parts(text)
        ref = self._refs.get(normal(number)) or self._refs.get(normal(title))
        if ref is None:
            ref = self._unknown(text, place) if self.own else self._make(number, title, place)
        self._refs[normal(text)] = ref
        return ref

    def _unknown(self, text: str, place: Place) -> str:
        meant = nearest(text, self._refs)
        advice = f'Did you mean "{meant}"?' if meant else "Write its number or title as in the table of areas."
        self.findings.error(ToDo.MEND_REFS, place, f"There is no area {quoted(text)}.", advice, text)
        return ""

    def _make(self, number: str, title: str, place: Place) -> str:
        ref = number or self._next_number()
        if not number:
            found = f"The area {quoted(title)} has no number; it was given the number {ref}."
            self.findings.note(ToDo.LOOK_AT_LAYOUT, place, found, "Put a number before its title to choose it.", title)
        parent = ref.rpartition(".")[0]
        above = parent if normal(parent) in self._refs else ""
        self._made.append(Row(place, {"ref": ref, "title": title or f"Area {ref}", "parent": above}))
        self._learn(ref, title)
        return ref

    def _next_number(self) -> str:
        taken = {row.cells["ref"] for row in self._made}
        return next(str(number) for number in range(1, len(taken) + 2) if str(number) not in taken)

    def _learn(self, ref: str, title: str) -> None:
        self._refs |= {normal(ref): ref, normal(title): ref, normal(f"{ref} {title}"): ref}
        self._refs.pop("", None)


def _parts(text: str) -> tuple[str, str]:
    """The number and the title of "2.1 Adoption performance"; either may be empty."""
    found = NUMBERED.fullmatch(text)
    if found is None:
        return "", text
    return found["ref"], (found["title"] or "").strip()
