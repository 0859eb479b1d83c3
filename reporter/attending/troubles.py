"""What somebody must do something about, in words that may stand in a log: no text of the plan, no address."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reporter.domain.delivery import Parcel
from reporter.domain.gates import Gate
from reporter.domain.wording import count
from reporter.errors import DataError, Problem, ReporterError, Unforeseen, system_refused, unforeseen
from reporter.work import Held, Report, Sent

# From the first mark to the last: what is quoted may hold such a mark itself.
QUOTED = re.compile(r"\".*\"|“.*”|\u2018.*\u2019|(?<!\w)'.*'(?!\w)")
UNSAID = re.compile(r", (?:sheet|column) \(…\)")
ADDRESS = re.compile(r"[^\s<>(),;:]+@[^\s<>(),;:]+")
CHECK = "Run: reporter check. It tells each problem with what was found and how to mend it."
HELD = {
    Gate.FRESHNESS: "the newest update of the plan is too old",
    Gate.ROWS: "a table of the plan has lost or gained too many rows",
    Gate.MISSING_VALUE: "a template prints a value that the paper does not have",
}
UNFORESEEN = "Report it to whoever looks after this program, with what the run printed on standard error."
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


def trouble_of(what: str, error: Exception) -> Trouble:
    """What ended a whole run, or a round of sending."""
    if isinstance(error, ReporterError):
        return _failure(what, error.problems, error.exit_code)
    problem = system_refused("the machine", error) if isinstance(error, OSError) else unforeseen("the program", error)
    return _failure(what, [problem], ReporterError.exit_code)


def _failure(what: str, problems: Sequence[Problem], exit_code: int) -> Trouble:
    """Of data only the place is told: what was found there may be anything."""
    first = problems[0]
    number = count(len(problems), "problem")
    if exit_code == DataError.exit_code:
        return Trouble(what, f"Not produced: {number} with its data, first {_place(first.where)}.", CHECK)
    if isinstance(first, Unforeseen):
        return Trouble(what, f"Something unforeseen happened ({first.kind}).", UNFORESEEN)
    others = f" ({number} in all)" if len(problems) > 1 else ""
    return Trouble(what, f"{discreet(first.where)}: {discreet(first.found)}{others}", discreet(first.advice))


def _held(held: Held) -> Trouble:
    advice = f"Mend the data; or let it pass with: reporter release {held.edition.id} --by NAME --reason TEXT"
    if held.gate is Gate.MISSING_VALUE:  # nobody can let that pass
        advice = "Mend the template that prints it; run: reporter check. It says which."
    return Trouble(held.edition.id, f"Held: {HELD[held.gate]}.", advice)


def _place(where: str) -> str:
    """File and row; the headings of sheets and columns are whatever somebody wrote there."""
    return UNSAID.sub("", discreet(where))


def discreet(text: str) -> str:
    """The text without what it quotes, and without addresses."""
    return ADDRESS.sub("(an address)", QUOTED.sub("(…)", text))
