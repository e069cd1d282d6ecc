"""Content terms: what a text is about, in any script."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from copydesk.split.lines import REMEMBERED_CHARS

_TERM = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{2}|[\u0e00-\u0eff]{4}|[^\W\d_]{4,}")


# So many small words are enough to judge by, and such a share of them one language has in common.
_ENOUGH, _MIN_SHARED = 14, 0.35
_SMALL = re.compile(r"\b[^\W\d_]{1,3}\b")


def small_words(text: str) -> Counter[str]:
    """Words of one to three letters with their counts: mostly grammar, so they tell languages apart."""
    return Counter(_SMALL.findall(text.casefold()))


_SCRIPTS = (
    (0x0370, "latin"), (0x0400, "greek"), (0x0530, "cyrillic"), (0x0590, "armenian"), (0x0600, "hebrew"),
    (0x0900, "arabic"), (0x0E00, "indic"), (0x10A0, "southeast"), (0x1100, "georgian"), (0x1200, "hangul"),
    (0x3040, "other"), (0x3400, "kana"), (0xA000, "han"), (0xAC00, "other"), (0xD7B0, "hangul"),
)  # fmt: skip
_SAMPLE = 120
# So large a share of kana among its letters makes a text with many Han characters Japanese.
_KANA = 0.1


def script_of(text: str) -> str:
    """Script that most letters of the beginning of ``text`` are of; empty for a text without letters.

    >>> script_of("Мост открыт, says the mayor"), script_of("橋が開通した")
    ('cyrillic', 'kana')
    """
    sample = text[:_SAMPLE]
    if sample.isascii():
        return "latin" if any(map(str.isalpha, sample)) else ""
    counts = Counter(_script_of_letter(ord(c)) for c in sample if c.isalpha())
    if counts["kana"] > _KANA * counts.total():
        return "kana"
    return counts.most_common(1)[0][0] if counts else ""


def _script_of_letter(code: int) -> str:
    return next((name for stop, name in _SCRIPTS if code < stop), "other")


def share_grammar(left: Mapping[str, int], right: Mapping[str, int]) -> bool:
    """False when two texts, each with enough small words to judge, use different ones: two languages."""
    smaller, larger = sorted((left, right), key=len)
    if sum(smaller.values()) < _ENOUGH:
        return True
    shared = sum(count for word, count in smaller.items() if word in larger)
    return shared >= _MIN_SHARED * sum(smaller.values())


def terms(text: str) -> Mapping[str, int]:
    """Content terms, counted: words of four letters and more, character pairs in unspaced scripts."""
    return _remembered(text) if len(text) <= REMEMBERED_CHARS else _counted(text)


def _counted(text: str) -> Counter[str]:
    return Counter(_TERM.findall(text.casefold()))


# Short lines are asked for again and again, as candidates for a headline; a pure function's value.
_remembered = lru_cache(maxsize=1 << 14)(_counted)
