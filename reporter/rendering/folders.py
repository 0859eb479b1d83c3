"""The folders that templates, styles, fonts and images come from."""

import hashlib
from collections.abc import Sequence
from pathlib import Path


def is_inside(file: Path, folder: Path) -> bool:
    """Whether a file stands in a folder, links followed."""
    return file.resolve().is_relative_to(folder.resolve())


def template_digests(folders: Sequence[Path]) -> dict[str, str]:
    """SHA-256 (hex) of every file that a paper may be made with, by its name; the first folder that has it counts."""
    found: dict[str, str] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and is_inside(path, folder) and name not in found:
                found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found
