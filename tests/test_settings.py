"""config.toml: what is taken, and what is told, all of it at once, about what cannot be meant."""

from datetime import date
from pathlib import Path

import pytest

from reporter.bundled import bundled_folder
from reporter.domain.escalation import Ladder, Rung
from reporter.domain.gates import Limits
from reporter.domain.occasions import Spacing
from reporter.domain.paper import AnnexName
from reporter.domain.thresholds import Thresholds
from reporter.errors import ConfigError
from reporter.settings import Settings, load_settings

CONFIG = """
[boards.leeds]
name = "Leeds Board"
place = "Leeds"
plan = "data/leeds"
classification = "OFFICIAL"

[boards.leeds.inspection]
name = "Inspection"
first_day = 2014-03-11
last_day = 2014-04-02

[boards.leeds.papers.board-paper]
title = "Progress"
author = "Business Manager"
lead_officer = "Director"
contact = "board@example.org"
"""
PAPER_SECTION = "[boards.leeds.papers.board-paper]"
MISSING = "This key is missing. Add it; docs/config.md says what it means."
DAYS = "Write a date without quotation marks, such as 2014-03-11."
SMALL_LETTERS = "Use small letters, figures and single hyphens, such as nottingham-city."
NO_ZONE = "is not allowed. No such timezone; write a name such as Europe/London."
CLASSIFICATIONS = "Should be 'OFFICIAL', 'OFFICIAL-SENSITIVE', 'NOT PROTECTIVELY MARKED', 'PROTECT' or 'RESTRICTED'."


def config(tmp_path: Path, text: str | bytes) -> Path:
    """A config file of this content."""
    path = tmp_path / "config.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def changed(*changes: tuple[str, str], above: str = "", below: str = "") -> str:
    """The small valid config with some of its text changed, and more text above or below."""
    text = CONFIG
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return f"{above}\n{text}\n{below}\n"


def rating(*lines: str) -> str:
    """The small valid config with rating rules."""
    return changed(below="\n".join(["[boards.leeds.rating]", *lines]))


def loaded(tmp_path: Path, text: str | bytes) -> Settings:
    """The settings read from this content."""
    return load_settings(config(tmp_path, text))


def told(path: Path) -> list[str]:
    """What the person is told, a line for each problem, with paths as seen from the config's folder."""
    with pytest.raises(ConfigError) as raised:
        load_settings(path)
    assert raised.value.exit_code == 3
    return str(raised.value).replace(f"{path.parent}/", "").splitlines()


def refused(tmp_path: Path, text: str | bytes) -> list[str]:
    """What is said about a config of this content."""
    return told(config(tmp_path, text))


# What is taken


def test_paths_are_taken_from_the_folder_of_the_config(tmp_path: Path) -> None:
    folder = tmp_path / "board"
    folder.mkdir()
    (tmp_path / "shared").mkdir()
    settings = loaded(folder, changed(('place = "Leeds"', 'place = "Leeds"\ntemplates = "../shared"')))
    assert settings.output == folder / "output"
    assert settings.boards["leeds"].plan == folder / "data" / "leeds"
    assert settings.boards["leeds"].templates == folder / "../shared"


def test_a_templates_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    [message] = refused(tmp_path, changed(('place = "Leeds"', 'place = "Leeds"\ntemplates = "templtes"')))
    assert 'key "boards.leeds.templates": There is no folder ' in message


def test_a_config_named_without_a_folder_gives_relative_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config(tmp_path, CONFIG)
    monkeypatch.chdir(tmp_path)
    assert load_settings(Path("config.toml")).boards["leeds"].plan == Path("data/leeds")


def test_absolute_paths_stay(tmp_path: Path) -> None:
    text = changed(('"data/leeds"', '"/srv/plans/leeds.xlsx"'), above='output = "/srv/papers"')
    settings = loaded(tmp_path, text)
    assert settings.output == Path("/srv/papers")
    assert settings.boards["leeds"].plan == Path("/srv/plans/leeds.xlsx")
    assert settings.boards["leeds"].templates is None


def test_what_is_left_out_has_its_usual_value(tmp_path: Path) -> None:
    settings = loaded(tmp_path, CONFIG)
    board = settings.boards["leeds"]
    assert (settings.timezone, board.partners, board.sample) == ("Europe/London", (), False)
    assert (board.words.board, board.words.inspectorate) == ("Board", "Ofsted")
    assert board.rating.thresholds == Thresholds(stale_after_days=62, amber_behind=15, red_behind=35, area_share=25)
    assert (board.gates.limits, board.calendar.spacing(board.paper("board-paper"))) == (Limits(), Spacing(5, 2, 1, 1))
    assert (sorted(board.calendar.weekdays_off), board.calendar.bank_holidays) == ([5, 6], "England")
    paper = board.paper("board-paper")
    assert (paper.issue, paper.catch_up, paper.catch_up_days, paper.cron) == ("by-name", "latest", 62, None)
    assert (board.paper("board-paper").purpose, board.paper("board-paper").agenda_item) == ("assurance", None)


def test_what_is_written_is_taken(tmp_path: Path) -> None:
    text = changed(
        (
            'place = "Leeds"',
            'place = " Leeds "\npartners = ["Leeds City Council", "West Yorkshire Police"]\nsample = true',
        ),
        ("last_day = 2014-04-02", "last_day = 2014-04-02\nreport_published = 2014-05-14"),
        above='timezone = "Europe/Dublin"',
        below='[boards.leeds.rating]\namber_behind = 20\nred_behind = 20\n[boards.leeds.words]\nboard = "Partnership"',
    )
    settings = loaded(tmp_path, text)
    board = settings.boards["leeds"]
    assert settings.timezone == "Europe/Dublin"
    assert (board.place, board.partners) == ("Leeds", ("Leeds City Council", "West Yorkshire Police"))
    assert (board.sample, board.words.board, board.rating.red_behind) == (True, "Partnership", 20)
    assert board.inspection.report_published == date(2014, 5, 14)


ESCALATION = """
[boards.leeds.escalation]
rungs = ["lead", "Chief Executive"]
red_days = [7, 21]
silent_days = []
"""


def test_a_ladder_is_taken_rung_by_rung_under_the_boards_own_name(tmp_path: Path) -> None:
    words = '[boards.leeds.words]\nboard = "Partnership"'
    assert loaded(tmp_path, changed(below=words)).boards["leeds"].ladder == Ladder(board="Partnership")
    text = changed(below=f"{ESCALATION}moves = [2, 4]")
    assert loaded(tmp_path, text).boards["leeds"].ladder == Ladder(
        (Rung("lead", red_days=7, moves=2), Rung("Chief Executive", red_days=21, moves=4))
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("moves = [1, 2, 3]", "moves has 3 numbers for 2 rungs, and needs one for each."),
        ("moves = [1]", "moves has 1 number for 2 rungs, and needs one for each."),
        ("moves = [2, 2]", "moves is [2, 2], which does not grow from rung to rung."),
        ("moves = [2, 1]", "moves is [2, 1], which does not grow from rung to rung."),
    ],
)
def test_a_ladder_that_does_not_rise_is_refused(tmp_path: Path, line: str, said: str) -> None:
    [message] = refused(tmp_path, changed(below=f"{ESCALATION}{line}"))
    assert message.startswith('config.toml, key "boards.leeds.escalation": ')
    assert message.endswith(f"{said} Correct one of the two.")


def test_a_ladder_without_rungs_is_refused(tmp_path: Path) -> None:
    [message] = refused(tmp_path, changed(below="[boards.leeds.escalation]\nrungs = []"))
    assert "escalation.rungs" in message


def test_the_sample_config_is_valid() -> None:
    settings = load_settings(bundled_folder() / "config.toml")
    assert list(settings.boards) == ["nottingham"]
    assert list(settings.boards["nottingham"].papers)[:4] == [
        "inspection-response",
        "board-paper",
        "chairs-brief",
        "exceptions",
    ]
    assert settings.boards["nottingham"].plan == bundled_folder() / "data" / "nottingham"


def test_windows_line_ends_are_read(tmp_path: Path) -> None:
    assert loaded(tmp_path, CONFIG.replace("\n", "\r\n")) == loaded(tmp_path, CONFIG)


@pytest.mark.parametrize("name", ["leeds", "leeds-city", "l33ds", "a", "a" * 60])
def test_a_board_id_is_small_letters_figures_and_single_hyphens(tmp_path: Path, name: str) -> None:
    assert list(loaded(tmp_path, changed(("boards.leeds", f"boards.{name}"))).boards) == [name]


# A file that cannot be read


def test_a_config_that_is_not_there_is_told_with_the_next_step(tmp_path: Path) -> None:
    advice = "Name your config with --config, or lay down a new folder with: reporter init DIR"
    assert told(tmp_path / "config.toml") == [f"config.toml: The file does not exist. {advice}"]


def test_a_config_that_is_a_folder_or_a_link_to_itself_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "loop.toml").symlink_to("loop.toml")
    assert told(tmp_path / "folder.toml") == ["folder.toml: It cannot be read (Is a directory). Check the file."]
    assert told(tmp_path / "loop.toml") == [
        "loop.toml: It cannot be read (Too many levels of symbolic links). Check the file."
    ]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("a =\n", "Invalid value (at line 1, column 4)"),
        ("\n\ntimezone = Europe/London\n", "Invalid value (at line 3, column 12)"),
        (CONFIG + CONFIG, "Cannot declare ('boards', 'leeds') twice (at line 19, column 14)"),
        ("a = 1\0\n", "Expected newline or end of document after a statement (at line 1, column 6)"),
    ],
    ids=["no value", "no quotation marks", "two boards with one id", "a zero byte"],
)
def test_what_is_not_toml_is_told_with_its_line(tmp_path: Path, content: str, found: str) -> None:
    advice = "Mend that line; text stands in quotation marks."
    assert refused(tmp_path, content) == [f"config.toml: It is not valid TOML ({found}). {advice}"]


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_a_config_that_is_not_utf_8_is_told(tmp_path: Path, encoding: str) -> None:
    content = changed(("Leeds Board", "Leeds Children\u2019s Board")).encode(encoding)
    assert refused(tmp_path, content) == ["config.toml: It is not UTF-8 text. Save it as UTF-8."]


def test_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    assert "leeds" in loaded(tmp_path, b"\xef\xbb\xbf" + CONFIG.encode()).boards


# Keys that are wrong


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("", [f'key "boards": {MISSING}']),
        (changed(above="timezoen = 1"), ['key "timezoen": This key is not known. Did you mean "timezone"?']),
        (
            changed(above="colour = 1"),
            [
                'key "colour": This key is not known. The keys known here are timezone, output, ledger, schedule, '
                "mail, operator, logs and boards."
            ],
        ),
        (
            changed(("place =", "plase =")),
            [
                f'key "boards.leeds.place": {MISSING}',
                'key "boards.leeds.plase": This key is not known. Did you mean "place"?',
            ],
        ),
        (
            changed(("first_day", "frist_day")),
            [
                f'key "boards.leeds.inspection.first_day": {MISSING}',
                'key "boards.leeds.inspection.frist_day": This key is not known. Did you mean "first_day"?',
            ],
        ),
        (
            changed(("contact", "lead_oficer = 1\ncontact")),
            ['key "boards.leeds.papers.board-paper.lead_oficer": This key is not known. Did you mean "lead_officer"?'],
        ),
        (
            changed(below="sample = true"),
            [
                'key "boards.leeds.papers.board-paper.sample": This key is not known. '
                "The keys known here are kind, agency, title, agenda_item, paper_number, purpose, assurance, author, "
                "lead_officer, contact, recommendations, considered_by, implications, exempt, exempt_annexes, sides, "
                "draft, cron, catch_up, catch_up_days, issue and recipients."
            ],
        ),
        (
            rating("amber_behnd = 3"),
            ['key "boards.leeds.rating.amber_behnd": This key is not known. Did you mean "amber_behind"?'],
        ),
        (
            changed(("papers.board-paper", "papers.bord-paper")),
            [
                'key "boards.leeds.papers.bord-paper.kind": "bord-paper" is not allowed. '
                "The words to choose from are inspection-response, board-paper, chairs-brief, exceptions, "
                "agency-extract, scrutiny-briefing and annual-report."
            ],
        ),
        (changed()[: CONFIG.index("[boards.leeds.papers")], [f'key "boards.leeds.papers": {MISSING}']),
    ],
    ids=["empty", "misspelt", "unknown", "in a board", "in an inspection", "in a paper", "in the wrong section",
         "in the rating", "a paper", "no papers"],
)  # fmt: skip
def test_a_key_that_is_unknown_or_missing_is_told_with_the_nearest(
    tmp_path: Path, text: str, messages: list[str]
) -> None:
    assert refused(tmp_path, text) == [f"config.toml, {message}" for message in messages]


# Values that are wrong


@pytest.mark.parametrize("zone", ["Europe/Lodnon", "London", "", "../../etc/passwd", "/etc/passwd", "Europe"])
def test_an_unknown_timezone_is_told(tmp_path: Path, zone: str) -> None:
    assert refused(tmp_path, changed(above=f'timezone = "{zone}"')) == [
        f'config.toml, key "timezone": "{zone}" {NO_ZONE}'
    ]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..", ".", "/etc", "a/b", "Leeds", "leeds city", "-leeds", "leeds-", "le--eds", "a_b",
             "l\u00e9eds", "\u0663", ""]
)  # fmt: skip
def test_a_board_id_that_could_be_a_path_or_is_not_plain_is_refused(tmp_path: Path, name: str) -> None:
    assert refused(tmp_path, changed(("boards.leeds", f'boards."{name}"'))) == [
        f'config.toml, key "boards.{name}": "{name}" is not allowed. {SMALL_LETTERS}'
    ]


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (changed(('"Leeds Board"', "5")), ['name": 5 is not allowed. Write a text in quotation marks.']),
        (changed(('"Leeds"', "true")), ['place": True is not allowed. Write a text in quotation marks.']),
        (changed(('"OFFICIAL"', '"official"')), [f'classification": "official" is not allowed. {CLASSIFICATIONS}']),
        (
            changed(("2014-03-11", '"11/03/2014"')),
            [f'inspection.first_day": "11/03/2014" is not allowed. {DAYS}'],
        ),
        (
            changed(("2014-03-11", "2014-03-11T09:00:00")),
            [f'inspection.first_day": 2014-03-11 09:00:00 is not allowed. {DAYS}'],
        ),
        (
            rating('amber_behind = "3"'),
            ['rating.amber_behind": "3" is not allowed. Write a whole number without quotation marks.'],
        ),
        (
            rating("amber_behind = true"),
            ['rating.amber_behind": True is not allowed. Write a whole number without quotation marks.'],
        ),
        (
            rating("area_share = 1.5"),
            ['rating.area_share": 1.5 is not allowed. Write a whole number without quotation marks.'],
        ),
        (
            rating("red_behind = 101", "stale_after_days = 0", "area_share = -1"),
            [
                'rating.stale_after_days": 0 is not allowed. Should be greater than or equal to 1.',
                'rating.red_behind": 101 is not allowed. Should be less than or equal to 100.',
                'rating.area_share": -1 is not allowed. Should be greater than or equal to 1.',
            ],
        ),
        (
            rating("area_share = 0"),
            ['rating.area_share": 0 is not allowed. Should be greater than or equal to 1.'],
        ),
        (rating("area_share = 101"), ['rating.area_share": 101 is not allowed. Should be less than or equal to 100.']),
        (
            changed(('"Progress"', '"Progress"\npurpose = "fun"')),
            [
                'papers.board-paper.purpose": "fun" is not allowed. '
                "Should be 'decision', 'discussion', 'assurance' or 'information'."
            ],
        ),
        (
            changed(('place = "Leeds"', 'place = "Leeds"\npartners = ["Police", 5]')),
            ['partners.1": 5 is not allowed. Write a text in quotation marks.'],
        ),
    ],
)
def test_a_value_of_the_wrong_type_is_told_with_what_it_should_be(
    tmp_path: Path, text: str, messages: list[str]
) -> None:
    assert refused(tmp_path, text) == [f'config.toml, key "boards.leeds.{message}' for message in messages]


@pytest.mark.parametrize("red_behind", [14, 0])
def test_red_cannot_begin_before_amber(tmp_path: Path, red_behind: int) -> None:
    [message] = refused(tmp_path, rating(f"red_behind = {red_behind}"))
    assert message.startswith('config.toml, key "boards.leeds.rating": ')
    assert message.endswith(f"ed_behind ({red_behind}) is less than amber_behind (15). Correct one of the two.")


def test_red_before_amber_is_told_with_the_names_of_the_keys(tmp_path: Path) -> None:
    [message] = refused(tmp_path, rating("red_behind = 14"))
    assert "red_behind (14) is less than amber_behind (15)" in message
    assert "A section is not allowed" not in message


WRONG_SHAPES = {
    "empty papers": (
        changed()[: CONFIG.index("[boards.leeds.papers")] + "[boards.leeds.papers]",
        "boards.leeds.papers",
    ),
    "no board": ("[boards]", "boards"),
    "boards a list": ("boards = []", "boards"),
    "board a number": ("[boards]\nleeds = 5", "boards.leeds"),
    "plan a number": (changed(('"data/leeds"', "5")), "boards.leeds.plan"),
    "plan empty": (changed(('"data/leeds"', '""')), "boards.leeds.plan"),
    "output a number": (changed(above="output = 5"), "output"),
    "partners a text": (changed(('place = "Leeds"', 'place = "Leeds"\npartners = "Police"')), "boards.leeds.partners"),
    "blank": (changed(('"Leeds"', '" "')), "boards.leeds.place"),
    "too long": (changed(('"Leeds"', f'"{"x" * 301}"')), "boards.leeds.place"),
    "id too long": (changed(("boards.leeds", f"boards.{'a' * 61}")), f"boards.{'a' * 61}"),
}


@pytest.mark.parametrize("shape", WRONG_SHAPES)
def test_a_value_of_the_wrong_shape_is_refused_under_its_key(tmp_path: Path, shape: str) -> None:
    text, key = WRONG_SHAPES[shape]
    [message] = refused(tmp_path, text)
    assert message.startswith(f'config.toml, key "{key}": ')
    assert " is not allowed. " in message


@pytest.mark.parametrize("shape", WRONG_SHAPES)
def test_a_value_of_the_wrong_shape_is_told_in_words_that_need_no_programmer(tmp_path: Path, shape: str) -> None:
    [message] = refused(tmp_path, WRONG_SHAPES[shape][0])
    words = ("ictionary", "instance", "Path", "tuple", "String should", "after validation", "A section is not allowed")
    assert not [word for word in words if word in message]


@pytest.mark.parametrize("value", ["two\\nlines", "tab\\there", "escape\\u001b[31m", "delete\\u007f"])
def test_a_name_with_a_line_break_or_control_character_is_refused(tmp_path: Path, value: str) -> None:
    message = "\n".join(refused(tmp_path, changed(('"Leeds Board"', f'"{value}"'))))
    assert message.startswith('config.toml, key "boards.leeds.name": "')
    assert message.endswith('" is not allowed. Write it on one line, in characters that print.')


@pytest.mark.parametrize("value", ["two\\nlines", "escape\\u001b[31m"])
def test_a_refused_value_is_shown_on_one_line_without_control_characters(tmp_path: Path, value: str) -> None:
    for text in (changed(('"Leeds Board"', f'"{value}"')), changed(("boards.leeds", f'boards."{value}"'))):
        messages = refused(tmp_path, text)
        assert len(messages) == 1
        assert "\x1b" not in messages[0]


@pytest.mark.parametrize("value", ["next\\u0085line", "line\\u2028separator", "turned\\u202eround", "zero\\u200bwidth"])
def test_a_name_with_an_invisible_character_or_another_line_end_is_refused(tmp_path: Path, value: str) -> None:
    [message] = refused(tmp_path, changed(('"Leeds Board"', f'"{value}"')))
    assert message == (
        f'config.toml, key "boards.leeds.name": "{value}" is not allowed. '
        "Write it on one line, in characters that print."
    )


@pytest.mark.parametrize(
    "change",
    [("last_day = 2014-04-02", "last_day = 2013-04-02"), ("last_day", "report_published = 2010-01-01\nlast_day")],
    ids=["ends before it begins", "published before it began"],
)
def test_an_inspection_that_ends_before_it_begins_is_refused(tmp_path: Path, change: tuple[str, str]) -> None:
    [message] = refused(tmp_path, changed(change))
    assert message.startswith('config.toml, key "boards.leeds.inspection": ')
    assert message.endswith(" is before first_day (2014-03-11). Correct one of the two.")


@pytest.mark.parametrize("change", [("data/leeds", "a\\u0000b")])
def test_a_path_with_a_zero_byte_is_refused(tmp_path: Path, change: tuple[str, str]) -> None:
    [message] = refused(tmp_path, changed(change))
    assert message == (
        'config.toml, key "boards.leeds.plan": "a\\u0000b" is not allowed. '
        "Write it on one line, in characters that print."
    )


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        (changed(below='cron = "0 7 1 * *"\ndraft = 2'), "boards.leeds.papers.board-paper", "draft counts from the "
         "meeting, cron does without it."),
        (changed(below='cron = "* * * * *"'), "boards.leeds.papers.board-paper.cron", "Write five fields, of which "
         "minute and hour are one number each, such as 0 7 1 * *."),
        (changed(below='catch_up = "some"'), "boards.leeds.papers.board-paper.catch_up", "The words to choose from are "
         "latest, all and none."),
        (changed(below="[boards.leeds.calendar]\ndata_cut = 1\ndraft = 2"), "boards.leeds.calendar", "data_cut (1), "
         "draft (2) and sign_off (1) count back from despatch and come in this order, so none may be smaller than the "
         "next."),
        (changed(below="[boards.leeds.gates]\nfresh_stop_days = 41"), "boards.leeds.gates", "fresh_stop_days (41) is "
         "less than fresh_warn_days (42)."),
        (changed(below='[boards.leeds.gates]\nempty_plan = "shrug"'), "boards.leeds.gates.empty_plan", "The words to "
         "choose from are fail, nil-return and skip."),
        (changed(above='ledger = "mysql://host/ledger"'), "ledger", "Write a file's path, or an address that begins "
         "with postgresql://."),
    ],
)  # fmt: skip
def test_days_gates_and_ledger_that_cannot_be_meant_are_told(tmp_path: Path, text: str, key: str, said: str) -> None:
    [message] = refused(tmp_path, text)
    assert message.lower().startswith(f'config.toml, key "{key}": ')
    assert said.lower() in message.lower()


def test_a_password_in_the_address_of_the_ledger_is_refused_and_not_repeated(tmp_path: Path) -> None:
    assert refused(tmp_path, changed(above='ledger = "postgresql://reporter:hush@db/ledger"')) == [
        'config.toml, key "ledger": It holds a password. Take it out; PostgreSQL finds it in PGPASSWORD, PGPASSFILE or '
        "~/.pgpass."
    ]


def test_a_ledger_is_a_file_beside_the_config_or_a_database_of_its_own(tmp_path: Path) -> None:
    assert loaded(tmp_path, CONFIG).ledger == str(tmp_path / "archive" / "ledger.sqlite")
    assert loaded(tmp_path, changed(above='ledger = "/srv/l.sqlite"')).ledger == "/srv/l.sqlite"
    assert loaded(tmp_path, changed(above='ledger = "postgresql://db/ledger"')).ledger == "postgresql://db/ledger"


def test_everything_wrong_with_a_config_is_told_at_once(tmp_path: Path) -> None:
    text = changed(
        ('place = "Leeds"\n', ""),
        ("contact", "contakt"),
        ("2014-04-02", '"2 April"'),
        above='timezone = "Mars/Base"\nfoo = 1',
    )
    assert sorted(refused(tmp_path, text)) == sorted(
        [
            f'config.toml, key "timezone": "Mars/Base" {NO_ZONE}',
            'config.toml, key "foo": This key is not known. '
            "The keys known here are timezone, output, ledger, schedule, mail, operator, logs and boards.",
            f'config.toml, key "boards.leeds.place": {MISSING}',
            f'config.toml, key "boards.leeds.papers.board-paper.contact": {MISSING}',
            'config.toml, key "boards.leeds.papers.board-paper.contakt": This key is not known. '
            'Did you mean "contact"?',
            f'config.toml, key "boards.leeds.inspection.last_day": "2 April" is not allowed. {DAYS}',
        ]
    )


def test_settings_cannot_be_changed_after_loading(tmp_path: Path) -> None:
    settings = loaded(tmp_path, CONFIG)
    with pytest.raises(ValueError, match="frozen"):
        settings.timezone = "UTC"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("kind", "agency", "said"),
    [
        (
            'kind = "agency-extract"\n',
            "",
            "This key is missing. Name the agency as the plan does; one paper of this kind is for one agency.",
        ),
        (
            "",
            'agency = "Police"\n',
            "Only a paper of the kind agency-extract is for one agency, and this is a board-paper. Take the key out, "
            "or change the kind.",
        ),
    ],
)
def test_the_key_agency_belongs_to_an_agency_extract_and_to_no_other_paper(
    tmp_path: Path, kind: str, agency: str, said: str
) -> None:
    text = changed((PAPER_SECTION, f"{PAPER_SECTION}\n{kind}{agency}"))
    assert refused(tmp_path, text) == [f'config.toml, key "boards.leeds.papers.board-paper.agency": {said}']


def test_an_agency_extract_names_its_agency(tmp_path: Path) -> None:
    text = changed((PAPER_SECTION, f'{PAPER_SECTION}\nkind = "agency-extract"\nagency = "Police"'))
    assert load_settings(config(tmp_path, text)).boards["leeds"].paper("board-paper").agency == "Police"


# Annexes that are not for the public


def exempt_annex(name: str) -> str:
    section = f"[boards.leeds.papers.board-paper.exempt_annexes.{name}]"
    return changed(below=f'{section}\nparagraph = 2\nreason = "It may identify somebody"')


@pytest.mark.parametrize("name", AnnexName)
def test_each_annex_can_be_exempt_by_its_name(tmp_path: Path, name: AnnexName) -> None:
    (paper,) = loaded(tmp_path, exempt_annex(name)).boards["leeds"].papers.values()
    assert {annex: (why.paragraph, why.reason) for annex, why in paper.exempt_annexes.items()} == {
        name: (2, "It may identify somebody")
    }


def test_an_annex_that_no_paper_has_is_told_with_those_that_there_are(tmp_path: Path) -> None:
    assert refused(tmp_path, exempt_annex("appendix")) == [
        'config.toml, key "boards.leeds.papers.board-paper.exempt_annexes.appendix": "appendix" is not allowed. '
        "The words to choose from are areas, lists, actions, coverage, slippage, data-quality, rating-key and glossary."
    ]
