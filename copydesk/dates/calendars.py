"""Days of other calendars as days of the Gregorian one."""

from datetime import date, timedelta
from typing import Final

GREGORIAN_YEARS: Final = range(1900, 2100)
"""Years that a printed date is believed to have."""
BUDDHIST_YEARS: Final = range(1900 + 543, 2100 + 543)
"""Years of the Buddhist era as Thailand counts it, in the same span."""
SOLAR_YEARS: Final = range(1340, 1420)
"""Years of the Solar Hijri calendar that no other calendar's dates have in print now."""
SOLAR_OFFSET: Final = 621
"""What a year of it lacks to the Gregorian year in which it begins."""
_CYCLE: Final = 33
# leap years of the 33-year cycle, by the year's remainder; it holds for the years 1210 to 1502 or so
_LEAP: Final = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
_NEW_YEAR_1400: Final = date(2021, 3, 21)
_LONG_MONTHS: Final = 6


def gregorian_day(year: int, month: int, day: int) -> date | None:
    """The day of a Gregorian or Buddhist year, or None for one that does not exist or is not believed.

    >>> gregorian_day(2569, 3, 12)
    datetime.date(2026, 3, 12)
    """
    if year in BUDDHIST_YEARS:
        year -= 543
    try:
        return date(year, month, day) if year in GREGORIAN_YEARS else None
    except ValueError:
        return None


def solar_day(year: int, month: int, day: int) -> date | None:
    """The day of the Solar Hijri calendar of Iran, or None for one that does not exist or is not believed.

    >>> solar_day(1404, 12, 21)
    datetime.date(2026, 3, 12)
    """
    if year not in SOLAR_YEARS or not 1 <= month <= 12 or not 1 <= day <= _length(year, month):
        return None
    first, last = min(year, 1400), max(year, 1400)
    days = 365 * (last - first) + sum(_is_leap(y) for y in range(first, last))
    new_year = _NEW_YEAR_1400 + timedelta(days=days if year >= 1400 else -days)
    before = 31 * min(month - 1, _LONG_MONTHS) + 30 * max(month - 1 - _LONG_MONTHS, 0)
    return new_year + timedelta(days=before + day - 1)


def _is_leap(year: int) -> bool:
    return year % _CYCLE in _LEAP


def _length(year: int, month: int) -> int:
    if month <= _LONG_MONTHS:
        return 31
    return 30 if month < 12 or _is_leap(year) else 29
