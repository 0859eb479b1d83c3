"""The sections of the body, each from one part of the analysis: a conclusion first, then the rows that carry it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reporter.domain.analysis import Analysis
from reporter.domain.plan import Action, ImprovementPlan, Rating
from reporter.domain.rewording import reworded, vanished
from reporter.domain.stagnation import Still
from reporter.domain.wording import agree, count, join, sentence, short_date, uk_date
from reporter.papers.content import capitalised
from reporter.papers.listing import Listing, ListingRow, Room, action_row, brief

NO_ACTION = "No action answers it."


@dataclass(frozen=True, slots=True)
class Sections:
    """Writes the sections of a paper: of a plan given with its history, as far as there is room for."""

    plan: ImprovementPlan
    analysis: Analysis
    board_word: str
    room: Room

    def all(self) -> tuple[Listing, ...]:
        """Every section, in the order in which the board needs them."""
        return (
            self.extensions(),
            self.escalated(),
            self.little_progress(),
            self.in_doubt(),
            self.closing(),
            self.empty_words(),
            self.coverage(),
            self.changed_words(),
        )

    def extensions(self) -> Listing:
        """The decision table: which due dates the board is asked to put back."""
        asked, granted = self.analysis.extensions.asked, self.analysis.extensions.granted
        said = agree(len(asked), "later date", "was", "were")
        them = "it" if len(asked) == 1 else "them"
        since = "Since the last paper " if self.analysis.progress.since else ""
        waits = f", and nobody has approved {them} yet" if asked else ""
        says = [sentence(f"{since}{said} asked of the {self.board_word}{waits}")]
        if granted:
            refs = join([extension.action.ref for extension in granted])
            says.append(f"Since the last paper {agree(len(granted), 'later date', 'was', 'were')} approved: {refs}.")
        rows = [
            action_row(
                extension.action,
                short_date(extension.original),
                short_date(extension.before),
                short_date(extension.to),
                str(extension.times_moved),
                sentence(extension.why) or "No reason is given.",
            )
            for extension in asked
        ]
        headings = ("Action", "First date", "Date now", "Date asked for", "Times moved", "Why")
        return self._listing("extensions", "Later dates asked for", says, headings, rows)

    def escalated(self) -> Listing:
        """Who must answer, by the ladder."""
        found = self.analysis.escalated
        rungs = Counter(one.name for one in found)
        parts = join([f"{number} to the {name}" for name, number in rungs.items()])
        says = [f"{agree(len(found), 'action', 'is', 'are')} escalated by rule{f': {parts}' if found else ''}."]
        rows = [
            action_row(one.action, capitalised(one.name), sentence(one.said), sentence(one.answers)) for one in found
        ]
        headings = ("Action", "Taken to", "Why", "Who must answer")
        return self._listing("escalated", "Escalated", says, headings, rows)

    def little_progress(self) -> Listing:
        """What Working Together asks a board to report: little or no progress."""
        standstill = self.analysis.standstill
        still = standstill.little_progress
        is_open = sum(p.action.is_open for p in self.analysis.progress.actions)
        done = f"Of {count(is_open, 'action')} not yet reported complete,"
        said = f"{done} {len(still)} {'has' if len(still) == 1 else 'have'} made little or no progress"
        window = f"since {uk_date(standstill.since)} or for" if standstill.since else "for"
        says = [
            f"{said} {window} {standstill.days} days."
            if still
            else "Every action not yet reported complete has made progress."
        ]
        rows = [action_row(one.action, sentence(one.said), _last_said(one)) for one in still]
        headings = ("Action", "How it stands", "What was last said")
        return self._listing("little-progress", "Little or no progress", says, headings, rows)

    def in_doubt(self) -> Listing:
        """Green for no reason, green that turned out overdue, and actions nobody reports on."""
        standstill = self.analysis.standstill
        green = self.analysis.progress.scheme.word(Rating.GREEN)
        kinds = {
            f"{green}, then overdue": standstill.green_then_overdue,
            f"{green}, but unchanged": standstill.green_but_unchanged,
            "nothing heard": standstill.stale,
        }
        overdue, unchanged, silent = (len(stills) for stills in kinds.values())
        found = [f"{count(overdue, 'action')} once {green} {'is' if overdue == 1 else 'are'} overdue now"] * bool(
            overdue
        )
        found += [f"{agree(unchanged, 'action', 'is', 'are')} {green} and unchanged"] * bool(unchanged)
        found += [f"nothing was heard of {count(silent, 'action')}"] * bool(silent)
        says = [sentence("; ".join(found)) if found else "Nothing gives cause for doubt."]
        rows = [
            action_row(one.action, capitalised(kind), sentence(one.said), _last(one.last_dated))
            for kind, stills in kinds.items()
            for one in stills
        ]
        headings = ("Action", "Why in doubt", "How it stands", "Last update")
        return self._listing("in-doubt", "In doubt", says, headings, rows)

    def closing(self) -> Listing:
        """Verified against merely complete."""
        closure = self.analysis.closure
        unverified = (*closure.without_evidence, *closure.awaiting, *closure.by_own_lead)
        verified = agree(len(closure.verified), "action", "is", "are")
        says = [
            f"{verified} complete and verified by somebody other than the lead. "
            f"{capitalised(agree(len(unverified), 'other', 'is', 'are'))} merely said to be complete."
        ]
        rows = [action_row(one.action, sentence(one.said), capitalised(count(one.days, "day"))) for one in unverified]
        headings = ("Action", "How far closing has got", "Standing so for")
        return self._listing("closing", "Complete, but not verified", says, headings, rows)

    def empty_words(self) -> Listing:
        """Updates that say nothing of what has changed."""
        hollow = self.analysis.empty_words
        says = [
            f"{agree(len(hollow), 'latest update', 'says', 'say')} nothing of what has changed for children: no "
            "number, no date, no evidence, or the same words as months ago."
            if hollow
            else "Every latest update has a number, a date or evidence of impact."
        ]
        rows = [action_row(one.action, f"The update of {short_date(one.update.dated)} {one.why}.") for one in hollow]
        return self._listing("empty-words", "Words without impact", says, ("Action", "What is missing"), rows)

    def coverage(self) -> Listing:
        """Weaknesses with no action, and actions that answer none."""
        found = self.analysis.coverage
        whole = count(len(found.weaknesses), "area")
        unanswered, stray = found.unanswered, found.answering_none
        said = f"Of {whole} for improvement, {len(unanswered)} {'has' if len(unanswered) == 1 else 'have'}"
        says = [f"{said} no action." if unanswered else "Every area for improvement has an action."]
        if stray:
            says.append(f"{capitalised(agree(len(stray), 'action', 'answers', 'answer'))} no area for improvement.")
        rows = [
            ListingRow(one.ref, f"weakness-{one.ref}", brief(one.text), (NO_ACTION, one.paragraph or "None"))
            for one in unanswered
        ]
        rows += [action_row(action, "It answers no area for improvement.", "None") for action in stray]
        headings = ("Area for improvement or action", "What is missing", "Report paragraph")
        return self._listing("coverage", "What nobody answers", says, headings, rows)

    def changed_words(self) -> Listing:
        """Actions that were worded anew, removed, or are gone without a word."""
        anew, gone = reworded(self.plan.as_at(self.analysis.progress.as_at)), vanished(self.plan)
        removed = self.analysis.progress.removed
        said = (
            f"Since the last paper {agree(len(anew), 'action', 'was', 'were')} worded anew, "
            f"{agree(len(removed), 'action', 'was', 'were')} removed, and "
            f"{agree(len(gone), 'action', 'is', 'are')} gone without a word."
        )
        says = [said if anew or removed or gone else "No action was worded anew or taken out since the last paper."]
        rows = [ListingRow(one.ref, "", brief(one.text), ("Gone: nobody recorded why.",)) for one in gone]
        rows += [ListingRow(one.ref, "", brief(one.text), (_removed(one),)) for one in removed]
        rows += [action_row(one.action, f"Before: {sentence(brief(one.before))}") for one in anew]
        return self._listing("changed-words", "Worded anew or gone", says, ("Action", "What changed"), rows)

    def _listing(
        self, anchor: str, title: str, says: Sequence[str], headings: Sequence[str], rows: Sequence[ListingRow]
    ) -> Listing:
        return self.room.listing(Listing(anchor, title, tuple(map(capitalised, says)), headings), rows)


def _removed(action: Action) -> str:
    return f"Removed. {sentence(action.removal_reason or 'no reason is recorded')}"


def _last_said(still: Still) -> str:
    words = sentence(brief(still.last_said)) or "No words were recorded."
    return f"{short_date(still.last_dated)}: {words}" if still.last_dated else "No update is recorded."


def _last(day: date | None) -> str:
    return short_date(day) if day else "Never"
