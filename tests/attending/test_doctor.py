"""What the doctor finds, by the real command: what is wrong is told with the fix, and nothing is changed."""

import json
from pathlib import Path

import pytest
from mail_server import PASSWORD, USER, MailServer, nobody_listens
from sqlalchemy import text
from town import NOW, Town, behind_its_back

from reporter.attending import doctor, machine
from reporter.attending.doctor import examine
from reporter.attending.health import Health
from reporter.errors import DeliveryError, Problem
from reporter.settings import Mail

from .conftest import Build, Monitor, issued


def found(town: Town) -> dict[str, tuple[str, str, str]]:
    """Each thing with its health, what was said, and the fix."""
    done = town.reporter("doctor", "--json")
    content = json.loads(done.stdout)
    wrong = any(one["health"] == "wrong" for one in content["found"])
    assert done.returncode == content["exit_code"] == int(wrong)
    for one in content["found"]:
        assert bool(one["advice"]) == (one["health"] != "well"), "what is not well has a fix, and nothing else has"
    return {one["what"]: (one["health"], one["said"], one["advice"]) for one in content["found"]}


def test_a_machine_that_is_well(build: Build, server: MailServer, monitor: Monitor) -> None:
    town = build(f'heartbeat = "{monitor.url}"')
    town.run()
    there = found(town)
    assert {what: health for what, (health, _, _) in there.items() if health != "well"} == {
        "calendar of town": "doubtful"
    }
    assert set(there) >= {"libraries", "system libraries", "fonts", "disk", "output folder", "ledger's folder",
                          "ledger", "clock", "mail", "operator", "heartbeat"}  # fmt: skip
    assert (server.messages, monitor.pings[2:]) == ([], [])


def test_the_lines_say_the_fix_below_what_is_wrong(build: Build) -> None:
    done = build(port=nobody_listens()).reporter("doctor")
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    wrong = next(number for number, line in enumerate(lines) if line.startswith("wrong     mail: localhost"))
    assert lines[wrong + 1].startswith("          Check mail.server, mail.port and the network.")


def test_nothing_is_made_by_looking(build: Build) -> None:
    town = build()
    before = sorted(town.folder.rglob("*"))
    town.reporter("doctor")
    assert sorted(town.folder.rglob("*")) == before


def test_a_secret_that_others_can_read_is_wrong_and_not_told(build: Build, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text(PASSWORD, "utf-8")
    file.chmod(0o644)
    town = build(login="password", user=USER, secret_file=str(file))
    assert found(town)["secret"][0] == "wrong"
    assert PASSWORD not in town.reporter("doctor").stdout
    file.chmod(0o600)
    assert found(town)["secret"][0] == "well"
    file.unlink()
    assert found(town)["secret"] == ("wrong", f"{file} cannot be read.", "Check its name, and let this user read it.")


def test_an_output_folder_that_everybody_sees_is_doubtful(build: Build) -> None:
    town = build()
    town.output.mkdir()
    town.output.chmod(0o755)
    assert found(town)["output folder"][0] == "doubtful"


def test_a_heartbeat_that_cannot_be_reached_is_wrong(build: Build) -> None:
    town = build(f'heartbeat = "http://127.0.0.1:{nobody_listens()}/x"')
    assert found(town)["heartbeat"][0] == "wrong"


def test_a_clock_that_is_behind_the_ledger_is_wrong(build: Build) -> None:
    town = build()
    issued(town)
    with behind_its_back(town.ledger) as connection:
        connection.execute(text("DROP TRIGGER entries_no_update"))
        connection.execute(text("UPDATE entries SET at = '2999' || substr(at, 5)"))
    assert "still to come" in found(town)["ledger"][1]


def test_a_ledger_that_is_none_is_told(build: Build) -> None:
    town = build()
    (town.folder / "archive").mkdir()
    (town.folder / "archive" / "ledger.sqlite").write_bytes(b"not a ledger at all" * 100)
    there = found(town)
    assert (there["ledger"][0], "ledger.sqlite" in there["ledger"][1]) == ("wrong", True)
    assert there["mail"][0] == "well", "one thing that is wrong hides no other"


def test_papers_of_the_next_90_days_are_named(build: Build) -> None:
    town = build()
    (town.folder / "data/town/meetings.csv").write_text(
        "date,status\n15/04/2015,planned\n01/12/2015,planned\n", "utf-8"
    )
    (line,) = [one for one in examine(town.settings, NOW) if one.what == "calendar of town"]
    assert (line.health, line.said) == (Health.WELL, "Papers fall due on 7 April 2015 (board-paper).")


def test_each_day_of_a_schedule_is_named(build: Build) -> None:
    town = build(paper='cron = "0 7 1 * *"\n')
    (line,) = [one for one in examine(town.settings, NOW) if one.what == "calendar of town"]
    days = ("1 April", "1 May", "1 June")
    told = [f"{day} 2015 (board-paper)" for day in days]
    assert line.said == f"Papers fall due on {told[0]}, {told[1]} and {told[2]}."


def microsoft() -> Mail:
    """A password at Microsoft's server."""
    return Mail(
        server="smtp.office365.com", sender="a@example.org", domains=("example.org",), login="password", user="a"
    )


def test_a_password_at_microsoft_is_doubtful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "greeting", lambda _mail: "it lets us in")  # the network's edge
    (line,) = doctor._mail(microsoft())
    assert (line.health, "microsoft" in line.advice) == (Health.DOUBTFUL, True)


def test_a_password_that_microsoft_refuses_is_told_with_what_takes_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_mail: Mail) -> str:
        raise DeliveryError(Problem("smtp.office365.com", "It refuses the log-in (535).", "Check the secret."))

    monkeypatch.setattr(doctor, "greeting", refused)
    (line,) = doctor._looked("mail", lambda: doctor._mail(microsoft()))
    assert (line.what, line.health) == ("mail", Health.WRONG)
    assert line.advice.startswith('Check the secret. Use login = "microsoft"')


def test_a_disk_that_is_nearly_full_is_wrong(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "ENOUGH", 10**18)
    (line,) = machine.disk(build().settings)
    assert (line.health, bool(line.advice)) == (Health.WRONG, True)


def test_what_the_system_refuses_is_one_line_and_the_others_are_told(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_place: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("reporter.attending.machine.shutil.disk_usage", refused)
    lines = {line.what: line for line in examine(build().settings, NOW)}
    assert (lines["disk"].health, "Input/output error" in lines["disk"].said) == (Health.WRONG, True)
    assert lines["mail"].health is Health.WELL


@pytest.mark.parametrize(
    ("needed", "there", "fits"),
    [
        ("pandas>=3.0", "3.0.0", True),
        ("pandas>=3.0", "3", True),
        ("pandas>=3.0", "2.3.3", False),
        ("apscheduler<4,>=3.11", "3.11.3", True),
        ("apscheduler<4,>=3.11", "4.0.0a6", False),
        ("weasyprint==70.0", "70", True),
        ("weasyprint==70.0", "70.1", False),
        ('tzdata>=2026.1; platform_system == "Linux"', "2026.3", True),
    ],
)
def test_a_library_fits_or_is_told_with_what_is_needed(
    needed: str, there: str, monkeypatch: pytest.MonkeyPatch, *, fits: bool
) -> None:
    monkeypatch.setattr(machine, "version", lambda _name: there)
    said = machine._unfit(needed)
    assert (not said) == fits
    assert fits or needed in said


def test_a_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "requires", lambda _name: ["no-such-library>=1", "pytest"])
    (line,) = machine.libraries()
    assert (line.health, "no-such-library is missing" in line.said) == (Health.WRONG, True)


def test_folders_that_the_config_names_and_that_are_not_there_are_wrong(build: Build, tmp_path: Path) -> None:
    town = build(
        f'metrics = "{tmp_path}/nowhere/reporter.prom"',
        more=f'[boards.town.delivery]\nfolder = "{tmp_path}/share"\nrecipients = "people.csv"\n',
    )
    (town.folder / "people.csv").write_text("email\nsomebody@elsewhere.example\n", "utf-8")
    lines = {line.what: line for line in examine(town.settings, NOW)}
    assert lines["folder for metrics"].said == f"There is no folder {tmp_path}/nowhere."
    assert "boards.town.delivery.folder" in lines["folder for copies of town"].advice
    assert lines["recipients of town"].health is Health.WRONG
    (tmp_path / "share").mkdir()
    (tmp_path / "nowhere").mkdir()
    (town.folder / "people.csv").write_text("email\nsomebody@example.org\n", "utf-8")
    lines = {line.what: line for line in examine(town.settings, NOW)}
    names = ("folder for metrics", "folder for copies of town", "recipients of town", "folder for the memory")
    assert {lines[name].health for name in names} == {Health.WELL}


def test_a_ledger_that_others_can_read_is_wrong(build: Build) -> None:
    town = build()
    issued(town)
    (town.folder / "archive" / "ledger.sqlite").chmod(0o644)
    assert found(town)["ledger's file"][2] == f"Run: chmod 600 {town.folder}/archive/ledger.sqlite"


def test_a_ledger_that_is_damaged_inside_is_wrong(build: Build) -> None:
    town = build()
    town.run()
    file = town.folder / "archive" / "ledger.sqlite"
    with file.open("r+b") as damaged:
        damaged.seek(file.stat().st_size // 4096 // 2 * 4096)
        damaged.write(b"\xff" * 8192)
    health, _, advice = found(town)["ledger"]
    assert (health, "last backup" in advice) == ("wrong", True)
