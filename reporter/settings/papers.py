"""The section of a paper: what its cover sheet says, what it is allowed to print, and when it is made."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from reporter.domain.cron import cron_problem
from reporter.domain.occasions import CatchUp
from reporter.domain.paper import AnnexName, PaperKind
from reporter.settings.declared import Declared
from reporter.settings.delivery import Addresses
from reporter.settings.fields import Assurance, Days, Line, Purpose, WorkingDayCount, as_choice, as_tuple

Lines = Annotated[tuple[Line, ...], BeforeValidator(as_tuple)]


class Exempt(Declared):
    """Why something is not for the public (Local Government Act 1972, Schedule 12A, Part 1)."""

    paragraph: Annotated[int, Field(ge=1, le=7)]
    reason: Line


class Implications(Declared):
    """What a paper means beyond its subject, as cover sheets ask."""

    finance: Line | None = None
    legal: Line | None = None
    equality: Line | None = None
    risk: Line | None = None
    voice_of_the_child: Line | None = None


class Paper(Declared):
    """What the cover sheet of a paper says, and when the paper is made."""

    kind: Annotated[PaperKind, as_choice(PaperKind)]
    agency: Line | None = None
    title: Line
    agenda_item: Line | None = None
    paper_number: Line | None = None
    purpose: Purpose = "assurance"
    assurance: Assurance | None = None
    author: Line
    lead_officer: Line
    contact: Line
    recommendations: Lines = ()
    considered_by: Lines = ()
    implications: Implications = Implications()
    exempt: Exempt | None = None
    exempt_annexes: Mapping[Annotated[AnnexName, as_choice(AnnexName)], Exempt] = {}
    sides: Annotated[int, Field(ge=2, le=50)] = 5
    draft: WorkingDayCount | None = None
    cron: Line | None = None
    catch_up: Annotated[CatchUp, as_choice(CatchUp)] = CatchUp.LATEST
    catch_up_days: Days = 62
    issue: Literal["by-name", "automatic"] = "by-name"
    recipients: Addresses = ()

    @field_validator("cron")
    @classmethod
    def _cron(cls, value: str | None) -> str | None:
        if value is not None and (problem := cron_problem(value)):
            raise ValueError(problem)
        return value

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if self.draft is not None and self.cron is not None:
            message = "draft counts from the meeting, cron does without it"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _agency_where_it_belongs(self) -> Self:
        if self.kind is PaperKind.AGENCY_EXTRACT and self.agency is None:
            advice = "Name the agency as the plan does; one paper of this kind is for one agency."
            raise PydanticCustomError("agency", "{advice}", {"found": "This key is missing.", "advice": advice})
        if self.kind is not PaperKind.AGENCY_EXTRACT and self.agency is not None:
            found = f"Only a paper of the kind {PaperKind.AGENCY_EXTRACT} is for one agency, and this is a {self.kind}."
            advice = "Take the key out, or change the kind."
            raise PydanticCustomError("agency", "{advice}", {"found": found, "advice": advice})
        return self


def named_kinds(papers: object) -> object:
    """The sections of papers, each with its kind: where it names none, its name is the kind."""
    if not isinstance(papers, Mapping):
        return papers
    return {name: {"kind": name, **paper} if isinstance(paper, Mapping) else paper for name, paper in papers.items()}
