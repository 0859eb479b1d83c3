"""Where everything stands, by the real command: what is overdue or stuck ends it with code 1."""

import json

import pytest
from mail_server import MailServer
from town import FIRST, TODAY

from .conftest import Build

OFFICER = "an.officer@example.org"


@pytest.mark.parametrize(
    ("today", "stage", "code"),
    [
        ("2015-02-11", "overdue", 1),  # of the meeting before, for which nobody made a paper
        ("2015-03-17", "overdue", 1),
        ("2015-03-18", "overdue", 1),
    ],
)
def test_a_paper_that_nobody_made_is_overdue_from_its_day_of_despatch_on(
    build: Build, today: str, stage: str, code: int
) -> None:
    done = build().reporter("status", "--today", today, "--json")
    (paper,) = json.loads(done.stdout)["papers"]
    assert (paper["stage"], done.returncode) == (stage, code)


def test_before_its_day_of_despatch_a_draft_waits_and_on_it_somebody_must_issue_it(build: Build) -> None:
    town = build(paper="draft = 3\n")
    town.well("run", "--today", "2015-03-12")
    said = town.well("status", "--today", "2015-03-13")
    assert f"draft, to go out by 17 March 2015: reporter issue {FIRST.id} --by NAME" in said
    done = town.reporter("status", "--today", "2015-03-17")
    assert done.returncode == 1
    assert f"NOT ISSUED, to go out by 17 March 2015: reporter issue {FIRST.id} --by NAME" in done.stdout
    town.well("issue", FIRST.id, "--by", "A Chair")
    assert "issued" in town.well("status", "--today", "2015-03-17")


def test_what_was_withdrawn_is_not_missed(build: Build) -> None:
    town = build()
    town.run()
    town.well("withdraw", FIRST.id, "--by", "A Chair", "--reason", "A mistake.")
    assert "not wanted, or withdrawn" in town.well("status", "--today", TODAY)


def test_a_letter_that_is_stuck_is_named_with_what_was_answered_and_the_command_that_helps(
    build: Build, server: MailServer
) -> None:
    town = build(paper=f'issue = "automatic"\nrecipients = ["{OFFICER}", "other@example.org"]\n')
    server.on_recipient = lambda one: "550 5.1.1 No such person" if one == OFFICER else "450 Later"
    town.reporter("run", "--today", TODAY)
    done = town.reporter("status", "--today", TODAY)
    assert done.returncode == 1
    assert "1 letter or copy waits to be sent" in done.stdout
    assert f"{OFFICER}: refused (550 5.1.1 No such person)" in done.stdout
    assert f"reporter send {FIRST.id} --failed-only" in done.stdout
    parcels = json.loads(town.reporter("status", "--today", TODAY, "--json").stdout)["parcels"]
    assert {parcel["recipient"]: parcel["stuck"] for parcel in parcels} == {OFFICER: True, "other@example.org": False}
    town.well("settle", FIRST.id, OFFICER, "--by", "A Chair", "--reason", "She left.")
    assert "1 letter or copy waits" in town.well("status", "--today", TODAY)


def test_the_last_run_is_told_with_how_it_ended(build: Build) -> None:
    town = build()
    town.run()
    assert "and ended well." in town.well("status", "--today", TODAY)
    assert json.loads(town.well("status", "--today", TODAY, "--json"))["last_run"]["exit_code"] == 0


def test_a_calendar_that_cannot_be_read_is_told(build: Build) -> None:
    town = build()
    (town.folder / "data" / "town" / "meetings.csv").write_text("date,status\nsoon,planned\n", "utf-8")
    done = town.reporter("status")
    assert done.returncode == 1
    assert "its calendar cannot be read" in done.stdout


def test_before_the_first_run_there_is_no_ledger_and_none_is_made(build: Build) -> None:
    town = build()
    town.reporter("status", "--today", TODAY)
    assert not (town.folder / "archive").exists()
