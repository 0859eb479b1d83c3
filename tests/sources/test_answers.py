"""What leads send back: what is new comes in, once; what they leave alone changes nothing; nothing else is lost."""

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from unicodedata import normalize

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_board import TABLES

from reporter.blank_tracker.answering import answer_book
from reporter.domain.answers import MEANINGS, SHEET
from reporter.domain.chasing import Ask, Need, Reason
from reporter.domain.plan import Action, ImprovementPlan, Status
from reporter.errors import DataError
from reporter.findings import Weight
from reporter.settings import Tracker
from reporter.sources.earlier import Earlier
from reporter.sources.plan import LoadedPlan, Sources, load_plan, source_digests

WRITTEN, AS_AT = date(2015, 3, 10), date(2015, 3, 17)
ACTIONS = """ref,area,answers,text,lead,start,due,success measure,intended outcome
1-01,1,1a,Answer each call.,Duty Manager,01/09/2014,28/02/2015,,Nobody waits.
1-02,1,1a,Visit each child.,Head of Care,01/09/2014,,Visits made,Nobody is alone.
1-03,1,1a,=1+1,Head of Care,01/09/2014,31/12/2015,Sums done,+2
"""
UPDATES = """action,date,author,status,progress,commentary,revised due
1-01,01/02/2015,A lead,In progress,0.5,Half way.,31/03/2015
1-02,01/02/2015,A lead,in progress,,Begun.,
1-02,03/02/2015,A lead,in progress,20%,@Begun.,
"""
REASON = Reason(Need.OVERDUE, "It was due.")

Cells = Mapping[str, object]
Read = Callable[..., LoadedPlan]


def laid_down(folder: Path) -> Sources:
    """A small plan and an empty folder for answers."""
    for name, content in {**TABLES, "actions": ACTIONS, "updates": UPDATES}.items():
        (folder / "own").mkdir(exist_ok=True)
        (folder / "own" / f"{name}.csv").write_text(content, "utf-8")
    (folder / "answers").mkdir()
    return Sources(folder / "own", answers=folder / "answers")


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    return laid_down(tmp_path)


def plain(sources: Sources) -> ImprovementPlan:
    """The plan without answers."""
    return load_plan(replace(sources, answers=None), AS_AT, None).plan


def book_for(plan: ImprovementPlan, *refs: str) -> bytes:
    """The workbook that a lead of these actions gets; of all of them where none is named."""
    asked = [Ask(action, (REASON,)) for action in plan.as_at(WRITTEN).actions if action.ref in refs or not refs]
    return answer_book("A Board", "OFFICIAL", asked, WRITTEN)


def filled(book: bytes, **rows: Cells) -> bytes:
    """A workbook with some cells filled in, by ref (with _ for -) and heading."""
    read = openpyxl.load_workbook(io.BytesIO(book))
    headings = [*MEANINGS]
    for row in read[SHEET].iter_rows(2):
        for heading, value in rows.get(f"r{row[0].value}".replace("-", "_"), {}).items():
            row[headings.index(heading)].value = value
    content = io.BytesIO()
    read.save(content)
    return content.getvalue()


def returned(sources: Sources, book: bytes, name: str = "answer.xlsx") -> None:
    assert sources.answers
    (sources.answers / name).write_bytes(book)


def action_of(loaded: LoadedPlan | ImprovementPlan, ref: str) -> Action:
    plan = loaded.plan if isinstance(loaded, LoadedPlan) else loaded
    return next(action for action in plan.actions if action.ref == ref)


def warnings(loaded: LoadedPlan) -> list[str]:
    return [finding.found for finding in loaded.findings if finding.weight is Weight.WARNING]


def test_an_answer_that_says_nothing_new_changes_nothing(sources: Sources) -> None:
    returned(sources, book_for(plain(sources)))
    loaded = load_plan(sources, AS_AT, None)
    assert loaded.plan == plain(sources)
    assert warnings(loaded) == []


def test_what_is_new_in_one_row_comes_in_and_all_else_stays(sources: Sources) -> None:
    before = plain(sources)
    new = {"Update": "Three more answer.", "Progress": 0.75, "Status": "complete", "Evidence of impact": "Calls: 98%."}
    returned(sources, filled(book_for(before, "1-01"), r1_01=new))
    after = load_plan(sources, AS_AT, None)
    assert warnings(after) == []
    assert [action.ref for action in after.plan.actions] == ["1-01", "1-02", "1-03"]
    assert [action_of(after, ref) for ref in ("1-02", "1-03")] == [action_of(before, ref) for ref in ("1-02", "1-03")]
    old, latest = action_of(after, "1-01").updates
    assert (old,) == action_of(before, "1-01").updates
    assert (latest.dated, latest.status, latest.progress) == (WRITTEN, Status.COMPLETE, 75)
    assert (latest.commentary, latest.evidence_of_impact) == ("Three more answer.", "Calls: 98%.")


@pytest.mark.parametrize(
    "cells",
    [
        {"Update": "New."},
        {"Status": "complete"},
        {"Progress": 0.6},
        {"Evidence of impact": "Audit."},
        {"Revised due": date(2015, 6, 30)},
    ],
)
def test_any_cell_that_is_filled_in_makes_an_update(sources: Sources, cells: Cells) -> None:
    returned(sources, filled(book_for(plain(sources)), r1_01=cells))
    assert len(action_of(load_plan(sources, AS_AT, None), "1-01").updates) == 2


def test_a_later_date_that_is_asked_for_counts_and_the_first_one_stays(sources: Sources) -> None:
    returned(sources, filled(book_for(plain(sources)), r1_01={"Revised due": date(2015, 6, 30)}))
    action = action_of(load_plan(sources, AS_AT, None), "1-01")
    assert (action.due, action.current_due) == (date(2015, 2, 28), date(2015, 6, 30))
    assert [move.approved_by for move in action.revisions] == [None, None]


def test_what_is_missing_of_an_action_is_filled_and_nothing_is_replaced(sources: Sources) -> None:
    mended = {"Success measure": "Calls in a minute", "Intended outcome": "Something else", "Due": date(2016, 1, 1)}
    returned(sources, filled(book_for(plain(sources)), r1_01=mended, r1_02={"Due": date(2015, 9, 30)}))
    loaded = load_plan(sources, AS_AT, None)
    first = action_of(loaded, "1-01")
    assert (first.success_measure, first.intended_outcome) == ("Calls in a minute", "Nobody waits.")
    assert (first.due, first.current_due) == (date(2015, 2, 28), date(2015, 3, 31))
    assert action_of(loaded, "1-02").due == date(2015, 9, 30)
    assert warnings(loaded) == ['The due date was changed to "2016-01-01". It was not taken over.']


def test_the_same_answer_twice_or_taken_over_by_hand_counts_once(sources: Sources) -> None:
    answer = filled(book_for(plain(sources)), r1_01={"Update": "Three more  answer."})
    returned(sources, answer)
    returned(sources, answer, "answer (1).xlsx")
    assert len(action_of(load_plan(sources, AS_AT, None), "1-01").updates) == 2
    own = sources.own / "updates.csv"
    own.write_text(f"{own.read_text('utf-8')}1-01,10/03/2015,A lead,in progress,50,Three more answer,\n", "utf-8")
    assert len(action_of(load_plan(sources, AS_AT, None), "1-01").updates) == 2


def test_an_answer_stays_what_it_was_when_the_plan_goes_on(sources: Sources) -> None:
    """The status in an old workbook, left alone, is no news though the plan has another by now."""
    returned(sources, book_for(plain(sources)))
    own = sources.own / "updates.csv"
    own.write_text(f"{own.read_text('utf-8')}1-01,12/03/2015,A lead,complete,100%,Done.,\n", "utf-8")
    assert [update.dated for update in action_of(load_plan(sources, AS_AT, None), "1-01").updates] == [
        date(2015, 2, 1), date(2015, 3, 12),
    ]  # fmt: skip


def test_a_ref_that_the_plan_has_not_is_told_and_adds_nothing(sources: Sources) -> None:
    returned(sources, filled(book_for(plain(sources)), r1_01={"Ref": "9-99", "Update": "New."}))
    loaded = load_plan(sources, AS_AT, None)
    assert loaded.plan == plain(sources)
    assert warnings(loaded) == ['There is no action "9-99" in the plan.']


def test_a_lead_takes_no_action_out(sources: Sources) -> None:
    returned(sources, filled(book_for(plain(sources)), r1_01={"Status": "withdrawn", "Update": "Not wanted."}))
    loaded = load_plan(sources, AS_AT, None)
    assert "1-01" in {action.ref for action in loaded.plan.as_at(AS_AT).actions}
    assert warnings(loaded) == ["The row says that the action is off. It stays in."]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"Update": "New.", "Updated": None}, "The day of the update is missing."),
        ({"Update": "New.", "Updated": "31/02/2015"}, "is not a date."),
        ({"Status": "jogging along"}, "is not known here."),
        ({"Update": "Ring 0115 496 0000."}, "phone number"),
    ],
)
def test_what_cannot_be_read_or_printed_is_an_error_with_its_place(sources: Sources, cells: Cells, said: str) -> None:
    returned(sources, filled(book_for(plain(sources)), r1_01=cells))
    with pytest.raises(DataError) as told:
        load_plan(sources, AS_AT, None)
    (problem,) = told.value.problems
    assert said in problem.found
    assert f'answer.xlsx, sheet "{SHEET}", row 2' in problem.where


def test_files_that_are_no_answers_are_told_and_those_of_an_open_program_are_not(sources: Sources) -> None:
    assert sources.answers
    (sources.answers / "~$answer.xlsx").write_bytes(b"locked")
    (sources.answers / ".gitkeep").write_bytes(b"")
    assert load_plan(sources, AS_AT, None).plan == plain(sources)
    (sources.answers / "answer.docx").write_bytes(b"words")
    with pytest.raises(DataError, match="It is no workbook"):
        load_plan(sources, AS_AT, None)
    (sources.answers / "answer.docx").unlink()
    sources.answers.joinpath("~$answer.xlsx").unlink()
    sources.answers.joinpath(".gitkeep").unlink()
    sources.answers.rmdir()
    with pytest.raises(DataError, match="folder of answers cannot be read"):
        load_plan(sources, AS_AT, None)


def test_an_answer_changes_the_digest_by_which_drafts_are_made_anew(sources: Sources) -> None:
    before = source_digests(sources)
    returned(sources, book_for(plain(sources)))
    assert source_digests(sources) != before


WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30).filter(
    lambda text: not any(char.isnumeric() or char in "@#" for char in text)
)


@settings(max_examples=30)  # each reads a plan
@given(said=WORDS, progress=st.integers(0, 100), status=st.sampled_from(["not started", "in progress", "complete"]))
def test_whatever_is_filled_in_comes_back_as_it_stands(
    tmp_path_factory: pytest.TempPathFactory, said: str, progress: int, status: str
) -> None:
    sources = laid_down(tmp_path_factory.mktemp("plan"))
    cells = {"Update": said, "Progress": progress / 100, "Status": status}
    book = openpyxl.load_workbook(io.BytesIO(book_for(plain(sources))))
    row = next(row for row in book[SHEET].iter_rows(2) if row[0].value == "1-01")
    for heading, value in cells.items():
        row[[*MEANINGS].index(heading)].value = value
        row[[*MEANINGS].index(heading)].data_type = "s" if isinstance(value, str) else "n"
    content = io.BytesIO()
    book.save(content)
    returned(sources, content.getvalue())
    latest = action_of(load_plan(sources, AS_AT, None), "1-01").latest
    assert latest
    assert (latest.commentary, latest.progress, latest.status) == (normalize("NFC", said), progress, status)


# A board that keeps its plan in a tracker


def tracked(folder: Path, commentary: str = "Half way.") -> Sources:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet
    sheet.title = "Plan"
    sheet.append(["Ref", "Area", "Area for improvement", "Action", "Lead", "Due", "Status", "Progress", "Update"])
    for ref in ("1-01", "1-02"):
        row = [ref, "1 First", "A weakness.", f"Do {ref}.", "A lead", "31/12/2015", "in progress", "50%", commentary]
        sheet.append(row)
    book.save(folder / "tracker.xlsx")
    for name in ("own", "answers"):
        (folder / name).mkdir(exist_ok=True)
    tracker = Tracker(file=folder / "tracker.xlsx", sheets=("Plan",))
    return Sources(folder / "own", {"tracker": tracker}, answers=folder / "answers")


def test_a_tracker_and_an_answer_tell_one_story_from_edition_to_edition(tmp_path: Path) -> None:
    """The tracker still says what it said before the answer: that is no news, and nothing is told twice."""
    sources = tracked(tmp_path)
    first = load_plan(sources, date(2015, 2, 17), None)
    then = Earlier(date(2015, 2, 17), first.tables)
    returned(sources, filled(book_for(first.plan), r1_01={"Update": "All but one.", "Progress": 0.9}))
    second = load_plan(sources, date(2015, 3, 17), then)
    story = [(date(2015, 2, 17), "Half way.", 50), (WRITTEN, "All but one.", 90)]
    assert [(u.dated, u.commentary, u.progress) for u in action_of(second, "1-01").updates] == story
    third = load_plan(sources, date(2015, 4, 14), Earlier(date(2015, 3, 17), second.tables))
    assert [(u.dated, u.commentary, u.progress) for u in action_of(third, "1-01").updates] == story
    assert [action.ref for action in third.plan.as_at(date(2015, 4, 14)).actions] == ["1-01", "1-02"]
    assert len(action_of(third, "1-02").updates) == 1
