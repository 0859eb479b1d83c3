"""What the doctor looks at on the machine: libraries, fonts, disk, permissions, the ledger, the clock."""

import os
import platform
import re
import shutil
import stat
import subprocess
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from reporter.archive.database import is_postgresql
from reporter.archive.ledger import open_ledger
from reporter.archive.outbox import Outbox
from reporter.attending.health import Found, doubtful, well, wrong
from reporter.bundled import bundled_templates
from reporter.domain.wording import count, join
from reporter.settings import Settings

ENOUGH = 200_000_000  # bytes: a year of a large board's papers, with the ledger's
NAME = re.compile(r"[\w.-]+")
NEEDED = re.compile(r"(>=|==|<)([0-9.]+)")
MAIN = ("pandas", "jinja2", "weasyprint", "apscheduler")
OTHERS = stat.S_IROTH | stat.S_IWOTH
GROUP = stat.S_IRGRP | stat.S_IWGRP
INSTALL = "Install the locked dependencies again: see the README."
LET_US_WRITE = "Let the user who runs this write there."


def libraries() -> Iterator[Found]:
    """Whether each library is there, as new as it is needed."""
    python = f"Python {platform.python_version()}"
    try:
        needed = [one for one in requires("reporter") or () if "extra ==" not in one]
    except PackageNotFoundError:
        yield doubtful(f"{python}; nobody knows which libraries it needs.", "Install the program as a package.")
        return
    if unfit := [said for one in needed if (said := _unfit(one))]:
        yield wrong(f"{python}; {join(unfit)}.", INSTALL)
    else:
        shown = join([f"{name} {_version(name)}" for name in MAIN])
        yield well(f"{python}; all {len(needed)} are as they are needed, among them {shown}.")


def _unfit(needed: str) -> str:
    """What is wrong with a library, by what a package says of it ("pandas>=3.0"); empty where nothing is."""
    name = NAME.match(needed)
    if name is None:
        return ""
    there = _version(name[0])
    if there is None:
        return f"{name[0]} is missing"
    fits = {">=": _numbers(there).__ge__, "<": _numbers(there).__lt__, "==": _numbers(there).__eq__}
    bounds = NEEDED.findall(needed.partition(";")[0])
    return "" if all(fits[sign](_numbers(bound)) for sign, bound in bounds) else f"{name[0]} is {there} ({needed})"


def _numbers(text: str) -> tuple[int, ...]:
    """3.11.0 as 3, 11: what follows the numbers, and noughts at the end, make no difference here."""
    found = re.match(r"\d+(\.\d+)*", text)
    numbers = [int(part) for part in found[0].split(".")] if found else []
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def renderer() -> Iterator[Found]:
    """Whether the renderer finds the system's libraries. Raises PaperError where it does not."""
    from reporter.rendering.readiness import ready  # noqa: PLC0415 - only now are they needed

    ready(bundled_templates() / "fonts")
    yield well("Pango and HarfBuzz are there.")


def fonts() -> Iterator[Found]:
    """Whether the program's own fonts are there."""
    folder = bundled_templates() / "fonts"
    there = [file for file in folder.iterdir() if file.suffix in {".ttf", ".otf"} and file.stat().st_size]
    if not there or not (folder / "fonts.conf").is_file():
        yield wrong(f"There are none in {folder}.", "Install the program again.")
    else:
        yield well(f"{count(len(there), 'font')} of the program's own; the machine's are not used.")


def disk(settings: Settings) -> Iterator[Found]:
    """Whether there is room for papers and ledger."""
    places = {_there(settings.output), *(_there(file.parent) for file in _ledger_file(settings))}
    free = {place: shutil.disk_usage(place).free for place in places}
    place = min(free, key=lambda one: free[one])
    said = f"{free[place] // 1_000_000:,} MB are free at {place}."
    yield well(said) if free[place] >= ENOUGH else wrong(said, "Make room: a paper that finds none is not made.")


def _ledger_file(settings: Settings) -> list[Path]:
    """The file of the ledger; none where it is on a server."""
    return [] if is_postgresql(settings.ledger) else [Path(settings.ledger)]


def _there(path: Path) -> Path:
    """The folder itself, or the one above it that exists."""
    return next(place for place in (path.absolute(), *path.absolute().parents) if place.is_dir())


# Files and folders


def permissions(settings: Settings) -> Iterator[Found]:
    """Whether we can write where we must, and nobody else reads what is none of theirs."""
    yield _private_folder("output folder", settings.output)
    for file in _ledger_file(settings):
        yield _private_folder("ledger's folder", file.parent)
        if file.is_file() and file.stat().st_mode & (OTHERS | GROUP):
            yield wrong(f"Others can read {file}.", f"Run: chmod 600 {file}", "ledger's file")
    yield from (_secret(file) for file in _secrets(settings))
    operator = settings.operator
    if operator.metrics:
        yield _written("folder for metrics", operator.metrics.parent, "Check operator.metrics in the config.")
    if operator.mail or operator.metrics or operator.heartbeat:
        yield _written("folder for the memory", _there(operator.memory.parent), "Check operator.memory in the config.")
    for board_id, board in settings.boards.items():
        if folder := board.delivery.folder:
            advice = f"Make it, or mount the share; the key is boards.{board_id}.delivery.folder."
            yield _written(f"folder for copies of {board_id}", folder, advice)


def _private_folder(what: str, folder: Path) -> Found:
    there = _there(folder)
    if not _can_write(there):
        return wrong(f"{there} cannot be written.", LET_US_WRITE, what)
    if there != folder.absolute():
        return well(f"It will be made in {there}.", what)
    if there.stat().st_mode & OTHERS:
        return doubtful(f"Everybody on this machine can look into {there}.", f"Run: chmod o-rwx {there}", what)
    return well(f"{there} can be written, and not by everybody.", what)


def _written(what: str, folder: Path, advice: str) -> Found:
    """A folder that must be there already."""
    if not folder.is_dir():
        return wrong(f"There is no folder {folder}.", advice, what)
    if not _can_write(folder):
        return wrong(f"{folder} cannot be written.", LET_US_WRITE, what)
    return well(f"{folder} can be written.", what)


def _can_write(folder: Path) -> bool:
    return os.access(folder, os.W_OK | os.X_OK)


def _secrets(settings: Settings) -> Iterator[Path]:
    if settings.mail and settings.mail.secret_file:
        yield settings.mail.secret_file
    yield from (board.delivery.password_file for board in settings.boards.values() if board.delivery.password_file)


def _secret(file: Path) -> Found:
    if not os.access(file, os.R_OK):
        return wrong(f"{file} cannot be read.", "Check its name, and let this user read it.", "secret")
    if file.stat().st_mode & (OTHERS | GROUP):
        return wrong(f"Others can read {file}.", f"Run: chmod 600 {file}", "secret")
    return well(f"{file} is read by its owner alone.", "secret")


# The ledger and the clock


def ledger(settings: Settings, now: datetime) -> Iterator[Found]:
    """Whether the ledger is whole, and no younger than the clock. Raises ArchiveError where it cannot be read."""
    with open_ledger(settings.ledger, lambda: now) as opened:
        damage, newest, waiting = opened.damage(), opened.newest(), len(Outbox(opened).open())
    if damage:
        yield wrong(f"It is damaged ({damage}).", "Restore the last backup: see docs/ledger.md.")
    elif newest and newest > now:
        said = f"Its newest entry is of {newest:%Y-%m-%d %H:%M} UTC, which is still to come."
        yield wrong(said, "Set the machine's clock.")
    else:
        told = f"newest entry {newest:%Y-%m-%d %H:%M} UTC" if newest else "nothing is recorded yet"
        parcels = (
            f"{count(waiting, 'letter or copy', 'letters or copies')} to be done with" if waiting else "no letters wait"
        )
        yield well(f"It is whole; {told}; {parcels}. reporter verify looks at each paper.")


def clock(settings: Settings, now: datetime) -> Iterator[Found]:
    """What the clock says, and whether a time server keeps it."""
    told = f"{now:%Y-%m-%d %H:%M %Z} in {settings.timezone}"
    program = shutil.which("timedatectl")
    asked = [program, "show", "--property=NTPSynchronized", "--value"] if program else []
    answer = _answer(asked) if asked else ""
    if answer == "no":
        yield doubtful(f"{told}; no time server keeps it.", "Run: timedatectl set-ntp true")
    else:
        kept = "kept by a time server" if answer == "yes" else "nothing here says whether a time server keeps it"
        yield well(f"{told}; {kept}.")


def _answer(command: list[str]) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=5, check=False).stdout.strip()  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ""
