"""Sending what was queued: each parcel once, each step recorded, and what nobody knows left to a person."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from mail_server import HANG_UP, MailServer, mail_server, nobody_listens
from town import FIRST, NOW, SECOND, Town, make_town, opened

from reporter.archive.ledger import Ledger, objects_of
from reporter.archive.outbox import Outbox
from reporter.domain.delivery import Channel, Parcel, State
from reporter.domain.letter import Attachment, Letter
from reporter.domain.meetings import Edition
from reporter.domain.record import Entry, Event
from reporter.errors import ArchiveError, BusyError, UsageError
from reporter.sending import orders
from reporter.settings import Settings
from reporter.work import Sent

PDF = b"%PDF-1.7 a paper\n" * 50
DIGEST = hashlib.sha256(PDF).hexdigest()
FILE = f"{FIRST.id}-OFFICIAL-SENSITIVE.pdf"
LETTER = Letter(
    "A subject", "A text.", "<p>A text.</p>", "A Board", "papers@board.example.org", "", NOW,
    (Attachment("paper.pdf", DIGEST, FILE),),
)  # fmt: skip
OFFICERS = tuple(f"officer{number}@example.org" for number in range(1, 6))


@dataclass
class Office:
    """A town that has issued an edition, its mail server, and a clock that is set by hand."""

    town: Town
    server: MailServer
    now: datetime = NOW
    said: list[str] = field(default_factory=list)

    @property
    def settings(self) -> Settings:
        """What the config says now."""
        return self.town.settings

    @contextmanager
    def ledger(self) -> Iterator[Ledger]:
        """The ledger, by that clock."""
        with opened(self.town.ledger, lambda: self.now) as ledger:
            yield ledger

    def issue(
        self, edition: Edition = FIRST, recipients: tuple[str, ...] = OFFICERS, channel: Channel = Channel.MAIL
    ) -> None:
        """Record that an edition was issued, and queue what goes out of it."""
        entry = Entry(
            edition,
            Event.ISSUED,
            self.now,
            "run",
            "somebody",
            "due",
            detail={"files": {FILE.rpartition("/")[2]: DIGEST}},
        )
        content = DIGEST if channel is Channel.FOLDER else LETTER.digest
        parcels = [Parcel(edition, channel, one, content, self.now, "somebody") for one in recipients]
        with self.ledger() as ledger, ledger.only_writer("the tests"):
            ledger.record(entry, objects_of([LETTER.to_bytes()]), parcels)

    def decided(self, edition: Edition, event: Event) -> None:
        """Record what a person decided."""
        with self.ledger() as ledger, ledger.only_writer("the tests"):
            ledger.record(Entry(edition, event, self.now, "run", "somebody", "because"))

    def deliver(self) -> Sent | None:
        """Send what waits."""
        with self.ledger() as ledger:
            return orders.deliver(self.settings, ledger, "the tests", self.said.append)

    def send_again(self, edition: Edition = FIRST) -> Sent:
        """Send an edition to those who did not get it."""
        with self.ledger() as ledger:
            return orders.send_edition(self.settings, ledger, edition, "the tests", self.said.append)

    def send_to(self, address: str, edition: Edition = FIRST) -> Sent:
        """Send an edition to somebody on purpose."""
        with self.ledger() as ledger:
            return orders.send_to(self.settings, ledger, edition, address, "A Chair", "Asked for.", self.said.append)

    def settle(self, recipient: str) -> None:
        """Nothing more is to be done for somebody."""
        with self.ledger() as ledger:
            orders.settle(ledger, FIRST, recipient, "A Chair", "She has it.")

    def parcels(self, edition: Edition = FIRST) -> list[Parcel]:
        """What there is of an edition."""
        with self.ledger() as ledger:
            return Outbox(ledger).of(edition)

    def states(self, edition: Edition = FIRST) -> dict[str, State]:
        """Where each recipient stands."""
        return {parcel.recipient: parcel.state for parcel in self.parcels(edition)}

    def steps(self, recipient: str) -> list[State]:
        """The way of a recipient's parcel."""
        with self.ledger() as ledger:
            (parcel,) = [one for one in Outbox(ledger).of(FIRST) if one.recipient == recipient and not one.again]
            return [state for _, state, _, _ in Outbox(ledger).steps(parcel)]

    def killed_while_sending(self, recipient: str) -> None:
        """What a run leaves that is killed between the message and its record."""
        with self.ledger() as ledger, ledger.only_writer("the tests"):
            parcels = [parcel for parcel in Outbox(ledger).of(FIRST) if parcel.recipient == recipient]
            Outbox(ledger).step(parcels, State.SENDING, "", "a run", "somebody")

    def configured(self, **mail: object) -> None:
        """Write the section [mail] anew."""
        config = self.town.config.read_text(encoding="utf-8").partition("\n[mail]")[0]
        self.town.config.write_text(config + self.server.config(**mail), encoding="utf-8")


def opened_office(folder: Path, there: MailServer, ledger: str) -> Office:
    """An office with a paper in its archive, and a ledger."""
    town = make_town(folder / "office", ledger, more=there.config())
    paper = town.output / FILE
    paper.parent.mkdir(parents=True)
    paper.write_bytes(PDF)
    return Office(town, there)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office with a ledger in a file."""
    with mail_server(tmp_path) as there:
        yield opened_office(tmp_path, there, str(tmp_path / "ledger.sqlite"))


@pytest.fixture
def either(tmp_path: Path, ledger_url: str) -> Iterator[Office]:
    """An office with a ledger of either kind."""
    with mail_server(tmp_path) as there:
        yield opened_office(tmp_path, there, ledger_url)


def test_each_recipient_gets_one_message_and_sees_no_other(either: Office) -> None:
    either.issue()
    sent = either.deliver()
    assert sent
    assert sent.exit_code == 0
    assert either.server.received == dict.fromkeys(OFFICERS, 1)
    assert set(either.states().values()) == {State.SENT}
    assert either.steps(OFFICERS[0]) == [State.SENDING, State.SENT]
    for recipient, content in either.server.messages:
        assert not [other for other in OFFICERS if other != recipient and other.encode() in content]
    (attached,) = either.server.parsed().iter_attachments()
    assert attached.get_content() == PDF


def test_what_was_sent_is_not_sent_again_by_any_command_that_does_not_say_so(office: Office) -> None:
    office.issue()
    office.deliver()
    assert office.deliver() is None
    assert office.send_again().parcels == []
    assert office.server.received == dict.fromkeys(OFFICERS, 1)


def test_sending_is_recorded_before_the_message_and_sent_after_its_answer(either: Office) -> None:
    either.issue(recipients=OFFICERS[:1])
    seen = []

    def look(_recipient: str) -> None:
        seen.append(either.states()[OFFICERS[0]])

    either.server.on_message = look
    either.deliver()
    assert seen == [State.SENDING]
    assert either.states()[OFFICERS[0]] is State.SENT


def test_a_refused_recipient_stops_no_other_and_is_not_tried_again_by_itself(office: Office) -> None:
    office.issue()
    office.server.on_recipient = lambda one: "550 5.1.1 No such person" if one == OFFICERS[1] else None
    sent = office.deliver()
    assert sent
    assert sent.exit_code == 6
    assert office.states() == dict.fromkeys(OFFICERS, State.SENT) | {OFFICERS[1]: State.REFUSED}
    office.now += timedelta(days=1)
    assert office.deliver() is None
    assert {parcel.recipient: parcel.reply for parcel in office.parcels()}[OFFICERS[1]] == "550 5.1.1 No such person"


def test_failed_only_sends_the_same_bytes_to_those_who_did_not_get_it(office: Office) -> None:
    office.issue()
    office.server.on_message = lambda one: "554 5.7.1 Not liked" if one == OFFICERS[1] else None
    office.deliver()
    first = dict(office.server.messages)[OFFICERS[0]]
    office.server.on_message = lambda _: None
    office.now += timedelta(days=30)
    assert office.send_again().exit_code == 0
    assert office.server.received == dict.fromkeys(OFFICERS, 1)
    assert without_names(dict(office.server.messages)[OFFICERS[1]]) == without_names(first)
    assert office.steps(OFFICERS[1])[-3:] == [State.QUEUED, State.SENDING, State.SENT]


def without_names(content: bytes) -> list[bytes]:
    """The lines of a message but for whom it is to, and its own id."""
    return [line for line in content.split(b"\r\n") if not line.startswith((b"To: ", b"Message-ID: "))]


def test_each_attempt_has_the_same_message_id_and_the_same_bytes(office: Office) -> None:
    office.issue(recipients=OFFICERS[:1])
    office.server.on_message = lambda _: HANG_UP
    office.deliver()
    office.server.on_message = lambda _: None
    with office.ledger() as ledger, ledger.only_writer("the tests"):
        Outbox(ledger).step(office.parcels(), State.DEFERRED, "for the test", "run", "the tests")
    office.now += timedelta(hours=7)
    office.deliver()
    one, two = office.server.messages
    assert one == two


def test_temporary_errors_are_tried_again_after_growing_waits_and_given_up_in_the_end(either: Office) -> None:
    either.issue(recipients=OFFICERS[:1])
    either.server.on_recipient = lambda _: "450 4.2.0 Greylisted"
    begun, tried = either.now, []
    while either.states()[OFFICERS[0]] is not State.GIVEN_UP:
        sent = either.deliver()
        if sent:
            tried.append(either.now - begun)
            assert sent.exit_code == (6 if sent.parcels[0].state is State.GIVEN_UP else 0)
        either.now += timedelta(minutes=10 if len(tried) < 8 else 60)
    minutes = [int(wait.total_seconds() // 60) for wait in tried]
    assert minutes[:8] == [0, 10, 30, 70, 150, 310, 630, 990]
    assert timedelta(hours=48) < tried[-1] < timedelta(hours=55)
    assert either.server.messages == []
    assert either.deliver() is None


def test_a_greylisted_letter_arrives_by_a_later_run(office: Office) -> None:
    office.issue()
    seen: set[str] = set()

    def greylist(one: str) -> str | None:
        known = one in seen
        seen.add(one)
        return None if known else "450 4.2.0 Greylisted"

    office.server.on_recipient = greylist
    sent = office.deliver()
    assert sent
    assert sent.exit_code == 0
    assert office.deliver() is None, "the wait is not over"
    office.now += timedelta(minutes=10)
    office.deliver()
    assert office.server.received == dict.fromkeys(OFFICERS, 1)


def test_what_was_given_up_waits_anew_when_somebody_asks_for_it(office: Office) -> None:
    office.issue(recipients=OFFICERS[:1])
    office.server.on_recipient = lambda _: "450 4.2.0 Greylisted"
    office.deliver()
    office.now += timedelta(hours=49)
    office.deliver()
    assert office.states()[OFFICERS[0]] is State.GIVEN_UP
    office.send_again()
    office.now += timedelta(hours=7)
    assert office.states()[OFFICERS[0]] is State.DEFERRED
    office.server.on_recipient = lambda _: None
    office.deliver()
    assert office.states()[OFFICERS[0]] is State.SENT


def test_a_server_that_is_down_keeps_everything_for_later_and_is_told_once(office: Office) -> None:
    office.issue()
    office.configured(port=nobody_listens())
    sent = office.deliver()
    assert sent
    assert sent.exit_code == 6
    assert len(sent.problems) == 1
    assert set(office.states().values()) == {State.DEFERRED}
    office.configured()
    office.now += timedelta(minutes=10)
    office.deliver()
    assert office.server.received == dict.fromkeys(OFFICERS, 1)


def test_a_server_that_closes_each_connection_is_left_alone_soon(office: Office) -> None:
    office.issue()
    office.server.on_recipient = lambda _: HANG_UP
    sent = office.deliver()
    assert sent
    assert sent.exit_code == 6
    assert office.server.connections == 3
    assert set(office.states().values()) == {State.DEFERRED}


def test_a_recipient_at_whom_the_server_hangs_up_stops_no_other(office: Office) -> None:
    office.issue()
    office.server.on_recipient = lambda one: HANG_UP if one == OFFICERS[1] else None
    office.deliver()
    assert office.states() == dict.fromkeys(OFFICERS, State.SENT) | {OFFICERS[1]: State.DEFERRED}


def test_a_connection_lost_after_the_message_is_unknown_and_waits_for_a_person(office: Office) -> None:
    office.issue()
    office.server.on_message = lambda one: HANG_UP if one == OFFICERS[1] else None
    sent = office.deliver()
    assert sent
    assert sent.exit_code == 6
    assert office.states() == dict.fromkeys(OFFICERS, State.SENT) | {OFFICERS[1]: State.UNKNOWN}
    office.now += timedelta(days=3)
    assert office.deliver() is None
    office.send_again()
    assert office.server.received == dict.fromkeys(OFFICERS, 1), "not even --failed-only doubles it"


def test_what_a_killed_run_was_sending_is_unknown(either: Office) -> None:
    either.issue()
    either.killed_while_sending(OFFICERS[2])
    sent = either.deliver()
    assert sent
    assert sent.exit_code == 6
    assert either.states() == dict.fromkeys(OFFICERS, State.SENT) | {OFFICERS[2]: State.UNKNOWN}
    assert either.server.received[OFFICERS[2]] == 0


def test_a_person_settles_what_is_unknown_or_sends_it_again(either: Office) -> None:
    either.issue()
    for recipient in OFFICERS[:2]:
        either.killed_while_sending(recipient)
    either.deliver()
    either.settle(OFFICERS[0].upper())
    assert either.send_to(OFFICERS[1]).exit_code == 0
    old, new = [parcel for parcel in either.parcels() if parcel.recipient == OFFICERS[1]]
    assert (old.state, new.state, new.again, new.by, new.reason) == (
        State.SETTLED,
        State.SENT,
        1,
        "A Chair",
        "Asked for.",
    )
    assert either.states()[OFFICERS[0]] is State.SETTLED
    assert either.server.received[OFFICERS[0]] == 0
    assert either.server.received[OFFICERS[1]] == 1
    with pytest.raises(UsageError, match="Nothing is open"):
        either.settle(OFFICERS[0])


def test_a_letter_takes_the_place_of_another_or_both_stay_as_they_were(office: Office) -> None:
    office.issue(recipients=OFFICERS[:1])
    (old,) = office.parcels()
    with office.ledger() as ledger, ledger.only_writer("the tests"):
        with pytest.raises(ArchiveError):  # the new one is there already
            Outbox(ledger).replace([old], [old], {}, "again", "a run", "the tests")
        assert [parcel.state for parcel in Outbox(ledger).of(FIRST)] == [State.QUEUED]


def test_a_letter_sent_again_on_purpose_is_another_message(office: Office) -> None:
    office.issue()
    office.deliver()
    office.send_to(OFFICERS[0])
    office.send_to("new@example.org")
    assert office.server.received == dict.fromkeys(OFFICERS, 1) | {OFFICERS[0]: 2, "new@example.org": 1}
    ids = {office.server.parsed(number)["Message-ID"] for number in range(len(office.server.messages))}
    assert len(ids) == len(OFFICERS) + 2


@pytest.mark.parametrize("address", ["thief@example.com", "thief@mail.example.org", "thief@example.org.example.com"])
def test_nothing_goes_to_a_domain_that_is_not_allowed(office: Office, address: str) -> None:
    office.issue()
    with pytest.raises(UsageError, match="not allowed"):
        office.send_to(address)
    assert office.server.messages == []


def test_a_domain_that_is_not_allowed_any_more_gets_nothing_that_was_queued(office: Office) -> None:
    office.issue()
    office.configured(domains=["example.net"])
    sent = office.deliver()
    assert sent
    assert sent.exit_code == 6
    assert set(office.states().values()) == {State.REFUSED}
    assert office.server.messages == []


def test_a_withdrawn_edition_is_not_sent_any_more(office: Office) -> None:
    office.issue()
    office.decided(FIRST, Event.WITHDRAWN)
    office.deliver()
    assert set(office.states().values()) == {State.CANCELLED}
    with pytest.raises(UsageError, match="withdrawn"):
        office.send_again()
    assert office.server.messages == []


def test_of_two_editions_the_later_goes_out(office: Office) -> None:
    office.issue()
    office.issue(SECOND)
    office.deliver()
    assert set(office.states().values()) == {State.CANCELLED}
    assert set(office.states(SECOND).values()) == {State.SENT}
    assert office.server.received == dict.fromkeys(OFFICERS, 1)


def test_a_draft_is_not_sent(office: Office) -> None:
    with office.ledger() as ledger, ledger.only_writer("the tests"):
        ledger.record(
            Entry(
                FIRST, Event.DRAFTED, NOW, "run", "somebody", "due", detail={"files": {FILE.rpartition("/")[2]: DIGEST}}
            )
        )
    with pytest.raises(UsageError, match="a draft"):
        office.send_again()
    with pytest.raises(UsageError, match="a draft"):
        office.send_to(OFFICERS[0])


@pytest.mark.parametrize("content", [b"%PDF another paper", None])
def test_a_paper_that_is_not_the_one_that_was_recorded_is_not_sent(office: Office, content: bytes | None) -> None:
    office.issue()
    paper = office.town.output / FILE
    paper.unlink()
    if content:
        paper.write_bytes(content)
    sent = office.deliver()
    assert sent
    assert sent.exit_code == 6
    assert set(office.states().values()) == {State.DEFERRED}
    assert office.server.messages == []


def test_while_another_run_holds_the_ledger_nothing_is_sent(either: Office) -> None:
    either.issue()
    with either.ledger() as other, other.only_writer("another"), pytest.raises(BusyError):
        either.deliver()
    assert set(either.states().values()) == {State.QUEUED}


def test_copies_are_placed_and_one_that_cannot_be_waits(office: Office, tmp_path: Path) -> None:
    share = tmp_path / "share"
    config = office.town.config.read_text(encoding="utf-8")
    office.town.config.write_text(f'{config}\n[boards.town.delivery]\nfolder = "{share}"\n', encoding="utf-8")
    target = share / "town" / "paper.pdf"
    office.issue(recipients=(str(target),), channel=Channel.FOLDER)
    office.deliver()
    assert office.states() == {str(target): State.DEFERRED}
    share.mkdir()
    office.now += timedelta(minutes=10)
    office.deliver()
    assert office.states() == {str(target): State.SENT}
    assert target.read_bytes() == PDF


def test_a_copy_goes_into_no_folder_that_the_config_does_not_name(office: Office, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere.pdf"
    office.issue(recipients=(str(target),), channel=Channel.FOLDER)
    office.deliver()
    assert office.states() == {str(target): State.REFUSED}
    assert not target.exists()


def test_letters_before_a_meeting_are_not_sent_after_it(office: Office) -> None:
    office.issue()
    chase = Edition("town", NOW.date(), "chase", 0)
    with office.ledger() as ledger, ledger.only_writer("the tests"):
        Outbox(ledger).add([Parcel(chase, Channel.MAIL, OFFICERS[0], LETTER.digest, NOW, "somebody")], {})
    office.now += timedelta(days=1)
    office.deliver()
    assert office.states(chase) == {OFFICERS[0]: State.CANCELLED}


def test_a_copy_for_a_board_that_is_not_in_the_config_any_more_stops_no_other(office: Office) -> None:
    office.issue(Edition("village", FIRST.dated, "board-paper", 1), ("/somewhere/paper.pdf",), Channel.FOLDER)
    office.issue()
    office.deliver()
    assert set(office.states().values()) == {State.SENT}


def test_what_waits_for_a_day_or_needs_a_person_is_stuck(office: Office) -> None:
    office.issue()
    office.killed_while_sending(OFFICERS[0])
    assert not any(parcel.is_stuck(office.now) for parcel in office.parcels())
    assert all(parcel.is_stuck(office.now + timedelta(days=1, seconds=1)) for parcel in office.parcels())
    office.deliver()
    assert [parcel.is_stuck(office.now) for parcel in office.parcels()] == [True, False, False, False, False]


def test_what_is_no_address_is_refused_and_stops_no_other(office: Office) -> None:
    office.issue(recipients=(OFFICERS[0], "a@b@example.org", OFFICERS[1]))
    office.deliver()
    assert list(office.states().values()) == [State.SENT, State.REFUSED, State.SENT]


def test_a_thousand_recipients_get_one_message_each_over_one_connection(office: Office) -> None:
    thousand = tuple(f"officer{number}@example.org" for number in range(1000))
    office.issue(recipients=thousand)
    sent = office.deliver()
    assert sent
    assert sent.exit_code == 0
    assert office.server.received == dict.fromkeys(thousand, 1)
    assert office.server.connections == 1
