"""Labels that stand beside what they name, near it and clear of each other; and scales with few, round ticks."""

from collections.abc import Iterable, Sequence
from math import ceil, floor, log10

ROUND_STEPS = (1, 2, 5, 10)
INTERVALS = 3  # that a scale aims at
ALL_ZERO = 3.0  # where a scale ends that has nothing but zeros


def spread(
    wanted: Sequence[float], heights: Sequence[float], weights: Sequence[float], top: float, bottom: float
) -> list[float]:
    """The middles of labels, as near to the wanted ones as it goes while none overlaps and all keep their order.

    The heavier a label, the less it gives way. Between top and bottom there must be room for all.
    """
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    above = [sum(heights[other] for other in order[:place]) + heights[at] / 2 for place, at in enumerate(order)]
    starts = _rising(
        [wanted[at] - reach for at, reach in zip(order, above, strict=True)], [weights[at] for at in order]
    )
    middles = list(wanted)
    for at, reach, start in zip(order, above, starts, strict=True):
        middles[at] = reach + max(top, min(start, bottom - sum(heights)))
    return middles


def _rising(values: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The rising numbers nearest to the values: neighbours that fall are pooled in their weighted mean."""
    pools: list[tuple[float, float, int]] = []  # mean, weight, how many
    for value, weight in zip(values, weights, strict=True):
        pools.append((value, weight, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (before, heavy, some), (after, light, more) = pools[-2:]
            pools[-2:] = [((before * heavy + after * light) / (heavy + light), heavy + light, some + more)]
    return [mean for mean, _, count in pools for _ in range(count)]


def ticks(values: Iterable[float]) -> list[float]:
    """Round numbers that enclose the values, from 0 where the lowest is no more than half the highest, or alone."""
    values = tuple(values) or (0.0,)
    low, high = min(values), max(values)
    if low == high or 0 <= low <= high / 2:
        low, high = min(low, 0.0), max(high, 0.0) or ALL_ZERO
    step = _round_step((high - low) / INTERVALS)
    first, last = floor(low / step), ceil(high / step)
    return [round(step * at, 6) for at in range(first, max(last, first + 1) + 1)]


def _round_step(least: float) -> float:
    power = 10.0 ** floor(log10(least))
    return next(power * step for step in ROUND_STEPS if power * step >= least * (1 - 1e-9))
