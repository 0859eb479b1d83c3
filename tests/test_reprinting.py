"""An edition can be made again from what was kept of it, to the byte, whatever has changed; or it is said why not."""

import json
import shutil
import zlib
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from town import FIRST, SECOND, Town, behind_its_back, bundle, make_town, opened, unguard

from reporter.deciding import issue
from reporter.domain.meetings import Edition
from reporter.domain.record import Event
from reporter.errors import ArchiveError, UsageError
from reporter.making.reprinting import reprint

OWN_TEMPLATES = 'templates = "templates"\n\n[boards.town.inspection]'


def print_again(town: Town, to: Path, edition: Edition = FIRST) -> bytes:
    with opened(town.ledger) as ledger:
        digest = reprint(ledger, edition, to, lambda _step: None)
    assert sha256(to.read_bytes()).hexdigest() == digest
    return to.read_bytes()


@pytest.fixture
def restyled(tmp_path: Path, ledger_url: str) -> Town:
    """A board with a style of its own."""
    town = make_town(tmp_path, ledger_url)
    town.config.write_text(town.config.read_text().replace("[boards.town.inspection]", OWN_TEMPLATES))
    (tmp_path / "templates" / "css").mkdir(parents=True)
    (tmp_path / "templates" / "css" / "draft.css").write_text('@page { @bottom-left { content: "DRAFT of ours" } }')
    return town


def test_an_edition_comes_out_the_same_after_data_config_and_templates_have_changed(
    restyled: Town, tmp_path: Path
) -> None:
    restyled.make()
    with opened(restyled.ledger) as ledger:
        before = {"draft": restyled.paper(draft=True).read_bytes()}
        assert print_again(restyled, tmp_path / "draft.pdf") == before["draft"]
        issue(restyled.settings, ledger, FIRST, "Chair", lambda _step: None)
    issued = restyled.paper().read_bytes()
    assert issued != before["draft"]
    restyled.say("Everything is different now.")
    restyled.config.write_text(restyled.config.read_text().replace("A lead", "Another lead").replace("Board", "Body"))
    (tmp_path / "templates" / "css" / "draft.css").write_text("@page { size: A5 }")
    (tmp_path / "templates" / "base.html").write_text("<p>{{ nonsense }}")
    assert print_again(restyled, tmp_path / "issued.pdf") == issued
    shutil.rmtree(restyled.folder / "data")
    shutil.rmtree(restyled.output)
    said = restyled.well("reprint", FIRST.id, "--to", str(tmp_path / "at last.pdf"))
    assert said == f"{tmp_path}/at last.pdf: the same bytes as recorded (SHA-256 {sha256(issued).hexdigest()})\n"
    assert (tmp_path / "at last.pdf").read_bytes() == issued


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A town with a draft, to be copied."""
    folder = tmp_path_factory.mktemp("kept")
    make_town(folder, "ledger.sqlite").config.touch()
    town = Town(folder, str(folder / "ledger.sqlite"))
    town.make()
    return town


@pytest.fixture
def town(kept: Town, tmp_path: Path) -> Town:
    folder = Path(shutil.copytree(kept.folder, tmp_path / "town"))
    return Town(folder, str(folder / "ledger.sqlite"))


def test_a_file_that_exists_is_not_replaced(town: Town, tmp_path: Path) -> None:
    (tmp_path / "mine.pdf").write_text("mine")
    done = town.reporter("reprint", FIRST.id, "--to", str(tmp_path / "mine.pdf"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{tmp_path}/mine.pdf: The file exists. Name a new file; nothing was changed.\n"
    assert (tmp_path / "mine.pdf").read_text() == "mine"
    with pytest.raises(UsageError, match="The file exists"):
        print_again(town, tmp_path / "mine.pdf")
    with pytest.raises(ArchiveError, match=r"cannot be written \(No such file or directory\)"):
        print_again(town, tmp_path / "nowhere" / "again.pdf")


def test_an_edition_that_does_not_exist_is_told(town: Town, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=f"There is no such edition. There are {FIRST.id}"):
        print_again(town, tmp_path / "again.pdf", SECOND)
    assert not (tmp_path / "again.pdf").exists()


@pytest.mark.parametrize("ending", [".pdf", ".html", ".xlsx", ".PDF"])
def test_the_ending_says_which_of_the_files_is_made_again(town: Town, tmp_path: Path, ending: str) -> None:
    original = town.paper(FIRST, ending.lower(), draft=True)
    assert print_again(town, tmp_path / f"again{ending}") == original.read_bytes()


@pytest.mark.parametrize("name", ["again.docx", "again", "html"])
def test_an_ending_that_the_edition_has_not_is_refused_with_those_that_it_has(
    town: Town, tmp_path: Path, name: str
) -> None:
    done = town.reporter("reprint", FIRST.id, "--to", str(tmp_path / name))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"{tmp_path / name}: {FIRST.id} has no file with that ending. "
        "Its files end in .html, .pdf and .xlsx: end the new file's name in one of these.\n"
    )
    assert not (tmp_path / name).exists()


@pytest.fixture
def of_an_earlier_version(town: Town) -> Town:
    """As the version before left it: one file, under a name of its time, and an entry that names no files."""
    entry = town.told("history", FIRST.id)[-1]
    detail = {key: value for key, value in entry["detail"].items() if key != "files"}
    with behind_its_back(town.ledger) as connection:
        unguard(connection, "entries")
        row = {"detail": json.dumps(detail)}
        connection.execute(text("UPDATE entries SET detail = :detail WHERE event = 'drafted'"), row)
    town.paper(draft=True).rename(old_file(town))
    for ending in (".html", ".xlsx"):
        town.paper(FIRST, ending, draft=True).unlink()
    return town


def old_file(town: Town) -> Path:
    return town.output / f"{FIRST.id}-draft.pdf"


def test_an_edition_of_an_earlier_version_has_the_one_file_that_it_had(of_an_earlier_version: Town) -> None:
    town, file = of_an_earlier_version, str(old_file(of_an_earlier_version))
    assert town.well("verify").startswith("Every paper is there")
    (told,) = town.told("editions")
    assert (told["file"], list(told["files"])) == (file, [file])
    assert "Nothing is due." in town.run()
    assert town.told("history", file) == town.told("history", FIRST.id)
    with pytest.raises(UsageError, match=r"Its files end in \.pdf: "):
        print_again(town, town.folder / "again.html")


def test_the_file_of_an_edition_of_an_earlier_version_comes_back_under_its_name(of_an_earlier_version: Town) -> None:
    town, file = of_an_earlier_version, old_file(of_an_earlier_version)
    content = file.read_bytes()
    file.unlink()
    town.run()
    assert town.papers() == [f"{FIRST.id}-draft.pdf"]
    assert file.read_bytes() == content
    town.well("backup", str(town.folder / "backup.tar"))
    file.unlink()
    assert town.well("restore", str(town.folder / "backup.tar")).startswith("Restored the ledger and 1 file.")
    assert file.read_bytes() == content


def test_a_draft_of_an_earlier_version_can_be_issued(of_an_earlier_version: Town) -> None:
    with opened(of_an_earlier_version.ledger) as ledger:
        issue(of_an_earlier_version.settings, ledger, FIRST, "Chair", lambda _step: None)
    assert of_an_earlier_version.papers() == sorted([f"{FIRST.id}-draft.pdf", *bundle()])


def with_another_snapshot(town: Town, change: Callable[[dict[str, Any]], None]) -> None:
    """Make the ledger say that the draft was made from something else."""
    with opened(town.ledger) as ledger:
        document = json.loads(ledger.content(ledger.series(FIRST).entries[-1].snapshot))
    change(document)
    content = json.dumps(document, sort_keys=True, indent=1, ensure_ascii=False).encode()
    digest = sha256(content).hexdigest()
    with behind_its_back(town.ledger) as connection:
        unguard(connection, "entries")
        row = {"digest": digest, "content": zlib.compress(content)}
        connection.execute(text("INSERT INTO objects VALUES (:digest, :content)"), row)
        connection.execute(text("UPDATE entries SET snapshot = :digest WHERE event = 'drafted'"), {"digest": digest})


def test_where_another_version_makes_it_otherwise_the_versions_are_named(town: Town, tmp_path: Path) -> None:
    with_another_snapshot(town, lambda document: document["versions"].update(weasyprint="68.1", jinja2="3.0.0"))
    done = town.reporter("reprint", FIRST.id, "--to", str(tmp_path / "again.pdf"))
    assert (done.returncode, done.stdout) == (1, "")
    assert f"{FIRST.id}: It does not come out the same. It was made with " in done.stderr
    assert "weasyprint 68.1 (now 70.0)" in done.stderr
    assert "jinja2 3.0.0 (now 3." in done.stderr
    assert "pydyf" not in done.stderr
    assert "Nothing was made." in done.stderr
    assert not (tmp_path / "again.pdf").exists()


def test_another_version_that_makes_it_the_same_is_no_hindrance(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reporter.making.reprinting.versions", lambda: {"reporter": "99.0"})
    assert print_again(town, tmp_path / "again.pdf") == town.paper(draft=True).read_bytes()


def test_where_no_version_differs_the_systems_libraries_are_named(town: Town, tmp_path: Path) -> None:
    with_another_snapshot(town, lambda document: document["board"].update(name="Another Board"))
    with pytest.raises(ArchiveError, match=r"It does not come out the same. The system's libraries for text \(Pango\)"):
        print_again(town, tmp_path / "again.pdf")


@pytest.mark.parametrize("change", [lambda document: document.pop("tables"), lambda document: document.update(more=1)])
def test_a_snapshot_of_another_version_is_told(
    town: Town, tmp_path: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    with_another_snapshot(town, change)
    with pytest.raises(ArchiveError, match=r"does not understand the snapshot\. Use the version"):
        print_again(town, tmp_path / "again.pdf")


def test_a_damaged_piece_is_told_and_nothing_is_printed(town: Town, tmp_path: Path) -> None:
    with behind_its_back(town.ledger) as connection:
        unguard(connection, "objects")
        connection.execute(text("UPDATE objects SET content = :content"), {"content": b"x"})
    with pytest.raises(ArchiveError, match="is damaged"):
        print_again(town, tmp_path / "again.pdf")
    assert not (tmp_path / "again.pdf").exists()


def test_what_does_not_come_out_as_it_was_approved_does_not_go_out(town: Town) -> None:
    with_another_snapshot(town, lambda document: document["versions"].update(weasyprint="68.1"))
    with opened(town.ledger) as ledger:
        with pytest.raises(ArchiveError, match="It does not come out the same"):
            issue(town.settings, ledger, FIRST, "Chair", lambda _step: None)
        assert Event.ISSUED not in [entry.event for entry in ledger.series(FIRST).entries]
    assert not town.paper().exists()
