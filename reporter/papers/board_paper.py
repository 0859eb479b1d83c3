"""The monthly paper for the board: a page that concludes, then area by area what is good, what is not, what is done."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reporter.domain.abbreviations import Glossary, glossary
from reporter.domain.analysis import Analysis, analyse
from reporter.domain.charts import RatingBars
from reporter.domain.paper import AnnexName, Described, Figures, Sheet
from reporter.domain.plan import ImprovementPlan
from reporter.domain.suppression import published
from reporter.domain.wording import count, uk_date
from reporter.papers.action_log import action_log
from reporter.papers.annexes import LETTERS, Annex, LoggedAction, all_actions, coverage_matrix, lettered, slippage_table
from reporter.papers.area_section import AreaRatings, AreaSection, area_ratings, area_section, ratings_of, words_of
from reporter.papers.charted import rating_bars
from reporter.papers.commission import Commission
from reporter.papers.content import Cover, Look, Making, cover, cover_fields, described, looks, making, texts
from reporter.papers.data_quality import DataQuality, data_quality
from reporter.papers.evidence import indicator_figures
from reporter.papers.figures import actions_figures, ratings_figures
from reporter.papers.listing import Listing, Room
from reporter.papers.page_one import further
from reporter.papers.rating_key import RatingKey, rating_key
from reporter.papers.reconciling import reconcile
from reporter.papers.sections import Sections
from reporter.papers.summary import Summary, summarise

COVER, ANNEXES = "cover-sheet", "annexes"  # anchors of what follows page 1, and the body
ROWS_ON_PAGE_1 = (5, 3, 2, 1)  # red actions: as many as fit
ROWS = (6, 3, 2, 1)  # of each list in the body: as many as fit
NOTHING = Listing("", "", ())


@dataclass(frozen=True, slots=True)
class BoardPaper:
    """The content of the paper, in reading order."""

    about: Described
    cover: Cover
    summary: Summary
    scheme: Sequence[Look]
    sections: Sequence[Listing]
    ratings: Sequence[AreaRatings]
    total: AreaRatings
    chart: RatingBars
    annexes: Mapping[str, Annex]
    areas: Sequence[AreaSection]
    lists: Sequence[Listing]
    actions: Sequence[LoggedAction]
    coverage: Listing
    slippage: Listing
    quality: DataQuality
    key: RatingKey
    glossary: Glossary
    making: Making
    figures: Sequence[Figures]
    workbook: Sequence[Sheet]
    counts: Mapping[str, int]
    latest: Mapping[str, int]
    shorter_summaries: Sequence[Summary] = ()
    shorter_sections: Sequence[Sequence[Listing]] = ()

    def body_alone(self) -> "BoardPaper":
        """The same with empty annexes."""
        return replace(
            self, areas=(), lists=(), actions=(), coverage=NOTHING, slippage=NOTHING, glossary=Glossary((), ())
        )

    def shortened(self, late: Collection[str]) -> "BoardPaper | None":
        """Page 1 with fewer actions where it runs over, the lists of the body with fewer rows where they do."""
        paper = self
        if COVER in late and paper.shorter_summaries:
            first, *more = paper.shorter_summaries
            paper = replace(paper, summary=first, shorter_summaries=more)
        if ANNEXES in late and paper.shorter_sections:
            sections, *others = paper.shorter_sections
            paper = replace(paper, sections=sections, shorter_sections=others)
        return None if paper is self else paper


def compose(commission: Commission, plan: ImprovementPlan) -> BoardPaper:
    """The board paper as at the commission's day, against the previous meeting's data cut; with shorter bodies."""
    analysis = analyse(plan, commission.as_at, commission.since, commission.board.rules)
    summary, *summaries = _summaries(commission, plan, analysis)
    word = commission.board.words.board
    rooms = (Room(rows, f" in annex {LETTERS[1]}") for rows in ROWS)
    sections, *others = (Sections(plan, analysis, word, room).all() for room in rooms)
    lists = Sections(plan, analysis, word, Room(len(analysis.progress.actions) + len(plan.areas_for_improvement))).all()
    paper = replace(_annexed(commission, plan, analysis, summary), lists=lists)
    paper = replace(paper, shorter_summaries=summaries, sections=sections, shorter_sections=others)
    reconcile(paper)
    return paper


def _summaries(commission: Commission, plan: ImprovementPlan, analysis: Analysis) -> Iterator[Summary]:
    """Page 1 with ever fewer red actions."""
    more = further(plan, analysis, commission.paper.recommendations, rating_key(commission).changed)
    now, word = plan.as_at(commission.as_at), commission.board.words.board
    for rows in ROWS_ON_PAGE_1:
        yield summarise(now, analysis.progress, word, replace(more, rows=rows))


def _annexed(commission: Commission, whole: ImprovementPlan, analysis: Analysis, summary: Summary) -> BoardPaper:
    """The paper with its annexes, which do not depend on the length of its body."""
    plan, progress = whole.as_at(commission.as_at), analysis.progress
    scheme, place = progress.scheme, commission.board.place
    ratings = tuple(area_ratings(area, progress) for area in plan.areas)
    total = ratings_of(scheme, "", "The whole plan", progress.total)
    indicators = tuple(published(plan, place).values())
    annexes = lettered(commission, tuple(AnnexName))
    paper = BoardPaper(
        about=described(commission),
        cover=cover(commission, fields=cover_fields(commission, [annex.heading for annex in annexes.values()])),
        summary=summary,
        scheme=looks(scheme),
        sections=(),
        ratings=ratings,
        total=total,
        chart=rating_bars(scheme, [(row.ref, row.title, row.counts) for row in ratings]),
        annexes=annexes,
        areas=tuple(area_section(commission, plan, progress, area, indicators) for area in plan.areas),
        lists=(),
        actions=all_actions(analysis),
        coverage=coverage_matrix(analysis),
        slippage=slippage_table(analysis),
        quality=data_quality(commission, plan),
        key=rating_key(commission),
        glossary=Glossary((), ()),
        making=making(commission, _compared(commission), *_left_out(commission.as_at, whole)),
        figures=(
            ratings_figures(scheme, (*ratings, total)),
            actions_figures(progress),
            indicator_figures(indicators, place),
        ),
        workbook=(action_log(progress),),
        counts={"actions": total.total} | dict(zip(words_of(scheme), total.counts, strict=True)),
        latest={COVER: 2, ANNEXES: commission.paper.sides + 1},
    )
    return replace(paper, glossary=glossary(texts(paper.areas), dict(plan.glossary)))


def _compared(commission: Commission) -> tuple[str, str]:
    since = f"the end of {uk_date(commission.since)}" if commission.since else "no earlier meeting"
    return "Movement since", since


def _left_out(as_at: date, plan: ImprovementPlan) -> list[tuple[str, str]]:
    """Updates that the data cut leaves out: a member should know, and so should whoever mistyped a year."""
    later = sum(update.dated > as_at for action in plan.actions for update in action.updates)
    return [("Not counted", f"{count(later, 'update')} dated after {uk_date(as_at)}")] if later else []
