"""The bytes of a message: the same each time, for one recipient, and with no header that somebody smuggled in."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.delivery.messages import message
from reporter.domain.letter import Attachment, Letter

PDF = b"%PDF-1.7 " + bytes(range(256)) * 40
LETTER = Letter(
    subject="[OFFICIAL-SENSITIVE] A Board: monthly paper",
    text="How things stand.\n\nFrom Mr Ó Briain.\n.\n",
    html="<p>How things stand.</p>\n",
    sender_name="A Board (Children & Families)",
    sender="papers@board.example.org",
    reply_to="secretary@example.org",
    dated=datetime(2015, 3, 18, 9, 30, tzinfo=UTC),
    attachments=(Attachment("paper.pdf", "d" * 64, "town/paper.pdf"),),
)
TO, ID = "officer@example.org", "<abc@board.example.org>"


def made(letter: Letter = LETTER, to: str = TO) -> bytes:
    """The message."""
    return message(letter, {"d" * 64: PDF}, to, ID)


def read(content: bytes) -> EmailMessage:
    """The message as a mail program has it."""
    found = message_from_bytes(content, policy=policy.default)
    assert isinstance(found, EmailMessage)
    assert not found.defects
    return found


def test_a_message_says_all_that_the_letter_says() -> None:
    found = read(made())
    assert found["From"].addresses[0].display_name == LETTER.sender_name
    assert (found["To"], found["Subject"], found["Message-ID"]) == (TO, LETTER.subject, ID)
    assert found["Date"].datetime == LETTER.dated
    assert found["Reply-To"] == LETTER.reply_to
    assert found["Auto-Submitted"] == "auto-generated"
    text, html = found.get_body(("plain",)), found.get_body(("html",))
    assert text
    assert html
    assert text.get_content().replace("\r\n", "\n") == LETTER.text
    assert html.get_content().replace("\r\n", "\n") == LETTER.html
    (attached,) = found.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == ("paper.pdf", "application/pdf")
    assert attached.get_content() == PDF


def test_each_attempt_sends_the_same_bytes_and_another_letter_others() -> None:
    assert made() == made()
    assert made() != made(replace(LETTER, text="Another."))


def test_recipients_differ_in_nothing_but_their_own_address() -> None:
    other = "somebody@example.org"
    assert made(to=other) == made().replace(TO.encode(), other.encode())


def test_any_server_can_carry_it() -> None:
    content = made(replace(LETTER, text="x" * 3000 + "\nDŵr\n", subject="Dŵr " * 40))
    assert content.isascii()
    assert all(len(line) <= 998 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")


INJECTIONS = st.text(st.sampled_from('\r\n\x00\u2028\x85:,;<>"@ aB'), min_size=1, max_size=30)


@settings(max_examples=50, deadline=None)
@given(INJECTIONS)
def test_no_text_becomes_a_header_of_its_own(text: str) -> None:
    hostile = f"{text}\r\nBcc: thief@example.com\r\n\r\nbody"
    for said in (text, hostile):
        found = read(made(replace(LETTER, subject=said, sender_name=said)))
        assert sorted(found.keys()) == sorted(read(made()).keys())
        assert found["To"] == TO


@pytest.mark.parametrize(
    "to", ["officer@example.org\r\nBcc: thief@example.com", "a@example.org, b@example.org", "a@b@example.org", "nobody"]
)
def test_what_is_no_single_address_gets_no_message(to: str) -> None:
    with pytest.raises(ValueError, match="addr"):
        made(to=to)


def test_a_name_of_a_file_stays_a_name() -> None:
    hostile = replace(LETTER, attachments=(Attachment('a"\r\nX-Evil: 1\r\n.pdf', "d" * 64),))
    found = read(made(hostile))
    (attached,) = found.iter_attachments()
    assert "X-Evil" not in attached
    assert "X-Evil" not in found
