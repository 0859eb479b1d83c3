"""The files for cron and systemd are true: their commands exist, their days are names, systemd takes them."""

import re
import shlex
import shutil
import subprocess
from collections import defaultdict
from datetime import time
from pathlib import Path
from typing import Any

import pytest
import typer.main

from reporter.bundled import bundled_folder
from reporter.cli import app
from reporter.errors import BusyError, ConfigError, DeliveryError
from reporter.schedule import CUT_SHORT, GRACE, SEND_EVERY

DEPLOY = bundled_folder() / "deploy"
SERVICES = ["reporter.service", "reporter-send.service", "reporter-schedule.service"]
UNITS = [*SERVICES, "reporter.timer", "reporter-send.timer"]
COMMANDS: dict[str, Any] = vars(typer.main.get_command(app))["commands"]
WORTH_HARDENING = 10  # systemd-analyze counts in tenths what a service is exposed to, up to 100
needs_systemd = pytest.mark.skipif(
    not shutil.which("systemd-analyze"), reason="NOT CHECKED: systemd-analyze is not on this machine (package systemd)"
)


def lines(name: str) -> list[str]:
    """What a file says, without its comments."""
    found = (DEPLOY / name).read_text("utf-8").splitlines()
    return [line for line in found if line and not line.startswith("#")]


def unit(name: str) -> dict[str, list[str]]:
    """The values of each key; no key of ours stands in two sections, and some stand twice in one."""
    found = defaultdict(list)
    for line in lines(name):
        key, _, value = line.partition("=")
        found[key].append(value)
    return found


def crontab(called: str) -> tuple[list[str], str, str]:
    """When cron runs a command of ours, and as whom: the five fields, the user and the command."""
    (line,) = [line for line in lines("reporter.cron") if f"reporter {called} " in line]
    *times, user, command = line.split(maxsplit=6)
    return times, user, command


def commands() -> list[tuple[str, str]]:
    """The commands in the files that have some."""
    in_cron = [("reporter.cron", crontab(called)[2]) for called in ("run", "send")]
    return in_cron + [(name, unit(name)["ExecStart"][0]) for name in SERVICES]


@pytest.mark.parametrize(("name", "command"), commands())
def test_each_command_exists_with_its_options(name: str, command: str) -> None:
    program, called, *rest = shlex.split(command)
    known = {option for parameter in COMMANDS[called].params for option in parameter.opts}
    assert Path(program).name == "reporter"
    assert {word for word in rest if word.startswith("-")} <= known
    assert rest[-2:] == ["--config", "/etc/reporter/config.toml"]


@pytest.mark.parametrize(("called", "name"), [("run", "reporter.service"), ("send", "reporter-send.service")])
def test_cron_and_timer_run_the_same_command(called: str, name: str) -> None:
    assert crontab(called)[2] == unit(name)["ExecStart"][0]


def test_what_waits_is_tried_again_every_quarter_of_an_hour() -> None:
    times, user, _ = crontab("send")
    assert (times, user) == (["*/15", "*", "*", "*", "*"], "reporter")
    assert unit("reporter-send.timer")["OnCalendar"] == ["*:0/15"]
    assert SEND_EVERY == "*/15"


def test_days_are_names_and_no_wake_is_in_the_hours_when_clocks_change() -> None:
    (minute, hour, _, _, days), user, _ = crontab("run")
    (calendar,) = unit("reporter.timer")["OnCalendar"]
    on_days, _, at, zone = calendar.split()
    assert (days, on_days) == ("Mon-Fri", "Mon..Fri")
    assert (user, zone) == ("reporter", "Europe/London")
    assert time(int(hour), int(minute)) == time.fromisoformat(at) >= time(4)


def test_a_missed_time_is_made_up_for() -> None:
    assert unit("reporter.timer")["Persistent"] == ["true"]


def test_a_stop_leaves_the_run_in_hand_its_time() -> None:
    service = unit("reporter-schedule.service")
    assert service["KillMode"] == ["mixed"]
    assert float(service["TimeoutStopSec"][0]) > GRACE


def test_codes_that_do_not_mend_themselves_start_nothing_again() -> None:
    stays = [int(code) for code in unit("reporter-schedule.service")["RestartPreventExitStatus"]]
    run = [int(code) for code in unit("reporter.service")["RestartPreventExitStatus"][0].split()]
    assert stays == [ConfigError.exit_code]
    assert {ConfigError.exit_code, DeliveryError.exit_code} <= {*run}
    assert not {BusyError.exit_code, CUT_SHORT} & {*run, *stays}


def test_all_services_are_shut_in_alike() -> None:
    shut_in = [re.split("^# What it writes", (DEPLOY / name).read_text("utf-8"), flags=re.M)[1] for name in SERVICES]
    assert len({text.partition("[Install]")[0].strip() for text in shut_in}) == 1


def systemd_analyze(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """What systemd says about a unit."""
    command = ["systemd-analyze", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@needs_systemd
@pytest.mark.parametrize("name", UNITS)
def test_systemd_takes_the_unit(name: str, tmp_path: Path) -> None:
    for other in UNITS:
        text = (DEPLOY / other).read_text("utf-8")
        (tmp_path / other).write_text(re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", text, flags=re.M), "utf-8")
    checked = systemd_analyze("verify", tmp_path / name)
    about_ours = [line for line in checked.stderr.splitlines() if "reporter" in line]
    assert (checked.returncode, about_ours) == (0, [])


@needs_systemd
@pytest.mark.parametrize("name", SERVICES)
def test_systemd_finds_the_service_well_shut_in(name: str) -> None:
    checked = systemd_analyze("security", "--offline=yes", f"--threshold={WORTH_HARDENING}", DEPLOY / name)
    assert checked.returncode == 0, checked.stdout
