"""Refs that change: confirmed in a table, found again by the same words, or proposed."""

from datetime import date
from pathlib import Path

import pytest
from months import APRIL, FEBRUARY, MARCH, MAY, Months, row, said

from reporter.errors import DataError

BEGUN = {"status": "In progress", "commentary": "Begun."}
VISIT = "Visit each child in need within ten working days."


@pytest.fixture
def months(tmp_path: Path) -> Months:
    return Months(tmp_path)


def confirm(months: Months, *pairs: str) -> None:
    """Lay down the table of renamed refs; "a b" says that a is b now."""
    months.own("renamed_refs", "before,now\n" + "".join(f"{','.join(pair.split())}\n" for pair in pairs))


def bare(text: str, area: str = "1 Help", **cells: str) -> dict[str, str]:
    """A row of a tracker that has no column for refs."""
    return {name: cell for name, cell in row("", text, area=area, **cells).items() if name != "ref"}


def test_a_ref_that_changed_is_proposed_and_until_then_told_as_removed_and_new(months: Months) -> None:
    months.edition(FEBRUARY, row("3.2", VISIT, **BEGUN))
    actions = months.edition(MARCH, row("3.4", VISIT.replace("ten", "twelve"), **BEGUN))
    assert (actions["3.2"].removed, actions["3.4"].added) == (MARCH, MARCH)
    assert [told for told in months.told if "reads like" in told] == [
        f'{months.home}/tracker.csv, row 2, column "ref": Action 3.4 reads like the earlier action 3.2, which is gone '
        "(95% alike). If it is the same, confirm it: add a row with before 3.2 and now 3.4 to the board's table "
        '"renamed refs".'
    ]


def test_a_new_action_that_reads_otherwise_is_not_proposed(months: Months) -> None:
    months.edition(FEBRUARY, row("3.2", VISIT))
    months.edition(MARCH, row("3.4", "Train every manager who chairs discussions."))
    assert not [told for told in months.told if "reads like" in told]


def test_a_confirmed_ref_takes_its_history_along(months: Months) -> None:
    months.edition(FEBRUARY, row("3.2", VISIT, **BEGUN))
    confirm(months, "3.2 3.4")
    for as_at in (MARCH, APRIL, MAY):
        actions = months.edition(as_at, row("3.4", VISIT, **BEGUN, due="30/09/2015"))
        assert list(actions) == ["3.4"]
    assert said(actions["3.4"])[0] == (FEBRUARY, "in progress", "Begun.")
    assert (actions["3.4"].due, actions["3.4"].added) == (date(2015, 6, 30), None)
    assert not [told for told in months.told if "reads like" in told]


def test_a_ref_that_changes_month_after_month_is_followed(months: Months) -> None:
    months.edition(FEBRUARY, row("a", VISIT, **BEGUN))
    for as_at, ref, pairs in ((MARCH, "b", ["a b"]), (APRIL, "c", ["a b", "b c"]), (MAY, "c", ["a b", "b c"])):
        confirm(months, *pairs)
        actions = months.edition(as_at, row(ref, VISIT, **BEGUN))
        assert {name: said(action) for name, action in actions.items()} == {ref: [(FEBRUARY, "in progress", "Begun.")]}


def test_a_ref_that_changed_twice_since_the_last_edition_is_followed(months: Months) -> None:
    months.edition(FEBRUARY, row("a", VISIT, **BEGUN))
    confirm(months, "a b", "b c")
    assert list(months.edition(MARCH, row("c", VISIT, **BEGUN))) == ["c"]


def test_refs_that_changed_places_change_them_once(months: Months) -> None:
    months.edition(FEBRUARY, row("a", VISIT, status="Complete"), row("b", "Train managers.", status="In progress"))
    confirm(months, "a b", "b a")
    for as_at in (MARCH, APRIL, MAY):
        now = (row("b", VISIT, status="Complete"), row("a", "Train managers.", status="In progress"))
        actions = months.edition(as_at, *now)
        assert {ref: [update.dated for update in action.updates] for ref, action in actions.items()} == {
            "a": [FEBRUARY],
            "b": [FEBRUARY],
        }


def test_refs_that_all_moved_on_by_one_keep_their_histories(months: Months) -> None:
    texts = ["Visit.", "Train.", "Publish."]
    months.edition(FEBRUARY, *(row(str(n), text, commentary=text) for n, text in enumerate(texts, 1)))
    confirm(months, "1 2", "2 3", "3 4")
    now = [row("1", "Audit."), *(row(str(n), text, commentary=text) for n, text in enumerate(texts, 2))]
    for as_at in (MARCH, APRIL):
        actions = months.edition(as_at, *now)
        assert {ref: [words for _, _, words in said(action)] for ref, action in actions.items()} == {
            "1": [], "2": ["Visit."], "3": ["Train."], "4": ["Publish."],
        }  # fmt: skip


def test_a_ref_that_is_used_anew_by_another_action_starts_a_history_of_its_own(months: Months) -> None:
    months.edition(FEBRUARY, row("a", VISIT, **BEGUN))
    confirm(months, "a b")
    for as_at in (MARCH, APRIL):
        actions = months.edition(as_at, row("a", "Train managers.", commentary="Booked."), row("b", VISIT, **BEGUN))
        assert [words for _, _, words in said(actions["a"])] == ["Booked."]
        assert [words for _, _, words in said(actions["b"])] == ["Begun."]


def test_an_action_may_go_after_its_ref_changed(months: Months) -> None:
    other = row("9", "Train managers.")
    months.edition(FEBRUARY, row("a", VISIT, **BEGUN), other)
    confirm(months, "a b")
    months.edition(MARCH, row("b", VISIT, **BEGUN), other)
    assert months.edition(APRIL, other)["b"].removed == APRIL
    assert months.edition(MAY, other)["b"].removed == APRIL


def test_a_change_that_is_confirmed_a_month_late_still_brings_the_histories_together(months: Months) -> None:
    months.edition(FEBRUARY, row("a", VISIT, **BEGUN))
    months.edition(MARCH, row("b", VISIT, status="Complete"))
    confirm(months, "a b")
    actions = months.edition(APRIL, row("b", VISIT, status="Complete"))
    assert {ref: [update.dated for update in action.updates] for ref, action in actions.items()} == {
        "b": [FEBRUARY, MARCH]
    }
    assert (actions["b"].removed, actions["b"].added) == (None, None)


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        (["3.2 3.9"], 'row 2, column "now": There is no action "3.9" in the trackers.'),
        (["3.2 3.4", "3.2 3.5"], 'row 3, column "now": 3.2 or 3.5 stands twice.'),
        (["3.2 3.4", "3.3 3.4"], 'row 3, column "now": 3.3 or 3.4 stands twice.'),
    ],
)
def test_a_wrong_row_of_renamed_refs_is_told(months: Months, pairs: list[str], told: str) -> None:
    months.edition(FEBRUARY, row("3.2"), row("3.3", "Train managers."))
    confirm(months, *pairs)
    with pytest.raises(DataError) as stopped:
        months.read(MARCH, [row("3.4"), row("3.5", "Train managers.")])
    assert told in str(stopped.value)


TEXTS = ("Visit each child.", "Train managers.", "Publish a page for families.", "Audit ten cases.")


def test_actions_without_refs_are_found_again_wherever_they_stand(months: Months) -> None:
    first = months.edition(FEBRUARY, *(bare(text, commentary=f"On: {text}") for text in TEXTS))
    order = [TEXTS[2], "Hold a forum.", TEXTS[0], TEXTS[3]]
    for as_at in (MARCH, APRIL):
        actions = months.edition(as_at, *(bare(text, commentary=f"On: {text}") for text in order))
        assert {ref: actions[ref].text for ref in first} == {ref: action.text for ref, action in first.items()}
        assert {ref: len(action.updates) for ref, action in actions.items()} == dict.fromkeys(actions, 1)
        assert [action.text for action in actions.values() if action.removed] == [TEXTS[1]]
        assert [(ref, action.text) for ref, action in actions.items() if ref not in first] == [("1/5", "Hold a forum.")]


def test_actions_of_the_same_words_are_told_apart_by_area_and_number(months: Months) -> None:
    rows = [bare("Audit.", commentary="One."), bare("Audit.", commentary="Two."), bare("Audit.", "2 Care")]
    first = months.edition(FEBRUARY, *rows)
    for as_at in (MARCH, APRIL):
        actions = months.edition(as_at, *rows)
        assert {ref: said(action) for ref, action in actions.items()} == {
            ref: said(action) for ref, action in first.items()
        }
        assert not any(action.removed for action in actions.values())


def test_areas_that_change_their_places_do_not_change_the_actions(months: Months) -> None:
    first = months.edition(FEBRUARY, bare(TEXTS[0], "Help", **BEGUN), bare(TEXTS[1], "Care", **BEGUN))
    actions = months.edition(MARCH, bare(TEXTS[1], "Care", **BEGUN), bare(TEXTS[0], "Help", **BEGUN))
    assert {ref: action.text for ref, action in actions.items()} == {ref: action.text for ref, action in first.items()}
    assert not any(action.removed or len(action.updates) > 1 for action in actions.values())


def test_more_changed_refs_than_anybody_would_confirm_are_not_compared(months: Months) -> None:
    months.edition(FEBRUARY, *(row(f"a{n}", f"{VISIT} {n}") for n in range(501)))
    months.edition(MARCH, *(row(f"b{n}", f"{VISIT} {n}") for n in range(3)))
    assert not [told for told in months.told if "reads like" in told]
