"""The day in a dateline: found, not resolved."""

import re
from functools import cache

from copydesk.labels import languages
from copydesk.sources.names import key, read_table

_DIGIT = re.compile(r"\d")
# Three numbers, or two with a full stop or slash: two with a hyphen are a score or a span.
_NUMERIC = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}\.?|\d{1,2}[./]\d{1,2}\.?|(?:19|20)\d\d\.?")
_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th|er|º|ª|\.|-го)?|\d{4}\.?", re.IGNORECASE)
_HAN = re.compile(r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日")
# A day that is spelled out has two words: "पांच मई".
_SPELLED = 2
# A date has at most so many words.
_LONGEST = 6


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(key(w) for w in read_table("datelines.toml")["dates"][name])


@cache
def _date_words() -> frozenset[str]:
    """Months and weekdays of every language that the labels have, and of those that only datelines need."""
    named = {
        key(word)
        for data in languages()
        for name in ("months", "weekdays", "solar_months")
        for forms in data.get("time", {}).get(name, [])
        for word in forms
    }
    return frozenset(named | _listed("months"))


def _is_date_word(word: str) -> bool:
    return key(word) in _date_words()


def is_date(text: str) -> bool:
    """True for a text that is a day and nothing else."""
    words = text.replace(",", " ").split()
    return _HAN.fullmatch(text) is not None or _all_date(words)


def _all_date(words: list[str]) -> bool:
    has_day = any(_DIGIT.search(w) for w in words)
    return has_day and 0 < len(words) <= _LONGEST and all(_of_date(w) for w in words)


def _of_date(word: str) -> bool:
    return (
        _NUMERIC.fullmatch(word) is not None
        or _DAY.fullmatch(word) is not None
        or _is_date_word(word)
        or key(word) in _listed("between")
    )


def find_date(piece: str) -> tuple[str, str | None, str]:
    """``piece`` as what stands before its date, the date as printed, and what stands behind it.

    The date is None when there is none: a number that no month, year or second number stands beside is not.
    """
    words = piece.split()
    if len(words) != _SPELLED and not _DIGIT.search(piece):
        return piece, None, ""
    first = next((i for i, w in enumerate(words) if _starts_date(words, i)), None)
    if first is None:
        return piece, None, ""
    last = first
    while last + 1 < len(words) and _of_date(words[last + 1]):
        last += 1
    return " ".join(words[:first]), " ".join(words[first : last + 1]), " ".join(words[last + 1 :])


def _starts_date(words: list[str], i: int) -> bool:
    word = words[i]
    following = words[i + 1] if i + 1 < len(words) else ""
    if _NUMERIC.fullmatch(word) and (i == 0 or len(word) > 5):
        return True
    if _DAY.fullmatch(word):
        after = words[i + 2] if key(following) in _listed("between") and i + 2 < len(words) else following
        return _is_date_word(after) or (i == 0 and len(words) <= 2 and not following)
    if _is_date_word(word):
        spelled = i > 0 and i == len(words) - 1 and i == 1 and not word[0].isupper()
        return _DIGIT.match(following) is not None or spelled
    return False
