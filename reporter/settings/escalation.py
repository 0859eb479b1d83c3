"""The escalation ladder of a board."""

from itertools import zip_longest
from typing import Annotated, Self

from pydantic import BeforeValidator, model_validator

from reporter.domain.escalation import Ladder, Rung
from reporter.domain.wording import count
from reporter.settings.declared import Declared
from reporter.settings.fields import Days, Line, as_entries, as_tuple


class Escalation(Declared):
    """The escalation ladder: who must answer, rung by rung, and what leads up to each."""

    rungs: Annotated[tuple[Line, ...], BeforeValidator(as_entries)] = tuple(rung.name for rung in Ladder().rungs)
    red_days: Annotated[tuple[Days, ...], BeforeValidator(as_tuple)] = (1, 31, 62)
    moves: Annotated[tuple[Days, ...], BeforeValidator(as_tuple)] = (1, 2, 3)
    silent_days: Annotated[tuple[Days, ...], BeforeValidator(as_tuple)] = (42, 62, 92)

    @model_validator(mode="after")
    def _a_number_for_each_rung(self) -> Self:
        lists = {"red_days": self.red_days, "moves": self.moves, "silent_days": self.silent_days}
        for name, numbers in lists.items():
            if numbers and len(numbers) != len(self.rungs):
                found = f"{name} has {count(len(numbers), 'number')} for {count(len(self.rungs), 'rung')}"
                message = f"{found}, and needs one for each"
                raise ValueError(message)
            if list(numbers) != sorted(set(numbers)):
                message = f"{name} is {list(numbers)}, which does not grow from rung to rung"
                raise ValueError(message)
        return self

    def ladder(self, board: str, red: str) -> Ladder:
        """The same, as the domain takes it; `board` is what the board is called, `red` its scheme's word for red."""
        rungs = zip_longest(self.rungs, self.red_days, self.moves, self.silent_days)
        return Ladder(tuple(Rung(*rung) for rung in rungs), board, red)
