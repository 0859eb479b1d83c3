"""How things stand with an action, as one row says it: what contradicts itself is said."""

import pytest
from trackers.sheet import grid, read

HEADINGS = ["Area", "Action", "Lead", "Due date", "Start date", "Status", "Date completed", "Progress to date",
            "Last updated",
            "% complete", "RAG", "Revised date", "Evidence of impact", "Verified by"]  # fmt: skip
USUAL = {"area": "1 Help", "action": "Do.", "lead": "L", "due date": "30/06/2015"}


def told_of(**cells: str) -> tuple[dict[str, str], list[str]]:
    """The last update of one action that says this, and what was said beyond notes."""
    said = USUAL | {name.replace("_", " ").replace("percent", "% complete"): text for name, text in cells.items()}
    found = read(grid([HEADINGS, [said.get(heading.casefold(), "") for heading in HEADINGS]]))
    updates = [dict(update) for update in found.updates]
    return updates[-1] if updates else {}, found.told("warning", "error")


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ({"status": "Complete"}, "complete"),
        ({"date_completed": "01/02/2015"}, "complete"),
        ({"percent": "100%"}, "complete"),
        ({"percent": "99.6%"}, "in progress"),
        ({"rag": "B"}, "complete"),
        ({"due_date": "Complete", "rag": "G"}, "complete"),
        ({"due_date": "Completed.", "rag": "G"}, "complete"),
        ({"due_date": "Complete once the police agree", "rag": "G"}, "not started"),
        ({"due_date": "Done when funding allows", "rag": "G"}, "not started"),
        ({"progress_to_date": "Half are done."}, "in progress"),
        ({"progress_to_date": "Not yet started"}, "not started"),
        ({"progress_to_date": "Completed"}, "complete"),
        ({"progress_to_date": "Completed half of them"}, "in progress"),
        ({"rag": "G"}, "not started"),
        ({"status": "Not started", "percent": "60%"}, "not started"),
        ({"status": "In progress", "percent": "100%"}, "in progress"),
    ],
)
def test_the_status_is_what_the_row_says_or_worked_out(cells: dict[str, str], status: str) -> None:
    assert told_of(**cells)[0]["status"] == status


@pytest.mark.parametrize(
    ("cells", "column", "day"),
    [
        ({"status": "Complete", "date_completed": "01/12/2015"}, "Date completed", "1 December 2015"),
        ({"progress_to_date": "Words.", "last_updated": "01/04/2015"}, "Last updated", "1 April 2015"),
        ({"progress_to_date": "01/03/2015: a\n01/12/2105: b\n01/12/2015: c"}, "Progress to date", "1 December 2015"),
    ],
)
def test_a_day_that_has_not_come_is_a_warning(cells: dict[str, str], column: str, day: str) -> None:
    found = f"warning 2 {column}: {day} lies after 31 March 2015, the day of this reading: it does not count yet."
    assert found in told_of(**cells)[1]


def test_the_day_of_the_reading_itself_has_come() -> None:
    assert told_of(status="Complete", date_completed="31/03/2015")[1] == []


@pytest.mark.parametrize("status", ["In progress", "Not started"])
def test_a_day_of_completion_beside_another_status_is_a_warning(status: str) -> None:
    update, told = told_of(status=status, date_completed="01/02/2015")
    assert update["status"] == status.casefold()
    assert len(told) == 1
    assert told[0].startswith(
        f"warning 2 Status: The action is said to be {status.casefold()}, and has a day of completion"
    )


@pytest.mark.parametrize("column", ["date_completed", "start_date", "revised_date", "last_updated"])
@pytest.mark.parametrize("text", ["-", "N/A", "n/a", "None", "\u2013"])
def test_no_date_where_there_need_not_be_one_is_no_finding(column: str, text: str) -> None:
    assert told_of(status="In progress", **{column: text})[1] == []


@pytest.mark.parametrize("column", ["date_completed", "start_date", "revised_date", "last_updated"])
def test_words_where_a_date_should_stand_are_left_out_and_said(column: str) -> None:
    told = told_of(status="In progress", **{column: "Ongoing"})[1]
    assert told == [f'warning 2 {column.replace("_", " ").capitalize()}: "Ongoing" is not a date. It is left out.']


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        ({"verified_by": "Quality Manager"}, {"verified by": "Quality Manager"}),
        ({"last_updated": "01/02/2015"}, {"date": "2015-02-01"}),
        ({"evidence_of_impact": "Fewer wait."}, {"evidence of impact": "Fewer wait."}),
        ({"revised_date": "30/09/2015"}, {"revised due": "2015-09-30"}),
        ({"rag": "Amber/Green"}, {"lead rating": "amber"}),
        ({"percent": "0.75"}, {"progress": "75%"}),
        ({"due_date": "31/03/2015 revised to 30/09/2015"}, {"revised due": "2015-09-30"}),
    ],
)
def test_whatever_a_row_says_of_progress_is_kept_though_nothing_else_is_said(
    cells: dict[str, str], kept: dict[str, str]
) -> None:
    update, _ = told_of(**cells)
    assert update.items() >= kept.items()


def test_verified_without_anybody_who_did_is_complete_with_a_warning() -> None:
    update, told = told_of(status="Verified")
    assert update["status"] == "complete"
    assert "not by whom" in told[0]
    assert told_of(status="Verified", verified_by="Quality Manager")[0]["status"] == "verified"


def test_figures_in_a_diary_that_are_no_date_are_a_warning_and_stay_words() -> None:
    update, told = told_of(status="In progress", progress_to_date="01/03/2015: Begun.\n31/02/2015: Done.")
    assert update["commentary"] == "Begun.\n31/02/2015: Done."
    assert told == [
        'warning 2 Progress to date: An entry begins with "31/02/2015", which is not a date. It was read as words.'
    ]


def test_each_entry_that_is_nothing_but_a_status_has_that_status() -> None:
    rows = [["Area", "Action", "Progress at January 2015", "Progress at February 2015", "Progress at March 2015"],
            ["1 Help", "Do.", "Not started", "Half are done.", "Completed"]]  # fmt: skip
    found = read(grid(rows))
    assert [(update["date"], update["status"]) for update in found.updates] == [
        ("2015-01-01", "not started"),
        ("2015-02-01", "in progress"),
        ("2015-03-01", "complete"),
    ]
