"""Charts: what they show, that they can be read by everybody, and that they come out the same everywhere."""

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from io import BytesIO
from xml.etree import ElementTree as Tree

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from rendering.conftest import PrintBody
from reporter.bundled import bundled_templates
from reporter.domain.charts import ChartedRating, IndicatorLine, RatingBars, RatingsByMonth
from reporter.domain.plan import Unit
from reporter.domain.scheme import OURS
from reporter.domain.suppression import PublishedFigure
from reporter.papers.charted import charted
from reporter.rendering.line_charts import indicator_line
from reporter.rendering.rating_charts import SHAPES, rating_bars, ratings_by_month
from reporter.rendering.tokens import read_tokens

TOKENS = read_tokens((bundled_templates() / "css" / "tokens.css").read_text("utf-8"))
SVG = "{http://www.w3.org/2000/svg}"
RATINGS = charted(OURS)

few = settings(max_examples=8, deadline=None, database=None, derandomize=True)


def figure(month: int, value: float | None, text: str = "") -> PublishedFigure:
    day = date(2014 + (month > 12), (month - 1) % 12 + 1, 28)
    return PublishedFigure(day, text or ("c" if value is None else f"{value:g}"), value)


def line(*own: PublishedFigure, target: float | None = None, **comparators: PublishedFigure) -> Tree.Element:
    known = {name.replace("_", " "): (one,) for name, one in comparators.items()}
    text = None if target is None else f"{target:g}%"
    chart = IndicatorLine("It says.", Unit.PERCENT, own, target, text, known)
    return Tree.fromstring(indicator_line(chart, TOKENS))


def bars(*rows: tuple[str, tuple[int, ...]]) -> Tree.Element:
    return Tree.fromstring(rating_bars(RatingBars("It says.", RATINGS[: len(rows[0][1])], rows), TOKENS))


def columns(*numbers: tuple[int, ...]) -> Tree.Element:
    months = [(figure(month, 0).dated, counts) for month, counts in enumerate(numbers, 3)]
    return Tree.fromstring(ratings_by_month(RatingsByMonth("It says.", RATINGS[: len(numbers[0])], months), TOKENS))


def texts(chart: Tree.Element) -> list[str]:
    return [text.text or "" for text in chart.iter(f"{SVG}text")]


def paths(chart: Tree.Element, **wanted: str) -> list[str]:
    found = [path for path in chart.iter(f"{SVG}path") if wanted.items() <= path.attrib.items()]
    return [path.attrib["d"] for path in found]


YEAR = [figure(month, value) for month, value in enumerate((60, 58, 57, 61, 64, 66, 70, 74, 73, 78, 77, 81), 3)]
DRAWN: dict[str, Callable[[], Tree.Element]] = {
    "line": lambda: line(*YEAR, target=95, England=figure(3, 88), Statistical_neighbours=figure(3, 84)),
    "line with gaps": lambda: line(figure(3, 60), figure(4, None), figure(5, None, "z"), target=95),
    "line of nothing": line,
    "bars": lambda: bars(("1", (2, 1, 1, 0, 4, 2)), ("2.1", (0, 1, 0, 0, 2, 1))),
    "bars of nothing": lambda: bars(("1", (0, 0))),
    "columns": lambda: columns((9, 2, 2, 20, 8, 0), (0, 6, 0, 0, 19, 22)),
}


@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_is_one_picture_with_one_sentence_and_nothing_that_leaks_or_clashes(name: str) -> None:
    chart = DRAWN[name]()
    assert chart.get("role") == "img"
    title, drawing = chart
    assert (title.tag, title.text, drawing.get("aria-hidden")) == (f"{SVG}title", "It says.", "true")
    kinds = {element.tag.removeprefix(SVG) for element in drawing.iter()}
    assert kinds <= {"g", "path", "line", "text"}
    names = {name for element in chart.iter() for name in element.attrib}
    assert not names & {"id", "class", "style", "href", "clip-path"}


@pytest.mark.parametrize("name", DRAWN)
def test_text_is_text_in_the_boards_face_and_not_smaller_than_nine_points(name: str) -> None:
    chart = DRAWN[name]()
    sizes = [float(e.attrib["font-size"].removesuffix("px")) for e in chart.iter() if "font-size" in e.attrib]
    assert min(sizes) >= 12  # CSS pixels
    assert {e.attrib["font-family"] for e in chart.iter() if "font-family" in e.attrib} == {TOKENS["--face"]}


@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_stays_in_its_frame(name: str) -> None:
    chart = DRAWN[name]()
    width, height = float(chart.attrib["width"]), float(chart.attrib["height"])
    assert chart.attrib["viewBox"] == f"0 0 {width:g} {height:g}"
    for x, y in places(chart):
        assert -1 <= x <= width + 1
        assert -1 <= y <= height + 1


def places(element: Tree.Element, x: float = 0, y: float = 0) -> list[tuple[float, float]]:
    """Where texts and shapes stand; groups and marks are moved by translate alone."""
    moved = re.match(r"translate\(([-\d.]+),([-\d.]+)\)", element.get("transform", "translate(0,0)"))
    assert moved
    x, y = x + float(moved[1]), y + float(moved[2])
    own = [(x, y)] if element.tag in (f"{SVG}text", f"{SVG}path", f"{SVG}line") else []
    return own + [place for child in element for place in places(child, x, y)]


def test_what_a_chart_says_is_escaped() -> None:
    drawn = rating_bars(RatingBars("A <b> & c", RATINGS[:1], [("<1>", (2,))]), TOKENS)
    assert isinstance(drawn, Markup)
    assert "<title>A &lt;b&gt; &amp; c</title>" in drawn
    assert "&lt;1&gt;" in drawn


def test_a_chart_is_the_same_again_and_in_another_process_with_other_fonts() -> None:
    script = (
        "from rendering.test_charts import DRAWN, Tree; import sys;"
        "sys.stdout.write(''.join(Tree.tostring(draw(), 'unicode') for draw in DRAWN.values()))"
    )
    once, again = ("".join(Tree.tostring(draw(), "unicode") for draw in DRAWN.values()) for _ in range(2))
    env = {"PYTHONPATH": ":".join(sys.path), "FONTCONFIG_FILE": "/dev/null", "HOME": "/nowhere"}
    other = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True)
    assert once == again == other.stdout


# Bars and columns of ratings


def test_each_segment_has_its_number_and_shape_in_the_order_of_the_ratings() -> None:
    chart = bars(("1", (2, 1, 1, 3, 4, 2)))
    assert texts(chart) == ["1", "2", "1", "1", "3", "4", "2"]
    fills = [e.get("fill") for e in chart.iter(f"{SVG}path") if e.get("stroke")]
    assert fills == [rating.colour for rating in RATINGS]
    shapes = [e for e in chart.iter(f"{SVG}path") if not e.get("stroke")]
    assert [shape.get("fill") for shape in shapes] == [rating.text_colour for rating in RATINGS]
    assert len({shape.attrib["d"] for shape in shapes}) == len(RATINGS)  # told apart without colour


def test_every_shape_of_a_rating_can_be_drawn() -> None:
    assert {rating.shape for rating in RATINGS} <= SHAPES.keys()


def test_a_segment_too_narrow_for_its_number_carries_none_and_still_can_be_seen() -> None:
    chart = bars(("1", (1, 0, 399)))
    assert texts(chart) == ["1", "399"]
    narrow = next(iter(paths(chart, fill=RATINGS[0].colour)))
    assert float(re.findall(r"h([\d.]+)", narrow)[0]) > 0.5


@few
@given(st.lists(st.tuples(st.text("abc", min_size=1), st.tuples(*[st.integers(0, 400)] * 3)), min_size=1, max_size=5))
@example([("1", (0, 0, 0))])
def test_bars_are_as_long_as_their_numbers(rows: list[tuple[str, tuple[int, ...]]]) -> None:
    rows = list(dict(rows).items())
    chart = bars(*rows)
    longest = max(sum(numbers) for _, numbers in rows) or 1
    ends = [(float(x), float(wide)) for d in paths(chart, **{"stroke-width": "1"})
            for x, wide in re.findall(r"^M([\d.]+),[\d.]+h([\d.]+)", d)]  # fmt: skip
    wanted = [number / longest * 640 for _, numbers in rows for number in numbers if number]
    assert [wide for _, wide in ends] == pytest.approx([w - min(2, w / 3) for w in wanted], abs=0.05)
    assert all(x + wide <= 640 for x, wide in ends)


def test_each_bar_stands_below_its_name_and_what_has_none_says_so() -> None:
    chart = bars(("1 Early help", (2, 3)), ("2 Care", (0, 0)), (f"3 {'Long ' * 40}", (1, 0)))
    named = [text for text in texts(chart) if not text.isdigit()]
    assert named[:2] == ["1 Early help", "2 Care"]
    assert (named[2].startswith("3 Long Long"), named[2].endswith("\u00a0…"), len(named[2]) * 5.8 <= 640) == (True,) * 3
    assert named[3:] == ["No actions"]


def test_columns_name_the_ratings_beside_the_last_month() -> None:
    chart = columns((9, 2, 2, 20, 8, 0), (0, 6, 0, 0, 19, 22))
    words = [text for text in texts(chart) if not text.isdigit()]
    assert words == ["Mar", "Apr", "red 0", "amber", "not rated 0", "grey 0", "green", "blue"]


# The line of an indicator


def test_the_line_ends_in_its_figure_and_target_and_comparators_are_named_beside_it() -> None:
    words = texts(line(*YEAR, target=95, England=figure(3, 88)))
    assert {"81", "Target 95%", "England 88"} <= set(words)
    assert [word for word in words if word in {"Jan", "Apr", "Jul", "Oct"}] == ["Apr", "Jul", "Oct", "Jan"]
    assert [word for word in words if re.fullmatch(r"\d+%", word)] == ["40%", "60%", "80%", "100%"]
    own = paths(line(*YEAR), stroke=TOKENS["--brand"])
    assert [len(re.findall("[ML]", d)) for d in own] == [12]


def test_the_target_is_dashed_and_stands_at_its_own_height() -> None:
    chart = line(*YEAR, target=95)
    (rule,) = paths(chart, stroke=TOKENS["--accent"], **{"stroke-dasharray": "5,3"})
    heights = [float(y) for y in re.findall(r"[ML][\d.]+,([\d.]+)", rule)]
    ticks = [int(text.removesuffix("%")) for text in texts(chart) if re.fullmatch(r"\d+%", text)]
    assert heights == pytest.approx([82 * (max(ticks) - 95) / (max(ticks) - min(ticks))] * 2, abs=0.02)


def test_a_hidden_figure_is_a_gap_with_a_c_at_the_foot_and_no_point() -> None:
    own = [figure(3, 60), figure(4, 62), figure(5, None), figure(6, 64), figure(7, None), figure(8, 66), figure(9, 67)]
    chart = line(*own)
    lines = [d for d in paths(chart, stroke=TOKENS["--brand"]) if d.count("L")]
    assert [len(re.findall("[ML]", d)) for d in lines] == [2, 2]
    points = [e for e in chart.iter(f"{SVG}path") if e.get("fill") == TOKENS["--brand"]]
    assert len(points) == 2  # June stands alone, and September is the end
    assert texts(chart).count("c") == 2
    assert {y for x, y in text_places(chart, "c")} == {86.5}  # just above the foot of the plot, whatever is hidden
    assert "0%" in texts(chart)  # and the foot is no value that it could be


def text_places(chart: Tree.Element, wanted: str) -> list[tuple[float, float]]:
    at = [place for place, element in zip(places(chart), marks(chart), strict=True) if element.text == wanted]
    return [(round(x, 2), round(y, 2)) for x, y in at]


def marks(element: Tree.Element) -> list[Tree.Element]:
    return [e for e in element.iter() if e.tag in (f"{SVG}text", f"{SVG}path", f"{SVG}line")]


def test_a_latest_figure_that_is_hidden_has_no_label_at_the_end() -> None:
    chart = line(figure(3, 60), figure(4, None))
    assert "60" not in texts(chart)
    assert texts(chart).count("c") == 1


# In the paper


def contrast(colour: str) -> float:
    """Of a colour on white, by the formula of WCAG 2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


@pytest.mark.parametrize("token", ["brand", "accent", "quiet", "ink"])
def test_lines_and_words_stand_out_from_white(token: str) -> None:
    assert contrast(TOKENS[f"--{token}"]) >= 4.5


@pytest.mark.parametrize("rating", RATINGS)
def test_a_segment_or_its_outline_stands_out_from_white(rating: ChartedRating) -> None:
    assert contrast(rating.edge_colour) >= 3


def test_two_charts_in_one_paper_conform_and_are_figures_with_what_they_say(print_body: PrintBody) -> None:
    drawn = [DRAWN[name]() for name in ("line", "bars", "columns")]
    for at, chart in enumerate(drawn):
        chart[0].text = f"Chart {at}."
    Tree.register_namespace("", SVG[1:-1])
    pdf = pikepdf.open(BytesIO(print_body("".join(Tree.tostring(c, "unicode") for c in drawn))))
    figures = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
    assert sorted(str(one.Alt) for one in figures) == ["Chart 0.", "Chart 1.", "Chart 2."]
    assert not any("/K" in one and isinstance(one.K, pikepdf.Dictionary) and "/S" in one.K for one in figures)
