"""The escalation ladder: an action that stays red, slips again or falls silent is asked about further up, by rule."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from reporter.domain.plan import Action, ImprovementPlan, Rating
from reporter.domain.progress import rate
from reporter.domain.slippage import put_back
from reporter.domain.stagnation import last_heard_of
from reporter.domain.thresholds import Thresholds
from reporter.domain.wording import count, posts, times

LEAD, SUB_GROUP_CHAIR, BOARD_CHAIR = "lead", "sub-group chair", "board chair"
ONE_DAY = timedelta(days=1)


class Cause(StrEnum):
    """What leads up the ladder."""

    RED = "red"
    MOVED = "moved"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of the ladder and what leads up to it, each None where it does not.

    `red_days` are days of red without a break, `moves` how often the due date was put back, `silent_days` days without
    an update.
    """

    name: str
    red_days: int | None = None
    moves: int | None = None
    silent_days: int | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs, lowest first, what the board is called, and what its rating scheme calls red."""

    rungs: tuple[Rung, ...] = (
        Rung(LEAD, red_days=1, moves=1, silent_days=42),
        Rung(SUB_GROUP_CHAIR, red_days=31, moves=2, silent_days=62),
        Rung(BOARD_CHAIR, red_days=62, moves=3, silent_days=92),
    )
    board: str = "Board"
    red: str = "red"

    @property
    def longest_red(self) -> int:
        """How many days back it matters whether an action was red."""
        return max((rung.red_days or 0 for rung in self.rungs), default=0)


@dataclass(frozen=True, slots=True)
class Escalated:
    """An action on the ladder: the highest rung that it has reached, why, and who must answer for it there.

    `rung` counts from 1. `red_since` is None where it is not red now; red for longer than the longest rung asks for, it
    is the first day that was looked at.
    """

    action: Action
    rung: int
    name: str
    reasons: Mapping[Cause, str]
    answers: str
    red_since: date | None

    @property
    def said(self) -> str:
        """The reasons in one phrase: "red for 45 days; moved 3 times"."""
        return "; ".join(self.reasons.values())


@dataclass(frozen=True, slots=True)
class _Standing:
    """What the ladder asks of an action: days of red without a break, moves, days without an update."""

    red_days: int
    moves: int
    silent_days: int | None  # None where nothing was ever recorded of it

    def reaches(self, rung: Rung) -> bool:
        return any(self.causes(rung))

    def causes(self, rung: Rung) -> tuple[bool, bool, bool]:
        return (
            rung.red_days is not None and 0 < self.red_days >= rung.red_days,
            rung.moves is not None and 0 < self.moves >= rung.moves,
            rung.silent_days is not None and self.silent_days is not None and self.silent_days >= rung.silent_days,
        )


def escalated(plan: ImprovementPlan, as_at: date, thresholds: Thresholds, ladder: Ladder) -> tuple[Escalated, ...]:
    """The open actions that are on the ladder as at a day, the highest rung first, then in the plan's order.

    Takes the whole plan, for its history. An action whose work is to start later is not asked about.
    """
    asked = (action for action in plan.as_at(as_at).actions if action.is_open and not action.is_to_start(as_at))
    found = (_climb(action, as_at, thresholds, ladder) for action in asked)
    return tuple(sorted((climbed for climbed in found if climbed), key=lambda climbed: -climbed.rung))


def red_since(action: Action, as_at: date, thresholds: Thresholds, days_back: int) -> date | None:
    """The first day of the red without a break in which `as_at` stands, looking back so many days; None if not red.

    Between two updates time alone can make an action red and never less red, so each stretch is halved until the day
    is found.
    """
    earliest = max(as_at - timedelta(days=days_back), action.added or date.min)
    first, end = None, as_at
    for begin in _changes(action, as_at, earliest):
        if not _is_red(action, end, thresholds):
            break
        first = _first_red(action, begin, end, thresholds)
        if first > begin:
            break
        end = begin - ONE_DAY
    return first


def _changes(action: Action, as_at: date, earliest: date) -> Iterator[date]:
    """The days on which something was recorded, latest first, and last the earliest day that is looked at."""
    yield from sorted({u.dated for u in action.updates if earliest < u.dated <= as_at}, reverse=True)
    yield earliest


def _first_red(action: Action, begin: date, end: date, thresholds: Thresholds) -> date:
    """The first red day of a stretch whose last day is red and in which nothing was recorded after the first day."""
    while begin < end:
        middle = begin + (end - begin) // 2
        if _is_red(action, middle, thresholds):
            end = middle
        else:
            begin = middle + ONE_DAY
    return end


def _is_red(action: Action, day: date, thresholds: Thresholds) -> bool:
    return rate(action.as_at(day), day, thresholds).rating is Rating.RED


def _climb(action: Action, as_at: date, thresholds: Thresholds, ladder: Ladder) -> Escalated | None:
    first_red = red_since(action, as_at, thresholds, ladder.longest_red)
    heard = last_heard_of(action)
    standing = _Standing(
        red_days=(as_at - first_red).days + 1 if first_red else 0,
        moves=len(put_back(action)),
        silent_days=(as_at - heard).days if heard else None,
    )
    reached = [number for number, rung in enumerate(ladder.rungs, 1) if standing.reaches(rung)]
    if not reached:
        return None
    rung = ladder.rungs[reached[-1] - 1]
    reasons = dict(_reasons(standing, ladder))
    name, who = called(rung.name, ladder.board), _who(rung.name, action, ladder.board)
    return Escalated(action, reached[-1], name, reasons, who, first_red)


def _reasons(standing: _Standing, ladder: Ladder) -> Iterator[tuple[Cause, str]]:
    """Everything that leads up to any rung."""
    red, moved, silent = (any(causes) for causes in zip(*map(standing.causes, ladder.rungs), strict=True))
    if red:
        longer = " or more" if standing.red_days > ladder.longest_red else ""
        yield Cause.RED, f"{ladder.red} for {count(min(standing.red_days, ladder.longest_red), 'day')}{longer}"
    if moved:
        yield Cause.MOVED, f"moved {times(standing.moves)}"
    if silent:
        yield Cause.SILENT, f"no update for {count(standing.silent_days or 0, 'day')}"


def called(rung: str, board: str) -> str:
    """The rung as it is printed: of a partnership, the partnership chair."""
    return f"{board[:1].lower()}{board[1:]} chair" if rung == BOARD_CHAIR else rung


def _who(rung: str, action: Action, board: str) -> str:
    """The posts that must answer; a rung that is none of the three known ones is itself a post."""
    if rung == LEAD:
        return posts(action.leads) or "its lead (not named in the plan)"
    if rung == SUB_GROUP_CHAIR:
        group = action.sub_group
        return f"Chair of the {group}" if group else "the chair of its sub-group (not named in the plan)"
    return f"Chair of the {board}" if rung == BOARD_CHAIR else rung
