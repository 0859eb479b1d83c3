"""What makes a rating scheme fit to print, each fault by its key; and how standings that share an entry are merged."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.conftest import LAST_TIME, THRESHOLDS, TODAY, action, complete, days, plan, update, verified
from reporter.domain.movement import Movement, measure
from reporter.domain.plan import Action, Rating, Status
from reporter.domain.progress import roll_up
from reporter.domain.scheme import (
    NAME_OF,
    OURS,
    STANDINGS,
    RatingScheme,
    SchemeEntry,
    Shape,
    contrast,
    scheme_problems,
)


def changed(at: int, **fields: Any) -> RatingScheme:
    """Our scheme with one entry changed."""
    entries = list(OURS.entries)
    entries[at] = replace(entries[at], **fields)
    return replace(OURS, entries=tuple(entries))


def merged(*groups: Sequence[Rating]) -> RatingScheme:
    """A scheme of the words one, two, three … whose entries have these standings."""
    words = ("one", "two", "three", "four", "five", "six", "seven", "eight")
    return RatingScheme(
        "Merged",
        1,
        tuple(
            SchemeEntry(word, shape, "#000000", "#FFFFFF", "#000000", "It means this.", tuple(group))
            for word, shape, group in zip(words, Shape, groups, strict=False)
        ),
    )


R, A, D, N, Y, G, C, B = Rating
APART = merged(*([standing] for standing in Rating))
LATE_OR_NOT = merged([R, A, D], [N], [Y, G, C, B])


def told(scheme: RatingScheme) -> list[tuple[str, str, str]]:
    return [(problem.key, problem.found, problem.expected) for problem in scheme_problems(scheme)]


def test_every_standing_has_a_name_in_the_config_and_none_is_a_colour() -> None:
    assert set(NAME_OF) == set(Rating)
    assert not {"red", "amber", "green", "blue", "grey"} & set(STANDINGS)


@pytest.mark.parametrize("scheme", [OURS, APART, LATE_OR_NOT], ids=lambda scheme: scheme.name)
def test_a_sound_scheme_has_no_problem(scheme: RatingScheme) -> None:
    assert told(scheme) == []


@pytest.mark.parametrize(
    ("scheme", "key", "found", "expected"),
    [
        (
            changed(1, standings=(A,)),
            "entries",
            'No entry has the standing "re-dated".',
            "Each standing is expected in one entry, and once.",
        ),
        (
            changed(3, standings=(Y, D)),
            "entries",
            '"re-dated" is a standing of amber and grey.',
            "Each standing is expected in one entry, and once.",
        ),
        (
            changed(3, standings=(Y, Y)),
            "entries",
            '"not started" is a standing of grey and grey.',
            "Each standing is expected in one entry, and once.",
        ),
        (changed(4, word="Red"), "entries.4.word", '"Red" is used twice.', "Each entry needs its own word."),
        (
            changed(4, word="Actions"),
            "entries.4.word",
            '"Actions" would be mistaken for another column.',
            "These words head other columns: action, actions, all, area, rating and title. Choose another.",
        ),
        (
            changed(4, shape=Shape.OCTAGON),
            "entries.4.shape",
            '"octagon" is used twice.',
            "Each entry needs its own, as colour alone does not tell ratings apart. Free: diamond, cross and disc.",
        ),
        (
            changed(0, text_colour="#777777"),
            "entries.0.text_colour",
            "#777777 on #A3161F has a contrast of 1.74:1.",
            "At least 4.5:1 is expected: make one of them lighter or darker.",
        ),
        (
            changed(1, mark_colour="#F3B53F"),
            "entries.1.mark_colour",
            "The mark's colour, #F3B53F, has a contrast of 1.82:1 on white.",
            "At least 3:1 is expected: write a darker mark_colour.",
        ),
        (
            merged([R], [A, G], [D], [N], [Y], [C], [B]),
            "entries.1.standings",
            '"two" would show what is at risk like what is on track.',
            "Give them different entries: one would hide the other.",
        ),
        (
            merged([R, A, D], [N, Y], [G, C, B]),
            "entries.1.standings",
            '"two" would show what is not rated like something that is.',
            "Give it an entry of its own.",
        ),
    ],
)
def test_a_fault_is_told_by_its_key_with_what_is_expected(
    scheme: RatingScheme, key: str, found: str, expected: str
) -> None:
    assert told(scheme) == [(key, found, expected)]


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#FFFFFF", 21),
        ("#FFFFFF", "#FFFFFF", 1),
        ("#767676", "#FFFFFF", 4.54),  # the lightest grey that passes for text on white
        ("#777777", "#FFFFFF", 4.48),
        ("#FF0000", "#FFFFFF", 4.00),
        ("#0000FF", "#FFFFFF", 8.59),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize(
    ("scheme", "standings", "said"),
    [
        (APART, [R, G, G], "one: 1 of 3 open actions is one"),
        (APART, [R, A, G, G, G, G], "two: 2 of 6 open actions are one or two"),
        (APART, [D, D, G], "three: 2 of 3 open actions are re-dated with approval"),  # with approval: no concern here
        (OURS, [D, D, G], "amber: 2 of 3 open actions are amber"),
        (APART, [C, C, G], "seven: 2 of 3 open actions are reported complete"),
        (OURS, [C, C, G], "green: 3 of 3 open actions are on track"),
        (LATE_OR_NOT, [A, G, G, G], "one: 1 of 4 open actions is one"),
        (LATE_OR_NOT, [Y, G, C, B], "three: 3 of 3 open actions are not started or on track"),
        (merged([R, A], [N], [Y], [G, D], [C, B]), [D, G, C, B], "four: 2 of 3 open actions are on track"),
    ],
)
def test_the_whole_is_told_in_the_numbers_that_a_reader_can_count(
    scheme: RatingScheme, standings: list[Rating], said: str
) -> None:
    result = roll_up(standings, THRESHOLDS, scheme)
    assert f"{scheme.word(result.rating)}: {result.reason}" == said


@given(st.lists(st.sampled_from(Rating), max_size=20))
def test_merging_loses_no_action(standings: list[Rating]) -> None:
    counts = roll_up(standings, THRESHOLDS, OURS).counts
    for scheme in (OURS, APART, LATE_OR_NOT):
        assert sum(scheme.counts(counts)) == len(standings)
        assert [scheme.count(counts, entry.standings[0]) for entry in scheme.entries] == list(scheme.counts(counts))


@pytest.mark.parametrize(
    ("scheme", "entry", "movement", "said"),
    [
        (OURS, action(update(LAST_TIME), complete(TODAY, "Audit.")), Movement.UNCHANGED, "unchanged"),
        (APART, action(update(LAST_TIME), complete(TODAY, "Audit.")), Movement.UNCHANGED, "six to seven"),
        (OURS, action(complete(LAST_TIME, "Audit."), verified()), Movement.CLOSED,
         "green to blue, complete and verified"),
        (LATE_OR_NOT, action(complete(LAST_TIME, "Audit."), verified()), Movement.CLOSED, "complete and verified"),
        (OURS, action(update(LAST_TIME), complete(TODAY), due=LAST_TIME - days(1)), Movement.IMPROVED, "red to amber"),
        (LATE_OR_NOT, action(update(LAST_TIME), complete(TODAY), due=LAST_TIME - days(1)), Movement.UNCHANGED,
         "unchanged"),
    ],
)  # fmt: skip
def test_between_standings_that_are_printed_alike_nothing_moves_but_closure(
    scheme: RatingScheme, entry: Action, movement: Movement, said: str
) -> None:
    (progress,) = measure(plan(entry), TODAY, LAST_TIME, THRESHOLDS, scheme).actions
    assert (progress.movement, progress.moved) == (movement, said)


def test_the_lead_differs_only_where_another_word_would_be_printed() -> None:
    entry = action(update(TODAY, lead_rating=Rating.COMPLETE))
    assert measure(plan(entry), TODAY, None, THRESHOLDS, OURS).actions[0].lead_rating is None
    assert measure(plan(entry), TODAY, None, THRESHOLDS, APART).actions[0].lead_rating is Rating.COMPLETE
    assert entry.status is Status.IN_PROGRESS
