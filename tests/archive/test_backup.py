"""A backup brings everything back, into either database, or nothing at all; and it is whole whatever is at work."""

import io
import stat
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from postgresql import Server
from sqlalchemy import Table, text
from sqlalchemy.exc import DBAPIError
from town import FIRST, NOW, SECOND, Town, behind_its_back, clock, make_town, named, opened

from reporter.archive.backup import backup, restore
from reporter.archive.ledger import objects_of
from reporter.archive.placing import Prepared
from reporter.archive.schema import ENTRIES, OBJECTS
from reporter.deciding import issue
from reporter.domain.record import Entry, Event
from reporter.errors import ArchiveError, ReporterError, UsageError
from reporter.making.reprinting import reprint
from reporter.verifying import verify
from reporter.work import Request

FAILED = Entry(FIRST, Event.FAILED, NOW, "run", "cron", "The plan cannot be read.")
AT_WORK = """
import sys
from pathlib import Path
from town import Town
town = Town(Path(sys.argv[1]), sys.argv[2])
for number in range(1000):
    town.say(f"Said {number}.")
    assert town.make().exit_code == 0
    print(number, flush=True)
"""


def filled(town: Town) -> Town:
    """A town with an issued edition and its draft, and a draft of the next edition."""
    town.make()
    with opened(town.ledger) as ledger:
        issue(town.settings, ledger, FIRST, "Chair", lambda _step: None)
    town.say("Jürgen says: nearly there.")
    town.make(Request("the tests", reason="The chair asked for it."))
    return town


def back_up(town: Town, file: Path) -> str:
    return backup(town.ledger, town.output, file, clock)


def bring_back(town: Town, file: Path) -> str:
    return restore(town.ledger, town.output, file, "the tests", clock)


def problems(town: Town) -> list[str]:
    with opened(town.ledger) as ledger:
        return [str(problem) for problem in verify(town.settings, ledger)]


def content(town: Town) -> dict[str, bytes]:
    return {name: (town.output / name).read_bytes() for name in town.papers()}


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return make_town(tmp_path / "town", str(tmp_path / "town" / "ledger.sqlite"))


@pytest.fixture
def elsewhere(tmp_path: Path) -> Town:
    return make_town(tmp_path / "elsewhere", str(tmp_path / "elsewhere" / "ledger.sqlite"))


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> tuple[Town, bytes]:
    """A town, and a good backup of it that can be spoiled."""
    folder = tmp_path_factory.mktemp("good")
    town = filled(make_town(folder / "town", str(folder / "town" / "ledger.sqlite")))
    back_up(town, folder / "backup.tar")
    return town, (folder / "backup.tar").read_bytes()


@pytest.fixture(params=["sqlite to sqlite", "sqlite to postgresql", "postgresql to sqlite", "postgresql to postgresql"])
def pair(request: pytest.FixtureRequest, good: tuple[Town, bytes], tmp_path: Path) -> Iterator[tuple[Town, Town]]:
    """Two towns with a ledger each; only the first has papers."""
    with ExitStack() as stack:
        towns = []
        for name, kind in zip(("town", "elsewhere"), request.param.split(" to "), strict=True):
            url = str(tmp_path / name / "archive" / "ledger.sqlite")
            if kind == "postgresql":
                server: Server = request.getfixturevalue("postgresql_server")
                url = stack.enter_context(server.empty_database())
            towns.append(make_town(tmp_path / name, url))
        (tmp_path / "good.tar").write_bytes(good[1])
        bring_back(towns[0], tmp_path / "good.tar")
        yield towns[0], towns[1]


def test_what_was_backed_up_comes_back_in_either_database(pair: tuple[Town, Town], tmp_path: Path) -> None:
    town, elsewhere = pair
    file = tmp_path / "backup.tar"
    assert back_up(town, file) == "9 files"
    assert bring_back(elsewhere, file) == "9 files"
    assert content(elsewhere) == content(town)
    assert {stat.S_IMODE(elsewhere.paper(FIRST).stat().st_mode)} == {0o440}
    assert problems(elsewhere) == []
    with opened(town.ledger) as before, opened(elsewhere.ledger) as after:
        assert after.since(date.min) == before.since(date.min)
        assert sorted(after.digests()) == sorted(before.digests())
        reprint(after, FIRST, tmp_path / "again.pdf", lambda _step: None)
    assert (tmp_path / "again.pdf").read_bytes() == town.paper(FIRST).read_bytes()


def test_work_goes_on_after_a_restore_where_it_had_stopped(pair: tuple[Town, Town], tmp_path: Path) -> None:
    town, elsewhere = pair
    back_up(town, tmp_path / "backup.tar")
    bring_back(elsewhere, tmp_path / "backup.tar")
    with opened(elsewhere.ledger) as ledger, ledger.only_writer("the tests"):
        ledger.record(FAILED)
        assert ledger.series(FIRST).entries[-1] == FAILED
        with pytest.raises(ArchiveError):
            ledger.record(replace(FAILED, event=Event.ISSUED))
    with behind_its_back(elsewhere.ledger) as connection:
        numbers = list(connection.scalars(text("SELECT id FROM entries ORDER BY id")))
    assert numbers == list(range(1, len(numbers) + 1))
    with pytest.raises(DBAPIError, match="append-only"), behind_its_back(elsewhere.ledger) as connection:
        connection.execute(text("DELETE FROM entries"))


def test_a_restored_ledger_can_be_backed_up_and_restored_again(pair: tuple[Town, Town], tmp_path: Path) -> None:
    town, elsewhere = pair
    back_up(town, tmp_path / "first.tar")
    bring_back(elsewhere, tmp_path / "first.tar")
    back_up(elsewhere, tmp_path / "second.tar")
    third = make_town(tmp_path / "third", str(tmp_path / "third" / "ledger.sqlite"))
    assert bring_back(third, tmp_path / "second.tar") == "9 files"
    assert (content(third), problems(third)) == (content(town), [])


def test_backups_taken_while_runs_are_at_work_are_whole(tmp_path: Path, ledger_url: str) -> None:
    town = make_town(tmp_path / "town", ledger_url)
    command = [sys.executable, "-c", AT_WORK, str(town.folder), town.ledger]
    tests = Path(__file__).parent.parent
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=tests) as at_work:
        try:
            assert at_work.stdout
            for number in range(6):
                assert at_work.stdout.readline() == f"{number}\n"
                for half in ("a", "b"):
                    back_up(town, tmp_path / f"{number}{half}.tar")
        finally:
            at_work.kill()
    seen = set()
    for file in sorted(tmp_path.glob("*.tar")):
        elsewhere = make_town(tmp_path / file.stem, str(tmp_path / file.stem / "ledger.sqlite"))
        bring_back(elsewhere, file)
        # The newest paper may have been recorded and not yet have had its name: it is made again.
        if missing := problems(elsewhere):
            assert [problem for problem in missing if "The file is missing." not in problem] == []
            elsewhere.make()
        assert problems(elsewhere) == []
        seen.add(len(elsewhere.papers()))
    assert len(seen) > 1


def test_a_backup_shows_the_ledger_as_it_was_at_one_moment(
    tmp_path: Path, ledger_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edition is recorded after the entries were read and before the objects are."""

    def meanwhile() -> Iterator[Table]:
        yield ENTRIES
        with opened(ledger_url) as ledger, ledger.only_writer("a run"):
            ledger.record(replace(FAILED, event=Event.DRAFTED, edition=SECOND), objects_of([b"later"]))
        yield OBJECTS

    with opened(ledger_url) as ledger, ledger.only_writer("a run"):
        ledger.record(replace(FAILED, event=Event.DRAFTED), objects_of([b"earlier"]))
    town = make_town(tmp_path / "town", ledger_url)
    elsewhere = make_town(tmp_path / "elsewhere", str(tmp_path / "elsewhere" / "ledger.sqlite"))
    with monkeypatch.context() as slow:
        slow.setattr("reporter.archive.backup.KEPT", meanwhile())
        back_up(town, tmp_path / "backup.tar")
    bring_back(elsewhere, tmp_path / "backup.tar")
    with opened(elsewhere.ledger) as ledger:
        assert len(ledger.series(FIRST).entries) == 1
        assert ledger.digests() == list(objects_of([b"earlier"]))


def test_a_paper_that_had_no_name_yet_when_it_was_backed_up_is_made_again(
    town: Town, elsewhere: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_early(self: Prepared) -> None:
        back_up(town, tmp_path / "backup.tar")
        for target, unfinished in self.unfinished.items():
            unfinished.rename(target)

    with monkeypatch.context() as early:
        early.setattr(Prepared, "reveal", too_early)
        town.make()
    assert bring_back(elsewhere, tmp_path / "backup.tar") == "no files"
    elsewhere.make()
    assert content(elsewhere) == content(town)
    assert problems(elsewhere) == []


def test_a_backup_is_private_and_leaves_nothing_beside_it(town: Town, tmp_path: Path) -> None:
    town.make()
    (tmp_path / "backups").mkdir()
    done = town.well("backup", str(tmp_path / "backups" / "backup.tar"))
    assert done == f"{tmp_path}/backups/backup.tar: the ledger and 3 files. Keep it as safe as the plan itself.\n"
    assert [path.name for path in (tmp_path / "backups").iterdir()] == ["backup.tar"]
    assert stat.S_IMODE((tmp_path / "backups" / "backup.tar").stat().st_mode) == 0o600


def test_a_restored_ledger_is_private(pair: tuple[Town, Town], tmp_path: Path) -> None:
    town, elsewhere = pair
    back_up(town, tmp_path / "backup.tar")
    assert elsewhere.well("restore", str(tmp_path / "backup.tar")) == (
        "Restored the ledger and 9 files. Next: reporter verify\n"
    )
    elsewhere.well("verify")
    if "://" not in elsewhere.ledger:
        assert stat.S_IMODE(Path(elsewhere.ledger).stat().st_mode) == 0o600
        assert stat.S_IMODE(Path(elsewhere.ledger).parent.stat().st_mode) == 0o700


def test_a_backup_never_takes_the_place_of_a_file(town: Town, tmp_path: Path) -> None:
    town.make()
    (tmp_path / "backup.tar").write_text("mine")
    done = town.reporter("backup", str(tmp_path / "backup.tar"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "The file exists. Name a new file; nothing was changed." in done.stderr
    assert (tmp_path / "backup.tar").read_text() == "mine"


def test_a_backup_that_cannot_be_made_is_told_and_leaves_nothing(town: Town, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no ledger yet"):
        back_up(town, tmp_path / "backup.tar")
    town.make()
    with pytest.raises(ArchiveError, match=r"cannot be used \(No such file or directory\)"):
        back_up(town, tmp_path / "nowhere" / "backup.tar")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["town"]


def test_a_paper_that_was_altered_on_the_disk_spoils_no_backup_unnoticed(town: Town, tmp_path: Path) -> None:
    town.make()
    town.paper(draft=True).chmod(0o600)
    town.paper(draft=True).write_bytes(b"%PDF- altered")
    with pytest.raises(ArchiveError, match="The file is not the one that was recorded"):
        back_up(town, tmp_path / "backup.tar")
    assert not (tmp_path / "backup.tar").exists()


@pytest.mark.parametrize("there", ["an edition", "a failure", "a paper"])
def test_nothing_is_restored_over_what_is_there(town: Town, elsewhere: Town, tmp_path: Path, there: str) -> None:
    town.make()
    back_up(town, tmp_path / "backup.tar")
    if there == "an edition":
        elsewhere.say("Something else.")
        elsewhere.make()
    elif there == "a failure":
        with opened(elsewhere.ledger) as ledger, ledger.only_writer("cron"):
            ledger.record(FAILED)
    else:
        elsewhere.paper(draft=True).parent.mkdir(parents=True)
        elsewhere.paper(draft=True).write_bytes(b"mine")
    before = (content(elsewhere) if elsewhere.output.exists() else {}, recorded(elsewhere))
    done = elsewhere.reporter("restore", str(tmp_path / "backup.tar"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "nothing was changed" in done.stderr
    assert (content(elsewhere) if elsewhere.output.exists() else {}, recorded(elsewhere)) == before


def recorded(town: Town) -> object:
    with opened(town.ledger) as ledger:
        return ledger.since(date.min)


def _truncated(good: bytes) -> bytes:
    return good[: len(good) // 2]


def _empty(_good: bytes) -> bytes:
    return b""


def _no_tar(_good: bytes) -> bytes:
    return b"This is a letter.\n" * 1000


def _packed(good: bytes) -> bytes:
    import gzip  # noqa: PLC0415

    return gzip.compress(good)[:5000]


def _with(*members: tarfile.TarInfo) -> Callable[[bytes], bytes]:
    def changed(good: bytes) -> bytes:
        target = io.BytesIO(good)
        with tarfile.open(fileobj=target, mode="a") as tar:
            for member in members:
                tar.addfile(member, io.BytesIO(b"evil") if member.isreg() else None)
        return target.getvalue()

    return changed


def _member(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname, member.size = kind, link, 4 if kind == tarfile.REGTYPE else 0
    return member


def _without_ledger(good: bytes) -> bytes:
    return _rewritten(good, lambda name, content: None if name == "ledger.sqlite" else content)


def _without_content(good: bytes) -> bytes:
    return _rewritten(good, lambda name, content: b"" if name == "ledger.sqlite" else content)


def _paper_altered(good: bytes) -> bytes:
    """The last one, so that the others are in their place if it is found too late."""
    last = f"papers/{named(SECOND, draft=True)}"
    return _rewritten(good, lambda name, content: content + b"altered" if name == last else content)


def _rewritten(good: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(good)) as source, tarfile.open(fileobj=target, mode="w") as tar:
        for member in source:
            file = source.extractfile(member)
            assert file
            if (content := change(member.name, file.read())) is not None:
                member.size = len(content)
                tar.addfile(member, io.BytesIO(content))
    return target.getvalue()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_truncated, "It is no backup, or a damaged one"),
        (_empty, "It is no backup, or a damaged one"),
        (_no_tar, "It is no backup, or a damaged one"),
        (_packed, "It is no backup, or a damaged one"),
        (_without_ledger, "It is no backup, or a damaged one (there is no ledger in it)"),
        (_without_content, "It is no backup, or a damaged one (there is no ledger in it)"),
        (_paper_altered, "This paper is damaged in the backup. Take another backup."),
        (_with(_member("../evil")), "It is no backup, or a damaged one"),
        (_with(_member("papers/../../evil")), "It is no backup, or a damaged one"),
        (_with(_member("papers/link", tarfile.SYMTYPE, "..")), "links or devices in it"),
        (_with(_member("papers", tarfile.SYMTYPE, "/"), _member("papers/evil")), "links or devices in it"),
        (_with(_member("papers/link", tarfile.LNKTYPE, "ledger.sqlite")), "links or devices in it"),
        (_with(_member("papers/pipe", tarfile.FIFOTYPE)), "links or devices in it"),
        (_with(_member("papers/device", tarfile.CHRTYPE)), "links or devices in it"),
    ],
)
def test_a_backup_that_is_not_as_it_was_written_changes_nothing(
    good: tuple[Town, bytes], elsewhere: Town, tmp_path: Path, spoil: Callable[[bytes], bytes], said: str
) -> None:
    town, content_of_good = good
    bad = tmp_path / "bad" / "backup.tar"
    bad.parent.mkdir()
    bad.write_bytes(spoil(content_of_good))
    with pytest.raises(ReporterError) as caught:
        bring_back(elsewhere, bad)
    assert said in str(caught.value)
    assert not elsewhere.output.exists()
    assert recorded(elsewhere) == {}
    assert list(tmp_path.rglob("evil")) == []
    bad.write_bytes(content_of_good)
    assert bring_back(elsewhere, bad) == "9 files"
    assert content(elsewhere) == content(town)


def test_an_absolute_path_in_a_backup_leads_nowhere_else(
    good: tuple[Town, bytes], elsewhere: Town, tmp_path: Path
) -> None:
    bad = tmp_path / "backup.tar"
    bad.write_bytes(_with(_member(str(tmp_path / "evil")))(good[1]))
    bring_back(elsewhere, bad)
    assert not (tmp_path / "evil").exists()


def test_nothing_is_restored_while_another_run_holds_the_ledger(
    good: tuple[Town, bytes], elsewhere: Town, tmp_path: Path
) -> None:
    (tmp_path / "backup.tar").write_bytes(good[1])
    with opened(elsewhere.ledger) as ledger, ledger.only_writer("night@server"):
        done = elsewhere.reporter("restore", str(tmp_path / "backup.tar"))
    assert done.returncode == 75
    assert not elsewhere.output.exists()
