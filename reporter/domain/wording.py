"""How dates, numbers and lists are written in British board papers (after the GOV.UK style guide)."""

from collections.abc import Sequence
from datetime import date
from textwrap import shorten

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip


def uk_date(day: date) -> str:
    """24 September 2014."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """24 Sep 2014, for tables."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def date_range(first: date, last: date) -> str:
    """11 March to 2 April 2014, 10 to 28 February 2025."""
    if first == last:
        return uk_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {uk_date(last)}"
    opening = uk_date(first) if first.year != last.year else f"{first.day} {MONTHS[first.month - 1]}"
    return f"{opening} to {uk_date(last)}"


def since_when(day: date, as_at: date) -> str:
    """Since 6 February 2015 (39 days); since 17 March 2015, where that is the day itself."""
    days = (as_at - day).days
    return f"since {uk_date(day)} ({count(days, 'day')})" if days > 0 else f"since {uk_date(day)}"


def count(number: int, singular: str, plural: str | None = None) -> str:
    """1 action, 3 actions, 2,713 actions, no actions."""
    noun = singular if number == 1 else plural or f"{singular}s"
    return f"{number:,} {noun}" if number else f"no {noun}"


def agree(number: int, noun: str, singular: str, plural: str) -> str:
    """A number with its noun and the verb that agrees with it: 1 action is, 3 actions are, no actions are."""
    return f"{count(number, noun)} {singular if number == 1 else plural}"


def times(number: int) -> str:
    """Once, twice, 3 times."""
    return {1: "once", 2: "twice"}.get(number, count(number, "time"))


def join(items: Sequence[str]) -> str:
    """Board, lead and chair."""
    if len(items) < 2:  # noqa: PLR2004 - one item needs no "and"
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def first_of(items: Sequence[str], most: int) -> str:
    """So many of the items, and how many more there are: 1a, 1b and 30 more."""
    left_out = len(items) - most
    return join([*items[:most], f"{left_out} more"] if left_out > 0 else items)


def choice(items: Sequence[str]) -> str:
    """Red, moved or silent."""
    return " or ".join(filter(None, (", ".join(items[:-1]), items[-1] if items else "")))


def posts(names: Sequence[str]) -> str:
    """Posts as `join` gives them; parted by semicolons where the title of one holds a comma."""
    return "; ".join(names) if len(names) > 1 and any("," in name for name in names) else join(names)


def cut(text: str, most: int) -> str:
    """The text on one line, cut between words to so many characters; the mark stays with the last word."""
    return shorten(text, most, placeholder="\u00a0…", break_on_hyphens=False)


def sentence(text: str) -> str:
    """The text with a capital in front and a full stop behind."""
    text = text.strip()
    if not text:
        return text
    closed = text if text[-1] in ".!?…" else f"{text}."
    return closed[0].upper() + closed[1:]
