"""Commands that hand over what was issued: send, settle."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from reporter.archive.ledger import Ledger
from reporter.cli.app import (
    CONFIG,
    EXIT_CODES,
    ConfigOption,
    EditionArgument,
    JsonOption,
    NameOption,
    QuietOption,
    ReasonOption,
    app,
    asker,
    chosen_edition,
    complain,
    decider,
    errors_told,
    ledger_of,
    progress,
    said,
)
from reporter.cli.delivering import attendance_of
from reporter.cli.stopping import StopBetweenSteps
from reporter.domain.meetings import Edition
from reporter.domain.naming import edition_of
from reporter.domain.wording import count
from reporter.errors import Problem, UsageError
from reporter.sending import orders
from reporter.sending.letters import messages, write_letters
from reporter.settings import Settings, load_settings
from reporter.telling import sent as telling
from reporter.work import Sent, Tell

PANEL = "Sending"
AGAIN = "Sent again on purpose."


@app.command("send", epilog=EXIT_CODES, rich_help_panel=PANEL)
def send_command(  # noqa: PLR0913, PLR0917 - one parameter an option
    edition: Annotated[
        str | None, typer.Argument(metavar="EDITION", help="An edition's id; without it, all that waits and is due.")
    ] = None,
    config: ConfigOption = CONFIG,
    failed_only: Annotated[
        bool,
        typer.Option("--failed-only", help="Send the edition to all who did not get it, the same as they would have."),
    ] = False,
    to: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Send the edition to this address, also if it was sent before."),
    ] = None,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why it is sent to that address.")] = AGAIN,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Write the messages as .eml files; send nothing. Of drafts as well.")
    ] = False,
    into: Annotated[Path, typer.Option(metavar="FOLDER", help="Where --dry-run writes them: a new folder.")] = Path(
        "letters"
    ),
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Send what was issued and waits. Run again, it sends nothing twice."""
    with errors_told():
        _check(edition, to, failed_only=failed_only, dry_run=dry_run)
        settings = load_settings(config)
        if dry_run:
            _write(settings, edition, into, shown=not quiet)
            return
        shown = not (quiet or as_json)
        sent = _send(settings, edition, to, said("--reason", reason), shown=shown, quiet=quiet)
    if as_json:
        print(telling.sent_json(sent))
    elif not quiet:
        for line in telling.named_lines(sent) if sent and sent.parcels else ["Nothing is due to be sent."]:
            print(line)
    if settings.logs.form == "human":
        complain(telling.complaints(sent))
    raise typer.Exit(sent.exit_code if sent else 0)


def _check(edition: str | None, to: str | None, *, failed_only: bool, dry_run: bool) -> None:
    """Raises UsageError where it is not clear what is to go to whom."""
    if (to or failed_only) and not edition:
        raise UsageError(Problem("reporter send", "There is no edition to send.", "Name it before the options."))
    if edition and not dry_run and bool(to) == failed_only:
        advice = "Use either --failed-only, for those who did not get it, or --to ADDRESS."
        raise UsageError(Problem("reporter send", "It is not clear to whom.", advice))
    if to and dry_run:
        raise UsageError(
            Problem("--to", "A dry run has no use for it.", "Leave it out: the letter is the same for all.")
        )


def _send(  # noqa: PLR0913 - what is asked for, and who is to hear of it
    settings: Settings, edition: str | None, to: str | None, reason: str, *, shown: bool, quiet: bool
) -> Sent | None:
    chosen = chosen_edition(edition, settings) if edition else None
    attendance = attendance_of(settings, quiet=quiet)
    with attendance.over_sending(), ledger_of(settings) as ledger:
        with StopBetweenSteps() as stop, progress(shown=shown) as shown_:
            sent = _ordered(settings, ledger, chosen, to, reason, stop.between_steps(shown_))
        attendance.take_in_sent(sent, ledger)
    return sent


def _ordered(  # noqa: PLR0913, PLR0917 - what is asked for
    settings: Settings, ledger: Ledger, edition: Edition | None, to: str | None, reason: str, tell: Tell
) -> Sent | None:
    if edition is None:
        return orders.deliver(settings, ledger, asker(), tell)
    if to is None:
        return orders.send_edition(settings, ledger, edition, asker(), tell)
    return orders.send_to(settings, ledger, edition, said("--to", to), asker(), reason, tell)


def _write(settings: Settings, edition: str | None, into: Path, *, shown: bool) -> None:
    with ledger_of(settings) as ledger, progress(shown=shown) as tell:
        chosen = chosen_edition(edition, settings) if edition else None
        number = write_letters(into, messages(settings, ledger, chosen, asker(), tell))
    print(f"{count(number, 'message')} in {into}; nothing was sent." if number else "No letter waits.")


@app.command("settle", epilog=EXIT_CODES, rich_help_panel=PANEL)
def settle_command(
    edition: EditionArgument,
    recipient: Annotated[str, typer.Argument(metavar="RECIPIENT", help="The address, or the path of the copy.")],
    by: NameOption,
    reason: ReasonOption,
    config: ConfigOption = CONFIG,
) -> None:
    """Record that nothing more is to be sent to somebody, such as when a letter that is unknown has arrived."""
    with errors_told():
        settings = load_settings(config)
        chosen = _about(edition, settings)
        with ledger_of(settings) as ledger:
            orders.settle(ledger, chosen, recipient, decider(by), said("--reason", reason))
    print(f"Settled: {chosen.id} for {recipient}.")


def _about(text: str, settings: Settings) -> Edition:
    """What letters are about: an edition, or what leads were asked before a meeting, which has the number 0."""
    asked = edition_of(f"{text.removesuffix('-e0')}-e1") if text.endswith("-e0") else None
    return replace(asked, number=0) if asked else chosen_edition(text, settings)
