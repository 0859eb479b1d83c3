"""One module a paper: from the plan and its progress to the content of that paper, every sentence decided here."""

from collections.abc import Callable, Mapping

from reporter.domain.paper import Content, PaperKind
from reporter.domain.plan import ImprovementPlan
from reporter.papers import (
    agency_extract,
    annual_report,
    board_paper,
    chairs_brief,
    exceptions,
    inspection_response,
    scrutiny_briefing,
)
from reporter.papers.commission import Commission

# The template has the same name.
COMPOSERS: Mapping[PaperKind, Callable[[Commission, ImprovementPlan], Content]] = {
    PaperKind.INSPECTION_RESPONSE: inspection_response.compose,
    PaperKind.BOARD_PAPER: board_paper.compose,
    PaperKind.CHAIRS_BRIEF: chairs_brief.compose,
    PaperKind.EXCEPTIONS: exceptions.compose,
    PaperKind.AGENCY_EXTRACT: agency_extract.compose,
    PaperKind.SCRUTINY_BRIEFING: scrutiny_briefing.compose,
    PaperKind.ANNUAL_REPORT: annual_report.compose,
}
