"""Commands for a start: init, import, template."""

import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from reporter.agenda.requests import only_board
from reporter.cli.app import CONFIG, EXIT_CODES, BoardOption, ConfigOption, app, clock, errors_told
from reporter.settings import load_settings

PANEL = "Starting"
MARKED = (
    "\nHeadings with a ? are not read. Where one matters, find its line there, take the first # away, and write what "
    "it means:\ndocs/trackers.md lists the meanings."
)


@app.command(epilog=EXIT_CODES, rich_help_panel=PANEL)
def init(folder: Annotated[Path, typer.Argument(help="A new or empty folder.")]) -> None:
    """Lay down a folder that runs: config.toml, the sample's data, and templates to restyle."""
    with errors_told():
        from reporter.starter import lay_down  # noqa: PLC0415 - only this command needs it

        lay_down(folder)
    command = "reporter" if shutil.which("reporter") else f"{sys.executable} -m reporter"
    print(f"{folder} is ready. Next: cd {folder} && {command} run")


@app.command("template", epilog=EXIT_CODES, rich_help_panel=PANEL)
def template_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file, ending in .xlsx.")],
) -> None:
    """Write an empty tracker to fill in: a workbook with drop-downs and guidance."""
    from reporter.blank_tracker.laying_down import config_section, lay_down_tracker  # noqa: PLC0415 - only this command

    with errors_told():
        lay_down_tracker(file)
    print(f"{file} is ready to be filled in. To read it, add this to the config, with your board's id for ID:\n")
    print(config_section(file))


@app.command("import", epilog=EXIT_CODES, rich_help_panel=PANEL)
def import_command(  # noqa: PLR0913, PLR0917 - one parameter an option
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The spreadsheet that the service keeps.")],
    config: ConfigOption = CONFIG,
    board: BoardOption = None,
    sheet: Annotated[
        list[str] | None, typer.Option("--sheet", metavar="SHEET", help="Read this sheet; may be given again.")
    ] = None,
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="What the config calls it.")] = "tracker",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show how it is read; write nothing.")] = False,
) -> None:
    """Look at a tracker: show how it is read, and write the section of the config that reads it so."""
    from reporter import importing  # noqa: PLC0415 - only this command needs it
    from reporter.telling.trackers import tracker_lines  # noqa: PLC0415

    with errors_told():
        settings = load_settings(config)
        chosen = only_board(settings, board)
        importing.check_new(config, settings, chosen, name)
        today = clock().astimezone(settings.zone).date()
        looked = importing.look_at(file, sheet or [], settings.boards[chosen].limits, today)
        text = importing.section(looked, chosen, name, config.parent)
        for line in tracker_lines(looked):
            print(line)
        print(f"\n{text}")
        if not dry_run:
            importing.add_to_config(config, settings, chosen, name, text)
            print(f"Written to {config}.{MARKED if looked.unread else ''} Next: reporter check")
