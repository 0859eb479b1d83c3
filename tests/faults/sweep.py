"""A strike at every step of a scenario: each on a fresh copy of the folder, checked, made good, checked again."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

from postgresql import Server

from faults.checks import Kind, Loss, in_the_end, papers, right_after
from faults.scenarios import Scenario, in_folder, lay_down
from faults.steps import DISCONNECT, KILL, KILL_COMPOSER, Fault, Step
from faults.warm import Ended, Warm

BUSY, DONE_ALREADY = 75, 2
WORDS_OF_A_CRASH = ("Traceback", "Something unforeseen", "BrokenProcessPool")
Faults = Callable[[Sequence[Step]], Iterator[Fault]]


@dataclass(frozen=True)
class Struck:
    """One strike: where, what came of it, and what was lost."""

    scenario: str
    fault: Fault
    step: str
    code: int
    losses: tuple[Loss, ...]


@dataclass(frozen=True)
class Swept:
    """A whole sweep: how many steps there are, and every strike."""

    scenario: str
    steps: int
    struck: tuple[Struck, ...]

    @property
    def losses(self) -> list[tuple[Struck, Loss]]:
        """All that was lost, with the strike that did it."""
        return [(struck, loss) for struck in self.struck for loss in struck.losses]


@dataclass
class Bench:
    """Warm processes, as many as may work at a time, a folder for their work, and a server where one is tested."""

    folder: Path
    warm: list[Warm]
    server: Server | None = None
    _free: "SimpleQueue[Warm]" = field(default_factory=SimpleQueue)

    def __post_init__(self) -> None:
        for warm in self.warm:
            self._free.put(warm)

    @contextmanager
    def one(self) -> Iterator[Warm]:
        """A warm process that nobody else uses meanwhile."""
        warm = self._free.get()
        try:
            yield warm
        finally:
            self._free.put(warm)

    def sweep(self, scenario: Scenario, faults: Faults) -> Swept:
        """Strike a scenario with each of the faults that its steps call for."""
        ready = self._made_ready(scenario)
        with self.one() as warm:
            expected, steps = self._undisturbed(warm, scenario, ready)
        with ThreadPoolExecutor(len(self.warm)) as hands:
            struck = hands.map(lambda fault: self._strike(scenario, ready, expected, fault, steps), faults(steps))
            return Swept(scenario.name, len(steps), tuple(struck))

    def _made_ready(self, scenario: Scenario) -> Path:
        folder = Path(tempfile.mkdtemp(dir=self.folder, prefix="ready-")) / "board"
        folder.mkdir()
        lay_down(scenario, folder)
        self._name_ledger(folder)
        with self.one() as warm:
            for part in scenario.before:
                if callable(part):
                    part(folder)
                else:
                    _must(warm.run(folder, in_folder(part, folder)), {0, 5})
        return folder

    def _undisturbed(self, warm: Warm, scenario: Scenario, ready: Path) -> tuple[dict[str, str], tuple[Step, ...]]:
        with self._copy(ready) as folder:
            ended = _must(warm.run(folder, in_folder(scenario.command, folder)), {0})
            made = papers(folder)
            for command in scenario.after:
                _must(warm.run(folder, in_folder(command, folder)), {0, DONE_ALREADY})
            found = papers(folder)
            if losses := list(in_the_end(folder, found)):
                raise AssertionError(f"{scenario.name}, undisturbed: {losses}")
            return made if scenario.asks_anew else found, ended.steps

    def _strike(
        self, scenario: Scenario, ready: Path, expected: dict[str, str], fault: Fault, steps: Sequence[Step]
    ) -> Struck:
        with self.one() as warm, self._copy(ready) as folder:
            ended = warm.run(folder, in_folder(scenario.command, folder), fault)
            losses = [*_untrue(ended, folder, expected), *right_after(folder)]
            for command in scenario.after:
                again = warm.run(folder, in_folder(command, folder))
                if again.code not in {0, DONE_ALREADY}:
                    losses.append(Loss(Kind.LOST, f"the next {command[0]} ended with {again.code}: {again.said}"))
            losses += in_the_end(folder, papers(folder) | expected if scenario.asks_anew else expected)
        step = str(steps[fault.at - 1]) if fault.at <= len(steps) else "later than any"
        return Struck(scenario.name, fault, step, ended.code, tuple(losses))

    @contextmanager
    def _copy(self, ready: Path) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(dir=self.folder, prefix="struck-") as home:
            folder = Path(home) / "board"
            shutil.copytree(ready, folder)
            if self.server is None:
                yield folder
                return
            name, template = f"copy_{Path(home).name[7:]}", _database(ready)
            self.server.say("postgres", f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
            self._name_ledger(folder, name)
            yield folder
            self.server.say("postgres", f'DROP DATABASE "{name}" WITH (FORCE)')

    def _name_ledger(self, folder: Path, database: str = "") -> None:
        if self.server is None:
            return
        url = self.server.url(database or self.server.create_database()).replace("+psycopg", "", 1)
        config = folder / "config.toml"
        text = config.read_text(encoding="utf-8")
        rest = text.partition("\n")[2] if text.startswith("ledger") else text
        config.write_text(f'ledger = "{url}"\n{rest}', encoding="utf-8")


def _database(folder: Path) -> str:
    first = (folder / "config.toml").read_text(encoding="utf-8").partition("\n")[0]
    return first.rpartition("/tests?")[0] or first.partition("?")[0].rpartition("/")[2]


def _must(ended: Ended, codes: set[int]) -> Ended:
    if ended.code not in codes:
        raise AssertionError(f"undisturbed, it ended with {ended.code}: {ended.said}")
    return ended


def _untrue(ended: Ended, folder: Path, expected: dict[str, str]) -> Iterator[Loss]:
    """A run that lived must not say that all is well while a paper is missing, nor fall apart."""
    if ended.code < 0:
        return
    if ended.code == 0 and (missing := sorted(set(expected) - set(papers(folder)))):
        yield Loss(Kind.UNTRUE, f"it ended with 0 without {', '.join(missing)}")
    for word in WORDS_OF_A_CRASH:
        if word in ended.said:
            yield Loss(Kind.UNTRUE, f"it fell apart: {ended.said}")
            return


@contextmanager
def bench(folder: Path, hands: int, server: Server | None = None) -> Iterator[Bench]:
    """Warm processes for as long as the block lasts."""
    memory = folder / "printed"
    memory.mkdir(exist_ok=True)
    with ExitStack() as stack:
        yield Bench(folder, [stack.enter_context(Warm(memory)) for _ in range(hands)], server)


# Which faults a sweep tries


def kills(steps: Sequence[Step]) -> Iterator[Fault]:
    """A kill at every step, and one after the last."""
    for at in range(1, len(steps) + 1):
        yield Fault(at, KILL)


def kills_at_changes(steps: Sequence[Step]) -> Iterator[Fault]:
    """A kill wherever the world outside is not as it was at the kill before: about half of the steps."""
    changed = True
    for at, step in enumerate(steps, 1):
        if changed:
            yield Fault(at, KILL)
        changed = step.changes


def composer_kills(_steps: Sequence[Step]) -> Iterator[Fault]:
    """A kill of the composing process at some of its steps, as when memory runs out."""
    for at in (1, 3, 5):
        yield Fault(at, KILL_COMPOSER)


def errors(what: str, *, lasting: bool = False) -> Faults:
    """That error at every step that can meet it; where it lasts, each step from which on it lasts and changes."""

    def chosen(steps: Sequence[Step]) -> Iterator[Fault]:
        for at, step in enumerate(steps, 1):
            if not step.done and (step.changes or not lasting):
                yield Fault(at, what, lasting)

    return chosen


def lost_connections(steps: Sequence[Step]) -> Iterator[Fault]:
    """The server's connection breaks just before each statement."""
    for at, step in enumerate(steps, 1):
        if not step.where and not step.done and step.what != "ROLLBACK":
            yield Fault(at, DISCONNECT)
