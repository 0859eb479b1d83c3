"""Killed between every two steps of issuing and sending: what each recipient got is counted at a real mail server."""

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from mail_server import MailServer

from faults.checks import Kind, Loss, clock, right_after
from faults.scenarios import BY, PAPER, RUN, Scenario
from faults.steps import Fault, Step
from faults.sweep import DONE_ALREADY, Bench, Faults, Struck, Swept
from reporter.archive.ledger import open_ledger
from reporter.archive.outbox import Outbox
from reporter.domain.delivery import Parcel, State
from reporter.domain.naming import edition_of
from reporter.settings import load_settings

RECIPIENTS = tuple(f"officer{number}@example.org" for number in range(1, 5))
NOT_HANDED_OVER = 6
AGAIN = ("send", PAPER, "--failed-only")
ISSUE = ("issue", PAPER, *BY)


@dataclass(frozen=True)
class Mailed:
    """One strike: what was lost or doubled, and how many letters were left to a person, with whether they arrived."""

    struck: Struck
    sent: int
    unknown: int
    unknown_and_there: int


@dataclass(frozen=True)
class Mailing:
    """Sweeps over what sends: scenarios that issue an edition to the recipients of a mail server."""

    bench: Bench
    server: MailServer

    def issued_by_hand(self) -> Scenario:
        """A person issues a draft, and its letters go out."""
        return Scenario("a draft is issued and sent", ISSUE, (RUN,), (ISSUE, AGAIN), more=self._config())

    def issued_by_itself(self) -> Scenario:
        """A run issues without a draft, and sends."""
        automatic = 'issue = "automatic"\n'
        return Scenario("issued and sent by a run", RUN, (), (RUN, AGAIN), more=automatic + self._config())

    def _config(self) -> str:
        folder = '\n[boards.town.delivery]\nfolder = "share"\n'
        return f"recipients = {list(RECIPIENTS)}\n".replace("'", '"') + self.server.config() + folder

    def sweep(self, scenario: Scenario, faults: Faults) -> tuple[Swept, list[Mailed]]:
        """Strike with each of the faults that the steps call for."""
        ready = self.bench._made_ready(scenario)
        (ready / "share").mkdir()
        with self.bench.one() as warm, self.bench._copy(ready) as folder:
            sender = _name_sender(folder)
            ended = warm.run(folder, scenario.command)
            lost = list(self._losses(folder, sender))
            if ended.code or lost:
                raise AssertionError(f"undisturbed, it ended with {ended.code}: {ended.said} {lost}")
        with ThreadPoolExecutor(len(self.bench.warm)) as hands:
            mailed = list(
                hands.map(lambda fault: self._strike(scenario, ready, fault, ended.steps), faults(ended.steps))
            )
        return Swept(scenario.name, len(ended.steps), tuple(one.struck for one in mailed)), mailed

    def _strike(self, scenario: Scenario, ready: Path, fault: Fault, steps: Sequence[Step]) -> Mailed:
        with self.bench.one() as warm, self.bench._copy(ready) as folder:
            sender = _name_sender(folder)
            ended = warm.run(folder, scenario.command, fault)
            losses = list(right_after(folder))
            for command in scenario.after:
                again = warm.run(folder, command)
                if again.code not in {0, DONE_ALREADY, NOT_HANDED_OVER}:
                    losses.append(Loss(Kind.LOST, f"the next {command[0]} ended with {again.code}: {again.said}"))
            losses += self._losses(folder, sender)
            states = [parcel.state for parcel in _parcels(folder)]
            unknown = [parcel for parcel in _parcels(folder) if parcel.state is State.UNKNOWN]
            there = sum(self.server.envelopes[sender, parcel.recipient] for parcel in unknown)
        step = str(steps[fault.at - 1]) if fault.at <= len(steps) else "later than any"
        struck = Struck(scenario.name, fault, step, ended.code, tuple(losses))
        return Mailed(struck, states.count(State.SENT), len(unknown), there)

    def _losses(self, folder: Path, sender: str) -> Iterator[Loss]:
        """A letter that somebody got twice; one that nobody got and nobody hears of; a copy that is not there."""
        parcels = _parcels(folder)
        by_recipient = {parcel.recipient: parcel.state for parcel in parcels}
        for recipient in RECIPIENTS:
            got, state = self.server.envelopes[sender, recipient], by_recipient.get(recipient)
            if got > 1:
                yield Loss(Kind.DOUBLED, f"{recipient} got {got} letters")
            if got == 0 and state is not State.UNKNOWN:
                yield Loss(Kind.LOST, f"{recipient} got no letter, which is {state}")
            if got == 1 and state not in {State.SENT, State.UNKNOWN}:
                yield Loss(Kind.UNTRUE, f"{recipient} got a letter, which is {state}")
        if sum(state is State.UNKNOWN for state in by_recipient.values()) > 1:
            yield Loss(Kind.UNTRUE, "one kill left more than one letter unknown")
        copies = sorted(path for path in (folder / "share").rglob("*") if path.is_file())
        if [path.suffix for path in copies] != [".pdf"]:
            yield Loss(Kind.LOST, f"the copies are {copies}")


def _name_sender(folder: Path) -> str:
    """Give a copy of a folder a sender of its own, by whom its letters are told from those of the other copies."""
    sender = f"{folder.parent.name.casefold()}@board.example.org"
    config = folder / "config.toml"
    text = re.sub(r'sender = ".*"', f'sender = "{sender}"', config.read_text(encoding="utf-8"))
    config.write_text(text, encoding="utf-8")
    return sender


def _parcels(folder: Path) -> list[Parcel]:
    edition = edition_of(PAPER)
    assert edition
    with open_ledger(load_settings(folder / "config.toml").ledger, clock) as ledger:
        return Outbox(ledger).of(edition)
