"""Printed publication times to instants. Never the clock: what is relative is relative to the capture."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Final

from copydesk import date_words
from copydesk.calendars import BUDDHIST_YEARS, SOLAR_OFFSET, SOLAR_YEARS, gregorian_day, solar_day
from copydesk.clock_times import read_clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """An instant in UTC, how exact it is, and what it rests on; all None when unresolved."""

    at: datetime | None
    precision: str | None
    source: str | None


UNRESOLVED: Final = Published(at=None, precision=None, source=None)
"""The answer for what is no time, or more than one."""

_LONGEST_RAW: Final = 160
_DAY: Final = timedelta(days=1)


def resolve_published(
    raw: str | None, captured_at: datetime | None, *, from_metadata: bool = False
) -> Published:
    """When ``raw`` says that the article was published, as far as that can be known.

    Absolute dates are read in ISO form, in figures, and with month names in the languages of
    `copydesk.labels`; relative ones ("2 hours ago", "yesterday", "25 November" without a year) only
    against ``captured_at``. Of several dates, such as published and updated, the earliest counts.
    ``03-04-2025`` is unresolved unless one reading lies after the capture; ``03.04.2025`` is day first.
    A clock time without a zone, or with an abbreviation of several meanings, is read as UTC.

    Args:
        raw: the time as printed; None if the page gives none.
        captured_at: when the page was fetched, with a zone; None if unknown.
        from_metadata: ``raw`` comes from the page's metadata and was not printed.

    Returns:
        ``precision`` is ``minute``, ``hour``, ``day``, ``week``, ``month`` or ``year``; ``at`` is the
        start of the day, month or year when no more is known. ``source`` is ``printed``, ``page_metadata``
        or ``relative_to_capture``.

    >>> resolve_published("25 November 2024 18:06 +0200", None).at.isoformat()
    '2024-11-25T16:06:00+00:00'
    >>> resolve_published("2 hours ago", None)
    Published(at=None, precision=None, source=None)
    """
    if raw is None or len(raw) > _LONGEST_RAW:
        return UNRESOLVED
    text = date_words.fold(raw)
    captured = _in_utc(captured_at)
    absolute = list(_absolute(text, captured))
    if absolute:
        at, precision, is_relative = min(absolute)
        printed = "page_metadata" if from_metadata else "printed"
        return Published(at=at, precision=precision, source="relative_to_capture" if is_relative else printed)
    return _relative(text, captured) if captured else UNRESOLVED


def _in_utc(instant: datetime | None) -> datetime | None:
    if instant is None:
        return None
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)


# -- absolute ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Day:
    start: int
    end: int
    day: date
    precision: str
    is_relative: bool = False


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Forms of a date, the most telling first: a later one is not looked for in what an earlier one took."""
    words = date_words.load()
    eras = date_words.alternatives(words.eras)
    month = rf"(?P<word>{words.month_pattern})\.?"
    day = r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th|er|[.ºª°])?"
    year, of = r"(?P<y>\d{4})(?!\d)", r"(?:\s+(?:of|de|del|năm)(?=\s)|\s+d')?"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"(?P<era>{eras})\s?(?P<y>\d{{1,3}}|元)\s?[年/.-]\s?(?P<m>\d{{1,2}})\s?[月/.-]\s?(?P<d>\d{{1,2}})",
            r"(?<!\d)(?P<y>\d{4})(?P<sep>\s?[-/.]\s?)(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)",
            r"(?<!\d)(?P<y>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일]",
            r"(?<!\d)(?P<a>\d{1,2})(?P<sep>\s?[-/.]\s?)(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4})(?!\d)",
            rf"{day}{of}[\s-]*{month},?{of}(?:\s*(?:{eras})\.?)?[\s,-]*{year}",
            rf"{month}\s*{day},?\s*{year}",
            rf"(?<!\d)(?P<y>\d{{4}})\.?(?:\s?m\.)?\s+{month}\s+{day}(?!\d)",
            r"(?<![\d年년])(?<![年년]\s)(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일]",
            rf"{day}{of}\s*{month}(?!\w|[\s,]*\d{{4}}(?!\d))",
            rf"{month}\s*{day}(?![\d:])",
            rf"(?<!\d ){month},?{of}\s+{year}",
        )
    )


def _absolute(text: str, captured: datetime | None) -> Iterator[tuple[datetime, str, bool]]:
    """Every date in the text with its clock time, if one is printed beside it."""
    days = sorted(_days(text, captured), key=lambda d: d.start)
    for i, found in enumerate(days):
        before = text[: found.start] if i == 0 else ""
        after = text[found.end : days[i + 1].start if i + 1 < len(days) else None]
        yield _at_clock(found.day, f"{before}\n{after}", found.precision, is_relative=found.is_relative)


def _days(text: str, captured: datetime | None) -> list[_Day]:
    found: list[_Day] = []
    for pattern in _patterns():
        if found and "y" not in pattern.groupindex:
            break  # a date without a year beside one with it is its repetition, or a figure of the text
        for match in pattern.finditer(text):
            taken = any(match.start() < f.end and f.start < match.end() for f in found)
            if not taken and (day := _day_of(match, captured)):
                found.append(day)
    return found


def _day_of(match: re.Match[str], captured: datetime | None) -> _Day | None:
    parts = match.groupdict()
    if "a" in parts:
        day = _in_figures(parts, captured)
        return _Day(match.start(), match.end(), day, "day") if day else None
    words, name = date_words.load(), parts.get("word")
    is_solar = name in words.solar_months
    month = (words.solar_months if is_solar else words.months).get(name) if name else int(parts["m"])
    if month is None:
        return None
    if "y" not in parts:
        day = _latest(month, int(parts["d"]), captured, is_solar=is_solar) if captured else None
        return _Day(match.start(), match.end(), day, "day", is_relative=True) if day else None
    year = 1 if parts["y"] == "元" else int(parts["y"])
    if "era" in parts:
        year += words.eras[parts["era"]]
    # "1404/12/21": no other calendar's dates have such years in print now
    calendar = solar_day if is_solar or (name is None and year in SOLAR_YEARS) else gregorian_day
    day = calendar(year, month, int(parts.get("d", 1)))
    return _Day(match.start(), match.end(), day, "day" if "d" in parts else "month") if day else None


def _in_figures(parts: dict[str, str], captured: datetime | None) -> date | None:
    """``a-b-year``: the one reading that can be, or None when there are two."""
    a, b, year = int(parts["a"]), int(parts["b"]), int(parts["y"])
    readings = [gregorian_day(year, b, a)]
    # dotted dates are day first wherever they are printed, and Thailand's are
    if "." not in parts["sep"] and year not in BUDDHIST_YEARS:
        readings.append(gregorian_day(year, a, b))
    possible = {day for day in readings if day}
    if len(possible) > 1 and captured:
        possible = {day for day in possible if day <= captured.date() + _DAY}
    return possible.pop() if len(possible) == 1 else None


def _latest(month: int, day: int, captured: datetime, *, is_solar: bool) -> date | None:
    """The last such day up to the day after the capture (it may be later there)."""
    calendar, now = (solar_day, captured.year - SOLAR_OFFSET) if is_solar else (gregorian_day, captured.year)
    for year in range(now + 1, now - 9, -1):
        found = calendar(year, month, day)
        if found and found <= captured.date() + _DAY:
            return found
    return None


def _at_clock(day: date, rest: str, precision: str, *, is_relative: bool) -> tuple[datetime, str, bool]:
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    clock = read_clock(rest) if precision == "day" else None
    if clock is None:
        return start, precision, is_relative
    since_midnight, clock_precision = clock
    return start + since_midnight, clock_precision, is_relative


# -- relative ------------------------------------------------------------------------------------------

_STEPS: Final = {
    "second": (timedelta(seconds=1), "minute"),
    "minute": (timedelta(minutes=1), "minute"),
    "hour": (timedelta(hours=1), "hour"),
    "day": (_DAY, "day"),
    "week": (timedelta(weeks=1), "week"),
}


def _relative(text: str, captured: datetime) -> Published:
    words = date_words.load()
    ago = _ago(text, captured)
    if ago is None and text.strip(" .:!-") in words.now:
        ago = (captured.replace(second=0, microsecond=0), "minute")
    for pattern, days in ((words.before_yesterday, 2), (words.yesterday, 1), (words.today, 0)):
        if ago is None and (match := pattern.search(text)):
            rest = f"{text[: match.start()]}\n{text[match.end() :]}"
            ago = _at_clock((captured - days * _DAY).date(), rest, "day", is_relative=True)[:2]
    return Published(at=ago[0], precision=ago[1], source="relative_to_capture") if ago else UNRESOLVED


def _ago(text: str, captured: datetime) -> tuple[datetime, str] | None:
    found = [hit for ago in date_words.load().ago if (hit := ago.find(text))]
    longest = max((length for length, _, _ in found), default=0)
    meanings = {(number, unit) for length, number, unit in found if length == longest}
    if len(meanings) != 1:
        return None
    number, unit = meanings.pop()
    try:
        return _before(captured, number, unit)
    except (OverflowError, ValueError):
        return None


def _before(captured: datetime, number: int, unit: str) -> tuple[datetime, str]:
    """The capture less so many units; from days on the start of the day, month or year."""
    midnight = captured.replace(hour=0, minute=0, second=0, microsecond=0)
    if unit == "year":
        return midnight.replace(year=captured.year - number, month=1, day=1), "year"
    if unit == "month":
        months = captured.year * 12 + captured.month - 1 - number
        return midnight.replace(year=months // 12, month=months % 12 + 1, day=1), "month"
    step, precision = _STEPS[unit]
    start = midnight if precision in ("day", "week") else captured
    return (start - number * step).replace(second=0, microsecond=0), precision
