"""A protected copy: closed without the password, the same paper with it, and still to be read aloud."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from reporter.delivery.protecting import protected

PASSWORD = "a password of the board"


@pytest.fixture
def paper(tmp_path: Path) -> bytes:
    """A small PDF."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.docinfo["/Title"] = "A paper"
    pdf.save(tmp_path / "paper.pdf")
    return (tmp_path / "paper.pdf").read_bytes()


def test_a_copy_opens_with_the_password_alone(paper: bytes) -> None:
    copy = protected(paper, PASSWORD)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(copy))
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(copy), password="another")
    with pikepdf.open(BytesIO(copy), password=PASSWORD) as opened:
        assert str(opened.docinfo["/Title"]) == "A paper"
        assert len(opened.pages) == 1
        assert opened.encryption.stream_method is pikepdf.models.EncryptionMethod.aesv3
        assert opened.encryption.bits == 256
    assert b"A paper" in paper
    assert b"A paper" not in copy


def test_whoever_opens_it_may_have_it_read_aloud_and_print_it_and_change_nothing(paper: bytes) -> None:
    with pikepdf.open(BytesIO(protected(paper, PASSWORD)), password=PASSWORD) as opened:
        assert not opened.owner_password_matched
        assert opened.allow.accessibility
        assert opened.allow.print_highres
        assert not opened.allow.modify_other
        assert not opened.allow.extract
