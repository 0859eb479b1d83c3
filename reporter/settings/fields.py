"""What a single key may hold: its type, and what is refused with a reason."""

import re
from datetime import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

from reporter.domain.scheme import STANDINGS
from reporter.domain.wording import join


def _on_one_line(text: str) -> str:
    """Refuse what prints nothing or breaks the line."""
    if not text.isprintable():
        message = "write it on one line, in characters that print"
        raise ValueError(message)
    return text


def _path(value: object) -> object:
    """Refuse the empty text, which would mean the folder of the config."""
    if value == "":
        message = "write a path in quotation marks"
        raise ValueError(message)
    return _on_one_line(value) if isinstance(value, str) else value


POSTGRESQL = "postgresql://"


def is_url(ledger: str) -> bool:
    """Whether the ledger is a database of its own and not a file."""
    return "://" in ledger


def _ledger(text: str) -> str:
    """Refuse a database that is none of ours to use, and a password that everybody could read here."""
    if is_url(text) and _holds_a_password(text):
        raise PydanticCustomError("secret", "It holds a password")
    if is_url(text) and not text.startswith(POSTGRESQL):
        message = f"write a file's path, or an address that begins with {POSTGRESQL}"
        raise ValueError(message)
    return _on_one_line(text)


def _holds_a_password(url: str) -> bool:
    """Not parsed: even an address that is none must not be told again with its password."""
    user, _, _ = url.partition("://")[2].rpartition("@")
    return ":" in user or "password=" in url.lower()


def _database_url(text: str) -> str:
    """Refuse a database that we cannot promise to leave alone, and a password that everybody could read here."""
    if _holds_a_password(text):
        raise PydanticCustomError("secret", "It holds a password")
    if not text.startswith((POSTGRESQL, SQLITE)):
        message = f"write an address that begins with {POSTGRESQL} or {SQLITE}/"
        raise ValueError(message)
    return _on_one_line(text)


def _printed_colour(text: str) -> str:
    """Refuse what is no colour as it is written for the web; capitals make no difference."""
    if not re.fullmatch("#[0-9A-Fa-f]{6}", text):
        message = "write # and six figures or letters A to F, such as #A3161F"
        raise ValueError(message)
    return text.upper()


def _standing(text: str) -> str:
    if text not in STANDINGS:
        message = f"the words to choose from are {join([*STANDINGS])}"
        raise ValueError(message)
    return text


SQLITE = "sqlite://"
Ledger = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(_ledger)]
DatabaseUrl = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(_database_url)]
Colour = Annotated[str, StringConstraints(pattern=r"^[0-9A-F]{6}$")]
PrintedColour = Annotated[str, AfterValidator(_printed_colour)]
Standing = Annotated[str, AfterValidator(_standing)]
FilePath = Annotated[Path, Field(strict=False), BeforeValidator(_path)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300), AfterValidator(_on_one_line)
]
Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60), AfterValidator(_on_one_line)
]
Word = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20), AfterValidator(_on_one_line)
]
Percent = Annotated[int, Field(ge=0, le=100)]
Days = Annotated[int, Field(ge=1, le=36600)]
WorkingDayCount = Annotated[int, Field(ge=0, le=60)]
Classification = Literal["OFFICIAL", "OFFICIAL-SENSITIVE", "NOT PROTECTIVELY MARKED", "PROTECT", "RESTRICTED"]
Purpose = Literal["decision", "discussion", "assurance", "information"]
Assurance = Literal["substantial", "reasonable", "limited", "none"]
DayName = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
BankHolidays = Literal["England", "Wales", "Scotland", "Northern Ireland", "none"]
DAYS_OF_THE_WEEK = get_args(DayName)
AFTER_CLOCKS_CHANGE = time(4)


def as_tuple(value: object) -> object:
    """TOML has lists; what is frozen has tuples."""
    return tuple(value) if isinstance(value, list) else value


def as_entries(value: object) -> object:
    """The same where there must be some."""
    if value == []:
        message = "put at least one entry there"
        raise ValueError(message)
    return as_tuple(value)


def as_choice(choices: type[StrEnum]) -> BeforeValidator:
    """One of the words of an enumeration."""

    def chosen(value: object) -> object:
        if isinstance(value, str) and value not in list(choices):
            message = f"the words to choose from are {join([*choices])}"
            raise ValueError(message)
        return choices(value) if isinstance(value, str) else value

    return BeforeValidator(chosen)
