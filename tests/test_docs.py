"""The docs say what the program does: no more, no less, and with examples that run."""

import csv
import dataclasses
import json
import re
import shlex
import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
import typer.main
from prometheus_client.parser import text_string_to_metric_families
from pydantic import BaseModel
from reading import load_plan
from small_board import TABLES as SMALL_TABLES
from small_board import WriteBoard
from town import make_town
from typer.testing import CliRunner

from reporter import errors
from reporter.agenda.standing import Stage
from reporter.agenda.standing import Standing as PaperStanding
from reporter.attending.health import Found, Health
from reporter.attending.memory import Memory
from reporter.attending.metrics import Recorded, Run, write_metrics
from reporter.chasing.letters import ChaseLetter
from reporter.checking import Checked
from reporter.cli import EXIT_CODES, app, stopping
from reporter.domain.chasing import Need
from reporter.domain.delivery import Channel, Parcel, State
from reporter.domain.gates import Gate
from reporter.domain.meetings import Edition, MeetingStatus
from reporter.domain.naming import PDF, TWIN, WORKBOOK, file_name
from reporter.domain.occasions import CatchUp, Occasion
from reporter.domain.paper import AnnexName
from reporter.domain.plan import ImprovementPlan, Judgement, JudgementArea, Narrative, Polarity, Rating, Status, Unit
from reporter.domain.quality import assess
from reporter.domain.record import Event
from reporter.domain.record import Status as Standing
from reporter.domain.scheme import OURS
from reporter.domain.thresholds import Thresholds
from reporter.errors import ConfigError, DataError, Problem, ReporterError
from reporter.findings import Findings, Place, ToDo
from reporter.making.posting import PaperLetter
from reporter.settings import (
    Board,
    Calendar,
    Chasing,
    Delivery,
    Entry,
    Escalation,
    Exempt,
    Gates,
    Implications,
    InputLimits,
    Inspection,
    Logs,
    Mail,
    MayPrint,
    Operator,
    Paper,
    RatingRules,
    Schedule,
    Scheme,
    Settings,
    Tracker,
    Words,
    load_settings,
)
from reporter.sources.calendar import load_meetings
from reporter.sources.records import Part
from reporter.sources.schema import CALENDAR, CALENDAR_COLUMNS, PLAN_TABLES, RENAMED
from reporter.starter import lay_down
from reporter.telling import runs as telling
from reporter.telling.checks import check_json
from reporter.telling.health import health_json
from reporter.telling.sent import sent_json
from reporter.telling.status import LastRun, Overview, status_json
from reporter.work import Failed, Held, Job, Produced, Report, Sent, Task, Unneeded

ROOT = Path(__file__).parent.parent
DOCS = {path.name: path.read_text("utf-8") for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))}
TABLES = {**PLAN_TABLES, CALENDAR: CALENDAR_COLUMNS}
MODELS: dict[str, type[BaseModel]] = {
    "Every board": Settings,
    "[schedule]": Schedule,
    "[mail]": Mail,
    "[operator]": Operator,
    "[logs]": Logs,
    "[boards.ID]": Board,
    "[boards.ID.inspection]": Inspection,
    "[boards.ID.words]": Words,
    "[boards.ID.rating]": RatingRules,
    "[boards.ID.escalation]": Escalation,
    "[boards.ID.scheme]": Scheme,
    "[[boards.ID.scheme.entries]]": Entry,
    "[boards.ID.calendar]": Calendar,
    "[boards.ID.gates]": Gates,
    "[boards.ID.sources.NAME]": Tracker,
    "[boards.ID.limits]": InputLimits,
    "[[boards.ID.may_print]]": MayPrint,
    "[boards.ID.delivery]": Delivery,
    "[boards.ID.chasing]": Chasing,
    "[boards.ID.papers.PAPER]": Paper,
    "[boards.ID.papers.PAPER.implications]": Implications,
    "[boards.ID.papers.PAPER.exempt]": Exempt,
    "[boards.ID.papers.PAPER.exempt_annexes.ANNEX]": Exempt,
}
WORKED_OUT = {("[boards.ID.papers.PAPER]", "kind"): "the name"}  # defaults that follow from something else
# Keys of config.toml that the comment above their section explains well enough, or the key beside them.
COMMANDS: dict[str, Any] = vars(typer.main.get_command(app))["commands"]
HELP = {"--help", "-h"}
CODE = re.compile(r"^ *```\w*\n(?P<block>.*?)^ *```$|`(?P<inline>[^`\n]+)`", re.MULTILINE | re.DOTALL)
CALL = re.compile(r"(?:^ *|^ *\$ |&& |/bin/)reporter +(?P<arguments>.+)$", re.MULTILINE)
MAKE = re.compile(r"(?:^|^\$ |&& )make +(?P<target>[a-z-]+)", re.MULTILINE)


def section(doc: str, heading: str, level: int) -> str:
    """What stands under a heading, up to the next of its level or above."""
    start = rf"^#{{{level}}} {re.escape(heading)}$"
    found = re.search(rf"{start}(.*?)(?=^#{{1,{level}}} |\Z)", DOCS[doc], re.MULTILINE | re.DOTALL)
    assert found, f'docs/{doc} has no heading "{heading}"'
    return found[1]


def headings(doc: str, level: int, text: str | None = None) -> list[str]:
    """The headings of a level."""
    return re.findall(rf"^#{{{level}}} (.+)$", DOCS[doc] if text is None else text, re.MULTILINE)


def rows(text: str, first: str) -> list[list[str]]:
    """The rows of the table whose first heading is `first`."""
    lines = iter(text.splitlines())
    for line in lines:
        if line.startswith(f"| {first} |"):
            next(lines)
            break
    else:
        pytest.fail(f'no table with the heading "{first}"')
    found = []
    for line in lines:
        if not line.startswith("|"):
            break
        found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found


def code(text: str, language: str) -> list[str]:
    """The code blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def all_code(text: str) -> str:
    """All that stands in code blocks and between backticks, each on lines of its own."""
    return "\n".join(found["block"] or found["inline"] for found in CODE.finditer(text))


# docs/config.md and config.toml


def test_config_doc_has_a_section_for_each_model_and_no_other() -> None:
    told = [heading for heading in headings("config.md", 2) if "| Key |" in section("config.md", heading, 2)]
    assert told == list(MODELS)


@pytest.mark.parametrize("heading", MODELS)
def test_config_doc_has_each_key_with_its_default(heading: str) -> None:
    fields = MODELS[heading].model_fields
    told = {row[0].strip("`"): row[2] for row in rows(section("config.md", heading, 2), "Key")}
    known = {name: default_as_told(field.is_required(), field.default) for name, field in fields.items()}
    assert told == {name: WORKED_OUT.get((heading, name), default) for name, default in known.items()}


def default_as_told(required: bool, default: object) -> str:
    if required:
        return "required"
    if default is None:
        return "none"
    if isinstance(default, BaseModel):
        return "see below"
    return f"`{as_toml(default)}`"


def as_toml(value: object) -> str:
    """The value as config.toml has it."""
    match value:
        case tuple():
            return f"[{', '.join(as_toml(part) for part in value)}]"
        case time():
            return str(value)
        case Path():
            return json.dumps(str(value))
        case _:
            return json.dumps(value)


def test_config_doc_and_config_file_name_each_annex() -> None:
    told = section("config.md", "[boards.ID.papers.PAPER.exempt_annexes.ANNEX]", 2)
    assert re.findall(r"`([^`]+)`", told.split("`ANNEX` is ")[1].split(".")[0]) == list(AnnexName)
    (comment,) = (line for line in (ROOT / "config.toml").read_text("utf-8").splitlines() if "Why one annex" in line)
    assert re.split(r", | or ", comment.split(": ")[1].rstrip(".")) == list(AnnexName)


def config_lines() -> Iterator[tuple[str, str, bool]]:
    """Of config.toml: each key with its line and whether the comment of its section stands right above the heading."""
    prefix, above, told = "", "", False
    for line in (ROOT / "config.toml").read_text("utf-8").splitlines():
        if heading := re.match(r"(?:# )?\[+([\w.-]+)\]", line):
            prefix = re.sub(r"^(boards)\.[^.]+(?:\.(papers|sources)\.[^.]+)?", as_pattern, heading[1]) + "."
            prefix = re.sub(r"(?<=\.exempt_annexes\.)[^.]+", "ANNEX", prefix)
            told = above.startswith("#")
            if told:
                yield prefix.rstrip("."), above, True
        elif key := re.match(r"(?:# )?(\w+) = (.*)", line):  # a key may be there as an example, commented out
            yield prefix + key[1], key[2], told
        above = line


def as_pattern(found: re.Match[str]) -> str:
    names = {"papers": "boards.ID.papers.PAPER", "sources": "boards.ID.sources.NAME", None: "boards.ID"}
    return names[found[2]]


def known_keys(model: type[BaseModel], prefix: str) -> Iterator[str]:
    """Every key that is a value, and every section as config.toml heads it."""
    sections = {
        "schedule": "schedule",
        "boards": "boards.ID",
        "inspection": "boards.ID.inspection",
        "words": "boards.ID.words",
        "rating": "boards.ID.rating",
        "escalation": "boards.ID.escalation",
        "scheme": "boards.ID.scheme",
        "entries": "boards.ID.scheme.entries",
        "calendar": "boards.ID.calendar",
        "gates": "boards.ID.gates",
        "sources": "boards.ID.sources.NAME",
        "limits": "boards.ID.limits",
        "may_print": "boards.ID.may_print",
        "mail": "mail",
        "operator": "operator",
        "logs": "logs",
        "delivery": "boards.ID.delivery",
        "chasing": "boards.ID.chasing",
        "papers": "boards.ID.papers.PAPER",
        "implications": "boards.ID.papers.PAPER.implications",
        "exempt": "boards.ID.papers.PAPER.exempt",
        "exempt_annexes": "boards.ID.papers.PAPER.exempt_annexes.ANNEX",
    }
    for name in model.model_fields:
        yield prefix + name if model in {Tracker, InputLimits, Operator} else sections.get(name, prefix + name)


def test_config_file_has_each_key_with_a_comment() -> None:
    told = {key for key, line, section_told in config_lines() if "#" in line}
    prefixes = ["", *(heading.strip("[]") + "." for heading in list(MODELS)[1:])]
    known = {key for model, prefix in zip(MODELS.values(), prefixes, strict=True) for key in known_keys(model, prefix)}
    assert told == known


def test_config_doc_has_an_example_that_loads(tmp_path: Path) -> None:
    (example,) = code(DOCS["config.md"], "toml")
    (tmp_path / "config.toml").write_text(example, "utf-8")
    assert list(load_settings(tmp_path / "config.toml").boards) == ["nottingham", "riverside"]


def test_config_doc_quotes_errors_as_they_are_told(tmp_path: Path) -> None:
    (example,) = code(DOCS["config.md"], "toml")
    wrong = f'timezone = "London"\n{example}'.replace('place = "Nottingham"\n', "smaple = true\n")
    wrong = wrong.replace("first_day = 2014-03-11", 'first_day = "11/03/2014"')
    (tmp_path / "config.toml").write_text(wrong, "utf-8")
    with pytest.raises(ConfigError) as told:
        load_settings(tmp_path / "config.toml")
    quoted = code(DOCS["config.md"], "text")[0].splitlines()
    assert quoted == str(told.value).replace(f"{tmp_path}/", "").splitlines()


# docs/data.md


def test_data_doc_has_each_table_and_no_other() -> None:
    assert headings("data.md", 3, section("data.md", "The tables", 2)) == list(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_data_doc_has_each_column_and_no_other(name: str) -> None:
    columns = TABLES[name]
    text = section("data.md", name, 3)
    told = [(row[0].strip("`"), row[1]) for row in rows(text, "Column")]
    assert dict(told) == dict.fromkeys(columns.required, "required") | dict.fromkeys(columns.optional, "optional")
    assert len(told) == len(dict(told))
    assert text.strip().startswith("The table must be there." if columns.needed else "The table may be absent.")


def test_data_doc_has_examples_that_make_a_plan(tmp_path: Path) -> None:
    for name in TABLES:
        (example,) = code(section("data.md", name, 3), "csv")
        (tmp_path / f"{name.replace(' ', '_')}.csv").write_text(example, "utf-8")
    assert all(load_plan(tmp_path).rows[name] for name in PLAN_TABLES)
    assert load_meetings(tmp_path)


def test_data_doc_quotes_errors_as_they_are_told(tmp_path: Path) -> None:
    folder = shutil.copytree(ROOT / "data/nottingham", tmp_path / "data/nottingham")
    cells, heading = code(DOCS["data.md"], "text")
    wrong = {(2, "date"): "31/06/2014", (2, "status"): "in progres", (3, "progress"): "1", (5, "action"): "1-99"}
    assert quoted(cells) == told_of(folder, "updates.csv", wrong)
    assert quoted(heading) == told_of(folder, "actions.csv", {(1, "partner agency"): "partner agancy"})


def quoted(block: str) -> list[str]:
    """The problems in a block of the docs, below the line that says what was not produced."""
    return [line.strip() for line in block.splitlines()[1:]]


def told_of(folder: Path, name: str, wrong: dict[tuple[int, str], str]) -> list[str]:
    """What is said of a plan with some cells of one table changed, each given by row and heading."""
    rows_found = list(csv.reader((folder / name).read_text("utf-8-sig").splitlines(keepends=True)))
    headings_found = list(rows_found[0])
    for (row, column), text in wrong.items():
        rows_found[row - 1][headings_found.index(column)] = text
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows_found)
    with pytest.raises(DataError) as told:
        load_plan(folder)
    return str(told.value).replace(f"{folder.parent.parent}/", "").splitlines()


@pytest.mark.parametrize(
    ("table", "column", "options"),
    [
        ("areas", "judgement", Judgement),
        ("updates", "status", Status),
        ("updates", "lead rating", Rating),
        ("indicators", "unit", Unit),
        ("indicators", "polarity", Polarity),
        (CALENDAR, "status", MeetingStatus),
    ],
)
def test_data_doc_has_each_word_of_a_closed_list(table: str, column: str, options: type[StrEnum]) -> None:
    meaning = next(row[3] for row in rows(section("data.md", table, 3), "Column") if row[0] == f"`{column}`")
    listed = next(part for part in re.split("[:;]", f": {meaning}")[1:] if " or " in part)
    words = [word.strip() for word in re.split(r",| or ", listed)]
    assert sorted(words) == sorted(option.value for option in options)


def test_data_doc_has_each_part_of_the_narrative() -> None:
    told = [row[0].strip("`") for row in rows(section("data.md", "narrative", 3), "Part")]
    assert told == [part.value for part in Part]


# docs/operations.md and every command in any of the docs


def options(command: Any) -> set[str]:
    """The options of a command; an argument is none."""
    return {name for parameter in command.params for name in parameter.opts if name.startswith("-")}


def test_operations_doc_has_each_command_and_no_other() -> None:
    assert headings("operations.md", 3, section("operations.md", "The commands", 2)) == [
        f"reporter {c}" for c in COMMANDS
    ]


@pytest.mark.parametrize("name", COMMANDS)
def test_operations_doc_has_each_option_and_no_other(name: str) -> None:
    known = options(COMMANDS[name])
    text = section("operations.md", f"reporter {name}", 3)
    told = re.findall(r"`(-[^`]+)`", " ".join(row[0] for row in rows(text, "Option"))) if known else []
    assert sorted(told) == sorted(known)


@pytest.mark.parametrize("doc", DOCS)
def test_each_command_that_a_doc_names_exists(doc: str) -> None:
    for call in CALL.finditer(all_code(DOCS[doc])):
        words = shlex.split(call["arguments"], comments=True)
        assert words[0] in {*COMMANDS, *HELP}, call[0]
        given = {word for word in words if word.startswith("-")}
        assert words[0] in HELP or given <= options(COMMANDS[words[0]]) | HELP, call[0]


def test_each_option_that_a_doc_names_exists() -> None:
    known = {option for command in COMMANDS.values() for option in options(command)}
    for doc, text in DOCS.items():
        assert set(re.findall(r"`(--?[a-z][a-z-]*)`", text)) <= known | HELP, doc


def test_exit_codes_are_the_same_everywhere() -> None:
    classes = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, ReporterError)]
    raised = {0, stopping.STOPPED} | {error.exit_code for error in classes}
    assert {int(row[0]) for row in rows(section("operations.md", "Exit codes", 2), "Code")} == raised
    assert {int(number) for number in re.findall(r"\b\d+\b", EXIT_CODES)} == raised


def test_operations_doc_has_the_names_of_files() -> None:
    told = re.findall(r"`([^`]+)`", " ".join(row[1] for row in rows(section("operations.md", "Files", 2), "What")))
    defaults = {name: field.default for name, field in Settings.model_fields.items()}
    edition = Edition("<board>", date(2015, 3, 25), "<paper>", 1)
    papers = [
        f"{defaults['output']}/{file_name(edition, PDF, '<CLASSIFICATION>', draft=draft)}" for draft in (True, False)
    ]
    named = [name.replace("2015-03-25", "<meeting date>").replace("-e1", "-e<edition>") for name in papers]
    ledger = defaults["ledger"]
    assert told == [
        *named,
        TWIN,
        WORKBOOK,
        ledger,
        *(f"{Path(ledger).name}-{more}" for more in ("wal", "shm")),
        f"{ledger}.lock",
    ]


# docs/calendar.md and docs/editions.md


def test_calendar_doc_shows_what_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_down(tmp_path / "my-board")
    monkeypatch.chdir(tmp_path / "my-board")
    shown = [block.removeprefix("$ reporter ").split("\n", 1) for block in code(DOCS["calendar.md"], "console")]
    assert len(shown) == 2
    for command, output in shown:
        assert CliRunner().invoke(app, shlex.split(command)).stdout == output


@pytest.mark.parametrize(
    ("doc", "heading", "level", "column", "words"),
    [
        ("editions.md", "Where an edition stands", 2, "status", Standing),
        ("editions.md", "What did the board know, and when?", 2, "word in the history", Event),
        ("editions.md", "Papers that are held", 2, "gate", Gate),
        ("calendar.md", "Papers that nobody made on their day", 3, "`catch_up`", CatchUp),
        ("delivery.md", "What becomes of a letter", 2, "State", State),
        ("delivery.md", "Chasing", 2, "Need", Need),
    ],
)
def test_a_table_explains_each_word_of_a_closed_list(
    doc: str, heading: str, level: int, column: str, words: type[StrEnum]
) -> None:
    told = [row[0].strip('`"') for row in rows(section(doc, heading, level), column)]
    assert sorted(told) == sorted(words)


def test_delivery_doc_has_each_figure_and_no_other(tmp_path: Path) -> None:
    now = datetime(2015, 3, 17, tzinfo=UTC)
    write_metrics(tmp_path / "reporter.prom", Memory({}, now, 0, now), Run(1.0, 0), Recorded([], []))
    written = {
        family.name for family in text_string_to_metric_families((tmp_path / "reporter.prom").read_text("utf-8"))
    }
    told = {row[0].strip("`") for row in rows(section("delivery.md", "The operator", 2), "Figure")}
    assert told == written


# docs/json.md


def documented(heading: str) -> Any:
    """The document that stands under a heading."""
    (block,) = code(section("json.md", heading, 2), "json")
    return json.loads(block)


def test_json_doc_has_each_document_and_no_other() -> None:
    with_json = [name for name, command in COMMANDS.items() if "--json" in options(command)]
    assert sorted([*headings("json.md", 2), "backfill"]) == sorted(with_json)


def test_json_doc_has_the_keys_of_a_run_and_a_check() -> None:
    day, edition = date(2015, 3, 13), Edition("town", date(2015, 3, 25), "board-paper", 1)
    occasion = Occasion(edition.dated, day, datetime(2015, 3, 16, tzinfo=UTC), day, day, None)
    job = Job(Task.REFRESH, edition, Standing.DRAFT, occasion, day, day, "the data changed", "OFFICIAL")
    counts = {"actions": 0} | {entry.word: 0 for entry in OURS.entries}
    failed = Failed("riverside", (Problem("where", "found", "advice"),), 4)
    report = Report(
        [job],
        [Produced(job, {Path("file.pdf"): ""}, 32, counts, "")],
        [Unneeded(job, Event.UNCHANGED, "It would say the same.")],
        [Held(edition, Gate.ROWS, "The table updates has 59 rows.")],
        [failed],
        ["The calendar ends."],
    )
    parcel = Parcel(
        edition, Channel.MAIL, "jane.smith@example.org", "", occasion.draft, "somebody", last=occasion.draft
    )
    sent = Sent([parcel], [Problem("where", "found", "advice")])
    assert shape(documented("run")) == shape(json.loads(telling.report_json(report, day, Path("output"), sent)))
    assert shape(documented("send")) == shape(json.loads(sent_json(sent)))
    standing = PaperStanding("town", "board-paper", Stage.OVERDUE, occasion, edition, Standing.DRAFT, None, occasion)
    overview = Overview(occasion.draft, [standing], [failed], [parcel], LastRun(occasion.draft, 0))
    assert shape(documented("status")) == shape(json.loads(status_json(overview)))
    examined = [Found("disk", Health.WELL, "A lot is free.")]
    assert shape(documented("doctor")) == shape(json.loads(health_json(examined)))
    place = Place("data/tracker.xlsx", "Plan", 14, "By when?")
    findings = Findings()
    findings.error(ToDo.MEND_DATES, place, "found", "advice", "31/02/2015")
    area = JudgementArea("1", "Help", None, "", None)
    plan = ImprovementPlan((area,), (), (), (), (), (), Narrative())
    quality = assess(plan, day, Thresholds())
    problems = tuple(findings.found)
    checked = Checked("riverside", findings, [Failed("riverside", problems, 4)], ["Look."], plan, {}, quality)
    assert shape(documented("check")) == shape(json.loads(check_json([checked])))


def test_json_doc_has_the_keys_that_looking_commands_print(write_board: WriteBoard) -> None:
    config = write_board(tables={"meetings": "date,status\n25/03/2015,planned\n"})

    def said(*arguments: str) -> Any:
        return json.loads(CliRunner().invoke(app, [*arguments, "--config", str(config), "--json"]).stdout)

    made = [said("run", "--today", "2015-03-17")["produced"][0]]
    late = "1-01,12/03/2015,A lead,not started,0%,Nothing yet.\n"
    (config.parent / "data/town/updates.csv").write_text(SMALL_TABLES["updates"] + late, "utf-8")
    made += said("run", "--today", "2015-03-17", "--reason", "a late update")["produced"]
    ids = [one["id"] for one in made]
    assert shape(documented("editions")) == shape(said("editions")[:1])
    assert shape(documented("history")) == shape(said("history", ids[1])[-1:])
    assert shape(documented("calendar")) == shape(said("calendar", "--today", "2015-03-17"))
    differences = said("compare", *ids)
    told = documented("compare")
    assert told.keys() == differences.keys()
    assert shape(told["plan"]) == shape(told["making"]) == shape(told["ratings"]) == shape(differences["ratings"][:1])
    Path(made[0]["file"]).unlink()
    assert shape(documented("verify")) == shape(said("verify"))
    assert list(documented("history")[0]["detail"]["rows"]) == sorted(set(PLAN_TABLES) - {RENAMED})


def test_json_doc_has_the_keys_that_chasing_prints(tmp_path: Path) -> None:
    mail = '\n[mail]\nserver = "mail.example.org"\nsender = "a@example.org"\ndomains = ["example.org"]\n'
    chasing = '\n[boards.town.chasing]\nleads = "leads.csv"\n'
    town = make_town(tmp_path / "office", str(tmp_path / "ledger.sqlite"), more=mail + chasing)
    (town.folder / "leads.csv").write_text("lead,email\nA lead,a@example.org\n", "utf-8")
    head, first = SMALL_TABLES["actions"].splitlines()
    others = [first.replace("1-01", "1-02").replace("A lead", "B"), first.replace("1-01", "1-03").replace("A lead", "")]
    (town.folder / "data/town/actions.csv").write_text("\n".join([head, first, *others, ""]), "utf-8")
    (told,) = town.told("chase", "--today", "2015-03-09")
    (written,) = documented("chase")
    written["letters"][0]["written"] = None
    assert shape(written["letters"][0]["actions"][0]["needs"][0]) == shape(told["letters"][0]["actions"][0]["needs"][0])
    for part in ("letters", "unreachable", "without_lead"):
        assert written[part][0].keys() == told[part][0].keys()
    assert written.keys() == told.keys()


def shape(value: object) -> object:
    """Keys and types, without the values; counts of rows and files have the names that there are for keys."""
    if isinstance(value, dict):
        return {key: "by name" if key in {"rows", "files"} else shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [shape(inner) for inner in value]
    return type(value).__name__


# Links, targets of the Makefile, files of the templates


@pytest.mark.parametrize("doc", DOCS)
def test_relative_links_point_to_files(doc: str) -> None:
    folder = ROOT if doc == "README.md" else ROOT / "docs"
    text = CODE.sub("", DOCS[doc])
    links = [link for link in re.findall(r"\]\(([^)\s]+)", text) if not re.match(r"[a-z]+:|#", link)]
    assert [link for link in links if not (folder / link.partition("#")[0]).exists()] == []


@pytest.mark.parametrize("doc", DOCS)
def test_links_into_a_page_point_to_a_heading(doc: str) -> None:
    for name, anchor in re.findall(r"\]\((?:docs/)?([\w.-]*\.md)?#([^)\s]+)\)", CODE.sub("", DOCS[doc])):
        page = re.sub(r"^```.*?^```$", "", DOCS[name or doc], flags=re.MULTILINE | re.DOTALL)
        assert anchor in {as_anchor(heading) for heading in re.findall(r"^#+ (.+)$", page, re.MULTILINE)}, anchor


def as_anchor(heading: str) -> str:
    """A heading as GitHub links to it."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("doc", DOCS)
def test_make_targets_in_the_docs_exist(doc: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {found["target"] for found in MAKE.finditer(all_code(DOCS[doc]))}
    assert named <= targets


def test_restyling_doc_has_each_template_and_style_and_no_other() -> None:
    told = re.findall(r"`([^`]+)`", " ".join(row[0] for row in rows(section("restyling.md", "The files", 2), "File")))
    templates = ROOT / "templates"
    there = [
        path.relative_to(templates).as_posix()
        for kind in ("*.html", "*.css", "mail/*.txt")
        for path in templates.rglob(kind)
    ]
    assert sorted(told) == sorted([*there, "images/"])


@pytest.mark.parametrize(("template", "content"), [("mail/paper", PaperLetter), ("mail/chase", ChaseLetter)])
def test_restyling_doc_has_what_a_letter_holds(template: str, content: type[PaperLetter | ChaseLetter]) -> None:
    told = {row[0].strip("`"): row[1] for row in rows(section("restyling.md", "Letters", 2), "Template")}
    names = [field.name for field in dataclasses.fields(content)]
    assert re.findall(r"`(\w+)`(?:,| \(|$)", re.sub(r"\(.*?\)", "(", told[template])) == names


def test_restyling_doc_has_each_token() -> None:
    (example,) = code(section("restyling.md", "Colours, sizes, typeface", 2), "css")
    assert tokens(example) == tokens((ROOT / "templates/css/tokens.css").read_text("utf-8"))


def tokens(style: str) -> Sequence[str]:
    return re.findall(r"^\s*(--[\w-]+):", style, re.MULTILINE)
