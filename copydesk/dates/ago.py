"""Times counted back from the capture: "2 hours ago", "vor einer Stunde", "10分前"."""

from dataclasses import dataclass
from typing import Final

from copydesk.dates.evidence import Frame
from copydesk.dates.lexicon import COUNTED, NUMBER, ONE, UNIT, Ago, load
from copydesk.dates.reading import Token, text_at

_JOINS: Final = {",", "and", "et", "und", "y", "e", "и", "та", "ve", "dan", "."}
_SIZES: Final = ("second", "minute", "hour", "day", "week", "month", "year")


@dataclass(frozen=True, slots=True)
class Back:
    """So many units before the capture, largest first, from token ``start`` to ``end``."""

    start: int
    end: int
    pairs: tuple[tuple[int, str], ...]


_Pairs = dict[str, tuple[tuple[int, str], ...]]
"""Numbers and units, by the language that says them so."""


def back_at(tokens: list[Token], i: int, frame: Frame) -> Back | None:
    """The relative time whose number, or word that says one, is token ``i``; or None."""
    for end, pairs in _counted(tokens, i) or _unit_first(tokens, i) or _pairs(tokens, i):
        if found := _marked(tokens, i, end, pairs, frame):
            return found
    return None


def _counted(tokens: list[Token], i: int) -> list[tuple[int, _Pairs]]:
    entry = tokens[i].entry
    if entry is None or not entry.kinds & COUNTED:
        return []
    return [(i + 1, {language: (pair,) for language, pair in entry.counted.items()})]


def _unit_first(tokens: list[Token], i: int) -> list[tuple[int, _Pairs]]:
    """Swahili counts "hours 2"."""
    entry = tokens[i].entry
    if entry is None or "sw" not in entry.units or i + 1 >= len(tokens) or tokens[i + 1].number < 0:
        return []
    return [(i + 2, {"sw": ((tokens[i + 1].number, entry.units["sw"]),)})]


def _pairs(tokens: list[Token], i: int) -> list[tuple[int, _Pairs]]:
    """All ways to end a row of numbers and units that opens at ``i``, the longest first."""
    ends: list[tuple[int, _Pairs]] = []
    so_far: _Pairs = {}
    n = i
    while pair := _pair(tokens, n):
        n, units = pair
        if so_far:
            units = {
                language: (*so_far[language], *more)
                for language, more in units.items()
                if language in so_far and _is_smaller(more[0][1], so_far[language][-1][1])
            }
        if not units:
            break
        so_far = units
        ends.append((n, units))
        n += n < len(tokens) and tokens[n].text in _JOINS
    return ends[::-1]


def _is_smaller(unit: str, than: str) -> bool:
    return _SIZES.index(unit) < _SIZES.index(than)


def _pair(tokens: list[Token], i: int) -> tuple[int, _Pairs] | None:
    """A number and a unit at token ``i``, by language, and the token behind them."""
    if i + 1 >= len(tokens):
        return None
    numbers = _numbers(tokens[i])
    if not numbers:
        return None
    n = i + 1
    if tokens[n].text == "de" and n + 1 < len(tokens):
        n += 1  # Romanian: "acum 20 de minute"
    elif tokens[n].text == "+":
        n += 1
    unit = tokens[n].entry if n < len(tokens) else None
    if unit is None or not unit.kinds & UNIT:
        return None
    found: _Pairs = {
        lang: ((numbers.get(lang, numbers.get("", 0)), name),)
        for lang, name in unit.units.items()
        if lang in numbers or "" in numbers
    }
    n += 1
    if n < len(tokens) and tokens[n].text == "." and n + 1 < len(tokens):
        n += 1
    return (n, found) if found else None


def _numbers(token: Token) -> dict[str, int]:
    """What a token counts, by language; "" for figures, which are the same in all."""
    if token.number >= 0:
        return {"": token.number} if len(token.text) <= 4 else {}
    if token.entry is None or not token.entry.kinds & (ONE | NUMBER):
        return _glued_one(token)
    return dict.fromkeys(token.entry.ones, 1) | token.entry.numbers


def _glued_one(token: Token) -> dict[str, int]:
    """One for "NHKa day ago" and "timean hour ago": English says no "day ago" without its article."""
    return {"en": 1} if token.entry is None and token.text.endswith(("a", "an")) else {}


def _marked(tokens: list[Token], i: int, end: int, pairs: _Pairs, frame: Frame) -> Back | None:
    """The time when words that say "ago" stand ahead of it or behind it, in the language of its unit."""
    if _is_fraction(tokens, i):
        return None
    lexicon = load()
    if end < len(tokens):
        for ago in lexicon.behind.get(tokens[end].text, ()):
            if ago.language in pairs and _reads(tokens, end, ago.behind) and _agrees(pairs, ago, frame):
                return Back(i, end + len(ago.behind), pairs[ago.language])
    if i and (found := _marked_ahead(tokens, _before_about(tokens, i), end, pairs)):
        return found
    for language in sorted(lexicon.bare & pairs.keys()):
        if frame.language == language or len(pairs) == 1:
            return Back(i, end, pairs[language])
    return None


def _is_fraction(tokens: list[Token], i: int) -> bool:
    """True for the end of a longer figure: "1.5 hours ago"."""
    if i < 2 or tokens[i].number < 0 or tokens[i - 2].number < 0:
        return False
    return tokens[i - 1].text in (".", ",", "-", "/", ":") and tokens[i - 1].end == tokens[i].start


def _before_about(tokens: list[Token], i: int) -> int:
    """The token behind the word for "ago"; words that say about, or more than, are passed over."""
    about = load().small["about"]
    if text_at(tokens, i - 1) in about:
        return i - 1
    return i - 2 if f"{text_at(tokens, i - 2)} {text_at(tokens, i - 1)}" in about else i


def _marked_ahead(tokens: list[Token], i: int, end: int, pairs: _Pairs) -> Back | None:
    ahead = tokens[i - 1] if i else tokens[0]
    for ago in (*load().ahead.get(ahead.text, ()), *_glued_ahead(ahead)):
        first = i - len(ago.ahead)
        if first < 0 or ago.language not in pairs:
            continue
        if _reads(tokens, first, ago.ahead) or _ends(tokens, first, ago.ahead):
            return Back(first, end, pairs[ago.language])
    return None


def _glued_ahead(token: Token) -> tuple[Ago, ...]:
    """Forms whose one word ahead is glued to a name: "Le Mondehace 2 horas"."""
    if token.entry is not None or len(token.text) < 5:
        return ()
    lexicon = load()
    return tuple(
        ago
        for cut in range(1, len(token.text) - 2)
        for ago in lexicon.ahead.get(token.text[cut:], ())
        if len(ago.ahead) == 1
    )


def _agrees(pairs: _Pairs, ago: Ago, frame: Frame) -> bool:
    """False where the text's language has the same words for another unit."""
    own = pairs.get(frame.language or "")
    return own is None or frame.language == ago.language or own == pairs[ago.language]


def _reads(tokens: list[Token], i: int, words: tuple[str, ...]) -> bool:
    return (
        i >= 0
        and i + len(words) <= len(tokens)
        and all(tokens[i + n].text == word for n, word in enumerate(words))
    )


def _ends(tokens: list[Token], i: int, words: tuple[str, ...]) -> bool:
    """As `_reads`, with the first word glued to an unknown one."""
    return (
        tokens[i].entry is None
        and tokens[i].text.endswith(words[0])
        and len(words[0]) > 1
        and _reads(tokens, i + 1, words[1:])
    )
