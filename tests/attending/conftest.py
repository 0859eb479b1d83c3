"""What runs are attended with: a monitoring service and a mail server on loopback, and a town that names both."""

import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from mail_server import MailServer, mail_server
from town import FIRST, NOW, Town, make_town, opened

from reporter.domain.record import Entry, Event

OPERATOR = "operator@example.org"


@dataclass
class Monitor:
    """A monitoring service; `pings` are the paths that were asked for, `runs` the ids of runs that came with them."""

    port: int = 0
    pings: list[str] = field(default_factory=list)
    runs: set[str] = field(default_factory=set)
    asked: list[set[str]] = field(default_factory=list)
    answer: int = 200
    delay: float = 0

    @property
    def url(self) -> str:
        """Where it listens; the path is the secret."""
        return f"http://127.0.0.1:{self.port}/a-secret-path"


@pytest.fixture
def monitor() -> Iterator[Monitor]:
    """A monitoring service."""
    there = Monitor()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            there.pings.append(parts.path)
            there.runs.update(parse_qs(parts.query).get("rid", []))
            there.asked.append(set(parse_qs(parts.query)))
            time.sleep(there.delay)
            self.send_response(there.answer)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        there.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield there
        server.shutdown()
        thread.join()


@pytest.fixture
def dripping() -> Iterator[str]:
    """The address of a server whose answer drips in for ever."""
    done = threading.Event()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.sendall(b"HTTP/1.1 200 OK\r\n")
            while not done.wait(0.1):
                try:
                    self.request.sendall(b"X-More: 1\r\n")
                except OSError:
                    return

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/slow"
        done.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[MailServer]:
    """A mail server."""
    with mail_server(tmp_path) as there:
        yield there


Build = Callable[..., Town]


@pytest.fixture
def build(tmp_path: Path, server: MailServer) -> Build:
    """Lay down a town whose operator has a mailbox; `operator` and `more` are added to the config."""

    def town(operator: str = "", more: str = "", paper: str = 'issue = "automatic"\n', **mail: object) -> Town:
        ledger = str(tmp_path / "office" / "archive" / "ledger.sqlite")
        section = f'\n[operator]\nmail = "{OPERATOR}"\n{operator}\n'
        return make_town(tmp_path / "office", ledger, more=paper + server.config(**mail) + section + more)

    return town


def issued(town: Town) -> None:
    """Record that the first edition was issued, without making it."""
    entry = Entry(
        FIRST, Event.ISSUED, NOW, "run", "somebody", "due", pages=1, detail={"files": {"paper.pdf": "0" * 64}}
    )
    with opened(town.ledger) as ledger, ledger.only_writer("the tests"):
        ledger.record(entry)
