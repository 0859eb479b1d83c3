"""What a tracker says that children said: voices of its areas, each once, dated when they were first there."""

import csv
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from reporter.domain.plan import Voice
from reporter.errors import DataError
from reporter.settings import Tracker
from reporter.sources.earlier import Earlier
from reporter.sources.plan import LoadedPlan, Sources, load_plan

SOURCE = "the improvement plan's tracker"
MARCH, APRIL, MAY = date(2015, 3, 17), date(2015, 4, 14), date(2015, 5, 12)
HEADINGS = ("Ref", "Area", "Action", "Lead", "Due", "Status", "Last updated", "Voice of the child")
KNOCK, CARD = "Nobody knocks.", "I got a card first."

Cells = Sequence[str]
Read = Callable[..., LoadedPlan]


def row(ref: str, voice: str, updated: str = "", area: str = "1 Help", action: str = "Visit every child.") -> Cells:
    return (ref, area, action, "Head of Service", "31/12/2015", "in progress", updated, voice)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a tracker with these rows as at a day, after an earlier edition, beside the board's own tables."""

    def reading(
        *rows: Cells,
        as_at: date = MARCH,
        after: tuple[LoadedPlan, date] | None = None,
        own: dict[str, str] | None = None,
        headings: Cells = HEADINGS,
    ) -> LoadedPlan:
        folder = tmp_path / "own"
        folder.mkdir(exist_ok=True)
        for name, text in (own or {}).items():
            (folder / f"{name}.csv").write_text(text, "utf-8")
        with (tmp_path / "plan.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([headings, *rows])
        earlier = Earlier(after[1], after[0].tables) if after else None
        return load_plan(Sources(folder, {"plan": Tracker(file=tmp_path / "plan.csv")}), as_at, earlier)

    return reading


def voice(text: str, dated: date = MARCH, area: str = "1") -> Voice:
    return Voice(area, dated, SOURCE, text, None)


@pytest.mark.parametrize(
    ("rows", "voices"),
    [
        ([row("1", "")], []),
        ([row("1", KNOCK)], [voice(KNOCK)]),
        ([row("1", KNOCK, "06/03/2015")], [voice(KNOCK, date(2015, 3, 6))]),
        ([row("1", KNOCK), row("2", CARD)], [voice(KNOCK), voice(CARD)]),
        ([row("1", KNOCK), row("2", KNOCK)], [voice(KNOCK)]),
        ([row("1", KNOCK), row("2", KNOCK, area="2 Care")], [voice(KNOCK), voice(KNOCK, area="2")]),
    ],
)
def test_a_filled_cell_is_a_voice_of_its_area_once(read: Read, rows: list[Cells], voices: list[Voice]) -> None:
    assert list(read(*rows).plan.voices) == voices


@pytest.mark.parametrize(
    "heading",
    ["Voice of the child", "Child's voice", "Childs voice", "Views of children", "Voice of children and young people",
     "Service user voice", "What children say?"],
)  # fmt: skip
def test_its_heading_is_known_as_offices_write_it(read: Read, heading: str) -> None:
    loaded = read(row("1", KNOCK), headings=(*HEADINGS[:-1], heading))
    assert (loaded.plan.voices, loaded.warnings) == ((voice(KNOCK),), ())


def test_a_voice_keeps_its_first_date_while_its_words_stay_the_same(read: Read) -> None:
    march = read(row("1", KNOCK))
    april = read(row("1", KNOCK), row("2", CARD), as_at=APRIL, after=(march, MARCH))
    may = read(row("1", KNOCK, "08/05/2015"), row("2", CARD), as_at=MAY, after=(april, APRIL))
    assert april.plan.voices == may.plan.voices == (voice(KNOCK), voice(CARD, APRIL))


def test_the_same_words_of_another_area_have_a_date_of_their_own(read: Read) -> None:
    march = read(row("1", KNOCK))
    april = read(row("1", KNOCK), row("2", KNOCK, area="2 Care"), as_at=APRIL, after=(march, MARCH))
    assert april.plan.voices == (voice(KNOCK), voice(KNOCK, APRIL, "2"))


def test_new_words_are_a_new_voice_and_those_taken_out_are_gone(read: Read) -> None:
    march = read(row("1", KNOCK))
    april = read(row("1", CARD), as_at=APRIL, after=(march, MARCH))
    assert april.plan.voices == (voice(CARD, APRIL),)
    assert read(row("1", ""), as_at=MAY, after=(april, APRIL)).plan.voices == ()


def test_the_boards_own_voices_stay_as_they_are_and_are_not_doubled(read: Read) -> None:
    own = {"voices": f"area,date,source,text\n1,05/01/2015,Survey,{KNOCK}\n"}
    march = read(row("1", KNOCK), row("2", CARD), own=own)
    april = read(row("1", KNOCK), row("2", CARD), own=own, as_at=APRIL, after=(march, MARCH))
    survey = Voice("1", date(2015, 1, 5), "Survey", KNOCK, None)
    assert march.plan.voices == april.plan.voices == (survey, voice(CARD))


@pytest.mark.parametrize("table", ["voices", "updates"])
def test_a_date_that_is_missing_in_the_boards_own_table_is_still_an_error(read: Read, table: str) -> None:
    tables = {
        "voices": "area,date,source,text\n1,,Survey,Listen.\n",
        "updates": "action,date,author,status,commentary\n9-01,,Team Manager,in progress,Begun.\n",
    }
    own = {
        table: tables[table],
        "actions": "ref,area,answers,text,lead,due\n9-01,1,,Listen.,Head of Service,\n",
        "areas": "ref,title,judged,judgement\n1,Help,help,good\n",
    }
    with pytest.raises(DataError) as stopped:
        read(row("1", CARD), own=own)
    assert [(p.where.rpartition("/")[2], p.found) for p in stopped.value.problems] == [
        (f'{table}.csv, row 2, column "date"', "The date is missing.")
    ]


def test_a_voice_beside_a_weakness_without_an_action_is_kept(read: Read) -> None:
    headings = ("Ref", "Area", "Area for improvement", "Action", "Last updated", "Views of children")
    cells = ("1", "1 Help", "Visits are late.", "", "06/03/2015", KNOCK)
    loaded = read(cells, ("2", "1 Help", "", "Visit.", "", ""), headings=headings)
    assert loaded.plan.voices == (voice(KNOCK, date(2015, 3, 6)),)


def test_a_voice_by_which_a_child_could_be_known_stops_the_load_under_the_trackers_own_heading(read: Read) -> None:
    with pytest.raises(DataError) as stopped:
        read(row("1", "Call me on 0115 496 0000."))
    (problem,) = stopped.value.problems
    assert 'row 2, column "Voice of the child"' in str(problem)
    assert "phone number" in problem.found


def test_a_cell_that_is_merged_over_several_rows_is_one_voice(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for cells in (HEADINGS, row("1.1", KNOCK), row("1.2", "")):
        sheet.append(cells)
    sheet.merge_cells("H2:H3")
    book.save(tmp_path / "plan.xlsx")
    (tmp_path / "own").mkdir()
    tracker = Tracker(file=tmp_path / "plan.xlsx")
    assert load_plan(Sources(tmp_path / "own", {"plan": tracker}), MARCH, None).plan.voices == (voice(KNOCK),)


@pytest.mark.parametrize("heading", ["Sub-group", "Subgroup", "sub group", "Monitoring group", "Workstream group"])
def test_the_sub_group_of_an_action_is_taken_over(read: Read, heading: str) -> None:
    headings = (*HEADINGS[:-1], heading)
    (action,) = read(row("1", "Training Sub-group"), headings=headings).plan.actions
    assert action.sub_group == "Training Sub-group"


def test_the_boards_own_updates_stand_beside_those_of_the_tracker_once(read: Read) -> None:
    own = {
        "areas": "ref,title,judged,judgement\n1,Help,help,good\n",
        "actions": "ref,area,answers,text,lead,due\n9-01,1,,Listen.,Head of Service,\n",
        "updates": "action,date,author,status,commentary\n9-01,05/01/2015,Team Manager,in progress,Begun.\n",
    }
    actions = read(row("1", CARD), own=own).plan.actions
    told = {action.ref: [update.dated for update in action.updates] for action in actions}
    assert told == {"9-01": [date(2015, 1, 5)], "1": [MARCH]}
