"""What differs between two plans, in words a member of the board would use."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings

from domain.conftest import THRESHOLDS, TODAY, action, area, complete, days, indicator, plan, update, weakness
from domain.test_properties import plans
from reporter.domain.differences import Change, Difference, plan_differences, rating_differences
from reporter.domain.movement import measure
from reporter.domain.plan import ImprovementPlan, Measurement, Narrative, Unit, Voice
from reporter.domain.scheme import OURS

quick = settings(max_examples=40, deadline=None, database=None, derandomize=True)


def said(before: ImprovementPlan, after: ImprovementPlan) -> list[str]:
    return [str(difference) for difference in plan_differences(before, after)]


def rated(before: ImprovementPlan, after: ImprovementPlan) -> list[str]:
    measured = (measure(one, TODAY, None, THRESHOLDS, OURS) for one in (before, after))
    return [str(difference) for difference in rating_differences(*measured)]


def test_a_detail_that_changed_is_told_with_what_it_was() -> None:
    before, after = plan(action(lead=None)), plan(action(lead="A director", due=date(2016, 1, 31)))
    assert said(before, after) == [
        "action 1-01, lead: nothing became A director",
        "action 1-01, due: 31 December 2015 became 31 January 2016",
    ]
    assert said(after, before)[0] == "action 1-01, lead: A director became nothing"


def test_records_that_came_and_went_are_told_by_what_they_say() -> None:
    before, after = plan(action()), plan(action(ref="1-02", text="Train every worker."))
    assert said(before, after) == [
        "action 1-01: removed (Visit every child.)",
        "action 1-02: added (Train every worker.)",
    ]


def test_areas_and_weaknesses_are_told_by_their_refs() -> None:
    before = plan(areas=[area()], weaknesses=[weakness()])
    after = plan(areas=[area(title="Help"), area("2", "Leadership")], weaknesses=[weakness(paragraph="12")])
    assert said(before, after) == [
        "area 1, title: Help and protection became Help",
        "area 1, judged: help and protection became help",
        "area 2: added (Leadership)",
        "area for improvement 1a, paragraph: nothing became 12",
    ]


def test_an_update_belongs_to_its_action() -> None:
    before, after = plan(action()), plan(action(update(TODAY, commentary="It goes on.")))
    (found,) = said(before, after)
    assert found.startswith("action 1-01, update: added (17 March 2015, Team Manager, in progress")
    assert "It goes on." in found
    assert said(after, before)[0].startswith("action 1-01, update: removed (17 March 2015")


def test_a_figure_that_was_corrected_is_another_figure() -> None:
    was, now = (plan(indicators=[indicator(Measurement("Town", TODAY, value))]) for value in (3.0, 4.0))
    assert said(was, now) == [
        "indicator I1, figure: removed (Town, 17 March 2015, 3.0)",
        "indicator I1, figure: added (Town, 17 March 2015, 4.0)",
    ]
    renamed = plan(indicators=[indicator(unit=Unit.PERCENT, target=5.0)])
    assert said(plan(indicators=[indicator()]), renamed) == [
        "indicator I1, unit: count became percent",
        "indicator I1, target: nothing became 5.0",
    ]


def test_voices_and_the_boards_own_words_are_compared_too() -> None:
    voice = Voice("1", TODAY, "A survey", "Nobody asked me.", None)
    after = replace(plan(voices=[voice]), narrative=Narrative(promise=("We listen.", "We act.")))
    assert said(plan(), after) == [
        "voice: added (Nobody asked me.)",
        "narrative, promise: nothing became We listen. and We act.",
    ]


def test_a_rating_that_changed_is_told_with_both_reasons() -> None:
    before, after = plan(action(update(TODAY - days(1), progress=50))), plan(action(complete()))
    found = rated(before, after)
    assert found[0].startswith("action 1-01, rating: ")
    assert "(" in found[0].split(" became ")[0]
    assert "(" in found[0].split(" became ")[1]
    assert [text.partition(",")[0] for text in found] == ["action 1-01", "area 1", "the plan"]


def test_an_action_that_only_one_plan_holds_is_not_rated_differently() -> None:
    assert not [text for text in rated(plan(), plan(action())) if text.startswith("action")]


def test_what_came_without_words_is_told_all_the_same() -> None:
    assert str(Difference("template parts/rating.html", Change.ADDED)) == "template parts/rating.html: added"


@quick
@given(plans())
def test_no_plan_differs_from_itself(some: ImprovementPlan) -> None:
    assert said(some, some) == rated(some, some) == []


@quick
@given(plans(), plans())
def test_what_came_one_way_goes_the_other_way(one: ImprovementPlan, other: ImprovementPlan) -> None:
    there, back = list(plan_differences(one, other)), list(plan_differences(other, one))
    assert bool(there) is bool(back) is (one != other)
    changes = [difference for difference in there if difference.change is Change.CHANGED]
    assert {(d.what, d.detail, d.before, d.after) for d in changes} == {
        (d.what, d.detail, d.after, d.before) for d in back if d.change is Change.CHANGED
    }
    added = {(d.what, d.after) for d in there if d.change is Change.ADDED}
    assert added == {(d.what, d.before) for d in back if d.change is Change.REMOVED}
