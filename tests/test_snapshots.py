"""What an edition is made from, as one document: what earlier versions wrote keeps its digest, and so its reprint."""

import json
from dataclasses import replace
from datetime import date

import pytest
from papers.conftest import commission, tiny_board

from reporter.agenda.touched import on_paper
from reporter.domain.escalation import Rung
from reporter.domain.record import Status
from reporter.making.snapshot import Snapshot, versions
from reporter.settings import Board, Escalation


def snapshot(board: Board | None = None, next_meeting: date | None = None) -> Snapshot:
    asked = commission()
    return Snapshot(
        edition=asked.edition.id,
        occasion=replace(asked.occasion, next_meeting=next_meeting),
        as_at=asked.as_at,
        since=asked.since,
        board=on_paper(board or tiny_board(), "board-paper"),
        tables={},
        rows={},
        templates={},
        pictures={},
        versions=versions(),
    )


def test_what_an_earlier_version_wrote_without_a_next_meeting_is_read_and_written_the_same() -> None:
    written = snapshot().to_bytes()
    assert "next_meeting" not in json.loads(written)["occasion"]
    assert Snapshot.from_bytes(written).to_bytes() == written


@pytest.mark.parametrize("next_meeting", [None, date(2015, 4, 22)])
def test_a_paper_made_again_knows_the_next_meeting_of_then(next_meeting: date | None) -> None:
    again = Snapshot.from_bytes(snapshot(next_meeting=next_meeting).to_bytes())
    assert again.commission(Status.ISSUED, ()).occasion.next_meeting == next_meeting


def test_the_boards_own_ladder_reaches_its_papers() -> None:
    own = Escalation(rungs=("Chief Executive",), red_days=(9,), moves=(), silent_days=())
    asked = snapshot(tiny_board().model_copy(update={"escalation": own})).commission(Status.ISSUED, ())
    assert asked.board.ladder.rungs == (Rung("Chief Executive", red_days=9),)
