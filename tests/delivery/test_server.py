"""Handing over to a mail server: encrypted, each recipient by itself, and never more claimed than was answered."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mail_server import HANG_UP, PASSWORD, USER, MailServer, mail_server, nobody_listens

from reporter.delivery import microsoft
from reporter.delivery.server import SECRET, _quoted, greeting, server
from reporter.domain.delivery import Outcome, State
from reporter.errors import ConfigError, DeliveryError
from reporter.settings import Mail

CONTENT = b"Subject: A paper\r\n\r\nThe text.\r\n.\r\n..two\r\n"
ADDRESS = "officer@example.org"


def mail(there: MailServer, **more: object) -> Mail:
    """What a config says of the server."""
    return Mail(
        server="localhost",
        sender="papers@board.example.org",
        domains=("example.org",),
        **{"port": there.port, "authorities": there.authorities, "seconds": 2, "answer_seconds": 1} | more,  # type: ignore[arg-type]
    )


def hand_over(there: MailServer, *recipients: str, **more: object) -> tuple[list[Outcome], list[str]]:
    """Hand over one message to each; what came of each, and what `before_data` was called for."""
    begun: list[str] = []
    with server(mail(there, **more)) as connection:
        found = [connection.hand_over(one, CONTENT, lambda one=one: begun.append(one)) for one in recipients]  # type: ignore[misc]
    return found, begun


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_message_arrives_encrypted_and_as_it_was(tmp_path: Path, security: str) -> None:
    with mail_server(tmp_path, security=security) as there:
        found, begun = hand_over(there, ADDRESS, security=security)
    assert found == [Outcome(State.SENT, "250 Accepted")]
    assert begun == [ADDRESS]
    assert there.messages == [(ADDRESS, CONTENT)]
    assert there.encrypted == {True}


def test_one_refused_recipient_does_not_stop_four_others(tmp_path: Path) -> None:
    five = [f"officer{number}@example.org" for number in range(5)]
    with mail_server(tmp_path) as there:
        there.on_recipient = lambda one: "550 5.1.1 No such person" if one == five[1] else None
        found, begun = hand_over(there, *five)
    assert [one.state for one in found] == [State.SENT, State.REFUSED, State.SENT, State.SENT, State.SENT]
    assert found[1].reply == "550 5.1.1 No such person"
    assert begun == [five[0], *five[2:]], "of a refused recipient no message was begun"
    assert [recipient for recipient, _ in there.messages] == [five[0], *five[2:]]
    assert there.connections == 1


@pytest.mark.parametrize(
    ("hook", "answer", "state"),
    [
        ("on_recipient", "450 4.2.0 Greylisted, come again", State.DEFERRED),
        ("on_recipient", "421 4.3.2 Too many from you", State.DEFERRED),
        ("on_recipient", HANG_UP, State.DEFERRED),
        ("on_message", "451 4.3.0 Not now", State.DEFERRED),
        ("on_message", "554 5.7.1 We do not like it", State.REFUSED),
        ("on_message", HANG_UP, State.UNKNOWN),
    ],
)
def test_what_the_server_says_or_does_not_say_is_what_came_of_it(
    tmp_path: Path, hook: str, answer: str, state: State
) -> None:
    with mail_server(tmp_path) as there:
        setattr(there, hook, lambda _: answer)
        (found,), _ = hand_over(there, ADDRESS)
    assert found.state is state
    assert answer in {found.reply, HANG_UP}


def test_an_answer_that_does_not_come_in_time_is_unknown(tmp_path: Path) -> None:
    with mail_server(tmp_path) as there:
        there.before_answer = lambda: asyncio.sleep(4)
        (found,), begun = hand_over(there, ADDRESS)
    assert found.state is State.UNKNOWN
    assert begun == [ADDRESS]


def test_an_answer_may_take_longer_than_those_before(tmp_path: Path) -> None:
    with mail_server(tmp_path) as there:
        there.before_answer = lambda: asyncio.sleep(1.5)
        found, _ = hand_over(there, ADDRESS, ADDRESS, seconds=1, answer_seconds=20)
    assert [one.state for one in found] == [State.SENT, State.SENT]


def test_a_lost_connection_shows(tmp_path: Path) -> None:
    with mail_server(tmp_path) as there, server(mail(there)) as connection:
        assert connection.is_open
        there.on_message = lambda _: HANG_UP
        connection.hand_over(ADDRESS, CONTENT, lambda: None)
        assert not connection.is_open


def test_what_fails_before_the_message_is_begun_leaves_nothing_sent(tmp_path: Path) -> None:
    def fails() -> None:
        raise KeyError

    with mail_server(tmp_path) as there, pytest.raises(KeyError), server(mail(there)) as connection:
        connection.hand_over(ADDRESS, CONTENT, fails)
    assert there.messages == []


def told(there: MailServer, **more: object) -> str:
    """The error of a log-in that must not succeed."""
    with pytest.raises(DeliveryError) as caught:
        greeting(mail(there, **more))
    assert there.messages == []
    return str(caught.value)


def test_a_server_that_is_down_is_told(tmp_path: Path) -> None:
    with mail_server(tmp_path) as there:
        assert "cannot be reached" in told(there, port=nobody_listens())


def test_a_certificate_of_an_authority_that_nobody_knows_is_not_trusted(tmp_path: Path) -> None:
    with mail_server(tmp_path) as there:
        assert "certificate is not to be trusted" in told(there, authorities=None)


def test_a_certificate_for_another_name_is_not_trusted(tmp_path: Path) -> None:
    with mail_server(tmp_path, certified_for="mail.example.org") as there:
        assert "certificate is not to be trusted" in told(there)


def test_without_encryption_nothing_is_said(tmp_path: Path) -> None:
    with mail_server(tmp_path, security="none") as there:
        assert "offers no encryption" in told(there)


def test_authorities_that_hold_no_certificate_are_an_error_of_the_config(tmp_path: Path) -> None:
    with mail_server(tmp_path) as there:
        empty = tmp_path / "empty.pem"
        empty.write_text("nothing")
        with pytest.raises(ConfigError, match="no certificates"):
            greeting(mail(there, authorities=empty))


@pytest.fixture
def secret_in(tmp_path: Path) -> Callable[[str], Path]:
    """Write a secret into a file."""

    def write(text: str) -> Path:
        file = tmp_path / "secret"
        file.write_text(text, encoding="utf-8")
        return file

    return write


def test_a_password_from_a_file_logs_in(tmp_path: Path, secret_in: Callable[[str], Path]) -> None:
    with mail_server(tmp_path, login=True) as there:
        said = greeting(mail(there, login="password", user=USER, secret_file=secret_in(f"{PASSWORD}\n")))
    assert "takes us in" in said
    assert PASSWORD not in said


def test_a_password_from_the_environment_logs_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SECRET, PASSWORD)
    with mail_server(tmp_path, login=True) as there:
        assert greeting(mail(there, login="password", user=USER))


def test_a_wrong_password_is_told_without_the_password(tmp_path: Path, secret_in: Callable[[str], Path]) -> None:
    with mail_server(tmp_path, login=True) as there:
        said = told(there, login="password", user=USER, secret_file=secret_in("another"))
    assert "refuses the log-in" in said
    assert "another" not in said


def test_a_secret_that_is_nowhere_is_an_error_of_the_config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SECRET, raising=False)
    with mail_server(tmp_path, login=True) as there, pytest.raises(ConfigError, match=SECRET):
        greeting(mail(there, login="password", user=USER))


@pytest.mark.parametrize(("token", "taken"), [(PASSWORD, True), ("a token of somebody else", False)])
def test_a_token_of_microsoft_logs_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, secret_in: Callable[[str], Path], token: str, *, taken: bool
) -> None:
    monkeypatch.setattr(microsoft, "_application", lambda *_: _Application(token))
    with mail_server(tmp_path, login=True) as there:
        more = {"login": "microsoft", "user": USER, "tenant": "t", "client": "c", "secret_file": secret_in("s")}
        if taken:
            assert greeting(mail(there, **more))
        else:
            assert token not in told(there, **more)
    assert there.logins == [f"user={USER}\x01auth=Bearer {token}\x01\x01"]


class _Application:
    """What Microsoft would answer: it is at the network's other end."""

    def __init__(self, token: str) -> None:
        self._token = token

    def acquire_token_for_client(self, _scopes: list[str]) -> dict[str, str]:
        return {"access_token": self._token}


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([b".", b"..", b"a", b"", b".a", b"a."]), min_size=1, max_size=6))
def test_no_content_ends_its_message_early_and_all_of_it_is_read(lines: list[bytes]) -> None:
    content = b"".join(line + b"\r\n" for line in lines)
    *quoted, end, nothing = _quoted(content).split(b"\r\n")
    assert (end, nothing) == (b".", b"")
    assert b"." not in quoted
    assert [line.removeprefix(b".") for line in quoted] == lines
