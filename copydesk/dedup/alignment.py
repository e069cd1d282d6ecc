"""Which words two texts have in common in the same order, in time that suits long texts too."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

_SMALL: Final = 250_000
"""Words times words up to which `SequenceMatcher` is asked: at most about a quarter of a second."""
_ANCHOR_WORDS: Final = (4, 1)
"""Larger stretches are cut at runs of so many words that both have once; four seldom meet by chance."""
_DEEPEST: Final = 40
"""A stretch that was cut so often is not cut further; only repetitive nonsense gets there."""


class Match(NamedTuple):
    """So many words from ``old`` and from ``new`` on are the same."""

    old: int
    new: int
    size: int


class _Stretch(NamedTuple):
    """Words of both texts that are still to be compared, and how often they have been cut out."""

    old: int
    old_end: int
    new: int
    new_end: int
    depth: int


def matches(old: Sequence[str], new: Sequence[str]) -> list[Match]:
    """Stretches of equal words, in order and not overlapping."""
    found: list[Match] = []
    left = [_Stretch(0, len(old), 0, len(new), 0)]
    while left:
        trimmed, ends = _trim(old, new, left.pop())
        found += ends
        size = (trimmed.old_end - trimmed.old) * (trimmed.new_end - trimmed.new)
        if not size:
            continue
        anchors = _anchors(old, new, trimmed) if size > _SMALL and trimmed.depth < _DEEPEST else []
        if anchors:
            found += anchors
            left += _between(trimmed, anchors)
        elif size <= _SMALL:
            found += _compare(old, new, trimmed)
    return sorted(found)


def _trim(old: Sequence[str], new: Sequence[str], at: _Stretch) -> tuple[_Stretch, list[Match]]:
    """The stretch without what both begin and end with, and that."""
    first, first_new = at.old, at.new
    while first < at.old_end and first_new < at.new_end and old[first] == new[first_new]:
        first, first_new = first + 1, first_new + 1
    last, last_new = at.old_end, at.new_end
    while last > first and last_new > first_new and old[last - 1] == new[last_new - 1]:
        last, last_new = last - 1, last_new - 1
    same = (Match(at.old, at.new, first - at.old), Match(last, last_new, at.old_end - last))
    return at._replace(old=first, old_end=last, new=first_new, new_end=last_new), [m for m in same if m.size]


def _compare(old: Sequence[str], new: Sequence[str], at: _Stretch) -> list[Match]:
    matcher = SequenceMatcher(None, old[at.old : at.old_end], new[at.new : at.new_end], autojunk=False)
    return [Match(at.old + a, at.new + b, size) for a, b, size in matcher.get_matching_blocks() if size]


def _anchors(old: Sequence[str], new: Sequence[str], at: _Stretch) -> list[Match]:
    """What both have exactly once, the most of it that stands in the same order; empty if there is none."""
    for size in _ANCHOR_WORDS:
        places = _once(old, at.old, at.old_end, size)
        others = _once(new, at.new, at.new_end, size)
        common = sorted((place, others[key]) for key, place in places.items() if key in others)
        chosen: list[Match] = []
        for place, other in _rising(common):
            if not chosen or (place >= chosen[-1].old + size and other >= chosen[-1].new + size):
                chosen.append(Match(place, other, size))
        if chosen:
            return chosen
    return []


def _once(words: Sequence[str], start: int, end: int, size: int) -> dict[tuple[str, ...], int]:
    """Place of each run of ``size`` words that occurs once in a stretch."""
    keys = [tuple(words[at : at + size]) for at in range(start, end - size + 1)]
    counts = Counter(keys)
    return {key: start + at for at, key in enumerate(keys) if counts[key] == 1}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest selection of ``pairs``, which ascend by the first, that ascends by the second too."""
    tails: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for place, (_, value) in enumerate(pairs):
        length = bisect_left(tails, value)
        before.append(at[length - 1] if length else -1)
        tails[length : length + 1] = [value]
        at[length : length + 1] = [place]
    chosen = []
    place = at[-1] if at else -1
    while place >= 0:
        chosen.append(pairs[place])
        place = before[place]
    return chosen[::-1]


def _between(at: _Stretch, anchors: Sequence[Match]) -> Iterator[_Stretch]:
    old, new = at.old, at.new
    for anchor in (*anchors, Match(at.old_end, at.new_end, 0)):
        yield _Stretch(old, anchor.old, new, anchor.new, at.depth + 1)
        old, new = anchor.old + anchor.size, anchor.new + anchor.size
