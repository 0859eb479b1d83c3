"""Telling a monitoring service that a run started and how it ended, as Healthchecks wants it."""

import threading
import uuid
from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

CONNECT, READ = 5.0, 10.0  # seconds
LIMIT = 20.0  # seconds for all of it, however slowly an answer drips in
HEARD = range(200, 300)
ELSEWHERE = range(300, 400)


class Heartbeat:
    """Pings that belong to one run. Whatever becomes of them, the run goes on; only the host is ever named."""

    def __init__(self, url: str | None, warn: Callable[[str], None]) -> None:
        self._url = url
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
        parts, outcome = urlsplit(self._url), ["It did not answer in time."]
        url = urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}{suffix}"))
        thread = threading.Thread(target=lambda: outcome.append(_asked(url, self._run)), daemon=True)
        thread.start()
        thread.join(LIMIT)
        if said := outcome[-1]:
            self._warn(f"Warning: The heartbeat at {parts.hostname} was not heard. {said}")


def _asked(url: str, run: str) -> str:
    """What was wrong with asking for an address; empty where all is well. The address is a secret: it is not quoted."""
    import requests  # noqa: PLC0415 - slow to import

    try:
        answer = requests.get(url, params={"rid": run}, timeout=(CONNECT, READ), allow_redirects=False, stream=True)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told, and the thread prints nothing of its own
        return f"It cannot be reached ({type(error).__name__})."
    with answer:
        if answer.status_code in ELSEWHERE:
            return f"It answered {answer.status_code}: write the address that it leads to."
        return "" if answer.status_code in HEARD else f"It answered {answer.status_code}."


def reachable(url: str) -> str:
    """What is wrong with the way to the host of a heartbeat; empty where it answers, whatever it does.

    It is asked as a ping would be, through the same proxy and trusting the same authorities, but for its front page:
    nothing is told of a run.
    """
    import requests  # noqa: PLC0415 - slow to import

    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    try:
        requests.head(f"{parts.scheme}://{host}/", timeout=(CONNECT, READ), allow_redirects=False).close()
    except (requests.RequestException, OSError, ValueError) as error:
        return f"{parts.hostname} cannot be reached ({type(error).__name__})."
    return ""
