"""What the headings of real trackers mean. A heading that is not known is never guessed: the nearest is suggested."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from rapidfuzz import fuzz, process

from reporter.domain.tracker import TrackerField as Column
from reporter.sources.tracker.periods import period_of
from reporter.sources.tracker.spelling import plain

ALIKE = 80  # of 100: so close that the same is probably meant

# Beside our own names; small letters, without punctuation.
VOCABULARY: Mapping[Column, str] = {
    Column.REF: (
        "no, number, ref no, reference, action ref, action no, action number, id, item, item no, action id, "
        "ref number, reference number"
    ),
    Column.AREA: (
        "judgement area, theme, priority, priority area, workstream, objective area, section, service area, "
        "improvement theme, inspection area, judgement"
    ),
    Column.AREA_FOR_IMPROVEMENT: (
        "areas for improvement, ofsted recommendation, recommendation, inspection recommendation, ofsted "
        "finding, finding, weakness, issue, area of improvement, what needs to improve, area for development, "
        "improvement required, why"
    ),
    Column.PARAGRAPH: "ofsted paragraph, ofsted para, para, paragraph no, report paragraph, paragraphs, ofsted ref",
    Column.CAUSE: "root cause, reason, why it happened, cause of weakness",
    Column.ANSWERS: "answers recommendation, links to, linked recommendation",
    Column.ACTION: (
        "actions, action required, what, how, actions required, key action, key actions, action to be taken, "
        "actions to be taken, task, activity, action needed, what we will do, what will we do, improvement "
        "action, planned action, agreed action"
    ),
    Column.INTENDED_OUTCOME: (
        "outcome, outcomes, desired outcome, expected outcome, intended outcomes, impact required, what "
        "difference will it make, outcome for children, outcomes for children, expected impact"
    ),
    Column.SUCCESS_MEASURE: (
        "success measures, measure, measures, success criteria, performance measure, kpi, measure of success, "
        "how will we know, how we will know, success indicator, success indicators"
    ),
    Column.BASELINE: "starting point, baseline figure, where we were, current baseline",
    Column.TARGET: "target figure, target value, target performance",
    Column.LEAD: (
        "lead officer, who, responsible, responsible officer, owner, action owner, lead person, officer, "
        "accountable officer, lead responsible, by whom, responsibility, person responsible, officer "
        "responsible, lead name and title, leads, responsible lead, accountable lead"
    ),
    Column.PARTNER_AGENCY: "agency, partner, organisation, lead agency, responsible agency, service, agencies",
    Column.SUB_GROUP: (
        "sub group, subgroup, responsible group, monitoring group, reporting group, workstream group"
    ),
    Column.START: "start date, date started, from, commenced, date added, date raised",
    Column.DUE: (
        "due date, target date, when, by when, timescale, timescales, deadline, completion date, date due, "
        "target completion date, timeframe, complete by, to be completed by, end date, delivery date, "
        "milestone date, original target date, original due date"
    ),
    Column.REVISED_DUE: (
        "revised date, revised target date, new date, revised deadline, extension requested, extended to, new "
        "target date, revised timescale, revised due date, extension requested to"
    ),
    Column.APPROVED_BY: "extension approved by, agreed by, date change approved by",
    Column.STATUS: "current status, action status, state, stage, completion status",
    Column.PROGRESS: "percent complete, complete %, % complete, progress %, % progress, percentage complete, % done",
    Column.COMMENTARY: (
        "progress to date, update, updates, progress update, progress notes, latest update, current position, "
        "comments, commentary and progress, progress since last meeting, position, progress report, what have "
        "we done, what we have done, progress commentary, position statement, progress made"
    ),
    Column.UPDATED: "last updated, date updated, date of update, update date, date of last update, last update, as at",
    Column.COMPLETED: (
        "date completed, completed on, actual completion date, completion achieved, date closed, closed date, "
        "date of completion, actual date"
    ),
    Column.LEAD_RATING: (
        "rag, brag, r a g, b r a g, rag rating, brag rating, rating, rag status, brag status, ragb, lead s "
        "rating, current rag, colour, rag rate"
    ),
    Column.EVIDENCE_OF_IMPACT: (
        "evidence, impact, evidence and impact, impact evidence, monitoring and evaluation, what difference "
        "has it made, evidence of progress, evidence of completion, what impact has it had, impact so far"
    ),
    Column.VERIFIED_BY: "verified, signed off by, validated by, assured by, quality assured by",
    Column.VOICE: (
        "child voice, child s voice, views of children, voice of children and young people, service user voice, what "
        "children say"
    ),
    Column.REMOVAL_REASON: "reason for removal, reason removed, reason closed",
}  # fmt: skip
CHILD_LEVEL = frozenset({
    "name", "child", "child name", "childs name", "child s name", "name of child", "forename", "surname", "first name",
    "last name", "full name", "pupil", "pupil name", "young person", "name of young person", "dob", "d o b",
    "date of birth", "child dob", "upn", "unique pupil number", "nhs number", "nhs no", "uln", "child id", "ics number",
    "liquidlogic id", "mosaic id", "case number", "case id", "home address", "address", "postcode", "initials",
    "child initials",
})  # fmt: skip
PROGRESS_WORDS = re.compile(r"\b(?:progress|updates?|outcomes?|position|commentary|status|comments?)\b")
QUARTER = re.compile(r"\b(?:q|quarter |qtr )[1-4]\b")


@lru_cache(maxsize=1000)
def spelt(heading: str) -> str:
    """A heading as it is compared: "Lead officer(s)" and "lead officer" are one, and so are "What?" and "what"."""
    words = re.sub(r"\(s\)|['\u2019]s\b", "", plain(heading))
    return " ".join(re.sub(r"[^\w%]+", " ", words).replace("_", " ").split())


KNOWN: Mapping[str, Column] = {
    **{str(column): column for column in Column},
    **{word.strip(): column for column, words in VOCABULARY.items() for word in words.split(",")},
}


@dataclass(frozen=True)
class Matching:
    """What each column of a heading row means, by its place from 0.

    `dated` are columns of progress at a time that their heading names. `unknown` have a heading that means nothing
    here, with the nearest known meaning or None. `clashes` name two columns for one meaning. `child_level` must not be
    read.
    """

    fields: Mapping[int, Column]
    dated: Sequence[int]
    unknown: Mapping[int, Column | None]
    clashes: Sequence[tuple[int, int]]
    child_level: Sequence[int]

    @property
    def places(self) -> Mapping[Column, int]:
        """Where each meaning stands; of two columns for one, the first."""
        return {column: place for place, column in reversed(list(self.fields.items())) if column is not Column.IGNORE}

    @property
    def score(self) -> int:
        """How many columns are understood."""
        return len(self.places) + len(self.dated)


def match_headings(headings: Sequence[str], explicit: Mapping[str, Column], lower: Sequence[str] = ()) -> Matching:
    """What the headings mean: what the config says of them counts first, then what is known of real trackers.

    Of headings in two rows, `lower` are the lower ones alone: they count where the two together mean nothing.
    """
    said = {spelt(heading): column for heading, column in explicit.items()}
    words = [_telling(both, alone, said) for both, alone in zip_longest(headings, lower, fillvalue="")]
    fields: dict[int, Column] = {}
    dated: list[int] = []
    unknown: dict[int, Column | None] = {}
    child_level: list[int] = []
    for place, word in enumerate(words):
        meant = said.get(word)
        if word in CHILD_LEVEL and meant in {None, Column.IGNORE}:
            child_level.append(place)
        elif meant:
            fields[place] = meant
        elif _is_dated(headings[place], word):
            dated.append(place)
        elif word in KNOWN and KNOWN[word] not in said.values():
            fields[place] = _in_company(word, words)
        elif word:
            unknown[place] = _nearest(word)
    return Matching(fields, dated, unknown, _clashes(fields), child_level)


def _telling(heading: str, lower: str, said: Mapping[str, Column]) -> str:
    """The words of a heading that are known, in the form in which they are compared."""
    word, alone = spelt(heading), spelt(lower)
    if word in said or word in KNOWN or word in CHILD_LEVEL or _is_dated(heading, word):
        return word
    return alone if alone in said or alone in KNOWN or alone in CHILD_LEVEL else word


def _is_dated(heading: str, word: str) -> bool:
    return bool(PROGRESS_WORDS.search(word)) and bool(QUARTER.search(word) or period_of(heading))


def _in_company(word: str, words: Sequence[str]) -> Column:
    """Where "How?" stands beside "What?", the first is the action and the second what must improve."""
    if "what" in words and "how" in words and word == "what":
        return Column.AREA_FOR_IMPROVEMENT
    return KNOWN[word]


def _nearest(word: str) -> Column | None:
    close = process.extractOne(word, list(KNOWN), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return KNOWN[close[0]] if close else None


def _clashes(fields: Mapping[int, Column]) -> list[tuple[int, int]]:
    """Two columns for one meaning."""
    found: list[tuple[int, int]] = []
    first: dict[Column, int] = {}
    for place, column in fields.items():
        if column in first and column is not Column.IGNORE:
            found.append((first[column], place))
        first.setdefault(column, place)
    return found
