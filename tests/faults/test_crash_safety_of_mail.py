"""A quick part of `make faults`: killed at the worst moments of sending, no letter is lost, and none goes out twice."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from mail_server import mail_server

from faults.mailing import RECIPIENTS, Mailing
from faults.steps import KILL, Fault, Step
from faults.sweep import bench


@pytest.fixture
def mailing(tmp_path: Path) -> Iterator[Mailing]:
    """A bench, and a server that counts."""
    with mail_server(tmp_path) as server, bench(tmp_path, hands=2) as made:
        yield Mailing(made, server)


def worst(steps: Sequence[Step]) -> Iterator[Fault]:
    """With the letters queued; with a copy half written; around the message of the second letter, and its record."""
    said = [str(step) for step in steps]
    issued = next(n for n, text in enumerate(said) if text == "INSERT INTO outbox")
    yield Fault(issued + 1, KILL)
    yield Fault(1 + next(n for n, text in enumerate(said) if text.startswith("write share/")), KILL)
    second = [n for n, text in enumerate(said) if text == "say DATA"][1]
    for word in ("say DATA", "answer 354", "say the message", "say the message (done)", "answer 250"):
        yield Fault(1 + next(n for n, text in enumerate(said) if n >= second and text == word), KILL)
    yield Fault(len(steps), KILL)


def test_a_run_that_is_killed_while_it_sends_loses_and_doubles_nothing(mailing: Mailing) -> None:
    swept, mailed = mailing.sweep(mailing.issued_by_hand(), worst)
    assert swept.losses == []
    assert [one.struck.code for one in mailed] == [-9] * 8
    assert [one.unknown for one in mailed] == [0, 0, 1, 1, 1, 1, 1, 0]
    assert [one.unknown_and_there for one in mailed][4:] in ([0, 0, 1, 0], [0, 1, 1, 0])
    assert [one.sent + one.unknown for one in mailed] == [len(RECIPIENTS) + 1] * 8


def test_the_check_sees_a_letter_that_somebody_got_twice(mailing: Mailing) -> None:
    ready = mailing.bench._made_ready(mailing.issued_by_hand())
    (ready / "share").mkdir()
    mailing.server.envelopes.update({("somebody", one): 2 for one in RECIPIENTS})
    losses = list(mailing._losses(ready, "somebody"))
    assert {loss.said for loss in losses} >= {f"{one} got 2 letters" for one in RECIPIENTS}
