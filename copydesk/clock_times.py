"""Printed clock times, with the zone or the part of the day beside them."""

import re
from datetime import timedelta
from functools import cache
from typing import Final

from copydesk import date_words

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

_NOON: Final = 12
# "रात 9:30" is in the evening and "रात 1:30" after midnight; "दोपहर 1:30" is after noon, 11:30 before it
_FIRST_OF_NIGHT, _LAST_OF_NOON = 6, 4


def read_clock(text: str) -> tuple[timedelta, str] | None:
    """The time since midnight UTC of the first clock time in folded text, ``minute`` or ``hour``; or None.

    Without a zone, or with an abbreviation of several meanings, it is UTC. It may be before midnight, or
    after the next one, where a zone is reckoned in.
    """
    match = _pattern().search(text)
    minutes = _minutes(match) if match else None
    if match is None or minutes is None:
        return None
    return timedelta(minutes=minutes) - _offset(match), "minute" if match["m"] else "hour"


@cache
def _pattern() -> re.Pattern[str]:
    parts = date_words.load().day_parts
    before = "|".join(date_words.bounded(w) for w in sorted(parts, key=_by_length) if _may_open(w))
    behind = "|".join(date_words.bounded(w) for w in sorted(parts, key=_by_length))
    return re.compile(
        rf"(?<![\d.:])(?:(?P<before>{before or '(?!)'})\.?[\s,]{{0,2}})?(?P<h>\d{{1,2}})"
        r"(?:(?:[:.h]|\s?[時时點点시]\s?)(?P<m>\d{2})(?:分|분)?(?![\d])(?::\d{2}(?:[.,]\d+)?)?"
        r"\s*(?P<half>[ap]\.?m\b\.?)?|\s*(?P<half2>[ap]\.?m\b\.?))"
        rf"(?:\s?(?P<behind>{behind or '(?!)'}))?(?:{_ZONE})?"
    )


def _may_open(word: str) -> bool:
    # one letter behind a clock is "am" or "pm", before it may be anything; one sign is a word
    return len(word) > 1 or date_words.is_unspaced(word)


def _by_length(word: str) -> tuple[int, str]:
    return -len(word), word


def _minutes(match: re.Match[str]) -> int | None:
    """Minutes after midnight, or None for what is no clock time."""
    hour, minute = int(match["h"]), int(match["m"] or 0)
    half = match["half"] or match["half2"]
    part = match["behind"] or match["before"]
    if half:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half[0] == "p" else 0)
    elif part and hour <= _NOON:
        hour = hour % _NOON + (
            _NOON if _is_after_noon(hour % _NOON, date_words.load().day_parts[part]) else 0
        )
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def _is_after_noon(hour: int, part: str) -> bool:
    if part == "night":
        return hour >= _FIRST_OF_NIGHT
    return part == "evening" or (part == "noon" and hour <= _LAST_OF_NOON)


def _offset(match: re.Match[str]) -> timedelta:
    sign = match["sign1"] or match["sign2"]
    if sign:
        minutes = int(match["zh1"] or match["zh2"]) * 60 + int(match["zm1"] or match["zm2"] or 0)
        if minutes > 14 * 60:
            return timedelta()
        return timedelta(minutes=minutes if sign == "+" else -minutes)
    return timedelta(minutes=_ZONE_MINUTES.get(match["zone"] or "", 0))
