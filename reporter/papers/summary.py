"""The page that concludes: how the plan stands, what is overdue, what moved, what the board is asked to do."""

from collections.abc import Sequence
from dataclasses import dataclass

from reporter.domain.movement import STANDING, ActionProgress, Movement, PlanProgress
from reporter.domain.plan import ImprovementPlan, Rating, Status
from reporter.domain.progress import RollUp, concern
from reporter.domain.scheme import RatingScheme
from reporter.domain.wording import count, cut, first_of, join, sentence, uk_date
from reporter.papers.content import Mark, capitalised, mark_of
from reporter.papers.page_one import Further

# What fits on the page: rows of red actions, characters of an action's text, refs in a list.
TEXT_LENGTH = 75
REFS = 12


NOTHING_MORE = Further()


@dataclass(frozen=True, slots=True)
class Tile:
    """One rating with its number of actions."""

    mark: Mark
    number: int


@dataclass(frozen=True, slots=True)
class RedRow:
    """One red action in the table: what it is, why it is red, who answers."""

    ref: str
    anchor: str
    text: str
    reason: str
    lead: str


@dataclass(frozen=True, slots=True)
class MovedLine:
    """One kind of movement, with the refs of the actions (ref, anchor); a removed action has no anchor."""

    heading: str
    number: int
    actions: Sequence[tuple[str, str]]
    more: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The content of the page."""

    headline: str
    explanation: str
    tiles: Sequence[Tile]
    red_heading: str
    why_red: str
    red: Sequence[RedRow]
    more_red: str
    moved_since: str
    moved: Sequence[MovedLine]
    unmoved: str
    escalated: str
    asked: str
    asks: Sequence[str]


def summarise(
    plan: ImprovementPlan,
    progress: PlanProgress,
    board_word: str,
    more: Further = NOTHING_MORE,
) -> Summary:
    """The month on a page."""
    scheme, word = progress.scheme, progress.scheme.word(Rating.RED)
    tiles = zip(scheme.entries, scheme.counts(progress.total.counts), strict=True)
    red = sorted(
        progress.printed_like(Rating.RED), key=lambda p: (STANDING[p.rating], p.action.current_due or progress.as_at)
    )
    left_out = len(red) - more.rows
    changes = (*_moved(progress), *(_moved_line(*line) for line in more.moved)) if progress.since else ()
    return Summary(
        headline=headline(plan, progress),
        explanation=" ".join(part for part in (_explanation(progress), more.scheme_changed) if part),
        tiles=tuple(Tile(mark_of(entry), number) for entry, number in tiles),
        red_heading=f"{capitalised(word)} actions",
        why_red=f"Why it is {word}",
        red=tuple(_red_row(p) for p in red[: more.rows]),
        more_red=f"{count(left_out, f'more {word} action')} in the annexes." if left_out > 0 else "",
        moved_since=f"since {uk_date(progress.since)}" if progress.since else "",
        moved=tuple(line for line in changes if line.number),
        unmoved=_unmoved([line.heading for line in changes if not line.number]),
        escalated=more.escalated,
        asked=f"The {board_word} is asked to",
        asks=(*more.asks, *_asks(plan, progress)),
    )


def headline(plan: ImprovementPlan, progress: PlanProgress) -> str:
    """How the plan stands as a whole, and which area is the greatest concern."""
    if not progress.actions:
        return "The plan holds no actions."
    whole = f"The plan as a whole is {progress.scheme.word(progress.total.rating)}: {progress.total.reason}."
    worst = max(plan.areas, key=lambda area: _concern(progress, area.ref))
    said = _said_of(progress.areas[worst.ref], progress.scheme)
    return f"{whole} The greatest concern is {worst.title}: {said}." if said else whole


def _said_of(area: RollUp, scheme: RatingScheme) -> str:
    """What makes an area a concern: its red actions, else its amber ones, else nothing."""
    for rating in (Rating.RED, Rating.AMBER):
        if number := scheme.count(area.counts, rating):
            return concern(number, area.is_open, scheme.word(rating))
    return ""


def _concern(progress: PlanProgress, area: str) -> tuple[float, float]:
    found = progress.areas[area]
    red, amber = (progress.scheme.count(found.counts, rating) for rating in (Rating.RED, Rating.AMBER))
    return (red / found.is_open, amber / found.is_open) if found.is_open else (0, 0)


def _explanation(progress: PlanProgress) -> str:
    if progress.since is None:
        return "This is the first paper on the plan, so nothing can be said yet about movement."
    better = len(progress.moved(Movement.IMPROVED)) + len(progress.moved(Movement.CLOSED))
    worse = len(progress.moved(Movement.SLIPPED))
    balance = "more improved than slipped" if better > worse else "more slipped than improved"
    since = uk_date(progress.since)
    if better == worse == 0:
        return f"Since {since} nothing has improved, closed or slipped."
    if better == worse:
        balance = "as many slipped as improved"
    same = len(progress.moved(Movement.UNCHANGED))
    return f"Since {since} {balance}: {better} improved or closed, {worse} slipped, {same} unchanged."


def _red_row(progress: ActionProgress) -> RedRow:
    action = progress.action
    return RedRow(
        action.ref,
        f"action-{action.ref}",
        cut(action.text, TEXT_LENGTH),
        sentence(progress.reason),
        action.lead or "No lead",
    )


def _moved(progress: PlanProgress) -> tuple[MovedLine, ...]:
    headings = {
        Movement.IMPROVED: "Improved",
        Movement.SLIPPED: "Slipped",
        Movement.CLOSED: "Closed",
        Movement.NEW: "New in the plan",
    }
    lines = [_moved_line(heading, _refs(progress.moved(movement))) for movement, heading in headings.items()]
    return (*lines, _moved_line("Removed", [(action.ref, "") for action in progress.removed]))


def _unmoved(headings: Sequence[str]) -> str:
    """What did not happen to any action: a member should see that it was looked for."""
    return f"None: {join([heading[0].lower() + heading[1:] for heading in headings])}." if headings else ""


def _moved_line(heading: str, refs: Sequence[tuple[str, str]]) -> MovedLine:
    left_out = len(refs) - REFS
    return MovedLine(heading, len(refs), tuple(refs[:REFS]), f"and {left_out} more" if left_out > 0 else "")


def _refs(actions: Sequence[ActionProgress]) -> list[tuple[str, str]]:
    return [(p.action.ref, f"action-{p.action.ref}") for p in actions]


def _asks(plan: ImprovementPlan, progress: PlanProgress) -> tuple[str, ...]:
    """What the figures call for, most pressing first; a plan in order is only to be noted."""
    word = progress.scheme.word(Rating.RED)
    red = [p.action.ref for p in progress.printed_like(Rating.RED)]
    undated = [p.action.ref for p in progress.rated(Rating.NOT_RATED)]
    closed = {Status.COMPLETE, Status.VERIFIED}
    unproven = [p.action.ref for p in progress.actions if p.action.status in closed and not p.action.evidence]
    answered = {ref for p in progress.actions for ref in p.action.answers}
    unanswered = [weakness.ref for weakness in plan.areas_for_improvement if weakness.ref not in answered]
    asks = []
    if red:
        leads = f"the lead of the {word} action" if len(red) == 1 else f"the leads of the {word} actions"
        asks.append(f"challenge {leads} ({_list(red)}) on what will be done and by when")
    if unanswered:
        areas, has = ("the area", "has") if len(unanswered) == 1 else ("the areas", "have")
        asks.append(f"decide who answers {areas} for improvement that {has} no action ({_list(unanswered)})")
    if undated:
        asks.append(f"set a due date for {_list(undated)}")
    if unproven:
        asks.append(f"ask for evidence of impact for {_list(unproven)}, closed without any")
    return (*asks, "note the progress of the other actions" if asks else "note the progress of the plan")


def _list(refs: Sequence[str]) -> str:
    return first_of(refs, REFS)
