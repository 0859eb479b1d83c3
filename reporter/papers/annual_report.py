"""The annual report: the year up to the day, analysed: what was weak and why, what was done, what changed, what not."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reporter.domain.abbreviations import Glossary, glossary
from reporter.domain.analysis import Analysis, analyse
from reporter.domain.charts import RatingsByMonth
from reporter.domain.indicators import months_before
from reporter.domain.paper import AnnexName, Described, Figures, Sheet
from reporter.domain.plan import ImprovementPlan
from reporter.domain.slippage import Slippage, slippage
from reporter.domain.suppression import published
from reporter.domain.wording import agree, count, date_range, sentence, short_date, uk_date
from reporter.papers.annexes import Annex, coverage_matrix, lettered
from reporter.papers.area_section import AreaRatings, area_ratings, ratings_of, words_of
from reporter.papers.charted import ratings_by_month
from reporter.papers.commission import Commission
from reporter.papers.content import Cover, Look, Making, cover, cover_fields, described, looks, making, texts
from reporter.papers.evidence import indicator_figures
from reporter.papers.figures import ratings_figures
from reporter.papers.impact import changes_in_words
from reporter.papers.listing import Listing, Room
from reporter.papers.page_one import further
from reporter.papers.rating_key import RatingKey, rating_key
from reporter.papers.sections import Sections
from reporter.papers.year_area import Year, YearArea
from reporter.papers.year_sections import YearSections, slippage_figures

COVER, MONTHS_OF_A_YEAR = "cover-sheet", 12
ANNEXES = (AnnexName.COVERAGE, AnnexName.RATING_KEY, AnnexName.GLOSSARY)
EVERY_ROW = Room(10_000)


@dataclass(frozen=True, slots=True)
class Month:
    """One row beside the chart: the day, and the counts in the order of the rating scheme, worst first."""

    day: str
    counts: Sequence[int]
    total: int


@dataclass(frozen=True, slots=True)
class AnnualReport:
    """The content of the paper, in reading order."""

    about: Described
    cover: Cover
    scheme: Sequence[Look]
    year: str
    headline: str
    findings: Sequence[tuple[str, str]]
    by_area: Sequence[YearArea]
    asked: str
    asks: Sequence[str]
    months: Sequence[Month]
    chart: RatingsByMonth
    ratings: Sequence[AreaRatings]
    total: AreaRatings
    areas: Sequence[YearArea]
    sections: Sequence[Listing]
    annexes: Mapping[str, Annex]
    coverage: Listing
    key: RatingKey
    glossary: Glossary
    making: Making
    figures: Sequence[Figures]
    workbook: Sequence[Sheet]
    counts: Mapping[str, int]
    latest: Mapping[str, int]

    def body_alone(self) -> "AnnualReport":
        """The page that concludes, and little of what follows."""
        return replace(self, areas=(), sections=())

    def shortened(self, late: Collection[str]) -> "AnnualReport | None":
        """Page 1 without its table of areas, then with less that is asked: both stand further on."""
        if COVER not in late or len(self.asks) <= 1:
            return None
        if self.by_area:
            return replace(self, by_area=())
        return replace(self, asks=(*self.asks[:-2], *self.asks[-1:]))


def compose(commission: Commission, plan: ImprovementPlan) -> AnnualReport:
    """The report of the year that ends on the commission's day."""
    since = months_before(commission.as_at, MONTHS_OF_A_YEAR)
    analysis = analyse(plan, commission.as_at, since, commission.board.rules)
    return _Reporting(commission, plan, plan.as_at(commission.as_at), analysis, since).report()


@dataclass(frozen=True, slots=True)
class _Reporting:
    """Writes the report; `now` is the plan as at the day, `since` the last day before the year."""

    commission: Commission
    plan: ImprovementPlan
    now: ImprovementPlan
    analysis: Analysis
    since: date

    def report(self) -> AnnualReport:
        """All of it."""
        commission, progress, scheme = self.commission, self.analysis.progress, self.analysis.progress.scheme
        indicators = tuple(published(self.now, commission.board.place).values())
        year = Year(commission, self.now, self.analysis, indicators, self.since)
        areas = tuple(year.area(area) for area in self.now.areas)
        ratings = tuple(area_ratings(area, progress) for area in self.now.areas)
        total = ratings_of(scheme, "", "The whole plan", progress.total)
        slipped = slippage(self.now, self.since)
        sections = self._sections(slipped, year.heard())
        annexes = lettered(commission, ANNEXES)
        months = tuple(self._months())
        return AnnualReport(
            about=described(commission),
            cover=cover(commission, fields=cover_fields(commission, [annex.heading for annex in annexes.values()])),
            scheme=looks(scheme),
            year=self._year(),
            headline=self._headline(),
            findings=tuple(self._findings(areas, sections)),
            by_area=areas,
            asked=f"The {commission.board.words.board} is asked to",
            asks=(*further(self.plan, self.analysis, commission.paper.recommendations, "").asks, "note this report"),
            months=months,
            chart=ratings_by_month(scheme, self.analysis.monthly),
            ratings=ratings,
            total=total,
            areas=areas,
            sections=sections,
            annexes=annexes,
            coverage=coverage_matrix(self.analysis),
            key=rating_key(commission),
            glossary=glossary(texts((areas, sections)), dict(self.now.glossary)),
            making=making(commission, ("The year", self._year())),
            figures=(
                ratings_figures(scheme, (*ratings, total)),
                _monthly_figures(words_of(scheme), months),
                slippage_figures(self.now, slipped),
                indicator_figures(indicators, commission.board.place),
            ),
            workbook=(),
            counts={"actions": total.total} | dict(zip(words_of(scheme), total.counts, strict=True)),
            latest={COVER: 2},
        )

    def _year(self) -> str:
        return date_range(self.since + timedelta(days=1), self.commission.as_at)

    def _sections(self, slipped: Slippage, heard: ImprovementPlan) -> tuple[Listing, ...]:
        word = self.commission.board.words.board
        year = YearSections(self.now, self.analysis, slipped, self.since, word)
        little = Sections(self.plan, self.analysis, word, EVERY_ROW).little_progress()
        return (
            year.slippage_by_area(),
            year.most_slipped(),
            year.closed(),
            little,
            year.extensions(),
            year.heard(heard),
        )

    def _headline(self) -> str:
        progress = self.analysis.progress
        if not progress.actions:
            return "The plan holds no actions, so this report can say nothing of what was done."
        covered = self.analysis.coverage.weaknesses
        proven = sum(bool(one.evidenced) for one in covered)
        word = progress.scheme.word(progress.total.rating)
        found = count(len(covered), "weakness", "weaknesses")
        said = f"At the end of the year the plan is {word}: {progress.total.reason}."
        if not covered:
            return f"{said} It records no weaknesses, so nobody can tell what has been put right."
        verb = "has" if proven == 1 else "have"
        return f"{said} Of {found}, {proven or 'none'} {verb if proven else 'has'} evidence that anything changed."

    def _findings(self, areas: Sequence[YearArea], sections: Sequence[Listing]) -> Iterator[tuple[str, str]]:
        """What each part of the report comes to, in a sentence or two."""
        slipped, _, closed, little, later, heard = sections
        yield "Ratings", self._course()
        yield "Children", changes_in_words([change for area in areas for change in area.changes])
        yield "Weaknesses", self._gaps()
        yield "Closed", closed.says[0]
        yield "Slippage", slipped.says[0]
        yield "Later dates", later.says[0]
        yield "Standstill", little.says[0]
        yield "Voice", heard.says[0]

    def _course(self) -> str:
        """How many actions stood worst at the beginning and at the end."""
        scheme, monthly = self.analysis.progress.scheme, self.analysis.monthly
        began = next(
            ((day, found) for day, found in zip(monthly.days, monthly.total, strict=True) if found.total), None
        )
        if began is None:
            return "There was no action to rate."
        day, first = began
        worst = scheme.entries[0].word
        then, now = scheme.counts(first.counts)[0], scheme.counts(monthly.total[-1].counts)[0]
        were = f"{'was' if then == 1 else 'were'} {worst}"
        said = f"On {uk_date(day)} {then or 'none'} of {count(first.total, 'action')} {were}"
        return f"{said}; at the end of the year {now or 'none'} of {monthly.total[-1].total}."

    def _gaps(self) -> str:
        found = self.analysis.coverage
        if not found.weaknesses:
            return "None is recorded."
        gaps, stray = len(found.unanswered), len(found.answering_none)
        said = agree(gaps, "weakness", "has", "have") if gaps == 1 else f"{gaps or 'No'} weaknesses have"
        also = f" {sentence(agree(stray, 'action', 'answers', 'answer') + ' no weakness')}" if stray else ""
        return f"{said} no action.{also}" if gaps else f"Every weakness has an action.{also}"

    def _months(self) -> Iterator[Month]:
        scheme, monthly = self.analysis.progress.scheme, self.analysis.monthly
        for day, found in zip(monthly.days, monthly.total, strict=True):
            yield Month(short_date(day), scheme.counts(found.counts), found.total)


def _monthly_figures(words: Sequence[str], months: Sequence[Month]) -> Figures:
    rows = [(month.day, *map(str, month.counts), str(month.total)) for month in months]
    heading = ("day", *words, "actions")
    return Figures("ratings-by-month.csv", "Number of actions with each rating, month by month", (heading, *rows))
