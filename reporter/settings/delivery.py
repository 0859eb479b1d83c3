"""The sections of the config that say how papers go out, to whom, and who hears when something is wrong."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from reporter.domain.wording import join
from reporter.errors import Problem
from reporter.settings.declared import Declared
from reporter.settings.fields import FilePath, Line, as_entries, as_tuple

NO_MAIL = Problem("config", "There is no section [mail] that says how to send.", "Add it; docs/config.md explains it.")
MEGABYTE = 1_000_000
PLACEHOLDERS = ("board", "date", "paper", "edition", "classification")


def normal_address(text: str) -> str:
    """An address as it is written to, its domain in small letters. Raises ValueError where it is none.

    It is asked only whether it can be one: nothing is looked up.
    """
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 - only boards that send need it

    try:
        checked = validate_email(text, check_deliverability=False, allow_smtputf8=False, test_environment=True)
    except EmailNotValidError as error:
        message = f"this is no email address: {error}"
        raise ValueError(message.rstrip(".")) from error
    return str(checked.ascii_email)


def _web_address(text: str) -> str:
    try:
        parts = urlsplit(text)
        known = parts.scheme in {"http", "https"} and bool(parts.hostname) and text.isprintable() and " " not in text
    except ValueError:
        known = False
    if not known:
        message = "write an address that begins with https://"
        raise ValueError(message)
    return text


def _pattern(text: str) -> str:
    """Refuse a pattern that leads out of its folder, or names what is not known."""
    try:
        filled = text.format_map(dict.fromkeys(PLACEHOLDERS, "x"))
    except (KeyError, ValueError, IndexError, AttributeError) as error:
        message = f"what may stand in curly brackets is {join(PLACEHOLDERS)}"
        raise ValueError(message) from error
    if filled.startswith("/") or any(part in {"", ".", ".."} for part in filled.split("/")) or not filled.isprintable():
        message = "write a name, or a path below the folder"
        raise ValueError(message)
    if "{edition}" not in text:
        message = "put {edition} into it: each edition has a file of its own"
        raise ValueError(message)
    return text


Address = Annotated[str, Field(max_length=254), AfterValidator(normal_address)]
WebAddress = Annotated[str, Field(max_length=500), AfterValidator(_web_address)]
NamePattern = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_pattern)]
Domain = Annotated[str, StringConstraints(to_lower=True, pattern=r"^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$", max_length=253)]
Addresses = Annotated[tuple[Address, ...], BeforeValidator(as_tuple)]
KindOfFile = Literal["pdf", "html", "xlsx"]


class Mail(Declared):
    """The mail server, and what it may be given."""

    server: Line
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    security: Literal["starttls", "tls"] = "starttls"
    authorities: FilePath | None = None
    sender: Address
    login: Literal["none", "password", "microsoft"] = "none"
    user: Line | None = None
    secret_file: FilePath | None = None
    tenant: Line | None = None
    client: Line | None = None
    domains: Annotated[tuple[Domain, ...], BeforeValidator(as_entries)]
    megabytes: Annotated[int, Field(ge=1, le=150)] = 10
    seconds: Annotated[int, Field(ge=1, le=300)] = 30
    answer_seconds: Annotated[int, Field(ge=1, le=1800)] = 600
    give_up_hours: Annotated[int, Field(ge=1, le=240)] = 48

    @model_validator(mode="after")
    def _login_is_complete(self) -> Self:
        if self.login != "none" and self.user is None:
            message = f'login = "{self.login}" needs the key user'
            raise ValueError(message)
        if self.login == "microsoft" and (self.tenant is None or self.client is None):
            message = 'login = "microsoft" needs the keys tenant and client'
            raise ValueError(message)
        return self

    @property
    def sender_domain(self) -> str:
        """What stands behind the @ of the sender."""
        return self.sender.rpartition("@")[2]

    @property
    def largest(self) -> int:
        """Of a whole message, in bytes."""
        return self.megabytes * MEGABYTE

    @property
    def give_up_after(self) -> timedelta:
        """How long a letter may wait for a server that does not take it."""
        return timedelta(hours=self.give_up_hours)

    def may_go_to(self, address: str) -> bool:
        """Whether the domain of an address is one of those that are allowed; one below it is another."""
        return address.rpartition("@")[2].lower() in self.domains


class Operator(Declared):
    """Who looks after the program, and hears when something is wrong."""

    mail: Address | None = None
    heartbeat: WebAddress | None = None
    metrics: FilePath | None = None
    memory: FilePath = Path("archive/operator.json")


class Logs(Declared):
    """How what happens is told to those who keep logs."""

    form: Literal["human", "json"] = "human"


class Delivery(Declared):
    """How the issued papers of a board go out."""

    recipients: FilePath | None = None
    attach: Literal["pdf", "protected", "nothing"] = "pdf"
    password_file: FilePath | None = None
    link: WebAddress | None = None
    folder: FilePath | None = None
    name: NamePattern = "{board}/{date}/{paper}-e{edition}-{classification}"
    files: Annotated[tuple[KindOfFile, ...], BeforeValidator(as_entries)] = ("pdf",)


class Chasing(Declared):
    """When the leads of actions are written to, and at which addresses."""

    leads: FilePath | None = None
    answers: FilePath | None = None
    days: Annotated[int, Field(ge=1, le=60)] = 5
    automatic: bool = False


def outside(mail: Mail | None, addresses: Mapping[str, str]) -> dict[str, str]:
    """Of addresses by where each stands, those that are not allowed, each with what is wrong with it."""
    if mail is None:
        return dict.fromkeys(addresses, "there is no section [mail] that says how to send")
    allowed = join([*mail.domains])
    return {
        where: f"{address} is not at an allowed domain ({allowed})"
        for where, address in addresses.items()
        if not mail.may_go_to(address)
    }
