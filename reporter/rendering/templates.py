"""Content into HTML: strict (a missing value stops the paper), escaped, and sandboxed, as councils edit templates."""

import traceback
from collections.abc import Mapping
from pathlib import Path

from jinja2 import FunctionLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from reporter.errors import MissingValueError, PaperError, Problem
from reporter.rendering import markdown
from reporter.rendering.charting import charts_with
from reporter.rendering.tokens import read_tokens

TOKENS = "css/tokens.css"

PRINT, SCREEN = "base.html", "twin.html"  # what a paper's template extends: the frame on paper, or on a screen


def environment(templates: Mapping[str, bytes]) -> ImmutableSandboxedEnvironment:
    """An environment over the gathered templates, by name. Using one that is not UTF-8 text raises PaperError."""
    env = plain_environment(templates, escaped=True)
    env.filters["markdown"] = markdown.block
    env.filters["inline_markdown"] = markdown.inline
    env.globals["token"] = lambda name: _token(templates, name)
    env.globals |= charts_with(_tokens(templates))
    return env


def plain_environment(templates: Mapping[str, bytes], *, escaped: bool) -> ImmutableSandboxedEnvironment:
    """The same without what only papers print; what goes into plain text, and nothing else, is not escaped."""
    return ImmutableSandboxedEnvironment(
        loader=FunctionLoader(lambda name: (_text(name, templates[name]), name, None) if name in templates else None),
        undefined=StrictUndefined,
        autoescape=escaped,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def _tokens(templates: Mapping[str, bytes]) -> dict[str, str]:
    return read_tokens(_text(TOKENS, templates.get(TOKENS, b"")))


def _token(templates: Mapping[str, bytes], name: str) -> Markup:
    tokens = _tokens(templates)
    if name not in tokens:
        raise PaperError(
            Problem(TOKENS, f'There is no "{name}".', "Keep every token of ours, with a value of your own.")
        )
    return Markup(tokens[name])  # noqa: S704 - a style is as much the board's own as the template that it goes into


def _text(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        where = f"template {name}, line {line}"
        raise PaperError(Problem(where, "It is not UTF-8 text.", "Save it as UTF-8.")) from error


def render(env: ImmutableSandboxedEnvironment, name: str, **content: object) -> str:
    """What a template prints of its content. Raises PaperError naming template and line."""
    try:
        return env.get_template(name).render(content)
    except TemplateSyntaxError as error:
        where = f"template {error.name}, line {error.lineno}"
        raise PaperError(
            Problem(where, f"The template cannot be read ({error.message}).", "Mend that line.")
        ) from error
    except TemplateNotFound as error:
        found = f'There is no template "{error.name}".'
        raise PaperError(Problem(f"template {name}", found, "Put it into the templates folder.")) from error
    except UndefinedError as error:
        found = f"A value is missing: {str(error).rstrip('.')}."
        advice = "Correct the template: it may only print what the paper holds."
        raise MissingValueError(Problem(_place(name, error), found, advice)) from error
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        advice = "Correct the template: it may only print what the paper holds."
        raise PaperError(Problem(_place(name, error), f"{str(error).rstrip('.')}.", advice)) from error


def _place(name: str, error: Exception) -> str:
    """The innermost template line in the error's traceback."""
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith((".html", ".txt"))
    ]
    return f"template {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else f"template {name}"
