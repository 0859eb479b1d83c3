"""Statuses, ratings and percentages in the spellings of real trackers. What is not known here is never guessed."""

import colorsys
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from reporter.domain.plan import Rating, Status
from reporter.domain.scheme import RatingScheme
from reporter.sources.tracker.spelling import plain

Meaning = TypeVar("Meaning", Status, Rating)

ALL_DONE = 100  # percent
ALIKE = 80  # of 100: so close that a slip of the pen is likely

STATUSES: Mapping[Status, str] = {
    Status.NOT_STARTED: (
        "not started, not yet started, yet to start, to start, to be started, planned, pending, not begun, to "
        "do, not yet due, future"
    ),
    Status.IN_PROGRESS: (
        "in progress, ongoing, on-going, on going, started, underway, under way, progressing, in hand, wip, "
        "work in progress, partially complete, partly complete, part complete, on track, on target, behind "
        "schedule, delayed, at risk, off track, overdue, on hold, paused, open, live, active, current, "
        "slipped, continuing, in development, some progress, good progress"
    ),
    Status.COMPLETE: (
        "complete, completed, done, closed, achieved, finished, implemented, actioned, discharged, met, "
        "delivered, 100%, 100% complete, complete with evidence"
    ),
    Status.VERIFIED: "verified, complete and verified, signed off, validated, quality assured, evidenced and closed",
}  # fmt: skip
EMBEDDED = frozenset({"embedded", "complete - embedded", "completed - embedded", "complete and embedded",
                      "complete/embedded", "complete (embedded)", "completed and embedded"})  # fmt: skip
REMOVED = frozenset({"withdrawn", "superseded", "no longer required", "no longer needed", "cancelled", "canceled",
                     "removed", "merged", "deleted", "not required"})  # fmt: skip
RATINGS: Mapping[Rating, str] = {
    Rating.RED: "r, red, \U0001f534, \U0001f7e5",
    Rating.AMBER: "a, amber, orange, \U0001f7e0, \U0001f7e1, \U0001f7e7, \U0001f7e8",
    Rating.GREEN: "g, green, \U0001f7e2, \U0001f7e9",
    Rating.BLUE: "b, blue, \U0001f535, \U0001f7e6",
    Rating.GREY: "grey, gray, \u26aa, \u26ab",
    Rating.NOT_RATED: "not rated, n/a, na, -, none, nr, unrated, not applicable",
}
RATED_COMPLETE = frozenset({"complete", "completed", "done"})
WORST_FIRST = (Rating.RED, Rating.AMBER, Rating.GREEN, Rating.BLUE)
BETWEEN = re.compile(r"\s*(?:/|-| and | or |&)\s*")
PERCENT = re.compile(r"(?P<number>-?\d{1,9}(?:\.\d{1,15})?) ?(?P<sign>%|per ?cent)?(?: complete)?", re.IGNORECASE)


def _by_word(words: Mapping[Status, str] | Mapping[Rating, str]) -> dict[str, str]:
    return {word.strip(): str(meaning) for meaning, spelt in words.items() for word in spelt.split(",")}


STATUS_OF, RATING_OF = _by_word(STATUSES), _by_word(RATINGS)
PROSE = 3 * max(map(len, {*STATUS_OF, *EMBEDDED, *REMOVED}))  # characters with which no text is a status of ours


@dataclass(frozen=True, slots=True)
class ReadStatus:
    """A status, with the rule that read it where it was not plain; or that the action is off; or what may be meant."""

    status: Status | None = None
    removed: bool = False
    rule: str = ""
    meant: str = ""


@dataclass(frozen=True, slots=True)
class ReadRating:
    """A rating, with the rule that read it where it was not plain; or the word that may be meant."""

    rating: Rating | None = None
    rule: str = ""
    meant: str = ""


@dataclass(frozen=True, slots=True)
class ReadPercent:
    """A whole percentage from 0 to 100, or the problem as a sentence."""

    percent: int | None = None
    problem: str = ""


def read_status(text: str, own: Mapping[str, Status]) -> ReadStatus:
    """The status that a cell names; `own` are the board's own words for statuses, which count before ours."""
    return known_status(text, own) or ReadStatus(meant=_meant(plain(text), [*STATUS_OF, *own]))


def known_status(text: str, own: Mapping[str, Status]) -> ReadStatus | None:
    """The same; None where the text is no status, and nobody asks which was meant."""
    if len(text) > PROSE and not own:  # the entries of a diary, most of them
        return None
    said = plain(text)
    if (status := _own(said, own)) is not None:
        return ReadStatus(status)
    if said in EMBEDDED:
        return ReadStatus(Status.COMPLETE, rule="that it is embedded is for somebody to verify")
    if said in REMOVED:
        return ReadStatus(removed=True, rule="such an action is not in the plan any more")
    if said in STATUS_OF:
        status = Status(STATUS_OF[said])
        return ReadStatus(status, rule="" if said == status or said.rstrip("d") == status else "it means the same")
    return None


def read_rating(text: str, own: Mapping[str, Rating]) -> ReadRating:
    """The rating that a cell names; `own` are the board's own words for ratings, which count before ours."""
    said = plain(text)
    if (rating := _own(said, own)) is not None:
        return ReadRating(rating)
    if said in RATING_OF:
        return ReadRating(Rating(RATING_OF[said]))
    if said in RATED_COMPLETE:
        return ReadRating(Rating.BLUE, "blue stands for what is complete")
    both = [RATING_OF.get(part) for part in BETWEEN.split(said)]
    if len(both) == 2 and all(rating in WORST_FIRST for rating in both):  # noqa: PLR2004 - between two
        worse = next(rating for rating in WORST_FIRST if rating in both)
        return ReadRating(worse, "of two ratings the worse counts")
    return ReadRating(meant=_meant(said, [*RATING_OF, *own]))


def scheme_words(scheme: RatingScheme) -> dict[str, Rating]:
    """What a scheme's words, and the usual spellings of them, mean where that is another thing than they mean to us.

    Of the standings that are printed alike, the first counts.
    """
    found: dict[str, Rating] = {}
    for entry in scheme.entries:
        word, means = plain(entry.word), entry.standings[0]
        usual = Rating(RATING_OF[word]) if word in RATING_OF else None
        if usual is not means:
            found |= dict.fromkeys([word, *(said for said, rating in RATING_OF.items() if rating == usual)], means)
    return found


def _own(said: str, own: Mapping[str, Meaning]) -> Meaning | None:
    return next((meaning for word, meaning in own.items() if plain(word) == said), None)


def _meant(said: str, known: list[str]) -> str:
    """The known word that was probably meant, or nothing."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only an unknown word needs it

    close = process.extractOne(said, [word for word in known if len(word) > 2], scorer=fuzz.ratio, score_cutoff=ALIKE)  # noqa: PLR2004
    return str(close[0]) if close else ""


@lru_cache(maxsize=1000)
def read_percent(text: str) -> ReadPercent:
    """The percentage that a cell names; 75%, 75 and 0.75 are the same, and what is not all done is never 100."""
    found = PERCENT.fullmatch(plain(text))
    if found is None:
        return ReadPercent(problem=f'"{text[:60]}" is not a percentage.')
    number, signed = float(found["number"]), bool(found["sign"])
    if (number == 1 or (1 < number < 2 and not number.is_integer())) and not signed:  # noqa: PLR2004
        return ReadPercent(problem=f'"{text}" could be {number:g}% or {number * 100:g}%.')
    if not 0 <= number <= ALL_DONE:
        return ReadPercent(problem=f'"{text}" is outside 0% to 100%.')
    exact = number * 100 if 0 < number < 1 and not signed else number
    return ReadPercent(ALL_DONE if exact == ALL_DONE else min(round(exact), ALL_DONE - 1))


def rating_of_fill(fill: str, own: Mapping[str, Rating], words: Mapping[str, Rating]) -> Rating | None:
    """The rating that a cell's fill stands for (RRGGBB); `own` are the board's own colours, which count before ours.

    `words` are the board's own words: where they mean something else by amber, so does the colour.
    """
    if fill in own:
        return own[fill]
    rating = _rating_by_hue(fill)
    return words.get(rating, rating) if rating else None


@lru_cache(maxsize=1000)
def _rating_by_hue(fill: str) -> Rating | None:
    """By hue, in degrees of the colour circle: red below 15 and from 340, amber to 65 (Excel's oranges and yellows).

    Green to 170, blue to 260; hardly coloured and not white is grey. None for white, for black and for what lies
    between.
    """
    red, green, blue = (int(fill[place : place + 2], 16) / 255 for place in (0, 2, 4))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    if lightness > 0.97 or lightness < 0.1:  # noqa: PLR2004 - white, black
        return None
    if saturation < 0.12:  # noqa: PLR2004 - hardly coloured
        return Rating.GREY
    edges = ((15, Rating.RED), (65, Rating.AMBER), (170, Rating.GREEN), (260, Rating.BLUE), (340, None))
    return next((rating for edge, rating in edges if hue * 360 < edge), Rating.RED)
