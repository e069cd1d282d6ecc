"""Days of other calendars, against days that are known in both."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from copydesk.dates.calendars import SOLAR_YEARS, gregorian_day, solar_day


@pytest.mark.parametrize(
    ("solar", "gregorian"),
    [
        ((1357, 11, 22), date(1979, 2, 11)),
        ((1368, 3, 14), date(1989, 6, 4)),
        ((1376, 3, 2), date(1997, 5, 23)),
        ((1379, 1, 1), date(2000, 3, 20)),
        ((1395, 12, 30), date(2017, 3, 20)),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1400, 1, 1), date(2021, 3, 21)),
        ((1402, 7, 15), date(2023, 10, 7)),
        ((1403, 12, 30), date(2025, 3, 20)),
        ((1404, 1, 1), date(2025, 3, 21)),
        ((1404, 12, 21), date(2026, 3, 12)),
    ],
)
def test_known_days_of_the_solar_hijri_calendar(solar: tuple[int, int, int], gregorian: date) -> None:
    assert solar_day(*solar) == gregorian


def test_every_day_of_it_is_the_one_after_the_last() -> None:
    """No day is missing and none comes twice, over all years that are believed."""
    days = [
        found
        for y in SOLAR_YEARS
        for m in range(1, 13)
        for d in range(1, 32)
        if (found := solar_day(y, m, d))
    ]
    assert {after - before for before, after in pairwise(days)} == {timedelta(days=1)}


@pytest.mark.parametrize(
    "day",
    [(1404, 12, 30), (1404, 7, 31), (1404, 0, 1), (1404, 1, 0), (1404, 13, 1), (1200, 1, 1), (1447, 9, 23)],
)
def test_days_that_do_not_exist_or_are_not_believed(day: tuple[int, int, int]) -> None:
    """A year 1447 is one of the lunar calendar."""
    assert solar_day(*day) is None


def test_buddhist_years_are_gregorian_ones_with_another_number() -> None:
    assert gregorian_day(2569, 3, 12) == gregorian_day(2026, 3, 12) == date(2026, 3, 12)
    assert gregorian_day(2569, 2, 29) is None
    assert gregorian_day(1404, 12, 21) is None
