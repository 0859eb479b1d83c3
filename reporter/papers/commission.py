"""What a paper is made for: the board, the meeting, the edition and the days that matter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reporter.domain.meetings import Edition, Meeting
from reporter.settings import Board, Paper


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a paper is made from: one digest over everything, the rows of each table, the versions that matter."""

    digest: str
    rows: Mapping[str, int]
    versions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Commission:
    """Everything a composer needs beside the plan. `since` is the data cut of the previous meeting."""

    board: Board
    paper: Paper
    edition: Edition
    meeting: Meeting
    as_at: date
    since: date | None
    inputs: Inputs
