"""What a person approved is compared, unless somebody asks to write it anew."""

from pathlib import Path

import pytest
from golden import Golden
from PIL import Image


def test_another_text_or_picture_than_the_approved_one_fails_and_leaves_the_file_alone(tmp_path: Path) -> None:
    text, picture = tmp_path / "paper.txt", tmp_path / "paper.png"
    white, black = Image.new("L", (240, 340), 255), Image.new("L", (240, 340), 0)
    for golden in (Golden(is_written=True), Golden(is_written=False)):
        golden.text(text, "7 red\n")
        golden.picture(picture, white)
    with pytest.raises(pytest.fail.Exception, match=r"-7 red\n\+8 red"):
        Golden(is_written=False).text(text, "8 red\n")
    with pytest.raises(AssertionError, match="looks otherwise"):
        Golden(is_written=False).picture(picture, black)
    assert text.read_text("utf-8") == "7 red\n"
