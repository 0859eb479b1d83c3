"""Gathering the files that papers are rendered from: templates, styles, fonts, and the board's own pictures."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from reporter.errors import PaperError, Problem

PICTURES = frozenset({".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"})


LETTERS = "mail/"  # the templates of letters: no paper is made from them


def read_templates(folders: Sequence[Path]) -> dict[str, bytes]:
    """Every file that papers are made from, by its name; the first folder that has it counts. Raises PaperError."""
    return dict(_first(folders, letters=False))


def read_letters(folders: Sequence[Path]) -> dict[str, bytes]:
    """The same of letters."""
    return dict(_first(folders, letters=True))


def _first(folders: Sequence[Path], *, letters: bool) -> Iterator[tuple[str, bytes]]:
    found: set[str] = set()
    for folder in folders:
        for name, path in _files(folder):
            if name not in found and name.startswith(LETTERS) is letters:
                found.add(name)
                yield name, _content(path)


def read_pictures(folder: Path) -> dict[str, bytes]:
    """The pictures beside a board's plan, by name; none where the plan is a workbook. Raises PaperError."""
    return {name: _content(path) for name, path in _files(folder) if path.suffix.casefold() in PICTURES}


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files that stand in the folder itself; a link that leads out of it is as good as missing."""
    home = folder.resolve()
    try:
        paths = sorted(folder.rglob("*"))
    except OSError as error:
        found = f"The folder cannot be read ({error.strerror})."
        raise PaperError(Problem(str(folder), found, "Check its permissions.")) from error
    for path in paths:
        if path.is_file() and path.resolve().is_relative_to(home):
            yield path.relative_to(folder).as_posix(), path


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        found = f"The file cannot be read ({error.strerror})."
        raise PaperError(Problem(str(path), found, "Check its permissions.")) from error
