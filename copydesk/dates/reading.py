"""The tokens of a printed time with what each may mean; words that are glued together are parted."""

from functools import lru_cache
from typing import Final, NamedTuple

from copydesk.dates.lexicon import DAY, LABEL, MONTH, NOW, PART, SOLAR, WEEKDAY, ZONE, Entry, Lexicon, load
from copydesk.dates.tokens import TOKEN, fold, is_unspaced, plain

# words of scripts without spaces run together; the longest time in them has far fewer signs
_LONGEST_RUN: Final = 24
_LONGEST_GLUED: Final = 48
_OPENS_A_TIME: Final = MONTH | SOLAR | WEEKDAY | DAY | NOW
# "prayer" does not end in "ayer" and "Rosemay" not in a month
_SHORTEST_GLUED: Final = 5


class Token(NamedTuple):
    """A figure (``number`` is not negative), a word or a mark; ``entry`` is None for an unknown word.

    ``start`` and ``end`` count in the plain text; ``text`` is folded, a figure's as printed.
    """

    text: str
    entry: Entry | None
    number: int
    start: int
    end: int

    def __repr__(self) -> str:
        return f"<{self.text}>"


# longer figures are ids and counters
_LONGEST_FIGURE: Final = 14


def read_tokens(raw: str) -> list[Token]:
    """The tokens of ``raw``; a phrase that the lexicon has is one token."""
    lexicon = load()
    words = lexicon.words
    tokens: list[Token] = []
    is_phrased = False
    phrases = lexicon.phrases
    for match in TOKEN.finditer(plain(raw)):
        text = match.group()
        start, end = match.span()
        if text[0].isdigit():
            number = int(text) if len(text) <= _LONGEST_FIGURE else -1
            tokens.append(Token(text, None, number, start, end))
            continue
        if not text[0].isalpha():
            tokens.append(Token(text, None, -1, start, end))
            continue
        key = text.lower() if text.isascii() else fold(text)
        entry = words.get(key)
        if entry is not None or key in phrases:
            tokens.append(Token(key, entry, -1, start, end))
        else:
            tokens += [Token(k, words.get(k), -1, start + a, start + b) for k, a, b in _parts(text)]
        is_phrased = is_phrased or tokens[-1].text in phrases or (len(key) > 1 and not text.isascii())
    return _joined(tokens, lexicon) if is_phrased else tokens


def _joined(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    found: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        for rest, entry in lexicon.phrases.get(token.text, ()):
            more = tokens[i + 1 : i + 1 + len(rest)]
            if len(more) == len(rest) and all(_is(t, w) for t, w in zip(more, rest, strict=True)):
                text = " ".join((token.text, *rest))
                found.append(Token(text, entry, -1, token.start, more[-1].end))
                i += len(rest)
                break
        else:
            found.append(token)
        i += 1
    return found


def _is(token: Token, word: str) -> bool:
    return token.text == word or (token.number >= 0 and token.text.lstrip("0") == word)


@lru_cache(maxsize=1 << 13)
def _parts(word: str) -> tuple[tuple[str, int, int], ...]:
    """Keys and places of the known words that make up an unknown one; it itself when there are none."""
    whole = ((fold(word), 0, len(word)),)
    if len(word) > _LONGEST_GLUED:
        return whole
    if any(is_unspaced(c) for c in word):
        return _segmented(word)
    if "." in word or "'" in word or '"' in word:
        return _punctuated(word) or whole
    words = load().words
    for cut in range(1, len(word) - 1):
        head, tail = fold(word[:cut]), fold(word[cut:])
        entry = words.get(tail)
        if entry is None or not entry.kinds:
            continue
        if _is_glued(word, cut, head, tail, entry):
            return ((head, 0, cut), (tail, cut, len(word)))
    return whole


def _is_glued(word: str, cut: int, head: str, tail: str, entry: Entry) -> bool:
    """True where another word starts: at a capital, behind a label, or with a long word for a day."""
    known = load().words.get(head)
    if known and known.kinds & LABEL and cut > 2:
        return True
    if word[cut].isupper() and not word[cut - 1].isupper():
        return bool(entry.kinds & (_OPENS_A_TIME | LABEL | ZONE))
    return not word.isascii() and bool(entry.kinds & (DAY | NOW)) and len(tail) >= _SHORTEST_GLUED


def _segmented(word: str) -> tuple[tuple[str, int, int], ...]:
    """The longest known words one after the other; what lies between them is one unknown word."""
    lexicon = load()
    longest = min(lexicon.longest_word, _LONGEST_RUN)
    found: list[tuple[str, int, int]] = []
    i = gap = 0
    while i < len(word):
        for end in range(min(len(word), i + longest), i, -1):
            key = fold(word[i:end])
            if key in lexicon.words and _stands(word, i, end):
                if gap < i:
                    found.append((fold(word[gap:i]), gap, i))
                found.append((key, i, end))
                i = gap = end
                break
        else:
            i += 1
    if gap < len(word):
        found.append((fold(word[gap:]), gap, len(word)))
    return tuple(found)


def _stands(word: str, start: int, end: int) -> bool:
    """False in the middle of letters that are parted by spaces: "A시" is not cut within the Latin word."""
    inside = [word[start - 1 : start + 1]] if start else []
    inside += [word[end - 1 : end + 1]] if end < len(word) else []
    return not any(not is_unspaced(pair[0]) and not is_unspaced(pair[-1]) for pair in inside)


def _punctuated(word: str) -> tuple[tuple[str, int, int], ...]:
    """The parts between inner marks when one of them is known."""
    words = load().words
    parts: list[tuple[str, int, int]] = []
    start = 0
    for i, char in enumerate(f"{word}."):
        if char in ".'\"":
            if start < i:
                parts.append((fold(word[start:i]), start, i))
            start = i + 1
    is_known = any((e := words.get(key)) and e.kinds & ~PART for key, _, _ in parts)
    return tuple(parts) if is_known else ()


def token_at(tokens: list[Token], i: int) -> Token | None:
    """Token ``i``, or None outside the text."""
    return tokens[i] if 0 <= i < len(tokens) else None


def text_at(tokens: list[Token], i: int) -> str:
    """The folded text of token ``i``, empty outside the text."""
    return tokens[i].text if 0 <= i < len(tokens) else ""


def sign_at(tokens: list[Token], i: int) -> str:
    """What token ``i`` says behind a figure in East Asian print, such as ``y`` for 年; else empty."""
    entry = tokens[i].entry if 0 <= i < len(tokens) else None
    return entry.sign if entry else ""


def is_figure(tokens: list[Token], i: int) -> bool:
    """True for a figure that is a number."""
    return 0 <= i < len(tokens) and tokens[i].number >= 0
