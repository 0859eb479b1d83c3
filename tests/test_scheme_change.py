"""A board changes its rating scheme: the next paper says so and moves nothing for it; past papers keep their own."""

import re
from pathlib import Path

import pypdfium2
import pytest
from schemes import pasted
from town import FIRST, Town, make_town, opened

from reporter.comparing import compare, comparison_lines
from reporter.domain.meetings import Edition
from reporter.domain.naming import edition_of
from reporter.making.reprinting import reprint

UPDATES = "action,date,author,status,progress,commentary\n1-01,01/02/2015,A lead,in progress,50%,Half way.\n"
CHANGED = "The rating scheme changed from BRAG version 1 to Amber is on track version 1 since the last paper."


def words(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return re.sub(r"\s+", " ", " ".join(page.get_textpage().get_text_bounded() for page in document))


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Town, Edition, bytes]:
    """A town with a paper of February, and one of March in another scheme; the first paper as it was made."""
    folder = tmp_path_factory.mktemp("changed")
    town = make_town(folder, str(folder / "ledger.sqlite"))
    (folder / "data" / "town" / "updates.csv").write_text(UPDATES, "utf-8")
    before = edition_of("town/2015-02-18/board-paper-e1")
    assert before is not None
    town.well("run", "--today", "2015-02-11")
    made = town.paper(before, draft=True).read_bytes()
    town.config.write_text(town.config.read_text("utf-8") + pasted("amber-is-on-track", "town"), "utf-8")
    told = town.well("run", "--today", "2015-03-18")
    assert "actions 1, red 0, unrated 0, white 0, amber 1, green 0" in told
    return town, before, made


def test_the_paper_after_a_change_says_so_and_nothing_has_moved(changed: tuple[Town, Edition, bytes]) -> None:
    town, _, before = changed
    after = words(town.paper(FIRST, draft=True).read_bytes())
    assert "1 of 1 open action is on track" in after
    assert after.count(CHANGED) == 2  # on page 1, and in the key
    assert "Since 10 February 2015 nothing has improved, closed or slipped." in after
    assert "The rating scheme is Amber is on track, version 1." in after
    assert "The rating scheme is BRAG, version 1." in words(before)
    assert "changed from" not in words(before)


def test_a_past_paper_keeps_its_scheme(changed: tuple[Town, Edition, bytes], tmp_path: Path) -> None:
    town, edition, before = changed
    for printed, was in ((edition, before), (FIRST, town.paper(FIRST, draft=True).read_bytes())):
        with opened(town.ledger) as ledger:
            reprint(ledger, printed, tmp_path / f"{printed.dated}.pdf", lambda _step: None)
        assert (tmp_path / f"{printed.dated}.pdf").read_bytes() == was


def test_a_comparison_tells_the_change_by_its_keys_and_no_rating(changed: tuple[Town, Edition, bytes]) -> None:
    town, edition, _ = changed
    with opened(town.ledger) as ledger:
        lines = list(comparison_lines(compare(ledger, edition, FIRST)))
    assert "  config, scheme.name: BRAG became Amber is on track" in lines
    assert "  config, scheme.entries.3.word: grey became amber" in lines
    assert "Ratings" not in lines
