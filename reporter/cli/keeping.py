"""Commands that keep and bring back: reprint, backup, restore."""

from pathlib import Path
from typing import Annotated

import typer

from reporter.cli.app import (
    CONFIG,
    EXIT_CODES,
    ConfigOption,
    EditionArgument,
    app,
    asker,
    chosen_edition,
    clock,
    errors_told,
    ledger_of,
    progress,
)
from reporter.settings import load_settings

PANEL = "Keeping"


@app.command("reprint", epilog=EXIT_CODES, rich_help_panel=PANEL)
def reprint_command(
    edition: EditionArgument,
    to: Annotated[
        Path, typer.Option("--to", metavar="FILE", help="A new file; its ending says which: .pdf, .html or .xlsx.")
    ],
    config: ConfigOption = CONFIG,
) -> None:
    """Make an edition again, byte for byte, from what was kept of it."""
    from reporter.making.reprinting import reprint  # noqa: PLC0415 - slow to import

    with errors_told():
        settings = load_settings(config)
        with ledger_of(settings) as ledger, progress(shown=True) as tell:
            digest = reprint(ledger, chosen_edition(edition, settings), to, tell)
    print(f"{to}: the same bytes as recorded (SHA-256 {digest})")


@app.command("backup", epilog=EXIT_CODES, rich_help_panel=PANEL)
def backup_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file, ending in .tar.")],
    config: ConfigOption = CONFIG,
) -> None:
    """Write ledger, snapshots and papers into one file. A run at work is not disturbed."""
    from reporter.archive.backup import backup  # noqa: PLC0415 - only this command needs it

    with errors_told():
        settings = load_settings(config)
        papers = backup(settings.ledger, settings.output, file, clock)
    print(f"{file}: the ledger and {papers}. Keep it as safe as the plan itself.")


@app.command("restore", epilog=EXIT_CODES, rich_help_panel=PANEL)
def restore_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What reporter backup wrote.")],
    config: ConfigOption = CONFIG,
) -> None:
    """Bring back what a backup holds and is missing here: the ledger, papers."""
    from reporter.archive.backup import restore  # noqa: PLC0415 - only this command needs it

    with errors_told():
        settings = load_settings(config)
        papers = restore(settings.ledger, settings.output, file, asker(), clock)
    print(f"Restored the ledger and {papers}. Next: reporter verify")
