"""Commands that make papers: run, backfill, check."""

import sys
from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from reporter.agenda.due import look
from reporter.agenda.requests import check_names
from reporter.attending.log import Log
from reporter.cli.app import (
    CONFIG,
    DAYS,
    EXIT_CODES,
    BoardOption,
    ConfigOption,
    JsonOption,
    PaperOption,
    QuietOption,
    TodayOption,
    app,
    asker,
    complain,
    day,
    errors_told,
    ledger_of,
    moment,
    progress,
    said,
)
from reporter.cli.delivering import attendance_of, chase_before, deliver_after
from reporter.cli.stopping import Stop
from reporter.pipeline import run
from reporter.settings import Settings, load_settings
from reporter.telling import runs as telling
from reporter.telling.sent import complaints as sent_complaints
from reporter.telling.sent import sent_lines
from reporter.work import Report, Request, Sent

if TYPE_CHECKING:
    from reporter.checking import Checked

PANEL = "Making papers"


@app.command("run", epilog=EXIT_CODES, rich_help_panel=PANEL)
def run_command(  # noqa: PLR0913, PLR0917 - one parameter an option
    config: ConfigOption = CONFIG,
    board: BoardOption = None,
    paper: PaperOption = None,
    meeting: Annotated[
        datetime | None,
        typer.Option(
            formats=DAYS, metavar="DATE", help="Ask for a meeting's papers on demand: the next edition, due or not."
        ),
    ] = None,
    as_at: Annotated[
        datetime | None,
        typer.Option(formats=DAYS, metavar="DATE", help="Ask for papers on demand, with the data as it stood then."),
    ] = None,
    reason: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Ask for papers on demand, and keep the reason in the ledger.")
    ] = None,
    today: TodayOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be made; make nothing.")] = False,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Make the papers that are due, or those asked for. Run again, it does nothing: what exists is never made twice."""
    with errors_told():
        request = Request(asker(), board, paper, day(meeting), day(as_at), reason and said("--reason", reason))
    _run(config, request, today, dry_run=dry_run, as_json=as_json, quiet=quiet)


@app.command("backfill", epilog=EXIT_CODES, rich_help_panel=PANEL)
def backfill_command(  # noqa: PLR0913, PLR0917 - one parameter an option
    first: Annotated[datetime, typer.Option("--from", formats=DAYS, metavar="DATE", help="The first meeting's day.")],
    last: Annotated[datetime, typer.Option("--to", formats=DAYS, metavar="DATE", help="The last meeting's day.")],
    config: ConfigOption = CONFIG,
    board: BoardOption = None,
    paper: PaperOption = None,
    today: TodayOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be made; make nothing.")] = False,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Make the papers of past meetings that have none, each with what was recorded by its own data cut."""
    request = Request(asker(), board, paper, backfill=(first.date(), last.date()))
    _run(config, request, today, dry_run=dry_run, as_json=as_json, quiet=quiet)


def _run(  # noqa: PLR0913 - one parameter an option
    config: ConfigOption, request: Request, today: datetime | None, *, dry_run: bool, as_json: bool, quiet: bool
) -> NoReturn:
    with errors_told():
        settings = load_settings(config)
        now = moment(settings, today)
        if dry_run:
            with ledger_of(settings) as ledger:
                report, sent = look(settings, request, now, ledger), None
        else:
            report, sent = _made(settings, request, now, shown=not quiet and not as_json, quiet=quiet)
        if as_json:
            print(telling.report_json(report, now.date(), settings.output, sent))
        elif not quiet:
            _tell(settings, report, dry_run=dry_run)
            for line in sent_lines(sent):
                print(line)
        if dry_run or settings.logs.form == "human":
            complain([*telling.complaints(report), *sent_complaints(sent)])
    raise typer.Exit(report.exit_code or (sent.exit_code if sent else 0))


def _made(
    settings: Settings, request: Request, now: datetime, *, shown: bool, quiet: bool
) -> tuple[Report, Sent | None]:
    """Make what is due and send what waits, while somebody attends to it."""
    check_names(settings, request)
    attendance = attendance_of(settings, quiet=quiet)
    with Stop() as stop, attendance.over_a_run(request), ledger_of(settings) as ledger:
        with progress(shown=shown) as tell:
            report = run(settings, request, now, ledger, stop.between_steps(tell))
        stop.heed()
        chase_before(settings, request, ledger, report)
        sent = deliver_after(settings, ledger, report, shown=shown)
        attendance.take_in(report, sent, ledger)
    return report, sent


def _tell(settings: Settings, report: Report, *, dry_run: bool) -> None:
    for line in telling.outcome_lines(report):
        print(line)
    if dry_run and report.jobs:
        print("These would be made:")
        for job in report.jobs:
            print(telling.job_line(job, settings.output))
    if not report.jobs and not report.failed and not report.held:
        print(f"Nothing is due. {telling.outlook(report)}".strip())


@app.command("schedule", epilog=EXIT_CODES, rich_help_panel=PANEL)
def schedule_command(config: ConfigOption = CONFIG) -> None:
    """Stay and run what is due: at once, then on the days and at the times in the config, until told to stop."""
    with errors_told():
        settings = load_settings(config)
        from reporter.schedule import keep  # noqa: PLC0415 - only this command needs it

        log = Log(settings.logs, quiet=False)
        # Flushed, so that a journal or a log has each line when it is told.
        say = log.say if log.is_kept else partial(print, flush=True)
        complain_ = log.complain if log.is_kept else partial(print, file=sys.stderr, flush=True)
        code = keep(config, settings, say, complain_)
    raise typer.Exit(code)


@app.command("check", epilog=EXIT_CODES, rich_help_panel=PANEL)
def check_command(
    config: ConfigOption = CONFIG,
    as_json: JsonOption = False,
    xlsx: Annotated[
        Path | None, typer.Option("--xlsx", metavar="FILE", help="Write the problems into a new workbook for leads.")
    ] = None,
) -> None:
    """Check config, calendar, data, templates and papers of every board. Changes nothing."""
    from reporter.checking import check, exit_code  # noqa: PLC0415 - only this command needs it
    from reporter.telling.checks import check_json, check_lines  # noqa: PLC0415

    with errors_told():
        settings = load_settings(config)
        with ledger_of(settings) as ledger:
            now = moment(settings, None)
            checked = check(settings, ledger, now)
        if xlsx:
            _write_problems(xlsx, checked, now.date())
    if as_json:
        print(check_json(checked))
    else:
        for line in check_lines(checked):
            print(line, file=sys.stderr if exit_code(checked) else sys.stdout)
    raise typer.Exit(exit_code(checked))


def _write_problems(file: Path, checked: "Sequence[Checked]", today: date) -> None:
    from reporter.new_file import write_new  # noqa: PLC0415 - only this option needs them
    from reporter.telling.problem_book import problem_book  # noqa: PLC0415

    write_new(file, problem_book(checked, today))
