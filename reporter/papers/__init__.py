"""One module a paper: from the plan and its progress to the content of that paper, every sentence decided here."""

from collections.abc import Callable, Mapping

from reporter.domain.paper import Content
from reporter.domain.plan import ImprovementPlan
from reporter.papers import board_paper, inspection_response
from reporter.papers.commission import Commission

# By the name that config and file names use; the template has the same name.
COMPOSERS: Mapping[str, Callable[[Commission, ImprovementPlan], Content]] = {
    "inspection-response": inspection_response.compose,
    "board-paper": board_paper.compose,
}
