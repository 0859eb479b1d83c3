"""What a paper is made for: the board, the occasion, the edition and the days that matter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from reporter.domain.meetings import Edition
from reporter.domain.occasions import Occasion
from reporter.domain.record import Status
from reporter.domain.scheme import RatingScheme
from reporter.findings import Finding
from reporter.settings import Board, Paper


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a paper is made from: one digest over everything, the rows of each table, the versions that matter.

    `warnings` are what was doubtful when the plan was read.
    """

    digest: str
    rows: Mapping[str, int]
    versions: Mapping[str, str]
    warnings: Sequence[Finding] = ()


@dataclass(frozen=True, slots=True)
class Commission:
    """Everything a composer needs beside the plan.

    `since` is the data cut of the papers before, and `scheme_before` their rating scheme, where it is known; `status`
    is that of the copy to be made: a draft, or what goes out.
    """

    board: Board
    paper: Paper
    edition: Edition
    occasion: Occasion
    status: Status
    as_at: date
    since: date | None
    inputs: Inputs
    scheme_before: RatingScheme | None = None

    def without_particulars(self) -> Self:
        """The same without what tells apart two editions that say the same: number, status, and their making."""
        edition = replace(self.edition, number=0)
        return replace(self, edition=edition, status=Status.DRAFT, inputs=Inputs("", {}, {}, self.inputs.warnings))
