"""Text of a printed time cut into figures, words and marks, in one form for all scripts."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Final

_LETTER: Final = r"(?:[^\W\d_]|[\u0300-\u036f\u0900-\u0dff\u0e00-\u0eff\u1780-\u17ff])"
TOKEN: Final = re.compile(rf"\d+|{_LETTER}+(?:['\".]{_LETTER}+)*|[^\w\s]|_")
"""A figure, a word (vowel signs of Indic scripts and Thai are no letters to `re`) or a mark."""
_UNSPACED: Final = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_MARKS: Final = {
    "‘": "'",
    "’": "'",
    "ʼ": "'",
    "׳": "'",
    "״": '"',
    "“": '"',
    "”": '"',
    "٫": ".",
    "٬": ",",
} | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u301c", "-")

# the first plane holds the digits and invisible signs of all scripts that papers are printed in
_BEYOND: Final = 0x10000


@cache
def _plain() -> dict[int, str | None]:
    """What is read otherwise: digits of all scripts, dashes and quotes, and signs that nobody sees."""
    table: dict[int, str | None] = {ord(mark): plain for mark, plain in _MARKS.items()}
    for code in range(0x80, _BEYOND):
        category = unicodedata.category(chr(code))
        if category == "Nd":
            table[code] = str(unicodedata.decimal(chr(code)))
        elif category == "Cf":
            table[code] = None
    # vowel signs and the lengthening stroke of Arabic are printed by some and left out by others
    table |= dict.fromkeys([*range(0x64B, 0x653), 0x640])
    return table


def plain(text: str) -> str:
    """``text`` in compatibility form, ASCII digits and dashes, without what nobody sees; case is kept."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text).translate(_plain())


def fold(word: str) -> str:
    """The key of a plain word: lower case, the dot of the Turkish capital i gone."""
    return word.casefold().replace("i\u0307", "i")


def words_of(phrase: str) -> tuple[str, ...]:
    """The folded tokens of a phrase, figures without leading zeros."""
    return tuple(fold(t.lstrip("0") or t) for t in TOKEN.findall(plain(phrase)))


def is_unspaced(char: str) -> bool:
    """True for a sign of a script that does not part words, or whose particles cling to them."""
    return bool(_UNSPACED.match(char))


def alternatives(words: Iterable[str]) -> str:
    """Regular expression for any of the words, the longest first; for nothing if there are none."""
    return "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w))) or r"(?!)"
