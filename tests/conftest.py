"""What tests of more than one room share."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from golden import Golden
from hypothesis import HealthCheck, settings
from postgresql import MISSING, Server, programs, running_server
from small_board import CONFIG, TABLES, WriteBoard

# A busy machine is no fault of the code: no test is timed.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--refresh", action="store_true", help="write what a person approved anew: look at it first")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """What a person approved, to compare with; or, with --refresh, to write anew."""
    return Golden(is_written=request.config.getoption("--refresh"))


@pytest.fixture
def write_board(tmp_path: Path) -> WriteBoard:
    """Writes (or adds) a board and gives the config; tables can be replaced, None takes one away."""
    config = tmp_path / "config.toml"

    def written(board: str = "town", tables: Mapping[str, str | None] | None = None, more: str = "") -> Path:
        folder = tmp_path / "data" / board
        folder.mkdir(parents=True)
        for name, text in {**TABLES, **(tables or {})}.items():
            if text is not None:
                (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        with config.open("a", encoding="utf-8") as file:
            file.write(CONFIG.format(board=board) + more)
        return config

    return written


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    """A server that is started when a test first asks; each worker has its own, so none waits for another."""
    installed = programs()
    if installed is None:
        pytest.skip(MISSING)
    with running_server(installed) as server:
        yield server


@pytest.fixture
def postgresql_url(postgresql_server: Server) -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    with postgresql_server.empty_database() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty ledger can be, of each kind: a path for SQLite, an address for PostgreSQL."""
    if request.param == "sqlite":
        return str(tmp_path / "ledger.sqlite")
    return str(request.getfixturevalue("postgresql_url"))
