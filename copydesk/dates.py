"""Printed publication times to instants. Never the clock: what is relative is relative to the capture."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Final

from copydesk import date_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """An instant in UTC, how exact it is, and what it rests on; all None when unresolved."""

    at: datetime | None
    precision: str | None
    source: str | None


UNRESOLVED: Final = Published(at=None, precision=None, source=None)
"""The answer for what is no time, or more than one."""

_LONGEST_RAW: Final = 160
_YEARS: Final = range(1900, 2100)
_DAY: Final = timedelta(days=1)

_ZONE_MINUTES: Final = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "cet": 60, "cest": 120, "eet": 120, "eest": 180, "msk": 180,
    "jst": 540, "kst": 540, "hkt": 480, "sgt": 480, "wib": 420, "aest": 600, "aedt": 660,
    "nzst": 720, "nzdt": 780,
    "est": -300, "edt": -240, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "cdt": -300,
}  # fmt: skip
"""Abbreviations with one meaning in print; CST, IST, BST and ET have several and count as no zone."""

_ZONE: Final = (
    r"\s*[(\[]?(?:(?:utc|gmt)\s?(?P<sign1>[+\-\u2212])(?P<zh1>\d{1,2})(?::?(?P<zm1>\d{2}))?"
    r"|(?P<sign2>[+\-\u2212])(?P<zh2>\d{2}):?(?P<zm2>\d{2})|(?P<zone>[a-z]{1,4}))?(?!\w)"
)
_CLOCK: Final = re.compile(
    r"(?<![\d.:])(?:(?P<half0>午前|午後|오전|오후|上午|下午)\s?)?(?P<h>\d{1,2})"
    r"(?:(?:[:.h]|\s?[時时点點시]\s?)(?P<m>\d{2})(?:分|분)?(?![\d])(?::\d{2}(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?|\s*(?P<half2>[ap]\.?m\b\.?))(?:" + _ZONE + ")?"
)
_AFTERNOON: Final = frozenset({"午後", "오후", "下午"})


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
    month = rf"(?P<word>{date_words.load().month_pattern})\.?"
    day = r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th|er|[.ºª°])?"
    year, of = r"(?P<y>\d{4})(?!\d)", r"(?:\s+(?:of|de|del)(?=\s)|\s+d')?"
    return tuple(
        re.compile(pattern)
        for pattern in (
            r"(?<!\d)(?P<y>\d{4})(?P<sep>\s?[-/.]\s?)(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)",
            r"(?<!\d)(?P<y>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일]",
            r"(?<!\d)(?P<a>\d{1,2})(?P<sep>\s?[-/.]\s?)(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4})(?!\d)",
            rf"{day}{of}[\s-]*{month},?{of}[\s,-]*{year}",
            rf"{month}\s*{day},?\s*{year}",
            rf"(?<!\d)(?P<y>\d{{4}})\.?(?:\s?m\.)?\s+{month}\s+{day}(?!\d)",
            r"(?<!\d)(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일]",
            rf"{day}{of}\s*{month}(?!\w)",
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
    month = date_words.load().months.get(parts["word"]) if "word" in parts else int(parts["m"])
    if month is None:
        return None
    if "y" not in parts:
        day = _latest(month, int(parts["d"]), captured) if captured else None
        return _Day(match.start(), match.end(), day, "day", is_relative=True) if day else None
    day = _valid(int(parts["y"]), month, int(parts.get("d", 1)))
    return _Day(match.start(), match.end(), day, "day" if "d" in parts else "month") if day else None


def _in_figures(parts: dict[str, str], captured: datetime | None) -> date | None:
    """``a-b-year``: the one reading that can be, or None when there are two."""
    a, b, year = int(parts["a"]), int(parts["b"]), int(parts["y"])
    readings = [_valid(year, b, a)]
    if "." not in parts["sep"]:  # dotted dates are day first wherever they are printed
        readings.append(_valid(year, a, b))
    possible = {day for day in readings if day}
    if len(possible) > 1 and captured:
        possible = {day for day in possible if day <= captured.date() + _DAY}
    return possible.pop() if len(possible) == 1 else None


def _latest(month: int, day: int, captured: datetime) -> date | None:
    """The last such day up to the day after the capture (it may be later there)."""
    for year in range(captured.year + 1, captured.year - 9, -1):
        found = _valid(year, month, day)
        if found and found <= captured.date() + _DAY:
            return found
    return None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def _at_clock(day: date, rest: str, precision: str, *, is_relative: bool) -> tuple[datetime, str, bool]:
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    match = _CLOCK.search(rest) if precision == "day" else None
    clock = _clock_of(match) if match else None
    if match is None or clock is None:
        return start, precision, is_relative
    at = start + timedelta(minutes=clock) - _offset(match)
    return at, "minute" if match["m"] else "hour", is_relative


def _clock_of(match: re.Match[str]) -> int | None:
    """Minutes after midnight, or None for what is no clock time."""
    hour, minute = int(match["h"]), int(match["m"] or 0)
    half = match["half"] or match["half2"] or match["half0"]
    if half:
        if not 1 <= hour <= 12 and match["half0"] is None:
            return None
        hour = hour % 12 + (12 if half[0] == "p" or half in _AFTERNOON else 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def _offset(match: re.Match[str]) -> timedelta:
    sign = match["sign1"] or match["sign2"]
    if sign:
        minutes = int(match["zh1"] or match["zh2"]) * 60 + int(match["zm1"] or match["zm2"] or 0)
        if minutes > 14 * 60:
            return timedelta()
        return timedelta(minutes=minutes if sign == "+" else -minutes)
    return timedelta(minutes=_ZONE_MINUTES.get(match["zone"] or "", 0))


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
    for pattern, days in ((words.yesterday, 1), (words.today, 0)):
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
