"""What the headings of real trackers mean. A heading that is not known is never guessed: the nearest is suggested."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from reporter.domain.tracker import TrackerField as Column
from reporter.sources.tracker.periods import period_of
from reporter.sources.tracker.spelling import plain

LONGEST = 120  # characters of a heading that names a time: a whole diary in a cell is none
ALIKE = 80  # of 100: so close that the same is probably meant

# Beside our own names; small letters, without punctuation.
VOCABULARY: Mapping[Column, str] = {
    Column.REF: (
        "no, number, ref no, reference, action ref, action no, action number, id, item, item no, action id, ref "
        "number, reference number, #, ref #, action #, action reference, item number, item ref, serial no, plan "
        "ref"
    ),
    Column.AREA: (
        "judgement area, theme, priority, priority area, workstream, objective area, section, service area, "
        "improvement theme, inspection area, judgement, strand, work stream, domain, key priority, strategic "
        "priority, improvement priority, priority theme, area of focus, section title"
    ),
    Column.AREA_FOR_IMPROVEMENT: (
        "areas for improvement, ofsted recommendation, recommendation, inspection recommendation, ofsted finding, "
        "finding, weakness, issue, area of improvement, what needs to improve, area for development, improvement "
        "required, why, ofsted recommendations, recommendations, findings, key finding, key findings, inspection "
        "finding, weaknesses, area of weakness, issues, issue identified, identified issue, improvement area, "
        "area requiring improvement, areas for development, what ofsted said, what ofsted found, what did ofsted "
        "say, ofsted area for improvement"
    ),
    Column.PARAGRAPH: (
        "ofsted paragraph, ofsted para, para, paragraph no, report paragraph, paragraphs, ofsted ref, inspection "
        "paragraph, ofsted report paragraph, paragraph number, paragraph ref, para no, report para, ofsted "
        "reference"
    ),
    Column.CAUSE: (
        "root cause, reason, why it happened, cause of weakness, causes, root causes, underlying cause, reasons"
    ),
    Column.ANSWERS: (
        "answers recommendation, links to, linked recommendation, links to recommendation, linked "
        "recommendations, linked to"
    ),
    Column.ACTION: (
        "actions, action required, what, how, actions required, key action, key actions, action to be taken, "
        "actions to be taken, task, activity, action needed, what we will do, what will we do, improvement "
        "action, planned action, agreed action, priority action, priority actions, action description, action "
        "details, action detail, description of action, description of actions, specific action, specific "
        "actions, smart action, smart actions, actions needed, agreed actions, planned actions, proposed action, "
        "proposed actions, improvement actions, recommended action, tasks, activities, key task, key tasks, key "
        "activity, key activities, action we will take, actions we will take, what are we going to do, what we "
        "are going to do, what do we need to do, what we need to do, what needs to be done, what action will we "
        "take"
    ),
    Column.INTENDED_OUTCOME: (
        "outcome, outcomes, desired outcome, expected outcome, intended outcomes, impact required, what "
        "difference will it make, outcome for children, outcomes for children, expected impact, objective, "
        "objectives, aim, aims, desired outcomes, expected outcomes, outcome required, outcomes required, outcome "
        "sought, outcomes sought, planned outcome, intended impact, desired impact, what will be different, what "
        "will be different for children, impact on children"
    ),
    Column.SUCCESS_MEASURE: (
        "success measures, measure, measures, success criteria, performance measure, kpi, measure of success, how "
        "will we know, how we will know, success indicator, success indicators, performance indicator, "
        "performance indicators, performance measures, kpis, measures of success, outcome measure, outcome "
        "measures, success measured by, how will success be measured, how success will be measured, how will we "
        "measure success, how will we measure it, how will we know it has worked, what will success look like, "
        "what does success look like, what success looks like, what good looks like"
    ),
    Column.BASELINE: (
        "starting point, baseline figure, where we were, current baseline, baseline position, baseline "
        "performance"
    ),
    Column.TARGET: (
        "target figure, target value, target performance"
    ),
    Column.LEAD: (
        "lead officer, who, responsible, responsible officer, owner, action owner, lead person, officer, "
        "accountable officer, lead responsible, by whom, responsibility, person responsible, officer responsible, "
        "lead name and title, leads, responsible lead, accountable lead, lead name, lead post, lead role, lead "
        "manager, lead director, lead professional, action lead, named lead, responsible person, responsible "
        "manager, responsible owner, accountable, accountable person, accountability, owners, owned by, assigned "
        "to, allocated to, who is responsible, who will do it, who will lead, who by, led by, senior responsible "
        "owner, sro"
    ),
    Column.PARTNER_AGENCY: (
        "agency, partner, organisation, lead agency, responsible agency, service, agencies, partners, partner "
        "agencies, organisations, lead organisation, lead partner"
    ),
    Column.SUB_GROUP: (
        "sub group, subgroup, responsible group, monitoring group, reporting group, workstream group"
    ),
    Column.START: (
        "start date, date started, from, commenced, date added, date raised, started, date opened, commencement "
        "date"
    ),
    Column.DUE: (
        "due date, target date, when, by when, timescale, timescales, deadline, completion date, date due, target "
        "completion date, timeframe, complete by, to be completed by, end date, delivery date, milestone date, "
        "original target date, original due date, due by, timeline, timeframes, time frame, time scale, time "
        "scales, target timescale, deadline date, date for completion, date to be completed, date to be completed "
        "by, expected completion date, planned completion date, planned end date, target end date, by when date, "
        "implementation date, original, original date, original deadline, original timescale, when original, "
        "timescale original, target date original"
    ),
    Column.REVISED_DUE: (
        "revised date, revised target date, new date, revised deadline, extension requested, extended to, new "
        "target date, revised timescale, revised due date, extension requested to, revised, revised completion "
        "date, revised end date, amended date, amended target date, updated target date, extended date, extended "
        "deadline, extension date, extension to, new deadline, new due date, new timescale, when revised, "
        "timescale revised, target date revised"
    ),
    Column.APPROVED_BY: (
        "extension approved by, agreed by, date change approved by, extension agreed by, revised date agreed by, "
        "revised date approved by"
    ),
    Column.STATUS: (
        "current status, action status, state, stage, completion status, status of action, overall status, "
        "progress status, delivery status, implementation status, open or closed"
    ),
    Column.PROGRESS: (
        "percent complete, complete %, % complete, progress %, % progress, percentage complete, % done, "
        "completion %, % completion, % completed, percentage completed, percentage progress"
    ),
    Column.COMMENTARY: (
        "progress to date, update, updates, progress update, progress notes, latest update, current position, "
        "comments, commentary and progress, progress since last meeting, position, progress report, what have we "
        "done, what we have done, progress commentary, position statement, progress made, comment, narrative, "
        "remarks, progress comments, progress comment, progress narrative, progress summary, progress so far, "
        "summary of progress, update on progress, progress update and comments, progress and comments, comments "
        "and progress, comments on progress, current progress, current update, latest position, latest progress, "
        "status update, monthly update, action update, officer update, actions taken, action taken, action taken "
        "to date, actions taken to date, progress against action, progress against actions, what has been done, "
        "where are we now, where we are now"
    ),
    Column.UPDATED: (
        "last updated, date updated, date of update, update date, date of last update, last update, as at, date "
        "last updated, date of latest update, updated on, progress as at"
    ),
    Column.COMPLETED: (
        "date completed, completed on, actual completion date, completion achieved, date closed, closed date, "
        "date of completion, actual date, completed date, actual completion, actual end date, date achieved, date "
        "of closure, closure date"
    ),
    Column.LEAD_RATING: (
        "rag, brag, r a g, b r a g, rag rating, brag rating, rating, rag status, brag status, ragb, lead s "
        "rating, current rag, colour, rag rate, rag score, rag rated, rag assessment, current rag rating, current "
        "rag status, current brag, current rating, overall rag, progress rag, progress rating, delivery rag, "
        "status rag, status r a g, status b r a g, r a g status, r a g rating, b r a g status, b r a g rating, "
        "rag progress, ragb rating, ragb status, traffic light, traffic light rating, colour code"
    ),
    Column.EVIDENCE_OF_IMPACT: (
        "evidence, impact, evidence and impact, impact evidence, monitoring and evaluation, what difference has "
        "it made, evidence of progress, evidence of completion, what impact has it had, impact so far, impact to "
        "date, impact achieved, impact evidenced, impact and evidence, evidence of outcome, evidence of outcomes, "
        "evidence of improvement, evidence of change, evidence of success, evidence that it has worked, "
        "supporting evidence, outcome achieved, outcomes achieved, what difference have we made, what difference "
        "has this made"
    ),
    Column.VERIFIED_BY: (
        "verified, signed off by, validated by, assured by, quality assured by, sign off by, checked by, "
        "completion verified by, closure approved by"
    ),
    Column.VOICE: (
        "child voice, childs voice, child s voice, views of children, voice of children and young people, service "
        "user voice, what children say"
    ),
    Column.REMOVAL_REASON: (
        "reason for removal, reason removed, reason closed, reason for closure, reason withdrawn"
    ),
}  # fmt: skip
CHILD_LEVEL = frozenset({
    "name", "child", "child name", "childs name", "child s name", "name of child", "forename", "surname", "first name",
    "last name", "full name", "pupil", "pupil name", "young person", "name of young person", "dob", "d o b",
    "date of birth", "child dob", "upn", "unique pupil number", "nhs number", "nhs no", "uln", "child id", "ics number",
    "liquidlogic id", "mosaic id", "case number", "case id", "home address", "address", "postcode", "initials",
    "child initials",
})  # fmt: skip
PROGRESS_WORDS = re.compile(r"\b(?:progress|updates?|outcomes?|position|commentary|status|comments?)\b")
NO_PROGRESS = re.compile(r"\b(?:b?ragb?|ratings?)\b|\br a g\b")
QUARTER = re.compile(r"\b(?:q|quarter |qtr )[1-4]\b")


@lru_cache(maxsize=20_000)
def spelt(heading: str) -> str:
    """A heading as it is compared: "Lead officer(s)" and "lead officer" are one, and so are "What?" and "what"."""
    words = re.sub(r"\(s\)|['\u2019]s\b", "", plain(heading))
    return " ".join(re.sub(r"[^\w%#]+", " ", words).replace("_", " ").split())


FIGURE = re.compile(r"\d")
KNOWN: Mapping[str, Column] = {
    **{str(column): column for column in Column},
    **{word.strip(): column for column, words in VOCABULARY.items() for word in words.split(",")},
}


@lru_cache(maxsize=20_000)
def known(heading: str) -> Column | None:
    """What a heading means, if it is known."""
    return None if FIGURE.search(heading) else KNOWN.get(spelt(heading))  # no known heading has a figure


@dataclass(frozen=True)
class Matching:
    """What each column of a heading row means, by its place from 0.

    `dated` are columns of progress at a time that their heading names. `not_known` are headings that mean nothing here,
    as they are compared. `clashes` name two columns for one meaning. `child_level` must not be
    read.
    """

    fields: Mapping[int, Column]
    dated: Sequence[int]
    not_known: Mapping[int, str]
    clashes: Sequence[tuple[int, int]]
    child_level: Sequence[int]

    @cached_property
    def places(self) -> Mapping[Column, int]:
        """Where each meaning stands; of two columns for one, the first."""
        return {column: place for place, column in reversed(list(self.fields.items())) if column is not Column.IGNORE}

    @cached_property
    def unknown(self) -> Mapping[int, Column | None]:
        """Columns whose heading is not known, with the nearest known meaning or None."""
        return {place: _nearest(word) for place, word in self.not_known.items()}

    @property
    def score(self) -> int:
        """How many columns are understood."""
        return len(self.places) + len(self.dated)


def match_headings(headings: Sequence[str], explicit: Mapping[str, Column]) -> Matching:
    """What the headings mean: what the config says of them counts first, then what is known of real trackers."""
    words = [spelt(heading) for heading in headings]
    said = {word: column for heading, column in explicit.items() if (word := spelt(heading)) in words}
    fields: dict[int, Column] = {}
    dated: list[int] = []
    not_known: dict[int, str] = {}
    child_level: list[int] = []
    for place, word in enumerate(words):
        meant = said.get(word)
        if word in CHILD_LEVEL and meant in {None, Column.IGNORE}:
            child_level.append(place)
        elif meant:
            fields[place] = meant
        elif is_dated(headings[place]):
            dated.append(place)
        elif word in KNOWN and KNOWN[word] not in said.values():
            fields[place] = _in_company(word, words)
        elif headings[place]:
            not_known[place] = word
    return Matching(fields, dated, not_known, _clashes(fields), child_level)


def is_dated(heading: str) -> bool:
    """Whether a heading stands over progress at a time that it names; ratings are no progress."""
    if len(heading) > LONGEST:
        return False
    word = spelt(heading)
    if not PROGRESS_WORDS.search(word) or NO_PROGRESS.search(word):
        return False
    return bool(QUARTER.search(word) or period_of(heading))


def _in_company(word: str, words: Sequence[str]) -> Column:
    """Where "How?" stands beside "What?", the first is the action and the second what must improve."""
    if "what" in words and "how" in words and word == "what":
        return Column.AREA_FOR_IMPROVEMENT
    return KNOWN[word]


def _nearest(word: str) -> Column | None:
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only an unknown heading needs it

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
