"""The bank holidays of each part of the United Kingdom, as they were proclaimed."""

import subprocess
import sys
from datetime import date

import pytest

from reporter.sources.bank_holidays import bank_holidays


@pytest.mark.parametrize(
    ("day", "parts"),
    [
        (date(2020, 5, 8), {"England", "Wales", "Scotland", "Northern Ireland"}),  # moved for VE Day
        (date(2020, 5, 4), set()),  # from here
        (date(2022, 6, 2), {"England", "Wales", "Scotland", "Northern Ireland"}),  # the spring holiday, moved
        (date(2022, 6, 3), {"England", "Wales", "Scotland", "Northern Ireland"}),  # the Platinum Jubilee
        (date(2022, 9, 19), {"England", "Wales", "Scotland", "Northern Ireland"}),  # the Queen's funeral
        (date(2023, 5, 8), {"England", "Wales", "Scotland", "Northern Ireland"}),  # the Coronation
        (date(2026, 4, 6), {"England", "Wales", "Northern Ireland"}),  # Easter Monday
        (date(2026, 1, 2), {"Scotland"}),
        (date(2026, 11, 30), {"Scotland"}),  # St Andrew's Day
        (date(2026, 3, 17), {"Northern Ireland"}),  # St Patrick's Day
        (date(2026, 8, 31), {"England", "Wales", "Northern Ireland"}),  # the summer holiday
        (date(2026, 8, 3), {"Scotland"}),
        (date(2026, 12, 28), {"England", "Wales", "Scotland", "Northern Ireland"}),  # Boxing Day is a Saturday
        (date(2026, 6, 10), set()),
    ],
)
def test_each_part_has_its_own_bank_holidays(day: date, parts: set[str]) -> None:
    everywhere = ("England", "Wales", "Scotland", "Northern Ireland", "none")
    assert {part for part in everywhere if day in bank_holidays(part, {day.year})} == parts


def test_only_the_years_asked_for_are_given() -> None:
    assert {day.year for day in bank_holidays("England", {2024, 2026})} == {2024, 2026}


def test_a_board_that_keeps_none_does_not_load_the_library() -> None:
    script = (
        "import sys\n"
        "from reporter.sources.bank_holidays import bank_holidays\n"
        "assert bank_holidays('none', {2026}) == frozenset()\n"
        "print('holidays' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr) == ("False\n", "")
