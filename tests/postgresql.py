"""A PostgreSQL server of the tests' own: made from the installed programs, and gone when the tests are."""

import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TypeAlias

import psycopg
from sqlalchemy import URL

MISSING = "NOT TESTED WITH POSTGRESQL: its programs are not installed. As root, run: apt-get install postgresql"
Keeper: TypeAlias = "subprocess.Popen[bytes]"
USER = "tests"
PORT = "5432"  # only a part of the socket's name; said, so that nobody's PGPORT counts
PATIENCE = 60.0  # seconds: a busy machine is no fault of the code

# Sorting and the time zone are those of a council's own server, not of the machine that tests.
INITDB = ("--auth=trust", f"--username={USER}", "--encoding=UTF8", "--locale=C", "--locale-provider=icu",
          "--icu-locale=en-GB", "--wal-segsize=1", "--no-sync", "--no-instructions")  # fmt: skip
SETTINGS = ("timezone=Europe/London", "fsync=off", "full_page_writes=off")

# Standard input is a pipe that the tests hold: it ends when they close it, and also when they are killed.
# A server that is thrown away need not be shut down in order, hence QUIT.
KEEPER = """
initdb=$1 postgres=$2 folder=$3
shift 3
exec 3<&0
if "$initdb" --pgdata="$folder/data" {initdb}; then
    "$postgres" -D "$folder/data" -k "$folder" "$@" 3<&- &
    server=$!
    {{ read -r _ <&3; kill -QUIT $server; }} &
    wait $server
    kill $!
fi
rm -rf "$folder"
""".format(initdb=" ".join(INITDB))

# Making a database takes many times as long as emptying one. Whoever is still connected is thrown out.
EMPTY = """
SET lock_timeout = '60s';
SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid();
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
"""


@dataclass(frozen=True)
class Server:
    """A running server: nobody but its owner (and root) can reach its socket, and it listens on no network."""

    folder: Path
    empty: list[str] = field(default_factory=list)

    def url(self, database: str) -> str:
        """The address of a database, for SQLAlchemy."""
        query = {"host": str(self.folder), "port": PORT}
        return URL.create("postgresql+psycopg", USER, database=database, query=query).render_as_string()

    def say(self, database: str, command: str) -> None:
        """Connect, have the server do something, and leave."""
        with psycopg.connect(
            host=str(self.folder), port=PORT, user=USER, dbname=database, autocommit=True
        ) as connection:
            connection.execute(command.encode())

    def create_database(self) -> str:
        """The name of a database that was not there before."""
        name = f"ledger_{secrets.token_hex(4)}"
        self.say("postgres", f"CREATE DATABASE {name}")
        return name

    @contextmanager
    def empty_database(self) -> Iterator[str]:
        """The address of a database with nothing in it; emptied after use, it serves again."""
        name = self.empty.pop() if self.empty else self.create_database()
        yield self.url(name)
        self.say(name, EMPTY)
        self.empty.append(name)


def programs() -> Path | None:
    """The folder with PostgreSQL's programs: of Debian's packages the newest, else what is on the PATH."""
    packaged = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(packaged, key=lambda initdb: float(initdb.parts[-3]), default=shutil.which("initdb"))
    return Path(newest).parent if newest else None


@contextmanager
def running_server(programs: Path, *settings: str) -> Iterator[Server]:
    """A server for as long as the block lasts; `settings`, such as "fsync=on", win over the quick ones."""
    # In /tmp whatever TMPDIR says: a socket's path must be short, and the server's user must get there.
    server = Server(Path(tempfile.mkdtemp(prefix="postgresql-", dir="/tmp")))
    with tempfile.TemporaryFile("a+") as log:
        keeper = start(server.folder, programs, (*SETTINGS, "listen_addresses=", *settings), log)
        try:
            wait_until_ready(server, keeper, log)
            yield server
        finally:
            stop(keeper)


def start(folder: Path, programs: Path, settings: Sequence[str], log: IO[str]) -> Keeper:
    """Start the shell that makes the server, keeps it and takes it away with its folder."""
    owner = "postgres" if os.geteuid() == 0 else None  # the server refuses to run as root
    if owner:
        shutil.chown(folder, owner, owner)
    options = [part for setting in settings for part in ("-c", setting)]
    return subprocess.Popen(
        ["sh", "-c", KEEPER, "keeper", programs / "initdb", programs / "postgres", folder, *options],
        stdin=subprocess.PIPE,
        stdout=log,
        stderr=subprocess.STDOUT,
        cwd="/",
        start_new_session=True,  # Ctrl-C is for the tests; the pipe tells the keeper
        user=owner,
        group=owner,
        extra_groups=[] if owner else None,
    )


def wait_until_ready(server: Server, keeper: Keeper, log: IO[str]) -> None:
    """Come back when the server answers; fail with its log when it does not."""
    end = time.monotonic() + PATIENCE
    while keeper.poll() is None and time.monotonic() < end:
        try:
            server.say("postgres", "SELECT 1")
        except psycopg.OperationalError:
            time.sleep(0.02)
        else:
            return
    log.seek(0)
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read()}")


def stop(keeper: Keeper) -> None:
    """Let the keeper stop the server and tidy up; if it does not, end what belongs to it and nothing else."""
    try:
        keeper.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(keeper.pid, signal.SIGKILL)
        keeper.wait()
        raise
