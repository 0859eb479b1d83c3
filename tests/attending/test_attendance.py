"""A run that is attended to, by the real command: who hears what, and that nobody hears what is none of theirs."""

import asyncio
import json
import re
import signal
import threading
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from mail_server import HANG_UP, MailServer, nobody_listens
from prometheus_client.parser import text_string_to_metric_families
from town import FIRST, NOW, TODAY, Town, opened

from reporter.attending.attendance import Attendance
from reporter.attending.log import Log
from reporter.attending.memory import Memory
from reporter.attending.metrics import Run, write_metrics
from reporter.errors import BusyError, DataError, Problem
from reporter.settings import Logs
from reporter.work import Failed, Report, Request

from .conftest import OPERATOR, Build, Monitor

OFFICER = "an.officer@example.org"
MARKER = "Tomos Secretname"
JSON_LOG = '\n[logs]\nform = "json"\n'
ASKED = Request("the tests")
DATA = Failed(
    "town", (DataError(Problem("data/updates.csv, row 2", f'"{MARKER}" is no date.', "Mend it.")).problems[0],), 4
)


def broken(town: Town) -> None:
    """Write what cannot be read into the plan, with a child's name."""
    text = f"action,date,author,status,progress,commentary\n1-01,{MARKER},A lead,in progress,50%,{MARKER} was seen.\n"
    (town.folder / "data" / "town" / "updates.csv").write_text(text, encoding="utf-8")


def metrics(file: Path) -> Mapping[tuple[str, tuple[str, ...]], float]:
    """The figures in a file, by name and labels."""
    families = text_string_to_metric_families(file.read_text("utf-8"))
    return {(s.name, tuple(s.labels.values())): s.value for family in families for s in family.samples}


def body(server: MailServer) -> str:
    """The text of the last mail."""
    found = server.parsed().get_body(("plain",))
    assert found
    return str(found.get_content())


def test_a_run_that_goes_well_is_heard_by_the_monitor_alone(build: Build, server: MailServer, monitor: Monitor) -> None:
    town = build(f'heartbeat = "{monitor.url}"')
    town.run()
    town.run()
    assert monitor.pings == ["/a-secret-path/start", "/a-secret-path"] * 2
    assert server.messages == []


def test_a_failure_is_one_mail_to_the_operator_without_a_word_of_the_plan(
    build: Build, server: MailServer, monitor: Monitor
) -> None:
    town = build(f'heartbeat = "{monitor.url}"', paper=f'issue = "automatic"\nrecipients = ["{OFFICER}"]\n')
    broken(town)
    for _ in range(3):
        done = town.reporter("run", "--today", TODAY, "--quiet")
        assert done.returncode == 4
    assert server.received == {OPERATOR: 1}
    assert monitor.pings == ["/a-secret-path/start", "/a-secret-path/fail"] * 3
    said = body(server)
    assert "1 thing needs you" in said
    assert re.search(r"Not produced: \d+ problems? with its data, first .*updates\.csv, row 2\.", said)
    assert "reporter check" in said
    assert MARKER.encode() not in server.messages[0][1]


def test_dry_runs_checks_and_previews_tell_nobody(build: Build, server: MailServer, monitor: Monitor) -> None:
    town = build(f'heartbeat = "{monitor.url}"')
    broken(town)
    for command in (("run", "--dry-run", "--today", TODAY), ("check",), ("preview", "--to", str(town.folder / "look"))):
        town.reporter(*command)
    assert (server.messages, monitor.pings) == ([], [])


def attendance(town: Town, now: Any) -> Attendance:
    """Somebody who attends, by a clock that is set by hand."""
    return Attendance(town.settings, Log(Logs(), quiet=True), lambda: now, lambda _: None)


def test_the_operator_hears_again_when_it_changes_or_after_a_day(build: Build, server: MailServer) -> None:
    town, now, heard = build(), NOW, []
    other = Failed("village", DATA.problems, 4)
    days = [[DATA], [DATA], [DATA, other], [DATA, other], [DATA], [DATA, other], [], [DATA]]
    hours = [0, 21, 1, 1, 1, 1, 1, 1]
    for failed, passed in zip(days, hours, strict=True):
        now += timedelta(hours=passed)
        with opened(town.ledger) as ledger:
            attending = attendance(town, now)
            with attending.over_a_run(ASKED):
                attending.take_in(Report(failed=list(failed)), None, ledger)
        heard.append(len(server.messages))
    #          first, same, another, same, one is over, it is back, all is well, the first is back
    assert heard == [1, 1, 2, 2, 2, 3, 3, 4]
    with opened(town.ledger) as ledger:
        attending = attendance(town, now + timedelta(days=1))
        with attending.over_a_run(ASKED):
            attending.take_in(Report(failed=[DATA]), None, ledger)
    assert len(server.messages) == 5
    assert "You heard of this on 19 March 2015." in body(server)


def test_another_run_at_work_is_no_failure(build: Build, server: MailServer, monitor: Monitor) -> None:
    town = build(f'heartbeat = "{monitor.url}"')
    town.run()
    with pytest.raises(BusyError), attendance(town, NOW).over_a_run(ASKED):
        raise BusyError(Problem("the ledger", "Another run holds it.", "Wait."))
    assert server.messages == []
    assert "/a-secret-path/fail" not in monitor.pings


def test_what_ends_a_whole_run_is_told_and_ends_it_all_the_same(build: Build, server: MailServer) -> None:
    town = build()
    with pytest.raises(ZeroDivisionError), attendance(town, NOW).over_a_run(ASKED):
        raise ZeroDivisionError(MARKER)
    assert "Something unforeseen happened (ZeroDivisionError, test_attendance.py, line " in body(server)
    assert MARKER not in body(server)


def test_a_letter_that_is_stuck_is_told_to_the_operator_without_its_address(build: Build, server: MailServer) -> None:
    town = build(paper=f'issue = "automatic"\nrecipients = ["{OFFICER}"]\n')
    server.on_recipient = lambda one: f"550 5.1.1 <{OFFICER}> unknown" if one == OFFICER else None
    assert town.reporter("run", "--today", TODAY).returncode == 6
    assert server.received == {OPERATOR: 1}
    assert "1 letter or copy refused" in body(server)
    assert OFFICER.encode() not in server.messages[0][1]


def test_what_happens_when_waiting_letters_are_sent_is_told_at_once(build: Build, server: MailServer) -> None:
    town = build(paper=f'issue = "automatic"\nrecipients = ["{OFFICER}"]\n')
    server.on_recipient = lambda one: "450 4.2.0 Greylisted" if one == OFFICER else None
    town.run()
    assert server.messages == []
    server.on_recipient = lambda one: "550 5.1.1 No" if one == OFFICER else None
    assert town.reporter("send", FIRST.id, "--failed-only").returncode == 6
    assert server.received == {OPERATOR: 1}


@pytest.mark.parametrize("trouble", ["down", "refuses", "hangs up"])
def test_a_mail_server_that_does_not_take_the_notice_is_warned_of_and_tried_again(
    build: Build, server: MailServer, trouble: str
) -> None:
    town = build(**({"port": nobody_listens()} if trouble == "down" else {}))
    broken(town)
    server.on_message = lambda _: {"refuses": "554 No", "hangs up": HANG_UP}.get(trouble)
    done = town.reporter("run", "--today", TODAY)
    assert done.returncode == 4
    assert "Warning: " in done.stderr
    server.on_message = lambda _: None
    server.messages.clear()
    config = town.config.read_text("utf-8")
    town.config.write_text(re.sub(r"port = \d+", f"port = {server.port}", config), "utf-8")
    town.reporter("run", "--today", TODAY)
    assert server.received == {OPERATOR: 1}


def test_a_monitor_that_is_down_changes_nothing_but_a_warning(build: Build) -> None:
    town = build(f'heartbeat = "http://127.0.0.1:{nobody_listens()}/a-secret-path"')
    done = town.reporter("run", "--today", TODAY)
    assert done.returncode == 0
    assert done.stderr.count("The heartbeat at 127.0.0.1 was not heard") == 2
    assert "secret" not in done.stderr


def test_figures_for_prometheus(build: Build, tmp_path: Path) -> None:
    file = tmp_path / "reporter.prom"
    town = build(f'metrics = "{file}"', paper=f'recipients = ["{OFFICER}"]\n')
    town.run()
    figures = metrics(file)
    assert figures["reporter_last_run_exit_code", ()] == 0
    assert figures["reporter_last_run_timestamp_seconds", ()] == figures["reporter_last_success_timestamp_seconds", ()]
    assert figures["reporter_last_run_duration_seconds", ()] > 0
    assert figures["reporter_last_run_editions", ()] == 1
    assert figures["reporter_papers", ("town", "not due")] == 1
    assert figures["reporter_parcels", ("refused",)] == 0
    assert file.stat().st_mode & 0o777 == 0o644
    assert [path.name for path in tmp_path.iterdir() if "prom" in path.name] == ["reporter.prom"]
    success = figures["reporter_last_success_timestamp_seconds", ()]
    broken(town)
    town.reporter("run", "--today", TODAY)
    figures = metrics(file)
    assert figures["reporter_last_run_exit_code", ()] == 4
    assert figures["reporter_last_success_timestamp_seconds", ()] == success


def test_figures_that_cannot_be_written_are_a_warning(build: Build, tmp_path: Path) -> None:
    done = build(f'metrics = "{tmp_path}/none/reporter.prom"').reporter("run", "--today", TODAY)
    assert done.returncode == 0
    assert "Check operator.metrics" in done.stderr


# Logs


def logged(text: str) -> list[dict[str, Any]]:
    """The events of a log; every line is one."""
    return [json.loads(line) for line in text.splitlines()]


def test_each_line_of_a_json_log_is_one_event(build: Build) -> None:
    town = build(more='\n[logs]\nform = "json"\n', paper=f'issue = "automatic"\nrecipients = ["{OFFICER}"]\n')
    done = town.reporter("run", "--today", TODAY)
    events = logged(done.stderr)
    assert [event["event"] for event in events if event["event"] != "warning"] == [
        "run started",
        "paper made",
        "parcels handed over",
        "run ended",
    ]
    made = next(event for event in events if event["event"] == "paper made")
    assert {"time", "level", "edition", "board", "paper", "for", "pages", "status"} <= made.keys()
    assert (made["edition"], made["level"]) == (FIRST.id, "INFO")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", made["time"])
    assert (events[-1]["code"], events[-1]["seconds"] > 0) == (0, True)
    assert OFFICER not in done.stderr


def test_a_quiet_json_log_holds_what_went_wrong_alone(build: Build, server: MailServer) -> None:
    town = build(more='\n[logs]\nform = "json"\n')
    broken(town)
    done = town.reporter("run", "--today", TODAY, "--quiet")
    events = logged(done.stderr)
    assert [event["event"] for event in events if event["event"] != "warning"] == ["trouble", "run ended"]
    assert MARKER not in done.stderr + done.stdout
    assert server.received == {OPERATOR: 1}


def test_no_secret_and_no_address_is_in_any_log(build: Build, server: MailServer, tmp_path: Path) -> None:
    secret = "the password of the mail server"
    file = tmp_path / "secret"
    file.write_text(secret, "utf-8")
    town = build(
        more='\n[logs]\nform = "json"\n',
        paper=f'issue = "automatic"\nrecipients = ["{OFFICER}"]\n',
        login="password",
        user="reporter",
        secret_file=str(file),
    )
    done = town.reporter("run", "--today", TODAY)
    assert done.returncode == 6
    assert secret not in done.stderr + done.stdout
    server.on_recipient = lambda _: f"550 <{OFFICER}> unknown"
    config = town.config.read_text("utf-8").replace('login = "password"', 'login = "none"')
    town.config.write_text(config, "utf-8")
    done = town.reporter("send", FIRST.id, "--failed-only", "--quiet")
    assert done.returncode == 6
    assert OFFICER not in done.stderr
    assert logged(done.stderr)


def test_a_run_that_another_keeps_from_working_logs_that_and_no_name(build: Build) -> None:
    town = build(more='\n[logs]\nform = "json"\n')
    town.run()
    (town.folder / "output" / FIRST.id).with_name(town.paper().name).unlink()
    with opened(town.ledger) as ledger, ledger.only_writer(MARKER):
        done = town.reporter("run", "--today", TODAY)
    assert done.returncode == 75
    assert [event["event"] for event in logged(done.stderr)] == ["run started", "another run is at work"]


def test_a_run_that_is_told_to_stop_is_no_failure_for_the_operator(build: Build, server: MailServer) -> None:
    town = build()
    process = town.starting("run", "--today", TODAY)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert server.messages == []


def test_what_is_half_written_is_not_what_the_exporter_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    replace = Path.replace

    def noticed(self: Path, target: Path) -> Path:
        written.append(self.name)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", noticed)
    write_metrics(tmp_path / "reporter.prom", Memory(), Run(1, 0), None)
    assert len(written) == 1
    assert not written[0].endswith(".prom")


def test_no_other_file_that_the_exporter_would_read_is_left_behind(build: Build, tmp_path: Path) -> None:
    (tmp_path / "figures" / "reporter.prom" / "full").mkdir(parents=True)  # what cannot be replaced
    done = build(f'metrics = "{tmp_path}/figures/reporter.prom"').reporter("run", "--today", TODAY)
    assert "Check operator.metrics" in done.stderr
    assert [path.name for path in (tmp_path / "figures").iterdir()] == ["reporter.prom"]


def iter_until(lines: Iterable[str], last: str) -> Iterator[str]:
    """Lines up to one in which something stands."""
    for line in lines:
        yield line
        if last in line:
            return


def test_the_process_that_stays_keeps_the_same_log_as_its_runs(build: Build) -> None:
    town = build(more=JSON_LOG)
    process = town.starting("schedule")
    at_last = threading.Timer(60, process.kill)
    at_last.start()
    assert process.stderr
    lines = [*iter_until(process.stderr, "The run ended")]
    process.send_signal(signal.SIGTERM)
    said, more = process.communicate(timeout=60)
    at_last.cancel()
    assert said == ""
    events = logged("".join(lines) + more)
    assert [event["event"] for event in events][:3] == ["schedule", "schedule", "warning"]
    assert "Wakes on Monday" in events[0]["said"]
    assert all({"time", "level", "event"} <= event.keys() for event in events)


def test_told_to_stop_while_the_operator_is_written_to_it_ends_as_whenever_it_is_told_to(
    build: Build, server: MailServer
) -> None:
    town, reached = build(), threading.Event()
    broken(town)

    async def slow() -> None:
        reached.set()
        await asyncio.sleep(1.5)

    server.before_answer = slow
    process = town.starting("run", "--today", TODAY)
    assert reached.wait(60)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert process.returncode == 143
