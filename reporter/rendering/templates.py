"""Content into HTML: strict (a missing value stops the paper), escaped, and sandboxed, as councils edit templates."""

import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reporter.errors import PaperError, Problem
from reporter.rendering import charts, markdown
from reporter.rendering.folders import is_inside


class _OwnFiles(FileSystemLoader):
    """Loads what stands in the folders themselves; a link that leads out of them is as good as missing."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The source, its file, and whether it is still current."""
        source, file, current = super().get_source(environment, template)
        if not any(is_inside(Path(file), Path(folder)) for folder in self.searchpath):
            raise TemplateNotFound(template)
        return source, file, current


def environment(folders: Sequence[Path]) -> ImmutableSandboxedEnvironment:
    """An environment that looks for a template in each folder in turn: the board's own first, then the default."""
    env = ImmutableSandboxedEnvironment(
        loader=_OwnFiles([str(folder) for folder in folders]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.filters["markdown"] = markdown.block
    env.filters["inline_markdown"] = markdown.inline
    env.globals["stacked_bars"] = charts.stacked_bars
    return env


def render(env: ImmutableSandboxedEnvironment, name: str, paper: object) -> str:
    """The HTML of a paper. Raises PaperError naming template and line."""
    try:
        return env.get_template(name).render(paper=paper)
    except TemplateSyntaxError as error:
        where = f"template {error.name}, line {error.lineno}"
        raise PaperError(
            Problem(where, f"The template cannot be read ({error.message}).", "Mend that line.")
        ) from error
    except TemplateNotFound as error:
        found = f'There is no template "{error.name}".'
        raise PaperError(Problem(f"template {name}", found, "Put it into the templates folder.")) from error
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        advice = "Correct the template: it may only print what the paper holds."
        raise PaperError(Problem(_place(name, error), f"{str(error).rstrip('.')}.", advice)) from error


def _place(name: str, error: Exception) -> str:
    """The innermost template line in the error's traceback."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html")]
    return f"template {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else f"template {name}"
