"""The agencies of a plan: which of them an action names, and how near a name that is none comes to one."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from reporter.domain.movement import ActionProgress
from reporter.domain.plan import Action


def agencies_of(action: Action) -> tuple[str, ...]:
    """The agencies that an action names: several stand in one cell, parted by semicolons."""
    return tuple(name.strip() for name in (action.partner_agency or "").split(";") if name.strip())


def same_agency(one: str, other: str) -> bool:
    """Whether two names are the same but for capitals and spaces."""
    return _spelt(one) == _spelt(other)


def actions_of(agency: str, actions: Iterable[ActionProgress]) -> tuple[ActionProgress, ...]:
    """Those of the actions that name an agency, in their order."""
    return tuple(one for one in actions if any(same_agency(agency, name) for name in agencies_of(one.action)))


def agencies_in(actions: Iterable[Action]) -> tuple[str, ...]:
    """Every agency that any of the actions names, once, in their order and as it is written first."""
    found: dict[str, str] = {}
    for action in actions:
        for name in agencies_of(action):
            found.setdefault(_spelt(name), name)
    return tuple(found.values())


def nearest(name: str, agencies: Sequence[str]) -> str | None:
    """The agency that a name is probably meant for; None where it comes near to none."""
    by_spelling = {_spelt(agency): agency for agency in agencies}
    close = get_close_matches(_spelt(name), by_spelling, n=1)
    return by_spelling[close[0]] if close else None


def _spelt(name: str) -> str:
    return " ".join(name.casefold().split())
