"""The preview that stays: what makes it anew, what it tells, and how it ends."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

import pytest
from unattended import Folder

from reporter.bundled import bundled_folder
from reporter.watching import differing, folders, look, places_of

SUMMARY = (bundled_folder() / "templates/parts/summary.html").read_text("utf-8")
LOOKING_OUT = "Looking out for changes."
STAYS = """
import sys
from pathlib import Path
from reporter.watching import Watcher
making = "import signal, time; print('making', flush=True); time.sleep(600)"
watcher = Watcher(Path(sys.argv[1]), None, [sys.executable, "-c", making], print, print)
sys.exit(watcher.stay())
"""


class Told:
    """A process at work, with all that it tells, whichever way; it can be waited for."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._lines: SimpleQueue[str] = SimpleQueue()
        Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line)

    def until(self, words: str) -> str:
        """What is told up to a line with these words."""
        told = ""
        while words not in told:
            try:
                told += self._lines.get(timeout=60)
            except Empty:
                pytest.fail(f"nothing was told with: {words}. Told was: {told}")
        return told

    def end(self, number: signal.Signals) -> int:
        """Ask it to stop; gives its exit code."""
        self.process.send_signal(number)
        return self.process.wait(timeout=60)


@contextmanager
def started(*command: str) -> Iterator[Told]:
    environment = os.environ | {"PYTHONPATH": str(bundled_folder())}
    with subprocess.Popen(
        [sys.executable, *command], env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        try:
            yield Told(process)
        finally:
            with suppress(ProcessLookupError):
                process.kill()


@contextmanager
def watching(folder: Folder) -> Iterator[Told]:
    options = ("--watch", "--today", "2015-03-18", "--dpi", "24", "--config", str(folder.config))
    with started("-m", "reporter", "preview", *options) as told:
        told.until(LOOKING_OUT)
        yield told


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path)
    folder.board()
    return folder


def restyle(folder: Folder) -> Path:
    (folder.root / "templates/css").mkdir()
    tokens = (bundled_folder() / "templates/css/tokens.css").read_text("utf-8")
    file = folder.root / "templates/css/tokens.css"
    file.write_text(tokens.replace("--body-size: 12pt", "--body-size: 14pt"), "utf-8")
    return file


def mark(folder: Folder) -> Path:
    (folder.root / "templates/parts").mkdir()
    file = folder.root / "templates/parts/summary.html"
    file.write_text(f"{SUMMARY}<p>A mark.</p>", "utf-8")
    return file


def report(folder: Folder) -> Path:
    folder.update("10/03/2015", "Changed since.")
    return folder.root / "data/town/updates.csv"


def rename(folder: Folder) -> Path:
    folder.reconfigure('name = "A Board"', 'name = "Another Board"')
    return folder.config


@pytest.mark.parametrize("change", [restyle, mark, report, rename])
def test_a_change_makes_the_preview_again(change: Callable[[Folder], Path], folder: Folder) -> None:
    with watching(folder) as told:
        before = (folder.root / "preview/board-paper.pdf").read_bytes()
        file = change(folder)
        assert f"{file} changed.\n" in told.until(LOOKING_OUT)
        assert (folder.root / "preview/board-paper.pdf").read_bytes() != before


def test_what_is_wrong_is_told_in_one_block_and_it_goes_on(folder: Folder) -> None:
    summary = mark(folder)
    with watching(folder) as told:
        before = (folder.root / "preview/board-paper.html").read_bytes()
        summary.write_text("<p>\n{% if %}", "utf-8")
        lines = told.until(LOOKING_OUT).splitlines()
        assert [line[:60] for line in lines] == [
            "",
            f"{summary} changed."[:60],
            "Not produced: town/2015-03-25/board-paper-e1",
            "  template parts/summary.html, line 2: The template cannot be r"[:60],
            "What could not be made stays as it was in the preview. Mend it"[:60],
            "Looking out for changes. Ctrl-C ends it.",
        ]
        folder.reconfigure("[boards.town]", "[boards.town")
        assert "config.toml: It is not valid TOML" in told.until(LOOKING_OUT)
        assert (folder.root / "preview/board-paper.html").read_bytes() == before
        folder.reconfigure("[boards.town\n", "[boards.town]\n")
        told.until(LOOKING_OUT)
        summary.write_text(f"{SUMMARY}<p>Mended.</p>", "utf-8")
        assert "board-paper.pdf: draft, " in told.until(LOOKING_OUT)
        assert "Mended." in (folder.root / "preview/board-paper.html").read_text("utf-8")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_while_it_looks_out_it_ends_well(number: signal.Signals, folder: Folder) -> None:
    with watching(folder) as told:
        assert told.end(number) == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_while_a_preview_is_made_it_cuts_it_short(number: signal.Signals, folder: Folder) -> None:
    with started("-c", STAYS, str(folder.config)) as told:
        told.until("making")
        assert told.end(number) == 143


def test_a_config_that_is_not_valid_at_the_start_ends_it(folder: Folder) -> None:
    folder.reconfigure("[boards.town]", "[boards.town")
    with started("-m", "reporter", "preview", "--watch", "--config", str(folder.config)) as told:
        assert told.process.wait(timeout=60) == 3


# What counts as a change


def saved_again(file: Path) -> None:
    file.write_bytes(b"2")


def saved_over(file: Path) -> None:
    """As most programs save: another file takes its name; here even the time of writing is the same."""
    times = file.stat().st_mtime_ns
    (file.parent / "new").write_bytes(b"2")
    os.utime(file.parent / "new", ns=(times, times))
    (file.parent / "new").replace(file)


def removed(file: Path) -> None:
    file.unlink()


def moved_away(file: Path) -> None:
    file.parent.rename(file.parent.parent / "away")


@pytest.mark.parametrize("change", [saved_again, saved_over, removed, moved_away])
def test_a_file_that_is_not_as_it_was_is_a_change(change: Callable[[Path], None], tmp_path: Path) -> None:
    file = tmp_path / "plan/deep/table.csv"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"1")
    os.utime(file, ns=(1, 1))
    before = look([tmp_path / "plan"])
    change(file)
    assert file in differing(before, look([tmp_path / "plan"]))


@pytest.mark.parametrize("name", ["~$plan.xlsx", ".~lock.plan.xlsx#", ".page.css.swp", "page.css~"])
def test_what_programs_keep_beside_an_open_file_is_no_change(name: str, tmp_path: Path) -> None:
    before = look([tmp_path])
    (tmp_path / name).write_bytes(b"")
    assert differing(before, look([tmp_path])) == []


def test_every_file_and_folder_that_a_paper_is_made_from_is_looked_at(folder: Folder) -> None:
    tracker = '\n[boards.town.sources.tracker]\nfile = "more/tracker.xlsx"\n'
    folder.config.write_text(folder.config.read_text("utf-8") + tracker, "utf-8")
    root = folder.root
    (root / "more").mkdir()
    (root / "templates/css").mkdir()
    places = list(places_of(folder.config, None))
    assert {root / "templates", root / "data/town", root / "more/tracker.xlsx"} <= set(places)
    assert folders(places) >= {root / "templates", root / "templates/css", root / "data/town", root / "more"}
    assert root not in folders(places)
    assert root in folders([folder.config, *places])
