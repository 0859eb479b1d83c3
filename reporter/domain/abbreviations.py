"""Abbreviations in a paper: which are used, what they stand for, and which nobody explains.

What an abbreviation stands for is taken from the board's own glossary, else from the text that brings it in, as in
"Common Assessment Framework (CAF)", else from what is known of the trade.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

USED = re.compile(r"(?<![\w./@-])(?P<short>[A-Z]{2,7}[0-9]{0,4})(?=(?:s|'s|\u2019s)?(?![\w@]))")
WRITTEN = re.compile(USED.pattern + r"(?P<many>s?)")
BROUGHT_IN = re.compile(r"\((?P<short>[A-Z]{2,7})s?\)")
WORDS = re.compile(r"[A-Za-z'\u2019]+")
SMALL_WORDS = frozenset({"a", "and", "for", "in", "of", "on", "the", "to", "with"})
EVERYBODY_KNOWS = frozenset({"ID", "II", "III", "IV", "OK", "PDF", "TV", "UK", "VI", "DRAFT", "SAMPLE", "DATA"})
TRADE: Mapping[str, str] = {
    "BRAG": "blue, red, amber, green",
    "CAF": "Common Assessment Framework",
    "CAMHS": "Child and Adolescent Mental Health Services",
    "CCG": "Clinical Commissioning Group",
    "CDOP": "Child Death Overview Panel",
    "CIN": "child in need",
    "CP": "child protection",
    "CQC": "Care Quality Commission",
    "CSE": "child sexual exploitation",
    "DBS": "Disclosure and Barring Service",
    "DfE": "Department for Education",
    "EHCP": "education, health and care plan",
    "FGM": "female genital mutilation",
    "GCSE": "General Certificate of Secondary Education",
    "GP": "general practitioner",
    "HR": "human resources",
    "ICB": "integrated care board",
    "IRO": "independent reviewing officer",
    "IT": "information technology",
    "KPI": "key performance indicator",
    "LAC": "looked after child",
    "LADO": "local authority designated officer",
    "LSCB": "Local Safeguarding Children Board",
    "LSCP": "Local Safeguarding Children Partnership",
    "MAPPA": "multi-agency public protection arrangements",
    "MARAC": "multi-agency risk assessment conference",
    "MASH": "multi-agency safeguarding hub",
    "NEET": "not in education, employment or training",
    "NHS": "National Health Service",
    "PEP": "personal education plan",
    "QA": "quality assurance",
    "RAG": "red, amber, green",
    "SCR": "serious case review",
    "SEND": "special educational needs and disabilities",
    "SGO": "special guardianship order",
    "SILP": "significant incident learning process",
    "SMART": "specific, measurable, achievable, realistic, timed",
    "YOS": "youth offending service",
    "YOT": "youth offending team",
}


@dataclass(frozen=True, slots=True)
class Glossary:
    """The abbreviations that are used, with what they stand for, in order; and those that nobody explains."""

    explained: tuple[tuple[str, str], ...]
    unexplained: tuple[str, ...]


def glossary(texts: Iterable[str], own: Mapping[str, str]) -> Glossary:
    """The glossary of some texts; `own` is the board's."""
    used: set[str] = set()
    brought_in: dict[str, str] = {}
    for text in texts:
        used |= {found["short"] for found in USED.finditer(text)}
        brought_in |= dict(_brought_in(text))
    meanings = {**TRADE, **brought_in, **own}
    wanted = sorted((used - EVERYBODY_KNOWS) | (own.keys() & used))
    explained = tuple((short, meanings[short]) for short in wanted if short in meanings)
    return Glossary(explained, tuple(short for short in wanted if short not in meanings))


@dataclass(slots=True)
class FirstUse:
    """Writes each abbreviation out where it first stands: "Common Assessment Framework (CAF)". `own` is the board's.

    Give it the texts in the order in which they are read. `unexplained` are those that nobody can write out.
    """

    own: Mapping[str, str]
    unexplained: set[str] = field(default_factory=set)
    _told: set[str] = field(default_factory=set)

    def __call__(self, text: str) -> str:
        """The text for a reader who knows no abbreviation."""
        self._told |= {short for short, _ in _brought_in(text)}
        return WRITTEN.sub(self._written_out, text)

    def _written_out(self, found: re.Match[str]) -> str:
        short, many = found["short"], found["many"]
        if short in self._told or (short in EVERYBODY_KNOWS and short not in self.own):
            return found[0]
        meaning = {**TRADE, **self.own}.get(short)
        if meaning is None:
            self.unexplained.add(short)
            return found[0]
        self._told.add(short)
        begins = not found.string[: found.start()].strip()
        written = meaning[:1].upper() + meaning[1:] if begins else meaning
        return f"{written}{many} ({short}{many})"


def _brought_in(text: str) -> Iterator[tuple[str, str]]:
    for found in BROUGHT_IN.finditer(text):
        if words := _words_for(found["short"], text[: found.start()].rstrip()):
            yield found["short"], words


def _words_for(short: str, before: str) -> str:
    """The last words of a text whose first letters are the abbreviation's; small words may stand between them."""
    letters = list(short.casefold())
    for word in reversed(list(WORDS.finditer(before))):
        first = word[0][0].casefold()
        if letters and first == letters[-1]:
            letters.pop()
        elif word[0].casefold() not in SMALL_WORDS:
            return ""
        if not letters:
            return before[word.start() :]
    return ""
