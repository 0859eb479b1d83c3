"""How it is with each thing that a run needs, in words, with what to do about it."""

from dataclasses import dataclass
from enum import StrEnum

from reporter.errors import Problem


class Health(StrEnum):
    """How it is with a thing."""

    WELL = "well"
    DOUBTFUL = "doubtful"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was looked at; `advice` is empty where all is well."""

    what: str
    health: Health
    said: str
    advice: str = ""


def told(problem: Problem) -> Found:
    """What an error says, with its advice."""
    return Found("", Health.WRONG, f"{problem.where}: {problem.found}", problem.advice)


def well(said: str, what: str = "") -> Found:
    """Nothing to be done."""
    return Found(what, Health.WELL, said)


def wrong(said: str, advice: str, what: str = "") -> Found:
    """Something that a run will stumble over."""
    return Found(what, Health.WRONG, said, advice)


def doubtful(said: str, advice: str, what: str = "") -> Found:
    """Something that may be meant."""
    return Found(what, Health.DOUBTFUL, said, advice)
