"""An HTML file as a browser and a screen reader take it: elements in order, landmarks, what is referred to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "img", "hr", "input", "col", "wbr", "source"}


@dataclass
class Element:
    """An element with its attributes, those around it, and the text inside it."""

    tag: str
    attributes: dict[str, str]
    around: tuple["Element", ...]
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What it says, with single spaces."""
        return " ".join(" ".join(self.pieces).split())


class LookedAt(HTMLParser):
    """Reads a file; raises AssertionError where elements are not closed in order."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(content.decode())
        self.close()
        assert not self._open, f"<{self._open[-1].tag}> is never closed"

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {key: value or "" for key, value in attributes}, tuple(self._open))
        assert len(element.attributes) == len(attributes), f"<{tag}> has an attribute twice"
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open[-1].tag == tag, f"</{tag}> where <{self._open[-1].tag}> is open"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.pieces.append(data)

    def all(self, tag: str) -> list[Element]:
        """The elements of a kind."""
        return [element for element in self.elements if element.tag == tag]

    def only(self, tag: str) -> Element:
        """The element of which there must be one."""
        (element,) = self.all(tag)
        return element

    @property
    def ids(self) -> list[str]:
        """Every id, as often as it is given."""
        return [element.attributes["id"] for element in self.elements if "id" in element.attributes]

    def references(self) -> Iterator[str]:
        """Every id that something refers to."""
        for element in self.elements:
            for key, value in element.attributes.items():
                if key.endswith("href") and value.startswith("#"):
                    yield value[1:]
                elif key in {"aria-labelledby", "aria-describedby", "headers", "for"}:
                    yield from value.split()

    def addresses(self) -> Iterator[str]:
        """Every address that a browser would go to by itself."""
        for element in self.elements:
            for key, value in element.attributes.items():
                if (
                    key in {"src", "srcset", "poster", "data"}
                    or (key.endswith("href") and element.tag != "a")
                    or "url(" in value
                ):
                    yield value
            if element.tag == "style":
                yield from element.text.split("url(")[1:]
