"""The command that asks leads for updates: chase."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reporter.archive.ledger import Ledger
from reporter.cli.app import (
    CONFIG,
    EXIT_CODES,
    BoardOption,
    ConfigOption,
    JsonOption,
    TodayOption,
    app,
    asker,
    complain,
    errors_told,
    ledger_of,
    moment,
)
from reporter.cli.delivering import attendance_of
from reporter.cli.stopping import StopBetweenSteps
from reporter.domain.wording import count
from reporter.errors import Problem, UsageError
from reporter.sending import orders
from reporter.settings import Mail, Settings, load_settings
from reporter.settings.delivery import NO_MAIL
from reporter.telling import sent as telling
from reporter.work import Sent

if TYPE_CHECKING:
    from reporter.chasing.rounds import ChasingRound

PANEL = "Sending"
ON_PURPOSE = "asked for by a person"


@app.command("chase", epilog=EXIT_CODES, rich_help_panel=PANEL)
def chase_command(  # noqa: PLR0913, PLR0917 - one parameter an option
    config: ConfigOption = CONFIG,
    board: BoardOption = None,
    lead: Annotated[str | None, typer.Option(metavar="NAME", help="Only this lead.")] = None,
    send: Annotated[bool, typer.Option("--send", help="Send the letters; without it they are only shown.")] = False,
    again: Annotated[bool, typer.Option("--again", help="With --send: also to those who have this meeting's.")] = False,
    into: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Write the letters into this new folder, as .eml files.")
    ] = None,
    today: TodayOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ask leads for updates before the data cut: show who is asked what; with --send, send it."""
    from reporter.chasing.chase import rounds  # noqa: PLC0415 - slow to import
    from reporter.chasing.telling import round_lines, rounds_json  # noqa: PLC0415

    with errors_told():
        settings = load_settings(config)
        mail = _mail(settings)
        _check(send=send, again=again, into=into, today=today is not None)
        with ledger_of(settings) as ledger:
            found = rounds(settings, ledger, moment(settings, today), board=board, lead=lead)
            if as_json:
                print(rounds_json(found))
            else:
                for line in (line for one in found for line in round_lines(one)):
                    print(line)
                if not found:
                    print("No data cut is to come: the calendar has no later meeting.")
            if into:
                _write(settings, found, mail, into)
            sent = _send(settings, found, mail, ledger, again=again) if send else None
    if send and not as_json:
        for line in telling.named_lines(sent) if sent and sent.parcels else ["Nothing is due to be sent."]:
            print(line)
    if settings.logs.form == "human":  # else the log has told it
        complain(telling.complaints(sent))
    raise typer.Exit(sent.exit_code if sent else 0)


def _check(*, send: bool, again: bool, into: Path | None, today: bool) -> None:
    """Raises UsageError where options do not go together."""
    if again and not send:
        raise UsageError(Problem("--again", "Nothing is sent without --send.", "Add it, or leave --again out."))
    if send and (into or today):
        found = "Letters are sent as things stand today; --into and --today are for looking."
        raise UsageError(Problem("--send", found, "Leave them out."))


def _mail(settings: Settings) -> Mail:
    if settings.mail is None:
        raise UsageError(NO_MAIL)
    return settings.mail


def _write(settings: Settings, found: "Sequence[ChasingRound]", mail: Mail, into: Path) -> None:
    from reporter.chasing.chase import messages  # noqa: PLC0415
    from reporter.sending.letters import write_letters  # noqa: PLC0415

    now = moment(settings, None)
    number = write_letters(into, (one for some in found for one in messages(some, mail, now, asker())))
    complain([f"{count(number, 'message')} in {into}; nothing was sent." if number else "There is no letter to write."])


def _send(
    settings: Settings, found: "Sequence[ChasingRound]", mail: Mail, ledger: Ledger, *, again: bool
) -> Sent | None:
    from reporter.chasing.chase import queue  # noqa: PLC0415

    attendance = attendance_of(settings, quiet=False)
    with attendance.over_sending(), StopBetweenSteps() as stop:
        for one in found:
            to = [addressee for addressee in one.addressees if again or not addressee.chased]
            queue(one, to, mail, ledger, asker(), ON_PURPOSE)
        sent = orders.deliver(settings, ledger, asker(), stop.between_steps(lambda _step: None))
        attendance.take_in_sent(sent, ledger)
    return sent
