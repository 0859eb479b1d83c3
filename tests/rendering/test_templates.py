"""Templates are strict, escaped and sandboxed; a board's own come first; errors name template and line."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from reporter.errors import MissingValueError, PaperError
from reporter.rendering.gathering import read_pictures, read_templates
from reporter.rendering.templates import PRINT, environment, render


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def rendered(folder: Path, template: str, **values: object) -> str:
    (folder / "paper.html").write_text(template)
    return render(environment(read_templates([folder])), "paper.html", paper=SimpleNamespace(**values), layout=PRINT)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("{{ 7*7 }} {% include 'x' %}", "{{ 7*7 }} {% include &#39;x&#39; %}"),
        ('"><img src=file:///etc/passwd>', "&#34;&gt;&lt;img src=file:///etc/passwd&gt;"),
    ],
)
def test_text_never_becomes_markup_or_template(folder: Path, text: str, printed: str) -> None:
    assert rendered(folder, "{{ paper.text }}", text=text) == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Plain *and* **bold**", "<p>Plain <em>and</em> <strong>bold</strong></p>\n"),
        ("[a link](https://example.org/x)", '<p><a href="https://example.org/x">a link</a></p>\n'),
        ("[a link](javascript:alert(1))", "<p>[a link](javascript:alert(1))</p>\n"),
        ("<b>raw</b>", "<p>&lt;b&gt;raw&lt;/b&gt;</p>\n"),
        ("# No heading", "<p># No heading</p>\n"),
        ("![no image](x.png)", "<p>![no image](x.png)</p>\n"),
        ("[beside the paper](x.pdf)", "<p>[beside the paper](x.pdf)</p>\n"),
        ("[write](mailto:board@example.org)", '<p><a href="mailto:board@example.org">write</a></p>\n'),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
    ],
)
def test_narrative_is_markdown_without_html_headings_or_images(folder: Path, text: str, printed: str) -> None:
    assert rendered(folder, "{{ paper.text | markdown }}", text=text) == printed


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("\n{{ paper.missing }}", "template paper.html, line 2: "),
        ("{% if paper.missing %}x{% endif %}", "template paper.html, line 1: "),
        ("\n\n{% if %}", "template paper.html, line 3: The template cannot be read"),
        ('{% include "gone.html" %}', 'template paper.html: There is no template "gone.html".'),
        ("{{ paper.__class__.__mro__ }}", "template paper.html, line 1: "),
        ("{{ paper.rows.append(1) }}", "template paper.html, line 1: "),
        ("{{ 1 / 0 }}", "template paper.html, line 1: "),
    ],
)
def test_a_template_that_cannot_be_is_an_error_with_its_line(folder: Path, template: str, said: str) -> None:
    with pytest.raises(PaperError) as caught:
        rendered(folder, template, rows=[])
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize(
    ("template", "is_missing"),
    [
        ("{{ paper.missing }}", True),
        ("{% for row in paper.missing %}{% endfor %}", True),
        ("{{ paper.rows[3] }}", True),
        ("{{ 1 / 0 }}", False),
        ("{{ paper.__class__.__mro__ }}", False),
        ('{% include "gone.html" %}', False),
    ],
)
def test_a_missing_value_is_told_apart_from_other_faults(folder: Path, template: str, is_missing: bool) -> None:
    with pytest.raises(PaperError) as caught:
        rendered(folder, template, rows=[])
    assert isinstance(caught.value, MissingValueError) == is_missing
    assert ("A value is missing: " in str(caught.value)) == is_missing


def test_a_template_is_text_in_utf_8_with_or_without_its_mark(folder: Path) -> None:
    assert rendered(folder, "\ufefft\u0177") == "t\u0177"
    (folder / "paper.html").write_bytes("one\ntwo\nYoung People\u2019s".encode("cp1252"))
    with pytest.raises(PaperError) as caught:
        render(environment(read_templates([folder])), "paper.html", paper=None, layout=PRINT)
    assert str(caught.value) == "template paper.html, line 3: It is not UTF-8 text. Save it as UTF-8."


def test_a_boards_own_template_comes_before_the_default(tmp_path: Path) -> None:
    for name, text in (("own", "ours"), ("default", "theirs")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "paper.html").write_text(text)
    (tmp_path / "default" / "part.html").write_text("default part")
    templates = read_templates([tmp_path / "own", tmp_path / "default"])
    env = environment(templates)
    assert render(env, "paper.html", paper=None, layout=PRINT) == "ours"
    assert render(env, "part.html", paper=None, layout=PRINT) == "default part"
    assert templates == {"paper.html": b"ours", "part.html": b"default part"}


def test_a_link_out_of_the_folder_is_as_good_as_missing(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "secret.html").write_text("secret")
    (tmp_path / "own" / "link.html").symlink_to(tmp_path / "secret.html")
    with pytest.raises(PaperError, match="There is no template"):
        render(environment(read_templates([tmp_path / "own"])), "link.html", paper=None, layout=PRINT)
    assert read_templates([tmp_path / "own"]) == {}


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "part.html").write_text("a part")
    (tmp_path / "link.html").symlink_to("part.html")
    assert read_templates([tmp_path])["link.html"] == b"a part"


def test_of_a_boards_folder_only_its_pictures_are_taken(tmp_path: Path) -> None:
    (tmp_path / "shown").mkdir()
    for name in ("logo.svg", "photo.JPG", "shown/chart.png", "actions.csv", "notes.txt", "svg"):
        (tmp_path / name).write_bytes(name.encode())
    assert read_pictures(tmp_path) == {name: name.encode() for name in ("logo.svg", "photo.JPG", "shown/chart.png")}
    assert read_pictures(tmp_path / "plan.xlsx") == {}


def test_a_template_outside_the_folder_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "secret.html").write_text("secret")
    with pytest.raises(PaperError, match="There is no template"):
        render(environment(read_templates([tmp_path / "own"])), "../secret.html", paper=None, layout=PRINT)
