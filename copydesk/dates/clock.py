"""Printed clock times, with the zone or the part of the day beside them."""

from dataclasses import dataclass
from typing import Final

from copydesk.dates.lexicon import NO_ZONE, PART, ZONE
from copydesk.dates.reading import Token, is_figure, sign_at, text_at, token_at

_NOON: Final = 12
# "रात 9:30" is in the evening and "रात 1:30" after midnight; "दोपहर 1:30" is after noon, 11:30 before it
_FIRST_OF_NIGHT, _LAST_OF_NOON = 6, 4
_LONGEST_OFFSET: Final = 14 * 60
_HOUR_WORDS: Final = {"uhr", "h", "u", "giờ", "ч", "час", "год"}
# what says that "18.06" is a clock time and no figure
_BEFORE_CLOCK: Final = {"kl", "klo", "um", "ore", "alle", "pukul", "pkl", "jam", "at", "om", "ώρα", "godz", "в", "о", "об"}
_AFTER_CLOCK: Final = {"uhr", "h", "hs", "น", "hod", "uur", "u"}


@dataclass(frozen=True, slots=True)
class Clock:
    """Minutes after midnight; ``precision`` is ``minute`` or ``hour``.

    ``zone`` is the printed zone, in minutes east of UTC or as an IANA name; None when none is printed or
    what is printed has several meanings. ``is_loose`` marks "18.06", which is a clock time beside a date only.
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
    minute, precision, seconds, end, is_loose = 0, "minute", False, i + 1, False
    mark, after = text_at(tokens, i + 1), token_at(tokens, i + 2)
    glued_minute = after if after and len(after.text) >= 2 and after.text[:2].isdigit() else None
    if mark in (":", "h", "H") and glued_minute and (mark == ":" or len(glued_minute.text) == 2):
        minute, end = int(glued_minute.text[:2]), i + 3
        if text_at(tokens, end) == ":" and _is_two(tokens, end + 1):
            end, seconds = end + 2, True
            if text_at(tokens, end) in (".", ",") and is_iso and is_figure(tokens, end + 1):
                end += 2
    elif mark == "." and glued_minute and _is_dotted(tokens, i):
        minute, end = int(glued_minute.text[:2]), i + 3
        is_loose = not (text_at(tokens, i - 1) in _BEFORE_CLOCK or text_at(tokens, i - 2) in _BEFORE_CLOCK)
    elif sign_at(tokens, i + 1) == "H":
        end, minute, precision = i + 2, 0, "hour"
        if is_figure(tokens, end) and sign_at(tokens, end + 1) == "M":
            minute, precision, end = tokens[end].number, "minute", end + 2
            if is_figure(tokens, end) and sign_at(tokens, end + 1) == "S":
                end += 2
    elif mark in _HOUR_WORDS and mark not in ("u", "ч", "час", "год"):
        end, precision = i + 2, "hour"
        if mark != "h" and _is_two(tokens, end) and text_at(tokens, end + 1) not in (".", "-", "/"):
            minute, precision, end = tokens[end].number, "minute", end + 1
        elif mark == "giờ":
            return None
    else:
        precision = "hour"
    return _finished(tokens, i, end, minute, precision, is_loose, seconds or is_iso)


def _finished(
    tokens: list[Token], i: int, end: int, minute: int, precision: str, is_loose: bool, is_exact: bool
) -> tuple[Clock, int] | None:
    """With the half or part of the day and the zone beside it; an hour alone needs one of its own."""
    is_bare = end == i + 1
    hour = tokens[i].number
    part, end = _part_behind(tokens, end)
    if part is None:
        part = _part_before(tokens, i)
        if is_bare:
            return None
    if text_at(tokens, end) in _AFTER_CLOCK and not is_bare:
        end, is_loose = end + 1, False
    if part in ("am", "pm") and not is_bare:
        is_loose = False
    found = _hour(hour, part)
    nearby = token_at(tokens, end)
    # "12:30 min" is how long, not when
    if found is None or minute > 59 or (nearby and nearby.entry and "minute" in nearby.entry.units.values()):
        return None
    zone, end, is_printed = zone_at(tokens, end, is_exact=is_exact)
    return Clock((found * 60 + minute) % (24 * 60), precision, zone, is_loose and not is_printed), end


def _military(tokens: list[Token], i: int) -> tuple[Clock, int] | None:
    """ "1806 GMT" """
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
        offset, end = _offset(tokens, start + 1, is_exact=True) if token.text in ("utc", "gmt") else (None, start)
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
    if token is None or token.entry is None or not token.entry.kinds & PART and not token.entry.part.agreed:
        return None, i
    part = token.entry.part.agreed or next(iter(token.entry.part.by_language.values()), None)
    if len(token.text) == 1 and token.text in "ap" and token.text != "":
        # "5 a" is no time; "5 a. m." is
        if not (text_at(tokens, i + 1) in (".", "m") and "m" in (text_at(tokens, i + 1), text_at(tokens, i + 2))):
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
    is_money = text_at(tokens, i + 3) in ("%", "€", "$", "£") or text_at(tokens, i - 1) in ("€", "$", "£", "₹")
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
