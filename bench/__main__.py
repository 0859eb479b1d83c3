"""`make bench`: one table, ratios first."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from bench.growth import folder_with
from bench.hostile import board_with
from bench.ledger import main as fill
from bench.measuring import Compared, Taken, compare, take
from bench.tracker import write_tracker
from reporter.starter import lay_down

PYTHON = sys.executable
MANY = 100_000
ROWS = 10_000
SIZES = (30, 300, 3000)
ROW = "{:<58}{:>7}{:>8}{:>10}{:>10}{:>9}"


def main() -> None:
    """Measure everything, print as it comes."""
    print(ROW.format("", "ratio", "aim", "ours s", "theirs s", "ours MB"))
    with tempfile.TemporaryDirectory() as folder:
        for line in _lines(Path(folder)):
            print(line, flush=True)


def _lines(folder: Path) -> Iterator[str]:
    lay_down(folder / "one")
    config, output, ledger = (folder / "one" / name for name in ("config.toml", "output", "archive"))
    ours = [PYTHON, "-m", "reporter", "run", "--config", str(config), "--today", "2015-03-18", "--paper", "board-paper"]

    take(ours)
    imports = [PYTHON, "-c", "import typer, pydantic, sqlalchemy"]
    yield _compared("nothing due / importing typer, pydantic and sqlalchemy", 2.0, compare(ours, imports, 15))
    yield _compared(f"editions of {MANY:,} ledger rows / of none", 3.0, _editions(folder / "one", folder / "many"))
    yield from _tracker(folder / "tracker")

    def afresh() -> None:
        """No paper, and nothing that remembers one."""
        shutil.rmtree(output)
        shutil.rmtree(ledger)

    script = [PYTHON, "-m", "bench.straightforward", str(config), str(folder / "script.pdf")]
    yield _compared("one board paper, cold / the straightforward script", 0.8, compare(ours, script, 15, afresh))
    if shutil.which("chromium"):
        chromium = [PYTHON, "-m", "bench.chromium", str(config), str(folder / "chromium.pdf")]
        yield _compared("the same / loading and headless Chromium", None, compare(ours, chromium, 5, afresh))
    else:
        yield "the same / loading and headless Chromium: skipped, Chromium is not installed"
    yield from _growth(folder)


def _editions(board: Path, many: Path) -> Compared:
    """Listing what a ledger of many years holds, beside listing an empty one."""
    config, none = many / "config.toml", many / "none.toml"
    many.mkdir()
    text = (board / "config.toml").read_text("utf-8").replace('templates = "templates"', "")
    config.write_text(text, "utf-8")
    none.write_text(text.replace("ledger.sqlite", "none.sqlite"), "utf-8")
    fill(str(many / "archive" / "ledger.sqlite"), str(MANY))
    listing = [PYTHON, "-m", "reporter", "editions", "--config"]
    return compare([*listing, str(config)], [*listing, str(none)], 11)


def _tracker(folder: Path) -> Iterator[str]:
    """A tracker read, laid out, typed, screened, its findings collected, beside the sheet read into pandas.

    By the reader that pandas takes of itself, and by the one under ours.
    """
    folder.mkdir()
    tracker = write_tracker(ROWS, folder / "tracker.xlsx")
    ours = [PYTHON, "-m", "bench.loading", str(board_with(tracker, folder))]
    alone = [PYTHON, "-m", "bench.pandas_alone", str(tracker)]
    what = f"a tracker of {ROWS:,} rows read and checked / pandas alone"
    yield _compared(what, 1.5, compare(ours, [*alone, "openpyxl"], 11))
    yield _compared("the same / pandas alone with calamine", None, compare(ours, [*alone, "calamine"], 11))


def _compared(what: str, aim: float | None, result: Compared) -> str:
    return ROW.format(
        what,
        f"{result.ratio:.2f}",
        f"{aim:.2f}" if aim else "",
        f"{result.ours.seconds:.2f}",
        f"{result.theirs.seconds:.2f}",
        f"{result.ours.megabytes:.0f}",
    )


def _growth(folder: Path) -> Iterator[str]:
    taken: list[tuple[int, Taken]] = []
    for size in SIZES:
        config = folder_with(size, folder / str(size))
        command = [PYTHON, "-m", "reporter", "run", "--config", str(config), "--today", "2015-03-18"]
        taken.append((size, take([*command, "--paper", "board-paper"])))
    for size, result in taken:
        yield ROW.format(f"{size} actions", "", "", f"{result.seconds:.2f}", "", f"{result.megabytes:.0f}")
    for (small, before), (large, after) in pairwise(taken):
        ratio = f"{after.seconds / before.seconds:.1f}"
        yield ROW.format(f"{large} / {small} actions", ratio, f"{large / small:.0f}", "", "", "")


if __name__ == "__main__":
    main()
