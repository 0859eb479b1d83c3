"""The rating scheme in config.toml: what is taken, and how each mistake is told, by its key and all at once."""

from pathlib import Path

import pytest
from schemes import EXAMPLES, pasted
from small_board import CONFIG

from reporter.domain.scheme import OURS
from reporter.errors import ConfigError
from reporter.settings import Scheme, load_settings

KEY = 'config.toml, key "boards.nottingham.scheme'


def refused(folder: Path, *changes: tuple[str, str]) -> list[str]:
    """What is said of the first example with some of its text changed, once each."""
    text = CONFIG.format(board="nottingham") + pasted("amber-is-on-track")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "config.toml").write_text(text, "utf-8")
    with pytest.raises(ConfigError) as raised:
        load_settings(folder / "config.toml")
    return str(raised.value).replace(f"{folder}/", "").splitlines()


def test_a_board_without_the_section_has_our_scheme_written_out(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(CONFIG.format(board="nottingham"), "utf-8")
    board = load_settings(tmp_path / "config.toml").boards["nottingham"]
    assert board.rating_scheme == OURS
    again = Scheme.model_validate_json(board.scheme.model_dump_json())  # as a snapshot keeps it
    assert again.scheme == OURS


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_shipped_example_can_be_pasted_as_it_is(name: str, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(CONFIG.format(board="nottingham") + pasted(name), "utf-8")
    scheme = load_settings(tmp_path / "config.toml").boards["nottingham"].rating_scheme
    assert scheme.version == 1
    assert scheme.name.lower().replace(" ", "-") == name


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("version = 1\n", ""), '.version": This key is missing. Add it; docs/config.md says what it means.'),
        (("version = 1\n", "version = 0\n"), '.version": 0 is not allowed. Should be greater than or equal to 1.'),
        (
            ('"#A3161F"', '"red"'),
            '.entries.0.colour": "red" is not allowed. Write # and six figures or letters A to F, such as #A3161F.',
        ),
        (
            ('"#A3161F"', '"#A31"'),
            '.entries.0.colour": "#A31" is not allowed. Write # and six figures or letters A to F, such as #A3161F.',
        ),
        (
            ('"cross"', '"star"'),
            '.entries.0.shape": "star" is not allowed. The words to choose from are octagon, triangle, diamond, cross, '
            "bar, ring, disc and tick.",
        ),
        (
            ('["not started"]', '["grey"]'),
            '.entries.2.standings.0": "grey" is not allowed. The words to choose from are off track, at risk, '
            "re-dated, not rated, not started, on track, complete and verified.",
        ),
        (('["not started"]', "[]"), '.entries.2.standings": [] is not allowed. Put at least one entry there.'),
        (
            ('word = "red"', 'word = "decidedly off the track"'),
            '.entries.0.word": "decidedly off the track" is not allowed. Should have at most 20 characters.',
        ),
        (('word = "red"', 'wort = "red"'), '.entries.0.wort": This key is not known. Did you mean "word"?'),
        (
            ('"#FFFFFF"', '"#A3161F"'),
            '.entries.0.text_colour": #A3161F on #A3161F has a contrast of 1.00:1. At least 4.5:1 is expected: make '
            "one of them lighter or darker.",
        ),
        (
            ('mark_colour = "#B86E00"\n', ""),
            ".entries.3.mark_colour\": The mark's colour, #F3B53F, has a contrast of 1.82:1 on white. At least 3:1 is "
            "expected: write a darker mark_colour.",
        ),
    ],
)
def test_a_mistake_is_told_by_its_key(change: tuple[str, str], said: str, tmp_path: Path) -> None:
    assert f"{KEY}{said}" in refused(tmp_path, change)


def test_everything_that_does_not_fit_together_is_told_at_once(tmp_path: Path) -> None:
    changes = (('shape = "tick"', 'shape = "bar"'), ('["not started"]', '["not rated"]'), ('"white"', '"Red"'))
    assert refused(tmp_path, *changes) == [
        f'{KEY}.entries": "not rated" is a standing of unrated and Red. Each standing is expected in one entry, and '
        "once.",
        f'{KEY}.entries": No entry has the standing "not started". Each standing is expected in one entry, and once.',
        f'{KEY}.entries.2.word": "Red" is used twice. Each entry needs its own word.',
        f'{KEY}.entries.4.shape": "bar" is used twice. Each entry needs its own, as colour alone does not tell ratings '
        "apart. Free: octagon, diamond, disc and tick.",
    ]


def test_capitals_of_a_colour_make_no_difference(tmp_path: Path) -> None:
    text = CONFIG.format(board="nottingham") + pasted("amber-is-on-track").replace("#A3161F", "#a3161f")
    (tmp_path / "config.toml").write_text(text, "utf-8")
    (red, *_) = load_settings(tmp_path / "config.toml").boards["nottingham"].rating_scheme.entries
    assert (red.colour, red.mark_colour) == ("#A3161F", "#A3161F")
