"""Every error a person may meet: each says where, what was found, what was expected and what to do next."""

import traceback
from dataclasses import dataclass
from pathlib import Path


def printable(text: str) -> str:
    """The text on one line and harmless to a terminal: what prints nothing is shown by its number."""
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, as a person must be told of it.

    `where` names file, row and column or the key of the config; `found` and `advice` are whole sentences.
    """

    where: str
    found: str
    advice: str

    def __str__(self) -> str:
        return printable(f"{self.where}: {self.found} {self.advice}")


@dataclass(frozen=True)
class Unforeseen(Problem):
    """A fault of the program. What it says may quote anything; `kind` and place of the error quote nothing."""

    kind: str


def unforeseen(where: str, error: Exception) -> Unforeseen:
    """What there is to say of an error that nobody foresaw."""
    frames = traceback.extract_tb(error.__traceback__)[-1:]  # none where it was never raised in this process
    at = "".join(f", {Path(frame.filename).name}, line {frame.lineno}" for frame in frames)
    kind = type(error).__name__
    found = f"Something unforeseen happened ({kind}: {error}{at.replace(',', ';', 1)})."
    return Unforeseen(where, found, "Please report it to whoever looks after this program.", f"{kind}{at}")


def system_refused(where: str, error: OSError) -> Problem:
    """What there is to say where the system refuses something that no room of ours tells in its own words."""
    what = f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}"
    advice = "Check the machine's disk space, memory and limits, then run again."
    return Problem(where, f"The system refused ({what}).", advice)


class ReporterError(Exception):
    """The base of all our errors: a tuple of problems, told together, and the exit code they lead to."""

    exit_code = 1

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)  # the arguments travel whole when the error crosses a process boundary
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class UsageError(ReporterError):
    """Something was asked for that does not exist: a board, a paper, a meeting."""

    exit_code = 2


class ConfigError(ReporterError):
    """config.toml is missing, unreadable or says something that cannot be meant."""

    exit_code = 3


class DataError(ReporterError):
    """A table of the plan or the meeting calendar cannot be read as it stands."""

    exit_code = 4


class PaperError(ReporterError):
    """A paper could not be made: a template, the renderer or the conformance check refused."""


class MissingValueError(PaperError):
    """A template prints a value that the paper does not hold."""


class ArchiveError(ReporterError):
    """A finished paper could not be put in its place, or the ledger could not be read or written."""


class DeliveryError(ReporterError):
    """Something that was issued could not be handed over yet."""

    exit_code = 6


class HeldError(ReporterError):
    """A gate holds a paper back until a person releases it, or its data is mended."""

    exit_code = 5


class BusyError(ReporterError):
    """Another run holds the ledger (exit code as in sysexits.h, EX_TEMPFAIL)."""

    exit_code = 75
