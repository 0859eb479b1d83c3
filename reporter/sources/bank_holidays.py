"""Bank holidays of the parts of the United Kingdom: the home of the library holidays, which needs no network."""

from collections.abc import Iterable
from datetime import date

PARTS = {"England": "ENG", "Wales": "WLS", "Scotland": "SCT", "Northern Ireland": "NIR"}


def bank_holidays(part: str, years: Iterable[int]) -> frozenset[date]:
    """The bank holidays of those years; none for "none"."""
    if part not in PARTS:
        return frozenset()
    import holidays  # noqa: PLC0415 - a board that knows no bank holidays does without it

    return frozenset(holidays.country_holidays("GB", subdiv=PARTS[part], years=list(years)))
