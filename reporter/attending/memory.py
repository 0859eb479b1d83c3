"""What the operator was told, and how the last run ended: kept between runs in a file that only its owner reads."""

import json
import os
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Self

from reporter.errors import ArchiveError, Problem


@dataclass
class Memory:
    """When the operator was told of which trouble, by its fingerprint; when the last run began, and how it ended."""

    told: dict[str, datetime] = field(default_factory=dict)
    run: datetime | None = None
    code: int | None = None
    success: datetime | None = None

    @classmethod
    def read(cls, file: Path) -> Self:
        """The memory in a file; one that is missing or no memory of ours is as good as none: then all is told anew."""
        try:
            found = json.loads(file.read_text("utf-8"))
            return cls(
                {str(key): _moment(at) for key, at in found["told"].items()},
                found["run"] and _moment(found["run"]),
                None if found["code"] is None else int(found["code"]),
                found["success"] and _moment(found["success"]),
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls()

    def of_run(self, began: datetime, code: int) -> None:
        """Take in how a run ended."""
        self.run, self.code = began, code
        if code == 0:
            self.success = began

    def forget_all_but(self, troubles: Collection[str]) -> None:
        """Forget the troubles that are over: should one come back, it is news."""
        self.told = {fingerprint: at for fingerprint, at in self.told.items() if fingerprint in troubles}

    def write(self, file: Path) -> None:
        """Keep it. Raises ArchiveError where the system refuses."""
        content = {
            "told": {key: at.isoformat() for key, at in self.told.items()},
            "run": self.run.isoformat() if self.run else None,
            "code": self.code,
            "success": self.success.isoformat() if self.success else None,
        }
        unfinished = file.with_name(f".{file.name}.new")
        try:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            unfinished.unlink(missing_ok=True)
            with os.fdopen(
                os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
            ) as new:
                json.dump(content, new, indent=1)
            unfinished.rename(file)
        except OSError as error:
            found = f"It cannot be written ({error.strerror})."
            raise ArchiveError(Problem(str(file), found, "Check operator.memory in the config.")) from error


def _moment(text: str) -> datetime:
    """Raises ValueError where it is no moment of ours, for ours can be compared with each other."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        message = "it says no zone"
        raise ValueError(message)
    return moment
