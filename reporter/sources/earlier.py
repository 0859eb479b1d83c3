"""What the edition before was made from, for plans whose tracker does not remember."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reporter.sources.grid import Table


@dataclass(frozen=True)
class Earlier:
    """The as-at day of an edition, and its plan's tables as they were kept."""

    as_at: date
    tables: Mapping[str, bytes]

    def table(self, name: str) -> Table:
        """One of its tables; empty where it had none."""
        return Table.from_bytes(name, self.tables[name]) if name in self.tables else Table(())
