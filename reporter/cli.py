"""The command `reporter`: the only place that reads the clock, prints, and sets the exit code."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from reporter import __version__, telling
from reporter.archive.editions import edition_file, editions
from reporter.due import look
from reporter.errors import ReporterError
from reporter.pipeline import check, run
from reporter.settings import Settings, load_settings
from reporter.work import Report, Request, Tell

EXIT_CODES = """Exit codes: 0 done, or nothing due. 1 something due was not produced. 2 the command was used wrongly.
3 the config is not valid. 4 the data is not valid. 75 another run is at work. Treat any other code as a failure."""

app = typer.Typer(
    name="reporter",
    help="Turns a safeguarding board's improvement plan into board papers.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # its tracebacks would print the data that was in hand
    context_settings={"help_option_names": ["-h", "--help"]},
)

ConfigOption = Annotated[Path, typer.Option("--config", "-c", help="The config file.", envvar="REPORTER_CONFIG")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of lines for people.")]
DAYS = ["%Y-%m-%d", "%d/%m/%Y"]
CONFIG = Path("config.toml")


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


@app.command("run", epilog=EXIT_CODES)
def run_command(  # noqa: PLR0913, PLR0917 - one parameter an option
    config: ConfigOption = CONFIG,
    board: Annotated[str | None, typer.Option(help="Only this board.")] = None,
    paper: Annotated[str | None, typer.Option(help="Only this paper.")] = None,
    meeting: Annotated[
        datetime | None,
        typer.Option(
            formats=DAYS, metavar="DATE", help="Ask for a meeting's papers on demand: the next edition, due or not."
        ),
    ] = None,
    as_at: Annotated[
        datetime | None,
        typer.Option(formats=DAYS, metavar="DATE", help="Ask for papers on demand with the data as at this day."),
    ] = None,
    today: Annotated[
        datetime | None, typer.Option(formats=DAYS, metavar="DATE", help="Take this day for today.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be made; make nothing.")] = False,
    as_json: JsonOption = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Say nothing unless something went wrong (for cron).")
    ] = False,
) -> None:
    """Make the papers that are due, or those asked for. Run again, it does nothing: what exists is never made twice."""
    with _errors_told():
        settings = load_settings(config)
        day = _day(today) or datetime.now(ZoneInfo(settings.timezone)).date()
        request = Request(board, paper, _day(meeting), _day(as_at))
        if dry_run:
            report = look(settings, request, day)
        else:
            with _progress(shown=not quiet and not as_json) as tell:
                report = run(settings, request, day, tell)
        files = {job.edition: edition_file(settings.output, job.edition) for job in report.jobs}
        if as_json:
            print(telling.report_json(report, day, files))
        elif not quiet:
            _tell_run(settings, report, dry_run=dry_run)
        for failed in report.failed:
            _complain(telling.failed_lines("Not produced", failed))
    raise typer.Exit(report.exit_code)


def _tell_run(settings: Settings, report: Report, *, dry_run: bool) -> None:
    for produced in report.produced:
        print(telling.produced_line(produced))
    if dry_run and report.jobs:
        print("These would be made:")
        for job in report.jobs:
            print(telling.job_line(job, edition_file(settings.output, job.edition)))
    if not report.jobs and not report.failed:
        print(f"Nothing is due. {telling.outlook(report)}")


@app.command("check", epilog=EXIT_CODES)
def check_command(config: ConfigOption = CONFIG, as_json: JsonOption = False) -> None:
    """Check config, calendar, data, templates and papers of every board. Writes nothing."""
    with _errors_told():
        settings = load_settings(config)
        report = check(settings)
        if as_json:
            print(telling.check_json(report))
        elif not report.failed:
            print(telling.checked_line(settings))
        for failed in report.failed:
            _complain(telling.failed_lines("To mend", failed))
    raise typer.Exit(report.exit_code)


@app.command("editions", epilog=EXIT_CODES)
def editions_command(config: ConfigOption = CONFIG, as_json: JsonOption = False) -> None:
    """List the editions that exist."""
    with _errors_told():
        settings = load_settings(config)
        found = [(edition, edition_file(settings.output, edition)) for edition in editions(settings.output)]
    if as_json:
        print(telling.editions_json(found))
        return
    for _, file in found:
        print(file)
    if not found:
        print(f"There are no editions in {settings.output} yet.")


@app.command(epilog=EXIT_CODES)
def init(folder: Annotated[Path, typer.Argument(help="A new or empty folder.")]) -> None:
    """Lay down a folder that runs: config.toml, the sample's data, and templates to restyle."""
    with _errors_told():
        from reporter.starter import lay_down  # noqa: PLC0415 - only this command needs it

        lay_down(folder)
    command = "reporter" if shutil.which("reporter") else f"{sys.executable} -m reporter"
    print(f"{folder} is ready. Next: cd {folder} && {command} run")


@contextmanager
def _errors_told() -> Iterator[None]:
    """Tell a known error in its own words and end with its exit code."""
    try:
        yield
    except ReporterError as error:
        _complain(str(problem) for problem in error.problems)
        raise typer.Exit(error.exit_code) from error


def _complain(lines: Iterator[str]) -> None:
    for line in lines:
        print(line, file=sys.stderr)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


@contextmanager
def _progress(*, shown: bool) -> Iterator[Tell]:
    """Steps on one line that is wiped at the end; nothing where the output is not a terminal."""
    if not (shown and sys.stderr.isatty()):
        yield lambda _step: None
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    # Refreshed by hand: a refreshing thread and the fork that reads the plan do not go together.
    with Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True) as progress:
        step = progress.add_task("Looking what is due")

        def tell(description: str) -> None:
            progress.update(step, description=description, refresh=True)

        yield tell
