"""XML told element by element as it is parsed: nothing is kept, so that memory does not grow with what it says."""

from collections.abc import Callable
from typing import NoReturn
from xml.parsers import expat

Attributes = dict[str, str]


def walk(
    content: bytes,
    start: Callable[[str, Attributes], object],
    end: Callable[[str], object],
    text: Callable[[str], object],
) -> None:
    """Tell where elements begin and end, by namespace and name parted by "}". Raises ExpatError and ValueError."""
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.Parse(content, True)


def _refuse(*_: object) -> NoReturn:
    """No spreadsheet program declares a document type, and only there can entities be made."""
    message = "it declares a document type"
    raise ValueError(message)
