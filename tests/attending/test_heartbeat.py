"""Pings to a monitoring service: start and end of one run belong together, and nothing about them fails the run."""

import pytest
from mail_server import nobody_listens

from reporter.attending import heartbeat
from reporter.attending.heartbeat import Heartbeat, reachable

from .conftest import Monitor


def pinged(url: str | None, *, well: bool = True) -> list[str]:
    """What is warned of while a run is told of."""
    warned: list[str] = []
    pings = Heartbeat(url, warned.append)
    pings.start()
    pings.ended(well=well)
    return warned


@pytest.mark.parametrize(("well", "end"), [(True, ""), (False, "/fail")])
def test_a_run_is_told_of_at_its_start_and_at_its_end(monitor: Monitor, end: str, *, well: bool) -> None:
    assert pinged(monitor.url, well=well) == []
    assert monitor.pings == ["/a-secret-path/start", f"/a-secret-path{end}"]
    assert len(monitor.runs) == 1


def test_each_run_has_an_id_of_its_own(monitor: Monitor) -> None:
    pinged(monitor.url)
    pinged(monitor.url)
    assert len(monitor.runs) == 2


def test_what_an_address_asks_for_stays_behind_it(monitor: Monitor) -> None:
    assert pinged(f"{monitor.url}/?create=1") == []
    assert monitor.pings == ["/a-secret-path/start", "/a-secret-path"]
    assert monitor.asked == [{"create", "rid"}] * 2


def test_without_an_address_nobody_is_told() -> None:
    assert pinged(None) == []


def test_a_service_that_answers_with_an_error_is_warned_of_by_its_host_alone(monitor: Monitor) -> None:
    monitor.answer = 500
    warned = pinged(monitor.url)
    assert warned == ["Warning: The heartbeat at 127.0.0.1 was not heard. It answered 500."] * 2


def test_a_redirect_is_not_followed(monitor: Monitor) -> None:
    monitor.answer = 302
    warned = pinged(monitor.url)
    assert len(monitor.pings) == 2
    assert all("It answered 302: write the address that it leads to." in line for line in warned), "nobody heard it"


def test_a_service_that_is_down_is_warned_of(monitor: Monitor) -> None:
    warned = pinged(f"http://127.0.0.1:{nobody_listens()}/a-secret-path")
    assert len(warned) == 2
    assert all("cannot be reached" in line and "secret" not in line for line in warned)


def test_one_that_hangs_or_drips_is_left_alone_in_time(
    monitor: Monitor, dripping: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heartbeat, "LIMIT", 0.5)
    monitor.delay = 2
    for url in (monitor.url, dripping):
        assert pinged(url) == ["Warning: The heartbeat at 127.0.0.1 was not heard. It did not answer in time."] * 2


def test_whether_its_host_can_be_reached_is_found_without_a_ping(monitor: Monitor) -> None:
    assert reachable(monitor.url) == ""
    assert monitor.pings == []
    assert "cannot be reached" in reachable(f"http://127.0.0.1:{nobody_listens()}/x")
    assert "cannot be reached" in reachable(monitor.url.replace("http:", "https:"))
