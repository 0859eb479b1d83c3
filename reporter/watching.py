"""The preview that stays: made again whenever anything changed that it is made from."""

import os
import signal
import subprocess
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from watchfiles import watch

from reporter.agenda.requests import only_board
from reporter.bundled import bundled_templates
from reporter.domain.wording import join
from reporter.errors import ReporterError
from reporter.settings import load_settings
from reporter.work import Tell

LOOK_EVERY = 1000  # milliseconds: what the system gives no notice of (a shared drive) is seen then
SETTLED = 100  # milliseconds without a further change, after which what was saved is taken for whole
CUT_SHORT = 128 + signal.SIGTERM
MOST_NAMED = 3

Seen = dict[Path, tuple[int, int, int]]  # what changes with a file: when it was written, its size, its number


@dataclass
class Watcher:
    """Has a process of its own make each preview, by `command`: its memory is given back, and all is read anew."""

    config: Path
    board: str | None
    command: Sequence[str]
    say: Tell
    warn: Tell
    stop: threading.Event = field(default_factory=threading.Event)
    child: subprocess.Popen[bytes] | None = None
    places: Sequence[Path] = ()

    def stay(self) -> int:
        """Make it now and after each change, until SIGTERM or SIGINT. Gives 0, or 143 where one was cut short."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._asked_to_stop)
        code = 0
        while not self.stop.is_set():
            self._look_up_places()
            seen = look(self.places)
            code = self._make()
            if not self.stop.is_set():
                self._tell(code)
                self._wait(seen)
                code = 0
        return CUT_SHORT if code in {CUT_SHORT, -signal.SIGTERM} else 0

    def _asked_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stop.set()
        if self.child:
            self.child.terminate()  # does nothing to one that has ended

    def _look_up_places(self) -> None:
        """Where the config says that things are; while it is not valid, where it said before."""
        try:
            self.places = (self.config, *places_of(self.config, self.board))
        except ReporterError:  # the process that makes the preview tells it
            self.places = self.places or (self.config,)

    def _make(self) -> int:
        # A group of its own: Ctrl-C at a terminal asks this process, and not the one that makes, to stop.
        self.child = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, process_group=0)  # noqa: S603
        if self.stop.is_set():  # asked before the child had its name
            self.child.terminate()
        return self.child.wait()

    def _tell(self, code: int) -> None:
        if code:
            self.warn("What could not be made stays as it was in the preview. Mend it: it is made again when saved.")
        self.say("Looking out for changes. Ctrl-C ends it.")

    def _wait(self, seen: Seen) -> None:
        """Wait until anything is not as it was seen. A notice only wakes us up: what counts is what has changed."""
        try:
            for _ in watch(
                *folders(self.places),
                watch_filter=None,
                stop_event=self.stop,
                step=SETTLED,
                rust_timeout=LOOK_EVERY,
                yield_on_timeout=True,
                recursive=False,
                ignore_permission_denied=True,
            ):
                if changed := differing(seen, look(self.places)):
                    self.say(f"\n{_named(changed)} changed.")
                    return
        except FileNotFoundError:  # a folder went while it was looked at: then there is a change
            return


def places_of(config: Path, board_id: str | None) -> Iterator[Path]:
    """The files and folders that a board's papers are made from. Raises ConfigError, or UsageError for no board."""
    settings = load_settings(config)
    board = settings.boards[only_board(settings, board_id)]
    yield from {folder for folder in (board.templates, bundled_templates()) if folder}
    yield board.plan
    yield from (tracker.file for tracker in board.sources.values() if tracker.file)
    yield from {folder for folder in (board.chasing.answers,) if folder}


def folders(places: Sequence[Path]) -> set[Path]:
    """The folders that places are in or hold: a file is replaced by most programs that save it, its folder is not."""
    held = {Path(folder) for place in places for folder, _, _ in os.walk(place)}
    return held | {place.parent for place in places if not place.is_dir() and place.parent.is_dir()}


def look(places: Sequence[Path]) -> Seen:
    """How each file of the places stands; those that programs keep beside a file that is open do not count."""
    seen = {}
    for file in _files(places):
        try:
            status = file.stat()
        except OSError:  # gone, or a link to nowhere
            continue
        if not file.name.startswith((".", "~")) and not file.name.endswith("~"):
            seen[file] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return seen


def _files(places: Sequence[Path]) -> Iterator[Path]:
    for place in places:
        if place.is_dir():
            yield from (Path(folder) / name for folder, _, names in os.walk(place) for name in names)
        else:
            yield place


def differing(before: Seen, after: Seen) -> list[Path]:
    """The files that are new, gone, or not as they were."""
    return sorted(file for file in before.keys() | after.keys() if before.get(file) != after.get(file))


def _named(files: Sequence[Path]) -> str:
    named = [str(file) for file in files[:MOST_NAMED]]
    return join([*named, *([f"{len(files) - MOST_NAMED} more"] if len(files) > MOST_NAMED else [])])
