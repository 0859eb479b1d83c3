"""What every section of config.toml has in common."""

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict


class Declared(BaseModel):
    """No unknown key, no change after loading, no silent change of type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


Section = TypeVar("Section", bound=Declared)


def below(folder: Path, section: Section, *keys: str) -> Section:
    """The same section with its relative paths taken from `folder`."""
    paths = {key: folder / getattr(section, key) for key in keys if getattr(section, key) is not None}
    return section.model_copy(update=paths)
