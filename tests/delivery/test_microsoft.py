"""A token for the mail server, from an authority on loopback that answers as Microsoft's does."""

import json
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
import trustme
from mail_server import nobody_listens

from reporter.delivery import microsoft
from reporter.delivery.microsoft import SCOPE, access_token
from reporter.errors import ConfigError, DeliveryError
from reporter.settings import Mail

SECRET = "the client's secret"
MAIL = Mail(server="smtp.example.org", sender="a@example.org", domains=("example.org",), login="microsoft",
            user="a@example.org", tenant="a-tenant", client="a-client", seconds=5)  # fmt: skip


@dataclass
class Authority:
    """Where tokens come from; `asked` are the forms that were posted."""

    url: str = ""
    asked: list[dict[str, list[str]]] = field(default_factory=list)


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Authority]:
    """An authority with a certificate that requests takes."""
    there = Authority()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            base = f"{there.url}/a-tenant"
            self._answer(200, {
                "authorization_endpoint": f"{base}/authorize", "token_endpoint": f"{base}/token", "issuer": base,
            })  # fmt: skip

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            there.asked.append(form)
            if form["client_secret"] == [SECRET]:
                self._answer(200, {"access_token": "a token", "expires_in": 3600, "token_type": "Bearer"})
            else:
                self._answer(401, {"error": "invalid_client", "error_description": "no"})

        def _answer(self, code: int, content: dict[str, object]) -> None:
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(content).encode())

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    certificates = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    certificates.issue_cert("localhost").configure_cert(context)
    certificates.cert_pem.write_to_path(str(tmp_path / "authorities.pem"))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "authorities.pem"))
    microsoft._application.cache_clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        there.url = f"https://localhost:{server.server_address[1]}"
        monkeypatch.setattr(microsoft, "AUTHORITY", there.url)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield there
        server.shutdown()
        thread.join()
    microsoft._application.cache_clear()


def test_the_application_gets_a_token_in_its_own_name_and_keeps_it(authority: Authority) -> None:
    assert [access_token(MAIL, SECRET) for _ in range(3)] == ["a token"] * 3
    (form,) = authority.asked
    assert (form["grant_type"], form["client_id"]) == (["client_credentials"], ["a-client"])
    assert SCOPE in form["scope"][0]


@pytest.mark.usefixtures("authority")
def test_a_refusal_is_an_error_of_the_config_without_the_secret() -> None:
    with pytest.raises(ConfigError, match="invalid_client") as caught:
        access_token(MAIL, "another secret")
    assert "another secret" not in str(caught.value)


def test_an_authority_that_cannot_be_reached_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    microsoft._application.cache_clear()
    monkeypatch.setattr(microsoft, "AUTHORITY", f"https://localhost:{nobody_listens()}")
    with pytest.raises(DeliveryError, match="gives no token"):
        access_token(MAIL, SECRET)
