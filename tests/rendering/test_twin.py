"""A twin stands alone: styles and pictures are put into it, and what would fetch or run anything is refused."""

from pathlib import Path

import pytest

from reporter.errors import PaperError

PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
AS_DATA = "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4="
FILES = {
    "templates": {
        "images/a.svg": PICTURE,
        "css/a.css": b"p { background: url(../images/a.svg) } /* </style> */",
        "css/far.css": b'p { background: url("https://example.org/a.png") }',
        "css/font.css": b"@font-face { src: url(../fonts/missing.ttf) }",
        "css/import.css": b'@import "other.css";',
    },
    "board": {"logo.svg": PICTURE},
}


def twin_of(body: str, head: str = "") -> str:
    from reporter.rendering.twin import twin  # noqa: PLC0415 - after WeasyPrint is ready

    html = f"<!DOCTYPE html><html><head>{head}</head><body><main>{body}</main></body></html>"
    return twin("paper.html", html, FILES).decode()


def test_a_style_is_put_into_it_with_its_pictures_and_cannot_end_early() -> None:
    made = twin_of("", '<link rel="stylesheet" href="css/a.css">')
    assert f"<style>\np {{ background: url({AS_DATA}) }} /* <\\/style> */</style>" in made


@pytest.mark.parametrize("source", ["images/a.svg", "/templates/images/a.svg", "/board/logo.svg"])
def test_a_picture_is_put_into_it(source: str) -> None:
    assert f'<img alt="A logo" src="{AS_DATA}">' in twin_of(f'<img alt="A logo" src="{source}">')


def test_a_table_takes_its_label_from_the_heading_above_it() -> None:
    made = twin_of('<h2>Dogs &amp; <em>"cats"</em></h2><table><tr><td>1</td></tr></table><table></table>')
    label = "Table {}: Dogs &amp; &quot;cats&quot;"
    for number in (1, 2):
        assert f'<div class="scroll" role="region" tabindex="0" aria-label="{label.format(number)}"><table>' in made
    assert made.count("</table></div>") == 2


def test_a_link_that_a_person_follows_stays() -> None:
    assert '<a href="https://example.org/">' in twin_of('<a href="https://example.org/">the report</a>')


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<script>alert(1)</script>", "there is a <script>"),
        ('<p onclick="x()">a</p>', "<p> runs onclick"),
        ('<iframe src="data:,x"></iframe>', "there is a <iframe>"),
        ('<video poster="a.png"></video>', '<video> fetches "a.png"'),
        ('<img alt="" srcset="a.png 2x" src="images/a.svg">', '<img> fetches "a.png 2x"'),
        ('<p style="background: url(a.png)">a</p>', 'a style fetches "a.png"'),
        ("<style>p { background: url(//example.org/a.png) }</style>", 'a style fetches "//example.org/a.png"'),
        ("<style>@import 'a.css';</style>", "a style imports another"),
        ('<svg role="img"><use href="a.svg#b"/></svg>', '<use> fetches "a.svg#b"'),
        ('<link rel="icon" href="a.png">', "there is a <link>"),
    ],
)
def test_what_would_fetch_or_run_anything_is_refused(body: str, said: str) -> None:
    with pytest.raises(PaperError) as refused:
        twin_of(body)
    assert str(refused.value).startswith(f"template paper.html: Its HTML twin would not stand alone: {said}.")


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ('<link rel="stylesheet" href="css/missing.css">', "there is no file css/missing.css in the templates folder"),
        ('<link rel="stylesheet" href="css/far.css">', "https://example.org/a.png is outside"),
        ('<link rel="stylesheet" href="css/font.css">', "there is no file fonts/missing.ttf"),
        ('<link rel="stylesheet" href="../../etc/passwd">', "outside the template and board folders"),
        ('<img alt="" src="https://example.org/a.png">', "https://example.org/a.png is outside"),
    ],
)
def test_what_is_not_among_the_files_is_told(head: str, said: str) -> None:
    with pytest.raises(PaperError, match=r"The HTML twin cannot be made: ") as refused:
        twin_of("", head)
    assert said in str(refused.value)


def test_a_style_that_imports_another_is_refused() -> None:
    with pytest.raises(PaperError, match="a style imports another"):
        twin_of("", '<link rel="stylesheet" href="css/import.css">')


def test_a_template_that_takes_the_frame_for_paper_is_told_how_to_begin(tmp_path: Path) -> None:
    from reporter.rendering.twin import twin  # noqa: PLC0415 - after WeasyPrint is ready

    with pytest.raises(PaperError, match=r"template own\.html: It has no frame for the screen\. Begin it with"):
        twin("own.html", "<!DOCTYPE html><html><body><h1>Ours</h1></body></html>", FILES)
