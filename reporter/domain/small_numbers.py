"""Which figures may not be printed: counts of 1 to 5, and the figures from which such a count could be worked out.

The rule of every step is the same: where a reader could work out a hidden figure, the next smallest of those that
give it away is hidden too. A figure of 0 stays, so a reader knows that what is hidden is at least 1.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import inf

LARGEST_SMALL_NUMBER = 5
WHOLE = 100  # percent

Cell = tuple[str, ...]  # the ref of an indicator; ("I01", "rest") is what no indicator counts of I01
Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Sum:
    """A total and the parts that come to it."""

    total: Cell
    parts: tuple[Cell, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All that stand in it, the parts first."""
        return (*self.parts, self.total)


def is_small(value: float) -> bool:
    """Whether a count is one of 1 to 5, or would be printed as one."""
    return value > 0 and round(value, 1) <= LARGEST_SMALL_NUMBER


def hidden_counts(counts: Mapping[str, float], part_of: Mapping[str, str]) -> frozenset[str]:
    """The refs of those counts of one day that may not be printed; `part_of` says which total a count is a part of.

    What no indicator counts of a total is kept from being worked out as well: 6 of 7 leave 1.
    """
    values: dict[Cell, float] = {(ref,): value for ref, value in counts.items()}
    sums = []
    for total in dict.fromkeys(part_of[ref] for ref in counts if part_of.get(ref) in counts):
        parts = tuple((ref,) for ref in counts if part_of.get(ref) == total)
        rest = (total, "rest")
        values[rest] = max(0.0, round(counts[total] - sum(values[part] for part in parts), 1))
        sums.append(Sum((total,), (*parts, rest)))
    hidden = {cell for cell, value in values.items() if is_small(value) or (value and len(cell) > 1)}
    return frozenset(cell[0] for cell in kept_secret(values, sums, hidden) if len(cell) == 1)


def kept_secret(values: Mapping[Cell, float], sums: Iterable[Sum], hidden: Iterable[Cell]) -> frozenset[Cell]:
    """The hidden cells, and as many more as it takes until each that needs it could be at least two numbers."""
    sums, secret = tuple(sums), set(hidden)
    while given_away := next(_given_away(values, sums, secret), None):
        more = _next_smallest(values, sums, secret, given_away)
        if more is None:
            break
        secret.add(more)
    return frozenset(secret)


def _given_away(values: Mapping[Cell, float], sums: tuple[Sum, ...], hidden: set[Cell]) -> Iterator[Cell]:
    """Hidden cells that can be one number only. A rest that is large is nobody's secret: it was never printed."""
    ranges = possible(values, sums, hidden)
    for cell in values:
        low, high = ranges[cell]
        if cell in hidden and (len(cell) == 1 or is_small(values[cell])) and high - low < 1:
            yield cell


def possible(values: Mapping[Cell, float], sums: Iterable[Sum], hidden: set[Cell]) -> dict[Cell, Range]:
    """Between which numbers each cell must lie for whoever sees those that are not hidden."""
    sums = tuple(sums)
    ranges = {cell: (1.0, inf) if cell in hidden else (value, value) for cell, value in values.items()}
    for _ in range(2 * len(sums) + 1):  # from any sum to any other that hangs together with it, and back
        for one in sums:
            _narrow(ranges, one)
    return ranges


def _narrow(ranges: dict[Cell, Range], one: Sum) -> None:
    lows, highs = (sum(ranges[part][end] for part in one.parts) for end in (0, 1))
    low, high = ranges[one.total]
    ranges[one.total] = low, high = max(low, lows), min(high, highs)
    for part in one.parts:
        least, most = ranges[part]
        other_highs = sum(ranges[other][1] for other in one.parts if other != part)
        lows_of_others = sum(ranges[other][0] for other in one.parts if other != part)
        ranges[part] = max(least, low - other_highs), min(most, high - lows_of_others)


def _next_smallest(
    values: Mapping[Cell, float], sums: tuple[Sum, ...], hidden: set[Cell], given_away: Cell
) -> Cell | None:
    """The smallest printed figure of the sums that it stands in, else of all sums; None where none is left."""
    own = [cell for one in sums if given_away in one.cells for cell in one.cells]
    for cells in (own, [cell for one in sums for cell in one.cells]):
        printed = [cell for cell in cells if cell not in hidden and values[cell]]
        if printed:
            return min(printed, key=values.__getitem__)
    return None


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage of one day, and its base."""

    ref: str
    percent: float
    base: float

    @property
    def numerators(self) -> frozenset[int]:
        """The whole numbers that could be behind it: 14% of 7 is 1."""
        nearest = round(self.percent * self.base / WHOLE)
        around = self._allowance * self.base / WHOLE
        low, high = (self.percent * self.base / WHOLE + sign * around for sign in (-1, 1))
        between = range(max(0, int(low)), min(int(self.base), int(high) + 1) + 1)
        return frozenset(n for n in between if low <= n <= high) | {nearest}

    @property
    def _allowance(self) -> float:
        """How far the percentage may have been rounded, in points."""
        return (0.5 if self.percent == round(self.percent) else 0.05) + 1e-9

    @property
    def gives_away(self) -> frozenset[int]:
        """The counts that can be worked out from it: of those meant, and of all others."""
        others = {round(self.base) - numerator for numerator in self.numerators}
        return frozenset(others | self.numerators) if 0 < self.percent < WHOLE else frozenset()


def hidden_shares(shares: Iterable[Share], hidden_parts: Iterable[float]) -> frozenset[str]:
    """The refs of those percentages of one base on one day that may not be printed.

    `hidden_parts` are the hidden counts that are parts of the same base: a percentage may not give one away either.
    """
    shares, secrets = tuple(shares), {round(part) for part in hidden_parts}
    numerators: dict[Cell, float] = {(share.ref,): round(share.percent * share.base / WHOLE) for share in shares}
    hidden: frozenset[Cell] = frozenset(
        (share.ref,) for share in shares if any(is_small(count) or count in secrets for count in share.gives_away)
    )
    if abs(sum(share.percent for share in shares) - WHOLE) <= len(shares) / 2:  # together they are everybody
        total: Cell = ("", "base")
        everybody = Sum(total, tuple(numerators))
        hidden = kept_secret(numerators | {total: sum(numerators.values())}, [everybody], hidden) - {total}
    return frozenset(cell[0] for cell in hidden)
