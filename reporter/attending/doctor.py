"""Whether the machine is well: each thing that a run needs, tried, with what to do about it."""

import os
import re
import shutil
import stat
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from reporter.agenda.timetable import timetable
from reporter.archive.ledger import Ledger
from reporter.archive.outbox import Outbox
from reporter.attending.heartbeat import reachable
from reporter.bundled import bundled_templates
from reporter.delivery.server import greeting
from reporter.domain.wording import count, join, uk_date
from reporter.errors import Problem, ReporterError
from reporter.settings import Settings

ENOUGH = 200_000_000  # bytes: a year of a large board's papers, with the ledger's
DUE_WITHIN = timedelta(days=90)
NAME = re.compile(r"[\w.-]+")
MAIN = ("pandas", "jinja2", "weasyprint", "apscheduler")
OTHERS = stat.S_IROTH | stat.S_IWOTH
GROUP = stat.S_IRGRP | stat.S_IWGRP


class Health(StrEnum):
    """How it is with a thing."""

    WELL = "well"
    DOUBTFUL = "doubtful"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was looked at; `advice` is empty where all is well."""

    what: str
    health: Health
    said: str
    advice: str = ""


def examine(settings: Settings, ledger: Ledger, now: datetime) -> Iterator[Found]:
    """Look at everything, one after the other; nothing is changed or sent. `now` is aware, in the boards' zone."""
    yield _libraries()
    yield _renderer()
    yield _fonts()
    yield _disk(settings)
    yield from _permissions(settings)
    yield _ledger(ledger, now)
    yield _clock(settings, now)
    yield _mail(settings)
    yield _operator(settings)
    yield _heartbeat(settings)
    yield from _due(settings, now)


def well(what: str, said: str) -> Found:
    """Nothing to be done."""
    return Found(what, Health.WELL, said)


def _told(what: str, error: ReporterError) -> Found:
    problem: Problem = error.problems[0]
    return Found(what, Health.WRONG, f"{problem.where}: {problem.found}", problem.advice)


def _libraries() -> Found:
    names = sorted({NAME.match(one)[0] for one in requires("reporter") or () if "extra ==" not in one})  # type: ignore[index]
    missing = [name for name in names if _version(name) is None]
    if missing:
        advice = "Install the locked dependencies again: see the README."
        return Found("libraries", Health.WRONG, f"Missing: {join(missing)}.", advice)
    shown = join([f"{name} {_version(name)}" for name in MAIN])
    return well("libraries", f"All {len(names)} are there, among them {shown}.")


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _renderer() -> Found:
    from reporter.rendering.readiness import ready  # noqa: PLC0415 - only now are they needed

    try:
        ready(bundled_templates() / "fonts")
    except ReporterError as error:
        return _told("system libraries", error)
    return well("system libraries", "Pango and HarfBuzz are there.")


def _fonts() -> Found:
    folder = bundled_templates() / "fonts"
    there = [file for file in folder.iterdir() if file.suffix in {".ttf", ".otf"} and file.stat().st_size]
    if not there or not (folder / "fonts.conf").is_file():
        return Found("fonts", Health.WRONG, f"There are none in {folder}.", "Install the program again.")
    return well("fonts", f"{count(len(there), 'font')} of the program's own; the machine's are not used.")


def _disk(settings: Settings) -> Found:
    places = {_there(settings.output), *([] if "://" in settings.ledger else [_there(Path(settings.ledger).parent)])}
    free = {place: shutil.disk_usage(place).free for place in places}
    place = min(free, key=lambda one: free[one])
    said = f"{free[place] // 1_000_000:,} MB are free at {place}."
    if free[place] < ENOUGH:
        return Found("disk", Health.WRONG, said, "Make room: a paper that finds none is not made.")
    return well("disk", said)


def _there(path: Path) -> Path:
    """The folder itself, or the one above it that exists."""
    return next(place for place in (path.absolute(), *path.absolute().parents) if place.is_dir())


def _permissions(settings: Settings) -> Iterator[Found]:
    for what, place in (("output folder", settings.output), ("ledger's folder", Path(settings.ledger).parent)):
        if what == "ledger's folder" and "://" in settings.ledger:
            continue
        there = _there(place)
        if not os.access(there, os.W_OK | os.X_OK):
            advice = "Let the user who runs this write there."
            yield Found(what, Health.WRONG, f"{there} cannot be written.", advice)
        elif there == place.absolute() and there.stat().st_mode & OTHERS:
            said = f"Everybody on this machine can look into {there}."
            yield Found(what, Health.DOUBTFUL, said, f"Run: chmod o-rwx {there}")
        else:
            yield well(what, f"{there} can be written, and not by everybody.")
    for file in _secrets(settings):
        yield _secret(file)


def _secrets(settings: Settings) -> Iterator[Path]:
    if settings.mail and settings.mail.secret_file:
        yield settings.mail.secret_file
    yield from (board.delivery.password_file for board in settings.boards.values() if board.delivery.password_file)


def _secret(file: Path) -> Found:
    if not os.access(file, os.R_OK):
        return Found("secret", Health.WRONG, f"{file} cannot be read.", "Check its name, and let this user read it.")
    if file.stat().st_mode & (OTHERS | GROUP):
        return Found("secret", Health.WRONG, f"Others can read {file}.", f"Run: chmod 600 {file}")
    return well("secret", f"{file} is read by its owner alone.")


def _ledger(ledger: Ledger, now: datetime) -> Found:
    try:
        newest, waiting = ledger.newest(), len(Outbox(ledger).open())
    except ReporterError as error:
        return _told("ledger", error)
    if newest and newest > now:
        said = f"Its newest entry is of {newest:%Y-%m-%d %H:%M} UTC, which is still to come."
        return Found("ledger", Health.WRONG, said, "Set the machine's clock.")
    told = f"newest entry {newest:%Y-%m-%d %H:%M} UTC" if newest else "nothing is recorded yet"
    parcels = count(waiting, "letter or copy is", "letters or copies are")
    return well("ledger", f"It can be read; {told}; {parcels} not done. reporter verify looks at all of it.")


def _clock(settings: Settings, now: datetime) -> Found:
    told = f"{now:%Y-%m-%d %H:%M %Z} in {settings.timezone}"
    program = shutil.which("timedatectl")
    asked = [program, "show", "--property=NTPSynchronized", "--value"] if program else []
    answer = _answer(asked) if asked else ""
    if answer == "no":
        return Found("clock", Health.DOUBTFUL, f"{told}; no time server keeps it.", "Run: timedatectl set-ntp true")
    kept = "kept by a time server" if answer == "yes" else "nothing here says whether a time server keeps it"
    return well("clock", f"{told}; {kept}.")


def _answer(command: list[str]) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=5, check=False).stdout.strip()  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ""


def _mail(settings: Settings) -> Found:
    mail = settings.mail
    if mail is None:
        return well("mail", "No letters are sent: there is no section [mail].")
    try:
        said = greeting(mail)
    except ReporterError as error:
        return _told("mail", error)
    if mail.login == "password" and mail.server.lower().endswith((".office365.com", ".outlook.com")):
        advice = 'Use login = "microsoft": Microsoft takes passwords for sending away.'
        return Found("mail", Health.DOUBTFUL, f"{said}.", advice)
    return well("mail", f"{said}.")


def _operator(settings: Settings) -> Found:
    if settings.operator.mail is None and settings.operator.heartbeat is None:
        advice = "Name operator.mail or operator.heartbeat in the config."
        return Found("operator", Health.DOUBTFUL, "Nobody hears when something is wrong.", advice)
    return well("operator", f"Told by {join(_ways(settings))}.")


def _ways(settings: Settings) -> list[str]:
    operator = settings.operator
    return [*(["mail"] if operator.mail else []), *(["heartbeat"] if operator.heartbeat else [])]


def _heartbeat(settings: Settings) -> Found:
    url = settings.operator.heartbeat
    if url is None:
        return well("heartbeat", "None is configured.")
    if said := reachable(url):
        return Found("heartbeat", Health.WRONG, said, "Check operator.heartbeat and the network.")
    return well("heartbeat", "Its host can be reached; nothing was reported to it.")


def _due(settings: Settings, now: datetime) -> Iterator[Found]:
    for board_id, board in settings.boards.items():
        try:
            occasions = timetable(board, now).occasions
        except ReporterError as error:
            yield _told(f"calendar of {board_id}", error)
            continue
        moments = sorted({o.draft for some in occasions.values() for o in some if now < o.draft <= now + DUE_WITHIN})
        if moments:
            yield well(
                f"calendar of {board_id}", f"Papers fall due on {join([uk_date(moment) for moment in moments])}."
            )
        else:
            said = f"No papers fall due within {DUE_WITHIN.days} days."
            yield Found(f"calendar of {board_id}", Health.DOUBTFUL, said, "Add the next meetings to its calendar.")
