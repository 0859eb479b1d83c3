"""Commands for what only a person decides: issue, withdraw, release."""

import typer

from reporter.cli.app import (
    CONFIG,
    EXIT_CODES,
    ConfigOption,
    EditionArgument,
    NameOption,
    ReasonOption,
    app,
    chosen_edition,
    complain,
    decider,
    errors_told,
    ledger_of,
    progress,
    said,
)
from reporter.cli.delivering import deliver_after
from reporter.settings import load_settings
from reporter.telling.runs import complaints as run_complaints
from reporter.telling.runs import files_said
from reporter.telling.sent import complaints, sent_lines
from reporter.work import Report

PANEL = "Deciding"


@app.command("issue", epilog=EXIT_CODES, rich_help_panel=PANEL)
def issue_command(edition: EditionArgument, by: NameOption, config: ConfigOption = CONFIG) -> None:
    """Make the paper that goes out from the draft that was approved."""
    from reporter.deciding import issue  # noqa: PLC0415 - slow to import

    with errors_told():
        settings = load_settings(config)
        with ledger_of(settings) as ledger:
            with progress(shown=True) as tell:
                files = issue(settings, ledger, chosen_edition(edition, settings), decider(by), tell)
            print(f"Issued: {files_said(files)}")
            report = Report()
            sent = deliver_after(settings, ledger, report, shown=True)
    for line in sent_lines(sent):
        print(line)
    complain([*run_complaints(report), *complaints(sent)])
    raise typer.Exit(report.exit_code or (sent.exit_code if sent else 0))


@app.command("withdraw", epilog=EXIT_CODES, rich_help_panel=PANEL)
def withdraw_command(
    edition: EditionArgument, by: NameOption, reason: ReasonOption, config: ConfigOption = CONFIG
) -> None:
    """Record that an edition counts no more. Its file stays where it is."""
    from reporter.deciding import ask_again, withdraw  # noqa: PLC0415 - slow to import

    with errors_told():
        settings = load_settings(config)
        chosen = chosen_edition(edition, settings)
        with ledger_of(settings) as ledger:
            withdraw(ledger, chosen, decider(by), said("--reason", reason))
    print(f"Withdrawn: {chosen.id}. If the meeting takes place, the next edition comes with: {ask_again(chosen)}")


@app.command("release", epilog=EXIT_CODES, rich_help_panel=PANEL)
def release_command(
    edition: EditionArgument, by: NameOption, reason: ReasonOption, config: ConfigOption = CONFIG
) -> None:
    """Let an edition pass that is held, for the data as it is. The next run makes it."""
    from reporter.deciding import release  # noqa: PLC0415 - slow to import

    with errors_told():
        settings = load_settings(config)
        chosen = chosen_edition(edition, settings)
        with ledger_of(settings) as ledger:
            release(ledger, chosen, decider(by), said("--reason", reason))
    print(f"Released: {chosen.id}. Now run again: reporter run, or as you asked for it before.")
