"""What the edition before was made from: the history of a tracker that keeps none, and what actions then said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reporter.sources.cells import parse_date
from reporter.sources.grid import Row, Table

EARLIER_ACTIONS = "earlier actions"  # kept beside the tables of the plan, as none of its own


@dataclass(frozen=True)
class Earlier:
    """The as-at day of an edition, and its plan's tables as they were kept."""

    as_at: date
    tables: Mapping[str, bytes]

    def table(self, name: str) -> Table:
        """One of its tables; empty where it had none."""
        return Table.from_bytes(name, self.tables[name]) if name in self.tables else Table(())

    def wording(self, renamed: Mapping[str, str]) -> Table:
        """What the actions said that were in the plan then, under the refs that they have now."""
        actions = (row for row in self.table("actions").rows if self._was_in_plan(row))
        return Table(
            tuple(
                Row(row.place, {"ref": renamed.get(row.cells["ref"], row.cells["ref"]), "text": row.cells["text"]})
                for row in actions
            )
        )

    def _was_in_plan(self, row: Row) -> bool:
        added, removed = parse_date(row.cells.get("added", "")), parse_date(row.cells.get("removed", ""))
        return (added is None or added <= self.as_at) and (removed is None or removed > self.as_at)
