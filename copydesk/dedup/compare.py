"""Whether two texts are one text, edited or cut, measured on all of their words.

Plain overlap of shingles takes stories cast in one mould (auction results, notices, match reports) for
copies and an evenly edited copy for another story. Two more things tell them apart: the numbers of the
shorter text that the longer has not, and the words that recur in the shorter and do not occur in the longer
at all. What a story keeps coming back to, its names and subjects, an editor leaves; another filling of the
mould has others.
"""

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from copydesk.dedup.shingles import SHORT_SHINGLE_CHARACTERS, SHORT_SHINGLE_WORDS, Shingles, shingles
from copydesk.dedup.words import Words, is_numeral, is_unspaced

# Chosen on the tuned half of `benchmarks.duplicates.pairs`, for the best F1 at a precision of 0.998 there.
_BAR: Final = 0.44
_SHORT_TEXT_WORDS: Final = 160
_SHORT_TEXT_BAR: Final = 0.3
"""What the bar is higher by for a text of no words at all; it falls to nothing at `_SHORT_TEXT_WORDS`."""
_LOST_NUMERALS: Final = 0.7
_ASSUMED_NUMERALS: Final = 2
"""Added to the number of a text's numerals, so that one of two weighs less than five of ten."""
_LOST_RECURRING: Final = 2.0
_ASSUMED_RECURRING: Final = 10
"""Added to the occurrences of recurring words, so that a text in which little recurs is not judged by it."""
_CHARACTER: Final = 0.6
"""Part of a word that a character of a script without spaces is."""


class Profile(NamedTuple):
    """A text ready to be compared. ``shingles`` are in the text's order, the others sorted sets.

    ``recurring`` are the words that occur more than once, ``occurrences`` how often each does.
    """

    words: Words
    length: int
    shingles: Shingles
    shingle_set: Shingles
    vocabulary: Words
    numerals: Words
    recurring: Words
    occurrences: npt.NDArray[np.int64]
    weight: float


class Verdict(NamedTuple):
    """Two texts that are one. ``share`` of the words of one and ``other_share`` of the other's are common.

    ``similarity`` is that share of the shorter text, ``numerals`` the part of its numbers in the other.
    """

    similarity: float
    share: float
    other_share: float
    numerals: float


def profile(words: Words) -> Profile:
    """What comparisons need of a text, worked out once."""
    unspaced = is_unspaced(words)
    length = SHORT_SHINGLE_CHARACTERS if unspaced else SHORT_SHINGLE_WORDS
    own = shingles(words, length)
    vocabulary, counts = np.unique(words, return_counts=True)
    again = counts > 1
    return Profile(
        words=words,
        length=length,
        shingles=own,
        shingle_set=np.unique(own),
        vocabulary=vocabulary,
        numerals=vocabulary[is_numeral(vocabulary)],
        recurring=vocabulary[again],
        occurrences=counts[again],
        weight=len(words) * (_CHARACTER if unspaced else 1.0),
    )


def compare(one: Profile, other: Profile) -> Verdict | None:
    """What makes two texts one text, None if they are not; whichever comes first."""
    is_longer = _size(one) > _size(other)
    short, long = (other, one) if is_longer else (one, other)
    if score(short, long) < bar(short):
        return None
    shares = _cover(short, long), _cover(long, short)
    share, other_share = shares[::-1] if is_longer else shares
    return Verdict(shares[0], share, other_share, 1 - _lost(short.numerals, long.vocabulary, 0))


def score(short: Profile, long: Profile) -> float:
    """Part of the shorter text's different shingles that the longer has, less what speaks against."""
    if not len(short.shingle_set):
        return 0.0
    overlap = float(np.count_nonzero(_is_in(short.shingle_set, long.shingle_set))) / len(short.shingle_set)
    if overlap < _BAR:
        return overlap  # below every bar already
    numerals = _lost(short.numerals, long.vocabulary, _ASSUMED_NUMERALS)
    return overlap - _LOST_NUMERALS * numerals - _LOST_RECURRING * _lost_recurring(short, long)


def bar(short: Profile) -> float:
    """Score from which on a text and a longer one are one text: a short one has little to go by."""
    missing = max(0.0, 1 - short.weight / _SHORT_TEXT_WORDS)
    return _BAR + _SHORT_TEXT_BAR * missing


def _size(text: Profile) -> tuple[int, int]:
    return len(text.shingle_set), len(text.words)


def _lost(wanted: Words, there: Words, assumed: int) -> float:
    """Part of ``wanted`` that is not in ``there``, as if ``assumed`` more were wanted and there."""
    total = len(wanted) + assumed
    return int(np.count_nonzero(~_is_in(wanted, there))) / total if total else 0.0


def _lost_recurring(short: Profile, long: Profile) -> float:
    total = int(short.occurrences.sum()) + _ASSUMED_RECURRING
    lost = ~_is_in(short.recurring, long.vocabulary)
    return int(short.occurrences[lost].sum()) / total


def _is_in(values: npt.NDArray[np.generic], of: npt.NDArray[np.generic]) -> npt.NDArray[np.bool_]:
    """True for ``values`` that the sorted ``of`` holds."""
    if not len(of):
        return np.zeros(len(values), dtype=bool)
    places = np.searchsorted(of, values)
    places[places == len(of)] = 0
    found: npt.NDArray[np.bool_] = of[places] == values
    return found


def _cover(text: Profile, by: Profile) -> float:
    """Part of the words of ``text`` that stand in a shingle that ``by`` has too."""
    hits = _is_in(text.shingles, by.shingle_set)
    steps = np.zeros(len(text.words) + 1, dtype=np.int32)
    steps[: len(hits)] += hits
    steps[text.length : text.length + len(hits)] -= hits
    return float(np.count_nonzero(np.cumsum(steps[:-1]))) / len(text.words) if len(text.words) else 0.0
