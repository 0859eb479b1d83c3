"""Attacks on what is published: whoever sees all of it, and knows the rules, must be left with a choice.

The attacker sees each figure or a c, knows which counts are parts of which and whether the parts are all there are,
knows that a c is 1 at least, and tries every whole number.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain.conftest import TODAY, indicator, plan
from reporter.domain.plan import Measurement, Unit
from reporter.domain.suppression import published

Tree = Mapping[str, str]  # each part, with its total
Counts = Mapping[str, int]

thorough = settings(max_examples=300, deadline=None, database=None, derandomize=True)

FLAT: Tree = {"A": "T", "B": "T", "C": "T"}
DEEP: Tree = {"A": "T", "B": "T", "A1": "A", "A2": "A"}
UPSIDE_DOWN: Tree = {"A1": "A", "A2": "A", "A": "T", "B": "T"}
TREES = (FLAT, DEEP, UPSIDE_DOWN)
TRIED = 13  # what comes after is no news: a cell that may be 1 to 12 is not worked out


def publish(counts: Counts, tree: Tree, percents: Mapping[str, float] | None = None) -> dict[str, str]:
    """What is printed on the day: the counts, and percentages of T."""
    indicators = [
        indicator(Measurement("Ourtown", TODAY, value), ref=ref, part_of=tree.get(ref)) for ref, value in counts.items()
    ]
    indicators += [
        indicator(Measurement("Ourtown", TODAY, percent), ref=ref, unit=Unit.PERCENT, of="T")
        for ref, percent in (percents or {}).items()
    ]
    found = published(plan(indicators=indicators), "Ourtown")
    return {ref: figure.text for ref, one in found.items() for figure in one.months}


def totals_of(tree: Tree) -> list[str]:
    """The topmost first."""
    return sorted(dict.fromkeys(tree.values()), key=tree.__contains__)


def rests(counts: Counts, tree: Tree) -> dict[str, int]:
    """What no part counts of each total."""
    return {t: counts[t] - sum(counts[part] for part in tree if tree[part] == t) for t in totals_of(tree)}


def worlds(printed: Mapping[str, str], tree: Tree, rest_of: Counts) -> Iterator[dict[str, int]]:
    """Every way to fill in the hidden counts; rests are under "rest of …". Totals follow from their parts."""
    totals = totals_of(tree)
    leaves = [ref for ref in printed if ref not in totals]
    choices = {ref: range(1, TRIED) if printed[ref] == "c" else [int(printed[ref])] for ref in leaves}
    choices |= {f"rest of {t}": range(1, TRIED) if rest_of[t] else [0] for t in totals}
    for t in totals:
        if rest_of[t] >= TRIED:  # it is nobody's secret, and covers whatever it may be
            choices[f"rest of {t}"] = range(rest_of[t] - 6, rest_of[t] + 7)
    for guess in product(*choices.values()):
        world = dict(zip(choices, guess, strict=True))
        for t in reversed(totals):
            world[t] = world[f"rest of {t}"] + sum(world[part] for part in tree if tree[part] == t)
        if all(printed[t] in ("c", str(world[t])) for t in totals):
            yield world


def still_secret(printed: Mapping[str, str], tree: Tree, rest_of: Counts) -> bool:
    """Whether each hidden count, and each small rest, can be at least two numbers."""
    wanted = {ref for ref, text in printed.items() if text == "c"}
    wanted |= {f"rest of {t}" for t, rest in rest_of.items() if 1 <= rest <= 5}
    seen: dict[str, int] = {}
    for world in worlds(printed, tree, rest_of):
        wanted -= {ref for ref in wanted if seen.setdefault(ref, world[ref]) != world[ref]}
        if not wanted:
            return True
    return not wanted


def filled(tree: Tree, leaves: Counts, rest_of: Counts) -> dict[str, int]:
    """All counts, from those without parts and what no part counts."""
    counts = dict(leaves)
    for total in reversed(totals_of(tree)):
        counts[total] = rest_of[total] + sum(counts[part] for part in tree if tree[part] == total)
    return counts


SMALL = st.integers(0, 12)


@thorough
@given(
    st.sampled_from([FLAT, DEEP, UPSIDE_DOWN]),
    st.lists(SMALL, min_size=3, max_size=3),
    st.lists(SMALL, min_size=2, max_size=2),
)
@example(FLAT, [1, 1, 12], [0, 0])
@example(DEEP, [12, 1, 1], [0, 0])
@example(DEEP, [1, 6, 1], [1, 0])
@example(FLAT, [6, 12, 0], [1, 0])
def test_no_hidden_count_can_be_worked_out(tree: Tree, values: list[int], left: list[int]) -> None:
    rest_of = dict(zip(totals_of(tree), left, strict=False))
    leaves = dict(zip((ref for ref in tree if ref not in tree.values()), values, strict=True))
    counts = filled(tree, leaves, rest_of)
    printed = publish(counts, tree)
    assert not {"1", "2", "3", "4", "5"} & set(printed.values())
    assert all(printed[ref] in ("c", str(value)) for ref, value in counts.items())
    assert still_secret(printed, tree, rests(counts, tree))


@pytest.mark.parametrize(
    ("printed", "secret"),
    [
        ({"T": "30", "A": "c", "B": "9", "C": "18"}, False),
        ({"T": "22", "A": "c", "B": "c", "C": "20"}, False),
        ({"T": "30", "A": "c", "B": "c", "C": "18"}, True),
    ],
)
def test_the_attack_finds_what_is_given_away(printed: dict[str, str], secret: bool) -> None:
    assert still_secret(printed, FLAT, {"T": 0}) == secret


@pytest.mark.parametrize(("parts", "largest"), [(1, 30), (2, 20), (3, 13)])
def test_knowing_the_rule_by_which_figures_are_hidden_does_not_help(parts: int, largest: int) -> None:
    """Of all plans that are printed alike, two at least must differ in each hidden figure."""
    tree = {f"P{number}": "T" for number in range(parts)}
    alike: dict[tuple[str, ...], list[tuple[int, ...]]] = defaultdict(list)
    for values in product(range(largest + 1), repeat=parts):
        for total in range(sum(values), largest + 1):
            printed = publish({"T": total, **dict(zip(tree, values, strict=True))}, tree)
            alike[tuple(printed.values())].append((total, *values, total - sum(values)))
    for texts, plans in alike.items():
        for text, values in zip((*texts, "rest"), zip(*plans, strict=True), strict=True):
            small_rest = text == "rest" and all(1 <= value <= 5 for value in values)
            assert len(set(values)) > 1 or (text != "c" and not small_rest), (texts, plans)


@pytest.mark.parametrize("decimals", [0, 1])
def test_no_percentage_and_its_base_give_away_a_small_number(decimals: int) -> None:
    """Of every numerator of these bases: one that is printed is no 1 to 5, and one that is hidden could be another."""
    for base in (*range(40), 60, 150, 584):
        alike: dict[str, set[int]] = defaultdict(set)
        for numerator in range(base + 1):
            percent = round(100 * numerator / base, decimals) if base else 0.0
            alike[publish({"T": base}, {}, {"Q": percent})["Q"]].add(numerator)
        for text, numerators in alike.items():
            small = {n for n in numerators if 1 <= n <= 5 or 1 <= base - n <= 5}
            rounded = text in ("0%", "100%") and numerators != small  # none or all of them, or nearly
            assert not small or rounded or (text == "c" and len(numerators) > 1) or base <= 5, (base, text, numerators)
        assert alike["c"] if base > 5 else alike.keys() <= {"c", "z"}


@thorough
@given(st.lists(st.integers(0, 14), min_size=2, max_size=4), st.sampled_from([0, 1]))
@example([3, 8, 9], 0)
@example([1, 1, 12], 1)
def test_percentages_that_come_to_everybody_do_not_give_each_other_away(numerators: list[int], decimals: int) -> None:
    base = sum(numerators)
    if base <= len(numerators) + 4:
        return
    percents = {f"Q{i}": round(100 * n / base, decimals) for i, n in enumerate(numerators)}
    printed = publish({"T": base}, {}, percents)
    tree = dict.fromkeys(percents, "T")
    seen = {ref: "c" if printed[ref] == "c" else str(n) for ref, n in zip(percents, numerators, strict=True)}
    assert still_secret({"T": str(base), **seen}, tree, {"T": 0})


@thorough
@given(st.lists(st.integers(0, 14), min_size=3, max_size=3), st.integers(0, 14), st.sampled_from([0, 1]))
@example([3, 9, 12], 0, 0)
def test_no_percentage_gives_away_a_part_of_its_base_that_is_hidden(
    values: list[int], left: int, decimals: int
) -> None:
    base = sum(values) + left
    counts = {"T": base, **dict(zip(FLAT, values, strict=True))}
    percents = {f"share of {ref}": round(100 * counts[ref] / base, decimals) if base else 0.0 for ref in FLAT}
    printed = publish(counts, FLAT, percents)
    for ref in FLAT:
        assert printed[ref] != "c" or printed[f"share of {ref}"] == "c"
