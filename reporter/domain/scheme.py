"""The rating scheme: how each standing that the rules find is printed, in word, shape and colour.

Real schemes contradict each other: in one, amber means "on track" and green "complete". So the rules decide what is the
case, a `Rating`, and a scheme, which is a board's own and has a version, says how that is shown.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from reporter.domain.plan import Rating
from reporter.domain.wording import join

TEXT_CONTRAST, MARK_CONTRAST = 4.5, 3.0  # WCAG 2.2, success criteria 1.4.3 and 1.4.11
WHITE = "#FFFFFF"
LINEAR_BELOW = 0.04045  # of a channel in sRGB
TAKEN = frozenset({"action", "actions", "all", "area", "title", "rating"})  # headings that stand beside the words

# What a standing is called where a scheme is written down: none of these names is a colour.
STANDINGS: Mapping[str, Rating] = {
    "off track": Rating.RED,
    "at risk": Rating.AMBER,
    "re-dated": Rating.RE_DATED,
    "not rated": Rating.NOT_RATED,
    "not started": Rating.GREY,
    "on track": Rating.GREEN,
    "complete": Rating.COMPLETE,
    "verified": Rating.BLUE,
}
NAME_OF: Mapping[Rating, str] = {standing: name for name, standing in STANDINGS.items()}
CONCERNS = frozenset({Rating.RED, Rating.AMBER})
IN_ORDER = frozenset({Rating.GREY, Rating.GREEN, Rating.COMPLETE, Rating.BLUE})


class Shape(StrEnum):
    """Shapes that can be told apart in black and white."""

    OCTAGON = "octagon"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    CROSS = "cross"
    BAR = "bar"
    RING = "ring"
    DISC = "disc"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class SchemeEntry:
    """One rating as it is printed, and the standings that are printed so.

    `colour` fills areas, with `text_colour` on it; `mark_colour` is that of the shape on white. All are #RRGGBB.
    """

    word: str
    shape: Shape
    colour: str
    text_colour: str
    mark_colour: str
    meaning: str
    standings: tuple[Rating, ...]


@dataclass(frozen=True, slots=True)
class RatingScheme:
    """A scheme's name, its version, and its entries, worst first."""

    name: str
    version: int
    entries: tuple[SchemeEntry, ...]

    def __str__(self) -> str:
        return f"{self.name} version {self.version}"

    def entry(self, standing: Rating) -> SchemeEntry:
        """How a standing is printed."""
        return next(entry for entry in self.entries if standing in entry.standings)

    def word(self, standing: Rating) -> str:
        """The word for a standing, as it stands in a sentence."""
        return self.entry(standing).word

    def alike(self, one: Rating, other: Rating) -> bool:
        """Whether two standings are printed the same."""
        return other in self.entry(one).standings

    def count(self, counts: Mapping[Rating, int], standing: Rating) -> int:
        """How many are printed like a standing, of counts by standing."""
        return sum(counts[alike] for alike in self.entry(standing).standings)

    def counts(self, counts: Mapping[Rating, int]) -> tuple[int, ...]:
        """Counts by standing as counts of the entries, in their order."""
        return tuple(sum(counts[standing] for standing in entry.standings) for entry in self.entries)


OURS = RatingScheme(
    "BRAG",
    1,
    (
        SchemeEntry("red", Shape.OCTAGON, "#A3161F", WHITE, "#A3161F", "Overdue or off track.", (Rating.RED,)),
        SchemeEntry("amber", Shape.TRIANGLE, "#F3B53F", "#1D2733", "#B86E00", "At risk, or slipped but recoverable.",
                    (Rating.AMBER, Rating.RE_DATED)),
        SchemeEntry("not rated", Shape.BAR, WHITE, "#1D2733", "#1D2733", "Nobody can say.", (Rating.NOT_RATED,)),
        SchemeEntry("grey", Shape.RING, "#CFD6DD", "#1D2733", "#6B7885", "Not started.", (Rating.GREY,)),
        SchemeEntry("green", Shape.DISC, "#2A7F53", WHITE, "#2A7F53", "On track.", (Rating.GREEN, Rating.COMPLETE)),
        SchemeEntry("blue", Shape.TICK, "#1C4F8F", WHITE, "#1C4F8F", "Complete and verified.", (Rating.BLUE,)),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SchemeProblem:
    """What is wrong with a scheme: at which key, what was found, what is expected."""

    key: str
    found: str
    expected: str


def scheme_problems(scheme: RatingScheme) -> Iterator[SchemeProblem]:
    """Everything that keeps a scheme from being printed, or from being read by everybody."""
    yield from _standings(scheme)
    for at, entry in enumerate(scheme.entries):
        yield from _twice(scheme, at, entry)
        yield from _hidden(at, entry)
        yield from _contrasts(at, entry)


def _standings(scheme: RatingScheme) -> Iterator[SchemeProblem]:
    for name, standing in STANDINGS.items():
        words = [entry.word for entry in scheme.entries for own in entry.standings if own is standing]
        if len(words) != 1:
            found = f'"{name}" is a standing of {join(words)}.' if words else f'No entry has the standing "{name}".'
            yield SchemeProblem("entries", found, "Each standing is expected in one entry, and once.")


def _twice(scheme: RatingScheme, at: int, entry: SchemeEntry) -> Iterator[SchemeProblem]:
    before = scheme.entries[:at]
    if entry.word.casefold() in {other.word.casefold() for other in before}:
        yield SchemeProblem(f"entries.{at}.word", f'"{entry.word}" is used twice.', "Each entry needs its own word.")
    if entry.word.casefold() in TAKEN:
        advice = f"These words head other columns: {join(sorted(TAKEN))}. Choose another."
        yield SchemeProblem(f"entries.{at}.word", f'"{entry.word}" would be mistaken for another column.', advice)
    if entry.shape in {other.shape for other in before}:
        free = [shape for shape in Shape if shape not in {other.shape for other in scheme.entries}]
        advice = f"Each entry needs its own, as colour alone does not tell ratings apart. Free: {join(free) or 'none'}."
        yield SchemeProblem(f"entries.{at}.shape", f'"{entry.shape}" is used twice.', advice)


def _hidden(at: int, entry: SchemeEntry) -> Iterator[SchemeProblem]:
    """A scheme may name things as it likes, but not show a concern as if it were in order, nor what is not rated."""
    concerns = [NAME_OF[standing] for standing in entry.standings if standing in CONCERNS]
    in_order = [NAME_OF[standing] for standing in entry.standings if standing in IN_ORDER]
    if concerns and in_order:
        found = f'"{entry.word}" would show what is {join(concerns)} like what is {join(in_order)}.'
        yield SchemeProblem(f"entries.{at}.standings", found, "Give them different entries: one would hide the other.")
    if Rating.NOT_RATED in entry.standings and len(set(entry.standings)) > 1:
        found = f'"{entry.word}" would show what is not rated like something that is.'
        yield SchemeProblem(f"entries.{at}.standings", found, "Give it an entry of its own.")


def _contrasts(at: int, entry: SchemeEntry) -> Iterator[SchemeProblem]:
    of_text, of_mark = contrast(entry.text_colour, entry.colour), contrast(entry.mark_colour, WHITE)
    if of_text < TEXT_CONTRAST:
        found = f"{entry.text_colour} on {entry.colour} has a contrast of {_told(of_text)}."
        advice = f"At least {TEXT_CONTRAST}:1 is expected: make one of them lighter or darker."
        yield SchemeProblem(f"entries.{at}.text_colour", found, advice)
    if of_mark < MARK_CONTRAST:
        found = f"The mark's colour, {entry.mark_colour}, has a contrast of {_told(of_mark)} on white."
        advice = f"At least {MARK_CONTRAST:g}:1 is expected: write a darker mark_colour."
        yield SchemeProblem(f"entries.{at}.mark_colour", found, advice)


def _told(ratio: float) -> str:
    """Rounded down, so that what is too little never reads like enough."""
    return f"{int(ratio * 100) / 100:.2f}:1"


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by the formula of WCAG 2, from 1 (none) to 21 (black on white)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return float(channel / 12.92 if channel <= LINEAR_BELOW else ((channel + 0.055) / 1.055) ** 2.4)
