"""A tracker read month after month, each time with what the edition before was made from."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from reporter.domain.plan import Action
from reporter.settings import Tracker
from reporter.sources.earlier import Earlier
from reporter.sources.plan import LoadedPlan, Sources, load_plan

Cells = Mapping[str, str]
FEBRUARY, MARCH, APRIL, MAY = (date(2015, month, 10) for month in (2, 3, 4, 5))


def row(ref: str, text: str = "Visit each child in need.", **cells: str) -> dict[str, str]:
    """One row of a tracker; underscores stand for spaces."""
    plain = {"ref": ref, "area": "1 Help", "action": text, "lead": "Team Manager", "due": "30/06/2015"}
    return plain | {name.replace("_", " "): cell for name, cell in cells.items()}


@dataclass
class Months:
    """The folder of a board with one tracker, and the editions that were made of it so far."""

    home: Path
    editions: list[Earlier] = field(default_factory=list)
    loaded: LoadedPlan | None = None

    def own(self, table: str, text: str) -> None:
        """Lay down one of the board's own tables."""
        (self.home / "own").mkdir(exist_ok=True)
        (self.home / "own" / f"{table}.csv").write_text(text, "utf-8")

    def read(self, as_at: date, rows: Sequence[Cells]) -> LoadedPlan:
        """Read the tracker with these rows, as at a day, with the last edition as its history."""
        self.own("meetings", "date,status\n22/04/2015,planned\n")
        headings = list(dict.fromkeys(heading for cells in rows for heading in cells))
        with (self.home / "tracker.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, headings)
            writer.writeheader()
            writer.writerows(rows)
        sources = Sources(self.home / "own", {"tracker": Tracker(file=self.home / "tracker.csv")})
        self.loaded = load_plan(sources, as_at, self.editions[-1] if self.editions else None)
        return self.loaded

    def edition(self, as_at: date, *rows: Cells) -> dict[str, Action]:
        """Make an edition: gives its actions by ref."""
        loaded = self.read(as_at, rows)
        self.editions.append(Earlier(as_at, loaded.tables))
        actions = {action.ref: action for action in loaded.plan.actions}
        assert len(actions) == len(loaded.plan.actions)
        return actions

    @property
    def told(self) -> list[str]:
        """What was noticed at the last reading, as people are told."""
        return [str(finding) for finding in self.loaded.findings] if self.loaded else []


def said(action: Action) -> list[tuple[date, str, str]]:
    """The updates of an action: day, status and words."""
    return [(update.dated, str(update.status), update.commentary) for update in action.updates]
