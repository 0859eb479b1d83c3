"""What a letter tells of the paper that it brings: how things stand, and what changed."""

from collections.abc import Iterator
from dataclasses import dataclass

from reporter.domain.paper import Content
from reporter.domain.wording import join
from reporter.papers.agency_extract import AgencyExtract
from reporter.papers.annual_report import AnnualReport
from reporter.papers.board_paper import BoardPaper
from reporter.papers.chairs_brief import ChairsBrief
from reporter.papers.exceptions import Exceptions
from reporter.papers.scrutiny_briefing import ScrutinyBriefing
from reporter.papers.summary import MovedLine, Summary


@dataclass(frozen=True, slots=True)
class Tidings:
    """The headline of a paper, and sentences on what changed; both may be empty. No more than its page 1 says."""

    headline: str = ""
    changes: tuple[str, ...] = ()


def tidings(content: Content) -> Tidings:
    """What there is to tell of a paper of any kind."""
    match content:
        case BoardPaper(summary=summary):
            return Tidings(summary.headline, tuple(_moved(summary)))
        case AgencyExtract(headline=headline, explanation=explanation):
            return Tidings(headline, (explanation,) if explanation else ())
        case ScrutinyBriefing(headline=headline, changed=changed):
            return Tidings(headline, (changed,) if changed else ())
        case ChairsBrief(headline=headline) | Exceptions(headline=headline) | AnnualReport(headline=headline):
            return Tidings(headline)
        case _:
            return Tidings()


def _moved(summary: Summary) -> Iterator[str]:
    yield summary.explanation
    yield from (_line(line) for line in summary.moved)


def _line(line: MovedLine) -> str:
    """Improved, 2: 1-01 and 1-02."""
    refs = join([*(ref for ref, _anchor in line.actions), *([line.more] if line.more else [])])
    return f"{line.heading}, {line.number}: {refs}."
