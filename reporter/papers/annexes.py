"""What stands behind the body of a paper, each annex under a letter of its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reporter.domain.analysis import Analysis
from reporter.domain.coverage import Covered
from reporter.domain.movement import ActionProgress
from reporter.domain.paper import AnnexName
from reporter.domain.scheme import RatingScheme
from reporter.domain.slippage import Slip
from reporter.domain.wording import count, join, posts, sentence, short_date
from reporter.papers.commission import Commission
from reporter.papers.content import Mark, capitalised, exemption, mark
from reporter.papers.listing import Listing, ListingRow, action_row, brief

TITLES: Mapping[AnnexName, str] = {
    AnnexName.AREAS: "Judgement areas in full",
    AnnexName.LISTS: "Lists in full",
    AnnexName.ACTIONS: "All actions",
    AnnexName.COVERAGE: "Coverage matrix",
    AnnexName.SLIPPAGE: "Slippage",
    AnnexName.DATA_QUALITY: "How good the data is",
    AnnexName.RATING_KEY: "Key to the ratings",
    AnnexName.GLOSSARY: "Abbreviations",
}
LETTERS = "ABCDEFGHIJ"


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: where it stands, its letter with its title, and why it is not for the public (mostly empty)."""

    anchor: str
    heading: str
    exempt: str


@dataclass(frozen=True, slots=True)
class LoggedAction:
    """One row of the table of all actions."""

    ref: str
    anchor: str
    text: str
    lead: str
    due: str
    mark: Mark
    reason: str
    moved: str


def lettered(commission: Commission, names: Sequence[AnnexName]) -> dict[str, Annex]:
    """The annexes by name, lettered in order."""
    exempt = commission.paper.exempt_annexes
    return {
        name: Annex(f"annex-{name}", f"{letter} {TITLES[name]}", exemption(exempt[name]) if name in exempt else "")
        for letter, name in zip(LETTERS, names, strict=False)
    }


def all_actions(analysis: Analysis) -> tuple[LoggedAction, ...]:
    """Every action in force, in the plan's order."""
    progress = analysis.progress
    return tuple(_logged(one, progress.scheme) for one in progress.actions)


def _logged(progress: ActionProgress, scheme: RatingScheme) -> LoggedAction:
    action = progress.action
    return LoggedAction(
        ref=action.ref,
        anchor=f"action-{action.ref}",
        text=brief(action.text),
        lead=posts(action.leads) or "None named",
        due=short_date(action.current_due) if action.current_due else capitalised(action.due_words or "no date"),
        mark=mark(scheme, progress.rating),
        reason=sentence(progress.reason),
        moved=capitalised(progress.movement),
    )


def coverage_matrix(analysis: Analysis) -> Listing:
    """Each weakness with its cause and what answers it: the chain from weakness to impact."""
    rows = [_covered(covered) for covered in analysis.coverage.weaknesses]
    says = (
        "Each area for improvement with its cause, the actions that answer it, and whether they have shown impact.",
    )
    headings = ("Area for improvement", "Cause", "Answered by", "How far")
    return Listing("coverage-matrix", TITLES[AnnexName.COVERAGE], says, headings if rows else (), tuple(rows))


def _covered(covered: Covered) -> ListingRow:
    weakness = covered.weakness
    answered = join([action.ref for action in covered.actions]) or "Nobody"
    cells = (brief(weakness.cause or "Not recorded."), answered, sentence(covered.said))
    return ListingRow(weakness.ref, f"weakness-{weakness.ref}", brief(weakness.text), cells)


def slippage_table(analysis: Analysis) -> Listing:
    """Every due date that has moved, the one that slipped most first."""
    total = analysis.slippage.total
    said = (
        f"{count(total.actions, 'action')} moved in {count(total.moves, 'step')}, by {count(total.days, 'day')} in all"
    )
    median = f"; half of them by {_days(total.median_days)} or more" if total.median_days and total.actions > 1 else ""
    rows = tuple(_slip(slip) for slip in analysis.slippage.slips)
    says = (f"{capitalised(said)}{median}.",) if rows else ("No due date has moved.",)
    return Listing(
        "slippage", TITLES[AnnexName.SLIPPAGE], says, ("Action", "In all", "Step by step") if rows else (), rows
    )


def _days(number: float) -> str:
    return f"{number:g} {'day' if number == 1 else 'days'}"


def _slip(slip: Slip) -> ListingRow:
    return action_row(slip.action, sentence(slip.said), " ".join(_steps(slip)))


def _steps(slip: Slip) -> Iterator[str]:
    return (sentence(step.said) for step in slip.steps)
