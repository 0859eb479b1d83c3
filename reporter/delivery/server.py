"""A connection to the mail server (RFC 5321): always encrypted, certificates verified, one recipient a message."""

import base64
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from reporter.delivery.secrets import secret
from reporter.domain.delivery import Outcome, State
from reporter.errors import ConfigError, DeliveryError, Problem, printable
from reporter.settings import Mail

SECRET = "REPORTER_MAIL_SECRET"  # noqa: S105 - the name of the variable, not what it holds
GO_AHEAD, DONE, WILL_FORWARD, CLOSING = 354, 250, 251, 421
PERMANENT = 500
LOST = (OSError, smtplib.SMTPException)  # what the library raises where no answer comes
Reply = tuple[int, bytes]


class Server:
    """A mail server that took our log-in."""

    def __init__(self, connection: smtplib.SMTP, mail: Mail) -> None:
        self._connection = connection
        self._mail = mail

    @property
    def is_open(self) -> bool:
        """Whether the connection can take another message."""
        return self._connection.sock is not None

    def hand_over(self, recipient: str, content: bytes, before_data: Callable[[], None]) -> Outcome:
        """Hand over one message, and say what came of it.

        `before_data` is called when the server has taken sender and recipient, before any of the message is sent. Where
        the connection is lost after that, the server may have accepted it and only its answer have been lost.
        """
        try:
            if refused := self._envelope(recipient, len(content)):
                return refused
            before_data()
            reply = self._connection.docmd("DATA")
        except LOST as error:  # the message itself was not sent
            return self._lost(State.DEFERRED, error)
        if reply[0] != GO_AHEAD:
            return self._refused(reply)
        return self._data(content)

    def _envelope(self, recipient: str, size: int) -> Outcome | None:
        """Sender and recipient; None where the server takes both."""
        reply = self._connection.mail(self._mail.sender, [f"size={size}"] if self._connection.has_extn("size") else [])
        if reply[0] == DONE:
            reply = self._connection.rcpt(recipient)
        return None if reply[0] in {DONE, WILL_FORWARD} else self._refused(reply)

    def _data(self, content: bytes) -> Outcome:
        """The message itself. Its answer may take long, for the server looks at what came (RFC 5321, 4.5.3.2.6)."""
        try:
            self._connection.send(_quoted(content))
            if self._connection.sock:
                self._connection.sock.settimeout(self._mail.answer_seconds)
            reply = self._connection.getreply()
            if self._connection.sock:
                self._connection.sock.settimeout(self._mail.seconds)
        except LOST as error:
            return self._lost(State.UNKNOWN, error)
        return Outcome(State.SENT, _line(reply)) if reply[0] == DONE else self._refused(reply)

    def _refused(self, reply: Reply) -> Outcome:
        """The message goes no further, and the next one starts afresh, on this connection or on another."""
        if reply[0] == CLOSING:
            self._connection.close()
        else:
            with suppress(*LOST):  # one that is lost is closed
                self._connection.rset()
        return Outcome(State.REFUSED if reply[0] >= PERMANENT else State.DEFERRED, _line(reply))

    def _lost(self, state: State, error: Exception) -> Outcome:
        self._connection.close()
        return Outcome(state, f"The connection was lost before the server answered ({_said(error)}).")


@contextmanager
def server(mail: Mail) -> Iterator[Server]:
    """Connect, encrypt, log in. Raises DeliveryError where that is not to be had, ConfigError where a secret is not."""
    connection = _connected(mail)
    try:
        try:
            _log_in(connection, mail)
        except LOST as error:
            raise _not_ready(mail, error) from error
        yield Server(connection, mail)
    finally:
        with suppress(*LOST):
            connection.quit()
        connection.close()


def greeting(mail: Mail) -> str:
    """What a log-in comes to, for whoever asks whether it works. Raises as `server` does; nothing is sent."""
    with server(mail):
        return f"{mail.server} takes us in over {mail.security}, login {mail.login}"


def _connected(mail: Mail) -> smtplib.SMTP:
    try:
        context = ssl.create_default_context(cafile=str(mail.authorities) if mail.authorities else None)
    except OSError as error:
        found = f"{mail.authorities} holds no certificates that can be used ({error.strerror or error})."
        raise ConfigError(Problem("mail.authorities", found, "Name a PEM file.")) from error
    try:
        if mail.security == "tls":
            return smtplib.SMTP_SSL(mail.server, mail.port, timeout=mail.seconds, context=context)
        connection = smtplib.SMTP(mail.server, mail.port, timeout=mail.seconds)
        try:
            connection.starttls(context=context)
        except BaseException:
            connection.close()
            raise
    except LOST as error:
        raise _not_ready(mail, error) from error
    return connection


def _log_in(connection: smtplib.SMTP, mail: Mail) -> None:
    connection.ehlo_or_helo_if_needed()
    if mail.login == "none":
        return
    user, value = str(mail.user), secret("The secret of the mail server", mail.secret_file, SECRET)
    if mail.login == "password":
        connection.login(user, value)
        return
    from reporter.delivery.microsoft import access_token  # noqa: PLC0415 - only this log-in needs it

    answer = f"user={user}\x01auth=Bearer {access_token(mail, value)}\x01\x01"
    reply = connection.docmd("AUTH", f"XOAUTH2 {base64.b64encode(answer.encode()).decode()}")
    if reply[0] == 334:  # noqa: PLR2004 - the server tells why not, and waits for an empty line before it says no
        reply = connection.docmd("")
    if reply[0] != 235:  # noqa: PLR2004 - "authentication successful"
        raise smtplib.SMTPAuthenticationError(*reply)


def _quoted(content: bytes) -> bytes:
    """A line that begins with a full stop gets another, and one by itself ends the message (RFC 5321, 4.5.2)."""
    stuffed = content.replace(b"\r\n.", b"\r\n..")
    return (
        (b"." if stuffed.startswith(b".") else b"")
        + stuffed
        + (b"" if stuffed.endswith(b"\r\n") else b"\r\n")
        + b".\r\n"
    )


def _not_ready(mail: Mail, error: Exception) -> DeliveryError:
    if isinstance(error, ssl.SSLCertVerificationError):
        found = f"Its certificate is not to be trusted ({error.verify_message})."
        advice = "Check the server's name; for an authority of your own set mail.authorities."
    elif isinstance(error, smtplib.SMTPNotSupportedError):
        found, advice = (
            "It offers no encryption, or no log-in of this kind.",
            "Check mail.port, mail.security and mail.login.",
        )
    elif isinstance(error, smtplib.SMTPAuthenticationError):
        found, advice = f"It refuses the log-in ({_said(error)}).", "Check mail.login, mail.user and the secret."
    else:
        found, advice = f"It cannot be reached ({_said(error)}).", "Check mail.server, mail.port and the network."
    return DeliveryError(Problem(mail.server, found, f"{advice} What waits is tried again by a later run."))


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        told = error.smtp_error if isinstance(error.smtp_error, bytes) else str(error.smtp_error).encode()
        return _line((error.smtp_code, told))
    return printable((isinstance(error, OSError) and error.strerror) or str(error) or type(error).__name__)


def _line(reply: Reply) -> str:
    return printable(f"{reply[0]} {reply[1].decode('utf-8', 'replace')}".replace("\n", " "))
