"""Telling a monitoring service that a run started and how it ended, as Healthchecks wants it."""

import threading
import uuid
from collections.abc import Callable
from urllib.parse import urlsplit

CONNECT, READ = 5.0, 10.0  # seconds
LIMIT = 20.0  # seconds for all of it, however slowly an answer drips in
REFUSED = 400


class Heartbeat:
    """Pings that belong to one run. Whatever becomes of them, the run goes on; only the host is ever named."""

    def __init__(self, url: str | None, warn: Callable[[str], None]) -> None:
        self._url = url.rstrip("/") if url else None
        self._warn = warn
        self._run = str(uuid.uuid4())

    def start(self) -> None:
        """A run starts."""
        self._ping("/start")

    def ended(self, *, well: bool) -> None:
        """It has ended."""
        self._ping("" if well else "/fail")

    def _ping(self, suffix: str) -> None:
        if self._url is None:
            return
        url, outcome = self._url, ["It did not answer in time."]
        thread = threading.Thread(target=lambda: outcome.append(_asked(f"{url}{suffix}", self._run)), daemon=True)
        thread.start()
        thread.join(LIMIT)
        if said := outcome[-1]:
            self._warn(f"Warning: The heartbeat at {urlsplit(url).hostname} was not heard. {said}")


def _asked(url: str, run: str) -> str:
    """What was wrong with asking for an address; empty where all is well. The address is a secret: it is not quoted."""
    import requests  # noqa: PLC0415 - slow to import

    try:
        answer = requests.get(url, params={"rid": run}, timeout=(CONNECT, READ), allow_redirects=False, stream=True)
    except (requests.RequestException, OSError, ValueError) as error:
        return f"It cannot be reached ({type(error).__name__})."
    with answer:
        return f"It answered {answer.status_code}." if answer.status_code >= REFUSED else ""


def reachable(url: str) -> str:
    """What is wrong with the host of a heartbeat, without telling it of a run; empty where it can be reached."""
    import socket  # noqa: PLC0415
    import ssl  # noqa: PLC0415

    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        with socket.create_connection((str(parts.hostname), port), timeout=CONNECT) as line:
            if parts.scheme == "https":
                ssl.create_default_context().wrap_socket(line, server_hostname=parts.hostname).close()
    except OSError as error:
        return f"It cannot be reached ({error.strerror or error})."
    return ""
