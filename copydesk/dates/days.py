"""Printed dates: in figures, with the month's name, with signs for year, month and day, in several calendars."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from copydesk.dates.calendars import BUDDHIST_YEARS, SOLAR_YEARS, gregorian_day, solar_day
from copydesk.dates.evidence import Frame
from copydesk.dates.lexicon import ERA, MONTH, OTHER_MONTH, SOLAR, load
from copydesk.dates.reading import Token, is_figure, sign_at, text_at, token_at

# stands between a day and its month, or a month and its year
_JOINS: Final = {".", ",", "-", "/", "'", "de", "del", "of", "d", "năm", "ปี", "da", "di", "do", "m", "г", "р", "the", "ngày"}
_ORDINALS: Final = {"st", "nd", "rd", "th", "er", "o", "a", "e", "ste", "de", "ème", "re", "го", "ம்", "ที่", "日"}
_SEPARATORS: Final = {"-", "/", "."}
_LUNAR_YEARS: Final = range(1430, 1460)
_LAST_TWO: Final = range(1990, 2060)
# a view counter may be glued to the year ("202501747")
_GLUED_YEARS: Final = range(1990, 2060)


@dataclass(frozen=True, slots=True)
class Day:
    """A printed date, from token ``start`` to ``end``.

    ``days`` are the days that it can be, none for one without a year (``month_day`` then) and none with a
    ``reason`` for what is no date to resolve. ``precision`` is ``day`` or ``month``.
    """

    start: int
    end: int
    days: tuple[date, ...] = ()
    precision: str = "day"
    month_day: tuple[int, int, bool] | None = None
    reason: str | None = None


def day_at(tokens: list[Token], i: int, frame: Frame) -> Day | None:
    """The date that opens at token ``i``, or None."""
    token = tokens[i]
    if token.number >= 0:
        return _from_figure(tokens, i, frame)
    entry = token.entry
    if entry is None:
        return None
    if entry.kinds & (MONTH | SOLAR):
        return _month_first(tokens, i, frame)
    if entry.kinds & ERA:
        return _of_era(tokens, i)
    if entry.kinds & OTHER_MONTH and (is_figure(tokens, i - 1) or is_figure(tokens, i + 1)):
        return Day(i, i + 1, reason="other_calendar")
    return None


def _from_figure(tokens: list[Token], i: int, frame: Frame) -> Day | None:
    token = tokens[i]
    length = len(token.text)
    if _continues_figure(tokens, i):
        # "12-14 May": a span, and no date of the 14th
        is_day = length <= 2 and text_at(tokens, i - 1) == "-"
        return _day_first(tokens, i, frame) if is_day else None
    if length == 8:
        return _compact(tokens, i)
    if length == 4:
        return (
            _signed(tokens, i) or _separated(tokens, i, frame) or _year_first(tokens, i, frame)
        )
    if length <= 2:
        return _separated(tokens, i, frame) or _signed(tokens, i) or _day_first(tokens, i, frame)
    return None


def _continues_figure(tokens: list[Token], i: int) -> bool:
    """True for part of a longer figure: a version, an address, a price, a telephone number."""
    if i == 0:
        return False
    before = tokens[i - 1]
    if before.end != tokens[i].start:
        return before.text in ("$", "€", "£", "+", "#", "№")
    if before.text in ("v", "ver", "$", "€", "£", "₹", "+", "#", "№", "@", "="):
        return True
    return before.text in (".", "/", "-", ",", ":") and i > 1 and tokens[i - 2].text[0].isdigit() and (
        tokens[i - 2].end == before.start
    )


# -- figures ---------------------------------------------------------------------------------------------------


def _separated(tokens: list[Token], i: int, frame: Frame) -> Day | None:
    """``y-m-d``, ``a-b-y`` and ``a-b-yy`` with one of the separators twice."""
    if i + 4 >= len(tokens) or tokens[i + 1].text not in _SEPARATORS or tokens[i + 3].text != tokens[i + 1].text:
        return None
    first, second, third = tokens[i], tokens[i + 2], tokens[i + 4]
    if second.number < 0 or len(second.text) > 2 or third.number < 0 or _goes_on(tokens, i + 5):
        return None
    mark = tokens[i + 1].text
    if mark == "-" and first.end != tokens[i + 1].start and len(first.text) < 4:
        return None
    end = i + 5
    if len(first.text) == 4:
        day = third.number if len(third.text) <= 2 else -1
        return _dated(i, end, *_day_of_year(first.number, second.number, day)) if day >= 0 else None
    year = _year(third)
    if year is not None:
        return _dated(i, end, *_readings(first.number, second.number, year, mark, frame))
    if len(third.text) == 2:
        return _short(tokens, i, mark, frame)
    return None


def _goes_on(tokens: list[Token], i: int) -> bool:
    """True when a separator and a figure are glued to what seemed a whole date, or it is a share."""
    if i >= len(tokens):
        return False
    mark = tokens[i]
    if mark.text == "%":
        return True
    is_glued = mark.text in ("-", "/", ".") and mark.start == tokens[i - 1].end
    return is_glued and i + 1 < len(tokens) and tokens[i + 1].text[0].isdigit() and (
        tokens[i + 1].start == mark.end
    )


def _year(token: Token) -> int | None:
    """A year of four figures; of more, the first four when a counter is glued to them."""
    if len(token.text) == 4:
        return token.number
    if len(token.text) > 4 and token.text.isdigit() and int(token.text[:4]) in _GLUED_YEARS:
        return int(token.text[:4])
    return None


def _readings(a: int, b: int, year: int, mark: str, frame: Frame) -> tuple[list[date], str | None]:
    """The days that ``a-b-year`` can be; evidence decides where both orders exist."""
    if year in _LUNAR_YEARS:
        return [], "other_calendar"
    calendar = solar_day if year in SOLAR_YEARS else gregorian_day
    by_order = {"dmy": calendar(year, b, a), "mdy": calendar(year, a, b)}
    order = "dmy" if mark == "." or year in BUDDHIST_YEARS else _order(frame)
    found = by_order.get(order or "")
    days = [found] if found else [day for day in by_order.values() if day]
    # a dotted date is day first wherever it is printed, so no other order saves an impossible one
    if mark == "." and not found:
        days = []
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
    days = [found] if found else [day for day in by_order.values() if day and day.year in _LAST_TWO]
    return _dated(i, i + 5, days, None) if days else None


def _compact(tokens: list[Token], i: int) -> Day | None:
    """``20250516``, alone or before the T of an ISO time."""
    figure = tokens[i].number
    is_alone = not any(t.number >= 0 for n, t in enumerate(tokens) if n != i)
    if not is_alone and not (i + 1 < len(tokens) and tokens[i + 1].text == "t"):
        return None
    day = gregorian_day(figure // 10000, figure // 100 % 100, figure % 100)
    return Day(i, i + 1, (day,)) if day and day.year in _LAST_TWO else None


def _dated(start: int, end: int, days: list[date], reason: str | None) -> Day:
    return Day(start, end, tuple(sorted(set(days))), reason=reason)


def _day_of_year(year: int, month: int, day: int) -> tuple[list[date], str | None]:
    if year in _LUNAR_YEARS:
        return [], "other_calendar"
    found = (solar_day if year in SOLAR_YEARS else gregorian_day)(year, month, day)
    return ([found], None) if found else ([], "no_such_day")


# -- signs -----------------------------------------------------------------------------------------------------


def _signed(tokens: list[Token], i: int) -> Day | None:
    """``2025年5月16日``, and without its year or its day."""
    year = None
    n = i
    if sign_at(tokens, n + 1) == "y":
        year, n = tokens[n].number, n + 2
    if not is_figure(tokens, n) or sign_at(tokens, n + 1) != "m" or not 1 <= tokens[n].number <= 12:
        return None
    month = tokens[n].number
    if is_figure(tokens, n + 2) and (sign_at(tokens, n + 3) == "d" or (year and n + 3 == len(tokens))):
        end = n + 3 + (sign_at(tokens, n + 3) == "d")
        day = tokens[n + 2].number
        if year is None:
            return Day(i, end, month_day=(month, day, False)) if 1 <= day <= 31 else None
        if year < 100:
            year += 2000
        return _dated(i, end, *_day_of_year(year, month, day))
    if year is None or len(tokens[i].text) != 4:
        return None
    found = gregorian_day(year, month, 1)
    return Day(i, n + 2, (found,), "month") if found else None


def _of_era(tokens: list[Token], i: int) -> Day | None:
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
    if n < len(tokens) and (sign_at(tokens, n) == "y" or tokens[n].text in _SEPARATORS):
        n += 1
    if not is_figure(tokens, n) or not is_figure(tokens, n + 2):
        return None
    end = n + 3 + (sign_at(tokens, n + 3) == "d")
    return _dated(i, end, *_day_of_year(year, tokens[n].number, tokens[n + 2].number))


# -- names of months -------------------------------------------------------------------------------------------


def _month(token: Token | None, frame: Frame) -> tuple[int, bool] | None:
    """The month that a token names, and whether it is the solar calendar's."""
    entry = token.entry if token else None
    if entry is None:
        return None
    if entry.kinds & SOLAR and (frame.language == "fa" or not entry.kinds & MONTH):
        return entry.solar, True
    month = entry.month.of(frame.language) if entry.kinds & MONTH else None
    return (month, False) if month else None


def _skip(tokens: list[Token], i: int, what: set[str], most: int) -> int:
    while most and i < len(tokens) and tokens[i].text in what:
        i, most = i + 1, most - 1
    return i


def _day_first(tokens: list[Token], i: int, frame: Frame) -> Day | None:
    """``16th of May, 2025``, ``16 de mayo de 2025``, ``16 May``."""
    day = tokens[i].number
    if not 1 <= day <= 31:
        return None
    n = _skip(tokens, i + 1, _ORDINALS, 1)
    n = _skip(tokens, n, _JOINS, 2)
    month = _month(token_at(tokens, n), frame)
    if month is None or (n > i + 1 and tokens[n - 1].text == ","):
        other = token_at(tokens, n)
        is_other = other and other.entry and other.entry.kinds & OTHER_MONTH and n <= i + 2
        return Day(i, n + 1, reason="other_calendar") if is_other else None
    if _is_range(tokens, i, day):
        return Day(i, n + 1, reason="range")
    return _with_year(tokens, i, n + 1, month, day)


def _is_range(tokens: list[Token], i: int, day: int) -> bool:
    """True where another day of the month stands before this one: "12-14 May"."""
    first = i - 3 if text_at(tokens, i - 2) == "." else i - 2
    if first < 0 or not 1 <= tokens[first].number < day or len(tokens[first].text) > 2:
        return False
    joins = tokens[i - 1].text
    if text_at(tokens, first - 1) in (":", "."):
        return False
    return joins == "-" or joins in load().ranges


def _month_first(tokens: list[Token], i: int, frame: Frame) -> Day | None:
    """``May 16, 2025``, ``May 16``, ``May 2025``."""
    month = _month(tokens[i], frame)
    if month is None:
        return None
    n = _skip(tokens, i + 1, _JOINS, 2)
    if n >= len(tokens) or tokens[n].number < 0:
        n = _after_era(tokens, n)
    figure = token_at(tokens, n)
    if figure is None or figure.number < 0:
        return None
    if len(figure.text) >= 4:
        year = _year(figure)
        if year is None or text_at(tokens, n + 1) == ":":
            return None
        calendar = solar_day if month[1] else gregorian_day
        found = calendar(year, month[0], 1)
        return Day(i, n + 1, (found,), "month") if found else None
    day = figure.number
    if not 1 <= day <= 31 or len(figure.text) > 2 or text_at(tokens, n + 1) in (":", "%"):
        return None
    if tokens[n - 1].text == "," and n > i + 1:
        return None
    if text_at(tokens, n + 1) == "-" and _is_last_of_range(tokens, n + 2, day):
        return Day(i, n + 3, reason="range")
    return _with_year(tokens, i, _skip(tokens, n + 1, _ORDINALS, 1), month, day)


def _is_last_of_range(tokens: list[Token], i: int, day: int) -> bool:
    last = token_at(tokens, i)
    return bool(last and day < last.number <= 31 and len(last.text) <= 2 and text_at(tokens, i + 1) not in (":", "."))


def _year_first(tokens: list[Token], i: int, frame: Frame) -> Day | None:
    """``2025. november 21.``, ``2025 m. gegužės 16 d.``"""
    n = _skip(tokens, i + 1, _JOINS, 2)
    month = _month(token_at(tokens, n), frame)
    if month is None or (n > i + 1 and tokens[n - 1].text == ","):
        return None
    n = _skip(tokens, n + 1, {".", "-", " "}, 1)
    if not is_figure(tokens, n) or not 1 <= tokens[n].number <= 31 or text_at(tokens, n + 1) == ":":
        return None
    calendar = solar_day if month[1] else gregorian_day
    found = calendar(tokens[i].number, month[0], tokens[n].number)
    return Day(i, n + 1, (found,), reason=None) if found else Day(i, n + 1, reason="no_such_day")


def _with_year(tokens: list[Token], start: int, n: int, month: tuple[int, bool], day: int) -> Day:
    """A day and month with the year behind them, if one stands there."""
    number, is_solar = month
    calendar = solar_day if is_solar else gregorian_day
    behind = _after_era(tokens, _skip(tokens, n, _JOINS, 3))
    figure = token_at(tokens, behind)
    year = _year(figure) if figure and figure.number >= 0 else None
    if figure and year is None and len(figure.text) == 2 and _is_short_year(tokens, n, behind):
        year = _century(figure.number, tokens, behind)
    if figure and year is not None and not (len(figure.text) == 4 and text_at(tokens, behind + 1) == ":"):
        found = calendar(year, number, day)
        return Day(start, behind + 1, (found,)) if found else Day(start, behind + 1, reason="no_such_day")
    # 29 February exists in some years
    if calendar(1403 if is_solar else 2024, number, day) is None:
        return Day(start, n, reason="no_such_day")
    return Day(start, n, month_day=(number, day, is_solar))


def _after_era(tokens: list[Token], i: int) -> int:
    token = token_at(tokens, i)
    if token and token.entry and token.entry.kinds & ERA:
        return _skip(tokens, i + 1, {"."}, 1)
    return i


def _is_short_year(tokens: list[Token], n: int, i: int) -> bool:
    """True for "25-Nov-24", "Nov 25 '24" and "25 Nov 24": what follows must leave it a year."""
    if tokens[i].number < 0 or text_at(tokens, i + 1) in (":", "h", ".") or text_at(tokens, i - 1) == ",":
        return False
    if sign_at(tokens, i + 1):
        return False
    behind = token_at(tokens, i + 1)
    if text_at(tokens, i - 1) in ("'", "-", "/"):
        return True
    is_word = bool(behind and behind.text[0].isalpha())
    return i == n and not is_word


def _century(short: int, tokens: list[Token], i: int) -> int:
    """2024 for 24; Thai print counts Buddhist years, so 68 there is 2568."""
    before = next((t for t in reversed(tokens[:i]) if t.entry and t.entry.kinds & MONTH), None)
    is_thai = before is not None and "th" in before.entry.month.by_language if before and before.entry else False
    return 2500 + short if is_thai and short > 43 else 2000 + short
