"""A tracker forgets; what the edition before was made from is the history of what it says today."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from months import APRIL, FEBRUARY, MARCH, MAY, Months, row, said

from reporter.domain.plan import ImprovementPlan
from reporter.errors import DataError

WORDS = {"status": "In progress", "commentary": "Half of the visits are made."}


@pytest.fixture
def months(tmp_path: Path) -> Months:
    return Months(tmp_path)


def test_an_update_without_a_date_is_dated_on_the_day_of_the_first_paper_that_has_it(months: Months) -> None:
    action = months.edition(FEBRUARY, row("1", **WORDS))["1"]
    assert said(action) == [(FEBRUARY, "in progress", "Half of the visits are made.")]


def test_words_that_stay_the_same_keep_their_date_and_grow_stale(months: Months) -> None:
    for as_at in (FEBRUARY, MARCH, APRIL):
        action = months.edition(as_at, row("1", **WORDS))["1"]
        assert said(action) == [(FEBRUARY, "in progress", "Half of the visits are made.")]


@pytest.mark.parametrize(
    "change",
    [
        {"commentary": "All visits are made."},
        {"status": "Complete"},
        {"progress": "60%"},
        {"lead_rating": "Amber"},
        {"evidence_of_impact": "Parents say that they are heard."},
        {"verified_by": "Quality Manager"},
    ],
)
def test_whatever_is_said_anew_is_an_update_of_its_own(months: Months, change: dict[str, str]) -> None:
    months.edition(FEBRUARY, row("1", **WORDS))
    action = months.edition(MARCH, row("1", **(WORDS | change)))["1"]
    assert [update.dated for update in action.updates] == [FEBRUARY, MARCH]
    assert len(months.edition(APRIL, row("1", **(WORDS | change)))["1"].updates) == 2


def test_words_that_were_said_before_and_come_back_are_said_again(months: Months) -> None:
    months.edition(FEBRUARY, row("1", **WORDS))
    months.edition(MARCH, row("1", status="In progress", commentary="Stopped."))
    action = months.edition(APRIL, row("1", **WORDS))["1"]
    assert [update.dated for update in action.updates] == [FEBRUARY, MARCH, APRIL]
    assert action.updates[0].commentary == action.updates[2].commentary


def test_a_date_that_was_approved_on_a_day_moved_on_that_day(months: Months) -> None:
    cells = {"due": "31/12/2014", "revised_due": "30/04/2015", "updated": "09/02/2015", **WORDS}
    approver = "Executive, 4 December 2014"
    for as_at in (FEBRUARY, MARCH):
        action = months.edition(as_at, row("1", approved_by=approver, **cells))["1"]
        (moved,) = action.revisions
        assert (moved.dated, moved.approved_by, moved.approved_on) == (date(2014, 12, 4), approver, date(2014, 12, 4))
        assert said(action)[-1] == (date(2015, 2, 9), "in progress", WORDS["commentary"])


@pytest.mark.parametrize(
    "approver", ["Executive", "Executive, 4 December 2014 and 9 January 2015", "Executive, 1 March 2015"]
)
def test_a_move_without_one_past_day_of_approval_is_as_old_as_the_update(months: Months, approver: str) -> None:
    cells = {"due": "31/12/2014", "revised_due": "30/04/2015", "updated": "09/02/2015", **WORDS}
    (moved,) = months.edition(FEBRUARY, row("1", approved_by=approver, **cells))["1"].revisions
    assert moved.dated == date(2015, 2, 9)


def test_an_update_with_a_date_keeps_it_in_the_first_paper(months: Months) -> None:
    action = months.edition(FEBRUARY, row("1", updated="05/01/2015", **WORDS))["1"]
    assert [update.dated for update in action.updates] == [date(2015, 1, 5)]


def test_what_an_edition_did_not_know_was_not_recorded_before_it(months: Months) -> None:
    months.edition(FEBRUARY, row("1", updated="05/01/2015", **WORDS))
    action = months.edition(MARCH, row("1", updated="05/01/2015", status="Complete", commentary="Done."))["1"]
    assert said(action)[1:] == [(date(2015, 2, 11), "complete", "Done.")]


def test_a_due_date_changed_in_place_is_a_revision_and_the_first_one_is_kept(months: Months) -> None:
    months.edition(FEBRUARY, row("1", **WORDS))
    action = months.edition(MARCH, row("1", **(WORDS | {"due": "30/09/2015", "commentary": "Delayed."})))["1"]
    assert (action.due, action.current_due) == (date(2015, 6, 30), date(2015, 9, 30))
    assert said(action)[1:] == [(MARCH, "in progress", "Delayed.")]


def test_slipping_twice_gives_two_revisions(months: Months) -> None:
    months.edition(FEBRUARY, row("1", **WORDS))
    for as_at, due in ((MARCH, "31/07/2015"), (APRIL, "30/09/2015"), (MAY, "30/09/2015")):
        action = months.edition(as_at, row("1", **WORDS, due=due))["1"]
    assert [(revision.dated, revision.due_before, revision.due_after) for revision in action.revisions] == [
        (MARCH, date(2015, 6, 30), date(2015, 7, 31)),
        (APRIL, date(2015, 7, 31), date(2015, 9, 30)),
    ]


def test_a_due_date_put_back_to_the_first_one_is_a_revision_too(months: Months) -> None:
    for as_at, due in ((FEBRUARY, "30/06/2015"), (MARCH, "30/09/2015"), (APRIL, "30/06/2015")):
        action = months.edition(as_at, row("1", due=due))["1"]
    assert [revision.due_after for revision in action.revisions] == [date(2015, 9, 30), date(2015, 6, 30)]


def test_a_new_due_date_beside_an_old_entry_found_late_is_a_revision_of_today(months: Months) -> None:
    old, new = "12/11/2014: Begun.", "05/02/2015: Half."
    months.edition(FEBRUARY, row("1", commentary=new))
    action = months.edition(MARCH, row("1", commentary=f"{old}\n{new}", due="30/09/2015"))["1"]
    assert [(revision.dated, revision.due_after) for revision in action.revisions] == [(MARCH, date(2015, 9, 30))]
    assert [update.commentary for update in action.updates].count("Begun.") == 1


def test_a_start_put_off_beyond_the_first_due_date_is_no_mistake(months: Months) -> None:
    months.edition(FEBRUARY, row("1", start="01/01/2015", **WORDS))
    action = months.edition(MARCH, row("1", start="01/09/2015", **WORDS, due="31/12/2015"))["1"]
    assert (action.due, action.start) == (date(2015, 6, 30), date(2015, 9, 1))
    assert action.current_due == date(2015, 12, 31)


def test_a_due_date_that_is_gone_stays_in_force_and_is_told(months: Months) -> None:
    months.edition(FEBRUARY, row("1", **WORDS))
    action = months.edition(MARCH, row("1", **WORDS, due="Ongoing"))["1"]
    assert action.current_due == date(2015, 6, 30)
    assert [told for told in months.told if "is gone" in told] == [
        f'{months.home}/tracker.csv, row 2, column "due": The due date of action 1 is gone. The last one stays in '
        "force. Write the due date that holds."
    ]


def test_an_action_whose_row_is_gone_is_kept_as_removed(months: Months) -> None:
    months.edition(FEBRUARY, row("1"), row("2", "Train each manager.", **WORDS))
    action = months.edition(MARCH, row("1"))["2"]
    assert (action.removed, action.removal_reason) == (MARCH, "The row is no longer in the tracker.")
    assert [update.commentary for update in action.updates] == ["Half of the visits are made."]
    assert months.edition(APRIL, row("1"))["2"].removed == MARCH


def test_the_area_of_an_action_that_is_gone_stays_known(months: Months) -> None:
    months.edition(FEBRUARY, row("1"), row("2", area="2.1 Adoption"))
    months.edition(MARCH, row("1"))
    assert months.loaded is not None
    assert [(area.ref, area.title) for area in months.loaded.plan.areas] == [("1", "Help"), ("2.1", "Adoption")]


def test_a_row_that_comes_back_is_in_the_plan_from_then_on_with_all_that_was_said(months: Months) -> None:
    both = (row("1"), row("2", "Train each manager.", **WORDS))
    months.edition(FEBRUARY, *both)
    months.edition(MARCH, row("1"))
    action = months.edition(APRIL, *both)["2"]
    assert (action.removed, action.added) == (None, APRIL)
    assert said(action) == [(FEBRUARY, "in progress", "Half of the visits are made.")]


def test_an_action_that_is_withdrawn_was_in_the_plan_until_the_edition_before(months: Months) -> None:
    months.edition(FEBRUARY, row("1"), row("2", updated="05/01/2015", **WORDS))
    withdrawn = WORDS | {"status": "Withdrawn"}
    action = months.edition(MARCH, row("1"), row("2", updated="05/01/2015", **withdrawn))["2"]
    assert action.in_plan(FEBRUARY)
    assert not action.in_plan(MARCH)
    assert months.edition(APRIL, row("1"), row("2", **withdrawn))["2"].removed == action.removed


def test_a_new_row_that_is_withdrawn_already_is_no_mistake(months: Months) -> None:
    months.edition(FEBRUARY, row("1"))
    action = months.edition(MARCH, row("1"), row("2", updated="05/01/2015", status="Withdrawn"))["2"]
    assert not action.in_plan(MARCH)


def test_a_new_row_is_new(months: Months) -> None:
    assert months.edition(FEBRUARY, row("1"))["1"].added is None
    assert months.edition(MARCH, row("1"), row("2", "Train each manager."))["2"].added == MARCH
    assert months.edition(APRIL, row("1"), row("2", "Train each manager."))["2"].added == MARCH


def test_a_diary_that_grows_adds_its_new_entries_alone(months: Months) -> None:
    diary = ["05/01/2015: Begun.", "02/02/2015: Half.", "03/03/2015: Most.", "01/04/2015: All."]
    months.edition(FEBRUARY, row("1", commentary="\n".join(diary[:2])))
    months.edition(MARCH, row("1", commentary="\n".join(diary[:3])))
    action = months.edition(APRIL, row("1", commentary="\n".join(diary)))["1"]
    assert [update.commentary for update in action.updates] == ["Begun.", "Half.", "Most.", "All."]
    assert action.updates[0].dated == date(2015, 1, 5)


def test_an_entry_that_was_written_late_is_not_doubled_when_the_next_one_comes(months: Months) -> None:
    first, late, last = "05/01/2015: Begun.", "07/02/2015: Half.", "03/04/2015: Most."
    months.edition(FEBRUARY, row("1", commentary=first))
    months.edition(MARCH, row("1", commentary=f"{first}\n{late}"))
    action = months.edition(APRIL, row("1", commentary=f"{first}\n{late}\n{last}"))["1"]
    assert [update.commentary for update in action.updates] == ["Begun.", "Half.", "Most."]


def test_words_above_the_newest_entry_do_not_double_it_when_the_next_one_comes(months: Months) -> None:
    months.edition(FEBRUARY, row("1", commentary="A pilot.\n05/01/2015: Begun."))
    action = months.edition(MARCH, row("1", commentary="A pilot.\n05/01/2015: Begun.\n03/03/2015: Most."))["1"]
    assert [update.commentary for update in action.updates] == ["A pilot.\nBegun.", "A pilot.\nMost."]


def test_the_same_words_on_several_days_are_as_many_updates(months: Months) -> None:
    diary = ["05/01/2015: No change.", "07/02/2015: No change.", "03/03/2015: No change.", "03/04/2015: No change."]
    for as_at, entries in ((FEBRUARY, 1), (MARCH, 3), (APRIL, 4)):
        action = months.edition(as_at, row("1", commentary="\n".join(diary[:entries])))["1"]
        assert len(action.updates) == entries


def test_a_late_entry_of_words_that_another_late_entry_had_is_not_lost(months: Months) -> None:
    begun, late, later = "05/01/2015: Begun.", "07/02/2015: No change.", "08/02/2015: No change."
    months.edition(FEBRUARY, row("1", commentary=begun))
    months.edition(MARCH, row("1", commentary=f"{begun}\n{late}"))
    action = months.edition(APRIL, row("1", commentary=f"{begun}\n{late}\n{later}\n03/04/2015: Most."))["1"]
    assert [update.commentary for update in action.updates] == ["Begun.", "No change.", "No change.", "Most."]


def test_two_entries_of_one_day_are_not_said_again_each_month(months: Months) -> None:
    diary = "05/01/2015: Begun.\n05/01/2015: Half."
    for as_at in (FEBRUARY, MARCH, APRIL):
        action = months.edition(as_at, row("1", commentary=diary))["1"]
    assert [update.commentary for update in action.updates] == ["Begun.", "Half."]


def test_an_update_dated_ahead_is_not_said_again_each_month(months: Months) -> None:
    for as_at in (FEBRUARY, MARCH, APRIL):
        action = months.edition(as_at, row("1", updated="01/12/2015", **WORDS))["1"]
    assert [update.dated for update in action.updates] == [date(2015, 12, 1)]


def test_an_undated_update_after_one_dated_ahead_is_said_once(months: Months) -> None:
    months.edition(FEBRUARY, row("1", updated="01/12/2015", **WORDS))
    for as_at in (MARCH, APRIL):
        action = months.edition(as_at, row("1", status="In progress", commentary="Corrected.", updated=""))["1"]
    assert [update.dated for update in action.updates] == [MARCH, date(2015, 12, 1)]


def test_an_update_of_ours_for_an_action_that_nobody_has_is_told_in_every_month(months: Months) -> None:
    months.edition(FEBRUARY, row("1"))
    months.own("updates", "action,date,author,status,commentary\n9,01/03/2015,A lead,in progress,Begun.\n")
    with pytest.raises(DataError, match='There is no "9"'):
        months.read(MARCH, [row("1")])


def test_a_boards_own_actions_remember_for_themselves(months: Months) -> None:
    months.own("actions", "ref,area,answers,text,lead,due\nB1,1,,Chair it.,Chair,30/06/2015\n")
    updates = "action,date,author,status,commentary\nB1,01/02/2015,Chair,in progress,Begun.\n"
    months.own("updates", updates)
    months.edition(FEBRUARY, row("1", **WORDS))
    months.own("updates", updates.replace("Begun", "Began"))
    action = months.edition(MARCH, row("1", **WORDS))["B1"]
    assert said(action) == [(date(2015, 2, 1), "in progress", "Began.")]


# Small edits to a tracker over four months: refs, words, statuses and due dates come and go.
ROW = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["", "In progress", "Complete", "Withdrawn"]),
        "updated": st.sampled_from(["", "05/01/2015", "20/02/2015", "01/12/2015"]),
        "due": st.sampled_from(["", "Ongoing", "30/06/2015", "30/09/2015"]),
        "commentary": st.sampled_from(
            ["", "Begun.", "Half.", "05/01/2015: Begun.", "05/01/2015: Begun.\n20/02/2015: Half.",
             "A pilot.\n05/01/2015: Begun.\n05/01/2015: Begun."]
        ),
    }
)  # fmt: skip
MONTH = st.dictionaries(st.sampled_from(["1", "2", "3"]), ROW, min_size=1)


def state_on(plan: ImprovementPlan, day: date) -> dict[str, tuple[str, date | None, int]]:
    """Each action that was in the plan on a day: status, due date, and number of updates."""
    return {a.ref: (str(a.status), a.current_due, len(a.updates)) for a in plan.as_at(day).actions}


@settings(max_examples=200)
@given(plans=st.lists(MONTH, min_size=4, max_size=4))
def test_nothing_is_lost_and_nothing_doubled_over_four_months(
    plans: list[dict[str, dict[str, str]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    months = Months(tmp_path_factory.mktemp("months"))
    kept: set[str] = set()
    for as_at, rows in zip((FEBRUARY, MARCH, APRIL, MAY), plans, strict=True):
        actions = months.edition(as_at, *(row(ref, **cells) for ref, cells in rows.items()))
        assert months.loaded is not None
        now = state_on(months.loaded.plan, as_at)
        kept |= set(rows)
        assert set(actions) == kept
        assert set(now) == {ref for ref, cells in rows.items() if cells["status"] != "Withdrawn" or ref in now}
        # Read once more from the same tracker, the plan says the same: nothing is told twice.
        again = months.edition(as_at.replace(day=11), *(row(ref, **cells) for ref, cells in rows.items()))
        assert {ref: said(action) for ref, action in again.items()} == {
            ref: said(action) for ref, action in actions.items()
        }
        assert {ref: action.revisions for ref, action in again.items()} == {
            ref: action.revisions for ref, action in actions.items()
        }
        months.editions.pop()


@settings(max_examples=200)
@given(plans=st.lists(MONTH, min_size=3, max_size=3))
def test_what_an_edition_said_of_its_day_every_later_one_says_too(
    plans: list[dict[str, dict[str, str]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    months = Months(tmp_path_factory.mktemp("months"))
    for as_at, rows in zip((FEBRUARY, MARCH, APRIL), plans, strict=True):
        before = months.loaded.plan if months.loaded else None
        last = months.editions[-1].as_at if months.editions else FEBRUARY
        actions = months.edition(as_at, *(row(ref, **cells) for ref, cells in rows.items()))
        for action in before.actions if before else ():
            then, now = action.as_at(last), actions[action.ref].as_at(last)
            assert (now.status, now.current_due) == (then.status, then.current_due)
            assert said(now)[-1:] == said(then)[-1:]


def test_that_nothing_has_begun_is_no_update_unless_something_had(months: Months) -> None:
    assert said(months.edition(FEBRUARY, row("a", status="Not started"))["a"]) == []
    assert said(months.edition(MARCH, row("a", status="Not started"))["a"]) == []
    months.edition(APRIL, row("a", status="In progress"))
    back = said(months.edition(MAY, row("a", status="Not started"))["a"])
    assert back == [(APRIL, "in progress", ""), (MAY, "not started", "")]


def test_an_approval_that_was_for_the_move_before_is_none_for_the_next(months: Months) -> None:
    months.edition(FEBRUARY, row("a", due="31/03/2015", status="In progress"))
    months.edition(MARCH, row("a", due="30/04/2015", status="Behind schedule", approved_by="Chair"))
    moved = months.edition(APRIL, row("a", due="31/05/2015", status="On hold", approved_by="Chair"))["a"]
    assert [(r.due_after, r.approved_by) for r in moved.revisions] == [
        (date(2015, 4, 30), "Chair"),
        (date(2015, 5, 31), None),
    ]
    assert any("that was for the move before" in told for told in months.told)
