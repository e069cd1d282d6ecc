"""A document as its non-blank lines, with what can be read off each line alone."""

import re
from dataclasses import dataclass
from functools import lru_cache

from copydesk.labels import fold

# marks that end a sentence in any script, closing marks behind them, a footnote or a wire's "(end)"
_TERMINAL = re.compile(
    r"[.!?…。！？｡।॥۔؟։።។။][\"'“”’»«)\]』」›*）】〉》]*(?:\[\d+\]|\s?[(（][完了끝][)）])?$"
)
_UNSPACED_RUN = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_SPELLED_RUN = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff]")
# Thai, Lao and Khmer set no end marks: a line of so many words that ends with a letter is a sentence.
_UNMARKED_WORDS = 18
# below this no script is written without spaces
_FIRST_UNSPACED = "\u0e00"
_BULLET = re.compile(r"(?:[•‣▪■●◦►▸*+]|[-–]\s|\d{1,2}[.)]\s)")
_CLITIC = re.compile(r"['’](?:s|t|d|ll|re|ve|m|n)\b|’(?!\w)")
REMEMBERED_CHARS = 120
RULE = 3
"""Marks in a row that make a dividing rule."""
# White space, and marks that show nothing: of direction, of joining, of variation, soft hyphens.
_BLANK_RANGES = (
    (0x9, 0xd), (0x1c, 0x20), (0x85, 0x85), (0xa0, 0xa0), (0xad, 0xad), (0x600, 0x605), (0x61c, 0x61c),
    (0x6dd, 0x6dd), (0x70f, 0x70f), (0x890, 0x891), (0x8e2, 0x8e2), (0x1680, 0x1680), (0x180e, 0x180e),
    (0x2000, 0x200f), (0x2028, 0x202f), (0x205f, 0x2064), (0x2066, 0x206f), (0x3000, 0x3000),
    (0xfe00, 0xfe0f), (0xfeff, 0xfeff), (0xfff9, 0xfffb),
)  # fmt: skip
_BLANK = "".join(chr(code) for first, last in _BLANK_RANGES for code in range(first, last + 1))
_OPENERS = "([“‘«„"
_URL = re.compile(r"(?:https?://|www\.)\S+$")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the text of a line says by itself, wherever it stands.

    ``words`` counts words, two characters of an unspaced script as one; ``opens_low`` is true when it
    opens like the middle of a sentence; ``is_rule`` when it holds no letter or digit, ``is_url`` when
    it is one address and nothing else.
    """

    text: str
    key: str
    words: int
    terminal: bool
    bullet: bool
    opens_low: bool
    is_rule: bool
    is_url: bool


@dataclass(slots=True)
class Line:
    """One non-blank line; not changed once read.

    ``start`` and ``end`` bound the stripped text in the document, in code points; ``gap`` counts
    the blank lines before it; the rest are its `Facts`.
    """

    index: int
    start: int
    end: int
    text: str
    gap: int
    key: str
    words: int
    terminal: bool
    bullet: bool
    opens_low: bool
    is_rule: bool
    is_url: bool


def read_lines(text: str) -> list[Line]:
    """Non-blank lines of ``text`` in order; blank ones are counted in the next line's ``gap``."""
    lines: list[Line] = []
    position = gap = 0
    for raw in text.split("\n"):
        stripped = raw.strip(_BLANK)
        if stripped:
            start = position + raw.find(stripped[0])
            lines.append(_line(len(lines), start, stripped, gap))
            gap = 0
        else:
            gap += 1
        position += len(raw) + 1
    return lines


def _line(index: int, start: int, text: str, gap: int) -> Line:
    f = facts_of(text)
    return Line(
        index, start, start + len(text), text, gap,
        f.key, f.words, f.terminal, f.bullet, f.opens_low, f.is_rule, f.is_url,
    )  # fmt: skip


def _facts(text: str) -> Facts:
    key = fold(text)
    words = count_words(text)
    ends = _TERMINAL.search(text, max(0, len(text) - 12)) is not None
    return Facts(
        text,
        key,
        words,
        ends or (words >= _UNMARKED_WORDS and _SPELLED_RUN.match(text[-1]) is not None),
        _BULLET.match(text) is not None,
        _opens_low(text),
        not key and not any(c.isalnum() for c in text),
        _URL.match(text) is not None,
    )


# Menus and labels come again on every page: what short lines say is remembered, a pure function's value.
_remembered_facts = lru_cache(maxsize=1 << 16)(_facts)


def facts_of(text: str) -> Facts:
    """What a stripped line says by itself."""
    return _remembered_facts(text) if len(text) <= REMEMBERED_CHARS else _facts(text)


def count_words(text: str) -> int:
    """Words of ``text``, for scripts written without spaces by their characters.

    Two Han, kana or the like make a word; of Thai, Lao and Khmer, which write vowels as characters of
    their own, four do.
    """
    if text.isascii() or max(text) < _FIRST_UNSPACED:
        return len(text.split())
    spelled = len(_SPELLED_RUN.findall(text))
    pairs = len(_UNSPACED_RUN.findall(text)) - spelled
    if not spelled and not pairs:
        return len(text.split())
    return max(1, (pairs + 1) // 2 + (spelled + 3) // 4 + len(_UNSPACED_RUN.sub(" ", text).split()))


def _opens_low(text: str) -> bool:
    """True when the line opens as the middle of a sentence: in lower case or with a closing mark."""
    first = text[0]
    if first in _OPENERS and len(text) > 1:
        return text[1].islower()
    return first.islower() or first in ",.;:)]”»!?、。，" or _CLITIC.match(text) is not None
