"""`make hostile`: what files cost that are made to fill the memory or to never end, each in a process of its own."""

import sys
import tempfile
from pathlib import Path

from bench.hostile_files import HOSTILE
from bench.measuring import Taken, take

ROW = "{:<52}{:>8}{:>7}{:>6}  {}"
CONFIG = """
[boards.board]
name = "A Board"
place = "Town"
plan = "data"
classification = "OFFICIAL"

[boards.board.inspection]
name = "An inspection"
first_day = 2014-03-11
last_day = 2014-04-02

[boards.board.papers.board-paper]
title = "A paper"
author = "An author"
lead_officer = "A lead"
contact = "board@example.org"
"""
TRACKER = '\n[boards.board.sources.tracker]\nfile = "{}"\nsheets = ["Plan"]\n'
LENGTH = 60  # of what is told


def main() -> None:
    """Measure each, print as it comes."""
    print(ROW.format("", "file MB", "s", "MB", "what is told"))
    for what in HOSTILE:
        with tempfile.TemporaryDirectory() as folder:
            file, taken = measure(what, folder)
            said = taken.said.replace(str(file), "").lstrip(":, ")
            size, seconds, megabytes = file.stat().st_size / 1e6, taken.seconds, taken.megabytes
            row = ROW.format(what.strip(), f"{size:.1f}", f"{seconds:.1f}", f"{megabytes:.0f}", said[:LENGTH])
            print(row, flush=True)


def measure(what: str, folder: str) -> tuple[Path, Taken]:
    """The file, and what loading it as a tracker took.

    It is made in another process: a child's peak memory begins with that of the process that starts it.
    """
    made = take([sys.executable, "-m", "bench.hostile", what, folder])
    file = Path(made.said)
    return file, take([sys.executable, "-m", "bench.loading", str(board_with(file, Path(folder)))])


def board_with(tracker: Path, folder: Path) -> Path:
    """The config of a board whose plan is a tracker beside a calendar."""
    own = folder / "data"
    own.mkdir()
    (own / "meetings.csv").write_text("date,status\n22/04/2015,planned\n", "utf-8")
    config = folder / "config.toml"
    config.write_text(CONFIG + TRACKER.format(tracker), "utf-8")
    return config


if __name__ == "__main__":
    if sys.argv[1:]:
        what, folder = sys.argv[1:]
        sys.stderr.write(str(HOSTILE[what](Path(folder))))
    else:
        main()
