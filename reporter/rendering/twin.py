"""The HTML twin of a paper: one file that fetches nothing, for screens of any width and for those who listen."""

import base64
import re
from collections import Counter
from collections.abc import Mapping
from html import escape, unescape
from html.parser import HTMLParser
from urllib.parse import urljoin

from reporter.errors import PaperError, Problem
from reporter.rendering.fetching import BASE_URL, OwnFetcher

Files = Mapping[str, Mapping[str, bytes]]
LINK = re.compile(r'<link rel="stylesheet" href="([^"]+)">')
IN_STYLE = re.compile(r"""url\(\s*["']?([^)"']+?)["']?\s*\)""")
IN_PICTURE = re.compile(r'(<img\b[^>]*?\ssrc=|<image\b[^>]*?\shref=)"([^"]*)"')
LANDMARK = re.compile(
    r'<h[1-6]\b[^>]*>(?P<heading>.*?)</h[1-6]>|<table\b|</table>|<div class="chart">|<svg\b(?![^>]*\brole=)', re.DOTALL
)
TAG = re.compile(r"<[^>]+>")
FETCHES = {"src", "srcset", "poster", "background", "data", "action", "formaction", "ping", "manifest"}
LEADS_ONLY = {"a", "area"}  # their href is followed by a person, not by the browser
FORBIDDEN = {"script", "link", "base", "iframe", "frame", "object", "embed", "form", "portal"}


def twin(name: str, html: str, files: Files) -> bytes:
    """The twin of a paper from its HTML for the screen; styles and pictures are put into it.

    `files` are what may be taken, by root and name (see `fetching`). Raises PaperError where something is not there, or
    where the file would fetch anything.
    """
    if "<main" not in html:
        found = "It has no frame for the screen."
        raise PaperError(Problem(f"template {name}", found, "Begin it with {% extends layout %}."))
    try:
        html = LINK.sub(lambda link: f"<style>\n{_style(_url(link[1]), files)}</style>", html)
        html = IN_PICTURE.sub(lambda found: f'{found[1]}"{_data(_url(unescape(found[2])), files)}"', html)
    except ValueError as error:
        advice = "Mend the template or style; nothing has been written."
        raise PaperError(Problem(name, f"The HTML twin cannot be made: {error}.", advice)) from error
    html = LANDMARK.sub(_Labels().landmark, html)
    _refuse_what_fetches(name, html)
    return html.encode()


def _url(text: str, base: str = BASE_URL) -> str:
    return text if text.startswith("data:") else urljoin(base, text)


def _style(url: str, files: Files) -> str:
    css = OwnFetcher(files).fetch(url).read().decode("utf-8-sig")
    css = IN_STYLE.sub(lambda found: f"url({_data(_url(found[1], url), files)})", css)
    return css.replace("</", "<\\/")


def _data(url: str, files: Files) -> str:
    """A file as a URI that holds it."""
    if url.startswith("data:"):
        return url
    found = OwnFetcher(files).fetch(url)
    return f"data:{found.content_type};base64,{base64.b64encode(found.read()).decode()}"


class _Labels:
    """Tables and charts scroll where the page is narrow: each in a region that the keyboard reaches, with a label."""

    def __init__(self) -> None:
        self._heading = ""
        self._numbers = Counter[str]()

    def landmark(self, found: re.Match[str]) -> str:
        """What is to stand there instead."""
        if found["heading"] is not None:
            self._heading = " ".join(unescape(TAG.sub("", found["heading"])).split())
            return found[0]
        match found[0]:
            case "</table>":
                return "</table></div>"
            case "<table":
                return f'<div class="scroll" {self._region("Table")}><table'
            case "<svg":
                return '<svg role="img"'
        return f'<div class="chart scroll" {self._region("Chart")}>'

    def _region(self, what: str) -> str:
        self._numbers[what] += 1
        label = escape(f"{what} {self._numbers[what]}: {self._heading}")
        return f'role="region" tabindex="0" aria-label="{label}"'


def _refuse_what_fetches(name: str, html: str) -> None:
    looked = _Fetches()
    looked.feed(html)
    looked.close()
    if looked.found:
        found = f"Its HTML twin would not stand alone: {looked.found[0]}."
        advice = "Name pictures and styles of the board's own folders, and nothing else."
        raise PaperError(Problem(f"template {name}", found, advice))


class _Fetches(HTMLParser):
    """What a browser would fetch or run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Look at an element."""
        self._in_style = tag == "style"
        if tag in FORBIDDEN:
            self.found.append(f"there is a <{tag}>")
        for key, value in attributes:
            followed = key in FETCHES or (key.endswith("href") and tag not in LEADS_ONLY)
            if followed and not (value or "").startswith(("data:", "#")):
                self.found.append(f'<{tag}> fetches "{value}"')
            if key.startswith("on"):
                self.found.append(f"<{tag}> runs {key}")
            if key == "style":
                self._look_at_style(value or "")

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        self._in_style = self._in_style and tag != "style"

    def handle_data(self, data: str) -> None:
        """Look at a style."""
        if self._in_style:
            self._look_at_style(data)

    def _look_at_style(self, css: str) -> None:
        self.found += [
            f'a style fetches "{url}"' for url in IN_STYLE.findall(css) if not url.startswith(("data:", "#"))
        ]
        if "@import" in css:
            self.found.append("a style imports another")
