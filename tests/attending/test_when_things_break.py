"""What breaks around a run: it is told to whom it concerns, it costs no paper, and it quotes nobody."""

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from mail_server import MailServer
from prometheus_client.parser import text_string_to_metric_families
from town import FIRST, NOW, TODAY, Town, opened

from reporter.attending.attendance import Attendance
from reporter.attending.log import Log
from reporter.attending.troubles import HELD, discreet, trouble_of, troubles_of_run
from reporter.domain.gates import Gate
from reporter.errors import PaperError, Problem, unforeseen
from reporter.settings import Logs
from reporter.work import Failed, Held, Report, Request

from .conftest import OPERATOR, Build, Monitor

MARKER = "Tomos Secretname"
JSON_LOG = '\n[logs]\nform = "json"\n'
BY_CALENDAR = Request("the tests")


def body(server: MailServer) -> str:
    """The text of the last mail."""
    found = server.parsed().get_body(("plain",))
    assert found
    return str(found.get_content())


def no_ledger(town: Town) -> None:
    """Have something else where the ledger should be."""
    (town.folder / "archive").mkdir(exist_ok=True)
    (town.folder / "archive" / "ledger.sqlite").write_bytes(b"not a ledger at all" * 100)


def attended(town: Town, report: Report, now: datetime, request: Request = BY_CALENDAR) -> list[str]:
    """Attend to a run that came to this, at that time; gives what was warned of."""
    warned: list[str] = []
    attending = Attendance(town.settings, Log(Logs(), quiet=True), lambda: now, warned.append)
    with attending.over_a_run(request), opened(town.ledger) as ledger:
        attending.take_in(report, None, ledger)
    return warned


def failed(what: str) -> Failed:
    """A failure of something."""
    return Failed(what, (Problem(what, "The disk is full.", "Make room."),), 1)


def test_a_ledger_that_cannot_be_opened_is_told_to_operator_and_monitor(
    build: Build, server: MailServer, monitor: Monitor
) -> None:
    town = build(f'heartbeat = "{monitor.url}"\nmetrics = "reporter.prom"')
    no_ledger(town)
    done = town.reporter("run", "--today", TODAY, "--quiet")
    assert done.returncode == 1
    assert "ledger.sqlite: The ledger cannot be used" in done.stderr
    assert server.received == {OPERATOR: 1}
    assert "ledger.sqlite: The ledger cannot be used" in body(server)
    assert monitor.pings == ["/a-secret-path/start", "/a-secret-path/fail"]
    figures = {
        sample.name: sample.value
        for family in text_string_to_metric_families((town.folder / "reporter.prom").read_text("utf-8"))
        for sample in family.samples
    }
    assert figures["reporter_last_run_exit_code"] == 1
    assert "reporter_parcels" not in figures, "nobody knows how many there are"


def test_a_paper_that_was_made_is_told_whatever_keeps_us_from_attending(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = build()

    def broken(*_: object) -> None:
        raise ZeroDivisionError(MARKER)

    monkeypatch.setattr("reporter.attending.attendance.Outbox.open", broken)
    monkeypatch.setattr("reporter.attending.memory.Memory.write", broken)
    warned = attended(town, Report(), NOW)
    assert len(warned) == 2
    assert all("Attending to the run failed (ZeroDivisionError, " in line for line in warned)
    assert MARKER not in str(warned)


def test_a_daily_run_tells_again_each_day_though_it_ends_some_seconds_earlier_or_clocks_change(
    build: Build, server: MailServer
) -> None:
    town, london = build(), ZoneInfo("Europe/London")
    for now in (datetime(2015, 3, 28, 6, 15, 40, tzinfo=london), datetime(2015, 3, 29, 6, 14, 10, tzinfo=london)):
        attended(town, Report(failed=[failed("town")]), now)  # in the night between them clocks were put forward
    assert server.received == {OPERATOR: 2}


def test_a_run_for_one_board_does_not_forget_what_is_wrong_with_another(build: Build, server: MailServer) -> None:
    town = build()
    attended(town, Report(failed=[failed("town")]), NOW)
    attended(town, Report(), NOW + timedelta(hours=1), Request("the tests", board="village"))
    attended(town, Report(failed=[failed("town")]), NOW + timedelta(hours=2))
    assert server.received == {OPERATOR: 1}


def test_what_is_asked_for_out_of_turn_says_nothing_to_monitoring(
    build: Build, server: MailServer, monitor: Monitor
) -> None:
    town = build(f'heartbeat = "{monitor.url}"\nmetrics = "reporter.prom"')
    town.run("--reason", "somebody wants it")
    assert monitor.pings == []
    assert not (town.folder / "reporter.prom").exists()
    attended(town, Report(failed=[failed("town")]), NOW, Request("the tests", reason="somebody wants it"))
    assert server.received == {OPERATOR: 1}


@pytest.mark.parametrize("asked", [["--board", "nowhere"], ["--meeting", "2015-03-26"]])
def test_what_somebody_mistyped_is_told_to_them_alone(
    build: Build, server: MailServer, monitor: Monitor, asked: list[str]
) -> None:
    town = build(f'heartbeat = "{monitor.url}"')
    done = town.reporter("run", "--today", TODAY, *asked)
    assert done.returncode == 2
    assert done.stderr
    assert (server.messages, monitor.pings) == ([], [])


# What is quoted


def test_what_the_program_says_of_its_own_faults_is_told_without_their_words() -> None:
    fault = ValueError(f"no number: {MARKER}")
    for trouble in (
        trouble_of("the run", fault),
        *troubles_of_run(Report(failed=[Failed("town", (unforeseen("town", fault),), 1)])),
    ):
        assert "ValueError" in trouble.found
        assert MARKER not in str(trouble)


@pytest.mark.parametrize(
    "text",
    [
        f'template "x": "{MARKER}" is no date',
        f"could not convert string to float: '{MARKER}'",
        f'"Jo "{MARKER}" Smith" is asked for updates',
        f"There is no “{MARKER}”.",
        f"550 5.1.1 <{MARKER.replace(' ', '.')}@example.org> unknown",
    ],
)
def test_what_is_quoted_is_left_out(text: str) -> None:
    assert "Secretname" not in discreet(text)
    assert discreet("The board's folder, and the server's name, are kept.").endswith("are kept.")


def test_a_template_that_chokes_on_a_cell_tells_the_operator_nothing_of_it() -> None:
    error = PaperError(Problem("template board-paper.html, line 3", f"invalid literal: '{MARKER}'.", "Mend it."))
    (trouble,) = troubles_of_run(Report(failed=[Failed(FIRST.id, error.problems, 1)]))
    assert "line 3" in trouble.found
    assert MARKER not in str(trouble)


def test_what_nobody_can_release_is_not_to_be_released() -> None:
    missing, rows = (Held(FIRST, gate, MARKER) for gate in (Gate.MISSING_VALUE, Gate.ROWS))
    first, second = troubles_of_run(Report(held=[missing, rows]))
    assert {*HELD} == {*Gate}
    assert (MARKER in str(first), MARKER in str(second)) == (False, False)
    assert "reporter release" not in first.advice
    assert f"reporter release {FIRST.id} --by NAME --reason TEXT" in second.advice


def test_a_crash_is_one_event_of_a_json_log_and_no_traceback(
    build: Build, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = build(more=JSON_LOG).settings
    attending = Attendance(settings, Log(settings.logs, quiet=False), lambda: NOW, lambda _: None)
    with pytest.raises(SystemExit) as end, attending.over_a_run(BY_CALENDAR):
        raise ZeroDivisionError(MARKER)
    events = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [event["event"] for event in events] == ["run started", "trouble", "run ended"]
    assert "ZeroDivisionError" in events[1]["found"]
    assert MARKER not in str(events)
    assert end.value.code == 1
