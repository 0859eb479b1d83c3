"""A quick part of `make faults`: a first run is struck where it matters most, and nothing is lost."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from faults.checks import Kind, counted, in_the_end, papers, right_after
from faults.scenarios import FIRST, RUN, lay_down
from faults.steps import KILL, Fault, Step
from faults.sweep import Bench, bench
from faults.warm import Ended

PAPER = "output/town/2015-03-25/board-paper-e1-draft-OFFICIAL-SENSITIVE.pdf"
FOLDER = PAPER.rpartition("/")[0]


@pytest.fixture(scope="module")
def warm_bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with bench(tmp_path_factory.mktemp("faults"), hands=2) as made:
        yield made


@pytest.fixture(scope="module")
def undisturbed(warm_bench: Bench) -> tuple[Path, Ended]:
    """A folder in which the first run has been, and how it ended."""
    folder = warm_bench.folder / "undisturbed"
    folder.mkdir()
    lay_down(FIRST, folder)
    with warm_bench.one() as warm:
        return folder, warm.run(folder, RUN)


@pytest.fixture
def after_a_run(undisturbed: tuple[Path, Ended]) -> Iterator[Path]:
    """The same folder; the paper is put back after the test."""
    folder, _ = undisturbed
    content = (folder / PAPER).read_bytes()
    yield folder
    (folder / PAPER).unlink(missing_ok=True)
    (folder / PAPER).write_bytes(content)
    (folder / PAPER).chmod(0o440)


def where(steps: Sequence[Step], *wanted: str) -> list[int]:
    """The numbers of the steps that are so called; of several, the last."""
    said = [str(step) for step in steps]
    found = []
    for name in wanted:
        matching = [number for number, text in enumerate(said, 1) if text.startswith(name)]
        assert matching, f"no step is called {name}: {said}"
        found.append(matching[-1])
    return found


def at_the_worst(steps: Sequence[Step]) -> Iterator[Fault]:
    """Kills: with half of the tables, with the paper half written, recorded, and named; and a full disk in between.

    The second kill from behind is that between the names of two files that belong together.
    """
    write, rename = where(steps, f"write {FOLDER}", "os.rename")
    for at in (*where(steps, "CREATE TABLE objects"), write, rename - 1, rename, *where(steps, "rename")):
        yield Fault(at, KILL)
    for at in (write, rename):
        yield Fault(at, "ENOSPC")


def test_a_run_that_is_killed_or_refused_the_disk_at_its_worst_moments_loses_nothing(warm_bench: Bench) -> None:
    swept = warm_bench.sweep(FIRST, at_the_worst)
    assert swept.losses == []
    assert [struck.code for struck in swept.struck] == [-9, -9, -9, -9, -9, 1, 1]


def test_a_paper_is_safe_on_the_disk_before_it_is_recorded_and_recorded_before_it_is_named(
    undisturbed: tuple[Path, Ended],
) -> None:
    said = [str(step) for step in undisturbed[1].steps]
    written = next(n for n, text in enumerate(said) if text.startswith(f"write {FOLDER}/.unfinished"))
    safe = [n for n, text in enumerate(said) if text.startswith(f"fsync {FOLDER}/.unfinished") and "done" in text]
    recorded = max(n for n, text in enumerate(said) if text == "INSERT INTO entries")
    committed = next(n for n, text in enumerate(said) if n > recorded and text == "COMMIT (done)")
    names = [f"rename {PAPER.replace('.pdf', ending)} (done)" for ending in (".html", ".xlsx", ".pdf")]
    named = [n for n, text in enumerate(said) if text.startswith("rename ")]
    assert [said[n] for n in named] == names
    kept = next(n for n, text in enumerate(said) if n > named[-1] and text == f"fsync {FOLDER} (done)")
    in_order = [written, *safe, recorded, committed, *named, kept]
    assert len(safe) == 3
    assert in_order == sorted(in_order)
    assert max(said.index(f"fsync {above} (done)") for above in ("output", "output/town")) < written


def test_the_folder_of_the_ledger_is_safe_on_the_disk_before_anything_is_recorded(
    undisturbed: tuple[Path, Ended],
) -> None:
    said = [str(step) for step in undisturbed[1].steps]
    made = said.index("os.mkdir archive")
    assert said[made + 1].startswith("open")
    assert said[made + 3] == "fsync . (done)"


def test_the_checks_see_a_partial_paper(after_a_run: Path) -> None:
    paper = after_a_run / PAPER
    whole, expected = paper.read_bytes(), papers(after_a_run)
    paper.unlink()
    paper.write_bytes(whole[: len(whole) // 2])
    paper.chmod(0o440)
    assert counted(right_after(after_a_run)) == {Kind.PARTIAL: 1}
    assert counted(in_the_end(after_a_run, expected))[Kind.LOST] == 1


def test_the_checks_see_a_file_beside_a_paper_that_is_lost_or_that_anybody_can_change(after_a_run: Path) -> None:
    twin, expected = after_a_run / PAPER.replace(".pdf", ".html"), papers(after_a_run)
    twin.chmod(0o640)
    assert counted(right_after(after_a_run)) == {Kind.PARTIAL: 1}
    twin.chmod(0o440)
    aside = twin.rename(twin.with_suffix(".aside"))
    try:
        assert counted(in_the_end(after_a_run, expected))[Kind.LOST] == 1
    finally:
        aside.rename(twin)


def test_the_checks_see_a_paper_without_a_record_and_one_that_is_lost(after_a_run: Path) -> None:
    expected = papers(after_a_run)
    other = after_a_run / PAPER.replace("e1", "e2")
    (after_a_run / PAPER).rename(other)
    try:
        assert counted(right_after(after_a_run)) == {Kind.DOUBLED: 1}
        found = counted(in_the_end(after_a_run, expected))
        assert (found[Kind.LOST], found[Kind.DOUBLED]) == (1, 1)
    finally:
        other.unlink()
