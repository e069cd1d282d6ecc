"""Numbers in a text: numerals of any script by the language's signs, with scale words, and number words."""

import re
from collections.abc import Sequence
from math import isnan
from typing import Final, NamedTuple

from copydesk.content.figures_words import FigureWords, Meaning

# begins with a bare class, so that `re` looks for digits alone
NUMERAL: Final = re.compile(r"\d\d*(?:[.,'’٫٬]\d+|(?<=\d)[ \u00a0\u202f]\d{3}(?!\d))*")
_SPACE: Final = re.compile(r"[ \u00a0\u202f]")
HAN: Final = re.compile(r"[一二三四五六七八九十百千万两〇]+(?=[个個人名]|歳)")
_HAN_DIGITS: Final = {sign: n for n, sign in enumerate("〇一二三四五六七八九")} | {"两": 2}
_HAN_SCALES: Final = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_GROUPED: Final = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?")
_LONGEST_JOIN: Final = 5
"""Code points between number words of one number: " and "."""
_LONGEST: Final = 19
"""Signs of a numeral; longer ones are numbers of accounts."""
_FIRST_YEAR, _LAST_YEAR = 1800, 2100
"""Four digits between these, without a noun of people or a unit, are a year."""


class Number(NamedTuple):
    """A number with its scale, ``start`` to ``end``; ``bare`` when its four digits could be a year."""

    start: int
    end: int
    value: float
    bare: bool = False
    one: bool = False
    word: bool = False


class Text(NamedTuple):
    """A text, the same in lower case with every sign at its place, and the words to read it by."""

    body: str
    low: str
    words: FigureWords


class Anchor(NamedTuple):
    """A word of interest with its meaning."""

    start: int
    end: int
    meaning: Meaning


def numeral_value(printed: str, decimal: str) -> float | None:
    """Value of a numeral; null where one sign could part thousands or decimals and the language is not known.

    With both signs in it the later one is the decimal's; a sign that comes twice, or before three digits
    where the language writes decimals with the other, parts thousands.
    """
    text = printed.replace("٫", ".").replace("٬", ",")
    for space in " \u00a0\u202f'’":
        text = text.replace(space, "")
    points, commas = text.count("."), text.count(",")
    if points and commas:
        last = max(text.rfind("."), text.rfind(","))
        return (
            _as_float(re.sub(r"[.,]", "", text[:last]) + "." + text[last + 1 :])
            if min(points, commas) == 1
            else None
        )
    if points + commas == 0:
        return float(text)
    sign = "." if points else ","
    head, _, tail = text.rpartition(sign)
    if points + commas > 1:
        parts = text.split(sign)
        grouped = all(len(part) in (2, 3) for part in parts[1:-1]) and len(parts[-1]) == 3
        return float("".join(parts)) if grouped else None
    if len(tail) == 3 and len(head) <= 3 and head.lstrip("0"):
        if not decimal:
            return None
        return float(f"{head}.{tail}") if sign == decimal else float(head + tail)
    return float(f"{head}.{tail}")


def _as_float(text: str) -> float | None:
    return float(text) if text.count(".") == 1 else None


def han_value(printed: str) -> int:
    """Value of a numeral in Chinese signs."""
    total = part = digit = 0
    for sign in printed:
        if sign in _HAN_DIGITS:
            digit = _HAN_DIGITS[sign]
        elif sign == "万":
            total += (part + digit) * 10_000
            part = digit = 0
        else:
            part += (digit or 1) * _HAN_SCALES[sign]
            digit = 0
    return total + part + digit


def scaled(low: str, end: int, value: float, words: FigureWords) -> tuple[int, float]:
    """End and value with the scale words after a number; smaller parts after them are added ("1万2000")."""
    total, part, last = 0.0, value, end
    smallest = float("inf")
    while match := words.scale.match(low, last):
        factor = words.scales[match.group(1)]
        part *= factor
        last = match.end()
        if words.spaced or factor >= smallest:
            continue
        follow = NUMERAL.match(low, last + (low[last : last + 1] == " "))
        smaller = numeral_value(follow.group(), words.decimal) if follow else None
        if follow is None or smaller is None or smaller >= factor:
            continue
        smallest = factor
        total, part, last = total + part, smaller, follow.end()
    return last, total + part


def numerals(text: Text) -> list[Number]:
    """Numbers printed in digits, but those inside codes, times, dates and versions."""
    low, words = text.low, text.words
    found = [
        number
        for match in NUMERAL.finditer(low)
        for piece in _pieces(match)
        if (number := _numeral(low, *piece, words)) is not None
    ]
    if not words.spaced:
        found += [Number(*m.span(), float(han_value(m.group())), word=True) for m in HAN.finditer(low)]
    return found


def _pieces(match: re.Match[str]) -> list[tuple[int, int]]:
    """One numeral, or several where spaces do not part thousands ("In 2020 300 people")."""
    printed = match.group()
    if not _SPACE.search(printed) or _GROUPED.fullmatch(printed):
        return [match.span()]
    at = match.start()
    pieces = []
    for part in _SPACE.split(printed):
        pieces.append((at, at + len(part)))
        at += len(part) + 1
    return pieces


def _numeral(low: str, start: int, end: int, words: FigureWords) -> Number | None:
    printed = low[start:end]
    if _in_code(low, start, end, words) or end - start > _LONGEST:
        return None
    value = numeral_value(printed, words.decimal)
    if value is None:
        return None
    last, total = scaled(low, end, value, words)
    if isnan(total):  # the languages do not agree on the scale word
        return None
    bare = last == end and printed.isdigit() and end - start == 4 and _FIRST_YEAR <= value <= _LAST_YEAR
    return Number(start, last, total, bare=bare)


def _in_code(low: str, start: int, end: int, words: FigureWords) -> bool:
    """Whether letters, slashes, colons or a chain of digits stand right at the number."""
    before = low[start - 1] if start else " "
    after = low[end] if end < len(low) else " "
    two_before = low[start - 2] if start > 1 else " "
    if before in "/:#_@" or (before.isalpha() and words.spaced) or (before.isdigit()):
        return True
    if before in "-." and two_before.isascii() and two_before.isalpha():
        return True
    if after in "/:_@" and end + 1 < len(low) and low[end + 1].isalnum():
        return True
    return (
        before in "-–" and two_before.isdigit() and low[start - 3 : start - 2] in "-–/"
        if start > 2
        else False
    )


def anchors_in(text: Text) -> list[Anchor]:
    """Words of interest in the text, whole words where the language has spaces."""
    low, words = text.low, text.words
    if words.anchors is None:
        return []
    found: list[Anchor] = []
    for index, start, end in words.anchors.find_matches_as_indexes(low):
        last = end
        if words.spaced:
            if start and low[start - 1].isalnum():
                continue
            if last < len(low) and low[last].isalnum():
                if not words.open_ended[index]:
                    continue
                while last < len(low) and low[last].isalnum():
                    last += 1
        found.append(Anchor(start, last, words.meanings[index]))
    return found


def word_numbers(text: Text, anchors: Sequence[Anchor]) -> list[Number]:
    """Number words, those that belong together joined ("twenty-five", "two thousand")."""
    found: list[Number] = []
    for anchor in anchors:
        value = anchor.meaning.value
        if value is None:
            continue
        number = Number(anchor.start, anchor.end, value, one=anchor.meaning.one, word=True)
        joined = _joined(text, found[-1], number) if found else None
        if joined:
            found[-1] = joined
        else:
            found.append(number)
    done = []
    for number in found:
        end, value = scaled(text.low, number.end, number.value, text.words)
        done.append(number._replace(end=end, value=value, one=number.one and end == number.end))
    return done


def _joined(text: Text, first: Number, second: Number) -> Number | None:
    """Two number words as one number; null when they are two."""
    between = text.low[first.end : second.start].strip()
    if second.start - first.end > _LONGEST_JOIN or (between and between not in text.words.sets["joins"]):
        return None
    if second.value >= 100 and not between:
        return first._replace(end=second.end, value=first.value * second.value, one=False)
    if _adds(first.value, second.value):
        return first._replace(end=second.end, value=first.value + second.value, one=False)
    return None


def _adds(earlier: float, value: float) -> bool:
    return (earlier >= 100 and value < 100) or (20 <= earlier < 100 and earlier % 10 == 0 and value < 10)
