"""What a person read or looked at and approved, in files beside the tests.

After a change that is meant, look at the papers, then write the files anew: pytest tests --refresh
"""

from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

import pytest
from PIL import Image, ImageChops

GRID = (24, 34)  # cells of a page; one changed line shows in a cell, and would drown in a page
TOLERATED = 6.0  # levels of grey out of 255 by which the mean of a cell may differ


@dataclass(frozen=True)
class Golden:
    """Compares what is with what was approved; or writes it, where somebody has asked for that."""

    is_written: bool

    def text(self, path: Path, now: str) -> None:
        """Fail with the difference where a text is another one."""
        if self.is_written:
            path.write_text(now, "utf-8")
            return
        approved = path.read_text("utf-8").splitlines(keepends=True)
        difference = "".join(unified_diff(approved, now.splitlines(keepends=True), "approved", "now", n=2))
        if difference:
            pytest.fail(f"{path.name} has changed; {Path(__file__).name} says how to approve it.\n{difference}", False)

    def picture(self, path: Path, now: Image.Image) -> None:
        """Fail where a picture in grey looks otherwise."""
        if self.is_written:
            now.save(path, optimize=True)
            return
        with Image.open(path) as approved:
            assert now.size == approved.size
            assert differing(now, approved) <= TOLERATED, f"{path.name} looks otherwise than what was approved"


def differing(now: Image.Image, approved: Image.Image) -> float:
    """The greatest difference of any cell of the page: levels of grey, 0 to 255."""
    difference = ImageChops.difference(now, approved)
    return max(difference.resize(GRID, Image.Resampling.BOX).tobytes())
