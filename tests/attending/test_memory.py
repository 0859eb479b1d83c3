"""What is remembered between runs: read as it was written, by its owner alone, and never a reason to fail."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from reporter.attending.memory import Memory
from reporter.errors import ArchiveError

NOW = datetime(2015, 3, 18, 6, 15, tzinfo=UTC)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    file = tmp_path / "new" / "operator.json"
    memory = Memory({"a": NOW}, NOW, 4, NOW)
    memory.write(file)
    assert Memory.read(file) == memory
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["operator.json"]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"told": 1}',
        '{"told": {"a": "x"}, "run": null, "code": 0}',
        "\x00",
        '{"told": {"a": "2015-03-17T06:15:00"}, "run": null, "code": 0, "success": null}',
        '{"told": {}, "run": null, "code": "well", "success": null}',
    ],
)
def test_what_is_no_memory_is_as_good_as_none(tmp_path: Path, content: str) -> None:
    file = tmp_path / "operator.json"
    file.write_text(content, "utf-8")
    assert Memory.read(file) == Memory()
    assert Memory.read(tmp_path / "none.json") == Memory()


def test_a_run_that_ended_well_is_a_success_and_troubles_that_are_over_are_forgotten() -> None:
    memory = Memory({"a": NOW, "b": NOW})
    memory.of_run(NOW, 4)
    memory.forget_all_but({"b"})
    assert memory == Memory({"b": NOW}, NOW, 4, None)
    memory.of_run(NOW, 0)
    memory.forget_all_but(set())
    assert memory == Memory({}, NOW, 0, NOW)


def test_a_memory_that_cannot_be_kept_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(ArchiveError, match=r"operator\.memory"):
        Memory().write(tmp_path / "file" / "operator.json")
