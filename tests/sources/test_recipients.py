"""Who gets a board's papers: a list that is read whole, or told what is wrong with it."""

from pathlib import Path

import pytest
from town import Town, make_town

from reporter.errors import DataError
from reporter.settings import Board, Mail, Settings
from reporter.sources.recipients import recipients_of

MAIL = """
[mail]
server = "mail.example.org"
sender = "papers@example.org"
domains = ["example.org", "nhs.example"]
"""
LIST = '\n[boards.town.delivery]\nrecipients = "recipients.csv"\n'


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A town with a list of recipients that is still to be written."""
    more = 'recipients = ["own@example.org"]\n' + MAIL + LIST
    return make_town(tmp_path / "office", str(tmp_path / "ledger.sqlite"), more=more)


def listed(town: Town, text: str) -> tuple[Board, Mail]:
    """The board and the mail of a town whose list says this."""
    (town.folder / "recipients.csv").write_text(text, encoding="utf-8")
    settings: Settings = town.settings
    assert settings.mail
    return settings.boards["town"], settings.mail


def told(town: Town, text: str) -> str:
    """What is wrong with a list."""
    board, mail = listed(town, text)
    with pytest.raises(DataError) as caught:
        recipients_of(board, "board-paper", mail)
    return str(caught.value)


def test_a_paper_goes_to_its_own_recipients_and_to_those_of_the_list(town: Town) -> None:
    text = "name,email,papers\nA,a@example.org,\nB,b@NHS.example,board-paper\nOwn,OWN@example.org,\n"
    board, mail = listed(town, text)
    assert recipients_of(board, "board-paper", mail) == ("a@example.org", "b@nhs.example", "own@example.org")


def test_nothing_but_the_address_is_needed(town: Town) -> None:
    board, mail = listed(town, "email\na@example.org\n\n")
    assert recipients_of(board, "board-paper", mail) == ("a@example.org", "own@example.org")


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("a@example.com,", 'row 2, column "email": "a@example.com" is at a domain that is not allowed'),
        ("a@mail.example.org,", "not allowed"),
        ("somebody,", '"somebody" is no email address'),
        ("a@example.org; b@example.org,", "is no email address"),
        ('"a@example.org\nBcc: b@example.org",', "is no email address"),
        (",board-paper", 'column "email"'),
        ("a@example.org,bord-paper", 'There is no paper "bord-paper". The papers are board-paper'),
        ("a@example.org,\nA@Example.org,", "stands there twice"),
    ],
)
def test_a_row_that_is_wrong_is_told(town: Town, row: str, found: str) -> None:
    assert found in told(town, f"email,papers\n{row}\n")


def test_all_that_is_wrong_is_told_at_once(town: Town) -> None:
    said = told(town, "email,papers\nnobody,\na@example.com,\na@example.org,none\n")
    assert len(said.splitlines()) == 3


def test_a_list_that_is_missing_or_has_no_addresses_is_told(town: Town) -> None:
    assert "email" in told(town, "name,address\nA,a@example.org\n")
    (town.folder / "recipients.csv").unlink()
    settings = town.settings
    with pytest.raises(DataError, match=r"recipients\.csv"):
        recipients_of(settings.boards["town"], "board-paper", settings.mail)
