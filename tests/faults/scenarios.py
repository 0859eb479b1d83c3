"""The commands that are struck, each with what went before it and what a person would do next."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from small_board import CONFIG, TABLES

WITH_DRAFTS = CONFIG.replace('issue = "automatic"\n', "")
RUN = ("run", "--today", "2015-03-18")
LATER = ("run", "--today", "2015-04-16")
BY = ("--by", "A Chair")
PAPER = "town/2015-03-25/board-paper-e1"
HELD = "town/2015-04-22/board-paper-e1"
BACKUP = "backup.tar"
Change = Callable[[Path], None]
Part = Change | tuple[str, ...]


@dataclass(frozen=True)
class Scenario:
    """A folder made ready (`before`: commands and changes), the `command` that is struck, and what comes `after` it.

    The commands after it are what a person, or cron, does next; they may find that there is nothing left to do.
    """

    name: str
    command: tuple[str, ...]
    before: tuple[Part, ...] = ()
    after: tuple[tuple[str, ...], ...] = (RUN,)
    boards: tuple[str, ...] = ("town",)
    more: str = ""
    asks_anew: bool = False  # whoever asks again wants another edition


def _new_data(folder: Path) -> None:
    updates = TABLES["updates"].replace("Half way", "Nearly there")
    (folder / "data/town/updates.csv").write_text(updates, encoding="utf-8")


def _lost(*endings: str) -> Change:
    def lose(folder: Path) -> None:
        for ending in endings:
            (folder / "output" / f"{PAPER}-draft-OFFICIAL-SENSITIVE{ending}").unlink()

    return lose


def _all_lost(folder: Path) -> None:
    """All but the backup, as after a disk died."""
    for name in ("archive", "output"):
        (folder / name).rename(folder.with_name(f"{folder.name}-{name}-of-then"))


FIRST = Scenario("the first run ever", RUN)
CHANGED = Scenario("the data changed", RUN, (RUN, _new_data))
ISSUE = Scenario("a draft is issued", ("issue", PAPER, *BY), (RUN,), (("issue", PAPER, *BY), RUN))
LOST = Scenario("a file was lost", RUN, (RUN, _lost(".pdf")))
LOST_BESIDE = Scenario("the files beside a paper were lost", RUN, (RUN, _lost(".html", ".xlsx")))
TWO_BOARDS = Scenario("two boards in one run", RUN, boards=("city", "town"))
AUTOMATIC = Scenario("issued without a draft", RUN, more='issue = "automatic"\n')
WITHDRAW_COMMAND = ("withdraw", PAPER, *BY, "--reason", "A mistake.")
WITHDRAW = Scenario("an edition is withdrawn", WITHDRAW_COMMAND, (RUN,), (WITHDRAW_COMMAND, RUN))
RELEASE_COMMAND = ("release", HELD, *BY, "--reason", "We know.")
GATES = "\n[boards.{board}.gates]\nfresh_warn_days = 20\nfresh_stop_days = 20\n"
RELEASE = Scenario("a held paper is released", RELEASE_COMMAND, (LATER,), (RELEASE_COMMAND, LATER), more=GATES)
RELEASED = Scenario("a released paper is made", LATER, (LATER, RELEASE_COMMAND), (LATER,), more=GATES)
DEMAND = (*RUN, "--meeting", "2015-03-25")
DEMANDED = Scenario("asked on demand", DEMAND, (RUN,), (DEMAND, RUN), asks_anew=True)
BACKED_UP = Scenario("a backup is written", ("backup", BACKUP), (RUN,), (("backup", "next.tar"),))
RESTORE_COMMAND = ("restore", BACKUP)
RESTORED = Scenario(
    "a backup is restored",
    RESTORE_COMMAND,
    (RUN, ("issue", PAPER, *BY), ("backup", BACKUP), _all_lost),
    (RESTORE_COMMAND, RUN),
)
SCENARIOS = (
    FIRST,
    CHANGED,
    ISSUE,
    LOST,
    LOST_BESIDE,
    TWO_BOARDS,
    AUTOMATIC,
    WITHDRAW,
    RELEASE,
    RELEASED,
    DEMANDED,
    BACKED_UP,
    RESTORED,
)
ON_POSTGRESQL = (FIRST, CHANGED, ISSUE)


def lay_down(scenario: Scenario, folder: Path) -> None:
    """The boards of a scenario, with nothing made yet."""
    config = ""
    for board in scenario.boards:
        plan = folder / "data" / board
        plan.mkdir(parents=True)
        for name, text in TABLES.items():
            (plan / f"{name}.csv").write_text(text, encoding="utf-8")
        config += WITH_DRAFTS.format(board=board) + scenario.more.replace("{board}", board)
    (folder / "config.toml").write_text(config, encoding="utf-8")


def in_folder(command: tuple[str, ...], folder: Path) -> list[str]:
    """A command with the name of its backup as a path."""
    return [str(folder / part) if part.endswith(".tar") else part for part in command]
