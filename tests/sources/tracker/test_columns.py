"""Columns whose heading can mean two things: what stands in them decides."""

import pytest
from trackers.sheet import HEADINGS, grid, read, row

STATUS = "In progress"


def with_column(heading: str, *texts: str, **config: object) -> tuple[list[str], list[str]]:
    """The headings' meanings as they were settled, and what was said of them."""
    headings = [*HEADINGS[:5], heading] if heading.casefold() == "status" else [*HEADINGS, heading]
    found = read(
        grid([headings, *([*row(str(n))[: len(headings) - 1], text] for n, text in enumerate(texts, 1))]), **config
    )
    assert found.layout
    meant = [str(column) for column, theirs in found.layout.headings.items() if theirs == heading]
    return meant, [told for told in found.told() if "What stands below" in told]


@pytest.mark.parametrize(
    ("heading", "texts", "meant"),
    [
        ("Progress", ["50%", "0.75", "Half done now."], "progress"),
        ("Progress", ["Half done now.", "Waiting for the panel.", "50%"], "commentary"),
        ("Progress", ["Green", "Amber", "R"], "lead rating"),
        ("PROGRESS", ["Half done now.", "Nearly there."], "commentary"),
        ("Status", ["Complete", "In progress", "Waiting for the panel."], "status"),
        ("Status", ["Waiting for the panel.", "Half done now.", "Complete"], "commentary"),
        ("Status", ["G", "A", "Red"], "lead rating"),
        ("Progress", ["eighty", "some"], "progress"),
        ("Progress", [], "progress"),
    ],
)
def test_what_stands_below_decides_and_a_change_is_said(heading: str, texts: list[str], meant: str) -> None:
    found, told = with_column(heading, *texts)
    assert found == [meant]
    assert told == (
        [] if meant == heading.casefold() else
        [f'note 1 {heading}: What stands below "{heading}" was read as {meant}, not as {heading.casefold()}.']
    )  # fmt: skip


def test_what_the_config_says_of_a_heading_counts_whatever_stands_below() -> None:
    found, told = with_column("Progress", "Half done now.", "Nearly there.", columns={"progress": "progress"})
    assert (found, told) == (["progress"], [])


def test_a_status_in_a_column_that_is_mostly_words_is_still_that_status() -> None:
    rows = [HEADINGS, row("1", status="Complete"), row("2", status="Waiting for the panel."),
            row("3", status="Adverts are out."), row("4", status="Not started"),
            row("5", status="Half of the posts are filled.")]  # fmt: skip
    found = read(grid(rows))
    assert [update["status"] for update in found.updates] == [
        "complete",
        *["in progress"] * 2,
        "not started",
        "in progress",
    ]
    assert 'note 2 Status: "Complete" was read as the status complete, for no other cell gives it.' in found.told()
