"""One set of numbers: before a paper is written, all its parts must count the same, or there is no paper."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.errors import PaperError, Problem

if TYPE_CHECKING:
    from reporter.papers.board_paper import BoardPaper

ADVICE = "Please report it to whoever looks after this program: no paper with two numbers for one thing is written."


@dataclass(frozen=True, slots=True)
class Claim:
    """How many actions of each rating a part of the paper comes to, by the scheme's words; none are left out."""

    where: str
    numbers: Mapping[str, int]


def reconcile(paper: "BoardPaper") -> None:
    """Compare what every part of the paper counts with what page 1 prints. Raises PaperError where two differ."""
    agreed, *others = _claims(paper)
    problems = [
        Problem(claim.where, f"It counts {_said(claim)}, and {agreed.where} {_said(agreed)}.", ADVICE)
        for claim in others
        if _counted(claim) != _counted(agreed)
    ]
    if problems:
        raise PaperError(*problems)


def _claims(paper: "BoardPaper") -> Iterator[Claim]:
    words = [tile.mark.word.casefold() for tile in paper.summary.tiles]
    by_area, actions = (table.rows for table in paper.figures[:2])
    log = paper.workbook[0]
    rating = log.headings.index("Rating")
    yield Claim("page 1", {tile.mark.word: tile.number for tile in paper.summary.tiles})
    yield Claim("what the run reports", {word: n for word, n in paper.counts.items() if word != "actions"})
    yield Claim("rating by area, all areas added up", _added(words, [row.counts for row in paper.ratings]))
    yield Claim("rating by area, the whole plan", dict(zip(words, paper.total.counts, strict=True)))
    yield Claim("the chart", _added(words, [numbers for _, numbers in paper.chart.rows]))
    yield Claim("the judgement areas in full", Counter(a.mark.word for area in paper.areas for a in area.actions))
    yield Claim("the table of all actions", Counter(action.mark.word for action in paper.actions))
    yield Claim("ratings-by-area.csv", {word: int(n) for word, n in zip(words, by_area[-1][3:-1], strict=True)})
    yield Claim("actions.csv", Counter(row[5] for row in actions[1:]))
    yield Claim("the workbook", Counter(str(row[rating]) for row in log.rows))


def _added(words: Sequence[str], rows: Sequence[Sequence[int]]) -> dict[str, int]:
    return {word: sum(numbers) for word, numbers in zip(words, zip(*rows, strict=True), strict=True)} if rows else {}


def _counted(claim: Claim) -> dict[str, int]:
    return {word.casefold(): number for word, number in claim.numbers.items() if number}


def _said(claim: Claim) -> str:
    return ", ".join(f"{number} {word}" for word, number in _counted(claim).items()) or "no actions"
