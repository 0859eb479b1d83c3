"""One sheet of a tracker as a test writes it down, and what is read from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl.utils import range_boundaries

from reporter.findings import Finding, Findings, Place
from reporter.settings import Tracker
from reporter.sources.grid import Grid, Merge
from reporter.sources.tracker.filling import Filling
from reporter.sources.tracker.layout import Layout, lay_out

AS_AT = date(2015, 3, 31)
HEADINGS = ["Ref", "Area", "Action", "Lead", "Due date", "Status"]


def row(ref: str, **cells: str) -> list[str]:
    """An ordinary row below HEADINGS, with other cells where they are named ("due_date")."""
    usual = dict(zip(HEADINGS, [ref, "1 Help", f"Do {ref}.", "A lead", "30/06/2015", "In progress"], strict=True))
    return list((usual | {name.replace("_", " ").capitalize(): text for name, text in cells.items()}).values())


def grid(rows: Sequence[Sequence[str]], *merges: str, **beside: Any) -> Grid:
    """The cells of a sheet; `merges` such as "A1:C1", and whatever else stands beside the text."""
    blocks = []
    for cells in merges:
        left, top, right, bottom = range_boundaries(cells)
        blocks.append(Merge(int(top or 0), int(left or 0), int(bottom or 0), int(right or 0)))
    return Grid(Place("tracker.xlsx", "Plan"), tuple(map(tuple, rows)), tuple(blocks), **beside)


@dataclass
class Read:
    """What was read from one sheet, and what was said of it."""

    layout: Layout | None
    actions: Sequence[Mapping[str, str]] = ()
    updates: Sequence[Mapping[str, str]] = ()
    areas: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def refs(self) -> list[str]:
        """The refs of the actions."""
        return [action["ref"] for action in self.actions]

    def told(self, *weights: str) -> list[str]:
        """What was said: "error 3 Action: found", those of some weights alone where they are named."""
        return [
            f"{finding.weight} {finding.place.row or '-'} {finding.place.column}: {finding.found}"
            for finding in self.findings
            if not weights or finding.weight in weights
        ]


def read(sheet: Grid, **config: Any) -> Read:
    """The sheet as a tracker with this config is read; its errors do not stop the reading."""
    findings = Findings()
    tracker = Tracker.model_construct(file=Path("tracker.xlsx"), **config)
    layout = lay_out(sheet, tracker, findings)
    filling = Filling({}, AS_AT, findings)
    if layout:
        filling.add(layout, tracker)
    tables = filling.filled().tables
    actions, updates = ([dict(row.cells) for row in tables[name].rows] for name in ("actions", "updates"))
    areas = [f"{row.cells['ref']} {row.cells['title']}" for row in tables["areas"].rows]
    return Read(layout, actions, updates, areas, findings.found)
