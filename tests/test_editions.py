"""The life of an edition, as people see it at the command line: draft, issued, superseded or withdrawn."""

import os
import stat
import subprocess
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import page
import pypdfium2
import pytest
from town import FIRST, NOW, SECOND, TODAY, Town, bundle, make_town, opened

from reporter.deciding import issue, withdraw
from reporter.domain.meetings import Edition
from reporter.domain.record import Event
from reporter.errors import UsageError
from reporter.work import Report, Request

FOOT = "DRAFT, not yet approved"


@pytest.fixture
def town(tmp_path: Path, ledger_url: str) -> Town:
    return make_town(tmp_path, ledger_url)


@pytest.fixture
def small(tmp_path: Path) -> Town:
    """The same with an embedded ledger, where the database makes no difference."""
    return make_town(tmp_path, str(tmp_path / "ledger.sqlite"))


def issued(town: Town, edition: Edition = FIRST, by: str = "Chair") -> Path:
    with opened(town.ledger) as ledger:
        return issue(town.settings, ledger, edition, by, lambda _step: None)[-1]


def statuses(town: Town) -> dict[str, str]:
    return {edition["id"]: edition["status"] for edition in town.told("editions")}


def made(report: Report) -> list[tuple[str, str]]:
    return [(produced.job.edition.id, produced.job.status) for produced in report.produced]


def events(town: Town, edition: Edition = FIRST) -> list[str]:
    with opened(town.ledger) as ledger:
        return [entry.event for entry in ledger.series(edition).entries if entry.edition == edition]


def texts(file: Path) -> list[str]:
    with pypdfium2.PdfDocument(file) as pdf:
        return [pages.get_textpage().get_text_range() for pages in pdf]


def text(file: Path) -> str:
    return " ".join(" ".join(texts(file)).split())


def conforms(file: Path) -> bool:
    return all(page.validate_pdf_bytes(file.read_bytes(), profile=profile).is_compliant for profile in ("ua1", "3a"))


def test_a_draft_says_so_on_every_page_and_the_paper_that_goes_out_nowhere(town: Town) -> None:
    assert "draft of edition 1" in town.run()
    assert statuses(town) == {FIRST.id: "draft"}
    said = town.well("issue", FIRST.id, "--by", "Chair")
    assert said == f"Issued: {town.paper()}, HTML twin and workbook beside it\n"
    assert statuses(town) == {FIRST.id: "issued"}
    draft, goes_out = town.paper(draft=True), town.paper()
    assert all(FOOT in said for said in texts(draft))
    assert "draft" not in text(goes_out).lower()
    assert len(texts(draft)) == len(texts(goes_out)) == 13
    assert conforms(draft)
    assert conforms(goes_out)
    assert {stat.S_IMODE(file.stat().st_mode) for file in (draft, goes_out)} == {0o440}


def test_draft_and_issue_name_the_same_snapshot(town: Town) -> None:
    town.make()
    issued(town)
    drafted, went_out = [entry for entry in town.told("history", FIRST.id) if entry["snapshot"]]
    assert drafted["snapshot"] == went_out["snapshot"]
    for file in (town.paper(draft=True), town.paper()):
        assert drafted["snapshot"] in text(file).replace(" ", "")


def test_what_was_approved_is_what_goes_out_whatever_has_changed_since(small: Town) -> None:
    small.make()
    small.say("Nobody has approved this.")
    config = small.config.read_text()
    small.config.write_text(config.replace("A lead", "Another lead"))
    issued(small)
    assert "Half way." in text(small.paper())
    assert "Nobody has approved this." not in text(small.paper())
    assert "Another lead" not in text(small.paper())
    assert small.make().jobs == []  # what is issued is never touched


def test_an_edition_that_cannot_be_issued_is_refused_and_nothing_is_recorded(small: Town) -> None:
    small.make()
    issued(small)
    small.make(Request("the tests", reason="once more"))
    with opened(small.ledger) as ledger:
        withdraw(ledger, SECOND, "Chair", "a mistake")
    before = small.papers(), events(small), events(small, SECOND)
    for name, said in (
        (FIRST.id, "It is issued already. Ask for the next edition with: reporter run"),
        (SECOND.id, "It is withdrawn."),
        ("town/2015-03-25/board-paper-e3", "There is no such edition. There are town/2015-03-25/board-paper-e1 and"),
        ("town/2015-06-25/board-paper-e1", "There is no such edition. List those that exist with: reporter editions"),
        ("nonsense", '"nonsense" is no edition. Write it as nottingham/2015-03-25/board-paper-e1'),
    ):
        done = small.reporter("issue", name, "--by", "Chair")
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr
    assert (small.papers(), events(small), events(small, SECOND)) == before


def test_a_paper_in_the_way_is_not_replaced_by_the_one_that_goes_out(small: Town) -> None:
    small.make()
    small.paper().write_bytes(b"somebody's own")
    done = small.reporter("issue", FIRST.id, "--by", "Chair")
    assert (done.returncode, done.stdout) == (1, "")
    assert "A file that the ledger does not know stands there." in done.stderr
    assert small.paper().read_bytes() == b"somebody's own"
    assert "issued" not in events(small)


def test_a_withdrawn_edition_stays_where_it_is_and_is_not_made_anew_by_itself(town: Town) -> None:
    town.make()
    issued(town)
    said = town.well("withdraw", FIRST.id, "--by", "Chair", "--reason", "It names a child.")
    assert said == (
        f"Withdrawn: {FIRST.id}. If the meeting takes place, the next edition comes with: "
        "reporter run --board town --meeting 2015-03-25 --paper board-paper\n"
    )
    assert statuses(town) == {FIRST.id: "withdrawn"}
    assert town.paper().exists()
    town.say("Something new.")
    assert town.make().jobs == []
    again = town.reporter("withdraw", FIRST.id, "--by", "Chair", "--reason", "It names a child.")
    assert again.returncode == 2
    assert "It is withdrawn already. Nothing needs to be done." in again.stderr
    last = town.told("history", FIRST.id)[-1]
    assert (last["event"], last["reason"]) == ("withdrawn", "It names a child.")
    assert last["by"].startswith("Chair (")


def test_a_later_draft_supersedes_a_draft_and_a_later_issue_an_issue(small: Town) -> None:
    small.make()
    small.say("Nearly there.")
    small.make()
    assert statuses(small) == {FIRST.id: "superseded", SECOND.id: "draft"}
    issued(small, SECOND)
    assert statuses(small) == {FIRST.id: "superseded", SECOND.id: "issued"}
    small.make(Request("the tests", reason="a correction"))
    third = Edition("town", FIRST.dated, FIRST.paper, 3)
    assert statuses(small) == {FIRST.id: "superseded", SECOND.id: "issued", third.id: "draft"}
    issued(small, third)
    assert statuses(small) == {FIRST.id: "superseded", SECOND.id: "superseded", third.id: "issued"}


def test_a_board_may_have_its_papers_issued_without_a_draft(small: Town) -> None:
    small.config.write_text(small.config.read_text() + 'issue = "automatic"\n')
    assert made(small.make()) == [(FIRST.id, "issued")]
    assert small.papers() == bundle()
    assert FOOT not in text(small.paper())
    small.say("Something new.")
    assert small.make().jobs == []


def test_what_is_asked_for_on_demand_is_the_next_edition_with_its_reason(town: Town) -> None:
    town.make()
    assert "draft of edition 2" in town.run("--reason", "The chair’s query")
    entries = town.told("history", SECOND.id)
    assert [(entry["event"], entry["reason"]) for entry in entries] == [
        ("started", "The chair’s query"),
        ("drafted", "The chair’s query"),
    ]


def test_history_tells_every_attempt_with_who_when_how_long_and_what_came_of_it(town: Town) -> None:
    actions = town.folder / "data/town/actions.csv"
    good = actions.read_text()
    actions.write_text(good.replace("31/12/2015", "31/02/2015"))
    assert town.reporter("run", "--today", TODAY).returncode == 4
    actions.write_text(good)
    town.run()
    town.well("issue", FIRST.id, "--by", "Zoë the chair")
    entries = town.told("history", FIRST.id)
    assert [entry["event"] for entry in entries] == ["started", "failed", "started", "drafted", "started", "issued"]
    failed, drafted, went_out = entries[1], entries[3], entries[5]
    assert '"31/02/2015" is not a date.' in failed["reason"]
    assert os.uname().nodename in failed["by"]
    assert went_out["by"].startswith("Zoë the chair (")
    assert os.uname().nodename in went_out["by"]
    assert [entry["run"] for entry in entries[:2]] == [failed["run"]] * 2 != [drafted["run"]] * 2
    assert failed["seconds"] > 0
    assert drafted["seconds"] > 0
    assert sorted(entry["at"] for entry in entries) == [entry["at"] for entry in entries]
    for entry in (drafted, went_out):
        assert entry["detail"]["conforms_to"] == ["PDF/UA-1", "PDF/A-3a"]
        assert entry["pages"] == 13
        assert len(entry["sha256"]) == len(entry["snapshot"]) == 64
    assert len(drafted["sources"]) == 64

    lines = town.well("history", FIRST.id).splitlines()
    assert len(lines) == 6
    assert "31/02/2015" in lines[1]
    assert f"file {went_out['sha256'][:12]}" in lines[5]
    assert "conforms to PDF/UA-1 and PDF/A-3a" in lines[5]
    assert "[Zoë the chair (" in lines[5]


def test_a_name_that_is_no_text_is_told(small: Town) -> None:
    small.make()
    name = os.fsdecode(b"M\xfcller")  # as it is typed on a terminal that is not set to UTF-8
    command = small.command("withdraw", FIRST.id, "--reason", "None", "--by", name)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert (done.returncode, events(small)) == (2, ["started", "drafted"])


def test_nobody_decides_without_a_name(small: Town) -> None:
    small.make()
    assert small.reporter("issue", FIRST.id, "--by", " ").returncode == 2
    assert events(small) == ["started", "drafted"]


def test_history_tells_how_long_an_issue_took(small: Town) -> None:
    small.make()
    issued(small)
    with opened(small.ledger) as ledger:
        assert ledger.series(FIRST).entries[-1].seconds > 0.01


def test_history_tells_of_an_issue_that_failed(small: Town) -> None:
    small.make()
    small.paper().write_bytes(b"somebody's own")
    assert small.reporter("issue", FIRST.id, "--by", "Chair").returncode == 1
    assert "failed" in events(small)


def test_editions_as_json_say_where_each_stands(town: Town) -> None:
    assert town.told("editions") == []
    town.make()
    (edition,) = town.told("editions")
    digest, files = edition.pop("sha256"), edition.pop("files")
    assert edition == {
        "id": FIRST.id,
        "board": "town",
        "paper": "board-paper",
        "meeting": "2015-03-25",
        "edition": 1,
        "status": "draft",
        "made": "2015-03-18T09:30:15+00:00",
        "pages": 13,
        "file": str(town.paper(draft=True)),
    }
    assert files == {
        str(file): sha256(file.read_bytes()).hexdigest() for file in [town.output / name for name in bundle(draft=True)]
    }
    assert digest == files[str(town.paper(draft=True))]


def test_an_edition_can_be_named_by_its_file(small: Town) -> None:
    small.make()
    draft = small.paper(draft=True)
    by_file = small.told("history", str(draft))
    assert by_file == small.told("history", FIRST.id)
    assert (
        small.well("issue", str(draft), "--by", "Chair")
        == f"Issued: {small.paper()}, HTML twin and workbook beside it\n"
    )
    for ending in (".html", ".xlsx"):
        assert small.told("history", str(small.paper(FIRST, ending, draft=True)))[0] == by_file[0]
    outside = small.reporter("history", str(small.folder / "board-paper-e1.pdf"))
    assert outside.returncode == 2
    assert "is no edition" in outside.stderr


# As the data stood


DAYS = {day: NOW.replace(day=day) for day in range(17, 27)}


def as_at(town: Town, day: int, now: int) -> Report:
    return town.make(Request("the tests", as_at=date(2015, 3, day)), DAYS[now])


def test_a_paper_can_say_what_the_data_said_on_the_day_of_an_edition(town: Town) -> None:
    for day, said in ((17, "On the 17th."), (19, "On the 19th."), (21, "On the 21st.")):
        town.say(said)
        town.make(now=DAYS[day])
    town.say("Today.")
    for number, (day, said) in enumerate(((17, "On the 17th."), (19, "On the 19th."), (18, "On the 19th.")), 4):
        report = as_at(town, day, 24)
        edition = Edition("town", FIRST.dated, FIRST.paper, number)
        assert made(report) == [(edition.id, "draft")]
        assert said in text(town.paper(edition, draft=True))


def test_a_paper_says_what_the_data_says_where_no_edition_kept_it_earlier(small: Town) -> None:
    small.make(now=DAYS[17])
    small.say("Today.")
    (produced,) = as_at(small, 20, 24).produced
    assert produced.job.data_from is None
    assert "Today." in text(list(produced.files)[-1])


def test_the_command_says_whose_data_it_took(small: Town) -> None:
    small.make(now=DAYS[17])
    small.say("Today.")
    said = small.well("run", "--today", "2015-03-24", "--as-at", "2015-03-17")
    assert f"data as at 17 March 2015 as kept for {FIRST.id};" in said
    assert "Half way." in text(small.paper(SECOND, draft=True))


def test_a_paper_made_again_from_earlier_data_is_itself_reprinted_from_it(small: Town) -> None:
    small.make(now=DAYS[17])
    small.say("Today.")
    as_at(small, 17, 24)
    before = small.paper(SECOND, draft=True).read_bytes()
    small.paper(SECOND, draft=True).unlink()
    small.make(now=DAYS[25])
    assert small.paper(SECOND, draft=True).read_bytes() == before


def test_data_read_for_a_draft_is_not_taken_for_that_of_the_day_of_its_issue(small: Town) -> None:
    small.make(now=DAYS[17])
    small.say("On the 19th.")
    with opened(small.ledger, lambda: DAYS[19]) as ledger:
        issue(small.settings, ledger, FIRST, "Chair", lambda _step: None)
    (produced,) = as_at(small, 19, 24).produced
    assert "On the 19th." in text(list(produced.files)[-1])


def test_data_that_was_kept_for_an_earlier_day_is_not_taken_for_that_of_the_day_it_was_used_again(small: Town) -> None:
    small.make(now=DAYS[17])
    small.say("On the 19th.")
    as_at(small, 17, 19)
    (produced,) = as_at(small, 19, 24).produced
    assert "On the 19th." in text(list(produced.files)[-1])


def test_nobody_can_ask_for_the_data_of_a_day_to_come(small: Town) -> None:
    with pytest.raises(UsageError, match="is still to come"):
        small.make(Request("the tests", as_at=(NOW + timedelta(days=1)).date()))


def test_the_entries_of_one_edition_name_its_events_only(small: Town) -> None:
    small.make()
    small.say("Nearly there.")
    small.make()
    with opened(small.ledger) as ledger:
        assert [entry.event for entry in ledger.series(FIRST).entries] == [Event.STARTED, Event.DRAFTED] * 2
    assert [entry["id"] for entry in small.told("history", SECOND.id)] == [SECOND.id] * 2


def test_an_issued_paper_whose_file_is_gone_comes_back_by_the_same_command(small: Town) -> None:
    """As when the command was killed before the paper had its name."""
    small.make()
    issued(small)
    before = small.paper().read_bytes()
    small.paper().unlink()
    assert small.reporter("issue", FIRST.id, "--by", "Chair").returncode == 0
    assert small.paper().read_bytes() == before
    assert events(small)[-1] == "restored"
