"""The home of Vega: a chart's specification (Vega-Lite) into SVG that stands in a page by itself.

Every size and place is given in the specification, and text stays text. So nothing is measured, no font of the machine
matters, and a chart comes out the same wherever it is drawn.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree as Tree

from markupsafe import Markup

from reporter.errors import PaperError, Problem

Spec = dict[str, Any]

VEGA_LITE = "6.4"
PANIC = "pyo3_runtime"  # where the engine's panics come from: no error of Python's own, they pass every other except
SMALLEST = 12  # CSS pixels: 9 pt
SVG = "http://www.w3.org/2000/svg"
NEEDLESS = ("class", "role", "pointer-events", "opacity", "stroke-miterlimit")
UNSEEN = ("background", "foreground")
NOWHERE = "translate(0,0)"
LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")


def as_it_is(field: str) -> Spec:
    """What a row of the data says of its own look or place, taken without any scale."""
    return {"field": field, "type": "nominal", "scale": None}


def drawn(spec: Spec, size: tuple[float, float], says: str, tokens: Mapping[str, str]) -> Markup:
    """The chart as SVG of that size; `says` is read to whoever cannot see it."""
    whole = {"padding": 0, "background": None, "autosize": "none", "config": _config(tokens), **spec}
    svg = Tree.fromstring(_svg(whole))  # noqa: S314 - our own drawing
    width, height = (f"{side:g}" for side in size)
    box = {"width": width, "height": height, "viewBox": f"0 0 {width} {height}"}
    picture = Tree.Element("svg", {"xmlns": SVG, "role": "img", **box})
    Tree.SubElement(picture, "title").text = says
    face = {"font-family": tokens["--face"], "font-size": f"{SMALLEST}px"}
    hidden = Tree.SubElement(picture, "g", {"aria-hidden": "true", "fill": "none", **face})
    hidden.extend(_flat(svg, face))
    return Markup(Tree.tostring(picture, "unicode"))  # noqa: S704 - escaped by ElementTree


def _svg(spec: Spec) -> str:
    """What the engine draws. Raises PaperError where the machine does not let it work."""
    import vl_convert  # noqa: PLC0415 - whoever draws nothing needs no engine

    try:
        return str(vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE))
    except BaseException as error:
        if type(error).__module__ != PANIC:
            raise
        advice = "Check the machine's memory and its limits, such as ulimit -n, then run again."
        raise PaperError(Problem("the engine of the charts", "The system keeps it from working.", advice)) from error


def _config(tokens: Mapping[str, str]) -> Spec:
    text = {"font": tokens["--face"], "fontSize": SMALLEST, "color": tokens["--ink"]}
    return {
        "aria": False,
        "font": tokens["--face"],
        "text": text,
        "view": {"stroke": None},
        "axis": {
            "labelFont": tokens["--face"],
            "labelFontSize": SMALLEST,
            "labelColor": tokens["--ink"],
            "labelOverlap": False,
            "labelFlush": False,
            "tickColor": tokens["--quiet"],
            "title": None,
            "ticks": False,
            "domain": False,
            "grid": False,
        },
    }


def _flat(element: Tree.Element, known: Mapping[str, str]) -> Iterator[Tree.Element]:
    """What is drawn in an element, without groups that do nothing, attributes for browsers and what all share."""
    for child in element:
        if child.get("class") in UNSEEN or child.get("opacity") == "0":
            continue
        child.tag = child.tag.removeprefix(f"{{{SVG}}}")
        child.attrib = {
            name: LONG_NUMBER.sub(_rounded, value)
            for name, value in child.attrib.items()
            if name not in NEEDLESS and not name.startswith("aria-") and value != known.get(name)
        }
        parts = list(_flat(child, known))
        if child.tag == "g" and (not parts or child.attrib.get("transform", NOWHERE) == NOWHERE):
            yield from parts
        else:
            child[:] = parts
            yield child


def _rounded(found: re.Match[str]) -> str:
    """A hundredth of a pixel is as fine as anybody sees."""
    return f"{float(found[0]):.2f}".rstrip("0").rstrip(".")
