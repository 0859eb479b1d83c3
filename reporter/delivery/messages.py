"""A letter as the bytes of one message to one recipient (RFC 5322, MIME): the same bytes each time."""

import email.policy
import hashlib
from collections.abc import Mapping
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.utils import format_datetime

from reporter.domain.letter import Letter
from reporter.errors import printable

# Lines end as the protocol wants them, any server can carry them, and a header that breaks the line is refused.
POLICY = email.policy.SMTP.clone(cte_type="7bit")
TYPES: Mapping[str, tuple[str, str]] = {
    "pdf": ("application", "pdf"),
    "xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def message(letter: Letter, contents: Mapping[str, bytes], recipient: str, message_id: str) -> bytes:
    """The message; `contents` has each attachment by its digest. No other recipient is named anywhere in it.

    What does not print is shown by its number in headers, so that no text ends its line (RFC 5322, 2.2). Raises
    ValueError where the recipient is not one address.
    """
    built = EmailMessage(POLICY)
    built["From"] = Address(printable(letter.sender_name), addr_spec=letter.sender)
    built["To"] = _address(recipient)
    built["Subject"] = printable(letter.subject)
    built["Date"] = format_datetime(letter.dated)
    built["Message-ID"] = message_id
    if letter.reply_to:
        built["Reply-To"] = Address(addr_spec=letter.reply_to)
    built["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answering machine answers
    built.set_content(letter.text)
    built.add_alternative(letter.html, subtype="html")
    for attachment in letter.attachments:
        kind, subtype = TYPES[attachment.name.rpartition(".")[2]]
        built.add_attachment(contents[attachment.digest], kind, subtype, filename=printable(attachment.name))
    _set_boundaries(built, hashlib.sha256(letter.to_bytes()).hexdigest()[:32])
    return built.as_bytes()


def _address(recipient: str) -> Address:
    try:
        return Address(addr_spec=recipient)
    except MessageError as error:
        told = f"{recipient} is no address"
        raise ValueError(told) from error


def _set_boundaries(part: MIMEPart, seed: str) -> None:
    """The library would draw lots for them, and each attempt would send other bytes."""
    for number, multipart in enumerate(one for one in part.walk() if one.is_multipart()):
        multipart.set_boundary(f"=_{seed}_{number}")
