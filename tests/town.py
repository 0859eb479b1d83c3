"""The small board in a folder of its own, worked by the real command, with a ledger of either kind."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from small_board import TABLES
from sqlalchemy import Connection, text

from reporter.archive.database import engine_for
from reporter.archive.ledger import Ledger, open_ledger
from reporter.domain.meetings import Edition
from reporter.pipeline import run
from reporter.settings import Settings, load_settings
from reporter.work import Report, Request

NOW = datetime(2015, 3, 18, 9, 30, 15, 123456, tzinfo=UTC)
TODAY = "2015-03-18"  # the day after the papers for 25 March were due
FIRST = Edition("town", date(2015, 3, 25), "board-paper", 1)
SECOND = Edition("town", date(2015, 3, 25), "board-paper", 2)
CONFIG = """
ledger = "{ledger}"
"""
BOARD = """
[boards.{board}]
name = "A Board"
place = "Town"
plan = "data/{board}"
classification = "OFFICIAL-SENSITIVE"

[boards.{board}.inspection]
name = "An inspection"
first_day = 2014-03-11
last_day = 2014-04-02

[boards.{board}.calendar]
data_cut = 0
draft = 0
sign_off = 0

[boards.{board}.papers.board-paper]
title = "A paper"
author = "An author"
lead_officer = "A lead"
contact = "board@example.org"
"""
MEETINGS = "date,papers due,status\n18/02/2015,10/02/2015,held\n25/03/2015,17/03/2015,planned\n"
UPDATES = "action,date,author,status,progress,commentary\n1-01,01/03/2015,A lead,in progress,50%,{said}\n"

Done = subprocess.CompletedProcess[str]
Process = subprocess.Popen[str]


def location(url: str) -> str:
    """What a config says of a ledger: a file's path, or an address that names no driver."""
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


def named(edition: Edition = FIRST, ending: str = ".pdf", *, draft: bool = False) -> str:
    """The name of a file of a paper, below the output folder."""
    return f"{edition.id}{'-draft' if draft else ''}-OFFICIAL-SENSITIVE{ending}"


def bundle(edition: Edition = FIRST, *, draft: bool = False) -> list[str]:
    """The names of all files of a board paper, in the order of the alphabet."""
    return [named(edition, ending, draft=draft) for ending in (".html", ".pdf", ".xlsx")]


@dataclass(frozen=True)
class Town:
    """A folder with config, data and papers."""

    folder: Path
    ledger: str

    @property
    def config(self) -> Path:
        """Its config file."""
        return self.folder / "config.toml"

    @property
    def output(self) -> Path:
        """Its papers."""
        return self.folder / "output"

    @property
    def settings(self) -> Settings:
        """Its settings."""
        return load_settings(self.config)

    def command(self, *arguments: str) -> list[str]:
        """The command line."""
        return [sys.executable, "-m", "reporter", *arguments, "--config", str(self.config)]

    def reporter(self, *arguments: str) -> Done:
        """What the command says and how it ends, whatever that is."""
        return subprocess.run(self.command(*arguments), capture_output=True, text=True, timeout=120, check=False)

    def well(self, *arguments: str) -> str:
        """What the command prints; it must end well."""
        done = self.reporter(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def run(self, *arguments: str) -> str:
        """Make what is due on the usual day."""
        return self.well("run", "--today", TODAY, *arguments)

    def make(
        self, request: Request | None = None, now: datetime = NOW, tell: Callable[[str], None] = lambda _step: None
    ) -> Report:
        """Make in this process what is due, or asked for, with a clock that stands still."""
        with opened(self.ledger, lambda: now) as ledger:
            return run(self.settings, request or Request("the tests"), now, ledger, tell)

    def told(self, *arguments: str) -> Any:
        """What the command prints as JSON."""
        return json.loads(self.well(*arguments, "--json"))

    def starting(self, *arguments: str) -> Process:
        """The command, at work in the background."""
        return subprocess.Popen(
            self.command(*arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def say(self, said: str, board: str = "town") -> None:
        """Write another commentary into the plan."""
        (self.folder / "data" / board / "updates.csv").write_text(UPDATES.format(said=said), encoding="utf-8")

    def paper(self, edition: Edition = FIRST, ending: str = ".pdf", *, draft: bool = False) -> Path:
        """Where a file of a paper stands."""
        return self.output / named(edition, ending, draft=draft)

    def papers(self) -> list[str]:
        """All files in the output folder."""
        return sorted(path.relative_to(self.output).as_posix() for path in self.output.rglob("*") if path.is_file())


def make_town(folder: Path, ledger: str, *boards: str, more: str = "") -> Town:
    """A town with its board (or some); `more` is added at the end of the config, which is the section of a paper."""
    config = CONFIG.format(ledger=location(ledger))
    for board in boards or ("town",):
        (folder / "data" / board).mkdir(parents=True)
        for name, content in {**TABLES, "meetings": MEETINGS, "updates": UPDATES.format(said="Half way.")}.items():
            (folder / "data" / board / f"{name}.csv").write_text(content, encoding="utf-8")
        config += BOARD.format(board=board)
    (folder / "config.toml").write_text(config + more, encoding="utf-8")
    return Town(folder, location(ledger))


def clock() -> datetime:
    """A clock that stands still."""
    return NOW


def opened(ledger: str, at: Callable[[], datetime] = clock) -> AbstractContextManager[Ledger]:
    """The ledger, with a clock that stands still unless another is given."""
    return open_ledger(location(ledger), at)


@contextmanager
def behind_its_back(ledger: str) -> Iterator[Connection]:
    """A transaction in the database of a ledger, past the program."""
    engine = engine_for(location(ledger))
    with engine.connect() as connection, connection.begin():
        yield connection
    engine.dispose()


def unguard(connection: Connection, table: str) -> None:
    """Take away what keeps a table append-only."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"DROP TRIGGER {table}_append_only ON {table}"))
    else:
        for verb in ("update", "delete"):
            connection.execute(text(f"DROP TRIGGER {table}_no_{verb}"))
