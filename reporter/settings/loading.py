"""Reading config.toml. Everything that is wrong with the file is told in one error."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pydantic
from pydantic import (
    BaseModel,
)

from reporter.domain.scheme import scheme_problems
from reporter.domain.wording import join, sentence
from reporter.errors import ConfigError, Problem
from reporter.settings.delivery import outside
from reporter.settings.sections import Settings


def load_settings(path: Path) -> Settings:
    """Read and validate config.toml. Raises ConfigError with all problems at once."""
    try:
        content = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError as error:
        advice = "Name your config with --config, or lay down a new folder with: reporter init DIR"
        raise ConfigError(Problem(str(path), "The file does not exist.", advice)) from error
    except OSError as error:
        raise ConfigError(Problem(str(path), f"It cannot be read ({error.strerror}).", "Check the file.")) from error
    except UnicodeDecodeError as error:
        raise ConfigError(Problem(str(path), "It is not UTF-8 text.", "Save it as UTF-8.")) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = f"It is not valid TOML ({error})."
        raise ConfigError(Problem(str(path), found, "Mend that line; text stands in quotation marks.")) from error
    try:
        settings = Settings.model_validate(content).under(path.parent)
    except pydantic.ValidationError as error:
        raise ConfigError(*_problems(path, error)) from error
    if wrong := [*_missing_templates(path, settings), *_schemes(path, settings), *_outside(path, settings)]:
        raise ConfigError(*wrong)
    return settings


def _missing_templates(path: Path, settings: Settings) -> Iterator[Problem]:
    for board_id, board in settings.boards.items():
        if board.templates and not board.templates.is_dir():
            where = f'{path}, key "boards.{board_id}.templates"'
            advice = "Correct the path; without the key the papers take our templates."
            yield Problem(where, f"There is no folder {board.templates}.", advice)


def _schemes(path: Path, settings: Settings) -> Iterator[Problem]:
    for board_id, board in settings.boards.items():
        for problem in scheme_problems(board.rating_scheme):
            where = f'{path}, key "boards.{board_id}.scheme.{problem.key}"'
            yield Problem(where, problem.found, problem.expected)


def _outside(path: Path, settings: Settings) -> Iterator[Problem]:
    """Addresses that nothing may be sent to. Those in files are looked at before anything is queued."""
    addresses = {"operator.mail": settings.operator.mail} if settings.operator.mail else {}
    for board_id, board in settings.boards.items():
        for name, paper in board.papers.items():
            keys = f"boards.{board_id}.papers.{name}.recipients"
            addresses |= {f"{keys}.{number}": address for number, address in enumerate(paper.recipients)}
    for key, found in outside(settings.mail, addresses).items():
        advice = "Correct the address, or add its domain to the key domains of the section [mail]."
        yield Problem(f'{path}, key "{key}"', f"{found[0].upper()}{found[1:]}.", advice)


def _problems(path: Path, error: pydantic.ValidationError) -> Iterator[Problem]:
    for detail in error.errors(include_url=False):
        where = f'{path}, key "{_key(detail["loc"])}"'
        match detail["type"]:
            case "extra_forbidden":
                yield Problem(where, "This key is not known.", _known_keys(detail["loc"]))
            case "missing":
                yield Problem(where, "This key is missing.", "Add it; docs/config.md says what it means.")
            case "secret":  # the value itself must not be told again
                advice = "Take it out; PostgreSQL finds it in PGPASSWORD, PGPASSFILE or ~/.pgpass."
                yield Problem(where, f"{detail['msg']}.", advice)
            case "agency":  # told of the key, although it is the section that is looked at
                where = f'{path}, key "{_key((*detail["loc"], "agency"))}"'
                yield Problem(where, detail["ctx"]["found"], detail["ctx"]["advice"])
            case "value_error" if isinstance(detail["input"], dict):
                message = detail["msg"].removeprefix("Value error, ")
                yield Problem(where, f"{message}.", "Correct one of the two.")
            case _:
                yield Problem(where, f"{_found(detail['input'])} is not allowed.", sentence(_expected(detail)))


def _key(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location if part != "[key]")


def _found(value: object) -> str:
    if isinstance(value, dict):
        return "A section" if value else "An empty section"
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) < 80 else f"{text[:80]}…"  # noqa: PLR2004 - what fits a message


EXPECTED = {
    "string_pattern_mismatch": "Use small letters, figures and single hyphens, such as nottingham-city",
    "string_too_short": "Write at least one character",
    "string_type": "Write a text in quotation marks",
    "path_type": "Write a path in quotation marks",
    "tuple_type": "Write a list in square brackets",
    "mapping_type": "Write a section",
    "too_short": "Put at least one entry there",
    "model_type": "Write a section",
    "dict_type": "Write a section",
    "bool_type": "Write true or false",
    "int_type": "Write a whole number without quotation marks",
    "time_type": "Write a time without quotation marks, such as 06:15:00",
    "date_type": "Write a date without quotation marks, such as 2014-03-11",
}


def _expected(detail: Any) -> str:
    message = str(detail["msg"]).removeprefix("Value error, ").removeprefix("Input ").removeprefix("String ")
    return EXPECTED.get(detail["type"], message)


def _known_keys(location: tuple[int | str, ...]) -> str:
    """The advice for an unknown key: the nearest known one, else all that may stand in its section."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a mistake needs it

    known = list(_section(location[:-1]).model_fields)
    if meant := get_close_matches(str(location[-1]), known, n=1):
        return f'Did you mean "{meant[0]}"?'
    return f"The keys known here are {join(known)}."


def _section(location: tuple[int | str, ...]) -> type[BaseModel]:
    """The model that stands at a place of the config."""
    section: type[BaseModel] = Settings
    for part in location:
        field = section.model_fields.get(str(part))
        if field is not None:
            section = _model_in(field.annotation) or section
    return section


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for argument in get_args(annotation) if (model := _model_in(argument))), None)
