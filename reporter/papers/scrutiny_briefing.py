"""The briefing for the council's Overview and Scrutiny committee: four sides that begin with what is not going well."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from reporter.domain.abbreviations import FirstUse
from reporter.domain.analysis import Analysis, analyse
from reporter.domain.assurance import Assurance, conclude
from reporter.domain.charts import RatingBars
from reporter.domain.paper import Described, Figures, Sheet
from reporter.domain.plan import ImprovementPlan
from reporter.domain.suppression import published
from reporter.domain.wording import count, join, sentence, uk_date
from reporter.papers.area_section import AreaRatings, area_ratings, ratings_of
from reporter.papers.charted import rating_bars
from reporter.papers.commission import Commission
from reporter.papers.content import Cover, Look, Making, capitalised, cover, cover_fields, described, looks, making
from reporter.papers.evidence import HIDDEN
from reporter.papers.figures import ratings_figures
from reporter.papers.impact import Change, Evidence, changes, changes_figures, changes_in_words, evidence
from reporter.papers.issues import Behind, Issue, Plain, behind, issue
from reporter.papers.listing import Listing, ListingRow, Room, brief
from reporter.papers.rating_key import RatingKey, rating_key

BEHIND_THE_BODY, SIDES = "about", 4


@dataclass(frozen=True, slots=True)
class Size:
    """How many entries each part may have."""

    issues: int
    gaps: int
    changes: int
    evidence: int
    voices: int
    questions: int


SIZES = (
    Size(issues=7, gaps=6, changes=12, evidence=6, voices=4, questions=7),
    Size(issues=5, gaps=5, changes=7, evidence=4, voices=3, questions=6),
    Size(issues=4, gaps=4, changes=5, evidence=3, voices=2, questions=5),
    Size(issues=4, gaps=4, changes=4, evidence=2, voices=1, questions=4),
    Size(issues=3, gaps=4, changes=4, evidence=2, voices=1, questions=4),
    Size(issues=3, gaps=3, changes=3, evidence=2, voices=1, questions=3),
    Size(issues=2, gaps=3, changes=3, evidence=2, voices=1, questions=3),
    Size(issues=1, gaps=2, changes=2, evidence=1, voices=1, questions=2),
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What children said, in which area, who asked them and when, and what was done."""

    area: str
    text: str
    heard: str
    response: str


@dataclass(frozen=True, slots=True)
class ScrutinyBriefing:
    """The content of the paper, in reading order."""

    about: Described
    cover: Cover
    scheme: Sequence[Look]
    headline: str
    standing: str
    issues: Sequence[Issue]
    more_issues: str
    unanswered: Listing
    since: str
    changed: str
    changes: Sequence[Change]
    more_changes: str
    hidden: str
    evidence: Sequence[Evidence]
    more_evidence: str
    voices: Sequence[Heard]
    not_heard: str
    ratings: Sequence[AreaRatings]
    chart: RatingBars
    questions: Listing
    going_well: Sequence[str]
    unexplained: Sequence[str]
    key: RatingKey
    making: Making
    figures: Sequence[Figures]
    workbook: Sequence[Sheet]
    counts: Mapping[str, int]
    latest: Mapping[str, int]
    shorter: Sequence["ScrutinyBriefing"] = ()

    def body_alone(self) -> "ScrutinyBriefing":
        """What stands behind the body is short."""
        return self

    def shortened(self, late: Collection[str]) -> "ScrutinyBriefing | None":
        """The next shorter one."""
        if BEHIND_THE_BODY not in late or not self.shorter:
            return None
        first, *more = self.shorter
        return replace(first, shorter=more)


def compose(commission: Commission, plan: ImprovementPlan) -> ScrutinyBriefing:
    """The briefing as at the commission's day, against the data cut of the one before; with shorter ones."""
    analysis = analyse(plan, commission.as_at, commission.since, commission.board.rules)
    drafting = _Drafting(commission, plan, plan.as_at(commission.as_at), analysis, conclude(plan, analysis))
    first, *shorter = (drafting.briefing(size) for size in SIZES)
    return replace(first, shorter=shorter)


@dataclass(frozen=True, slots=True)
class _Drafting:
    """Writes the briefing at any length; `now` is the plan as at the day."""

    commission: Commission
    plan: ImprovementPlan
    now: ImprovementPlan
    analysis: Analysis
    assurance: Assurance

    def briefing(self, size: Size) -> ScrutinyBriefing:
        """The briefing with so many entries; parts are written in reading order, so that words are explained once."""
        commission, progress, scheme = self.commission, self.analysis.progress, self.analysis.progress.scheme
        plain = FirstUse(dict(self.now.glossary))
        late = behind(self.now, self.analysis)
        word = commission.board.words.board
        issues = tuple(issue(one, self.analysis, word, plain) for one in late[: size.issues])
        unanswered = self._unanswered(size.gaps, plain)
        found = changes(tuple(published(self.now, commission.board.place).values()), commission.since)
        shown = tuple(replace(change, name=plain(change.name)) for change in found[: size.changes])
        proof = evidence(self.now, commission.since)
        ratings = tuple(area_ratings(area, progress) for area in self.now.areas)
        return ScrutinyBriefing(
            about=described(commission),
            cover=cover(commission, fields=cover_fields(commission)),
            scheme=looks(scheme),
            headline=self._headline(len(late)),
            standing=self._standing(),
            issues=issues,
            more_issues=_more_issues(late[size.issues :], plain),
            unanswered=unanswered,
            since=f"since {uk_date(commission.since)}" if commission.since else "so far",
            changed=changes_in_words(found),
            changes=shown,
            more_changes=_more(len(found) - len(shown), "indicator"),
            hidden=HIDDEN if any("c (" in f"{c.before} {c.now} {c.elsewhere}" for c in shown) else "",
            evidence=tuple(_plain_evidence(one, plain) for one in proof[: size.evidence]),
            more_evidence=_more(len(proof) - size.evidence, "piece", "of evidence"),
            voices=self._voices(size.voices, plain),
            not_heard=self._not_heard(),
            ratings=ratings,
            chart=rating_bars(scheme, [(row.ref, row.title, row.counts) for row in ratings]),
            questions=self._questions(size.questions, plain),
            going_well=tuple(map(plain, self._going_well(found))),
            unexplained=sorted(plain.unexplained),
            key=rating_key(commission),
            making=making(commission, ("Changes since", self._compared())),
            figures=(
                ratings_figures(scheme, (*ratings, ratings_of(scheme, "", "The whole plan", progress.total))),
                changes_figures(shown),
            ),
            workbook=(),
            counts={"actions": progress.total.total, "issues": len(late), "unanswered": len(self._gaps)},
            latest={BEHIND_THE_BODY: min(commission.paper.sides, SIDES) + 1},
        )

    @property
    def _gaps(self) -> Sequence[str]:
        return [weakness.ref for weakness in self.analysis.coverage.unanswered]

    def _headline(self, late: int) -> str:
        weaknesses = len(self.now.areas_for_improvement)
        if not weaknesses:
            return "The plan records no weaknesses, so nothing can be said about whether they are put right."
        inspectorate, gaps = self.commission.board.words.inspectorate, len(self._gaps)
        found = f"{count(weaknesses, 'weakness', 'weaknesses')} that {inspectorate} found"
        parts = [f"{late} {'is' if late == 1 else 'are'} not being put right as planned"] * bool(late)
        parts += [f"{gaps} {'has' if gaps == 1 else 'have'} nobody working on {'it' if gaps == 1 else 'them'}"] * bool(
            gaps
        )
        return f"Of {found}, {join(parts) or 'each has an action, and none of these is off track'}."

    def _standing(self) -> str:
        progress = self.analysis.progress
        if not progress.actions:
            return "The plan holds no actions."
        word = progress.scheme.word(progress.total.rating)
        return f"The plan as a whole is rated {word}: {progress.total.reason}."

    def _compared(self) -> str:
        since = self.commission.since
        return f"the end of {uk_date(since)}" if since else "the first figure of each indicator"

    def _unanswered(self, rows: int, plain: Plain) -> Listing:
        gaps = self.analysis.coverage.unanswered
        has = "1 weakness has" if len(gaps) == 1 else f"{len(gaps)} weaknesses have"
        says = [f"{has} no action at all."] if gaps else []
        found = [
            ListingRow(gap.ref, "", plain(gap.text), (plain(sentence(gap.cause or "nobody has recorded one")),))
            for gap in gaps[:rows]
        ]
        opening = Listing("unanswered", "Nobody is working on these", says, ("Weakness", "Cause"))
        return replace(
            Room(rows).listing(opening, found), more=_more(len(gaps) - rows, "weakness", plural="weaknesses")
        )

    def _voices(self, rows: int, plain: Plain) -> tuple[Heard, ...]:
        titles = {area.ref: area.title for area in self.now.areas}
        latest = sorted(self.now.voices, key=lambda voice: voice.dated, reverse=True)[:rows]
        return tuple(
            Heard(
                titles.get(voice.area, voice.area),
                plain(voice.text),
                plain(f"{voice.source}, {uk_date(voice.dated)}"),
                plain(voice.response or "Nothing is recorded."),
            )
            for voice in latest
        )

    def _not_heard(self) -> str:
        heard = {voice.area for voice in self.now.voices}
        silent = [area.title for area in self.now.areas if area.ref not in heard]
        if not silent:
            return "Children and young people have been heard in every area." if self.now.areas else ""
        return f"No child or young person is on record about: {'; '.join(silent)}."

    def _questions(self, rows: int, plain: Plain) -> Listing:
        texts = {one.action.ref: one.action.text for one in self.analysis.progress.actions}
        gaps = self._gaps
        asked = [
            ListingRow(
                "",
                "",
                plain(q.text),
                (plain(first_sentence(texts[q.ref])), plain(q.to or "Its lead (not named in the plan)")),
            )
            for q in self.assurance.questions[: rows - bool(gaps)]
        ]
        if gaps:
            chair = f"Chair of the {self.commission.board.words.board}"
            about = f"Weaknesses with no action: {join(gaps)}" if len(gaps) > 1 else f"Weakness {gaps[0]}"
            asked.append(
                ListingRow("", "", "Who will work on what nobody is working on, and from when?", (about, chair))
            )
        says = () if asked else ("Nothing in the figures calls for a question.",)
        headings = ("Question", "About", "Who can answer")
        return Listing("questions", "What the committee may want to ask", says, headings if asked else (), asked)

    def _going_well(self, found: Sequence[Change]) -> tuple[str, ...]:
        better = [
            f"{one.progress.action.ref} {first_sentence(one.progress.action.text)}: {sentence(one.said)}"
            for one in self.assurance.better[:2]
        ]
        closed, actions = len(self.analysis.closure.verified), len(self.analysis.progress.actions)
        if closed:
            said = "complete, and somebody other than the lead has checked the evidence"
            better.append(f"{closed} of {count(actions, 'action')} {'is' if closed == 1 else 'are'} {said}.")
        on_target = [c.name for c in found if "better than the target" in c.said or "At the target" in c.said]
        if on_target:
            better.append(f"At their target or better: {join(on_target)}.")
        return tuple(better) or ("Nothing has been closed or has improved.",)


def first_sentence(text: str) -> str:
    """What a text says first, cut to what a line has room for, without its full stop."""
    return brief(text.split(". ", maxsplit=1)[0]).rstrip(".")


def _plain_evidence(one: Evidence, plain: Plain) -> Evidence:
    return replace(one, action=plain(brief(one.action)), text=plain(sentence(one.text)))


def _more(left_out: int, noun: str, what: str = "", *, plural: str | None = None) -> str:
    if left_out <= 0:
        return ""
    return f"{capitalised(count(left_out, f'more {noun}', f'more {plural}' if plural else None))} {what}".strip() + "."


def _more_issues(others: Sequence[Behind], plain: Plain) -> str:
    if not others:
        return ""
    titles = [one.weakness.text if one.weakness else one.actions[0].action.text for one in others]
    return f"Also behind: {'; '.join(plain(first_sentence(title)) for title in titles)}."
