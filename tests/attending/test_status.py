"""Where everything stands, by the real command: what is overdue or stuck ends it with code 1."""

import json
from dataclasses import replace

import pytest
from mail_server import MailServer
from town import FIRST, NOW, SECOND, TODAY, opened

from reporter.archive.ledger import objects_of
from reporter.archive.outbox import Outbox
from reporter.domain.delivery import Channel, Parcel, State
from reporter.telling.sent import help_with

from .conftest import Build, issued

OFFICER = "an.officer@example.org"
ODD = "o&m@example.org"


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
    issued(town)
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
    assert "other@example.org: waits, a later run tries again (450 Later)" in done.stdout
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


def test_a_paper_that_was_issued_and_withdrawn_is_missed_while_its_next_draft_waits(build: Build) -> None:
    town = build(paper="draft = 3\n")
    town.well("run", "--today", "2015-03-12")
    town.well("issue", FIRST.id, "--by", "A Chair")
    town.say("Much further.")
    town.well("run", "--today", "2015-03-12", "--reason", "a late update")
    said = town.well("status", "--today", "2015-03-17")
    assert f"issued; a later draft waits: reporter issue {SECOND.id} --by NAME" in said
    town.well("withdraw", FIRST.id, "--by", "A Chair", "--reason", "A mistake.")
    done = town.reporter("status", "--today", "2015-03-17")
    assert done.returncode == 1
    assert f"NOT ISSUED, to go out by 17 March 2015: reporter issue {SECOND.id} --by NAME" in done.stdout


def test_a_paper_that_is_held_is_told_with_the_command_until_somebody_releases_it(build: Build) -> None:
    town = build(more="[boards.town.gates]\nfresh_warn_days = 1\nfresh_stop_days = 2\n")
    assert town.reporter("run", "--today", TODAY).returncode == 5
    done = town.reporter("status", "--today", TODAY)
    assert done.returncode == 1
    assert f"reporter release {FIRST.id} --by NAME --reason TEXT" in done.stdout
    town.well("release", FIRST.id, "--by", "A Chair", "--reason", "It is well.")
    done = town.reporter("status", "--today", TODAY)
    assert "NOT MADE, to go out by 17 March 2015: reporter run" in done.stdout


def test_a_paper_whose_last_attempt_failed_is_told_with_where_to_read_why(build: Build) -> None:
    town = build()
    (town.folder / "data" / "town" / "updates.csv").write_text("action,date\n1-01,soon\n", "utf-8")
    town.reporter("run", "--today", TODAY)
    assert "the last attempt failed: reporter check" in town.reporter("status", "--today", TODAY).stdout


def test_long_after_a_meeting_the_last_edition_is_named_still(build: Build) -> None:
    town = build()
    issued(town)
    assert f"not due; last {FIRST.id}, issued" in town.well("status", "--today", "2015-12-01")


@pytest.mark.parametrize(
    ("number", "state", "told"),
    [
        (1, State.REFUSED, f"reporter send {FIRST.id} --failed-only"),
        (1, State.UNKNOWN, f"reporter settle {FIRST.id} '{ODD}' --by NAME --reason TEXT"),
        (1, State.UNKNOWN, f"reporter send {FIRST.id} --to '{ODD}'"),
        (1, State.DEFERRED, "reporter send"),
        (0, State.REFUSED, f"reporter settle {FIRST.series}-e0 '{ODD}' --by NAME --reason TEXT"),
        (0, State.REFUSED, "reporter chase --send --again"),
    ],
)
def test_each_stuck_letter_has_a_command_that_helps(number: int, state: State, told: str) -> None:
    said = help_with(replace(FIRST, number=number), state, ODD)
    assert told in said
    assert "RECIPIENT" not in said


def test_a_letter_to_a_lead_that_was_refused_can_be_settled(build: Build) -> None:
    town, asked = build(), replace(FIRST, paper="chase", number=0)
    issued(town)
    with opened(town.ledger) as ledger, ledger.only_writer("the tests"):
        outbox, letter = Outbox(ledger), objects_of([b"a letter"])
        outbox.add([Parcel(asked, Channel.MAIL, OFFICER, next(iter(letter)), NOW, "the tests")], letter)
        outbox.step(outbox.of(asked), State.REFUSED, "550 No", "a run", "the tests")
    done = town.reporter("status", "--today", TODAY)
    assert done.returncode == 1
    command = done.stdout.partition("reporter settle ")[2].partition(" --by")[0]
    town.well("settle", *command.split(), "--by", "A Secretary", "--reason", "She left.")
    assert "Nothing waits to be sent." in town.well("status", "--today", TODAY)
