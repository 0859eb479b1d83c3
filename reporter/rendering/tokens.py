"""A board's tokens (css/tokens.css) for what cannot read custom properties itself, such as a drawing."""

import re

TOKEN = re.compile(r"(?P<name>--[\w-]+)\s*:\s*(?P<value>[^;}]+)")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def read_tokens(style: str) -> dict[str, str]:
    """Each token of a style sheet with its value, as it is written there."""
    return {found["name"]: found["value"].strip() for found in TOKEN.finditer(COMMENT.sub("", style))}
