"""config.toml as frozen, validated settings. Everything that is wrong with the file is told in one error."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pydantic
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from reporter.domain.thresholds import Thresholds
from reporter.domain.wording import join, sentence
from reporter.errors import ConfigError, Problem


def _on_one_line(text: str) -> str:
    """Refuse what prints nothing or breaks the line."""
    if not text.isprintable():
        message = "write it on one line, in characters that print"
        raise ValueError(message)
    return text


def _as_path(value: object) -> object:
    """A path from its text; whatever else stands there is left for the validator to refuse."""
    return Path(_on_one_line(value)) if isinstance(value, str) and value else value


FilePath = Annotated[Path, BeforeValidator(_as_path)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300), AfterValidator(_on_one_line)
]
Percent = Annotated[int, Field(ge=0, le=100)]
Days = Annotated[int, Field(ge=1, le=3660)]
PaperName = Literal["inspection-response", "board-paper"]
Classification = Literal["OFFICIAL", "OFFICIAL-SENSITIVE", "NOT PROTECTIVELY MARKED", "PROTECT", "RESTRICTED"]
Purpose = Literal["decision", "discussion", "assurance", "information"]


class Declared(BaseModel):
    """What every section has in common: no unknown key, no change after loading, no silent change of type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class Words(Declared):
    """What the body and its inspectors are called in the papers."""

    board: Line = "Board"
    inspectorate: Line = "Ofsted"


class Inspection(Declared):
    """The inspection that the plan answers."""

    name: Line
    first_day: date
    last_day: date
    report_published: date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last_day < self.first_day:
            message = f"last_day ({self.last_day}) is before first_day ({self.first_day})"
            raise ValueError(message)
        if self.report_published and self.report_published < self.first_day:
            message = f"report_published ({self.report_published}) is before first_day ({self.first_day})"
            raise ValueError(message)
        return self


class Paper(Declared):
    """What the cover sheet of a paper says."""

    title: Line
    agenda_item: Line | None = None
    purpose: Purpose = "assurance"
    author: Line
    lead_officer: Line
    contact: Line


class RatingRules(Declared):
    """Where the rating rules draw their lines."""

    stale_after_days: Days = Thresholds.stale_after_days
    amber_behind: Percent = Thresholds.amber_behind
    red_behind: Percent = Thresholds.red_behind
    area_share: Annotated[int, Field(ge=1, le=100)] = Thresholds.area_share

    @model_validator(mode="after")
    def _red_is_worse(self) -> Self:
        if self.red_behind < self.amber_behind:
            message = f"red_behind ({self.red_behind}) is less than amber_behind ({self.amber_behind})"
            raise ValueError(message)
        return self

    @property
    def thresholds(self) -> Thresholds:
        """The same, as the domain takes them."""
        return Thresholds(**self.model_dump())


class Board(Declared):
    """One board: who it is, where its plan stands, which papers it gets."""

    name: Line
    place: Line
    partners: tuple[Line, ...] = ()
    plan: FilePath
    templates: FilePath | None = None
    classification: Classification
    sample: bool = False
    inspection: Inspection
    words: Words = Words()
    rating: RatingRules = RatingRules()
    papers: Mapping[PaperName, Paper] = Field(min_length=1)

    def paper(self, name: str) -> Paper:
        """The cover sheet of one of the board's papers."""
        return next(paper for known, paper in self.papers.items() if known == name)

    @field_validator("partners", mode="before")
    @classmethod
    def _as_tuple(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value


class Settings(Declared):
    """The whole of config.toml, its paths resolved against the folder it stands in."""

    timezone: str = "Europe/London"
    output: FilePath = Path("output")
    boards: Mapping[Identifier, Board] = Field(min_length=1)

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            message = "no such timezone; write a name such as Europe/London"
            raise ValueError(message) from error
        return value

    def under(self, folder: Path) -> Self:
        """The same settings with relative paths taken from `folder`."""
        boards = {
            name: board.model_copy(
                update={"plan": folder / board.plan, "templates": folder / board.templates if board.templates else None}
            )
            for name, board in self.boards.items()
        }
        return self.model_copy(update={"output": folder / self.output, "boards": boards})


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
    if missing := list(_missing_templates(path, settings)):
        raise ConfigError(*missing)
    return settings


def _missing_templates(path: Path, settings: Settings) -> Iterator[Problem]:
    for board_id, board in settings.boards.items():
        if board.templates and not board.templates.is_dir():
            where = f'{path}, key "boards.{board_id}.templates"'
            advice = "Correct the path; without the key the papers take our templates."
            yield Problem(where, f"There is no folder {board.templates}.", advice)


def _problems(path: Path, error: pydantic.ValidationError) -> Iterator[Problem]:
    for detail in error.errors(include_url=False):
        where = f'{path}, key "{_key(detail["loc"])}"'
        match detail["type"]:
            case "extra_forbidden":
                yield Problem(where, "This key is not known.", _known_keys(detail["loc"]))
            case "missing":
                yield Problem(where, "This key is missing.", "Add it; docs/config.md says what it means.")
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
    "is_instance_of": "Write a path in quotation marks",
    "tuple_type": "Write a list in square brackets",
    "mapping_type": "Write a section",
    "too_short": "Put at least one entry there",
    "model_type": "Write a section",
    "dict_type": "Write a section",
    "bool_type": "Write true or false",
    "int_type": "Write a whole number without quotation marks",
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
