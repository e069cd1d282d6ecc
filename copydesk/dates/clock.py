"""Printed clock times, with the zone or the part of the day beside them."""

from dataclasses import dataclass
from typing import Final

from copydesk.dates.lexicon import NO_ZONE, PART, ZONE, load
from copydesk.dates.reading import Token, is_figure, sign_at, text_at, token_at

_NOON: Final = 12
# "रात 9:30" is in the evening and "रात 1:30" after midnight; "दोपहर 1:30" is after noon, 11:30 before it
_FIRST_OF_NIGHT, _LAST_OF_NOON = 6, 4
_LONGEST_OFFSET: Final = 14 * 60


@dataclass(frozen=True, slots=True)
class Clock:
    """Minutes after midnight; ``precision`` is ``minute`` or ``hour``.

    ``zone`` is the printed zone, in minutes east of UTC or as an IANA name; None when none is printed or
    what is printed has several meanings. ``is_loose`` marks "18.06", a clock time only beside a date.
    """

    minutes: int
    precision: str
    zone: int | str | None
    is_loose: bool


def clock_at(tokens: list[Token], i: int, *, is_iso: bool = False) -> tuple[Clock, int] | None:
    """The clock time that opens at token ``i`` and the token behind it, or None."""
    hour = tokens[i]
    if not 0 <= hour.number <= 24 or len(hour.text) > 2 or _is_inside_figure(tokens, i):
        return _military(tokens, i)
    face = _marked(tokens, i, is_iso=is_iso) or _signed(tokens, i) or _worded(tokens, i)
    return _finished(tokens, i, face, is_iso=is_iso) if face else None


@dataclass(frozen=True, slots=True)
class _Face:
    """The minute of an hour, and the token behind both; ``is_bare`` when no sign says that it is an hour."""

    end: int
    minute: int = 0
    precision: str = "minute"
    has_seconds: bool = False
    is_loose: bool = False
    is_bare: bool = False


def _marked(tokens: list[Token], i: int, *, is_iso: bool) -> _Face | None:
    """``18:06``, ``18:06:33``, ``18h06``, ``18.06``; a counter glued to the minutes is left out."""
    mark, minute = text_at(tokens, i + 1), text_at(tokens, i + 2)
    if len(minute) < 2 or not minute[:2].isdigit():
        return None
    end, number = i + 3, int(minute[:2])
    if mark == ":":
        if text_at(tokens, end) != ":" or not _is_two(tokens, end + 1):
            return _Face(end, number)
        end += 2
        is_parted = text_at(tokens, end) in (".", ",") and is_iso and is_figure(tokens, end + 1)
        return _Face(end + 2 if is_parted else end, number, has_seconds=True)
    if mark == "h" and len(minute) == 2:
        return _Face(end, number)
    if mark == "." and _is_dotted(tokens, i):
        before = load().small["before_clock"]
        is_sure = text_at(tokens, i - 1) in before or text_at(tokens, i - 2) in before
        return _Face(end, number, is_loose=not is_sure)
    return None


def _signed(tokens: list[Token], i: int) -> _Face | None:
    """``18時06分``, ``14시``."""
    if sign_at(tokens, i + 1) != "H":
        return None
    end = i + 2
    if not is_figure(tokens, end) or sign_at(tokens, end + 1) != "M":
        return _Face(end, precision="hour")
    has_seconds = is_figure(tokens, end + 2) and sign_at(tokens, end + 3) == "S"
    return _Face(end + (4 if has_seconds else 2), tokens[end].number)


def _worded(tokens: list[Token], i: int) -> _Face | None:
    """``18 Uhr``, ``18h``, ``18 giờ 30``; an hour alone is left to what stands beside it."""
    word = text_at(tokens, i + 1)
    if word not in load().small["behind_hour"]:
        return _Face(i + 1, precision="hour", is_bare=True)
    end = i + 2
    if word != "h" and _is_two(tokens, end) and text_at(tokens, end + 1) not in (".", "-", "/"):
        return _Face(end + 1, tokens[end].number)
    return None if word == "giờ" else _Face(end, precision="hour")


def _finished(tokens: list[Token], i: int, face: _Face, *, is_iso: bool) -> tuple[Clock, int] | None:
    """With the half or part of the day and the zone beside it; an hour alone needs one behind it."""
    end, is_loose = face.end, face.is_loose
    part, end = _part_behind(tokens, end)
    if part is None and face.is_bare:
        return None
    part = part or _part_before(tokens, i)
    if text_at(tokens, end) in load().small["behind_clock"] and not face.is_bare:
        end, is_loose = end + 1, False
    is_loose = is_loose and part not in ("am", "pm")
    hour = _hour(tokens[i].number, part)
    nearby = token_at(tokens, end)
    is_length = bool(nearby and nearby.entry and "minute" in nearby.entry.units.values())
    # "12:30 min" is how long, not when
    if hour is None or face.minute > 59 or is_length:
        return None
    zone, end, is_printed = zone_at(tokens, end, is_exact=face.has_seconds or is_iso)
    minutes = (hour * 60 + face.minute) % (24 * 60)
    return Clock(minutes, face.precision, zone, is_loose and not is_printed), end


def _military(tokens: list[Token], i: int) -> tuple[Clock, int] | None:
    """``1806 GMT``."""
    token, behind = tokens[i], token_at(tokens, i + 1)
    if len(token.text) != 4 or not behind or not behind.entry or not behind.entry.kinds & ZONE:
        return None
    hour, minute = divmod(token.number, 100)
    if hour > 23 or minute > 59 or behind.text not in ("gmt", "utc", "z"):
        return None
    zone, end, _ = zone_at(tokens, i + 1, is_exact=False)
    return Clock(hour * 60 + minute, "minute", zone, False), end


def zone_at(tokens: list[Token], i: int, *, is_exact: bool) -> tuple[int | str | None, int, bool]:
    """The zone printed at token ``i``, the token behind it, and whether any is printed."""
    start = i + 1 if text_at(tokens, i) in ("(", "[") else i
    token = token_at(tokens, start)
    if token is None:
        return None, i, False
    if token.entry and token.entry.kinds & ZONE and token.text not in ("a", "p"):
        offset, end = (
            _offset(tokens, start + 1, is_exact=True) if token.text in ("utc", "gmt") else (None, start)
        )
        if offset is not None:
            return offset, _closed(tokens, end, start > i), True
        zone = token.entry.zone
        return None if zone == NO_ZONE else zone, _closed(tokens, start + 1, start > i), True
    offset, end = _offset(tokens, start, is_exact=is_exact)
    return (offset, _closed(tokens, end, start > i), True) if offset is not None else (None, i, False)


def _offset(tokens: list[Token], i: int, *, is_exact: bool) -> tuple[int | None, int]:
    """``+05:30``, ``+0530`` or ``+5`` at token ``i``; a minus is one only where it can be no range."""
    sign, figure = text_at(tokens, i), token_at(tokens, i + 1)
    if sign not in ("+", "-") or figure is None or figure.number < 0 or figure.start != tokens[i].end:
        return None, i
    end = i + 2
    if len(figure.text) == 4:
        minutes = figure.number // 100 * 60 + figure.number % 100
    elif len(figure.text) <= 2 and (is_exact or sign == "+"):
        minutes = figure.number * 60
        if text_at(tokens, end) == ":" and _is_two(tokens, end + 1):
            minutes, end = minutes + tokens[end + 1].number, end + 2
    else:
        return None, i
    if minutes > _LONGEST_OFFSET:
        return None, i
    return minutes if sign == "+" else -minutes, end


def _closed(tokens: list[Token], i: int, is_open: bool) -> int:
    return i + 1 if is_open and text_at(tokens, i) in (")", "]") else i


def _part_behind(tokens: list[Token], i: int) -> tuple[str | None, int]:
    token = token_at(tokens, i)
    if token is None or token.entry is None or not token.entry.kinds & PART:
        return None, i
    part = token.entry.part.agreed or next(iter(token.entry.part.by_language.values()), None)
    if len(token.text) == 1 and token.text in "ap":
        # "5 a" is no time; "5 a. m." is
        if not (
            text_at(tokens, i + 1) in (".", "m") and "m" in (text_at(tokens, i + 1), text_at(tokens, i + 2))
        ):
            return None, i
        i += 1 if text_at(tokens, i + 1) == "m" else 2
    return part, i + 2 if text_at(tokens, i + 1) == "." and "." in token.text else i + 1


def _part_before(tokens: list[Token], i: int) -> str | None:
    for back in (1, 2):
        token = token_at(tokens, i - back)
        if token is None:
            return None
        if token.entry and token.entry.kinds & PART and (len(token.text) > 1 or not token.text.isascii()):
            return token.entry.part.agreed or next(iter(token.entry.part.by_language.values()), None)
        if token.text not in (",", "."):
            return None
    return None


def _hour(hour: int, part: str | None) -> int | None:
    """The hour of the day, or None for what no clock shows."""
    if part in ("am", "pm"):
        if part == "pm" and _NOON < hour < 24:
            return hour
        return hour % _NOON + (_NOON if part == "pm" else 0) if 1 <= hour <= _NOON else None
    if part and hour <= _NOON and part != "morning":
        return hour % _NOON + (_NOON if _is_after_noon(hour % _NOON, part) else 0)
    if part == "morning" and hour == _NOON:
        return 0
    return hour if hour <= 24 else None


def _is_after_noon(hour: int, part: str) -> bool:
    if part == "night":
        return hour >= _FIRST_OF_NIGHT
    return part == "evening" or (part == "noon" and hour <= _LAST_OF_NOON)


def _is_dotted(tokens: list[Token], i: int) -> bool:
    """True for two figures glued by a dot that no third one follows."""
    minute = tokens[i + 2]
    is_glued = tokens[i].end == tokens[i + 1].start and tokens[i + 1].end == minute.start
    third = text_at(tokens, i + 3) in (".", "/") and is_figure(tokens, i + 4)
    is_money = text_at(tokens, i + 3) in ("%", "€", "$", "£") or text_at(tokens, i - 1) in (
        "€",
        "$",
        "£",
        "₹",
    )
    return is_glued and len(minute.text) == 2 and not third and not is_money


def _is_inside_figure(tokens: list[Token], i: int) -> bool:
    """True behind a mark that joins this figure to one before it."""
    before = token_at(tokens, i - 1)
    if before is None or before.end != tokens[i].start or before.text not in (".", ":", ",", "/"):
        return False
    earlier = token_at(tokens, i - 2)
    return bool(earlier and earlier.end == before.start and earlier.text[0].isdigit())


def _is_two(tokens: list[Token], i: int) -> bool:
    return is_figure(tokens, i) and len(tokens[i].text) == 2
