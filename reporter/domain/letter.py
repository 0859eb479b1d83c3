"""A letter without its recipient: kept once, and sent to each with the same bytes but for the address and the id."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Self


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a letter: its name for the reader, and the digest of its content (SHA-256, hex).

    `file` is the name below the output folder of a file of an edition; where it is empty, the ledger keeps the content.
    """

    name: str
    digest: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is said, by whom, and what goes with it. `dated` is aware; `reply_to` may be empty."""

    subject: str
    text: str
    html: str
    sender_name: str
    sender: str
    reply_to: str
    dated: datetime
    attachments: tuple[Attachment, ...] = ()

    def to_bytes(self) -> bytes:
        """The letter in one way only, so that it has one digest."""
        content = asdict(self) | {"dated": self.dated.isoformat()}
        return json.dumps(content, sort_keys=True, indent=1, ensure_ascii=False).encode()

    @property
    def digest(self) -> str:
        """Its name in the ledger (SHA-256, hex)."""
        return hashlib.sha256(self.to_bytes()).hexdigest()

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """The letter that `to_bytes` wrote."""
        read = json.loads(content)
        read["dated"] = datetime.fromisoformat(read["dated"])
        read["attachments"] = tuple(Attachment(**one) for one in read["attachments"])
        return cls(**read)
