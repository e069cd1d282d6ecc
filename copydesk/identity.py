"""Identities that depend on content alone: the same on every machine and in every run."""

import hashlib
import re
import unicodedata
from typing import Final

_UNSPACED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
"""Thai, Lao, Myanmar, Khmer, kana and Han: scripts that set no space between words. (Korean sets spaces.)"""

UNSPACED_CHARACTER: Final = _UNSPACED.pattern
"""Regular expression of one character of a script that sets no space between words."""

# A word from its first letter or digit on: what has none is a mark.
_WORD: Final = re.compile(r"[^\W_][^\s\u2012-\u2015\u2026/|]*")
_FULL_BODY_WORDS: Final = 20
"""A body from this length on identifies a story by itself; a shorter one may be a stock sentence."""
_NAMING_TITLE_WORDS: Final = 3
_UNSPACED_PER_WORD: Final = 3
"""Characters of a script without spaces that weigh as much as a word: 60 make a full body."""


class _Folding(dict[int, str | None]):
    """Translation table that decides each code point when it first meets it."""

    def __missing__(self, code: int) -> str | None:
        folded = _fold_character(chr(code))
        self[code] = folded
        return folded


def _fold_character(char: str) -> str | None:
    category = unicodedata.category(char)
    if category == "Cf":
        return None
    if category == "Sc" or char == "%":
        return char
    return " " if category[0] in "PZSC" else char


_FOLDING: Final = _Folding()


def document_id(raw: bytes) -> str:
    """Sha256 of the bytes, 64 hex digits."""
    return hashlib.sha256(raw).hexdigest()


def article_id(document_id: str, start_char: int) -> str:
    """Blake2b-128 of the document's id and the article's first character, 32 hex digits."""
    return _digest(f"{document_id}:{start_char}", kind="article")


def content_hash(title: str | None, body: str) -> str:
    """Hash that two articles share exactly when they are the same text, 32 hex digits.

    Differences that do not make another text are folded away first (`normalise`). The body alone
    counts when it is at least 20 words long (60 characters in scripts without spaces), because outlets
    put their own titles over the same copy; under a shorter body the title counts as well. A text that
    folds to nothing, such as a line of emoji, is hashed as it stands.

    >>> content_hash("A", "word " * 20) == content_hash("B", "Word, " * 20)
    True
    >>> content_hash("Rain", "More soon.") == content_hash("Snow", "More soon.")
    False
    """
    return hash_of_compared(compared_text(title, body), title, body)


def compared_text(title: str | None, body: str) -> str:
    """Folded text by which an article is compared with others: the body, under the title if it is short.

    Two articles have one of these exactly when they have one `content_hash`, but for texts that fold to
    nothing, whose compared text is blank.
    """
    folded = normalise(body)
    return folded if _weight(folded) >= _FULL_BODY_WORDS else f"{normalise(title or '')}\n{folded}"


def hash_of_compared(compared: str, title: str | None, body: str) -> str:
    """As `content_hash`, for a caller that has the `compared_text` already."""
    if "\n" not in compared:  # folding leaves no line break, so this one parts a title from a short body
        return _digest(compared, kind="body")
    if compared.strip():
        return _digest(compared, kind="title+body")
    return _digest(f"{(title or '').strip()}\n{body.strip()}", kind="raw")


def title_hash(title: str | None) -> str | None:
    """Hash that two titles share exactly when they are the same, 16 hex digits; None under three words.

    A title of one or two words ("Weather", "In brief") stands over many stories.
    """
    folded = normalise(title or "")
    if _weight(folded) < _NAMING_TITLE_WORDS:
        return None
    return _digest(folded, kind="title", size=8)


def word_count(text: str) -> int:
    """Words in ``text``; in scripts without spaces, their letters.

    A word is a run without white space, dash or slash that holds a letter or digit.

    >>> word_count("Twenty-one ships — all lost")
    4
    >>> word_count("東京で雪 2 cm")
    6
    """
    spaced, unspaced = _counts(text)
    return spaced + unspaced


def normalise(text: str) -> str:
    r"""Words of ``text`` in one spelling, parted by single spaces.

    Compatibility forms and letter case are folded, soft hyphens and other invisible format characters
    are gone, and each run of punctuation, symbols and white space is one space. Currency signs and ``%``
    stay, and so do the digits on both sides of a decimal point: 1.5 and 15 remain two numbers.
    Between two characters of a script without spaces no space is left.

    >>> normalise("  “Café‐Owners”\n rejoice: €1.5 m! ")
    'café owners rejoice €1 5 m'
    """
    folded = text
    for _ in range(2):  # folding may bring forth what the next round folds, such as U+2026 its full stops
        folded = unicodedata.normalize("NFKC", folded.translate(_FOLDING)).casefold()
    folded = unicodedata.normalize("NFKC", folded).translate(_FOLDING)
    if folded.isascii():
        return " ".join(folded.split())
    unspaced = _UNSPACED.pattern
    return re.sub(f"(?<={unspaced}) (?={unspaced})", "", " ".join(folded.split()))


def _weight(text: str) -> int:
    spaced, unspaced = _counts(text)
    return spaced + unspaced // _UNSPACED_PER_WORD


def _counts(text: str) -> tuple[int, int]:
    unspaced = 0
    if not text.isascii():
        unspaced = sum(char.isalnum() for char in _UNSPACED.findall(text))
        text = _UNSPACED.sub(" ", text)
    return len(_WORD.findall(text)), unspaced


def _digest(text: str, *, kind: str, size: int = 16) -> str:
    # `person` keeps hashes of different things apart, whatever their text
    return hashlib.blake2b(
        text.encode("utf-8", "surrogatepass"), digest_size=size, person=kind.encode()
    ).hexdigest()
