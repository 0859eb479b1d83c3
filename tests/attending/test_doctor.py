"""What the doctor finds, by the real command: what is wrong is told with the fix, and nothing is changed."""

import json
from pathlib import Path

import pytest
from mail_server import PASSWORD, USER, MailServer, nobody_listens
from sqlalchemy import text
from town import NOW, Town, behind_its_back, opened

from reporter.attending import doctor
from reporter.attending.doctor import Health, examine
from reporter.settings import Mail

from .conftest import Build, Monitor


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
    town.run()
    with behind_its_back(town.ledger) as connection:
        connection.execute(text("DROP TRIGGER entries_no_update"))
        connection.execute(text("UPDATE entries SET at = '2999' || substr(at, 5)"))
    assert "still to come" in found(town)["ledger"][1]


def test_a_ledger_that_is_none_is_told(build: Build) -> None:
    town = build()
    (town.folder / "archive").mkdir()
    (town.folder / "archive" / "ledger.sqlite").write_bytes(b"not a ledger at all" * 100)
    assert town.reporter("doctor").returncode == 1


def test_papers_of_the_next_90_days_are_named(build: Build) -> None:
    town = build()
    (town.folder / "data/town/meetings.csv").write_text(
        "date,status\n15/04/2015,planned\n01/12/2015,planned\n", "utf-8"
    )
    with opened(town.ledger) as ledger:
        (line,) = [one for one in examine(town.settings, ledger, NOW) if one.what == "calendar of town"]
    assert (line.health, line.said) == (Health.WELL, "Papers fall due on 7 April 2015.")


def test_a_password_at_microsoft_is_doubtful(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "greeting", lambda _mail: "it lets us in")  # the network's edge
    mail = Mail(
        server="smtp.office365.com", sender="a@example.org", domains=("example.org",), login="password", user="a"
    )
    line = doctor._mail(build().settings.model_copy(update={"mail": mail}))
    assert (line.health, "microsoft" in line.advice) == (Health.DOUBTFUL, True)


def test_a_disk_that_is_nearly_full_is_wrong(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "ENOUGH", 10**18)
    line = doctor._disk(build().settings)
    assert (line.health, bool(line.advice)) == (Health.WRONG, True)
