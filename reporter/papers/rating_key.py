"""The key to the ratings: what each word, shape and colour means under the thresholds in force."""

from dataclasses import dataclass

from reporter.domain.plan import Rating
from reporter.domain.thresholds import Thresholds
from reporter.papers.content import Mark, mark


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """One rating and what earns it."""

    mark: Mark
    meaning: str


def rating_key(thresholds: Thresholds) -> tuple[KeyEntry, ...]:
    """The key, worst rating first."""
    meanings = {
        Rating.RED: "Overdue; or off track: progress is more than "
        f"{thresholds.red_behind} percentage points behind an even pace from start to due date.",
        Rating.AMBER: f"At risk: more than {thresholds.amber_behind} points behind an even pace, no update for more "
        f"than {thresholds.stale_after_days} days, not started on time, or moved to a later date; or closed without "
        "evidence of impact.",
        Rating.NOT_RATED: "No due date, so nobody can say whether it is on time. Never counted as green.",
        Rating.GREY: "Not started, and not yet due to start.",
        Rating.GREEN: "On track; or reported complete with evidence of impact and waiting to be verified.",
        Rating.BLUE: "Complete, with evidence of impact, and verified by somebody other than the lead.",
    }
    return tuple(KeyEntry(mark(rating), meanings[rating]) for rating in Rating)
