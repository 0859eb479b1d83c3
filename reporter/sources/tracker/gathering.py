"""Gathering what a board's trackers say: each sheet read, laid out, and filled into our tables."""

from collections.abc import Iterator, Mapping
from datetime import date

from reporter.errors import DataError
from reporter.findings import Findings, Place
from reporter.settings import InputLimits, Tracker
from reporter.sources.grid import Grid, Table
from reporter.sources.reading.sheets import read_grids, rows_by_calamine
from reporter.sources.tracker.filling import Filled, Filling
from reporter.sources.tracker.layout import lay_out


def with_trackers(
    own: Mapping[str, Table], trackers: Mapping[str, Tracker], limits: InputLimits, as_at: date, findings: Findings
) -> Filled:
    """A board's own tables with the rows of all its trackers, read as at a day."""
    filling = Filling(own, as_at, findings)
    for tracker in trackers.values():
        for grid in _grids(tracker, limits, findings):
            layout = lay_out(grid, tracker, findings)
            if layout:
                filling.add(layout, tracker)
    return filling.filled()


def _grids(tracker: Tracker, limits: InputLimits, findings: Findings) -> Iterator[Grid]:
    """The sheets of a tracker, or a query's answer; one that cannot be read keeps no other from being read."""
    try:
        if tracker.file:
            yield from read_grids(tracker.file, tracker.sheets, limits, findings, rows_by_calamine)
        elif tracker.url and tracker.query:
            from reporter.sources.reading.query import query_grid  # noqa: PLC0415 - only a database needs it

            yield query_grid(tracker.url, tracker.query, tracker.seconds, limits)
    except DataError as error:
        findings.refused(Place(str(tracker.file or tracker.url)), error)
