"""What all commands have in common: the application, its usual options, its clock, and how errors are told."""

import getpass
import os
import socket
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Annotated

import typer

from reporter import __version__
from reporter.archive.ledger import Ledger, open_ledger
from reporter.domain.meetings import Edition
from reporter.domain.naming import ENDINGS, edition_of
from reporter.errors import Problem, ReporterError, UsageError, system_refused
from reporter.settings import Settings
from reporter.work import Tell

EXIT_CODES = """Exit codes: 0 done, or nothing due. 1 something due was not produced, or is not as it should be. 2 the
command was used wrongly. 3 the config is not valid. 4 the data is not valid. 5 a paper is held until somebody releases
it. 6 something that was issued could not be handed over. 75 another run is at work. 143 it was told to stop. Treat any
other code as a failure."""

app = typer.Typer(
    name="reporter",
    help="Turns a safeguarding board's improvement plan into board papers.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # its tracebacks would print the data that was in hand
    context_settings={"help_option_names": ["-h", "--help"]},
)

CONFIG = Path("config.toml")
DAYS = ["%Y-%m-%d", "%d/%m/%Y"]
ConfigOption = Annotated[Path, typer.Option("--config", "-c", help="The config file.", envvar="REPORTER_CONFIG")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of lines for people.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing unless something went wrong (for cron).")]
BoardOption = Annotated[str | None, typer.Option(help="Only this board.")]
PaperOption = Annotated[str | None, typer.Option(help="Only this paper.")]
TodayOption = Annotated[datetime | None, typer.Option(formats=DAYS, metavar="DATE", help="Take this day for today.")]
EditionArgument = Annotated[
    str, typer.Argument(metavar="EDITION", help="An edition's id, such as nottingham/2015-03-25/board-paper-e1.")
]
NameOption = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides: it stays in the ledger.")]
ReasonOption = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why: it stays in the ledger.")]


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"reporter {__version__}")
        raise typer.Exit


@app.callback()
def _reporter(
    _version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    pass


def clock() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


def moment(settings: Settings, today: datetime | None) -> datetime:
    """Now in the boards' timezone, or the end of the day that is to be taken for today."""
    if today is None:
        return clock().astimezone(settings.zone)
    return datetime.combine(today.date(), time(23, 59), settings.zone)


def day(chosen: datetime | None) -> date | None:
    """The day that an option names."""
    return chosen.date() if chosen else None


def ledger_of(settings: Settings) -> AbstractContextManager[Ledger]:
    """The ledger of the config, with the real clock."""
    return open_ledger(settings.ledger, clock)


def asker() -> str:
    """Who runs this command: user and machine."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = f"user {os.getuid()}"
    return f"{user}@{socket.gethostname()}, process {os.getpid()}"


def said(option: str, text: str) -> str:
    """What somebody wrote, to be kept for ever. Raises UsageError where it is empty or does not print."""
    if not text.strip() or not text.isprintable():
        raise UsageError(Problem(option, "It is empty, or holds characters that do not print.", "Write it in words."))
    return text.strip()


def decider(name: str) -> str:
    """Who decides, and who runs the command for them."""
    return f"{said('--by', name)} ({asker()})"


def chosen_edition(text: str, settings: Settings) -> Edition:
    """The edition that somebody names by its id or by its file. Raises UsageError where it cannot be one."""
    name = text
    if text.endswith(ENDINGS):
        path = Path(text).resolve()
        name = (
            str(path.relative_to(settings.output.resolve())) if path.is_relative_to(settings.output.resolve()) else text
        )
    edition = edition_of(name)
    if edition is None:
        advice = "Write it as nottingham/2015-03-25/board-paper-e1; reporter editions lists them."
        raise UsageError(Problem("EDITION", f'"{text}" is no edition.', advice))
    return edition


@contextmanager
def errors_told() -> Iterator[None]:
    """Tell a known error in its own words and end with its exit code."""
    try:
        yield
    except ReporterError as error:
        complain(str(problem) for problem in error.problems)
        raise typer.Exit(error.exit_code) from error
    except BrokenPipeError:  # whoever read what we say has enough: typer knows what to do
        raise
    except OSError as error:
        complain([str(system_refused("reporter", error))])
        raise typer.Exit(ReporterError.exit_code) from error


def complain(lines: Iterable[str]) -> None:
    """Lines for people, on standard error."""
    for line in lines:
        print(line, file=sys.stderr)


@contextmanager
def progress(*, shown: bool) -> Iterator[Tell]:
    """Steps on one line that is wiped at the end; nothing where the output is not a terminal."""
    if not (shown and sys.stderr.isatty()):
        yield lambda _step: None
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    # Refreshed by hand: a refreshing thread and the fork that reads the plan do not go together.
    with Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True) as shown_progress:
        step = shown_progress.add_task("Looking what is due")

        def tell(description: str) -> None:
            shown_progress.update(step, description=description, refresh=True)

        yield tell
