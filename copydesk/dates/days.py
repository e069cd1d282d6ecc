"""Printed dates: where one opens, and those with the name of their month."""

from collections.abc import Collection
from typing import Final

from copydesk.dates.calendars import gregorian_day, solar_day
from copydesk.dates.evidence import Frame
from copydesk.dates.figures import Day, compact, of_era, separated, signed, without_year, year_of
from copydesk.dates.lexicon import ERA, MONTH, OTHER_MONTH, SOLAR, load
from copydesk.dates.reading import Token, is_figure, sign_at, text_at, token_at

_OF_MONEY: Final = ("$", "€", "£", "+", "#", "№")
_OF_FIGURES: Final = (*_OF_MONEY, "v", "ver", "₹", "@", "=")


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
        return of_era(tokens, i)
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
        return compact(tokens, i)
    if length == 4:
        return signed(tokens, i) or separated(tokens, i, frame) or _year_first(tokens, i, frame)
    if length <= 2:
        dated = separated(tokens, i, frame) or signed(tokens, i) or _day_first(tokens, i, frame)
        return dated or without_year(tokens, i, frame)
    return None


def _continues_figure(tokens: list[Token], i: int) -> bool:
    """True for part of a longer figure: a version, an address, a price, a telephone number."""
    if i == 0:
        return False
    before = tokens[i - 1]
    if before.end != tokens[i].start:
        return before.text in _OF_MONEY
    if before.text in _OF_FIGURES:
        return True
    return (
        before.text in (".", "/", "-", ",", ":")
        and i > 1
        and tokens[i - 2].text[0].isdigit()
        and (tokens[i - 2].end == before.start)
    )


def _month(token: Token | None, frame: Frame) -> tuple[int, bool] | None:
    """The month that a token names, and whether it is the solar calendar's."""
    entry = token.entry if token else None
    if entry is None:
        return None
    if entry.kinds & SOLAR and (frame.language == "fa" or not entry.kinds & MONTH):
        return entry.solar, True
    month = entry.month.of(frame.language) if entry.kinds & MONTH else None
    return (month, False) if month else None


def _skip(tokens: list[Token], i: int, what: Collection[str], most: int) -> int:
    while most and i < len(tokens) and tokens[i].text in what:
        i, most = i + 1, most - 1
    return i


def _day_first(tokens: list[Token], i: int, frame: Frame) -> Day | None:
    """``16th of May, 2025``, ``16 de mayo de 2025``, ``16 May``."""
    day = tokens[i].number
    if not 1 <= day <= 31:
        return None
    n = _skip(tokens, i + 1, load().small["ordinals"], 1)
    n = _skip(tokens, n, load().small["joins"], 2)
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
    return joins == "-" or joins in load().small["ranges"]


def _month_first(tokens: list[Token], i: int, frame: Frame) -> Day | None:
    """``May 16, 2025``, ``May 16``, ``May 2025``."""
    month = _month(tokens[i], frame)
    n = _after_era(tokens, _skip(tokens, i + 1, load().small["joins"], 2))
    if month is None or not is_figure(tokens, n):
        return None
    if len(tokens[n].text) >= 4:
        return _month_alone(tokens, i, n, month)
    day = tokens[n].number
    is_parted = n > i + 1 and tokens[n - 1].text == ","
    if is_parted or not 1 <= day <= 31 or len(tokens[n].text) > 2 or text_at(tokens, n + 1) in (":", "%"):
        return None
    if text_at(tokens, n + 1) == "-" and _is_last_of_range(tokens, n + 2, day):
        return Day(i, n + 3, reason="range")
    return _with_year(tokens, i, _skip(tokens, n + 1, load().small["ordinals"], 1), month, day)


def _month_alone(tokens: list[Token], start: int, n: int, month: tuple[int, bool]) -> Day | None:
    """A month and the year at token ``n``."""
    year = year_of(tokens[n])
    if year is None or text_at(tokens, n + 1) == ":":
        return None
    found = (solar_day if month[1] else gregorian_day)(year, month[0], 1)
    return Day(start, max(start, n) + 1, (found,), "month") if found else None


def _is_last_of_range(tokens: list[Token], i: int, day: int) -> bool:
    last = token_at(tokens, i)
    return bool(
        last and day < last.number <= 31 and len(last.text) <= 2 and text_at(tokens, i + 1) not in (":", ".")
    )


def _year_first(tokens: list[Token], i: int, frame: Frame) -> Day | None:
    """``2025. november 21.``, ``2025 m. gegužės 16 d.``, ``2025-May``."""
    n = _skip(tokens, i + 1, load().small["joins"], 2)
    month = _month(token_at(tokens, n), frame)
    if month is None or (n > i + 1 and tokens[n - 1].text == ","):
        return None
    d = _skip(tokens, n + 1, {".", "-"}, 1)
    if not is_figure(tokens, d) or not 1 <= tokens[d].number <= 31 or text_at(tokens, d + 1) == ":":
        found = _month_alone(tokens, i, i, month)
        return Day(i, n + 1, found.days, "month") if found else None
    day = (solar_day if month[1] else gregorian_day)(tokens[i].number, month[0], tokens[d].number)
    return Day(i, d + 1, (day,)) if day else Day(i, d + 1, reason="no_such_day")


def _with_year(tokens: list[Token], start: int, n: int, month: tuple[int, bool], day: int) -> Day:
    """A day and month with the year behind them, if one stands there."""
    number, is_solar = month
    calendar = solar_day if is_solar else gregorian_day
    behind = _after_era(tokens, _skip(tokens, n, load().small["joins"], 3))
    figure = token_at(tokens, behind)
    year = year_of(figure) if figure and figure.number >= 0 else None
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
    """True for "25-Nov-24", "Nov 25 '24" and "25 Nov 24", where what follows leaves it a year."""
    is_clock = text_at(tokens, i + 1) in (":", "h", ".") or bool(sign_at(tokens, i + 1))
    if tokens[i].number < 0 or is_clock or text_at(tokens, i - 1) == ",":
        return False
    behind = token_at(tokens, i + 1)
    if text_at(tokens, i - 1) in ("'", "-", "/"):
        return True
    is_word = bool(behind and behind.text[0].isalpha())
    is_next = i == n or (i == n + 1 and tokens[n].text == ".")
    return is_next and not is_word


def _century(short: int, tokens: list[Token], i: int) -> int:
    """2024 for 24; Thai print counts Buddhist years, so 68 there is 2568."""
    before = next((t for t in reversed(tokens[:i]) if t.entry and t.entry.kinds & MONTH), None)
    is_thai = (
        before is not None and "th" in before.entry.month.by_language if before and before.entry else False
    )
    return 2500 + short if is_thai and short > 43 else 2000 + short
