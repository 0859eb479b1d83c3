"""Words without impact: updates that give nothing to hold on to, and updates that say the same again and again."""

import re
from dataclasses import dataclass
from datetime import date

from reporter.domain.plan import Action, ImprovementPlan, Status, Update
from reporter.domain.stagnation import same_words
from reporter.domain.thresholds import Thresholds
from reporter.domain.wording import MONTHS, count, uk_date

NUMBER_WORDS = (
    "one (?:of|in)|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    "seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|dozen|half|"
    "halved|doubled|twice"
)
NUMBER = re.compile(rf"\d|\b(?:{NUMBER_WORDS})\b", re.IGNORECASE)
# With capitals, for "may" and "march" are no months.
DATE = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b")


@dataclass(frozen=True, slots=True)
class EmptyWords:
    """An action whose latest update says nothing of what changed, and why: a phrase that follows "the update"."""

    action: Action
    update: Update
    why: str


def empty_words(plan: ImprovementPlan, thresholds: Thresholds) -> tuple[EmptyWords, ...]:
    """The open and complete actions whose latest update is hollow, of a plan given as it stood at the end of a day."""
    found = []
    for action in plan.actions:
        if action.latest and action.status is not Status.VERIFIED:
            why = _why(action, action.latest, thresholds)
            found += [EmptyWords(action, action.latest, why)] if why else []
    return tuple(found)


def _why(action: Action, latest: Update, thresholds: Thresholds) -> str:
    """Why the latest update is hollow; empty where it is not."""
    if latest.evidence_of_impact:
        return ""
    if not latest.commentary:
        return "has no words and no evidence of impact"
    if first := _first_said(action, latest, thresholds.little_progress_days):
        return f"says the same as on {uk_date(first)}, {count((latest.dated - first).days, 'day')} earlier"
    if not NUMBER.search(latest.commentary) and not DATE.search(latest.commentary):
        return "has no number, no date and no evidence of impact"
    return ""


def _first_said(action: Action, latest: Update, days: int) -> date | None:
    """The day on which the same words first stood there, where that is at least so many days earlier."""
    said = (u.dated for u in action.updates if same_words(u.commentary, latest.commentary))
    return next((day for day in said if (latest.dated - day).days >= days), None)
