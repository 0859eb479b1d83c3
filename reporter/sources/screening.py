"""Screening free text for what could identify somebody: a net with stated meshes, not a proof.

A finding says where and what kind, never the value: messages end up in logs. NHS numbers and unique pupil numbers are
told from other figures by their check digits, which python-stdnum knows.
"""

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from reporter.domain.privacy import PersonalData
from reporter.errors import Problem
from reporter.findings import Finding, Findings, Place, ToDo
from reporter.settings import MayPrint
from reporter.sources.grid import Table
from reporter.sources.no_names import could_be_a_name

# The columns of free text that a paper could print.
FREE_TEXT: Mapping[str, Sequence[str]] = {
    "areas": ("ref", "title", "judged"),
    "strengths": ("text",),
    "areas for improvement": ("ref", "text", "cause", "paragraph"),
    "actions": ("ref", "text", "lead", "partner agency", "success measure", "baseline", "target", "intended outcome",
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

# A figure that goes on, before or behind, is another one: 1,943 or 943-1.
BEGINS, ENDS = r"(?<!\d)(?<!\d[.,/-])", r"(?![/.,-]?\d)"
TEN_FIGURES = re.compile(rf"{BEGINS}\d{{3}}[ .-]{{0,2}}\d{{3}}[ .-]{{0,2}}\d{{4}}{ENDS}")
PUPIL = re.compile(r"\b[A-Za-z]\d{11}[\dA-Za-z]\b")
MONTH = r"[A-Za-z]{3,9}\.?"
DATE = (
    r"\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?(?:\d{4}|\d{2})\b|\d{4}-\d{2}-\d{2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH},? (?:\d{{4}}|'?\d{{2}})\b|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
)
OF_MANY = r"(?:between|after|before|since|from|until|by|in|during)\b"  # "born after 1 April 2014" is said of many
BIRTH = re.compile(
    rf"\b(?:born(?!\W{{1,3}}{OF_MANY})|birth ?da(?:y|te)|date of birth|d\.? ?o\.? ?b(?![a-z]))\.?[\s:()=\w-]{{0,15}}?"
    rf"(?:{DATE})|\(b\.? ?(?:{DATE})|(?:{DATE})\W{{0,3}}(?:d\.?o\.?b\b|date of birth)",
    re.IGNORECASE,
)
POSTED = (
    r"\b(?:GIR ?0AA|"
    r"(?:[BEGLMNSW](?:[0-9]{1,2}|[0-9][A-HJKPSTUW])|[A-PR-UWYZ][A-HK-Y](?:[0-9]{1,2}|[0-9][ABEHMNPRVWXY])) ?"
    r"[0-9][ABD-HJLNP-UW-Z]{2})\b"
)
POSTCODE = re.compile(POSTED)
# In small letters it could be anything, unless words of an address lead to it.
ADDRESS = re.compile(
    r"\b(?:post ?code|address|lives|living|road|rd|street|avenue|lane|drive|close|court|crescent|gardens|grove)\b"
    rf"[^\n]{{0,40}}?(?P<found>{POSTED})",
    re.IGNORECASE,
)
EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(
    rf"{BEGINS}(?:(?:\+|00)44[ .-]?(?:\(0\)[ .-]?)?|\(?0)[1-37-9]\d(?:[ .-]{{0,2}}\(?\d\)?){{7,8}}{ENDS}"
)
CAPITAL, LETTER = r"[A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u017f]", r"[^\W\d_]"
WORD = rf"{CAPITAL}(?:\.?{CAPITAL}\b\.?|{LETTER}{{1,20}}|(?='))(?:['-]{LETTER}{{1,20}}){{0,2}}"
NAME = rf"\b(?P<name>{WORD}(?: {WORD})?)"
IN_WORDS = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen"""
NUMBERS = IN_WORDS.split()
AGE = rf"(?P<age>\d{{1,2}}|{'|'.join(NUMBERS)})"
YEARS = r"[ -]?(?:years?[ -]old|years?[ -]of[ -]age|yrs?[ -]old|yrs?\b|y/?o\b|years?\))"
CHILD = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{NAME},? \(?(?:now |who is |is )?aged? {AGE}\b",
        rf"{NAME}(?:,? who)?(?:,| is| was)? \(?{AGE}{YEARS}",
        rf"\b{AGE}[ -](?:years?|yrs?)[ -]old,? (?:(?:boy|girl|child|pupil|called|named|son|daughter|,) ?){{0,4}}{NAME}",
        rf"\b[Aa]ged {AGE},? {NAME}",
        rf"{NAME} (?:turned|turns|will turn) {AGE}\b",
    )
)
# Only beside a figure that could as well count something.
FEW = r"(?P<age>1[0-8]|[1-9])"
PERHAPS = tuple(re.compile(pattern) for pattern in (rf"{NAME} \({FEW}\)", rf"{NAME}, {FEW}(?=,)"))
OLDEST = 25  # care leavers
# Ordinary prose holds none of these, so that most texts are only looked at for them, in small letters: what begins with
# one certain letter is found many times as fast as what does not.
NINE_DIGITS = r"\d(?:[ ().-]{0,3}\d){8}"
INWARD = r"\d[a-z]{2}\b"
BORN = r"born|birth|d\.? ?o\.? ?b|\(b\.? ?\d"
AGED = (r"aged?\b", r"y(?:(?:ea)?rs?|/?o)\b", "turn")
FIGURE_BESIDE = r"\(\d{1,2}\)|, \d{1,2},"
DASHES = dict.fromkeys([*range(0x2010, 0x2016), 0x2212], "-") | {0x2019: "'", 0x200C: None, 0x200D: None}

Finds = Callable[[str], Iterator[str]]


def screen(tables: Mapping[str, Table], may_print: Sequence[MayPrint], findings: Findings) -> None:
    """Find what could identify somebody in all free text; each kind in a cell is an error of its own.

    `may_print` are texts that may pass, each as one kind; one that stands nowhere is a warning.
    """
    allowed = {(entry.kind, _normal(entry.text)): False for entry in may_print}
    for name, columns in FREE_TEXT.items():
        rows = tables[name].rows if name in tables else ()
        suspected = [column for column in columns if _hinted({row.cells.get(column, "") for row in rows})]
        for row in rows if suspected else ():
            for column in suspected:
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


def holds_personal_data(text: str) -> bool:
    """Whether a text holds what looks like personal data of any kind."""
    return bool(_found(text))


def hush(problems: Iterable[Problem], may_print: Sequence[MayPrint]) -> list[Problem]:
    """Problems without what looks like personal data: a cell that cannot be read is quoted no more than printed."""
    allowed = {(entry.kind, _normal(entry.text)) for entry in may_print}
    told = list(problems)
    if not _hinted({text for problem in told for text in _texts(problem)}):
        return told
    return [_hushed(problem, allowed) for problem in told]


def _texts(problem: Problem) -> tuple[str, ...]:
    """What a problem tells that may be quoted from a cell."""
    value = (problem.value,) if isinstance(problem, Finding) else ()
    return problem.found, problem.advice, *value


def _hushed(problem: Problem, allowed: Container[tuple[PersonalData, str]]) -> Problem:
    kinds = [kind for text in _texts(problem) for kind, value in _found(text) if (kind, _normal(value)) not in allowed]
    if not kinds:
        return problem
    found = f"The cell is not as expected; it holds what looks like {ARTICLES.get(kinds[0], 'a')} {kinds[0]}."
    if isinstance(problem, Finding):
        return replace(problem, found=found, advice=ADVICE, value="")
    return Problem(problem.where, found, ADVICE)


@lru_cache(maxsize=20_000)
def _found(text: str) -> tuple[tuple[PersonalData, str], ...]:
    """Each kind that a text holds, with the value."""
    plain = _plain(text)
    small = plain.casefold()
    kinds = dict.fromkeys(look for hint, looks in HINTS if hint.search(small) for look in looks)
    return tuple(dict.fromkeys((kind, value) for kind, finds in kinds for value in finds(plain)))


def _hinted(texts: Iterable[str]) -> bool:
    """Whether any of the texts, looked at together, needs a look of its own."""
    together = "\n".join(map(_plain, texts)).casefold()
    return any(hint.search(together) for hint, _ in HINTS)


def _plain(text: str) -> str:
    """The text with dashes, apostrophes and spaces of one kind."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text.translate(DASHES))


def _normal(text: str) -> str:
    return " ".join(_plain(text).casefold().split())


def _nhs_numbers(text: str) -> Iterator[str]:
    return (found[0] for found in TEN_FIGURES.finditer(text) if _is_nhs_number(found[0]))


def _is_nhs_number(text: str) -> bool:
    from stdnum.gb import nhs  # noqa: PLC0415 - slow to import, and few plans hold so many figures

    return bool(nhs.is_valid(re.sub(r"\D", "", text)))


def _pupil_numbers(text: str) -> Iterator[str]:
    from stdnum.gb import upn  # noqa: PLC0415 - as above

    return (found[0] for found in PUPIL.finditer(text) if upn.is_valid(found[0].upper()))


def _phones(text: str) -> Iterator[str]:
    return (found[0] for found in PHONE.finditer(text) if not _is_nhs_number(found[0]))


def _children(text: str) -> Iterator[str]:
    for pattern in CHILD:
        for found in pattern.finditer(text):
            if _years(found["age"]) <= OLDEST and could_be_a_name(found["name"]):
                yield found["name"]


def _perhaps_children(text: str) -> Iterator[str]:
    return (f[0] for pattern in PERHAPS for f in pattern.finditer(text) if could_be_a_name(f["name"]))


def _years(age: str) -> int:
    return int(age) if age.isdigit() else NUMBERS.index(age) + 1


def _postcodes(text: str) -> Iterator[str]:
    yield from (found[0] for found in POSTCODE.finditer(text))
    yield from (found["found"] for found in ADDRESS.finditer(text))


def _all(pattern: re.Pattern[str]) -> Finds:
    return lambda text: (found[0] for found in pattern.finditer(text))


Looks = Sequence[tuple[PersonalData, Finds]]
FIGURES: Looks = (
    (PersonalData.NHS_NUMBER, _nhs_numbers),
    (PersonalData.UPN, _pupil_numbers),
    (PersonalData.PHONE, _phones),
)
HINTS: Sequence[tuple[re.Pattern[str], Looks]] = tuple(
    (re.compile(hint), looks)
    for hint, looks in (
        (NINE_DIGITS, FIGURES),
        (BORN, ((PersonalData.DATE_OF_BIRTH, _all(BIRTH)),)),
        (INWARD, ((PersonalData.POSTCODE, _postcodes),)),
        ("@", ((PersonalData.EMAIL, _all(EMAIL)),)),
        *((hint, ((PersonalData.CHILD, _children),)) for hint in AGED),
        (FIGURE_BESIDE, ((PersonalData.CHILD, _perhaps_children),)),
    )
)
