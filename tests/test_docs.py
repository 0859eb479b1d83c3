"""The docs say what the program does: no more, no less, and with examples that run."""

import csv
import json
import re
import shlex
import shutil
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
import typer.main
from pydantic import BaseModel

from reporter import errors, telling
from reporter.archive.editions import edition_file
from reporter.cli import EXIT_CODES, app
from reporter.domain.meetings import Edition, Meeting, MeetingStatus
from reporter.domain.plan import Judgement, Polarity, Rating, Status, Unit
from reporter.errors import ConfigError, DataError, Problem, ReporterError
from reporter.settings import Board, Inspection, Paper, RatingRules, Settings, Words, load_settings
from reporter.sources.calendar import load_meetings
from reporter.sources.plan import load_plan
from reporter.sources.records import Part
from reporter.sources.schema import CALENDAR, CALENDAR_COLUMNS, PLAN_TABLES
from reporter.work import Failed, Job, Produced, Report

ROOT = Path(__file__).parent.parent
DOCS = {path.name: path.read_text("utf-8") for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))}
TABLES = {**PLAN_TABLES, CALENDAR: CALENDAR_COLUMNS}
MODELS: dict[str, type[BaseModel]] = {
    "Every board": Settings,
    "[boards.ID]": Board,
    "[boards.ID.inspection]": Inspection,
    "[boards.ID.words]": Words,
    "[boards.ID.rating]": RatingRules,
    "[boards.ID.papers.PAPER]": Paper,
}
# Keys of config.toml that the comment above their section explains well enough, or the key beside them.
COMMANDS: dict[str, Any] = vars(typer.main.get_command(app))["commands"]
HELP = {"--help", "-h"}
CODE = re.compile(r"^```\w*\n(?P<block>.*?)^```$|`(?P<inline>[^`\n]+)`", re.MULTILINE | re.DOTALL)
CALL = re.compile(r"(?:^|^\$ |&& |/bin/)reporter +(?P<arguments>.+)$", re.MULTILINE)
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
    assert told == {name: default_as_told(field.is_required(), field.default) for name, field in fields.items()}


def default_as_told(required: bool, default: object) -> str:
    if required:
        return "required"
    if default is None:
        return "none"
    if isinstance(default, BaseModel):
        return "see below"
    written = str(default) if isinstance(default, Path) else default
    return f"`{json.dumps(written)}`"


def config_lines() -> Iterator[tuple[str, str, bool]]:
    """Of config.toml: each key with its line and whether the comment of its section stands right above the heading."""
    prefix, above, told = "", "", False
    for line in (ROOT / "config.toml").read_text("utf-8").splitlines():
        if heading := re.match(r"\[(.+)\]", line):
            prefix = re.sub(r"^(boards)\.[^.]+(?:\.(papers)\.[^.]+)?", as_pattern, heading[1]) + "."
            told = above.startswith("#")
            if told:
                yield prefix.rstrip("."), above, True
        elif key := re.match(r"(\w+) = ", line):
            yield prefix + key[1], line, told
        above = line


def as_pattern(found: re.Match[str]) -> str:
    return "boards.ID.papers.PAPER" if found[2] else "boards.ID"


def known_keys(model: type[BaseModel], prefix: str) -> Iterator[str]:
    """Every key that is a value, and every section as config.toml heads it."""
    sections = {
        "boards": "boards.ID",
        "inspection": "boards.ID.inspection",
        "words": "boards.ID.words",
        "rating": "boards.ID.rating",
        "papers": "boards.ID.papers.PAPER",
    }
    for name in model.model_fields:
        yield sections.get(name, prefix + name)


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
    raised = {0} | {error.exit_code for error in classes}
    assert {int(row[0]) for row in rows(section("operations.md", "Exit codes", 2), "Code")} == raised
    assert {int(number) for number in re.findall(r"\b\d+\b", EXIT_CODES)} == raised


def test_the_json_in_the_docs_has_the_keys_that_are_printed() -> None:
    documented = [json.loads(block) for block in code(DOCS["operations.md"], "json")]
    output, today = Path("output"), date(2015, 3, 17)
    edition = Edition("nottingham", date(2015, 3, 25), "board-paper", 1)
    job = Job(edition, Meeting(edition.meeting, today, MeetingStatus.PLANNED, None), today, date(2015, 2, 10))
    file = edition_file(output, edition)
    counts = {"actions": 0} | {rating.value: 0 for rating in Rating}
    failed = Failed("riverside", (Problem("where", "found", "advice"),), 4)
    report = Report([job], [Produced(job, file, 32, counts, "")], [failed])
    printed = [
        telling.report_json(report, today, {edition: file}),
        telling.check_json(Report()),
        telling.editions_json([(edition, file)]),
    ]
    assert [shape(document) for document in documented] == [shape(json.loads(text)) for text in printed]


def shape(value: object) -> object:
    """Keys and types, without the values."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
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
def test_make_targets_in_the_docs_exist(doc: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {found["target"] for found in MAKE.finditer(all_code(DOCS[doc]))}
    assert named <= targets


def test_restyling_doc_has_each_template_and_style_and_no_other() -> None:
    told = re.findall(r"`([^`]+)`", " ".join(row[0] for row in rows(section("restyling.md", "The files", 2), "File")))
    templates = ROOT / "templates"
    there = [
        path.relative_to(templates).as_posix() for kind in ("html", "css") for path in templates.rglob(f"*.{kind}")
    ]
    assert sorted(told) == sorted([*there, "images/"])


def test_restyling_doc_has_each_token() -> None:
    (example,) = code(section("restyling.md", "Colours, sizes, typeface", 2), "css")
    assert tokens(example) == tokens((ROOT / "templates/css/tokens.css").read_text("utf-8"))


def tokens(style: str) -> Sequence[str]:
    return re.findall(r"^\s*(--[\w-]+):", style, re.MULTILINE)
