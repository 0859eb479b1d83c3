"""What cannot read a style's own properties, such as a drawing, is told a board's tokens by the template."""

from pathlib import Path

import pytest

from reporter.errors import PaperError
from reporter.rendering.gathering import read_templates
from reporter.rendering.templates import PRINT, environment, render
from reporter.rendering.tokens import read_tokens

STYLE = """/* --brand: #000000; is what it was */
:root { --face: "My Face", "DejaVu Sans"; --brand : #4b1d52;
  --ink:#1d2733 }"""


def test_tokens_are_read_as_they_are_written_and_comments_are_not() -> None:
    assert read_tokens(STYLE) == {"--face": '"My Face", "DejaVu Sans"', "--brand": "#4b1d52", "--ink": "#1d2733"}


def rendered(folder: Path, template: str) -> str:
    (folder / "css").mkdir()
    (folder / "css" / "tokens.css").write_text(STYLE)
    (folder / "paper.html").write_text(template)
    return render(environment(read_templates([folder])), "paper.html", paper=None, layout=PRINT)


def test_a_template_can_write_a_token_out(tmp_path: Path) -> None:
    assert rendered(tmp_path, '{{ token("--face") }}/{{ token("--ink") }}') == '"My Face", "DejaVu Sans"/#1d2733'


def test_a_token_that_is_missing_is_an_error_of_the_tokens(tmp_path: Path) -> None:
    with pytest.raises(PaperError) as caught:
        rendered(tmp_path, '{{ token("--accent") }}')
    said = 'css/tokens.css: There is no "--accent". Keep every token of ours, with a value of your own.'
    assert str(caught.value) == said
