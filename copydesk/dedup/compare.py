"""How much two texts have in common, measured on all their shingles, and whether they are one text."""

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from copydesk.dedup.shingles import (
    SHINGLE_CHARACTERS,
    SHINGLE_WORDS,
    SHORT_SHINGLE_CHARACTERS,
    SHORT_SHINGLE_WORDS,
    Shingles,
    shingles,
)
from copydesk.dedup.words import Words, is_numeral, is_unspaced

_WINDOWS: Final = 6


class Measures(NamedTuple):
    """What the shorter text shares with the longer; every share is 0 to 1.

    ``overlap`` and ``jaccard`` are of the sets of shingles, ``short_overlap`` of shorter shingles.
    ``cover`` is the share of the shorter text's words that stand in shared shingles, ``cover_longer`` of the
    longer's. ``spread`` is the share of the shorter text's parts of which much is shared; ``numerals`` the
    share of its different numerals that the longer has too, 1 if it has none.
    """

    words: int
    words_longer: int
    overlap: float
    jaccard: float
    short_overlap: float
    cover: float
    cover_longer: float
    spread: float
    numerals: float


class Profile(NamedTuple):
    """A text ready to be compared; ``sorted_long`` and ``sorted_short`` are sets."""

    words: Words
    length: int
    long: Shingles
    sorted_long: Shingles
    sorted_short: Shingles
    numerals: Words


def profile(words: Words) -> Profile:
    """What comparisons need of a text, worked out once."""
    unspaced = is_unspaced(words)
    length = SHINGLE_CHARACTERS if unspaced else SHINGLE_WORDS
    long = shingles(words, length)
    short = shingles(words, SHORT_SHINGLE_CHARACTERS if unspaced else SHORT_SHINGLE_WORDS)
    return Profile(
        words, length, long, np.unique(long), np.unique(short), np.unique(words[is_numeral(words)])
    )


def measure(one: Profile, other: Profile) -> Measures:
    """Measures of a pair, whichever comes first."""
    short, long = sorted((one, other), key=lambda p: (len(p.sorted_long), len(p.words)))
    shared = _shared(short.sorted_long, long.sorted_long)
    union = len(short.sorted_long) + len(long.sorted_long) - shared
    covered = _covered(short, long)
    return Measures(
        words=len(short.words),
        words_longer=len(long.words),
        overlap=_share(shared, len(short.sorted_long)),
        jaccard=_share(shared, union),
        short_overlap=_share(_shared(short.sorted_short, long.sorted_short), len(short.sorted_short)),
        cover=_mean(covered),
        cover_longer=_mean(_covered(long, short)),
        spread=_spread(covered),
        numerals=_share(_shared(short.numerals, long.numerals), len(short.numerals), empty=1.0),
    )


def _share(part: int, whole: int, *, empty: float = 0.0) -> float:
    return part / whole if whole else empty


def _mean(mask: npt.NDArray[np.bool_]) -> float:
    return float(mask.mean()) if len(mask) else 0.0


def _is_in(values: npt.NDArray[np.generic], of: npt.NDArray[np.generic]) -> npt.NDArray[np.bool_]:
    """True for ``values`` that the sorted ``of`` holds."""
    if not len(of):
        return np.zeros(len(values), dtype=bool)
    places = np.searchsorted(of, values)
    places[places == len(of)] = 0
    found: npt.NDArray[np.bool_] = of[places] == values
    return found


def _shared(one: npt.NDArray[np.generic], other: npt.NDArray[np.generic]) -> int:
    few, many = (one, other) if len(one) < len(other) else (other, one)
    return int(np.count_nonzero(_is_in(few, many)))


def _covered(text: Profile, by: Profile) -> npt.NDArray[np.bool_]:
    """True for each word of ``text`` that stands in a shingle that ``by`` has too."""
    hits = _is_in(text.long, by.sorted_long)
    steps = np.zeros(len(text.words) + 1, dtype=np.int32)
    steps[: len(hits)] += hits
    steps[text.length : text.length + len(hits)] -= hits
    covered: npt.NDArray[np.bool_] = np.cumsum(steps[:-1]) > 0
    return covered


def _spread(covered: npt.NDArray[np.bool_]) -> float:
    parts = np.array_split(covered, min(_WINDOWS, max(1, len(covered) // 8)))
    return float(np.mean([part.mean() > 0.25 if len(part) else False for part in parts]))


class Verdict(NamedTuple):
    """Two texts that are one text, edited or cut. ``share`` of one, ``other_share`` of the other is common.

    ``similarity`` is the common part of the shorter text.
    """

    similarity: float
    share: float
    other_share: float
    numerals: float
    shingle_overlap: float


MIN_SHARE: Final = 0.4


def compare(one: Profile, other: Profile) -> Verdict | None:
    """What makes two texts one text, None if they are not."""
    found = measure(one, other)
    if not is_same(found):
        return None
    first, second = (found.cover, found.cover_longer)
    if (len(one.sorted_long), len(one.words)) > (len(other.sorted_long), len(other.words)):
        first, second = second, first
    return Verdict(found.cover, first, second, found.numerals, found.overlap)


def is_same(found: Measures) -> bool:
    """The rule, with thresholds chosen on the tuned half of the labelled pairs."""
    return found.overlap >= 0.45 and found.numerals >= 0.6
