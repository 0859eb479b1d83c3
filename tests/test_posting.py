"""What goes out when an edition is issued, by the real command: the letter, the paper with it, copies in folders."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from mail_server import MailServer, mail_server, nobody_listens
from sqlalchemy import text
from town import FIRST, NOW, TODAY, Town, behind_its_back, make_town, opened

from reporter.archive.outbox import Outbox
from reporter.domain.delivery import Parcel, State
from reporter.domain.naming import PDF
from reporter.domain.record import Status
from reporter.errors import ArchiveError
from reporter.making.posting import PASSWORD, PostRoom
from reporter.making.recording import Recorder
from reporter.making.reprinting import entry_of, made_again
from reporter.sources.recipients import recipients_of

OFFICERS = ("a.officer@example.org", "b.officer@example.org")
RECIPIENTS = f'recipients = ["{OFFICERS[0]}", "{OFFICERS[1]}"]\n'
AUTOMATIC = 'issue = "automatic"\n'
Build = Callable[..., Town]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[MailServer]:
    """A mail server."""
    with mail_server(tmp_path) as there:
        yield there


@pytest.fixture
def build(tmp_path: Path, server: MailServer) -> Build:
    """Lay down a town that sends to that server; `paper` is added to the paper's section, `more` at the end."""

    def town(paper: str = AUTOMATIC + RECIPIENTS, more: str = "", **mail: object) -> Town:
        ledger = str(tmp_path / "office" / "archive" / "ledger.sqlite")
        return make_town(tmp_path / "office", ledger, more=paper + server.config(**mail) + more)

    return town


def parcels(town: Town) -> list[Parcel]:
    """What was queued for the first edition."""
    with opened(town.ledger) as ledger:
        return Outbox(ledger).of(FIRST)


def test_an_issued_paper_is_in_the_letter_of_each_recipient(build: Build, server: MailServer) -> None:
    town = build()
    said = town.run()
    assert f"{FIRST.id}: 2 letters sent" in said
    assert server.received == dict.fromkeys(OFFICERS, 1)
    letter = server.parsed()
    (attached,) = letter.iter_attachments()
    assert attached.get_content() == town.paper().read_bytes()
    assert attached.get_filename() == town.paper().name
    assert letter["Subject"].strip() == "[OFFICIAL-SENSITIVE] A Board: A paper, meeting of 25 March 2015, edition 1"
    assert (letter["From"], letter["Reply-To"]) == ("A Board <papers@board.example.org>", "board@example.org")


def test_the_letter_says_how_things_stand_as_text_and_as_html(build: Build, server: MailServer) -> None:
    build().run()
    for kind in ("plain", "html"):
        body = server.parsed().get_body((kind,))
        assert body
        words = re.sub(r"<[^>]*>", " ", body.get_content())
        said = " ".join(words.split())
        assert said.count("OFFICIAL-SENSITIVE") == 1
        assert "A Board A paper Meeting of 25 March 2015, edition 1" in said
        assert "The plan as a whole is" in said
        assert "What changed" in said
        assert "The paper is attached as an accessible PDF." in said
        assert "Questions: board@example.org. The data is as at 17 March 2015." in said


def test_nothing_is_sent_of_a_draft_and_all_of_what_is_issued(build: Build, server: MailServer) -> None:
    town = build(paper=RECIPIENTS)
    town.run()
    assert parcels(town) == []
    assert server.messages == []
    assert "2 letters sent" in town.well("issue", FIRST.id, "--by", "A Chair")
    assert server.received == dict.fromkeys(OFFICERS, 1)
    town.run()
    assert server.received == dict.fromkeys(OFFICERS, 1)


def test_the_letters_of_a_draft_can_be_looked_at_and_nothing_is_sent_or_recorded(
    build: Build, server: MailServer, tmp_path: Path
) -> None:
    town = build(paper=RECIPIENTS)
    town.run()
    into = tmp_path / "letters"
    assert "2 messages" in town.well("send", FIRST.id, "--dry-run", "--into", str(into))
    assert (server.messages, parcels(town)) == ([], [])
    files = sorted(into.iterdir())
    assert len(files) == 2
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert into.stat().st_mode & 0o777 == 0o700
    town.well("issue", FIRST.id, "--by", "A Chair")
    for file, (_, content) in zip(files, server.messages, strict=True):
        assert without_date(file.read_bytes()) == without_date(content)
    again = town.reporter("send", FIRST.id, "--dry-run", "--into", str(into))
    assert again.returncode == 2
    assert "is not empty" in again.stderr


def without_date(content: bytes) -> bytes:
    """A message without what hangs on when it was written."""
    return re.sub(rb"(?m)^Date: .*\r\n|=_[0-9a-f]{32}", b"", content)


def test_what_waits_can_be_looked_at(build: Build, server: MailServer, tmp_path: Path) -> None:
    town = build(port=nobody_listens())
    assert town.reporter("run", "--today", TODAY).returncode == 6
    into = tmp_path / "letters"
    assert "2 messages" in town.well("send", "--dry-run", "--into", str(into))
    assert len(list(into.iterdir())) == 2
    assert server.messages == []


def test_the_issue_and_its_letters_are_recorded_together_or_not_at_all(build: Build) -> None:
    town = build(paper=RECIPIENTS)
    town.run()
    with behind_its_back(town.ledger) as connection:
        connection.execute(text("CREATE TRIGGER no_mail BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'no'); END"))
    done = town.reporter("issue", FIRST.id, "--by", "A Chair")
    assert done.returncode == 1
    assert town.told("editions")[0]["status"] == "draft"
    assert not town.paper().exists()
    with behind_its_back(town.ledger) as connection:
        connection.execute(text("DROP TRIGGER no_mail"))
    town.well("issue", FIRST.id, "--by", "A Chair")
    assert {parcel.state for parcel in parcels(town)} == {State.SENT}


def test_a_lost_file_is_made_again_and_nobody_gets_another_letter(build: Build, server: MailServer) -> None:
    town = build()
    town.run()
    town.paper().unlink()
    town.run()
    assert town.paper().exists()
    assert server.received == dict.fromkeys(OFFICERS, 1)


def test_a_server_that_is_down_does_not_keep_a_paper_from_being_issued(build: Build, server: MailServer) -> None:
    town = build(port=nobody_listens())
    done = town.reporter("run", "--today", TODAY, "--quiet")
    assert done.returncode == 6
    assert "cannot be reached" in done.stderr
    assert not any(address in done.stderr + done.stdout for address in OFFICERS)
    assert town.paper().exists()
    config = town.config.read_text(encoding="utf-8")
    town.config.write_text(re.sub(r"port = \d+", f"port = {server.port}", config), encoding="utf-8")
    assert "2 letters sent" in town.well("send", FIRST.id, "--failed-only")
    assert server.received == dict.fromkeys(OFFICERS, 1)


def test_a_list_that_is_wrong_keeps_the_paper_from_being_issued(build: Build, server: MailServer) -> None:
    town = build(more='\n[boards.town.delivery]\nrecipients = "recipients.csv"\n')
    (town.folder / "recipients.csv").write_text("email\nthief@example.com\n", encoding="utf-8")
    for command in (("run", "--today", TODAY), ("check",)):
        done = town.reporter(*command)
        assert done.returncode == 4, done.stderr
        assert "is at a domain that is not allowed" in done.stderr
    assert not town.paper().exists()
    assert (server.messages, parcels(town)) == ([], [])


def test_a_template_of_a_letter_that_is_wrong_keeps_the_paper_from_being_issued(build: Build) -> None:
    town = build()
    own = town.folder / "templates" / "mail"
    own.mkdir(parents=True)
    (own / "paper.txt").write_text("Dear all,\n{{ letter.headlin }}", encoding="utf-8")
    board = town.config.read_text(encoding="utf-8").replace(
        "[boards.town]\n", '[boards.town]\ntemplates = "templates"\n'
    )
    town.config.write_text(board, encoding="utf-8")
    for command, code in ((("run", "--today", TODAY), 5), (("check",), 1)):
        done = town.reporter(*command)
        assert done.returncode == code, done.stderr
        assert "template paper.txt, line 2" in done.stderr
    assert not town.paper().exists()


def test_a_letter_in_the_words_of_the_board(build: Build, server: MailServer) -> None:
    town = build()
    own = town.folder / "templates" / "mail"
    own.mkdir(parents=True)
    (own / "paper.txt").write_text("Annwyl bawb & all,\n{{ letter.title }}\n", encoding="utf-8")
    board = town.config.read_text(encoding="utf-8").replace(
        "[boards.town]\n", '[boards.town]\ntemplates = "templates"\n'
    )
    town.config.write_text(board, encoding="utf-8")
    town.run()
    body = server.parsed().get_body(("plain",))
    assert body
    assert body.get_content().split("\r\n" if "\r" in body.get_content() else "\n")[:2] == [
        "Annwyl bawb & all,",
        "A paper",
    ]


def test_a_protected_copy_goes_out_and_the_archived_paper_stays_as_it_is(
    build: Build, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    password = "a password of the board"
    town = build(more='\n[boards.town.delivery]\nattach = "protected"\n')
    done = town.reporter("run", "--today", TODAY)
    assert done.returncode == 3
    assert PASSWORD in done.stderr
    assert not town.paper().exists()
    monkeypatch.setenv(PASSWORD, password)
    said = town.run()
    (attached,) = server.parsed().iter_attachments()
    assert attached.get_filename() == town.paper().name.replace(PDF, f"-protected{PDF}")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(attached.get_content()))
    with pikepdf.open(BytesIO(attached.get_content()), password=password) as opened_, pikepdf.open(town.paper()) as own:
        assert len(opened_.pages) == len(own.pages)
        assert opened_.Root.MarkInfo.Marked
    assert "opens with the board's password" in server.parsed().as_string()
    for place in (said, server.parsed().as_string(), *kept(town)):
        assert password not in place
    town.well("verify")
    assert server.messages[0][1].split(b"\r\n\r\n", 1)[1] == server.messages[1][1].split(b"\r\n\r\n", 1)[1]


def kept(town: Town) -> list[str]:
    """All that the ledger keeps, as text."""
    with opened(town.ledger) as ledger:
        return [ledger.content(digest).decode("latin-1") for digest in ledger.digests()]


def test_addresses_stand_in_the_outbox_and_nowhere_else(build: Build) -> None:
    town = build()
    town.run()
    contents = kept(town)
    assert contents
    assert not [content for content in contents for address in OFFICERS if address in content]
    assert not any(address in json.dumps(town.told("history", FIRST.id)) for address in OFFICERS)


def test_copies_are_placed_under_the_name_of_the_config(build: Build, tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    name = "{date} {board}/{paper} e{edition} {classification}"
    keys = f'folder = "{share}"\nname = "{name}"\nfiles = ["pdf", "xlsx"]\n'
    town = build(paper=AUTOMATIC, more=f"\n[boards.town.delivery]\n{keys}")
    assert "2 copies placed" in town.run()
    placed = share / "2015-03-25 town" / "board-paper e1 OFFICIAL-SENSITIVE.pdf"
    assert placed.read_bytes() == town.paper().read_bytes()
    assert placed.with_suffix(".xlsx").read_bytes() == town.paper(ending=".xlsx").read_bytes()
    assert len(list(placed.parent.iterdir())) == 2


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ('link = "https://board.example.org/papers"\n', "You find the paper here: https://board.example.org/papers"),
        ('folder = "share"\n', "/share/town/2015-03-25/board-paper-e1-OFFICIAL-SENSITIVE.pdf Questions:"),
        ("", "Ask for it, it is filed as: town/2015-03-25/board-paper-e1-OFFICIAL-SENSITIVE.pdf"),
    ],
)
def test_a_letter_without_the_paper_says_where_it_is(build: Build, server: MailServer, keys: str, said: str) -> None:
    town = build(more=f'\n[boards.town.delivery]\nattach = "nothing"\n{keys}')
    (town.folder / "share").mkdir()
    town.run()
    letter = server.parsed()
    assert list(letter.iter_attachments()) == []
    for kind in ("plain", "html"):
        body = letter.get_body((kind,))
        assert body
        assert said in " ".join(re.sub(r"<[^>]*>", " ", body.get_content()).split())


def test_the_size_limit_is_that_of_the_whole_message_with_what_base64_adds(build: Build) -> None:
    town = build(megabytes=1)
    town.make()
    with opened(town.ledger) as ledger:
        made = made_again(ledger, entry_of(ledger, FIRST), lambda _: None)
    room = PostRoom.of(town.settings, "town", NOW, "the tests")

    def attached(size: int) -> bool:
        pdf = b"\x00" * size
        printed = replace(made.printed, files={**made.printed.files, PDF: pdf})
        letter, _ = room.letter(replace(made, printed=printed))
        return bool(letter.attachments)

    most, too_much = 700_000, 760_000
    while too_much - most > 500:
        middle = (most + too_much) // 2
        most, too_much = (middle, too_much) if attached(middle) else (most, middle)
    assert attached(700_000)
    assert not attached(760_000), "its base64 alone is more than a megabyte"
    assert 720_000 < most < 740_000, "three quarters of the limit, less line ends and the letter"


def test_an_edition_that_was_issued_before_its_board_sent_any_can_be_sent_to_somebody(
    build: Build, server: MailServer
) -> None:
    town = build(paper=AUTOMATIC)
    town.run()
    assert parcels(town) == []
    done = town.reporter("send", FIRST.id, "--failed-only")
    assert (done.returncode, done.stdout) == (0, "Nothing is due to be sent.\n")
    assert "1 letter sent" in town.well("send", FIRST.id, "--to", OFFICERS[0], "--reason", "She asked.")
    (attached,) = server.parsed().iter_attachments()
    assert attached.get_content() == town.paper().read_bytes()


WRONGLY = [
    (("send", FIRST.id), "not clear to whom"),
    (("send", FIRST.id, "--failed-only", "--to", OFFICERS[0]), "not clear to whom"),
    (("send", "--failed-only"), "no edition to send"),
    (("send", "--to", OFFICERS[0]), "no edition to send"),
    (("send", FIRST.id, "--to", "thief@example.com"), "Its domain is not allowed"),
    (("send", FIRST.id, "--to", "a@example.com@example.org"), "no email address"),
    (("send", FIRST.id, "--to", "Somebody <a.officer@example.org>"), "no email address"),
    (("send", FIRST.id.replace("e1", "e7"), "--failed-only"), "There is no such edition"),
    (("settle", FIRST.id, OFFICERS[0], "--by", "A", "--reason", "B"), "Nothing is open"),
]


def test_what_is_asked_for_wrongly_is_told(build: Build, server: MailServer) -> None:
    town = build()
    town.run()
    before = len(server.messages)
    for arguments, said in WRONGLY:
        done = town.reporter(*arguments)
        assert done.returncode == 2, done.stdout + done.stderr
        assert said in done.stderr
    assert len(server.messages) == before


def test_recipients_are_no_reason_to_make_a_draft_anew(build: Build) -> None:
    town = build(paper=RECIPIENTS)
    town.run()
    config = town.config.read_text(encoding="utf-8").replace(OFFICERS[0], "c.officer@example.org")
    town.config.write_text(config, encoding="utf-8")
    assert "Nothing is due" in town.run()
    settings = town.settings
    assert recipients_of(settings.boards["town"], "board-paper", settings.mail)[0] == "c.officer@example.org"


def test_a_ledger_that_refuses_the_letters_leaves_nothing_behind(build: Build) -> None:
    town = build()
    town.run()
    with opened(town.ledger) as ledger, ledger.only_writer("the tests"):
        made = made_again(ledger, entry_of(ledger, FIRST), lambda _: None)
        recorder = Recorder(ledger, town.output, "the tests")
        recorder.started_by_hand(FIRST, "again")
        post = PostRoom.of(town.settings, "town", NOW, "the tests").post(made)
        with pytest.raises(ArchiveError):
            recorder.put(FIRST, Status.ISSUED, made, "again", "", post)
    assert len(parcels(town)) == 2
