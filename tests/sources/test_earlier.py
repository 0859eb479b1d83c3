"""What actions said in the edition before is kept with the plan that comes after it."""

from datetime import date

from reading import AS_AT, load_plan

from reporter.sources.earlier import EARLIER_ACTIONS, Earlier
from reporter.sources.plan import LoadedPlan, Sources, load_kept
from reporter.sources.plan import load_plan as load_after

from .conftest import TinyPlan

LAST_TIME = date(2015, 2, 10)
SAID = {"2-01": "Bring every care plan up to date.", "2-02": "Match children sooner."}


def month_after(tiny: TinyPlan, before: LoadedPlan) -> LoadedPlan:
    return load_after(Sources(tiny.write_folder()), AS_AT, Earlier(LAST_TIME, before.tables))


def test_the_words_of_then_are_kept_beside_those_of_now(tiny: TinyPlan) -> None:
    before = load_plan(tiny.write_folder())
    loaded = month_after(tiny.put("actions", "text", "Bring most care plans up to date."), before)
    assert dict(loaded.plan.said_before) == SAID
    assert loaded.plan.actions[0].text == "Bring most care plans up to date."
    assert load_kept(loaded.tables).plan == loaded.plan
    assert before.plan.said_before == ()


def test_they_are_no_rows_of_the_plan(tiny: TinyPlan) -> None:
    before = load_plan(tiny.write_folder())
    loaded = month_after(tiny, before)
    assert loaded.rows == before.rows
    assert loaded.tables.keys() - before.tables.keys() == {EARLIER_ACTIONS}


def test_an_action_that_was_not_in_the_plan_then_had_no_words(tiny: TinyPlan) -> None:
    tiny.put("actions", "removed", "01/02/2015").put("actions", "added", "11/02/2015", row=3)
    assert month_after(tiny, load_plan(tiny.write_folder())).plan.said_before == ()


def test_a_ref_that_changed_keeps_its_words_under_the_new_one(tiny: TinyPlan) -> None:
    before = load_plan(tiny.write_folder())
    tiny.put("actions", "ref", "2-07", row=3).put("updates", "action", "2-07", row=3)
    tiny.tables["renamed refs"] = [["before", "now"], ["2-02", "2-07"]]
    assert dict(month_after(tiny, before).plan.said_before) == {
        "2-01": SAID["2-01"],
        "2-07": SAID["2-02"],
    }
