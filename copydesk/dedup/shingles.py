"""Shingles of a text: runs of words, hashed; and the sample of them by which the index finds it.

The sample is the shingles whose hash is below a bound (hashed sampling, as FracMinHash has it): which of its
shingles a text is found by depends on the shingle alone, so two texts that share a part share that part's
sample, however much longer one is than the other. MinHash bands lose an excerpt in a long text.
"""

from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from copydesk.dedup.words import Words, is_unspaced

Shingles: TypeAlias = npt.NDArray[np.uint64]
"""Hashes of shingles."""

SCHEME: Final = "words-1/5,10/8/3,6"
"""Names all that decides a text's index keys. An index of another scheme is not read but made anew."""

SHINGLE_WORDS: Final = 5
SHINGLE_CHARACTERS: Final = 10
"""Length of a shingle where most words are single characters of a script without spaces."""
SAMPLED: Final = 8
"""One shingle in so many is an index key."""
SHORT_SHINGLE_WORDS: Final = 3
SHORT_SHINGLE_CHARACTERS: Final = 6
SHORT_WORDS: Final = 50
"""A text of fewer words has few shingles: all its short ones are index keys as well."""

# Odd 64-bit constants: fractional digits of the golden ratio and of square roots of primes. They are part of
# the scheme, and so written out.
_COEFFICIENTS: Final = np.array(
    [
        0x9E3779B97F4A7C15, 0x6A09E667F3BCC909, 0xBB67AE8584CAA73B, 0x3C6EF372FE94F82B, 0xA54FF53A5F1D36F1,
        0x510E527FADE682D1, 0x9B05688C2B3E6C1F, 0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179, 0xCBBB9D5DC1059ED9,
    ],
    dtype=np.uint64,
)  # fmt: skip
_MIX: Final = (np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53))
_SHIFT: Final = np.uint64(33)
_SHORT: Final = np.uint64(0xD6E8FEB86659FD93)
_BOUND: Final = np.uint64(2**64 // SAMPLED)


def shingles(words: Words, length: int) -> Shingles:
    """Hash of each run of ``length`` words, in order; empty for a text of fewer words."""
    n = len(words) - length + 1
    if n <= 0:
        return np.empty(0, dtype=np.uint64)
    wide = words.astype(np.uint64)
    total = wide[:n] * _COEFFICIENTS[0]
    for place in range(1, length):
        total += wide[place : place + n] * _COEFFICIENTS[place]
    return _mixed(total)


def _mixed(values: Shingles) -> Shingles:
    """Finaliser of MurmurHash3, which spreads sums over all 64 bits."""
    for factor in _MIX:
        values ^= values >> _SHIFT
        values *= factor
    values ^= values >> _SHIFT
    return values


def index_keys(words: Words) -> Shingles:
    """Keys that a text is found by, ascending, each once; empty for a text of a few words."""
    unspaced = is_unspaced(words)
    long = shingles(words, SHINGLE_CHARACTERS if unspaced else SHINGLE_WORDS)
    keys = long[long < _BOUND]
    if len(words) < (2 * SHORT_WORDS if unspaced else SHORT_WORDS):
        short = shingles(words, SHORT_SHINGLE_CHARACTERS if unspaced else SHORT_SHINGLE_WORDS)
        keys = np.concatenate([keys, _mixed(short ^ _SHORT)])
    return np.unique(keys)
