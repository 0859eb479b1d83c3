"""What somebody must do something about, in words that may stand in a log: no text of the plan, no address."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reporter.domain.delivery import Parcel
from reporter.domain.wording import count
from reporter.errors import DataError, Problem, ReporterError
from reporter.work import Held, Report, Sent

QUOTED = re.compile(r'"[^"]*"|“[^”]*”')
ADDRESS = re.compile(r"[^\s<>(),;:]+@[^\s<>(),;:]+")
CHECK = "Run: reporter check. It tells each problem with what was found and how to mend it."
STATUS = "Run: reporter status. It names the recipients, says what was answered, and what to do."


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong: what it is about, what was found, and what to do."""

    what: str
    found: str
    advice: str

    @property
    def fingerprint(self) -> str:
        """The same for as long as nothing about it changes (SHA-256, hex)."""
        return hashlib.sha256(f"{self.what}\n{self.found}".encode()).hexdigest()

    def __str__(self) -> str:
        return f"{self.what}: {self.found} {self.advice}"


def troubles_of_run(report: Report) -> Iterator[Trouble]:
    """What a run could not make, or had to hold back."""
    for failed in report.failed:
        yield _failure(failed.what, failed.problems, failed.exit_code)
    for held in report.held:
        yield _held(held)


def troubles_of_sending(sent: Sent | None, stuck: Iterable[Parcel]) -> Iterator[Trouble]:
    """What keeps letters from going out, and those that a person must look after."""
    for problem in dict.fromkeys(sent.problems if sent else ()):
        yield Trouble(discreet(problem.where), discreet(problem.found), discreet(problem.advice))
    for (edition, state), number in Counter((parcel.edition.id, parcel.state) for parcel in stuck).items():
        yield Trouble(edition, f"{count(number, 'letter or copy', 'letters or copies')} {state}.", STATUS)


def trouble_of(error: BaseException) -> Trouble:
    """What ended a whole run."""
    if isinstance(error, ReporterError):
        return _failure("the run", error.problems, error.exit_code)
    advice = "Read what the run printed on standard error; it is a fault of the program, or of the machine."
    return Trouble("the run", f"It ended early ({type(error).__name__}).", advice)


def _failure(what: str, problems: Sequence[Problem], exit_code: int) -> Trouble:
    """Of data only the place is told: what was found there may be anything."""
    first = problems[0]
    number = count(len(problems), "problem")
    if exit_code == DataError.exit_code:
        return Trouble(what, f"Not produced: {number} with its data, first {discreet(first.where)}.", CHECK)
    others = f" ({number} in all)" if len(problems) > 1 else ""
    return Trouble(what, f"{discreet(first.where)}: {discreet(first.found)}{others}", discreet(first.advice))


def _held(held: Held) -> Trouble:
    advice = f"Mend the data; or let it pass with: reporter release {held.edition.id} --by NAME --reason TEXT"
    return Trouble(held.edition.id, f"Held back by the gate {held.gate}.", advice)


def discreet(text: str) -> str:
    """The text without what it quotes, and without addresses."""
    return ADDRESS.sub("(an address)", QUOTED.sub("(…)", text))
