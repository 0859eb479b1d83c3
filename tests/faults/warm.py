"""A process that has everything imported, and forks for each command: a kill then costs the work and not the start.

One line of JSON on standard input orders a command, one on standard output tells what came of it.
"""

import gc
import hashlib
import json
import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import NoReturn, Self

from faults.steps import Fault, Step, Steps

SAID = "said.txt"  # what a command printed, beside the folder that it works in


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, negative where a signal ended it; what it said; its steps, if it lived."""

    code: int
    said: str
    steps: tuple[Step, ...]


@dataclass
class Warm:
    """The warm process, as whoever orders from it sees it; `memory` is a folder for what was printed once."""

    memory: Path

    def __enter__(self) -> Self:
        paths = [str(Path(__file__).parents[1]), *filter(None, sys.path)]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths), "TMPDIR": os.environ.get("TMPDIR", "/tmp")}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "faults.warm", str(self.memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
            cwd=Path(__file__).parents[2],
        )
        return self

    def __exit__(self, _type: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None) -> None:
        self._process.communicate()  # the end of its input ends it

    def run(self, folder: Path, arguments: Sequence[str], fault: Fault | None = None) -> Ended:
        """Run a command of the CLI on the config of a folder, with a fault."""
        assert self._process.stdin
        assert self._process.stdout
        order = {"folder": str(folder), "arguments": list(arguments), "fault": fault and asdict(fault)}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        steps = tuple(Step(**step) for step in answer["steps"])
        return Ended(answer["code"], answer["said"], steps)


def main() -> None:
    """Obey until the input ends."""
    _import_everything()
    _print_once(Path(sys.argv[1]))
    for line in sys.stdin:
        order = json.loads(line)
        folder, fault = Path(order["folder"]), order["fault"]
        print(json.dumps(_run(folder, order["arguments"], Fault(**fault) if fault else None)), flush=True)


def _import_everything() -> None:
    import sqlalchemy.dialects.postgresql.psycopg
    import sqlalchemy.dialects.sqlite.pysqlite

    import reporter.archive.backup
    import reporter.deciding
    import reporter.delivery.server
    import reporter.making.attempts
    import reporter.making.reprinting
    import reporter.sending.rounds
    import reporter.verifying
    from reporter import cli
    from reporter.bundled import bundled_templates
    from reporter.rendering.readiness import ready

    ready(bundled_templates() / "fonts")
    import pandas

    import reporter.rendering.press

    assert cli.app
    assert pandas
    assert sqlalchemy.dialects.postgresql.psycopg
    assert sqlalchemy.dialects.sqlite.pysqlite
    assert all((reporter.archive.backup, reporter.making.attempts, reporter.deciding, reporter.making.reprinting,
                reporter.delivery.server, reporter.sending.rounds,
                reporter.rendering.press, reporter.verifying))  # fmt: skip
    gc.freeze()


def _print_once(memory: Path) -> None:
    """Have the press give again what it gave for the same content: it touches nothing outside, and takes most time."""
    from reporter.domain.paper import Content, Printed
    from reporter.rendering.press import Press

    original = Press.print

    def printed(press: Press, paper: str, content: Content) -> Printed:
        looks_like = [(root, name, file) for root, files in press._files.items() for name, file in files.items()]
        key = hashlib.sha256(pickle.dumps((paper, repr(content), looks_like))).hexdigest()
        remembered = memory / key
        if not remembered.exists():
            written = memory / f"{key}-{os.getpid()}"
            written.write_bytes(pickle.dumps(original(press, paper, content)))
            written.rename(remembered)
        found: Printed = pickle.loads(remembered.read_bytes())
        return found

    Press.print = printed  # type: ignore[method-assign,assignment]


def _run(folder: Path, arguments: list[str], fault: Fault | None) -> dict[str, object]:
    said, steps = folder.with_name(f"{folder.name}-{SAID}"), folder.with_name(f"{folder.name}-steps.json")
    child = os.fork()
    if child == 0:
        _as_command(folder, arguments, fault, said, steps)
    _, status = os.waitpid(child, 0)
    taken = json.loads(steps.read_text()) if steps.exists() else []
    steps.unlink(missing_ok=True)
    return {"code": os.waitstatus_to_exitcode(status), "said": said.read_text(), "steps": taken}


def _as_command(folder: Path, arguments: list[str], fault: Fault | None, said: Path, taken: Path) -> NoReturn:
    """What the command `reporter` does, in this process; it never returns."""
    code = 70
    try:
        os.dup2(os.open(said, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), 1)
        os.dup2(1, 2)
        from reporter.cli import app

        steps = Steps(folder, fault)
        steps.watch()
        try:
            app([*arguments, "--config", str(folder / "config.toml")])
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(bool(end.code))
        except BaseException:  # noqa: BLE001 - the CLI must let nothing through: this is what would show
            import traceback

            traceback.print_exc()
            code = 1
        steps.fault, steps._striking = None, True
        sys.stdout.flush()
        sys.stderr.flush()
        taken.write_text(json.dumps([asdict(step) for step in steps.taken]))
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
