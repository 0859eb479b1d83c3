"""The ledger keeps what it is given, in order and for good, and says so where it cannot."""

import os
import sqlite3
import stat
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from town import FIRST, NOW, SECOND, behind_its_back, make_town, opened, unguard

from reporter.archive.database import engine_for
from reporter.archive.ledger import Ledger, objects_of
from reporter.domain.meetings import Edition
from reporter.domain.record import Entry, Event
from reporter.errors import ArchiveError, ConfigError
from reporter.settings import load_settings

STARTED = Entry(FIRST, Event.STARTED, NOW, "0123456789abcdef", "somebody")
DRAFTED = replace(STARTED, event=Event.DRAFTED)
LONG = ("Jürgen sagte: „ß“,\nthen 漢字 \U0001f642 e\u0301 and a\ttab; " * 600)[:20_000]
FULL = Entry(
    edition=FIRST,
    event=Event.ISSUED,
    at=NOW,
    run="0123456789abcdef",
    by="Zoë O’Neill <chair>",
    reason=LONG,
    sources="a" * 64,
    snapshot="b" * 64,
    substance="c" * 64,
    file="d" * 64,
    pages=34,
    seconds=1.25,
    detail={"counts": {"red": 0, "größer": 2}, "conforms_to": ["PDF/UA-1"], "as_at": "2015-03-17", "none": None},
)


@contextmanager
def written(ledger_url: str) -> Iterator[Ledger]:
    with opened(ledger_url) as ledger, ledger.only_writer("the tests"):
        yield ledger


def events(ledger_url: str) -> list[str]:
    with opened(ledger_url) as ledger:
        return [entry.event for entry in ledger.series(FIRST).entries]


def test_every_field_of_an_entry_comes_back_as_it_was(ledger_url: str) -> None:
    with written(ledger_url) as ledger:
        ledger.record(FULL)
    with opened(ledger_url) as ledger:
        assert ledger.series(FIRST).entries == (FULL,)
        assert ledger.editions()[FIRST.series].entries == (FULL,)


# What a database cannot hold is a NUL or half a surrogate pair; neither gets past the reading of data.
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


def test_any_text_and_any_moment_come_back_as_they_were(ledger_url: str) -> None:
    with written(ledger_url) as ledger:

        @given(ANY_TEXT, ANY_TEXT, st.datetimes(timezones=st.just(UTC)), st.dictionaries(ANY_TEXT, ANY_TEXT))
        def comes_back(by: str, reason: str, at: datetime, detail: dict[str, str]) -> None:
            entry = replace(STARTED, by=by, reason=reason, at=at, detail=detail)
            ledger.record(entry)
            assert ledger.series(FIRST).entries[-1] == entry

        comes_back()


def test_entries_come_in_the_order_in_which_they_were_recorded_even_when_the_clock_went_back(ledger_url: str) -> None:
    entries = [replace(STARTED, at=NOW - timedelta(hours=hours), reason=str(hours)) for hours in range(5)]
    with written(ledger_url) as ledger:
        ledger.record(entries[0])
        ledger.record_all(entries[1:])
    with opened(ledger_url) as ledger:
        assert list(ledger.series(FIRST).entries) == entries


def test_a_series_holds_what_is_recorded_of_its_paper_and_nothing_else(ledger_url: str) -> None:
    others = [
        replace(STARTED, edition=edition)
        for edition in (
            Edition("town", date(2015, 3, 25), "inspection-response", 1),
            Edition("city", date(2015, 3, 25), "board-paper", 1),
            Edition("town", date(2015, 3, 24), "board-paper", 1),
        )
    ]
    with written(ledger_url) as ledger:
        ledger.record_all([STARTED, *others])
        assert ledger.series(SECOND).entries == (STARTED,)
        assert FIRST.series in ledger.since(date(2015, 3, 25))
        assert "town/2015-03-24/board-paper" not in ledger.since(date(2015, 3, 25))


@pytest.mark.parametrize("table", ["entries", "objects"])
@pytest.mark.parametrize("change", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_database_itself_lets_nobody_change_what_was_recorded(ledger_url: str, table: str, change: str) -> None:
    if change.startswith("TRUNCATE") and "://" not in ledger_url:
        pytest.skip("SQLite knows no TRUNCATE")
    with written(ledger_url) as ledger:
        ledger.record(FULL, objects_of([b"content"]))
    column = "reason" if table == "entries" else "digest"
    with pytest.raises(DBAPIError, match="append-only"), behind_its_back(ledger_url) as connection:
        connection.execute(text(change.format(table, column, column)))
    with opened(ledger_url) as ledger:
        assert ledger.series(FIRST).entries == (FULL,)
        assert ledger.digests() == list(objects_of([b"content"]))


@pytest.mark.parametrize("event", [Event.DRAFTED, Event.ISSUED, Event.WITHDRAWN])
def test_an_edition_is_drafted_issued_and_withdrawn_only_once(ledger_url: str, event: Event) -> None:
    once = replace(STARTED, event=event)
    with written(ledger_url) as ledger:
        ledger.record_all([once, replace(once, edition=SECOND)])
        with pytest.raises(ArchiveError, match="The ledger cannot be used"):
            ledger.record(replace(once, run="another"))
        ledger.record(replace(STARTED, event=Event.FAILED))
        ledger.record(replace(STARTED, event=Event.FAILED))
    assert events(ledger_url) == [event, event, "failed", "failed"]


def test_an_edition_may_be_drafted_then_issued_then_withdrawn(ledger_url: str) -> None:
    with written(ledger_url) as ledger:
        for event in (Event.DRAFTED, Event.ISSUED, Event.WITHDRAWN):
            ledger.record(replace(STARTED, event=event))
    assert events(ledger_url) == ["drafted", "issued", "withdrawn"]


def test_what_is_recorded_together_is_recorded_whole_or_not_at_all(ledger_url: str) -> None:
    with written(ledger_url) as ledger:
        ledger.record(DRAFTED)
        with pytest.raises(ArchiveError):
            ledger.record_all([STARTED, DRAFTED], objects_of([b"content"]))
        assert ledger.digests() == []
    assert events(ledger_url) == ["drafted"]


def test_a_ledger_is_laid_out_whole_or_not_at_all(ledger_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last statement fails, as it would had the run been killed before it."""
    with monkeypatch.context() as broken:
        broken.setattr("reporter.archive.database.VERSION", object())
        with pytest.raises(ArchiveError), written(ledger_url):
            pass
    with written(ledger_url) as ledger:
        ledger.record(STARTED)
    assert events(ledger_url) == ["started"]


def test_an_object_is_stored_once_whoever_refers_to_it(ledger_url: str) -> None:
    one, other = b"content" * 1000, os.urandom(5000)
    with written(ledger_url) as ledger:
        ledger.record(DRAFTED, objects_of([one]))
        ledger.record(replace(DRAFTED, edition=SECOND), objects_of([one, other]))
    with opened(ledger_url) as ledger:
        assert sorted(ledger.digests()) == sorted(objects_of([one, other]))
        assert [ledger.content(sha256(content).hexdigest()) for content in (one, other)] == [one, other]


@pytest.mark.parametrize("damage", [zlib.compress(b"something else"), b"not packed at all", b""])
def test_a_damaged_object_is_told_and_never_handed_out(ledger_url: str, damage: bytes) -> None:
    (digest,) = objects_of([b"content"])
    with written(ledger_url) as ledger:
        ledger.record(DRAFTED, objects_of([b"content"]))
    with behind_its_back(ledger_url) as connection:
        unguard(connection, "objects")
        connection.execute(text("UPDATE objects SET content = :damage"), {"damage": damage})
    with opened(ledger_url) as ledger, pytest.raises(ArchiveError, match="is damaged") as caught:
        ledger.content(digest)
    assert digest[:12] in str(caught.value)
    assert "Restore the last backup." in str(caught.value)


def test_one_bit_that_flips_in_the_file_is_told(tmp_path: Path) -> None:
    file, content = tmp_path / "ledger.sqlite", os.urandom(600)
    (digest,) = objects_of([content])
    with written(str(file)) as ledger:
        ledger.record(DRAFTED, objects_of([content]))
    stored = bytearray(file.read_bytes())
    stored[stored.index(content[100:200])] ^= 1
    file.write_bytes(stored)
    with opened(str(file)) as ledger, pytest.raises(ArchiveError, match="is damaged"):
        ledger.content(digest)


def test_an_object_that_is_gone_is_told(ledger_url: str) -> None:
    with written(ledger_url) as ledger:
        ledger.record(DRAFTED)
        with pytest.raises(ArchiveError, match="is missing"):
            ledger.content("a" * 64)


def test_nothing_is_written_by_who_does_not_hold_the_ledger(ledger_url: str) -> None:
    with opened(ledger_url) as ledger, pytest.raises(RuntimeError, match="without holding"):
        ledger.record(STARTED)


def test_a_ledger_that_is_missing_reads_as_empty_and_reading_makes_nothing(tmp_path: Path) -> None:
    with opened(str(tmp_path / "archive" / "ledger.sqlite")) as ledger:
        _reads_as_empty(ledger)
    assert list(tmp_path.iterdir()) == []


def test_a_database_with_nothing_in_it_reads_as_empty_and_stays_so(postgresql_url: str) -> None:
    with opened(postgresql_url) as ledger:
        _reads_as_empty(ledger)
    with behind_its_back(postgresql_url) as connection:
        assert connection.execute(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")).scalar() == 0


def test_an_empty_file_reads_as_empty_and_becomes_a_ledger(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"
    file.touch()
    with opened(str(file)) as ledger:
        _reads_as_empty(ledger)
    assert file.read_bytes() == b""
    with written(str(file)) as ledger:
        ledger.record(STARTED)
    assert events(str(file)) == ["started"]


def _reads_as_empty(ledger: Ledger) -> None:
    assert (ledger.editions(), ledger.since(date.min), ledger.series(FIRST).entries) == ({}, {}, ())
    assert (ledger.last_made("town", "board-paper"), ledger.read_near("town", NOW, NOW), ledger.dangling()) == (
        None, None, []
    )  # fmt: skip
    assert ledger.digests() == []


def test_nobody_else_can_read_the_files_of_a_ledger(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with written(str(tmp_path / "archive" / "ledger.sqlite")) as ledger:
            ledger.record(STARTED)
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "archive").iterdir()}
    finally:
        os.umask(before)
    assert modes.keys() >= {"ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite.lock"}
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE((tmp_path / "archive").stat().st_mode) == 0o700


def test_sqlite_lets_readers_read_waits_for_a_writer_and_outlasts_a_power_cut(tmp_path: Path) -> None:
    file = str(tmp_path / "ledger.sqlite")
    with written(file):
        pass
    with engine_for(file).connect() as connection:
        said = [connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("journal_mode", "synchronous")]
        assert said == ["wal", 2]
        assert int(connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one()) >= 5000


def _corrupt(file: Path) -> None:
    file.write_bytes(b"This is a letter, and no database at all.\n" * 100)


def _cut_off(file: Path) -> None:
    _some(file)
    file.write_bytes(file.read_bytes()[:5000])


def _another_database(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE invoices (id INTEGER)")
    connection.close()


def _newer(file: Path) -> None:
    _some(file)
    with behind_its_back(str(file)) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))


def _some(file: Path) -> None:
    with written(str(file)) as ledger:
        ledger.record(STARTED, objects_of([os.urandom(20_000)]))


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (_corrupt, "file is not a database). Check the disk's space and permissions; if the file is damaged, "
         "restore the last backup."),
        (_cut_off, "database disk image is malformed). Check the disk's space and permissions; if the file is damaged, "
         "restore the last backup."),
        (_another_database, "This database is not a ledger. Name another one in the config."),
        (_newer, "The ledger is of a newer version (9999). Update this program, or restore a backup that it made."),
        (Path.mkdir, "unable to open database file). Check the disk's space and permissions"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("command", ["editions", "verify"])
def test_what_is_no_ledger_of_ours_is_told_with_advice(
    tmp_path: Path, break_it: Callable[[Path], None], said: str, command: str
) -> None:
    file = tmp_path / "ledger.sqlite"
    break_it(file)
    done = make_town(tmp_path, str(file)).reporter(command)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{file}: ")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("break_it", [_corrupt, _cut_off, _another_database, _newer, Path.mkdir])
def test_nothing_is_written_into_what_is_no_ledger_of_ours(tmp_path: Path, break_it: Callable[[Path], None]) -> None:
    file = tmp_path / "ledger.sqlite"
    break_it(file)
    before = _tables(file)
    with pytest.raises(ArchiveError), written(str(file)) as ledger:
        ledger.record(STARTED)
    assert _tables(file) == before


def _tables(file: Path) -> object:
    """What is in a file: as a database where it is one."""
    if file.is_dir():
        return list(file.iterdir())
    try:
        with sqlite3.connect(file) as connection:
            return list(connection.iterdump())
    except sqlite3.DatabaseError:
        return file.read_bytes()
    finally:
        connection.close()


def test_a_folder_that_cannot_be_written_to_is_told() -> None:
    """In a process that is not root's, for root may write anywhere."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o555)
        child = os.fork()
        if child == 0:
            os._exit(_write_as_nobody(f"{folder}/ledger.sqlite"))
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == 0
        assert list(Path(folder).iterdir()) == []


def _write_as_nobody(file: str) -> int:
    if os.geteuid() == 0:
        os.setuid(65534)
    try:
        with written(file):
            return 1
    except ArchiveError as error:
        return 0 if "(Permission denied). Check that its folder can be written to." in str(error) else 2


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("not a folder")
    told = pytest.raises(ArchiveError, match=r"cannot be used \(its folder is a file\)")
    with told, written(str(tmp_path / "archive" / "ledger.sqlite")):
        pass


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://reporter:s3cret@localhost/board",
        "postgresql://reporter:s3c[ret@localhost/board",
        "postgresql://localhost/board?user=reporter&password=s3cret",
        "postgresql+psycopg://reporter:s3cret@localhost/board",
        "mysql://reporter:s3cret@localhost/board",
    ],
)
def test_a_password_in_the_address_is_refused_and_not_repeated(tmp_path: Path, url: str) -> None:
    make_town(tmp_path, "ledger.sqlite")
    config = tmp_path / "config.toml"
    config.write_text(config.read_text().replace("ledger.sqlite", url))
    with pytest.raises(ConfigError) as caught:
        load_settings(config)
    assert "It holds a password. Take it out" in str(caught.value)
    assert "s3c" not in str(caught.value)


def test_a_server_that_does_not_answer_is_told(tmp_path: Path) -> None:
    town = make_town(tmp_path, f"postgresql://tests@/board?host={tmp_path}&port=5432")
    for command in (["editions"], ["run", "--today", "2015-03-18"], ["backup", str(tmp_path / "backup.tar")]):
        done = town.reporter(*command)
        assert (done.returncode, done.stdout) == (1, "")
        assert "The ledger cannot be used (" in done.stderr
        assert "Check that the server is running" in done.stderr
        assert len(done.stderr.splitlines()) == 1
    assert not town.output.exists()
