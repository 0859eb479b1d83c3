"""The whole page 1 of the sample's board paper, word for word: a line for every part of its content."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path

from golden import Golden

from papers.conftest import Sample

APPROVED = Path(__file__).parent / "golden" / "board-paper-summary.txt"


def flat(content: object) -> str | None:
    """What fits one line: a text, a number, or a record of such; None for what holds lists."""
    if isinstance(content, str | int):
        return str(content) or "(nothing)"
    parts = [getattr(content, field.name) for field in fields(content)] if is_dataclass(content) else content
    if not isinstance(parts, Sequence):
        return None
    texts = [flat(part) if is_dataclass(content) or isinstance(part, str) else None for part in parts]
    return None if None in texts or not texts else " | ".join(text for text in texts if text is not None)


def lines(name: str, content: object, depth: int = 0) -> Iterator[str]:
    """Every field of the content by its name, so that a new one cannot be forgotten here."""
    margin = "  " * depth
    if is_dataclass(content):
        yield f"{margin}{name}:"
        for part in fields(content):
            yield from lines(part.name, getattr(content, part.name), depth + 1)
    elif isinstance(content, Sequence) and not isinstance(content, str):
        yield f"{margin}{name}:{'' if content else ' none'}"
        for item in content:
            line = flat(item)
            yield from [f"{margin}  - {line}"] if line is not None else lines("-", item, depth + 1)
    else:
        yield f"{margin}{name}: {flat(content)}"


def test_page_1_of_the_sample_says_what_was_approved(sample: Sample, golden: Golden) -> None:
    golden.text(APPROVED, "\n".join(lines("summary", sample.paper.summary)) + "\n")
