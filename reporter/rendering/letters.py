"""Letters from a board's templates: as text, and as HTML for those whose mail program shows it."""

from collections.abc import Mapping

from reporter.rendering.gathering import LETTERS
from reporter.rendering.templates import plain_environment, render


def render_letter(templates: Mapping[str, bytes], name: str, content: object) -> tuple[str, str]:
    """The text and the HTML of a letter, from `mail/NAME.txt` and `mail/NAME.html`. Raises PaperError as `render`."""
    text, html = (
        render(plain_environment(templates, escaped=ending == "html"), f"{LETTERS}{name}.{ending}", letter=content)
        for ending in ("txt", "html")
    )
    return text, html
