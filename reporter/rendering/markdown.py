"""Narrative text as HTML: CommonMark by markdown-it-py, without raw HTML, headings, images or code.

Headings would break the paper's outline and images would have no alternative text, so neither is read as such.
"""

from markdown_it import MarkdownIt
from markupsafe import Markup

ALLOWED = ("paragraph", "newline", "escape", "emphasis", "link", "list", "text_join", "balance_pairs", "entity")


def _leads_somewhere(url: str) -> bool:
    """Whether a link will work for a reader of the PDF: it names a site or an address, not a file beside the paper."""
    return url.startswith(("https://", "http://", "mailto:"))


PARSER = MarkdownIt("zero", {"html": False}).enable([*ALLOWED])
PARSER.validateLink = _leads_somewhere  # type: ignore[method-assign]  # how the library wants it replaced


def block(text: str) -> Markup:
    """Paragraphs and lists."""
    return Markup(PARSER.render(text))  # noqa: S704 - the parser escapes whatever is not Markdown


def inline(text: str) -> Markup:
    """The stretch of one paragraph."""
    return Markup(PARSER.renderInline(text))  # noqa: S704 - as above
