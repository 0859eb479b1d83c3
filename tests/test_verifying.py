"""Nothing that the ledger recorded can be lost or altered without being told."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from town import FIRST, Town, behind_its_back, make_town, opened, unguard

from reporter.deciding import issue
from reporter.making.snapshot import Snapshot
from reporter.verifying import verify

ADVICE = {
    "The file is missing.": "Bring it back from a backup with: reporter restore FILE",
    "The file is not the one that was recorded.": "Move it away, then bring it back from a backup with: reporter "
    "restore FILE",
    "The file cannot be read (Is a directory).": "Check its permissions.",
    "The file can be written to.": "Take the right away: chmod 440",
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A town with a draft and an issued edition, to be copied."""
    folder = tmp_path_factory.mktemp("kept")
    town = make_town(folder, "archive/ledger.sqlite")
    town = Town(folder, str(folder / "archive" / "ledger.sqlite"))
    town.make()
    with opened(town.ledger) as ledger:
        issue(town.settings, ledger, FIRST, "Chair", lambda _step: None)
    return town


@pytest.fixture
def town(kept: Town, tmp_path: Path) -> Town:
    folder = Path(shutil.copytree(kept.folder, tmp_path / "town"))
    return Town(folder, str(folder / "archive" / "ledger.sqlite"))


def problems(town: Town) -> list[str]:
    with opened(town.ledger) as ledger:
        return [str(problem) for problem in verify(town.settings, ledger)]


def test_all_is_well_with_what_was_just_made(town: Town) -> None:
    said = town.well("verify")
    assert said == "Every paper is there as it was recorded, and all that it was made from.\n"
    assert town.told("verify") == []


def _altered(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.chmod(0o640)
    file.write_bytes(content)
    file.chmod(0o440)


def _empty(file: Path) -> None:
    file.unlink()
    file.touch(0o440)


def _a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (Path.unlink, "The file is missing."),
        (_altered, "The file is not the one that was recorded."),
        (_empty, "The file is not the one that was recorded."),
        (_a_folder, "The file cannot be read (Is a directory)."),
        (lambda file: file.chmod(0o640), "The file can be written to."),
        (lambda file: file.chmod(0o460), "The file can be written to."),
        (lambda file: file.chmod(0o442), "The file can be written to."),
    ],
)
@pytest.mark.parametrize(("ending", "draft"), [(".pdf", True), (".pdf", False), (".html", False), (".xlsx", True)])
def test_a_file_that_is_not_as_it_was_recorded_is_told(
    town: Town, spoil: Callable[[Path], None], said: str, ending: str, draft: bool
) -> None:
    paper = town.paper(FIRST, ending, draft=draft)
    spoil(paper)
    assert problems(town) == [f"{paper}: {said} {ADVICE[said]}"]


def test_a_file_that_nobody_recorded_is_told(town: Town) -> None:
    for name in ("town/2015-03-25/board-paper-e2.pdf", "town/2015-03-25/notes.html", "city/2015-03-25/agenda.xlsx"):
        (town.output / name).parent.mkdir(parents=True, exist_ok=True)
        (town.output / name).touch()
    assert problems(town) == [
        f"{town.output / name}: The ledger does not know this file. Move it away; this program did not make it."
        for name in ("city/2015-03-25/agenda.xlsx", "town/2015-03-25/board-paper-e2.pdf", "town/2015-03-25/notes.html")
    ]


def test_papers_without_their_ledger_are_told(town: Town) -> None:
    Path(town.ledger).unlink()
    assert len(problems(town)) == 6
    assert all("The ledger does not know this file." in problem for problem in problems(town))


def test_every_damaged_object_is_told(town: Town) -> None:
    with opened(town.ledger) as ledger:
        damaged = sorted(ledger.digests())[:2]
    spoil = text("UPDATE objects SET content = :content WHERE digest = :digest")
    with behind_its_back(town.ledger) as connection:
        unguard(connection, "objects")
        for digest in damaged:
            connection.execute(spoil, {"content": b"x", "digest": digest})
    assert sorted(problems(town)) == [
        f"{town.ledger}: The object {digest[:12]}… is damaged. Restore the last backup." for digest in damaged
    ]


def test_every_object_that_an_edition_needs_and_that_is_gone_is_told(town: Town) -> None:
    with opened(town.ledger) as ledger:
        entry = ledger.series(FIRST).entries[-1]
        snapshot = Snapshot.from_bytes(ledger.content(entry.snapshot))
    for digest in (snapshot.tables["actions"], snapshot.templates["base.html"], entry.snapshot):
        with behind_its_back(town.ledger) as connection:
            if digest == snapshot.tables["actions"]:
                unguard(connection, "objects")
            connection.execute(text("DELETE FROM objects WHERE digest = :digest"), {"digest": digest})
        assert f"{town.ledger}: The object {digest[:12]}… is missing. Restore the last backup." in problems(town)


def test_all_that_is_wrong_is_told_at_once_and_ends_in_1(town: Town) -> None:
    town.paper().unlink()
    town.paper(draft=True).chmod(0o640)
    (town.output / "town/2015-03-25/notes.pdf").touch()
    done = town.reporter("verify")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 3)
    done = town.reporter("verify", "--json")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.count('"where"') == 3


def test_the_next_run_makes_a_missing_paper_again_and_all_is_well(town: Town) -> None:
    before = town.paper().read_bytes()
    town.paper().unlink()
    report = town.make()
    assert [produced.job.edition for produced in report.produced] == [FIRST]
    assert town.paper().read_bytes() == before
    assert problems(town) == []


def test_verify_changes_nothing(town: Town) -> None:
    def state() -> dict[Path, tuple[int, int]]:
        found = [path for path in town.folder.rglob("*") if path.is_file() and path.suffix not in {".lock", ".sqlite"}]
        return {path: (path.stat().st_size, path.stat().st_mtime_ns) for path in found}

    town.paper(draft=True).unlink()
    before = state()
    assert problems(town)
    assert state() == before
