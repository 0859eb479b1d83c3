"""Asking leads for updates, by the real command: each about their own, once a meeting; who is left out is told."""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest
from mail_server import MailServer, mail_server, nobody_listens
from town import SECOND, Town, make_town, opened

from reporter.archive.outbox import Outbox
from reporter.chasing.chase import queue, rounds
from reporter.chasing.rounds import CHASE
from reporter.domain.answers import ASKED, LAST_SAID, MEANINGS, SHEET
from reporter.domain.delivery import State
from reporter.domain.plan import Action, ImprovementPlan
from reporter.sources.plan import Sources, load_plan

ACTIONS = """ref,area,answers,text,lead,start,due,success measure,intended outcome
1-71,1,1a,Allocate every case.,Head of Fieldwork,01/09/2014,01/03/2015,Cases,Seen soon
1-72,1,1a,Secret work of another.,Head of Quality,01/09/2014,31/12/2015,,Better
1-73,1,1a,Do it together.,Head of Fieldwork; Head of Quality,01/09/2014,20/03/2015,Cases,
1-74,1,1a,=HYPERLINK(1),head of  FIELDWORK.,01/09/2014,,Cases,Seen
1-75,1,1a,Nobody's.,,01/09/2014,,,
1-76,1,1a,Someone else's.,Chair of the Network,01/09/2014,01/03/2015,Cases,Seen
1-77,1,1a,All is well.,Head of Fieldwork,01/09/2014,31/12/2015,Cases,Seen
"""
UPDATES = """action,date,author,status,progress,commentary
1-71,01/03/2015,Head of Fieldwork,in progress,50%,Half way.
1-72,01/03/2015,Head of Quality,in progress,50%,Quietly.
1-73,01/03/2015,Head of Quality,in progress,50%,Together.
1-74,01/03/2015,Head of Fieldwork,in progress,50%,On it.
1-75,01/03/2015,Somebody,in progress,50%,On it.
1-76,01/03/2015,Somebody,in progress,50%,On it.
1-77,01/03/2015,Head of Fieldwork,in progress,50%,On it.
"""
LEADS = "lead,email\nHead of Fieldwork,fieldwork@example.org\nHead of Quality,quality@example.org\n"
TODAY = "2015-03-09"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[MailServer]:
    """A mail server."""
    with mail_server(tmp_path) as there:
        yield there


Build = Callable[..., Town]


@pytest.fixture
def build(tmp_path: Path, server: MailServer) -> Build:
    """Lay down a town with a list of leads."""

    def town(leads: str = LEADS, more: str = "", meetings: str = "", **mail: object) -> Town:
        chasing = f'\n[boards.town.chasing]\nleads = "leads.csv"\n{more}\n'
        ledger = str(tmp_path / "office" / "archive" / "ledger.sqlite")
        made = make_town(tmp_path / "office", ledger, more=server.config(**mail) + chasing)
        (made.folder / "leads.csv").write_text(leads, "utf-8")
        plan = made.folder / "data" / "town"
        (plan / "actions.csv").write_text(ACTIONS, "utf-8")
        (plan / "updates.csv").write_text(UPDATES, "utf-8")
        if meetings:
            (plan / "meetings.csv").write_text(meetings, "utf-8")
        return made

    return town


def letters(town: Town, *options: str) -> dict[str, EmailMessage]:
    """The letters as they would be sent, by recipient."""
    into = town.folder / "chased"
    town.well("chase", "--today", TODAY, "--into", str(into), *options)
    found = {}
    for file in into.iterdir():
        letter = message_from_bytes(file.read_bytes(), policy=policy.default)
        assert isinstance(letter, EmailMessage)
        found[str(letter["To"])] = letter
    return found


def everything(letter: EmailMessage) -> str:
    """All words of a letter and its workbook."""
    said = [str(letter["Subject"])]
    for kind in ("plain", "html"):
        body = letter.get_body((kind,))
        assert body
        said.append(body.get_content())
    with zipfile.ZipFile(io.BytesIO(book_of(letter))) as packed:
        said += [packed.read(name).decode("utf-8") for name in packed.namelist()]
    return "\n".join(said)


def book_of(letter: EmailMessage) -> bytes:
    """The workbook of a letter."""
    (attached,) = letter.iter_attachments()
    content = attached.get_content()
    assert isinstance(content, bytes)
    return content


def test_each_lead_is_asked_about_their_own_actions_and_hears_of_no_other(build: Build) -> None:
    found = letters(build())
    assert set(found) == {"fieldwork@example.org", "quality@example.org"}
    fieldwork, quality = everything(found["fieldwork@example.org"]), everything(found["quality@example.org"])
    assert [ref for ref in ("1-71", "1-72", "1-73", "1-74", "1-75", "1-76", "1-77") if ref in fieldwork] == [
        "1-71", "1-73", "1-74"
    ]  # fmt: skip
    assert [ref for ref in ("1-71", "1-72", "1-73", "1-74", "1-75", "1-76", "1-77") if ref in quality] == [
        "1-72", "1-73"
    ]  # fmt: skip
    assert "Secret work" not in fieldwork
    assert "quality@example.org" not in fieldwork


def test_a_letter_says_what_is_asked_why_and_until_when(build: Build) -> None:
    letter = letters(build())["fieldwork@example.org"]
    assert letter["Subject"].strip() == "[OFFICIAL-SENSITIVE] A Board: updates wanted by 17 March 2015"
    assert letter["Reply-To"] == "board@example.org"
    body = letter.get_body(("plain",))
    assert body
    said = " ".join(body.get_content().split())
    assert "OFFICIAL-SENSITIVE A Board Updates wanted by 17 March 2015 For Head of Fieldwork" in said
    assert "3 actions need something from you before the meeting of 25 March 2015." in said
    assert re.search(
        r"OVERDUE 1-71 Allocate every case\. - It was due on 1 March 2015, 8 days ago\. Say what is left", said
    )
    assert re.search(r"DUE BY THE MEETING 1-73 .* - It lacks an intended outcome\. Fill in these columns\.", said)
    assert "SOMETHING IS MISSING 1-74 =HYPERLINK(1) - It lacks a due date." in said


def test_without_send_nothing_is_queued_or_sent(build: Build, server: MailServer) -> None:
    town = build()
    said = town.well("chase", "--today", TODAY)
    assert "fieldwork@example.org, for Head of Fieldwork: 3 actions: 1 overdue, 1 due, 2 missing" in said
    assert "1-71, 1-73 and 1-74" in said
    assert server.messages == []
    assert not (town.folder / "archive").exists()


def test_who_cannot_be_asked_is_told(build: Build) -> None:
    said = build().well("chase", "--today", TODAY)
    assert "NOT REACHED: Chair of the Network: 1 action: 1 overdue\n    1-76. Add the lead to " in said
    assert "NO LEAD, so nobody is asked: 1-75" in said


def test_two_leads_at_one_address_get_one_letter_with_what_both_are_asked(build: Build) -> None:
    found = letters(build(LEADS.replace("quality@", "Fieldwork@")))
    ((address, letter),) = found.items()
    assert address == "fieldwork@example.org"
    said = everything(letter)
    assert all(ref in said for ref in ("1-71", "1-72", "1-73", "1-74"))
    assert "For Head of Fieldwork and Head of Quality" in said


def test_one_of_two_leads_at_an_address_is_asked_together_with_the_other(build: Build) -> None:
    found = letters(build(LEADS.replace("quality@", "fieldwork@")), "--lead", "Head of Quality")
    ((_, letter),) = found.items()
    assert "For Head of Fieldwork and Head of Quality" in everything(letter)


def test_one_lead_alone_can_be_asked(build: Build) -> None:
    town = build()
    assert set(letters(town, "--lead", "head of quality")) == {"quality@example.org"}
    done = town.reporter("chase", "--today", TODAY, "--lead", "Nobody")
    assert (done.returncode, "There is nothing to ask" in done.stderr) == (2, True)


# The workbook, and what comes back


def filled(letter: EmailMessage, rows: Mapping[str, Mapping[str, object]]) -> bytes:
    """The workbook of a letter as a lead sends it back, with these cells of these actions filled in."""
    book = openpyxl.load_workbook(io.BytesIO(book_of(letter)))
    sheet = book[SHEET]
    columns = {str(cell.value): cell.column for cell in sheet[1]}
    for row in sheet.iter_rows(2):
        for heading, value in rows.get(str(row[0].value), {}).items():
            sheet.cell(row[0].row, columns[heading], value)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def answered(town: Town, **books: bytes) -> ImprovementPlan:
    """The plan with the workbooks that came back."""
    folder = town.folder / "answers"
    folder.mkdir(exist_ok=True)
    for name, content in books.items():
        (folder / f"{name}.xlsx").write_bytes(content)
    board = town.settings.boards["town"]
    return load_plan(Sources.of(board), date(2015, 3, 17), None).plan


def action_of(plan: ImprovementPlan, ref: str) -> Action:
    """One of its actions."""
    return next(action for action in plan.actions if action.ref == ref)


WRITTEN = {
    "Status": "complete",
    "Progress": 1,
    "Update": "All 89 are allocated.",
    "Updated": datetime(2015, 3, 16),  # noqa: DTZ001 - a cell knows no zone
    "Evidence of impact": "Each child was seen.",
}


def test_what_a_lead_writes_is_read_with_the_plan_and_nothing_else_changes(build: Build) -> None:
    town = build(more='answers = "answers"\n')
    (town.folder / "answers").mkdir()
    before = answered(town)
    letter = letters(town)["fieldwork@example.org"]
    after = answered(town, back=filled(letter, {"1-71": WRITTEN, "1-74": {"Due": datetime(2015, 6, 30)}}))  # noqa: DTZ001
    first = action_of(after, "1-71")
    assert first.latest
    assert (first.latest.dated, first.latest.commentary, first.status, first.progress) == (
        date(2015, 3, 16), "All 89 are allocated.", "complete", 100,
    )  # fmt: skip
    assert first.latest.evidence_of_impact == "Each child was seen."
    assert len(first.updates) == len(action_of(before, "1-71").updates) + 1
    assert action_of(after, "1-74").due == date(2015, 6, 30)
    assert len(after.actions) == len(before.actions)
    untouched = [action.ref for action in after.actions if action == action_of(before, action.ref)]
    assert untouched == ["1-72", "1-73", "1-75", "1-76", "1-77"]


def test_a_workbook_that_comes_back_as_it_was_says_nothing_new(build: Build) -> None:
    town = build(more='answers = "answers"\n')
    (town.folder / "answers").mkdir()
    before = answered(town)
    found = letters(town)
    assert answered(town, **{name.partition("@")[0]: book_of(letter) for name, letter in found.items()}) == before


def test_the_same_answer_twice_counts_once(build: Build) -> None:
    town = build(more='answers = "answers"\n')
    (town.folder / "answers").mkdir()
    back = filled(letters(town)["fieldwork@example.org"], {"1-71": WRITTEN})
    once = answered(town, one=back)
    assert answered(town, one=back, two=back) == once


def test_an_answer_about_an_action_that_there_is_not_is_told(build: Build) -> None:
    town = build(more='answers = "answers"\n')
    (town.folder / "answers").mkdir()
    back = filled(letters(town)["fieldwork@example.org"], {"1-71": WRITTEN | {"Ref": "9-99"}})
    assert len(answered(town, back=back).actions) == 7
    assert 'There is no action "9-99" in the plan.' in town.reporter("check").stdout


def test_an_answer_makes_a_draft_outdated_and_stands_in_the_next(build: Build) -> None:
    town = build(more='answers = "answers"\n')
    (town.folder / "answers").mkdir()
    town.well("run", "--today", "2015-03-17")
    (town.folder / "answers" / "back.xlsx").write_bytes(
        filled(letters(town)["fieldwork@example.org"], {"1-71": WRITTEN})
    )
    assert "draft of edition 2" in town.well("run", "--today", "2015-03-17")
    assert "All 89 are allocated." in town.paper(SECOND, ".html", draft=True).read_text("utf-8")


def test_texts_of_the_plan_stay_texts_in_the_workbook(build: Build) -> None:
    with zipfile.ZipFile(io.BytesIO(book_of(letters(build())["fieldwork@example.org"]))) as packed:
        sheets = [packed.read(name) for name in packed.namelist() if name.startswith("xl/worksheets/sheet")]
        assert b"=HYPERLINK(1)" in packed.read("xl/sharedStrings.xml")
    assert len(sheets) == 2
    assert not any(b"<f>" in sheet for sheet in sheets)


def test_the_workbook_says_what_is_asked_and_what_was_written_last(build: Build) -> None:
    book = openpyxl.load_workbook(io.BytesIO(book_of(letters(build())["fieldwork@example.org"])))
    assert book.sheetnames == [SHEET, "Guidance"]
    rows = [dict(zip(MEANINGS, row, strict=True)) for row in book[SHEET].iter_rows(values_only=True)]
    assert [row["Ref"] for row in rows] == ["Ref", "1-71", "1-73", "1-74"]
    assert rows[1][LAST_SAID] == "1 March 2015: Half way."
    assert str(rows[1][ASKED]).startswith("It was due on 1 March 2015, 8 days ago. Say what is left")
    assert (rows[1]["Status"], rows[1]["Progress"], rows[1]["Update"]) == ("in progress", 0.5, None)


# Sending


def far() -> str:
    """A calendar whose next meeting is to come by the machine's clock; data is cut on its day of despatch."""
    meeting = datetime.now().astimezone().date() + timedelta(days=40)
    return f"date,papers due,status\n{meeting:%d/%m/%Y},{meeting - timedelta(days=8):%d/%m/%Y},planned\n"


def test_with_send_each_gets_the_letter_once_for_a_meeting(build: Build, server: MailServer) -> None:
    town = build(meetings=far())
    assert "2 letters sent" in town.well("chase", "--send")
    assert server.received == {"fieldwork@example.org": 1, "quality@example.org": 1}
    said = town.well("chase", "--send")
    assert said.count("(written to on ") == 2
    assert "Nothing is due to be sent." in said
    assert set(server.received.values()) == {1}
    town.well("chase", "--send", "--again", "--lead", "Head of Quality")
    assert server.received == {"fieldwork@example.org": 1, "quality@example.org": 2}
    ids = {server.parsed(number)["Message-ID"] for number in range(3)}
    assert len(ids) == 3


def test_a_server_that_is_down_leaves_the_letters_waiting_and_a_later_run_sends_them(
    build: Build, server: MailServer
) -> None:
    town = build(meetings=far(), port=nobody_listens())
    assert town.reporter("chase", "--send").returncode == 6
    config = town.config.read_text("utf-8")
    town.config.write_text(re.sub(r"port = \d+", f"port = {server.port}", config), "utf-8")
    with opened(town.ledger) as ledger:
        waiting = Outbox(ledger).open()
        assert {parcel.state for parcel in waiting} == {State.DEFERRED}
        assert {parcel.edition.paper for parcel in waiting} == {CHASE}
    said = town.well("chase", "--send")
    assert said.count("(written to on ") == 2, "they wait, and are not doubled"


def test_a_letter_that_still_waits_is_not_sent_beside_the_one_that_was_asked_for_again(
    build: Build, server: MailServer
) -> None:
    town = build(meetings=far(), port=nobody_listens())
    assert town.reporter("chase", "--send").returncode == 6
    config = town.config.read_text("utf-8")
    town.config.write_text(re.sub(r"port = \d+", f"port = {server.port}", config), "utf-8")
    town.well("chase", "--send", "--again")
    with opened(town.ledger) as ledger:
        assert Outbox(ledger).open() == []
    assert server.received == {"fieldwork@example.org": 1, "quality@example.org": 1}


def test_a_run_writes_to_leads_by_itself_once_before_the_data_cut(build: Build, server: MailServer) -> None:
    town = build(meetings=far(), more="automatic = true\ndays = 60\n")
    town.reporter("run")
    assert server.received == {"fieldwork@example.org": 1, "quality@example.org": 1}
    done = town.reporter("run")
    assert set(server.received.values()) == {1}
    assert "Chair of the Network" not in done.stderr


def test_two_who_look_at_the_same_time_write_once(build: Build, server: MailServer) -> None:
    town = build(meetings=far())
    settings, now = town.settings, datetime.now(UTC).astimezone(town.settings.zone)
    assert settings.mail
    with opened(town.ledger, lambda: now) as ledger:
        (seen,) = rounds(settings, ledger, now, board=None, lead=None)
        for _ in range(2):
            queue(seen, seen.addressees, settings.mail, ledger, "the tests", "")
        assert len(Outbox(ledger).of(seen.edition)) == 2


def test_whom_somebody_wrote_to_before_is_not_written_to_again_by_itself(build: Build, server: MailServer) -> None:
    town = build(meetings=far(), more="automatic = true\ndays = 60\n")
    town.well("chase", "--send", "--lead", "Head of Quality")
    town.reporter("run")
    assert server.received == {"fieldwork@example.org": 1, "quality@example.org": 1}


@pytest.mark.parametrize("options", [("--paper", "board-paper"), ("--reason", "A try.")])
def test_a_run_that_is_asked_for_something_else_writes_to_no_lead(
    build: Build, server: MailServer, options: tuple[str, ...]
) -> None:
    build(meetings=far(), more="automatic = true\ndays = 60\n").reporter("run", *options)
    assert server.messages == []


def test_whoever_cannot_be_reached_by_itself_is_warned_of(build: Build) -> None:
    done = build(meetings=far(), more="automatic = true\ndays = 60\n").reporter("run")
    assert 'Warning: town: "Chair of the Network" is asked for updates and has no address' in done.stderr


def test_a_json_log_names_no_lead(build: Build) -> None:
    logs = 'automatic = true\ndays = 60\n[logs]\nform = "json"\n'
    done = build(meetings=far(), more=logs).reporter("run")
    assert "is asked for updates and has no address" in done.stderr
    assert "Chair of the Network" not in done.stderr


@pytest.mark.parametrize("more", ["", "automatic = true\ndays = 1\n"])
def test_a_run_writes_to_nobody_where_nobody_wants_it_or_it_is_not_time(
    build: Build, server: MailServer, more: str
) -> None:
    build(meetings=far(), more=more).reporter("run")
    assert server.messages == []


def test_a_list_that_is_wrong_keeps_no_paper_from_being_made(build: Build, server: MailServer) -> None:
    town = build("lead,email\nA lead,a@example.com\n", meetings=far(), more="automatic = true\ndays = 60\n")
    done = town.reporter("run")
    assert done.returncode == 4
    assert "Not produced: town: letters to leads" in done.stderr
    assert "is at a domain that is not allowed" in done.stderr
    assert server.messages == []


@pytest.mark.parametrize(
    ("leads", "said"),
    [
        ("lead,email\nA lead,nobody\n", "is no email address"),
        ('lead,email\nA lead,"a@example.org\nBcc: b@example.org"\n', "is no email address"),
        ("lead,email\nA lead,a@example.org\na LEAD.,b@example.org\n", "stands there twice"),
        ("name,email\nA lead,a@example.org\n", "lead"),
    ],
)
def test_a_list_of_leads_that_is_wrong_is_told(build: Build, leads: str, said: str) -> None:
    done = build(leads).reporter("chase", "--today", TODAY)
    assert done.returncode == 4
    assert said in done.stderr


def test_a_check_tells_of_a_list_that_is_wrong(build: Build) -> None:
    done = build("lead,email\nA lead,nobody\n").reporter("check")
    assert done.returncode == 4
    assert "is no email address" in done.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--again",), "Nothing is sent without --send"),
        (("--send", "--today", TODAY), "Letters are sent as things stand today"),
        (("--board", "village"), "village"),
    ],
)
def test_what_is_asked_for_wrongly_is_told(build: Build, options: tuple[str, ...], said: str) -> None:
    done = build().reporter("chase", *options)
    assert done.returncode == 2
    assert said in done.stderr


def test_without_a_list_or_without_mail_nobody_is_asked(build: Build) -> None:
    town = build()
    config = town.config.read_text("utf-8")
    town.config.write_text(config.replace('leads = "leads.csv"', ""), "utf-8")
    assert "No board has a list of leads" in town.reporter("chase").stderr
    town.config.write_text(config.partition("\n[mail]")[0], "utf-8")
    assert "There is no section [mail]" in town.reporter("chase").stderr


def test_after_the_last_data_cut_there_is_nothing_to_chase_for(build: Build) -> None:
    assert "No data cut is to come" in build().well("chase", "--today", "2015-03-18")


def test_as_json(build: Build) -> None:
    (board,) = json.loads(build().well("chase", "--today", TODAY, "--json"))
    assert (board["meeting"], board["data_cut"]) == ("2015-03-25", "2015-03-17")
    assert [letter["recipient"] for letter in board["letters"]] == ["fieldwork@example.org", "quality@example.org"]
    assert [one["lead"] for one in board["unreachable"]] == ["Chair of the Network"]
    assert [one["ref"] for one in board["without_lead"]] == ["1-75"]
