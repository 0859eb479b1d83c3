"""Commands for whoever looks after the program: status, doctor."""

import typer

from reporter.cli.app import (
    CONFIG,
    EXIT_CODES,
    ConfigOption,
    JsonOption,
    TodayOption,
    app,
    errors_told,
    ledger_of,
    moment,
)
from reporter.settings import load_settings

PANEL = "Looking after it"


@app.command("status", epilog=EXIT_CODES, rich_help_panel=PANEL)
def status_command(config: ConfigOption = CONFIG, today: TodayOption = None, as_json: JsonOption = False) -> None:
    """Tell where each paper and each letter stands. Exit code 1 where one is overdue or stuck."""
    from reporter.agenda.standing import Standing, standings  # noqa: PLC0415 - only this command needs them
    from reporter.archive.outbox import Outbox  # noqa: PLC0415
    from reporter.attending.memory import Memory  # noqa: PLC0415
    from reporter.telling.status import LastRun, Overview, status_json, status_lines  # noqa: PLC0415
    from reporter.work import Failed  # noqa: PLC0415

    with errors_told():
        settings = load_settings(config)
        now = moment(settings, today)
        with ledger_of(settings) as ledger:
            found = list(standings(settings, ledger, now))
            parcels = Outbox(ledger).open()
        memory = Memory.read(settings.operator.memory)
    last_run = LastRun(memory.run, memory.code) if memory.run and memory.code is not None else None
    papers, failed = [p for p in found if isinstance(p, Standing)], [f for f in found if isinstance(f, Failed)]
    overview = Overview(now, papers, failed, parcels, last_run)
    if as_json:
        print(status_json(overview))
    else:
        for line in status_lines(overview):
            print(line)
    raise typer.Exit(overview.exit_code)


@app.command("doctor", epilog=EXIT_CODES, rich_help_panel=PANEL)
def doctor_command(config: ConfigOption = CONFIG, as_json: JsonOption = False) -> None:
    """Look whether the machine has all that a run needs, and how to mend what is wrong. Changes and sends nothing."""
    from reporter.attending.doctor import examine  # noqa: PLC0415 - only this command needs it
    from reporter.telling.health import exit_code, health_json, health_lines  # noqa: PLC0415

    with errors_told():
        settings = load_settings(config)
        found = list(examine(settings, moment(settings, None)))
    if as_json:
        print(health_json(found))
    else:
        for line in health_lines(found):
            print(line)
    raise typer.Exit(exit_code(found))
