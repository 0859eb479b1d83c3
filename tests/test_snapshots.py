"""What an edition is made from, as one document: what earlier versions wrote keeps its digest, and so its reprint."""

import json
from dataclasses import replace
from datetime import date

import pytest
from domain.conftest import THRESHOLDS, TODAY, action, days, plan, update
from papers.conftest import commission, tiny_board
from small_board import WriteBoard

from reporter.agenda.touched import on_paper, sources_digest
from reporter.domain.escalation import Rung, escalated
from reporter.domain.record import Status
from reporter.making.snapshot import Snapshot, versions
from reporter.settings import Board, Escalation, Scheme, Words, load_settings


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


def test_a_next_meeting_that_moves_is_noticed_as_a_change_of_what_a_paper_is_made_from(write_board: WriteBoard) -> None:
    town, asked = load_settings(write_board()).boards["town"], commission()
    digests = {
        sources_digest(town, "board-paper", replace(asked.occasion, next_meeting=day), asked.as_at, asked.since)
        for day in (None, date(2015, 4, 22), date(2015, 4, 29))
    }
    assert len(digests) == 3


def test_the_ladder_speaks_in_the_words_of_the_board_and_of_its_scheme() -> None:
    first, *others = Scheme.ours().entries
    scheme = Scheme.ours().model_copy(update={"entries": (first.model_copy(update={"word": "off course"}), *others)})
    own = tiny_board(Words(board="Partnership")).model_copy(update={"scheme": scheme})
    late = action(update(TODAY - days(90)), due=TODAY - days(70))
    (found,) = escalated(plan(late), TODAY, THRESHOLDS, own.ladder)
    assert found.name == "partnership chair"
    assert found.said.startswith("off course for 62 days or more; ")
