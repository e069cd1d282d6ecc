"""Dates in figures, and with signs for year, month and day."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from copydesk.dates.calendars import BUDDHIST_YEARS, SOLAR_YEARS, gregorian_day, solar_day
from copydesk.dates.evidence import Frame
from copydesk.dates.lexicon import PART, WEEKDAY, load
from copydesk.dates.reading import Token, is_figure, sign_at, text_at, token_at

SEPARATORS: Final = {"-", "/", "."}
_LUNAR_YEARS: Final = range(1430, 1460)
"""Years of the Islamic calendar that are in print now; its days depend on the moon and the country."""
_RECENT_YEARS: Final = range(1990, 2060)
"""Years that two figures, or four with a view counter glued to them, are believed to be ("202501747")."""


@dataclass(frozen=True, slots=True)
class Day:
    """A printed date, from token ``start`` to ``end``.

    ``days`` are the days that it can be, none for one without a year (``month_day`` then: month, day, whether
    it is the solar calendar's) and none with a ``reason``, for what is no date to resolve. ``precision`` is
    ``day`` or ``month``.
    """

    start: int
    end: int
    days: tuple[date, ...] = ()
    precision: str = "day"
    month_day: tuple[int, int, bool] | None = None
    reason: str | None = None


def separated(tokens: list[Token], i: int, frame: Frame) -> Day | None:
    """``y-m-d``, ``a-b-y`` and ``a-b-yy`` with one of the separators twice."""
    if not _is_separated(tokens, i):
        return None
    first, second, third = tokens[i], tokens[i + 2], tokens[i + 4]
    mark, end = tokens[i + 1].text, i + 5
    if len(first.text) == 4:
        is_day = len(third.text) <= 2
        return _dated(i, end, *_day_of_year(first.number, second.number, third.number)) if is_day else None
    year = year_of(third)
    if year is not None:
        return _dated(i, end, *_readings(first.number, second.number, year, mark, frame))
    return _short(tokens, i, mark, frame) if len(third.text) == 2 else None


def _is_separated(tokens: list[Token], i: int) -> bool:
    """True for three figures with the same separator between them and none behind."""
    if i + 4 >= len(tokens) or tokens[i + 1].text not in SEPARATORS:
        return False
    first, mark, second, other, third = tokens[i : i + 5]
    if other.text != mark.text or second.number < 0 or len(second.text) > 2 or third.number < 0:
        return False
    if len(first.text) < 4:
        # "3 - 4 - 2025" are three figures, and "25.11. 18:06" a day and a clock time
        is_clock = text_at(tokens, i + 5) == ":" and len(third.text) <= 2
        if is_clock or (mark.text == "-" and first.end != mark.start):
            return False
    return not _goes_on(tokens, i + 5)


def _goes_on(tokens: list[Token], i: int) -> bool:
    """True when a separator and a figure are glued to what seemed a whole date, or it is a share."""
    if i >= len(tokens):
        return False
    mark = tokens[i]
    if mark.text == "%":
        return True
    is_glued = mark.text in ("-", "/", ".") and mark.start == tokens[i - 1].end
    return (
        is_glued
        and i + 1 < len(tokens)
        and tokens[i + 1].text[0].isdigit()
        and (tokens[i + 1].start == mark.end)
    )


def year_of(token: Token) -> int | None:
    """A year of four figures; of more, the first four when a counter is glued to them."""
    if len(token.text) == 4:
        return token.number
    if len(token.text) > 4 and token.text.isdigit() and int(token.text[:4]) in _RECENT_YEARS:
        return int(token.text[:4])
    return None


def _readings(a: int, b: int, year: int, mark: str, frame: Frame) -> tuple[list[date], str | None]:
    """The days that ``a-b-year`` can be; evidence decides where both orders exist."""
    if year in _LUNAR_YEARS:
        return [], "other_calendar"
    calendar = solar_day if year in SOLAR_YEARS else gregorian_day
    by_order = {"dmy": calendar(year, b, a), "mdy": calendar(year, a, b)}
    # where both exist, a dotted date is day first wherever it is printed, and Thailand's are
    order = "dmy" if mark == "." or year in BUDDHIST_YEARS else _order(frame)
    found = by_order.get(order or "")
    days = [found] if found else [day for day in by_order.values() if day]
    return days, None if days else "no_such_day"


def _order(frame: Frame) -> str | None:
    return frame.day_order or load().day_orders.get(frame.language or "")


def _short(tokens: list[Token], i: int, mark: str, frame: Frame) -> Day | None:
    """``25.11.24``: year in two figures, so up to three readings."""
    a, b, c = (tokens[i + n].number for n in (0, 2, 4))
    if any(len(tokens[i + n].text) > 2 for n in (0, 2)) or tokens[i].end != tokens[i + 1].start:
        return None
    by_order = {
        "dmy": gregorian_day(2000 + c, b, a),
        "mdy": gregorian_day(2000 + c, a, b) if mark != "." else None,
        "ymd": gregorian_day(2000 + a, b, c) if len(tokens[i].text) == 2 else None,
    }
    found = by_order.get(_order(frame) or "")
    days = [found] if found else [day for day in by_order.values() if day and day.year in _RECENT_YEARS]
    return _dated(i, i + 5, days, None) if days else None


def without_year(tokens: list[Token], i: int, frame: Frame) -> Day | None:
    """``25.11., 18:06 Uhr``, ``5/16(金) 10:20``: two figures before a clock time, their order known."""
    second = token_at(tokens, i + 2)
    order = _order(frame)
    if second is None or order is None or not 1 <= len(second.text) <= 2 or second.number < 0:
        return None
    mark = tokens[i + 1]
    is_glued = tokens[i].end == mark.start and mark.end == second.start
    if not is_glued or mark.text not in _MARKS_WITHOUT_YEAR[order] or not _is_before_clock(tokens, i + 3):
        return None
    day, month = (tokens[i], second) if order == "dmy" else (second, tokens[i])
    if not 1 <= month.number <= 12 or not 1 <= day.number <= 31:
        return None
    return Day(i, i + 3, month_day=(month.number, day.number, False))


_MARKS_WITHOUT_YEAR: Final = {"dmy": "./", "mdy": "/", "ymd": "./-"}
# "(金)", "., um" and the like stand between
_REACH: Final = 5


def _is_before_clock(tokens: list[Token], i: int) -> bool:
    """True where a clock time follows, with no more than marks and words of days and clocks before it."""
    for n in range(i, min(i + _REACH, len(tokens))):
        if tokens[n].text[0].isdigit():
            is_said = text_at(tokens, n - 1) in load().small["before_clock"]
            is_clock = text_at(tokens, n + 1) == ":" or sign_at(tokens, n + 1) == "H"
            return tokens[n].start > tokens[n - 1].end - (n > i) and (is_clock or is_said)
        if tokens[n].text[0].isalpha() and not _is_of_time(tokens[n]):
            return False
    return False


def _is_of_time(token: Token) -> bool:
    if token.text in load().small["before_clock"]:
        return True
    return token.entry is not None and bool(token.entry.kinds & (WEEKDAY | PART) or token.entry.sign)


def compact(tokens: list[Token], i: int) -> Day | None:
    """``20250516``, alone or before the T of an ISO time."""
    figure = tokens[i].number
    is_alone = not any(t.number >= 0 for n, t in enumerate(tokens) if n != i)
    if not is_alone and not (i + 1 < len(tokens) and tokens[i + 1].text == "t"):
        return None
    day = gregorian_day(figure // 10000, figure // 100 % 100, figure % 100)
    return Day(i, i + 1, (day,)) if day and day.year in _RECENT_YEARS else None


def _dated(start: int, end: int, days: list[date], reason: str | None) -> Day:
    return Day(start, end, tuple(sorted(set(days))), reason=reason)


def _day_of_year(year: int, month: int, day: int) -> tuple[list[date], str | None]:
    if year in _LUNAR_YEARS:
        return [], "other_calendar"
    found = (solar_day if year in SOLAR_YEARS else gregorian_day)(year, month, day)
    return ([found], None) if found else ([], "no_such_day")


def signed(tokens: list[Token], i: int) -> Day | None:
    """``2025年5月16日``, and without its year or its day."""
    has_year = sign_at(tokens, i + 1) == "y"
    year, n = (tokens[i].number, i + 2) if has_year else (None, i)
    if not is_figure(tokens, n) or sign_at(tokens, n + 1) != "m" or not 1 <= tokens[n].number <= 12:
        return None
    if is_figure(tokens, n + 2) and (sign_at(tokens, n + 3) == "d" or (has_year and n + 3 == len(tokens))):
        end = n + 3 + (sign_at(tokens, n + 3) == "d")
        return _of_signs(i, end, year, tokens[n].number, tokens[n + 2].number)
    if year is None or len(tokens[i].text) != 4:
        return None
    first = gregorian_day(year, tokens[n].number, 1)
    return Day(i, n + 2, (first,), "month") if first else None


def _of_signs(start: int, end: int, year: int | None, month: int, day: int) -> Day | None:
    if year is None:
        return Day(start, end, month_day=(month, day, False)) if 1 <= day <= 31 else None
    return _dated(start, end, *_day_of_year(year + 2000 if year < 100 else year, month, day))


def of_era(tokens: list[Token], i: int) -> Day | None:
    """``令和7年5月16日``, ``民國114/5/16``: a year counted in an era, the first of it called 元."""
    entry = tokens[i].entry
    n = i + 1
    if n >= len(tokens) or entry is None:
        return None
    is_first = tokens[n].text in ("元", "元年")
    if not is_first and (tokens[n].number < 0 or len(tokens[n].text) > 3):
        return None
    year = (1 if is_first else tokens[n].number) + entry.era
    n += 1
    if n < len(tokens) and (sign_at(tokens, n) == "y" or tokens[n].text in SEPARATORS):
        n += 1
    if not is_figure(tokens, n) or not is_figure(tokens, n + 2):
        return None
    end = n + 3 + (sign_at(tokens, n + 3) == "d")
    return _dated(i, end, *_day_of_year(year, tokens[n].number, tokens[n + 2].number))
