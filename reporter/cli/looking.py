"""Commands that look and change nothing: editions, history, compare, calendar, verify."""

from datetime import datetime
from typing import Annotated

import typer

from reporter.agenda.requests import check_board
from reporter.cli.app import (
    CONFIG,
    DAYS,
    EXIT_CODES,
    BoardOption,
    ConfigOption,
    EditionArgument,
    JsonOption,
    TodayOption,
    app,
    chosen_edition,
    complain,
    errors_told,
    ledger_of,
    moment,
)
from reporter.settings import load_settings
from reporter.telling import listing
from reporter.telling.problems import problems_json

PANEL = "Looking, without changing anything"


@app.command("editions", epilog=EXIT_CODES, rich_help_panel=PANEL)
def editions_command(config: ConfigOption = CONFIG, board: BoardOption = None, as_json: JsonOption = False) -> None:
    """List the editions that exist, and where each stands."""
    with errors_told():
        settings = load_settings(config)
        with ledger_of(settings) as ledger:
            check_board(settings, board)
            found = ledger.standings(board)
    if as_json:
        print(listing.editions_json(found, settings.output))
    else:
        print(listing.editions_table(found, settings.output, settings.zone))


@app.command("history", epilog=EXIT_CODES, rich_help_panel=PANEL)
def history_command(edition: EditionArgument, config: ConfigOption = CONFIG, as_json: JsonOption = False) -> None:
    """Tell all that was recorded of an edition: every attempt, who asked, what came of it."""
    from reporter.making.reprinting import recorded_of  # noqa: PLC0415 - only this command needs it

    with errors_told():
        settings = load_settings(config)
        with ledger_of(settings) as ledger:
            entries = recorded_of(ledger, chosen_edition(edition, settings))
    if as_json:
        print(listing.history_json(entries))
        return
    for line in listing.history_lines(entries, settings.zone):
        print(line)


@app.command("compare", epilog=EXIT_CODES, rich_help_panel=PANEL)
def compare_command(
    a: EditionArgument, b: EditionArgument, config: ConfigOption = CONFIG, as_json: JsonOption = False
) -> None:
    """Say what differs between two editions."""
    from reporter.comparing import compare, comparison_json, comparison_lines  # noqa: PLC0415 - slow to import

    with errors_told():
        settings = load_settings(config)
        with ledger_of(settings) as ledger:
            found = compare(ledger, chosen_edition(a, settings), chosen_edition(b, settings))
    if as_json:
        print(comparison_json(found))
        return
    for line in comparison_lines(found):
        print(line)


@app.command("calendar", epilog=EXIT_CODES, rich_help_panel=PANEL)
def calendar_command(  # noqa: PLR0913, PLR0917 - one parameter an option
    config: ConfigOption = CONFIG,
    board: BoardOption = None,
    move: Annotated[
        tuple[datetime, datetime] | None,
        typer.Option(formats=DAYS, metavar="FROM TO", help="What if the meeting moves? Nothing is changed."),
    ] = None,
    past: Annotated[bool, typer.Option("--past", help="Meetings that are over as well.")] = False,
    today: TodayOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the meetings with the days that hang together: data cut, draft, sign-off, despatch."""
    from reporter.telling import almanac  # noqa: PLC0415 - only this command needs it

    with errors_told():
        settings = load_settings(config)
        now = moment(settings, today)
        with ledger_of(settings) as ledger:
            if move:
                shown = almanac.moved(settings, ledger, board, (move[0].date(), move[1].date()), now)
            else:
                shown = almanac.calendar(settings, ledger, board, now, past=past)
    print(almanac.as_json(shown) if as_json else almanac.as_text(shown))


@app.command("verify", epilog=EXIT_CODES, rich_help_panel=PANEL)
def verify_command(config: ConfigOption = CONFIG, as_json: JsonOption = False) -> None:
    """Check that every paper is there as it was recorded, and all that it was made from."""
    from reporter.verifying import verify  # noqa: PLC0415 - only this command needs it

    with errors_told():
        settings = load_settings(config)
        with ledger_of(settings) as ledger:
            problems = list(verify(settings, ledger))
    if as_json:
        print(problems_json(problems))
    elif not problems:
        print("Every paper is there as it was recorded, and all that it was made from.")
    else:
        complain(str(problem) for problem in problems)
    raise typer.Exit(1 if problems else 0)
