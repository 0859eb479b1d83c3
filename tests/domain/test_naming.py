"""What the files of an edition are called, and which edition a name means."""

from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.domain.meetings import Edition
from reporter.domain.naming import ENDINGS, edition_of, file_name, pdf_of, recorded_files
from reporter.settings.fields import Classification

MARCH = Edition("town", date(2015, 3, 25), "board-paper", 1)


@pytest.mark.parametrize(
    ("classification", "draft", "name"),
    [
        ("OFFICIAL", True, "town/2015-03-25/board-paper-e1-draft-OFFICIAL.pdf"),
        ("OFFICIAL-SENSITIVE", False, "town/2015-03-25/board-paper-e1-OFFICIAL-SENSITIVE.pdf"),
        ("NOT PROTECTIVELY MARKED", False, "town/2015-03-25/board-paper-e1-NOT-PROTECTIVELY-MARKED.pdf"),
    ],
)
def test_a_file_says_edition_draft_and_classification(classification: str, draft: bool, name: str) -> None:
    assert file_name(MARCH, ".pdf", classification, draft=draft) == name


def test_the_files_of_an_edition_are_those_that_were_recorded_of_it() -> None:
    files = recorded_files(
        MARCH, {"board-paper-e1-OFFICIAL.html": "1", "board-paper-e1-OFFICIAL.pdf": "2"}, "2", draft=False
    )
    assert files == {f"{MARCH.id}-OFFICIAL.html": "1", f"{MARCH.id}-OFFICIAL.pdf": "2"}
    assert pdf_of(files) == f"{MARCH.id}-OFFICIAL.pdf"


@pytest.mark.parametrize(("draft", "name"), [(True, "-draft.pdf"), (False, ".pdf")])
def test_an_edition_of_an_earlier_version_has_one_file_without_a_classification(draft: bool, name: str) -> None:
    assert recorded_files(MARCH, None, "digest", draft=draft) == {f"{MARCH.id}{name}": "digest"}


PART = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)
EDITIONS = st.builds(
    Edition, PART, st.dates(min_value=date(1900, 1, 1)), PART.filter(lambda p: not p[0].isdigit()), st.integers(1, 9999)
)


@given(EDITIONS)
def test_an_edition_is_found_again_by_its_id_and_by_the_names_that_its_file_once_had(made: Edition) -> None:
    of_earlier_versions = [f"{made.id}.pdf", f"{made.id}-draft.pdf"]
    for name in (made.id, *of_earlier_versions):
        assert edition_of(name) == made


@given(EDITIONS, st.sampled_from(ENDINGS), st.sampled_from(get_args(Classification)), st.booleans())
def test_an_edition_is_found_by_any_of_its_files(made: Edition, ending: str, classification: str, draft: bool) -> None:
    assert edition_of(file_name(made, ending, classification, draft=draft)) == made


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nottingham",
        "nottingham/2015-03-25/board-paper",
        "nottingham/2015-03-25/board-paper-e",
        "nottingham/2015-03-25/board-paper-e0",
        "nottingham/2015-03-25/board-paper-e01",
        "nottingham/2015-03-25/board-paper-e\u0661",
        "nottingham/2015-02-30/board-paper-e1",
        "nottingham/25-03-2015/board-paper-e1",
        "nottingham/2015-03-25/-e1",
        "/2015-03-25/board-paper-e1",
        "nottingham/2015-03-25/board-paper-e1.pdf.bak",
        "nottingham/2015-03-25/board-paper-e1-OFFICIAL.docx",
        "nottingham/2015-03-25/board-paper-e1-official.pdf",
        "nottingham/2015-03-25/board-paper-e1-draft-OFFICIAL-.pdf",
        "nottingham/2015-03-25/board-paper 1",
    ],
)
def test_what_is_no_edition_is_not_taken_for_one(text: str) -> None:
    assert edition_of(text) is None
