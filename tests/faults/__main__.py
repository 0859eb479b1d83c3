"""`make faults`: every sweep, a table of its figures, and exit code 1 where anything was lost."""

import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from mail_server import mail_server
from postgresql import MISSING, programs, running_server

from faults.checks import Kind, counted
from faults.disks import can_mount, file_limits, full_disks, handle_limits, read_only, suffered
from faults.mailing import Mailed, Mailing
from faults.moments import ended_at_random
from faults.scenarios import CHANGED, FIRST, ISSUE, LOST, ON_POSTGRESQL, SCENARIOS, Scenario
from faults.sweep import Swept, bench, composer_kills, errors, kills, kills_at_changes, lost_connections

HANDS = os.cpu_count() or 1
EVERY_STEP = (FIRST, CHANGED)  # the others: wherever something has changed since the kill before
RANDOM_KILLS, RANDOM_STOPS = 40, 30
OUTPUT_SIZES = (4, 16, 24, 32, 48, 64, 80, 100)  # KB: the three files of the paper take about 104
LEDGER_SIZES = (4, 16, 48, 96, 160, 320, 640, 900)  # KB: the ledger and its log take about 1,800
FILE_SIZES = (0, 1, 16, 32, 64, 256, 512, 900)
HANDLES = (8, 10, 12, 14, 16, 20, 24)
HEAD = "{:<52}{:>6}{:>8}{:>9}{:>6}{:>9}{:>8}{:>8}{:>12}{:>8}"


def main() -> int:
    """Sweep, tell, and give the exit code."""
    begun = time.monotonic()
    _tell("what was struck, and how", "steps", "strikes",
          "partial", "lost", "doubled", "reused", "ledger", "left-overs", "untrue")  # fmt: skip
    swept: list[Swept] = []
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        for name, sweep in _sweeps(Path(folder)):
            found = sweep()
            swept.append(found)
            by_kind = counted(loss for _, loss in found.losses)
            _tell(name, found.steps or "", len(found.struck), *(by_kind[kind] for kind in Kind))
    all_struck = [struck for found in swept for struck in found.struck]
    by_kind = counted(loss for found in swept for _, loss in found.losses)
    kills = sum(struck.fault.what.startswith(("kill", "SIG")) for struck in all_struck)
    _tell("all", sum(found.steps for found in swept), len(all_struck), *(by_kind[kind] for kind in Kind))
    print(f"{kills} kills, {len(all_struck) - kills} errors, {time.monotonic() - begun:.0f} seconds on {HANDS} cores")
    for found in swept:
        for struck, loss in found.losses:
            print(f"{struck.scenario}, {struck.fault.what} at {struck.fault.at} ({struck.step}): {loss.said.strip()}")
    return int(any(found.losses for found in swept))


def _tell(*columns: object) -> None:
    print(HEAD.format(*map(str, columns)), flush=True)


def _sweeps(folder: Path) -> Iterator[tuple[str, Callable[[], Swept]]]:
    with bench(folder, HANDS) as on_sqlite:
        for scenario in SCENARIOS:
            where = kills if scenario in EVERY_STEP else kills_at_changes
            yield f"killed: {scenario.name}", partial(on_sqlite.sweep, scenario, where)
        yield "composer killed: the first run ever", partial(on_sqlite.sweep, FIRST, composer_kills)
        yield "EIO: the first run ever", partial(on_sqlite.sweep, FIRST, errors("EIO"))
        for scenario in (FIRST, ISSUE, LOST):
            full = errors("ENOSPC", lasting=True)
            yield f"disk full from there on: {scenario.name}", partial(on_sqlite.sweep, scenario, full)
        for what, said in (("EROFS", "read-only"), ("EMFILE", "no handles")):
            lasting = errors(what, lasting=True)
            yield f"{said} from there on: the first run ever", partial(on_sqlite.sweep, FIRST, lasting)
    yield from _mailing(folder)
    yield from _on_postgresql(folder)
    yield "SIGKILL at a random moment", partial(ended_at_random, folder, signal.SIGKILL, RANDOM_KILLS, HANDS)
    yield "SIGTERM at a random moment", partial(ended_at_random, folder, signal.SIGTERM, RANDOM_STOPS, HANDS)
    yield from _hardships(folder)


def _mailing(folder: Path) -> Iterator[tuple[str, Callable[[], Swept]]]:
    struck: list[Mailed] = []

    def sweep(mailing: Mailing, scenario: Scenario) -> Swept:
        swept, mailed = mailing.sweep(scenario, kills_at_changes)
        struck.extend(mailed)
        return swept

    with mail_server(folder) as server, bench(folder, HANDS) as on_sqlite:
        mailing = Mailing(on_sqlite, server)
        for scenario in (mailing.issued_by_hand(), mailing.issued_by_itself()):
            yield f"killed: {scenario.name}", partial(sweep, mailing, scenario)
        sent, unknown = sum(one.sent for one in struck), sum(one.unknown for one in struck)
        there = sum(one.unknown_and_there for one in struck)
        print(f"{sent + unknown} letters and copies: {sent} sent, {unknown} left to a person, of which {there} arrived")


def _on_postgresql(folder: Path) -> Iterator[tuple[str, Callable[[], Swept]]]:
    installed = programs()
    if installed is None:
        print(MISSING)
        return
    with running_server(installed) as server, bench(folder, HANDS, server) as on_server:
        for scenario in ON_POSTGRESQL:
            yield f"killed, PostgreSQL: {scenario.name}", partial(on_server.sweep, scenario, kills_at_changes)
        yield "server lost: the first run ever", partial(on_server.sweep, FIRST, lost_connections)


def _hardships(folder: Path) -> Iterator[tuple[str, Callable[[], Swept]]]:
    limits = [*file_limits(FILE_SIZES), *handle_limits(HANDLES)]
    yield "limits of file size and handles", partial(suffered, folder, limits, HANDS, "limits")
    if not can_mount():
        print("NOT TESTED WITH REAL FULL AND READ-ONLY DISKS: only root may mount them. Run make faults as root.")
        return
    full = [*full_disks("output", OUTPUT_SIZES), *full_disks("archive", LEDGER_SIZES)]
    yield "full disks of many sizes", partial(suffered, folder, full, HANDS, "full disks")
    locked = [read_only("output"), read_only("archive")]
    yield "read-only disks", partial(suffered, folder, locked, HANDS, "read-only disks")


if __name__ == "__main__":
    sys.exit(main())
