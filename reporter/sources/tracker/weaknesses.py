"""The areas for improvement that rows of trackers name: those of the board's own table, or made from the trackers."""

from collections import Counter
from dataclasses import dataclass, field
from string import ascii_lowercase

from reporter.findings import Findings, Place, ToDo
from reporter.sources.cells import quoted
from reporter.sources.grid import Row, Table
from reporter.sources.schema import nearest, normal


@dataclass(frozen=True)
class Named:
    """An area for improvement as a tracker's row names it; `ref` may be empty."""

    ref: str
    area: str
    text: str
    cause: str
    paragraph: str


@dataclass
class Weaknesses:
    """Finds the area for improvement that a row names, by its words.

    Where the board has no table of them, each text that names one makes it.
    """

    own: Table | None
    findings: Findings
    _refs: dict[tuple[str, str], str] = field(default_factory=dict)  # area (empty for our own table) and words to ref
    _made: dict[str, Row] = field(default_factory=dict)
    _in_area: Counter[str] = field(default_factory=Counter)  # how many of them

    def __post_init__(self) -> None:
        for row in self.own.rows if self.own else ():
            ref, text = row.cells.get("ref", ""), row.cells.get("text", "")
            self._refs |= {("", normal(text)): ref, ("", normal(ref)): ref}

    @property
    def table(self) -> Table:
        """The table of areas for improvement."""
        return self.own or Table(tuple(self._made.values()))

    def known(self, area: str, text: str) -> str | None:
        """The ref of the area for improvement that a text names, where it named one before."""
        return self._refs.get(self._key(area, text))

    def ref(self, named: Named, place: Place) -> str:
        """The ref of the area for improvement that a row names; empty, with an error, where there is none."""
        known = self.known(named.area, named.text)
        if known is not None:
            return known
        ref = self._unknown(named, place) if self.own else self._make(named, place)
        self._refs[self._key(named.area, named.text)] = ref
        return ref

    def _key(self, area: str, text: str) -> tuple[str, str]:
        return "" if self.own else area, normal(text)

    def _unknown(self, named: Named, place: Place) -> str:
        meant = nearest(named.text, [words for _, words in self._refs])
        advice = f"Did you mean {quoted(meant)}?" if meant else "Write it as in the table of areas for improvement."
        found = f"There is no area for improvement {quoted(named.text)}."
        self.findings.error(ToDo.MEND_REFS, place, found, advice, named.text)
        return ""

    def _make(self, named: Named, place: Place) -> str:
        ref = named.ref or self._next_letter(named.area)
        cells = {"ref": ref, "area": named.area, "text": named.text, "cause": named.cause, "paragraph": named.paragraph}
        if ref in self._made:
            found = f"{quoted(ref)} is already the number of {quoted(self._made[ref].cells['text'])}."
            self.findings.error(
                ToDo.MEND_REFS, place, found, "Give each area for improvement a number of its own.", ref
            )
        else:
            self._made[ref] = Row(place, cells)
            self._in_area[named.area] += 1
        return ref

    def _next_letter(self, area: str) -> str:
        """1a, 1b, … 1z, 1aa, 1ab and so on."""
        rounds, letter = divmod(self._in_area[area], len(ascii_lowercase))
        return f"{area}{ascii_lowercase[rounds - 1] if rounds else ''}{ascii_lowercase[letter]}"
