"""Rows into records: how refs hang together, which rows contradict themselves, and that all of it is told at once."""

from datetime import date

import pytest

from reporter.domain.plan import Footnote, Measurement, Signatory, Status

from .conftest import Cell, TinyPlan

DATES = "Write it as day/month/year, for example 28/02/2015."


def test_the_tiny_plan_is_valid_and_whole(tiny: TinyPlan) -> None:
    plan = tiny.load()
    area, action = plan.areas[0], plan.actions[0]
    assert (area.ref, area.parent, plan.areas[1].parent) == ("2", None, "2")
    assert (area.looked_for, area.footnotes) == (
        ("Children have a plan that is kept up to date.",),
        (Footnote("a plan", "A care plan says who does what."),),
    )
    assert (action.answers, action.start, action.due) == (("2a",), date(2014, 5, 14), date(2014, 12, 31))
    assert (action.status, action.progress, plan.actions[1].status) == (Status.IN_PROGRESS, 50, Status.NOT_STARTED)
    assert plan.indicators[0].measurements == (Measurement("Nottingham", date(2014, 3, 31), 2713.0),)
    assert plan.narrative.promise == ("We will listen.",)


@pytest.mark.parametrize(
    ("table", "column", "value", "message"),
    [
        ("actions", "due", "31/02/2015", f'actions.csv, row 2, column "due": "31/02/2015" is not a date. {DATES}'),
        ("actions", "due", "3/9/14", f'actions.csv, row 2, column "due": "3/9/14" is not a date. {DATES}'),
        ("actions", "due", "Sept 14", f'actions.csv, row 2, column "due": "Sept 14" is not a date. {DATES}'),
        ("actions", "due", "end of March", f'actions.csv, row 2, column "due": "end of March" is not a date. {DATES}'),
        ("actions", "due", "45000", f'actions.csv, row 2, column "due": "45000" is not a date. {DATES}'),
        ("actions", "start", "TBC", f'actions.csv, row 2, column "start": "TBC" is not a date. {DATES}'),
        ("updates", "date", "", f'updates.csv, row 2, column "date": The date is missing. {DATES}'),
        (
            "actions", "due", "13/05/2014",
            'actions.csv, row 2, column "due": It is before the start, 14 May 2014. Correct one of the two dates.',
        ),
        ("actions", "text", "", 'actions.csv, row 2, column "text": The cell is empty. Fill it in.'),
        ("actions", "area", "3", 'actions.csv, row 2, column "area": There is no "3". Correct the ref.'),
        ("actions", "area", "2.10", 'actions.csv, row 2, column "area": There is no "2.10". Did you mean "2.1"?'),
        ("actions", "answers", "2A", 'actions.csv, row 2, column "answers": There is no "2A". Did you mean "2a"?'),
        ("actions", "answers", "2a; 2z", 'actions.csv, row 2, column "answers": There is no "2z". Correct the ref.'),
        (
            "actions", "answers", "2a and 2b",
            'actions.csv, row 2, column "answers": There is no "2a and 2b". Correct the ref.',
        ),
        ("updates", "action", "2-1", 'updates.csv, row 2, column "action": There is no "2-1". Did you mean "2-01"?'),
        ("updates", "action", "", 'updates.csv, row 2, column "action": The cell is empty. Fill it in.'),
        (
            "strengths", "area", "x" * 70,
            f'strengths.csv, row 2, column "area": There is no "{"x" * 60}…". Correct the ref.',
        ),
        ("voices", "area", "9", 'voices.csv, row 2, column "area": There is no "9". Correct the ref.'),
        (
            "measurements", "indicator", "Z9",
            'measurements.csv, row 2, column "indicator": There is no "Z9". Correct the ref.',
        ),
        ("areas", "parent", "3", 'areas.csv, row 2, column "parent": There is no "3". Correct the ref.'),
        (
            "areas", "parent", "2",
            'areas.csv, row 2, column "parent": An area cannot be its own parent. '
            "Empty the cell or name another area.",
        ),
        (
            "areas", "judgement", "Requires improvment",
            'areas.csv, row 2, column "judgement": "Requires improvment" is not known here. '
            'Did you mean "requires improvement"? '
            "Write one of: outstanding, good, requires improvement and inadequate.",
        ),
        (
            "updates", "status", "COMPLETE - embedded",
            'updates.csv, row 2, column "status": "COMPLETE - embedded" is not known here. '
            "Write one of: not started, in progress, complete and verified.",
        ),
        (
            "updates", "status", "verified",
            'updates.csv, row 2, column "verified by": A verified action needs to say who verified it. Name the post.',
        ),
        (
            "updates", "lead rating", "Amber/Green",
            'updates.csv, row 2, column "lead rating": "Amber/Green" is not known here. '
            "Write one of: red, amber, re-dated, not rated, grey, green, complete and blue.",
        ),
        (
            "updates", "progress", "110%",
            'updates.csv, row 2, column "progress": "110%" is outside 0% to 100%. Write a number from 0 to 100.',
        ),
        (
            "measurements", "value", "c",
            'measurements.csv, row 2, column "value": "c" is not a number. Write it in figures, such as 14.5.',
        ),
        ("narrative", "area", "9", 'narrative.csv, row 3, column "area": There is no "9". Correct the ref.'),
        (
            "narrative", "part", "Forward",
            'narrative.csv, row 3, column "part": "Forward" is not known here. Did you mean "foreword"? '
            "Write one of: promise, foreword, signatory, looked for, taking action, pull quote, footnote and closing.",
        ),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_meant_is_told(tiny: TinyPlan, table: str, column: str, value: str, message: str) -> None:
    lines = tiny.put(table, column, value, row=3 if table == "narrative" else 2).refusal().splitlines()
    assert lines[0] == f"plan/{message}"
    assert len(lines) == (2 if table == "narrative" else 1)  # without its "looked for" the footnote hangs on nothing


@pytest.mark.parametrize("due", ["Ongoing", "TBC", " ongoing", ""])
def test_an_action_may_openly_have_no_due_date(tiny: TinyPlan, due: str) -> None:
    assert tiny.put("actions", "due", due).load().actions[0].due is None


def test_an_action_may_be_due_on_the_day_it_starts(tiny: TinyPlan) -> None:
    assert tiny.put("actions", "due", "14/05/2014").load().actions[0].due == date(2014, 5, 14)


def test_an_action_cannot_be_removed_before_it_was_added(tiny: TinyPlan) -> None:
    tiny.put("actions", "added", "02/02/2015").put("actions", "removed", "01/02/2015")
    assert tiny.refusal() == (
        'plan/actions.csv, row 2, column "removed": It is before 2 February 2015, when the action was added. '
        "Correct one."
    )


@pytest.mark.parametrize(
    "text",
    ["NA", "None", "n/a", "-", "null", "=1+1", '=HYPERLINK("x","y")', "<script>alert(1)</script>", "{{ 7*7 }}", "../..",
     "one\ntwo", "مرحبا", "\U0001f600", "x" * 20_000],
)  # fmt: skip
@pytest.mark.parametrize(("table", "column"), [("actions", "text"), ("actions", "lead"), ("updates", "author")])
def test_text_is_kept_as_it_stands(tiny: TinyPlan, table: str, column: str, text: str) -> None:
    action = tiny.put(table, column, text).load().actions[0]
    assert {"text": action.text, "lead": action.lead, "author": action.updates[0].author}[column] == text


# Refs


def test_1_1_and_1_10_are_two_areas(tiny: TinyPlan) -> None:
    for ref in ("1.1", "1.10"):
        tiny.add("areas", ref=ref, title=f"Area {ref}", judged="it", judgement="good")
        tiny.add("strengths", area=ref, text=f"Good in {ref}.")
    plan = tiny.load()
    assert [area.ref for area in plan.areas] == ["2", "2.1", "1.1", "1.10"]
    assert [strength.area for strength in plan.strengths] == ["2", "1.1", "1.10"]


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        ("areas", {"ref": "2", "title": "Again", "judged": "it", "judgement": "good"}),
        ("areas for improvement", {"ref": "2a", "area": "2", "text": "Again"}),
        ("actions", {"ref": "2-01", "area": "2", "text": "Again"}),
        ("indicators", {"ref": "I01", "area": "2", "name": "Again", "unit": "count", "polarity": "neither"}),
    ],
)
def test_a_ref_that_stands_twice_is_told_with_the_row_where_it_stood(
    tiny: TinyPlan, table: str, cells: dict[str, Cell]
) -> None:
    row = tiny.add(table, **cells).tables[table].__len__()
    assert tiny.refusal() == (
        f'plan/{tiny.file(table).name}, row {row}, column "ref": "{cells["ref"]}" stands already in row 2. '
        "Give each row a ref of its own."
    )


def test_one_action_may_answer_several_weaknesses(tiny: TinyPlan) -> None:
    assert tiny.put("actions", "answers", "2a; 2b").load().actions[0].answers == ("2a", "2b")
    tiny.put("actions", "answers", "2c, 2a; 3a")
    assert tiny.refusal().splitlines() == [
        'plan/actions.csv, row 2, column "answers": There is no "2c". Correct the ref.',
        'plan/actions.csv, row 2, column "answers": There is no "3a". Correct the ref.',
    ]


def test_a_ref_in_other_capitals_is_told_with_the_nearest(tiny: TinyPlan) -> None:
    tiny.put("measurements", "indicator", "i01")
    assert tiny.refusal().endswith('There is no "i01". Did you mean "I01"?')


def test_an_unknown_ref_with_a_line_break_is_told_on_one_line(tiny: TinyPlan) -> None:
    assert tiny.put("actions", "answers", "2a\n2b").refusal() == (
        'plan/actions.csv, row 2, column "answers": There is no "2a 2b". Correct the ref.'
    )


def test_a_very_long_ref_that_stands_twice_is_cut_short_in_the_message(tiny: TinyPlan) -> None:
    for _ in range(2):
        tiny.add("actions", ref="x" * 20_000, area="2", text="Again")
    assert len(tiny.refusal()) < 500


def test_two_areas_cannot_be_each_others_parent(tiny: TinyPlan) -> None:
    assert tiny.put("areas", "parent", "2.1").refusal() == (
        'plan/areas.csv, row 2, column "parent": Area "2.1" stands further down. Put an area below its parent.'
    )


def test_an_area_stands_below_its_parent(tiny: TinyPlan) -> None:
    tiny.put("areas", "parent", "3", row=3).add("areas", ref="3", title="Third", judged="it", judgement="good")
    assert tiny.refusal() == (
        'plan/areas.csv, row 3, column "parent": Area "3" stands further down. Put an area below its parent.'
    )
    tiny.put("areas", "parent", "2", row=3).put("areas", "parent", "2.1", row=4)
    assert [area.parent for area in tiny.load().areas] == [None, "2", "2.1"]


# Updates, measurements and the narrative


def test_updates_and_measurements_are_put_in_order_of_date_and_keep_the_order_of_a_day(tiny: TinyPlan) -> None:
    for day, words in (
        ("05/06/2014", "third"),
        ("01/06/2014", "first"),
        ("05/06/2014", "fourth"),
        ("02/06/2014", "second"),
    ):
        tiny.add("updates", action="2-02", date=day, author="A", status="in progress", commentary=words)
        tiny.add("measurements", indicator="I01", series="England", date=day, value=len(words))
    plan = tiny.load()
    assert [update.commentary for update in plan.actions[1].updates] == [
        "first", "second", "third", "fourth", "Waiting for the panel.",
    ]  # fmt: skip
    assert [m.value for m in plan.indicators[0].measurements] == [2713.0, 5.0, 6.0, 5.0, 6.0]


def test_a_verified_action_names_who_verified_it(tiny: TinyPlan) -> None:
    tiny.put("updates", "status", "Verified").put("updates", "verified by", "Independent Chair")
    assert tiny.load().actions[0].updates[0].verified_by == "Independent Chair"


def test_a_footnote_hangs_on_a_phrase_that_stands_there(tiny: TinyPlan) -> None:
    message = tiny.put("narrative", "attribution", "no such words", row=4).refusal()
    assert message == (
        'plan/narrative.csv, row 4, column "attribution": "no such words" does not stand in what the inspectors look '
        "for in area 2. Write the phrase as it stands there; the mark is printed after it."
    )
    message = tiny.put("narrative", "attribution", "", row=4).refusal()
    assert message == 'plan/narrative.csv, row 4, column "attribution": The cell is empty. Fill it in.'


def test_the_narrative_goes_to_its_places(tiny: TinyPlan) -> None:
    for part in ("Foreword", "closing", "SIGNATORY"):
        tiny.add("narrative", part=part, text=f"{part} text", attribution="City Council")
    for part in ("taking action", "pull quote"):
        tiny.add("narrative", part=part, area="2.1", text=f"{part} text")
    plan = tiny.load()
    assert (plan.narrative.foreword, plan.narrative.closing) == (("Foreword text",), ("closing text",))
    assert plan.narrative.signatories == (Signatory("SIGNATORY text", "City Council"),)
    assert plan.areas[1].taking_action == ("taking action text",)
    assert plan.areas[1].pull_quotes == ("pull quote text",)


# All at once


def test_every_problem_of_every_row_of_every_table_is_told_at_once(tiny: TinyPlan) -> None:
    tiny.put("actions", "due", "31/02/2015").put("actions", "area", "7").put("actions", "text", "", row=3)
    tiny.put("updates", "status", "done").put("updates", "progress", "1").put("updates", "date", "TBC", row=3)
    tiny.put("areas", "judgement", "poor").put("strengths", "area", "").put("voices", "date", "1/1/14")
    assert sorted(tiny.refusal().splitlines()) == sorted(
        [
            f'plan/actions.csv, row 2, column "due": "31/02/2015" is not a date. {DATES}',
            'plan/actions.csv, row 2, column "area": There is no "7". Correct the ref.',
            'plan/actions.csv, row 3, column "text": The cell is empty. Fill it in.',
            'plan/updates.csv, row 2, column "status": "done" is not known here. '
            "Write one of: not started, in progress, complete and verified.",
            'plan/updates.csv, row 2, column "progress": "1" could be 1% or 100%. Write 1% or 100%.',
            f'plan/updates.csv, row 3, column "date": "TBC" is not a date. {DATES}',
            'plan/areas.csv, row 2, column "judgement": "poor" is not known here. '
            "Write one of: outstanding, good, requires improvement and inadequate.",
            'plan/strengths.csv, row 2, column "area": The cell is empty. Fill it in.',
            f'plan/voices.csv, row 2, column "date": "1/1/14" is not a date. {DATES}',
        ]
    )
