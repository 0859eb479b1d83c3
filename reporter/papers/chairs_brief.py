"""The chair's brief: one side to have in hand in the meeting, however large the plan is."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reporter.domain.analysis import Analysis, analyse
from reporter.domain.assurance import Assurance, Better, Decision, Worst, conclude
from reporter.domain.movement import PlanProgress
from reporter.domain.paper import Described, Figures, Sheet
from reporter.domain.plan import ImprovementPlan, Rating
from reporter.domain.questions import Question
from reporter.domain.wording import count, cut, first_of, join, posts, sentence, uk_date
from reporter.papers.area_section import words_of
from reporter.papers.commission import Commission
from reporter.papers.content import Cover, Look, Mark, cover, described, exemption, looks, mark, mark_of
from reporter.papers.figures import counted_figures
from reporter.papers.summary import headline

END = "end"  # the anchor of its last paragraph
REFS = 12  # of what is left out


@dataclass(frozen=True, slots=True)
class Brevity:
    """How much of each part there is room for, and how many characters a text may have."""

    worst: int
    better: int
    decisions: int
    questions: int
    text: int


# The longest that fits is printed; the last fits whatever the plan holds.
BREVITIES = (
    Brevity(5, 5, 6, 5, 90),
    Brevity(5, 5, 6, 4, 75),
    Brevity(5, 5, 6, 3, 60),
    Brevity(5, 5, 6, 3, 50),
    Brevity(5, 5, 6, 3, 44),
    Brevity(5, 5, 6, 2, 44),
    Brevity(5, 5, 3, 2, 44),
    Brevity(5, 5, 2, 2, 38),
    Brevity(4, 3, 2, 2, 38),
    Brevity(2, 2, 2, 1, 36),
    Brevity(1, 1, 1, 1, 30),
)


@dataclass(frozen=True, slots=True)
class Counted:
    """One rating with its number of actions and what it means: the key is here, too."""

    mark: Mark
    said: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the board is asked to do, and the refs that it is about."""

    text: str
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BriefRow:
    """An action in a table: its ref and text, its rating now, why or how, and who answers (empty: not told)."""

    action: str
    mark: Mark
    said: str
    who: str


@dataclass(frozen=True, slots=True)
class BriefTable:
    """A part with a table: its heading, what stands where there are no rows, and how many have no room."""

    title: str
    headings: Sequence[str]
    rows: Sequence[BriefRow]
    more: str


@dataclass(frozen=True, slots=True)
class BriefList:
    """A part with a list of sentences, and how many more there are."""

    title: str
    said: Sequence[str]
    more: str


@dataclass(frozen=True, slots=True)
class ChairsBrief:
    """The content of the side, in reading order; `making` is its last line."""

    about: Described
    cover: Cover
    scheme: Sequence[Look]
    headline: str
    ratings: Sequence[Counted]
    decisions: BriefList
    worst: BriefTable
    better: BriefTable
    questions: BriefList
    making: str
    figures: Sequence[Figures]
    counts: Mapping[str, int]
    latest: Mapping[str, int]
    workbook: Sequence[Sheet] = ()
    shorter: Sequence["ChairsBrief"] = ()

    def body_alone(self) -> "ChairsBrief":
        """All of it is body."""
        return self

    def shortened(self, late: Collection[str]) -> "ChairsBrief | None":
        """The same with fewer rows and shorter texts."""
        if END not in late or not self.shorter:
            return None
        return replace(self.shorter[0], shorter=self.shorter[1:])


def compose(commission: Commission, plan: ImprovementPlan) -> ChairsBrief:
    """The brief as at the commission's day, with shorter ones for when it runs over the side."""
    analysis = analyse(plan, commission.as_at, commission.since, commission.board.rules)
    writer = _Writer(commission, plan, analysis, conclude(plan, analysis))
    longest, *shorter = (writer.brief(brevity) for brevity in BREVITIES)
    return replace(longest, shorter=tuple(shorter))


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the brief at any length."""

    commission: Commission
    plan: ImprovementPlan
    analysis: Analysis
    assurance: Assurance

    @property
    def progress(self) -> PlanProgress:
        return self.analysis.progress

    def brief(self, room: Brevity) -> ChairsBrief:
        progress, scheme = self.progress, self.progress.scheme
        numbers = scheme.counts(progress.total.counts)
        opening = headline(self.plan.as_at(self.commission.as_at), progress)
        return ChairsBrief(
            about=described(self.commission),
            cover=cover(self.commission, fields=()),
            scheme=looks(scheme),
            headline=cut(opening, 6 * room.text),
            ratings=tuple(
                Counted(mark_of(entry), f"{number}: {cut(entry.meaning, room.text)}")
                for entry, number in zip(scheme.entries, numbers, strict=True)
            ),
            decisions=self.decisions(room),
            worst=self.worst(room),
            better=self.better(room),
            questions=self.questions(room),
            making=_making(self.commission),
            figures=(counted_figures(scheme, {"actions": numbers}),),
            counts={"actions": progress.total.total} | dict(zip(words_of(scheme), numbers, strict=True)),
            latest={END: 1},
        )

    def decisions(self, room: Brevity) -> BriefList:
        """What only the board can settle, what the config has it asked first."""
        title = f"The {self.commission.board.words.board} is asked to"
        recommended = [Asked(text, ()) for text in self.commission.paper.recommendations]
        wanted = [*recommended, *_together(self.assurance.decisions)]
        shown = [cut(asked.text, 3 * room.text) for asked in wanted[: room.decisions]]
        left_out = wanted[room.decisions :]
        more = _more(len(left_out), "decision", [ref for asked in left_out for ref in asked.refs])
        return BriefList(title, tuple(_ended(text) for text in shown) or ("note the progress of the plan.",), more)

    def worst(self, room: Brevity) -> BriefTable:
        """Those that stand worst, why, and who answers for each."""
        word = self.progress.scheme.word(Rating.RED)
        found = self.assurance.worst
        rows = tuple(self._worst(one, room.text) for one in found[: room.worst])
        more = _more(len(found) - len(rows), "action", [one.progress.action.ref for one in found[room.worst :]])
        none = f"No action is {word} or escalated."
        title = "What stands worst"
        return BriefTable(title, ("Action", "Rating and why", "Who answers"), rows, more if rows else none)

    def _worst(self, one: Worst, text: int) -> BriefRow:
        climbed, action = one.escalated, one.progress.action
        taken = f"; escalated to the {climbed.name}" if climbed else ""
        who = climbed.answers if climbed else posts(action.leads) or "nobody: no lead is named"
        return BriefRow(
            f"{action.ref} {cut(action.text, text)}",
            mark(self.progress.scheme, one.progress.rating),
            cut(sentence(f"{one.progress.reason}{taken}"), 2 * text),
            cut(sentence(who).rstrip("."), text),
        )

    def better(self, room: Brevity) -> BriefTable:
        """Those that moved most for the better."""
        found, since = self.assurance.better, self.progress.since
        rows = tuple(self._better(one, room.text) for one in found[: room.better])
        more = _more(len(found) - len(rows), "action", [one.progress.action.ref for one in found[room.better :]])
        none = (
            f"No action has moved forward since {uk_date(since)}."
            if since
            else "This is the first paper on the plan, so nothing can be said yet about movement."
        )
        return BriefTable("What moved forward", ("Action", "Rating and how it moved"), rows, more if rows else none)

    def _better(self, one: Better, text: int) -> BriefRow:
        action = one.progress.action
        said = cut(sentence(one.said), 2 * text)
        return BriefRow(
            f"{action.ref} {cut(action.text, text)}", mark(self.progress.scheme, one.progress.rating), said, ""
        )

    def questions(self, room: Brevity) -> BriefList:
        """What the figures make one ask, and whom."""
        found = self.assurance.questions
        shown = tuple(_asked(question, room.text) for question in found[: room.questions])
        left_out = [question.ref for question in found[room.questions :]]
        nothing = ("The figures call for no question.",)
        return BriefList("Questions to ask", shown or nothing, _more(len(left_out), "question", left_out[:REFS]))


def _together(decisions: Sequence[Decision]) -> Iterator[Asked]:
    """What is to be decided; what is the same for several refs is said once."""
    groups: dict[str, list[Decision]] = {}
    for decision in decisions:
        groups.setdefault(decision.of_several or decision.text, []).append(decision)
    for of_several, group in groups.items():
        refs = tuple(decision.ref for decision in group)
        yield Asked(of_several.replace("{}", first_of(refs, REFS)) if len(group) > 1 else group[0].text, refs)


def _asked(question: Question, text: int) -> str:
    to = cut(question.leads, text) or "nobody, as no lead is named"
    return f"{cut(sentence(question.text), 4 * text)} (To: {to})"


def _more(left_out: int, what: str, refs: Sequence[str]) -> str:
    """3 more decisions: 1-09, 2-01 and 2-03; of many the first ones and "others"."""
    if left_out <= 0:
        return ""
    shown = [*refs[:REFS], *(["others"] if len(refs) > REFS or left_out > len(refs) else [])]
    about = f": {join(shown)}" if refs else ""
    return f"{count(left_out, f'more {what}')}{about}."


def _ended(text: str) -> str:
    return text if text.endswith((".", "…")) else f"{text}."


def _making(commission: Commission) -> str:
    """What other papers say on their last page."""
    paper, compared = commission.paper, uk_date(commission.since) if commission.since else ""
    edition = cover(commission, fields=()).edition
    said = [
        f"Data as at the end of {uk_date(commission.as_at)}{f', compared with {compared}' if compared else ''}.",
        f"{edition} ({commission.edition.id}), worked out from the plan by a program: digest of the inputs "
        f"{commission.inputs.digest[:12] or 'none'}.",
        f"{paper.lead_officer} answers for it; ask {paper.contact}.",
        exemption(paper.exempt) if paper.exempt else "",
    ]
    return " ".join(part for part in said if part)
