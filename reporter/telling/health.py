"""What a look at the machine found, for people and machines."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from reporter.attending.health import Found, Health


def health_lines(found: Sequence[Found]) -> Iterator[str]:
    """A line for each thing, with the fix below it where one is needed."""
    for one in found:
        yield f"{one.health:<9} {one.what}: {one.said}"
        if one.advice:
            yield f"{'':<9} {one.advice}"


def health_json(found: Sequence[Found]) -> str:
    """The same as one JSON object."""
    content = {"found": [asdict(one) for one in found], "exit_code": exit_code(found)}
    return json.dumps(content, indent=2, ensure_ascii=False)


def exit_code(found: Sequence[Found]) -> int:
    """1 where something is wrong; what is doubtful may be meant."""
    return int(any(one.health is Health.WRONG for one in found))
