"""Text can be told from what it stands on: WCAG's contrast of 4.5 to 1, over the styles of both boards that we ship."""

import re
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path

import pytest

from reporter.rendering.gathering import read_templates
from reporter.rendering.tokens import read_tokens

ROOT = Path(__file__).parent.parent
OURS = ROOT / "templates"
BOARDS = {"nottingham": [OURS], "aldermere": [ROOT / "examples/aldermere/templates", OURS]}
ENOUGH = 4.5
WHITE = "#ffffff"  # the page
TEXT = re.compile(r"(?<![\w-])color: ([^;} ]+)")
BACKGROUND = re.compile(r"(?<![\w-])background: ([^;} ]+)")
HEX = re.compile(r"#[0-9a-f]{3}(?:[0-9a-f]{3})?")


def styles(board: str) -> Mapping[str, str]:
    files = read_templates(BOARDS[board])
    return {name: content.decode() for name, content in files.items() if name.endswith(".css")}


def colour(value: str, tokens: Mapping[str, str]) -> str:
    """A value as #rrggbb."""
    if found := re.fullmatch(r"var\((--[\w-]+)\)", value.strip()):
        value = tokens[found[1]]
    figures = value.strip().removeprefix("#")
    assert HEX.fullmatch(f"#{figures}"), value
    return "#" + (figures if len(figures) == 6 else "".join(figure * 2 for figure in figures))


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def is_light(colour: str) -> bool:
    return luminance(colour) > 0.4


def values(pattern: re.Pattern[str], board: str) -> set[str]:
    """Every colour that the styles give to text, or to what lies behind it."""
    files = styles(board)
    tokens = read_tokens(files["css/tokens.css"])
    written = {value for style in files.values() for value in pattern.findall(style)}
    return {colour(value, tokens) for value in written if value != "inherit" and not value.startswith("url(")}


def pairs(board: str) -> Iterator[tuple[str, str]]:
    """Each dark text on each light ground, the word DRAFT among them, and each light text on each dark ground."""
    draft = set(HEX.findall(read_templates(BOARDS[board])["images/draft.svg"].decode()))
    grounds = {WHITE} | draft | values(BACKGROUND, board)
    return (
        (text, ground) for text, ground in product(values(TEXT, board), grounds) if is_light(text) != is_light(ground)
    )


@pytest.mark.parametrize(
    ("one", "other", "said"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#767676", "#ffffff", 4.54)]
)
def test_contrast_is_counted_as_wcag_counts_it(one: str, other: str, said: float) -> None:
    assert round(contrast(one, other), 2) == said == round(contrast(other, one), 2)


@pytest.mark.parametrize("board", BOARDS)
def test_every_text_can_be_told_from_every_ground_that_it_may_stand_on(board: str) -> None:
    tokens = read_tokens(styles(board)["css/tokens.css"])
    looked_at = {part for pair in pairs(board) for part in pair}
    assert {value for value in tokens.values() if HEX.fullmatch(value)} - looked_at == {tokens["--rule"]}
    assert [(pair, round(contrast(*pair), 2)) for pair in pairs(board) if contrast(*pair) < ENOUGH] == []
