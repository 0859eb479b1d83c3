"""What a run does to the world outside, counted step by step; at a chosen step it is killed, or told of an error.

Nothing in the product knows of this. Python's own audit events tell of files; what has no event, or matters after it
is done as well as before, is wrapped: fsync, rename, link, fchmod, the writing of a paper, all that SQLAlchemy hands to
a database, and what is said to a mail server.
"""

import errno
import os
import signal
import smtplib
import socket
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from sqlalchemy.engine.default import DefaultDialect

FILES = {"open", "os.rename", "os.link", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "os.truncate", "os.listdir",
         "os.scandir", "sqlite3.connect", "fcntl.flock"}  # fmt: skip
CHANGES = {"os.rename", "os.link", "os.rmdir", "os.mkdir", "os.chmod", "write", "fsync", "fchmod"}
STATEMENTS_THAT_READ = ("SELECT", "PRAGMA main.table", "PRAGMA temp.table", "BEGIN", "ROLLBACK")
SAID_BY_SQLITE = {
    errno.ENOSPC: "database or disk is full",
    errno.EROFS: "attempt to write a readonly database",
    errno.EMFILE: "unable to open database file",
    errno.EIO: "disk I/O error",
}
LONGEST_COMMAND = 512  # bytes (RFC 5321, 4.5.3.1.4)
KILL, KILL_COMPOSER, DISCONNECT = "kill", "kill composer", "disconnect"


@dataclass(frozen=True)
class Fault:
    """What happens at which step: a kill, or the error of that name (ENOSPC) there, and where `lasting` ever after."""

    at: int
    what: str
    lasting: bool = False


@dataclass(frozen=True)
class Step:
    """What a run was about to do, or had just done."""

    what: str
    where: str = ""
    changes: bool = False
    done: bool = False

    def __str__(self) -> str:
        return " ".join(filter(None, (self.what, self.where, "(done)" if self.done else "")))


@dataclass
class Steps:
    """The steps of this process, and of no child, below a folder."""

    folder: Path
    fault: Fault | None = None
    taken: list[Step] = field(default_factory=list)
    _striking: bool = False
    _dirty: bool = False  # the transaction at hand has changed something

    def __post_init__(self) -> None:
        self._pid = os.getpid()
        self._below = f"{self.folder}/"

    def watch(self) -> None:
        """From now on, and for the rest of this process's life."""
        sys.addaudithook(self._audit)
        self._wrap("fsync", "fsync", self._file)
        self._wrap("fchmod", "fchmod", lambda descriptor, _mode: self._file(descriptor))
        self._wrap("rename", None, lambda _source, target, **_: self._name(target))
        self._wrap("link", None, lambda _source, target, **_: self._name(target))
        self._watch_writing()
        for method in ("do_execute", "do_executemany"):
            self._watch_dialect(method)
        self._watch_ends()
        self._watch_mail()

    def step(self, step: Step, error: Callable[[int, str], Exception] | None = None) -> None:
        """Note a step, and strike if it is the one; `error` makes the exception by number and place."""
        fault = self.fault
        if self._striking or os.getpid() != self._pid:
            if fault and fault.what == KILL_COMPOSER and not self._striking:
                self._strike_composer(fault)
            return
        self.taken.append(step)
        if fault is None or fault.what in {KILL_COMPOSER, DISCONNECT}:
            return
        here = len(self.taken) == fault.at
        if fault.what == KILL:
            if here:
                os.kill(os.getpid(), signal.SIGKILL)
        elif error and (here or (fault.lasting and len(self.taken) > fault.at and self._lasts(fault, step))):
            raise error(getattr(errno, fault.what, errno.EIO), step.where)

    def _strike_composer(self, fault: Fault) -> None:
        self.taken.append(Step("composing"))
        self._composed = getattr(self, "_composed", 0) + 1
        if self._composed == fault.at:
            os.kill(os.getpid(), signal.SIGKILL)

    @staticmethod
    def _lasts(fault: Fault, step: Step) -> bool:
        """A full disk refuses only what would change it; when handles run out, whatever opens a file."""
        if fault.what == "EMFILE":
            return step.what in {"open", "sqlite3.connect", "os.scandir", "os.listdir"}
        removes = step.what in {"os.remove", "os.rmdir"}
        return step.changes or (removes and fault.what == "EROFS")

    # Files

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event not in FILES or self._striking:
            return
        where = self._file(arguments[0]) if event == "fcntl.flock" else self._name(arguments[0])
        if where is None:
            return
        changes = event in CHANGES
        if event == "open":
            _, mode, flags = arguments
            changes = bool(flags & (os.O_WRONLY | os.O_RDWR)) if flags else bool(set(mode or "r") & set("wxa+"))
        error = None if event == "fcntl.flock" else _sqlite_error if event == "sqlite3.connect" else _os_error
        self.step(Step(event, where, changes), error)

    def _wrap(self, name: str, before: str | None, place: Callable[..., str | None]) -> None:
        """Note a function of `os` when it is done, and as `before` where no audit event tells of it."""
        original = getattr(os, name)

        def wrapped(*arguments: Any, **options: Any) -> Any:
            where = place(*arguments, **options)
            if where is not None and before:
                self.step(Step(before, where, changes=True), _os_error)
            result = original(*arguments, **options)
            if where is not None:
                self.step(Step(name, where, changes=True, done=True))
            return result

        setattr(os, name, wrapped)

    def _watch_writing(self) -> None:
        original = os.fdopen

        def fdopen(descriptor: int, mode: str = "r", *arguments: Any, **options: Any) -> Any:
            file = original(descriptor, mode, *arguments, **options)
            where = self._file(descriptor)
            return _InTwo(file, where, self) if where and "w" in mode else file

        os.fdopen = fdopen  # type: ignore[assignment]

    def _name(self, path: object) -> str | None:
        """A path below the folder, relative to it; None for all others."""
        if not isinstance(path, str | bytes | os.PathLike):
            return None
        text = os.path.abspath(os.fsdecode(path))  # noqa: PTH100 - touches nothing, which would be a step
        if text == str(self.folder):
            return "."
        return text.removeprefix(self._below) if text.startswith(self._below) else None

    def _file(self, descriptor: object) -> str | None:
        try:
            return self._name(os.readlink(f"/proc/self/fd/{descriptor}"))  # noqa: PTH115
        except OSError:
            return None

    # Databases

    def _watch_dialect(self, method: str) -> None:
        original = getattr(DefaultDialect, method)

        def wrapped(dialect: DefaultDialect, cursor: Any, statement: str, *rest: Any) -> None:
            words = " ".join(statement.split()[:3])
            changes = not words.startswith(STATEMENTS_THAT_READ)
            self._dirty |= changes
            self._sql(words, cursor.connection, changes=changes)
            original(dialect, cursor, statement, *rest)

        setattr(DefaultDialect, method, wrapped)

    def _watch_ends(self) -> None:
        commit, rollback = DefaultDialect.do_commit, DefaultDialect.do_rollback

        def do_commit(dialect: DefaultDialect, connection: Any) -> None:
            changes, self._dirty = self._dirty, False
            self._sql("COMMIT", connection, changes=changes)
            commit(dialect, connection)  # type: ignore[no-untyped-call]
            self.step(Step("COMMIT", changes=changes, done=True))

        def do_rollback(dialect: DefaultDialect, connection: Any) -> None:
            self.step(Step("ROLLBACK"))
            rollback(dialect, connection)  # type: ignore[no-untyped-call]

        DefaultDialect.do_commit = do_commit  # type: ignore[method-assign]
        DefaultDialect.do_rollback = do_rollback  # type: ignore[method-assign]

    # Mail

    def _watch_mail(self) -> None:
        """What is said to a mail server, before and after, and what it answered."""
        send, getreply = smtplib.SMTP.send, smtplib.SMTP.getreply

        def said(connection: smtplib.SMTP, words: Any) -> None:
            text = words.encode() if isinstance(words, str) else words
            step = Step("say", "the message" if len(text) > LONGEST_COMMAND else text.split()[0].decode(), changes=True)
            self.step(step)
            send(connection, words)
            self.step(replace(step, done=True))

        def answered(connection: smtplib.SMTP) -> Any:
            reply = getreply(connection)
            self.step(Step("answer", str(reply[0]), changes=True))
            return reply

        smtplib.SMTP.send, smtplib.SMTP.getreply = said, answered  # type: ignore[method-assign,assignment]

    def _sql(self, words: str, connection: Any, *, changes: bool) -> None:
        """A step of a database; where the fault is a lost connection, the statement itself then finds out."""
        step = Step(words, changes=changes)
        if self.fault and self.fault.what == DISCONNECT:
            self.step(step)
            if len(self.taken) == self.fault.at:
                with socket.socket(fileno=os.dup(connection.fileno())) as line:
                    line.shutdown(socket.SHUT_RDWR)
            return
        self.step(step, _sqlite_error)


@dataclass
class _InTwo:
    """A file that is written in two halves, with a step after each."""

    file: Any
    where: str
    steps: Steps

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def write(self, content: bytes) -> None:
        half = len(content) // 2
        self.file.write(content[:half])
        self.file.flush()
        self.steps.step(Step("write", self.where, changes=True), _os_error)
        self.file.write(content[half:])

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)


def _os_error(number: int, where: str) -> Exception:
    return OSError(number, os.strerror(number), where)


def _sqlite_error(number: int, _where: str) -> Exception:
    return sqlite3.OperationalError(SAID_BY_SQLITE[number])
