"""What is not going well: each weakness whose actions are off track or escalated, and what was done about it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reporter.domain.analysis import Analysis
from reporter.domain.escalation import Escalated
from reporter.domain.movement import ActionProgress
from reporter.domain.plan import Action, ImprovementPlan, Rating
from reporter.domain.slippage import put_back
from reporter.domain.wording import cut, join, posts, sentence, short_date, uk_date
from reporter.papers.content import Mark, mark
from reporter.papers.evidence import Weakness, weaknesses

SAID_LENGTH = 180  # characters of an update's words
ACTIONS, REFS = 2, 10  # of one issue: told in full, and named after them
NO_WEAKNESS = "An action that answers no weakness on record"

Plain = Callable[[str], str]  # how a text is put for its readers


@dataclass(frozen=True, slots=True)
class Tried:
    """One action against a weakness: how it stands, why, what was last said, and what the board has done."""

    ref: str
    text: str
    lead: str
    mark: Mark
    reason: str
    last_said: str
    done: Sequence[str]


@dataclass(frozen=True, slots=True)
class Issue:
    """One weakness that is not being put right as planned; `source` is its area and its place in the report."""

    ref: str
    title: str
    source: str
    cause: str
    actions: Sequence[Tried]
    more: str


@dataclass(frozen=True, slots=True)
class Behind:
    """A weakness (None: there is none) and those of its actions that are behind, before it is put into words."""

    area: str
    weakness: Weakness | None
    actions: Sequence[ActionProgress]


def behind(plan: ImprovementPlan, analysis: Analysis) -> tuple[Behind, ...]:
    """The weaknesses that are not being put right as planned, of a plan as at the day; the most pressing first.

    An action that answers several is told under the first of them.
    """
    titles = {area.ref: area.title for area in plan.areas}
    known = {weakness.ref: (ref, weakness) for ref in titles for weakness in weaknesses(plan, ref)}
    found: dict[str, list[ActionProgress]] = {}
    for progress in sorted(_pressing(analysis), key=lambda one: _urgency(one, analysis)):
        answers = (ref for ref in progress.action.answers if ref in known)
        found.setdefault(next(answers, progress.action.ref), []).append(progress)
    return tuple(
        Behind(titles[known[ref][0]], known[ref][1], actions)
        if ref in known
        else Behind(titles.get(actions[0].action.area, ""), None, actions)
        for ref, actions in found.items()
    )


def _pressing(analysis: Analysis) -> Iterator[ActionProgress]:
    """Open actions that are off track, and those that somebody above the lead has to answer for."""
    climbed = {one.action.ref for one in analysis.escalated if one.rung > 1}
    off_track = {one.action.ref for one in analysis.progress.printed_like(Rating.RED)}
    return (p for p in analysis.progress.actions if p.action.ref in climbed | off_track)


def _urgency(progress: ActionProgress, analysis: Analysis) -> tuple[int, int]:
    rung = next((one.rung for one in analysis.escalated if one.action.ref == progress.action.ref), 0)
    due = progress.action.current_due
    return -rung, -(analysis.progress.as_at - due).days if due else 0


def issue(found: Behind, analysis: Analysis, board_word: str, plain: Plain) -> Issue:
    """The issue in words."""
    weakness = found.weakness
    return Issue(
        ref=weakness.ref if weakness else "",
        title=plain(weakness.text if weakness else NO_WEAKNESS),
        source=". ".join(filter(None, (found.area, weakness.paragraph if weakness else ""))),
        cause=plain(sentence(weakness.cause)) if weakness and weakness.cause else "",
        actions=tuple(_tried(progress, analysis, board_word, plain) for progress in found.actions[:ACTIONS]),
        more=_more(found.actions[ACTIONS:]),
    )


def _more(others: Sequence[ActionProgress]) -> str:
    if not others:
        return ""
    refs = [one.action.ref for one in others[:REFS]] + [f"{len(others) - REFS} more"] * (len(others) > REFS)
    return f"Also behind against it: {join(refs)}."


def _tried(progress: ActionProgress, analysis: Analysis, board_word: str, plain: Plain) -> Tried:
    action, scheme = progress.action, analysis.progress.scheme
    return Tried(
        ref=action.ref,
        text=plain(action.text),
        lead=plain(posts(action.leads) or "nobody is named"),
        mark=mark(scheme, progress.rating),
        reason=sentence(progress.reason),
        last_said=plain(last_said(action)),
        done=tuple(map(plain, board_did(action, on_ladder(analysis), board_word))),
    )


def on_ladder(analysis: Analysis) -> Mapping[str, Escalated]:
    """The escalated actions by ref."""
    return {one.action.ref: one for one in analysis.escalated}


def last_said(action: Action) -> str:
    """The words of the latest update with their day, shortened."""
    if action.latest is None:
        return "No update is recorded."
    words = cut(action.latest.commentary, SAID_LENGTH) or "no words are recorded."
    return f"On {uk_date(action.latest.dated)}: {words}"


def board_did(action: Action, climbed: Mapping[str, Escalated], board_word: str) -> tuple[str, ...]:
    """What is recorded of the board's own part, in sentences: escalation, and what became of each later date."""
    done = (*_escalated(climbed.get(action.ref)), *_granted(action), *_not_granted(action))
    return done or (f"Nothing is recorded of what the {board_word} has done.",)


def _escalated(climbed: Escalated | None) -> Iterator[str]:
    if climbed:
        yield f"Escalated, so that it is now for the {_post(climbed.answers)} to answer: {climbed.said}."


def _post(answers: str) -> str:
    return answers.removeprefix("the ")


def _granted(action: Action) -> Iterator[str]:
    """Every later date that somebody approved."""
    granted = [(one.due_after, one.approved_by) for one in put_back(action) if one.approved_by]
    if granted:
        said = join([f"{short_date(day)} (by {who})" for day, who in granted])
        yield f"{'A later date was' if len(granted) == 1 else 'Later dates were'} granted: {said}."


def _not_granted(action: Action) -> Iterator[str]:
    """Later dates that were entered though nobody approved them."""
    days = [short_date(one.due_after) for one in put_back(action) if not one.approved_by]
    if days:
        yield f"Nobody approved the {'move' if len(days) == 1 else 'moves'} to {join(days)}."
