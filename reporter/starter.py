"""A folder to start from: the config, the sample's data, and templates to restyle."""

import shutil
from pathlib import Path

from reporter.bundled import bundled_folder
from reporter.errors import Problem, UsageError

LAID_DOWN = ("config.toml", "data", "templates")


def lay_down(folder: Path) -> None:
    """Copy the bundled files into a new or empty folder; fonts stay in the package. Raises UsageError otherwise."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        advice = "Name a new or an empty folder; nothing was changed."
        raise UsageError(Problem(str(folder), "It exists and is not an empty folder.", advice))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in LAID_DOWN:
            _copy(bundled_folder() / name, folder / name)
    except OSError as error:
        found = f"It cannot be laid down ({error.strerror})."
        raise UsageError(Problem(str(folder), found, "Name a folder that you may write to.")) from error


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("fonts"))
    else:
        shutil.copyfile(source, target)
