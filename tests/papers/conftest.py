"""The sample's two papers, composed once for all tests; and a commission for a tiny plan."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from domain.conftest import LAST_TIME, TODAY, days
from reading import load_plan

from reporter.bundled import bundled_folder
from reporter.domain.meetings import Edition, Meeting, MeetingStatus
from reporter.domain.occasions import Occasion
from reporter.domain.paper import PaperKind
from reporter.domain.plan import ImprovementPlan
from reporter.domain.record import Status
from reporter.papers import board_paper, inspection_response
from reporter.papers.action_entry import ActionEntry
from reporter.papers.commission import Commission, Inputs
from reporter.settings import Board, Inspection, Paper, Words, load_settings

TINY_PAPER = Paper(
    kind=PaperKind.BOARD_PAPER,
    title="Progress report",
    purpose="decision",
    author="Business Manager",
    lead_officer="Director for Children",
    contact="board@example.org",
)


def tiny_board(words: Words | None = None) -> Board:
    return Board(
        name="Ourtown Safeguarding Children Board",
        place="Ourtown",
        plan=Path("nowhere"),
        classification="OFFICIAL",
        inspection=Inspection(name="The inspection", first_day=date(2014, 3, 11), last_day=date(2014, 4, 2)),
        words=words or Words(),
        papers={
            "board-paper": TINY_PAPER,
            "inspection-response": TINY_PAPER.model_copy(update={"kind": PaperKind.INSPECTION_RESPONSE}),
            "scrutiny-briefing": TINY_PAPER.model_copy(update={"kind": PaperKind.SCRUTINY_BRIEFING}),
            "annual-report": TINY_PAPER.model_copy(update={"kind": PaperKind.ANNUAL_REPORT}),
        },
    )


def commission(
    board: Board | None = None,
    name: str = "board-paper",
    *,
    since: date | None = LAST_TIME,
    venue: str | None = None,
    number: int = 1,
    status: Status = Status.ISSUED,
    scheduled: bool = False,
) -> Commission:
    """For the meeting of 25 March 2015, or for that day on the paper's own schedule."""
    board = board or tiny_board()
    dated = TODAY + days(8)
    occasion = Occasion(
        dated=dated,
        data_cut=TODAY,
        draft=datetime(2015, 3, 17, tzinfo=UTC),
        sign_off=TODAY,
        despatch=TODAY,
        meeting=None if scheduled else Meeting(dated, TODAY, MeetingStatus.PLANNED, venue),
    )
    return Commission(
        board=board,
        paper=board.paper(name),
        edition=Edition("ourtown", dated, name, number),
        occasion=occasion,
        status=status,
        as_at=TODAY,
        since=since,
        inputs=Inputs("d1e5", {"actions": 1, "updates": 2}, {"Made by reporter": "1.0"}),
    )


def labelled(entry: ActionEntry) -> dict[str, str]:
    """The details of an entry by their labels, wherever the lines are broken."""
    parts = re.split(r"(?:^| )(Lead|Due|Success measure|Evidence of impact(?: \([^)]*\))?): ", " ".join(entry.details))
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@dataclass(frozen=True)
class Sample:
    """The sample board, its plan as it was loaded, and both papers for the meeting of 25 March 2015."""

    board: Board
    plan: ImprovementPlan
    response: inspection_response.InspectionResponse
    paper: board_paper.BoardPaper


@pytest.fixture(scope="session")
def sample() -> Sample:
    board = load_settings(bundled_folder() / "config.toml").boards["nottingham"]
    plan = load_plan(board.plan).plan
    return Sample(
        board,
        plan,
        inspection_response.compose(commission(board, "inspection-response"), plan),
        board_paper.compose(commission(board, "board-paper"), plan),
    )
