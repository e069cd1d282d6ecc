"""A text as the sequence of its words' hashes: all that the comparison of two texts needs of them.

The words are those of `identity.compared_text`. In scripts that set no space between words each character
is a word of its own. The hash is the first four bytes of BLAKE2b of the word's UTF-8, but for the two lowest
bits, which say that the word holds a digit, and that it is such a character: the same on every machine and
in every version.
"""

import hashlib
import re
from collections.abc import Iterable
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from copydesk.identity import UNSPACED_CHARACTER

Words: TypeAlias = npt.NDArray[np.uint32]
"""Hashes of a text's words in order; empty for a text without words."""

_TOKEN: Final = re.compile(f"{UNSPACED_CHARACTER}|(?:(?!{UNSPACED_CHARACTER})\\S)+")
_IS_UNSPACED: Final = re.compile(UNSPACED_CHARACTER)
_NUMERAL, _UNSPACED = 1, 2


class _Hashes(dict[str, int]):
    """Each word is hashed when it is first met."""

    def __missing__(self, word: str) -> int:
        digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=4).digest()
        marks = _NUMERAL * any(map(str.isdigit, word)) | _UNSPACED * bool(_IS_UNSPACED.match(word))
        value = self[word] = int.from_bytes(digest) & ~(_NUMERAL | _UNSPACED) | marks
        return value


def hash_words(texts: Iterable[str]) -> list[Words]:
    """Word hashes of each of ``texts``, which are as `identity.compared_text` gives them."""
    hashes = _Hashes()
    return [np.fromiter(map(hashes.__getitem__, _split(text)), dtype=np.uint32) for text in texts]


def is_numeral(words: Words) -> npt.NDArray[np.bool_]:
    """True for words that hold a digit."""
    return (words & np.uint32(_NUMERAL)).astype(bool)


def is_unspaced(words: Words) -> bool:
    """True when most of the words are single characters of a script that sets no space between words."""
    return bool(2 * np.count_nonzero(words & np.uint32(_UNSPACED)) > len(words))


def _split(text: str) -> list[str]:
    return text.split() if text.isascii() else _TOKEN.findall(text)
