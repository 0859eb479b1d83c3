"""The board paper's action log: each action of the plan in one row, for those who go on working with it."""

from datetime import date

from reporter.domain.movement import ActionProgress, PlanProgress
from reporter.domain.paper import Sheet
from reporter.domain.progress import verifier
from reporter.domain.scheme import RatingScheme
from reporter.domain.wording import join
from reporter.papers.action_entry import published_progress

HEADINGS = (
    "Ref",
    "Area",
    "Answers",
    "Action",
    "Lead",
    "Partner agency",
    "Rating",
    "Reason",
    "Lead's own rating",
    "Movement",
    "First due",
    "Due now",
    "Times moved",
    "Progress",
    "Latest update (date)",
    "Latest update",
    "Success measure",
    "Baseline",
    "Target",
    "Intended outcome",
    "Evidence of impact",
    "Verified by",
)


def action_log(progress: PlanProgress) -> Sheet:
    """The sheet of a workbook with all actions, as the paper rates them and in the words of its scheme."""
    description = "Action log: every action of the plan, with its rating and its dates"
    return Sheet("Action log", description, HEADINGS, tuple(_row(one, progress.scheme) for one in progress.actions))


def _row(progress: ActionProgress, scheme: RatingScheme) -> tuple[str | int | date | None, ...]:
    action = progress.action
    latest, evidence = action.latest, action.evidence
    return (
        action.ref,
        action.area,
        ", ".join(action.answers),
        action.text,
        join(action.leads),
        action.partner_agency,
        scheme.word(progress.rating),
        progress.reason,
        scheme.word(progress.lead_rating) if progress.lead_rating else "",
        str(progress.movement),
        action.due,
        action.current_due or action.due_words,
        len(action.revisions),
        published_progress(action),
        latest.dated if latest else None,
        latest.commentary if latest else None,
        action.success_measure,
        action.baseline,
        action.target,
        action.intended_outcome,
        evidence.evidence_of_impact if evidence else None,
        verifier(action),
    )
