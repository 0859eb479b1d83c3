"""A tiny board whose days, gates and papers a test decides, with the ledger that its runs share."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from small_board import TABLES

from reporter.agenda.due import look
from reporter.archive.ledger import Ledger, open_ledger
from reporter.archive.placing import files_of
from reporter.domain.meetings import Edition
from reporter.domain.record import Entry, Event
from reporter.pipeline import run
from reporter.settings import Settings, load_settings
from reporter.work import Report, Request

LONDON = ZoneInfo("Europe/London")
DUE = Request("a test")
SHEET = 'title = "A paper"\nauthor = "An author"\nlead_officer = "A lead"\ncontact = "board@example.org"\n'
CONFIG = """
[boards.{board}]
name = "A Board"
place = "Town"
plan = "data/{board}"
templates = "templates"
classification = "OFFICIAL"

[boards.{board}.inspection]
name = "An inspection"
first_day = 2014-03-11
last_day = 2014-04-02

[boards.{board}.calendar]
{calendar}

[boards.{board}.gates]
{gates}

[boards.{board}.papers.board-paper]
{sheet}{paper}
"""
ENOUGH = "16/09/2015,,planned\n"  # so that no run warns of a calendar that ends
ALL_ON_ONE_DAY = "data_cut = 0\ndraft = 0\nsign_off = 0"


def at(day: str, clock: str = "09:00") -> datetime:
    """A moment in London: at("2015-03-17", "07:30")."""
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), LONDON)


@dataclass(frozen=True)
class Folder:
    """A config, its boards' data, and what came of it."""

    root: Path

    @property
    def config(self) -> Path:
        return self.root / "config.toml"

    @property
    def settings(self) -> Settings:
        return load_settings(self.config)

    def board(
        self, board: str = "town", *, calendar: str = ALL_ON_ONE_DAY, gates: str = "", paper: str = "", more: str = ""
    ) -> None:
        """Add a board; `paper` adds keys to its board paper, `more` whole sections."""
        (self.root / "templates").mkdir(exist_ok=True)
        for name, text in TABLES.items():
            self.table(name, text, board)
        self.table("meetings", TABLES["meetings"] + ENOUGH, board)
        with self.config.open("a", encoding="utf-8") as file:
            file.write(CONFIG.format(board=board, calendar=calendar, gates=gates, sheet=SHEET, paper=paper) + more)

    def reconfigure(self, old: str, new: str) -> None:
        text = self.config.read_text(encoding="utf-8")
        assert old in text
        self.config.write_text(text.replace(old, new), encoding="utf-8")

    def table(self, name: str, text: str, board: str = "town") -> None:
        (self.root / "data" / board).mkdir(parents=True, exist_ok=True)
        (self.root / "data" / board / f"{name}.csv").write_text(text, encoding="utf-8")

    def meetings(self, *rows: str, board: str = "town") -> None:
        """The calendar: rows such as 25/03/2015,17/03/2015,planned."""
        self.table("meetings", "\n".join(["date,papers due,status", *rows]) + "\n", board)

    def update(self, day: str, commentary: str) -> None:
        """One more row among the updates of the only action."""
        with (self.root / "data/town/updates.csv").open("a", encoding="utf-8") as file:
            file.write(f"1-01,{day},A lead,in progress,60%,{commentary}\n")

    @contextmanager
    def ledger(self, now: datetime) -> Iterator[Ledger]:
        with open_ledger(self.settings.ledger, lambda: now) as ledger:
            yield ledger

    def look(self, now: datetime, request: Request = DUE) -> Report:
        with self.ledger(now) as ledger:
            return look(self.settings, request, now, ledger)

    def run(self, now: datetime, request: Request = DUE) -> Report:
        with self.ledger(now) as ledger:
            return run(self.settings, request, now, ledger, lambda _step: None)

    def record(self, now: datetime, *entries: Entry) -> None:
        with self.ledger(now) as ledger, ledger.only_writer("a test"):
            ledger.record_all(entries)

    def made(self, now: datetime, edition: Edition, sources: str = "", *, event: Event = Event.ISSUED) -> None:
        """Record an edition as made, and put something under its name."""
        made = entry(edition, event, now, sources, detail={"as_at": MARCH_CUT})
        self.record(now, made)
        for file in files_of(self.settings.output, made):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch()

    def make_all(self, now: datetime) -> list[str]:
        """What a run would make, recorded as made at once: for tests that need no paper."""
        jobs = self.look(now).jobs
        for job in jobs:
            self.made(now, job.edition, job.sources)
        return [job.edition.id for job in jobs]

    def entries(self, edition: Edition) -> tuple[Entry, ...]:
        """All that the ledger holds of an edition and its like."""
        with self.ledger(at("2015-01-01")) as ledger:
            return ledger.series(edition).entries


MARCH_CUT = "2015-03-17"  # of the board that has all on one day


def entry(edition: Edition, event: Event, now: datetime, sources: str = "", **more: object) -> Entry:
    """One row of the ledger."""
    return Entry(edition, event, now, "a run", "a test", sources=sources, **more)  # type: ignore[arg-type]


def ids(report: Report) -> list[str]:
    """The editions that are to be made."""
    return [job.edition.id for job in report.jobs]


def made(report: Report) -> list[str]:
    """The editions that were made."""
    return [produced.job.edition.id for produced in report.produced]
