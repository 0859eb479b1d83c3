"""What the styles of a workbook say of its cells (ISO/IEC 29500-1): percentages, and the colours that fill them."""

import colorsys
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from reporter.sources.reading.archive import xml_of

BUILT_IN_PERCENT_FORMATS = frozenset({"9", "10"})
WHITE = "FFFFFF"
# The standard palette from index 8 on (18.8.27); the first eight repeat it.
PALETTE = [
    "000000",
    "FFFFFF",
    "FF0000",
    "00FF00",
    "0000FF",
    "FFFF00",
    "FF00FF",
    "00FFFF",
    "800000",
    "008000",
    "000080",
    "808000",
    "800080",
    "008080",
    "C0C0C0",
    "808080",
    "9999FF",
    "993366",
    "FFFFCC",
    "CCFFFF",
    "660066",
    "FF8080",
    "0066CC",
    "CCCCFF",
    "000080",
    "FF00FF",
    "FFFF00",
    "00FFFF",
    "800080",
    "800000",
    "008080",
    "0000FF",
    "00CCFF",
    "CCFFFF",
    "CCFFCC",
    "FFFF99",
    "99CCFF",
    "FF99CC",
    "CC99FF",
    "FFCC99",
    "3366FF",
    "33CCCC",
    "99CC00",
    "FFCC00",
    "FF9900",
    "FF6600",
    "666699",
    "969696",
    "003366",
    "339966",
    "003300",
    "333300",
    "993300",
    "993366",
    "333399",
    "333333",
]
FIRST_OF_PALETTE = 8


@dataclass(frozen=True)
class Styles:
    """By the number of a cell's style: whether it shows a percentage, and its fill (RRGGBB) unless that is white."""

    percentages: frozenset[bytes]
    fills: Mapping[bytes, str]

    @property
    def interesting(self) -> frozenset[bytes]:
        """The numbers of styles that say something."""
        return self.percentages | set(self.fills)


def styles_of(book: zipfile.ZipFile) -> Styles:
    """The styles of a workbook."""
    if "xl/styles.xml" not in book.namelist():
        return Styles(frozenset(), {})
    styles = xml_of(book, "xl/styles.xml")
    own = {f.get("numFmtId") for f in styles.iterfind("{*}numFmts/{*}numFmt") if "%" in f.get("formatCode", "")}
    theme = _theme(book)
    fills = [_colour(fill, theme) for fill in styles.iterfind("{*}fills/{*}fill")]
    cells = list(styles.iterfind("{*}cellXfs/{*}xf"))
    filled = {str(n).encode(): fills[int(xf.get("fillId", "0"))] for n, xf in enumerate(cells)
              if int(xf.get("fillId", "0")) < len(fills)}  # fmt: skip
    return Styles(
        frozenset(
            str(n).encode() for n, xf in enumerate(cells) if xf.get("numFmtId") in own | BUILT_IN_PERCENT_FORMATS
        ),
        {number: colour for number, colour in filled.items() if colour not in {"", WHITE}},
    )


def _theme(book: zipfile.ZipFile) -> Sequence[str]:
    """The colours of the theme as styles count them: light before dark, other than in the file."""
    parts = [name for name in book.namelist() if re.fullmatch(r"xl/theme/theme\d*\.xml", name)]
    if not parts:
        return ()
    scheme = xml_of(book, parts[0]).find(".//{*}clrScheme")
    colours = [entry[0].get("lastClr") or entry[0].get("val") or "" for entry in scheme or () if len(entry)]
    return [*colours[1::-1], *colours[3:1:-1], *colours[4:]]


def _colour(fill: Element, theme: Sequence[str]) -> str:
    """The colour of a solid fill (RRGGBB); empty for any other."""
    pattern = fill.find("{*}patternFill")
    colour = pattern.find("{*}fgColor") if pattern is not None and pattern.get("patternType") == "solid" else None
    if colour is None:
        return ""
    if rgb := colour.get("rgb"):
        return rgb[-6:].upper()
    if number := colour.get("theme"):
        return _tinted(theme[int(number)], float(colour.get("tint", "0"))) if int(number) < len(theme) else ""
    place = int(colour.get("indexed", "64")) % 64
    place -= FIRST_OF_PALETTE if place >= FIRST_OF_PALETTE else 0
    return PALETTE[place] if colour.get("indexed") and place < len(PALETTE) else ""


def _tinted(colour: str, tint: float) -> str:
    """The colour lightened or darkened (18.8.19)."""
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", colour):
        return ""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, min(max(light, 0), 1), saturation))
