"""The key to the ratings: what each word, shape and colour means, and the rules that earn it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reporter.domain.escalation import Ladder, Rung, called
from reporter.domain.plan import Rating
from reporter.domain.thresholds import Thresholds
from reporter.domain.wording import choice, count, times
from reporter.papers.commission import Commission
from reporter.papers.content import Mark, mark_of


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """One rating, what it means in the scheme, and the rules under which an action gets it."""

    mark: Mark
    meaning: str
    rules: Sequence[str]


@dataclass(frozen=True, slots=True)
class RatingKey:
    """The key, worst rating first, with the name of the scheme; `changed` says so where it is another than before.

    `ladder` says when an action is escalated, and to whom.
    """

    scheme: str
    changed: str
    ladder: str
    entries: Sequence[KeyEntry]


def rating_key(commission: Commission) -> RatingKey:
    """The key to the ratings of a paper."""
    scheme = commission.board.rating_scheme
    rules = _rules(commission.board.rating.thresholds)
    entries = tuple(
        KeyEntry(mark_of(entry), entry.meaning, tuple(rules[standing] for standing in entry.standings))
        for entry in scheme.entries
    )
    return RatingKey(
        f"{scheme.name}, version {scheme.version}",
        scheme_changed(commission),
        _ladder(commission.board.ladder),
        entries,
    )


def scheme_changed(commission: Commission) -> str:
    """That the scheme is another than in the last paper, in a sentence; empty where it is not, or nobody knows."""
    before, now = commission.scheme_before, commission.board.rating_scheme
    if before is None or before == now:
        return ""
    if str(before) == str(now):
        return f"The rating scheme {now} was altered since the last paper, without a new version."
    return f"The rating scheme changed from {before} to {now} since the last paper."


def _ladder(ladder: Ladder) -> str:
    told = [(called(rung.name, ladder.board), _causes(rung, ladder.red)) for rung in ladder.rungs]
    rungs = [f"to the {name} when {causes}" for name, causes in told if causes]
    return f"An open action is escalated by rule: {'; '.join(rungs)}." if rungs else ""


def _causes(rung: Rung, red: str) -> str:
    """What leads up to a rung (nothing: empty): red for 31 days, moved twice or without an update for 62 days."""
    causes = [f"{red} for {count(rung.red_days, 'day')}"] if rung.red_days is not None else []
    causes += [f"moved {times(rung.moves)}"] if rung.moves is not None else []
    causes += [f"without an update for {count(rung.silent_days, 'day')}"] if rung.silent_days is not None else []
    return choice(causes)


def _rules(thresholds: Thresholds) -> Mapping[Rating, str]:
    days = thresholds.red_overdue_days
    late = f"more than {count(days, 'day')} overdue" if days else "overdue"
    a_little_late = f"overdue by no more than {count(days, 'day')}, " if days else ""
    return {
        Rating.RED: f"{late[0].upper()}{late[1:]}; or off track: progress is more than "
        f"{thresholds.red_behind} percentage points behind an even pace from start to due date.",
        Rating.AMBER: f"At risk: {a_little_late}more than {thresholds.amber_behind} points behind an even pace, no "
        f"update for more than {thresholds.stale_after_days} days, not started on time, or moved to a later date "
        "without approval; or closed without evidence of impact.",
        Rating.RE_DATED: "Moved to a later date with approval, and on track by that date.",
        Rating.NOT_RATED: "No due date, so nobody can say whether it is on time. Never counted as on track.",
        Rating.GREY: "Not started, and not yet due to start.",
        Rating.GREEN: "On track by its dates and its progress.",
        Rating.COMPLETE: "Reported complete with evidence of impact, and waiting to be verified.",
        Rating.BLUE: "Complete, with evidence of impact, and verified by somebody other than the lead.",
    }
