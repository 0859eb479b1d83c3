"""Screening free text for what could identify somebody: a net with stated meshes, not a proof.

A finding says where and what kind, never the value: messages end up in logs. NHS numbers and unique pupil numbers are
told from other figures by their check digits, which python-stdnum knows.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from stdnum.gb import nhs, upn

from reporter.domain.privacy import PersonalData
from reporter.findings import Findings, Place, ToDo
from reporter.settings import MayPrint
from reporter.sources.grid import Table

# The columns of free text that a paper could print.
FREE_TEXT: Mapping[str, Sequence[str]] = {
    "areas": ("title", "judged"),
    "strengths": ("text",),
    "areas for improvement": ("text", "cause", "paragraph"),
    "actions": ("text", "lead", "partner agency", "success measure", "baseline", "target", "intended outcome",
                "due in words", "sub-group", "removal reason"),
    "updates": ("author", "commentary", "approved by", "evidence of impact", "verified by"),
    "indicators": ("name", "lead", "source"),
    "measurements": ("series",),
    "voices": ("source", "text", "response"),
    "narrative": ("text", "attribution"),
    "glossary": ("abbreviation", "meaning"),
}  # fmt: skip
ARTICLES = {PersonalData.NHS_NUMBER: "an", PersonalData.EMAIL: "an"}
ADVICE = "Take it out; or record in the config, under may_print, why it may be printed."

TEN_FIGURES = re.compile(r"(?<![\d.,/-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d/-]|[.,]\d)")
PUPIL = re.compile(r"\b[A-Za-z]\d{11}[\dA-Za-z]\b")
DATE = r"\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{1,2}(?:st|nd|rd|th)? [A-Za-z]{3,9} (?:\d{4}|\d{2})"
BIRTH = re.compile(
    rf"\b(?:born|birth(?:day|date)?|d\.?\s?o\.?\s?b)\b\.?[\s:()\w]{{0,15}}?(?:{DATE})"
    rf"|(?:{DATE})\W{{0,3}}\(?(?:d\.?o\.?b\b|date of birth)",
    re.IGNORECASE,
)
POSTCODE = re.compile(
    r"\b(?:GIR ?0AA|"
    r"(?:[BEGLMNSW](?:[0-9]{1,2}|[0-9][A-HJKPSTUW])|[A-PR-UWYZ][A-HK-Y](?:[0-9]{1,2}|[0-9][ABEHMNPRVWXY])) ?"
    r"[0-9][ABD-HJLNP-UW-Z]{2})\b"
)
EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(
    r"(?<![\d.,/-])(?:(?:\+|00)44[ -]?(?:\(0\)[ -]?)?|\(?0)[1-37-9](?:[ -]?\(?\d\)?){8,9}(?![\d/-]|[.,]\d)"
)
NAME = r"(?P<name>[A-Z][a-z'\u2019-]+(?: [A-Z][a-z'\u2019-]+)?)"
AGE = r"(?P<age>\d{1,2})"
CHILD = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{NAME},? \(?aged? {AGE}\b",
        rf"\b{NAME},? \(?{AGE}[ -]?(?:years?[ -]old|yrs?\b|y/?o\b|years?\))",
        rf"\b{AGE}[ -]years?[ -]old,? (?:(?:boy|girl|child|called|named|son|daughter|,) ?)*{NAME}",
        rf"\b[Aa]ged {AGE},? {NAME}",
        rf"\b{NAME} \({AGE}\)(?=[ ,.]*(?:was|is|has|had|said|told|lives|moved|and [A-Z][a-z]+ \(\d))",
    )
)
# Words that begin with a capital and are no name of a child: before "aged 7", or behind a full stop.
NO_NAMES = frozenset(
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "The",
        "This",
        "That",
        "These",
        "Those",
        "A",
        "An",
        "Any",
        "All",
        "Each",
        "Every",
        "Child",
        "Children",
        "Pupil",
        "Pupils",
        "Young",
        "People",
        "Person",
        "Boys",
        "Girls",
        "Boy",
        "Girl",
        "Carers",
        "Care",
        "Leavers",
        "Students",
        "Those",
        "Many",
        "Most",
        "Some",
        "Few",
        "Adults",
        "Parents",
        "Families",
        "Year",
        "Years",
        "Stage",
        "Section",
        "Key",
        "Part",
        "Chapter",
        "Table",
        "Figure",
        "Priority",
        "Recommendation",
        "Paragraph",
        "Area",
        "Action",
        "Group",
        "Group",
        "Ofsted",
        "Board",
        "Council",
        "Service",
        "Services",
        "Team",
        "Head",
        "Police",
        "Health",
        "Working",
        "Together",
        "Act",
        "Plan",
        "Number",
        "Total",
        "Average",
    ]
)
OLDEST = 25  # care leavers
# Ordinary prose holds none of these, so that most texts are only looked at for them.
DIGIT, NINE_DIGITS = re.compile(r"\d"), re.compile(r"\d(?:[ ()-]{0,2}\d){8}")
INWARD = re.compile(r"\d[A-Z]{2}\b")
BORN = re.compile(r"[Bb]orn|[Bb]irth|[Dd]\.?\s?[Oo]\.?\s?[Bb]")
AGED = re.compile(r"\b(?:[Aa]ged?|years?|yrs?|y/?o)\b|[a-z] \(\d{1,2}\)")

Finds = Callable[[str], Iterator[str]]


def screen(tables: Mapping[str, Table], may_print: Sequence[MayPrint], findings: Findings) -> None:
    """Find what could identify somebody in all free text; each kind in a cell is an error of its own.

    `may_print` are texts that may pass, each as one kind; one that stands nowhere is a warning.
    """
    allowed = {(entry.kind, _normal(entry.text)): False for entry in may_print}
    for name, columns in FREE_TEXT.items():
        for row in tables[name].rows if name in tables else ():
            for column in columns:
                for kind, value in _found(row.cells.get(column, "")):
                    if (kind, _normal(value)) in allowed:
                        allowed[kind, _normal(value)] = True
                        continue
                    place = row.place.at(row.place.row, row.headings.get(column, column))
                    found = f"It holds what looks like {ARTICLES.get(kind, 'a')} {kind}."
                    findings.error(ToDo.TAKE_OUT_PERSONAL_DATA, place, found, ADVICE)
    for (kind, _), used in allowed.items():
        if not used:
            found = f"A text that may be printed as {ARTICLES.get(kind, 'a')} {kind} stands nowhere in the plan."
            findings.warning(ToDo.LOOK_AT_WORDS, Place("may_print in the config"), found, "Take the entry out.")


@lru_cache(maxsize=20_000)
def _found(text: str) -> tuple[tuple[PersonalData, str], ...]:
    """Each kind that a text holds, with the value."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    if not DIGIT.search(plain):
        return tuple((PersonalData.EMAIL, found[0]) for found in EMAIL.finditer(plain)) if "@" in plain else ()
    kinds = [(kind, finds) for hint, some in HINTS if hint.search(plain) for kind, finds in some.items()]
    return tuple(dict.fromkeys((kind, value) for kind, finds in kinds for value in finds(plain)))


def _normal(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _nhs_numbers(text: str) -> Iterator[str]:
    return (found[0] for found in TEN_FIGURES.finditer(text) if nhs.is_valid(found[0]))


def _pupil_numbers(text: str) -> Iterator[str]:
    return (found[0] for found in PUPIL.finditer(text) if upn.is_valid(found[0].upper()))


def _phones(text: str) -> Iterator[str]:
    return (found[0] for found in PHONE.finditer(text) if not nhs.is_valid(re.sub(r"\D", "", found[0])))


def _children(text: str) -> Iterator[str]:
    for pattern in CHILD:
        for found in pattern.finditer(text):
            words = found["name"].split()
            if int(found["age"]) <= OLDEST and not NO_NAMES & set(words):
                yield found["name"]


def _all(pattern: re.Pattern[str]) -> Finds:
    return lambda text: (found[0] for found in pattern.finditer(text))


HINTS: Sequence[tuple[re.Pattern[str], Mapping[PersonalData, Finds]]] = (
    (
        NINE_DIGITS,
        {
            PersonalData.NHS_NUMBER: _nhs_numbers,
            PersonalData.UPN: _pupil_numbers,
            PersonalData.PHONE: _phones,
        },
    ),
    (BORN, {PersonalData.DATE_OF_BIRTH: _all(BIRTH)}),
    (INWARD, {PersonalData.POSTCODE: _all(POSTCODE)}),
    (re.compile("@"), {PersonalData.EMAIL: _all(EMAIL)}),
    (AGED, {PersonalData.CHILD: _children}),
)
