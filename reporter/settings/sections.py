"""The sections of config.toml as frozen, validated models."""

from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from typing import Annotated, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    BeforeValidator,
    Field,
    field_validator,
    model_validator,
)

from reporter.domain.analysis import Rules
from reporter.domain.escalation import Ladder
from reporter.domain.gates import EmptyPlan, Limits
from reporter.domain.occasions import Spacing
from reporter.domain.plan import Rating
from reporter.domain.plan import Status as PlanStatus
from reporter.domain.privacy import PersonalData
from reporter.domain.scheme import RatingScheme
from reporter.domain.thresholds import Thresholds
from reporter.domain.tracker import TrackerField
from reporter.domain.wording import join
from reporter.settings.declared import Declared, below
from reporter.settings.delivery import Chasing, Delivery, Logs, Mail, Operator
from reporter.settings.escalation import Escalation
from reporter.settings.fields import (
    AFTER_CLOCKS_CHANGE,
    DAYS_OF_THE_WEEK,
    BankHolidays,
    Classification,
    Colour,
    DatabaseUrl,
    DayName,
    Days,
    FilePath,
    Identifier,
    Ledger,
    Line,
    Percent,
    WorkingDayCount,
    as_choice,
    as_entries,
    as_tuple,
    is_url,
)
from reporter.settings.papers import Paper, named_kinds
from reporter.settings.scheme import Scheme


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


class Calendar(Declared):
    """Which days count, and how far the days of a meeting lie apart."""

    clear_days: Annotated[int, Field(ge=0, le=60)] = Spacing.clear_days
    data_cut: WorkingDayCount = Spacing.data_cut
    draft: WorkingDayCount = Spacing.draft
    sign_off: WorkingDayCount = Spacing.sign_off
    days_off: Annotated[tuple[DayName, ...], BeforeValidator(as_tuple), Field(max_length=6)] = ("Saturday", "Sunday")
    bank_holidays: BankHolidays = "England"
    added_holidays: Annotated[tuple[date, ...], BeforeValidator(as_tuple)] = ()
    dropped_holidays: Annotated[tuple[date, ...], BeforeValidator(as_tuple)] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.data_cut >= self.draft >= self.sign_off:
            message = (
                f"data_cut ({self.data_cut}), draft ({self.draft}) and sign_off ({self.sign_off}) count back from "
                "despatch and come in this order, so none may be smaller than the next"
            )
            raise ValueError(message)
        return self

    def spacing(self, paper: Paper) -> Spacing:
        """The days of one paper, as the domain takes them."""
        draft = self.draft if paper.draft is None else paper.draft
        cut = draft + self.data_cut - self.draft  # as far before its draft as that of any other paper
        return Spacing(self.clear_days, cut, draft, min(self.sign_off, draft))

    @property
    def weekdays_off(self) -> frozenset[int]:
        """The days of the week that do not count; Monday is 0."""
        return frozenset(DAYS_OF_THE_WEEK.index(day) for day in self.days_off)


class Gates(Declared):
    """What must be true of a plan before a paper is written from it."""

    fresh_warn_days: Days = Limits.fresh_warn_days
    fresh_stop_days: Days = Limits.fresh_stop_days
    row_swing: Annotated[int, Field(ge=1, le=1000)] = Limits.row_swing
    empty_plan: Annotated[EmptyPlan, as_choice(EmptyPlan)] = Limits.empty_plan

    @model_validator(mode="after")
    def _warn_first(self) -> Self:
        if self.fresh_stop_days < self.fresh_warn_days:
            message = f"fresh_stop_days ({self.fresh_stop_days}) is less than fresh_warn_days ({self.fresh_warn_days})"
            raise ValueError(message)
        return self

    @property
    def limits(self) -> Limits:
        """The same, as the domain takes them."""
        return Limits(**self.model_dump())


class RatingRules(Declared):
    """Where the rating rules draw their lines."""

    stale_after_days: Days = Thresholds.stale_after_days
    amber_behind: Percent = Thresholds.amber_behind
    red_behind: Percent = Thresholds.red_behind
    area_share: Annotated[int, Field(ge=1, le=100)] = Thresholds.area_share
    little_progress_days: Days = Thresholds.little_progress_days
    red_overdue_days: Annotated[int, Field(ge=0, le=366)] = Thresholds.red_overdue_days

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


class InputLimits(Declared):
    """How large a file or a query's answer may be; a larger one is refused before memory is spent on it."""

    file_megabytes: Annotated[int, Field(ge=1, le=1000)] = 25
    unpacked_megabytes: Annotated[int, Field(ge=1, le=2000)] = 100
    unpacked_ratio: Annotated[int, Field(ge=10, le=10_000)] = 300
    entries: Annotated[int, Field(ge=10, le=100_000)] = 2000
    rows: Annotated[int, Field(ge=10, le=1_000_000)] = 100_000
    columns: Annotated[int, Field(ge=10, le=16_384)] = 200
    cells: Annotated[int, Field(ge=100, le=100_000_000)] = 2_000_000
    cell_characters: Annotated[int, Field(ge=100, le=1_000_000)] = 32_767


class Tracker(Declared):
    """One spreadsheet, or one query, whose rows are actions under headings of its own."""

    file: FilePath | None = None
    sheets: Annotated[tuple[Line, ...], BeforeValidator(as_tuple)] = ()
    url: DatabaseUrl | None = None
    query: Annotated[str, Field(min_length=1, max_length=10_000)] | None = None
    seconds: Annotated[int, Field(ge=1, le=600)] = 30
    headings_row: Annotated[int, Field(ge=1, le=1000)] | None = None
    area: Line | None = None
    columns: Mapping[Line, Annotated[TrackerField, as_choice(TrackerField)]] = {}
    statuses: Mapping[Line, Annotated[PlanStatus, as_choice(PlanStatus)]] = {}
    ratings: Mapping[Line, Annotated[Rating, as_choice(Rating)]] = {}
    colours: Mapping[Colour, Annotated[Rating, as_choice(Rating)]] = {}

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.file is None) == (self.url is None):
            message = "a tracker is either a file or a url with a query"
            raise ValueError(message)
        if (self.url is None) != (self.query is None):
            message = "url and query come together"
            raise ValueError(message)
        return self


class MayPrint(Declared):
    """A text that looks like personal data and may be printed all the same: exactly this text, and who says so."""

    text: Line
    kind: Annotated[PersonalData, as_choice(PersonalData)]
    reason: Line
    approved_by: Line


class Board(Declared):
    """One board: who it is, where its plan stands, which papers it gets."""

    name: Line
    place: Line
    partners: Annotated[tuple[Line, ...], BeforeValidator(as_tuple)] = ()
    plan: FilePath
    templates: FilePath | None = None
    classification: Classification
    sample: bool = False
    inspection: Inspection
    words: Words = Words()
    rating: RatingRules = RatingRules()
    escalation: Escalation = Escalation()
    scheme: Scheme = Scheme.ours()
    calendar: Calendar = Calendar()
    gates: Gates = Gates()
    sources: Mapping[Identifier, Tracker] = {}
    limits: InputLimits = InputLimits()
    may_print: Annotated[tuple[MayPrint, ...], BeforeValidator(as_tuple)] = ()
    delivery: Delivery = Delivery()
    chasing: Chasing = Chasing()
    papers: Annotated[Mapping[Identifier, Paper], BeforeValidator(named_kinds)] = Field(min_length=1)

    def under(self, folder: Path) -> Self:
        """The same board with relative paths taken from `folder`."""
        sources = {
            name: tracker.model_copy(update={"file": folder / tracker.file}) if tracker.file else tracker
            for name, tracker in self.sources.items()
        }
        paths = {
            "plan": folder / self.plan,
            "templates": folder / self.templates if self.templates else None,
            "delivery": below(folder, self.delivery, "recipients", "password_file", "folder"),
            "chasing": below(folder, self.chasing, "leads", "answers"),
        }
        return self.model_copy(update={**paths, "sources": sources})

    @property
    def ladder(self) -> Ladder:
        """The escalation ladder of the board, in its own words."""
        return self.escalation.ladder(self.words.board, self.rating_scheme.word(Rating.RED))

    @property
    def rules(self) -> Rules:
        """What the board has laid down for judging its plan."""
        return Rules(self.rating.thresholds, self.ladder, self.rating_scheme)

    @property
    def rating_scheme(self) -> RatingScheme:
        """How ratings are printed, as the domain takes it."""
        return self.scheme.scheme

    def paper(self, name: str) -> Paper:
        """The cover sheet of one of the board's papers."""
        return next(paper for known, paper in self.papers.items() if known == name)


class Schedule(Declared):
    """When `reporter schedule` wakes to run what is due, by the clocks of the timezone."""

    days: Annotated[tuple[DayName, ...], BeforeValidator(as_entries)] = DAYS_OF_THE_WEEK[:5]
    times: Annotated[tuple[time, ...], BeforeValidator(as_entries)] = (time(6, 15),)

    @field_validator("times")
    @classmethod
    def _after_clocks_change(cls, value: tuple[time, ...]) -> tuple[time, ...]:
        if early := [str(wake) for wake in value if wake < AFTER_CLOCKS_CHANGE]:
            message = (
                f"{join(early)} may come twice or not at all in the night when the clocks change; "
                "write a time from 04:00:00 on"
            )
            raise ValueError(message)
        return value


class Settings(Declared):
    """The whole of config.toml, its paths resolved against the folder it stands in."""

    timezone: str = "Europe/London"
    output: FilePath = Path("output")
    ledger: Ledger = "archive/ledger.sqlite"
    schedule: Schedule = Schedule()
    mail: Mail | None = None
    operator: Operator = Operator()
    logs: Logs = Logs()
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
        boards = {name: board.under(folder) for name, board in self.boards.items()}
        ledger = self.ledger if is_url(self.ledger) else str(folder / self.ledger)
        paths = {
            "output": folder / self.output,
            "mail": below(folder, self.mail, "authorities", "secret_file") if self.mail else None,
            "operator": below(folder, self.operator, "metrics", "memory"),
        }
        return self.model_copy(update={**paths, "ledger": ledger, "boards": boards})

    @property
    def zone(self) -> ZoneInfo:
        """The timezone of all boards."""
        return ZoneInfo(self.timezone)
