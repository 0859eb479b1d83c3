"""The command that makes papers to be looked at: preview."""

import sys
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from reporter.agenda.requests import check_names, only_board
from reporter.cli.app import (
    CONFIG,
    DAYS,
    EXIT_CODES,
    BoardOption,
    ConfigOption,
    PaperOption,
    TodayOption,
    app,
    asker,
    complain,
    day,
    errors_told,
    ledger_of,
    moment,
    progress,
)
from reporter.cli.running import PANEL
from reporter.cli.stopping import Stop
from reporter.previewing import Easel, check_folder, preview
from reporter.settings import load_settings
from reporter.telling.previews import preview_line
from reporter.telling.runs import complaints
from reporter.work import Failed, Report, Request

FOLDER = "preview"
DOTS_PER_INCH = 96


@app.command("preview", epilog=EXIT_CODES, rich_help_panel=PANEL)
def preview_command(  # noqa: PLR0913, PLR0917 - one parameter an option
    config: ConfigOption = CONFIG,
    board: BoardOption = None,
    paper: PaperOption = None,
    meeting: Annotated[
        datetime | None,
        typer.Option(formats=DAYS, metavar="DATE", help="For this meeting; else the next, or the last."),
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="DIR", help="Into this folder; else preview, beside the config.")
    ] = None,
    dpi: Annotated[int, typer.Option(min=24, max=600, help="Dots per inch of the pictures.")] = DOTS_PER_INCH,
    watch: Annotated[bool, typer.Option("--watch", help="Stay, and make it again after each change.")] = False,
    today: TodayOption = None,
) -> None:
    """Make papers to look at: HTML, PDF and pictures of the pages. Records nothing, and uses up no number."""
    easel = Easel(to or config.parent / FOLDER, dpi)
    request = Request(asker(), board, paper, day(meeting))
    if watch:
        raise typer.Exit(_stay(config, request, easel, today))
    report = Report()
    with errors_told():
        settings = load_settings(config)
        with ledger_of(settings) as ledger, Stop() as stop, progress(shown=True) as tell:
            now = moment(settings, today)
            for outcome in preview(settings, request, now, ledger, easel, stop.between_steps(tell)):
                stop.heed()
                if isinstance(outcome, Failed):
                    report.add(outcome)
                else:
                    print(preview_line(outcome))
    complain(complaints(report))
    raise typer.Exit(report.exit_code)


def _stay(config: Path, request: Request, easel: Easel, today: datetime | None) -> int:
    with errors_told():
        settings = load_settings(config)
        board = only_board(settings, request.board)
        check_names(settings, Request(request.by, board, request.paper))
        check_folder(settings, easel.folder)
        from reporter.watching import Watcher  # noqa: PLC0415 - only this option needs it

        command = list(_command(config, request, easel, today))
        say = partial(print, flush=True)  # a reader at the other end of a pipe has each line when it is told
        return Watcher(config, request.board, command, say, partial(print, file=sys.stderr, flush=True)).stay()


def _command(config: Path, request: Request, easel: Easel, today: datetime | None) -> Iterator[str]:
    """What makes one preview; -P: the folder that one is in is no place to import from."""
    yield from (sys.executable, "-P", "-m", "reporter", "preview", "--config", str(config))
    yield from ("--to", str(easel.folder), "--dpi", str(easel.dots_per_inch))
    given = {"--board": request.board, "--paper": request.paper, "--meeting": request.meeting, "--today": day(today)}
    for option, value in given.items():
        if value is not None:
            yield from (option, str(value))
