"""The figures that are attached to the board paper, as tables."""

from collections.abc import Mapping, Sequence

from reporter.domain.movement import PlanProgress
from reporter.domain.paper import Figures
from reporter.domain.scheme import RatingScheme
from reporter.papers.action_entry import published_progress
from reporter.papers.area_section import AreaRatings, words_of


def ratings_figures(scheme: RatingScheme, rows: Sequence[AreaRatings]) -> Figures:
    """How many actions have each rating, by area."""
    heading = ("area", "title", "rating", *words_of(scheme), "actions")
    body = [(r.ref, r.title, r.rating, *map(str, r.counts), str(r.total)) for r in rows]
    return Figures("ratings-by-area.csv", "Number of actions with each rating, by judgement area", (heading, *body))


def counted_figures(scheme: RatingScheme, columns: Mapping[str, Sequence[int]]) -> Figures:
    """How many actions have each rating: under each heading the counts, in the order of the scheme."""
    rows = zip(words_of(scheme), *(map(str, counts) for counts in columns.values()), strict=True)
    return Figures("ratings.csv", "Number of actions with each rating", (("rating", *columns), *rows))


def actions_figures(progress: PlanProgress) -> Figures:
    """Each action in a row."""
    heading = ("action", "area", "text", "lead", "partner agency", "rating", "reason", "lead's own rating", "movement",
               "first due", "due", "progress", "last update")  # fmt: skip
    rows = [
        (
            p.action.ref,
            p.action.area,
            p.action.text,
            p.action.lead or "",
            p.action.partner_agency or "",
            progress.scheme.word(p.rating),
            p.reason,
            progress.scheme.word(p.lead_rating) if p.lead_rating else "",
            str(p.movement),
            p.action.due.isoformat() if p.action.due else "",
            p.action.current_due.isoformat() if p.action.current_due else "",
            published_progress(p.action),
            p.action.latest.dated.isoformat() if p.action.latest else "",
        )
        for p in progress.actions
    ]
    return Figures("actions.csv", "Each action with its rating, dates and progress", (heading, *rows))
