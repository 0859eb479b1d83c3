"""A board that keeps a tracker, month after month: real runs, real papers, and a ledger that remembers for it."""

import csv
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from months import row
from town import Town, opened

from reporter.deciding import issue, withdraw
from reporter.domain.meetings import Edition
from reporter.domain.plan import Action, ImprovementPlan
from reporter.domain.record import Entry, Event
from reporter.making.materials import kept_plan
from reporter.making.reprinting import reprint, snapshot_of
from reporter.work import Report, Request

CONFIG = """
ledger = "ledger.sqlite"

[boards.town]
name = "A Board"
place = "Town"
plan = "own"
classification = "OFFICIAL-SENSITIVE"

[boards.town.inspection]
name = "An inspection"
first_day = 2014-03-11
last_day = 2014-04-02

[boards.town.calendar]
data_cut = 0
draft = 0
sign_off = 0

[boards.town.gates]
fresh_warn_days = 400
fresh_stop_days = 400
row_swing = 1000

[boards.town.papers.board-paper]
title = "A paper"
author = "An author"
lead_officer = "A lead"
contact = "board@example.org"

[boards.town.sources.tracker]
file = "tracker.csv"
"""
MEETINGS = """date,papers due,status
18/02/2015,10/02/2015,held
25/03/2015,17/03/2015,planned
22/04/2015,14/04/2015,planned
"""
FEBRUARY, MARCH, APRIL = date(2015, 2, 18), date(2015, 3, 25), date(2015, 4, 22)
CUTS = {FEBRUARY: date(2015, 2, 10), MARCH: date(2015, 3, 17), APRIL: date(2015, 4, 14)}
BEGUN = {"status": "In progress", "commentary": "Half of the visits are made."}


class TrackedTown(Town):
    """A town whose board keeps a tracker, and nothing else but its calendar."""

    def track(self, *rows: Mapping[str, str]) -> None:
        """Save the tracker with these rows."""
        with (self.folder / "tracker.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(dict.fromkeys(heading for cells in rows for heading in cells)))
            writer.writeheader()
            writer.writerows(rows)

    def month(self, meeting: date, *rows: Mapping[str, str], request: Request | None = None) -> Report:
        """Run on the day on which the papers of a meeting are due, with the tracker as it stands then."""
        self.track(*rows)
        return self.on(CUTS[meeting], request)

    def on(self, day: date, request: Request | None = None) -> Report:
        """Run on a day."""
        report = self.make(request, datetime(day.year, day.month, day.day, 9, tzinfo=UTC))
        assert (report.failed, report.held) == ([], [])
        return report

    def entry(self, edition: Edition) -> Entry:
        """What made an edition."""
        with opened(self.ledger) as ledger:
            return [entry for entry in ledger.series(edition).entries if entry.edition == edition and entry.file][-1]

    def plan(self, meeting: date, number: int = 1) -> ImprovementPlan:
        """The plan that an edition was made from."""
        entry = self.entry(edition(meeting, number))
        with opened(self.ledger) as ledger:
            return kept_plan(ledger, snapshot_of(ledger, entry)).load().plan

    def actions(self, meeting: date, number: int = 1) -> dict[str, Action]:
        """The actions that an edition was made from, by ref."""
        return {action.ref: action for action in self.plan(meeting, number).actions}

    def words(self, meeting: date, number: int = 1) -> str:
        """What a paper says."""
        code = "import pypdfium2,sys;d=pypdfium2.PdfDocument(sys.argv[1]);print(*(p.get_textpage().get_text_range() for p in d))"  # noqa: E501
        paper = self.paper(edition(meeting, number), draft=True)
        done = subprocess.run([sys.executable, "-c", code, str(paper)], capture_output=True, text=True, check=True)
        return " ".join(done.stdout.split())


def edition(meeting: date, number: int = 1) -> Edition:
    return Edition("town", meeting, "board-paper", number)


def dates(action: Action) -> list[date]:
    return [update.dated for update in action.updates]


@pytest.fixture
def town(tmp_path: Path) -> TrackedTown:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "meetings.csv").write_text(MEETINGS, "utf-8")
    (tmp_path / "config.toml").write_text(CONFIG, "utf-8")
    return TrackedTown(tmp_path, str(tmp_path / "ledger.sqlite"))


def test_each_months_paper_remembers_what_the_tracker_has_forgotten(town: TrackedTown) -> None:
    train = row("2", "Train each manager.")
    town.month(FEBRUARY, row("1", **BEGUN), train)
    assert dates(town.actions(FEBRUARY)["1"]) == [CUTS[FEBRUARY]]
    town.month(MARCH, row("1", **BEGUN, due="30/09/2015"), row("3", "Publish a page for families."))
    actions = town.actions(MARCH)
    assert [(r.dated, r.due_before, r.due_after) for r in actions["1"].revisions] == [
        (CUTS[MARCH], date(2015, 6, 30), date(2015, 9, 30))
    ]
    assert (actions["2"].removed, actions["3"].added) == (CUTS[MARCH], CUTS[MARCH])
    said = town.words(MARCH)
    assert "30 September 2015, 92 days later than the first date, 30 June 2015" in said
    assert "The row is no longer in the tracker." in said
    assert "new in the plan since the last paper" in said.casefold()
    town.month(APRIL, row("1", **BEGUN, due="31/12/2015"), row("3", "Publish a page for families."), train)
    assert "by way of 30 September 2015" in town.words(APRIL)
    assert town.actions(APRIL)["2"].added == CUTS[APRIL]


def test_words_that_stay_the_same_grow_stale_in_the_papers(town: TrackedTown) -> None:
    for meeting in (FEBRUARY, MARCH, APRIL):
        town.month(meeting, row("1", **BEGUN))
    assert dates(town.actions(APRIL)["1"]) == [CUTS[FEBRUARY]]
    assert "10 February 2015 (in progress)" in town.words(APRIL)


def test_a_draft_that_is_made_anew_does_not_take_the_last_one_for_history(town: TrackedTown) -> None:
    town.month(FEBRUARY, row("1", **BEGUN), row("2", "Train."))
    town.month(MARCH, row("1", status="In progress", commentary="A slip of the pen.", due="30/09/2015"))
    town.month(MARCH, row("1", **BEGUN), row("2", "Train."), row("3", "Publish."))
    actions = town.actions(MARCH, 2)
    assert dates(actions["1"]) == [CUTS[FEBRUARY]]
    assert (actions["1"].revisions, actions["2"].removed, actions["3"].added) == ((), None, CUTS[MARCH])


def test_a_run_again_finds_nothing_to_do(town: TrackedTown) -> None:
    town.month(FEBRUARY, row("1", **BEGUN))
    town.month(MARCH, row("1", **BEGUN, due="30/09/2015"))
    assert town.on(CUTS[MARCH]).jobs == []
    assert town.on(date(2015, 3, 20)).jobs == []


def test_an_issued_edition_is_history_rather_than_a_later_draft_of_its_day(town: TrackedTown) -> None:
    town.month(FEBRUARY, row("1", **BEGUN))
    with opened(town.ledger) as ledger:
        issue(town.settings, ledger, edition(FEBRUARY), "Chair", lambda _step: None)
    asked = Request("the tests", meeting=FEBRUARY, reason="a late update")
    town.month(FEBRUARY, row("1", status="Complete", commentary="Wrong."), request=asked)
    town.month(MARCH, row("1", **BEGUN))
    assert [(u.dated, str(u.status)) for u in town.actions(MARCH)["1"].updates] == [(CUTS[FEBRUARY], "in progress")]


def test_a_withdrawn_edition_is_no_history(town: TrackedTown) -> None:
    town.month(FEBRUARY, row("1", **BEGUN))
    with opened(town.ledger) as ledger:
        issue(town.settings, ledger, edition(FEBRUARY), "Chair", lambda _step: None)
        withdraw(ledger, edition(FEBRUARY), "Chair", "It named somebody.")
    town.month(MARCH, row("1", status="In progress", commentary="Most."))
    assert [(u.dated, u.commentary) for u in town.actions(MARCH)["1"].updates] == [(CUTS[MARCH], "Most.")]


def test_two_papers_of_one_meeting_tell_the_same_history(town: TrackedTown) -> None:
    paper = town.config.read_text().split("[boards.town.papers.board-paper]")[1].split("[")[0]
    town.config.write_text(f"{town.config.read_text()}\n[boards.town.papers.inspection-response]{paper}")
    town.month(FEBRUARY, row("1", **BEGUN))
    town.month(MARCH, row("1", **BEGUN, due="30/09/2015"))
    other = Edition("town", MARCH, "inspection-response", 1)
    with opened(town.ledger) as ledger:
        tables = [snapshot_of(ledger, ledger.series(one).entries[-1]).tables for one in (edition(MARCH), other)]
    assert tables[0] == tables[1]
    assert dates(town.actions(MARCH)["1"]) == [CUTS[FEBRUARY], CUTS[MARCH]]


def test_a_backfill_builds_the_history_from_meeting_to_meeting(town: TrackedTown) -> None:
    town.track(row("1", **BEGUN))
    town.on(CUTS[APRIL], Request("the tests", backfill=(FEBRUARY, APRIL)))
    assert [dates(town.actions(meeting)["1"]) for meeting in (FEBRUARY, MARCH, APRIL)] == [[CUTS[FEBRUARY]]] * 3
    assert all(action.added is None for action in town.actions(APRIL).values())


def test_a_paper_as_at_an_earlier_day_takes_the_plan_as_it_was_kept(town: TrackedTown) -> None:
    town.month(FEBRUARY, row("1", **BEGUN))
    town.month(MARCH, row("1", status="Complete", commentary="All visits are made."))
    asked = Request("the tests", meeting=MARCH, as_at=CUTS[FEBRUARY])
    town.month(MARCH, row("1", status="Complete", commentary="Changed since."), request=asked)
    assert [(u.dated, u.commentary) for u in town.actions(MARCH, 2)["1"].updates] == [
        (CUTS[FEBRUARY], "Half of the visits are made.")
    ]
    town.month(APRIL, row("1", status="Complete", commentary="All visits are made."))
    assert dates(town.actions(APRIL)["1"]) == [CUTS[FEBRUARY], CUTS[MARCH]]


def test_a_paper_comes_out_the_same_after_the_tracker_has_gone_on(town: TrackedTown, tmp_path: Path) -> None:
    town.month(FEBRUARY, row("1", **BEGUN), row("2", "Train."))
    town.month(MARCH, row("1", **BEGUN, due="30/09/2015"))
    before = town.paper(edition(MARCH), draft=True).read_bytes()
    town.month(APRIL, row("9", "Another plan."))
    (tmp_path / "tracker.csv").unlink()
    with opened(town.ledger) as ledger:
        digest = reprint(ledger, edition(MARCH), tmp_path / "again.pdf", lambda _step: None)
        events = [entry.event for entry in ledger.series(edition(MARCH)).entries]
    assert (tmp_path / "again.pdf").read_bytes() == before
    assert (digest, Event.DRAFTED in events) == (sha256(before).hexdigest(), True)


def test_a_ref_that_changed_is_asked_for_by_a_check_and_confirmed_in_a_table(town: TrackedTown) -> None:
    town.month(FEBRUARY, row("3.2", **BEGUN))
    town.track(row("3.4", **BEGUN))
    asked = town.well("check")
    assert "Action 3.4 reads like the earlier action 3.2, which is gone (100% alike)." in " ".join(asked.split())
    (town.folder / "own" / "renamed_refs.csv").write_text("before,now\n3.2,3.4\n", "utf-8")
    assert "reads like" not in town.well("check")
    town.on(CUTS[MARCH])
    assert {ref: dates(action) for ref, action in town.actions(MARCH).items()} == {"3.4": [CUTS[FEBRUARY]]}
