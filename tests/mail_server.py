"""A real mail server on loopback, with certificates of an authority of its own, that behaves as a test wants."""

import asyncio
import base64
import logging
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

NAME = "localhost"
USER, PASSWORD = "reporter@example.org", "a secret of the tests"
Behaviour = Callable[[str], str | None]  # what to answer about a recipient; None: nothing in its way
HANG_UP = "hang up"


def takes_all(_recipient: str) -> None:
    """Nothing is in the way of anybody."""


@dataclass
class MailServer:
    """The server; `messages` are those that it accepted, in order, each with its recipient.

    `envelopes` counts the same by sender and recipient.

    `on_recipient` answers about a recipient, `on_message` about a message for that recipient that came whole; where one
    says HANG_UP, the connection is closed without an answer. `answer` is a hook that waits before the last answer.
    """

    port: int = 0
    authorities: Path = Path()
    messages: list[tuple[str, bytes]] = field(default_factory=list)
    envelopes: Counter[tuple[str, str]] = field(default_factory=Counter)
    on_recipient: Behaviour = takes_all
    on_message: Behaviour = takes_all
    before_answer: Callable[[], Awaitable[None]] | None = None
    connections: int = 0
    encrypted: set[bool] = field(default_factory=set)
    logins: list[str] = field(default_factory=list)

    @property
    def received(self) -> Counter[str]:
        """How many messages each recipient got."""
        return Counter(recipient for recipient, _ in self.messages)

    def parsed(self, number: int = -1) -> EmailMessage:
        """One of the messages, as a mail program reads it."""
        found = message_from_bytes(self.messages[number][1], policy=policy.default)
        assert isinstance(found, EmailMessage)
        return found

    def config(self, **more: object) -> str:
        """The section of a config that sends to it."""
        keys: dict[str, object] = {
            "server": NAME,
            "port": self.port,
            "authorities": str(self.authorities),
            "sender": "papers@board.example.org",
            "domains": ["example.org"],
            "seconds": 5,
            "answer_seconds": 2,
        }
        lines = [f"{key} = {_toml(value)}" for key, value in (keys | more).items()]
        return "\n[mail]\n" + "\n".join(lines) + "\n"

    # What the library asks of a handler

    async def handle_RCPT(  # noqa: N802 - so it is called
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient, or say why not."""
        answer = self.on_recipient(address)
        if answer == HANG_UP:
            return self._hang_up(server)
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Accept a message: from here on it counts as delivered, whether the answer arrives or not."""
        (recipient,) = envelope.rcpt_tos
        answer = self.on_message(recipient)
        if answer and answer != HANG_UP:
            return answer
        assert server.transport
        self.encrypted.add(server.transport.get_extra_info("ssl_object") is not None)
        assert isinstance(envelope.original_content, bytes)
        self.messages.append((recipient, envelope.original_content))
        self.envelopes[str(envelope.mail_from), recipient] += 1
        if self.before_answer:
            await self.before_answer()
        return self._hang_up(server) if answer else "250 Accepted"

    async def auth_XOAUTH2(self, server: SMTP, arguments: list[str]) -> AuthResult:  # noqa: N802
        """Log in as Microsoft's and Google's servers have it."""
        told = base64.b64decode(arguments[1]).decode()
        self.logins.append(told)
        if told == f"user={USER}\x01auth=Bearer {PASSWORD}\x01\x01":
            return AuthResult(success=True, handled=True)
        await server.challenge_auth("eyJzdGF0dXMiOiI0MDAifQ==", encode_to_b64=False)
        return AuthResult(success=False, handled=False)

    @staticmethod
    def _hang_up(server: SMTP) -> str:
        assert isinstance(server.transport, asyncio.WriteTransport)
        server.transport.abort()
        return "421 nobody hears this"


def _toml(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return str(value).lower() if isinstance(value, bool) else str(value) if isinstance(value, int) else f'"{value}"'


class _Counting(SMTP):
    """The library's server, counting connections."""

    def __init__(self, to: MailServer, **options: Any) -> None:
        super().__init__(to, **options)
        self._to = to

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if self.session is None:  # and not once more when it is encrypted
            self._to.connections += 1
        super().connection_made(transport)


def _knows(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any) -> AuthResult:
    known = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=known, handled=known)


@contextmanager
def mail_server(
    folder: Path, *, security: str = "starttls", login: bool = False, certified_for: str = NAME
) -> Iterator[MailServer]:
    """A server for as long as the block lasts; `security` is "starttls", "tls" or "none"."""
    logging.getLogger("mail.log").addHandler(logging.NullHandler())  # whoever is killed hangs up: that is no news
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(certified_for).configure_cert(context)
    to = MailServer(authorities=folder / "authorities.pem")
    authority.cert_pem.write_to_path(str(to.authorities))
    options: dict[str, Any] = {"hostname": NAME, "decode_data": False, "timeout": 30}
    if security == "starttls":
        options |= {"tls_context": context, "require_starttls": True}
    if login:
        options |= {"authenticator": _knows, "auth_required": True, "auth_require_tls": security == "starttls"}
    loop = asyncio.new_event_loop()
    listening = socket.create_server(("127.0.0.1", 0))
    to.port = listening.getsockname()[1]
    served = loop.run_until_complete(
        loop.create_server(
            lambda: _Counting(to, loop=loop, **options), sock=listening, ssl=context if security == "tls" else None
        )
    )
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield to
    finally:
        asyncio.run_coroutine_threadsafe(_end(served), loop).result(timeout=10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=10)
        loop.close()


async def _end(served: asyncio.Server) -> None:
    served.close()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def nobody_listens() -> int:
    """A port at which there is no server."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port
