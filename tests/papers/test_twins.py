"""The HTML twins of the sample's papers: whole in themselves, accessible, and with the words of the content."""

import re
from collections import Counter
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise

import pytest
from looked_at import LookedAt

from papers.conftest import Sample
from reporter.bundled import bundled_templates
from reporter.domain.paper import Content
from reporter.rendering.gathering import read_templates
from reporter.rendering.readiness import ready
from reporter.rendering.templates import SCREEN, environment, render

ONE = "town/2015-03-25/board-paper-e1"
BOTH = ["board-paper", "inspection-response"]


def twin_of(name: str, content: Content) -> bytes:
    ready(bundled_templates() / "fonts")
    from reporter.rendering.twin import twin  # noqa: PLC0415 - after WeasyPrint is ready

    templates = read_templates([bundled_templates()])
    html = render(environment(templates), f"{name}.html", paper=content, layout=SCREEN)
    return twin(f"{name}.html", html, {"templates": templates, "board": {}})


@pytest.fixture(scope="module", params=BOTH)
def seen(request: pytest.FixtureRequest, sample: Sample) -> LookedAt:
    """A twin, read; that its elements are closed in order is checked by reading it."""
    content: Content = sample.paper if request.param == "board-paper" else sample.response
    return LookedAt(twin_of(request.param, content))


def test_it_names_its_language_its_title_and_has_one_heading_above_all(seen: LookedAt) -> None:
    assert seen.only("html").attributes["lang"] == "en-GB"
    assert seen.all("title")[0].text.endswith(", 25 March 2015")
    assert seen.only("h1").text in seen.all("title")[0].text


def test_its_headings_leave_out_no_level(seen: LookedAt) -> None:
    levels = [int(element.tag[1]) for element in seen.elements if re.fullmatch(r"h[1-6]", element.tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_it_has_landmarks_and_a_way_past_the_first(seen: LookedAt) -> None:
    main = seen.only("main")
    assert [element.around[-1].tag for element in (main, seen.only("header"), seen.only("footer"))] == ["body"] * 3
    (navigation,) = [e for e in seen.elements if e.attributes.get("role") == "navigation"]
    assert navigation.attributes["aria-labelledby"] == "contents"
    first = seen.all("a")[0]
    assert (first.attributes["href"], first.text) == (f"#{main.attributes['id']}", "Skip to the paper")


def test_every_id_is_given_once_and_everything_that_is_referred_to_is_there(seen: LookedAt) -> None:
    assert [name for name, times in Counter(seen.ids).items() if times > 1] == []
    assert set(seen.references()) - set(seen.ids) == set()
    assert len(list(seen.references())) > 5


def test_it_fetches_nothing_and_runs_nothing(seen: LookedAt) -> None:
    assert [address for address in seen.addresses() if not address.startswith(("data:", "#"))] == []
    assert {e.tag for e in seen.elements} & {"script", "link", "iframe", "object", "embed", "form", "base"} == set()
    assert [key for e in seen.elements for key in e.attributes if key.startswith("on")] == []
    (policy,) = [e for e in seen.all("meta") if e.attributes.get("http-equiv") == "Content-Security-Policy"]
    assert policy.attributes["content"].startswith("default-src 'none';")
    assert "@font-face" not in "".join(e.text for e in seen.all("style"))


def test_every_table_has_headings_and_scrolls_in_a_region_of_its_own_with_a_label(seen: LookedAt) -> None:
    regions = [element.around[-1].attributes for element in seen.all("table")]
    assert regions
    assert {(one["class"], one["role"], one["tabindex"]) for one in regions} == {("scroll", "region", "0")}
    labels = [e.attributes["aria-label"] for e in seen.elements if e.attributes.get("role") == "region"]
    assert len(labels) == len(set(labels))
    assert all(re.fullmatch(r"(Table|Chart) \d+: \w.*", label) for label in labels)
    assert {e.attributes.get("scope") for e in seen.all("th")} <= {"col", "row"}


def test_marks_and_edition_stand_as_text_at_top_and_bottom(seen: LookedAt) -> None:
    assert seen.only("header").text == "OFFICIAL SAMPLE DATA"
    assert seen.only("footer").text.endswith("OFFICIAL SAMPLE DATA")
    assert re.search(r"This file is ourtown/2015-03-25/[a-z-]+-e1;", seen.only("footer").text)


def test_a_draft_says_so_at_top_and_bottom(sample: Sample) -> None:
    draft = LookedAt(twin_of("board-paper", replace(sample.paper, about=replace(sample.paper.about, draft=True))))
    for part in ("header", "footer"):
        assert "OFFICIAL DRAFT, not yet approved SAMPLE DATA" in draft.only(part).text


def test_a_chart_is_a_picture_with_a_title(sample: Sample) -> None:
    seen = LookedAt(twin_of("board-paper", sample.paper))
    indicators = [chart.line.says for section in sample.paper.areas for chart in section.charts]
    assert len(indicators) == 16
    assert [svg.attributes["role"] for svg in seen.all("svg")] == ["img"] * 17
    inside = [e for e in seen.all("title") if e.around[-1].tag == "svg"]
    assert [e.text for e in inside] == [sample.paper.chart.says, *indicators]
    assert seen.all("svg")[0].around[-1].attributes["aria-label"] == "Chart 1: Rating by area"


def test_sections_and_paragraphs_have_their_numbers_on_the_screen_too(sample: Sample) -> None:
    """The numbers are the style's: somebody who has the twin must find what somebody with the PDF calls 3.1."""
    seen = LookedAt(twin_of("board-paper", sample.paper))
    numbered = [e for e in seen.all("section") if e.attributes.get("class") == "numbered"]
    assert len(numbered) == 1 + len(sample.paper.sections)
    printed = read_templates([bundled_templates()])["css/paper.css"].decode()
    rules = [line for line in printed.splitlines() if line.startswith(".numbered") and "counter" in line]
    style = " ".join(e.text for e in seen.all("style"))
    assert len(rules) == 4
    for what in re.findall(r"counter-[a-z]+: [a-z ]+\b|content: [^;}]+\b", " ".join(rules)):
        assert what in style


def texts(content: object) -> list[str]:
    """Every text and number of a piece of content, however deep."""
    if isinstance(content, str | int):
        return [str(content)]
    parts = [getattr(content, f.name) for f in fields(content)] if is_dataclass(content) else content
    return [text for part in parts or () for text in texts(part)]  # type: ignore[attr-defined]


def test_everything_that_the_summary_says_stands_in_it(sample: Sample) -> None:
    seen = LookedAt(twin_of("board-paper", sample.paper))
    (summary,) = [e for e in seen.elements if e.attributes.get("id") == "summary"]
    anchors = set(seen.ids)
    styles = {mark.style for mark in sample.paper.scheme}
    said = [text for text in texts(sample.paper.summary) if text and text not in anchors | styles]
    assert len(said) > 50
    words = summary.text.replace(" ,", ",")
    assert [text for text in said if " ".join(text.split()) not in words] == []


def test_the_same_content_gives_the_same_bytes_and_other_content_others(sample: Sample) -> None:
    first = twin_of("inspection-response", sample.response)
    assert first == twin_of("inspection-response", sample.response)
    other = replace(sample.response, about=replace(sample.response.about, edition=ONE))
    assert first != twin_of("inspection-response", other)
