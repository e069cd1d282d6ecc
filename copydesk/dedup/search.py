"""Which texts may be copies of which: an index of sampled shingles, searched for many texts at once.

An index is some *segments*, each the texts that came together. Two texts are candidates when they share
enough index keys. A key that very many texts have (a stock phrase, a template, a story that hundreds carry)
would make quadratically many pairs; so of the texts that have a key the `LEADERS` first by content hash lead
(fewer, where thousands have it), and a key brings a text together with its leaders only. Up to `LEADERS` + 1
texts that is every pair. Whether two texts are candidates depends on which texts there are and on nothing
else: not on when they came, in which segment they lie, or who asked for whom.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from copydesk.dedup.segment import Segment, words_of
from copydesk.dedup.shingles import Shingles, index_keys
from copydesk.dedup.words import Words

LEADERS: Final = 16
"""Texts of a key that all others of the key are compared with."""
_FEWER_LEADERS: Final = ((256, 4), (4_096, 1))
"""From so many texts of a key on only so many lead: a phrase that all use tells nothing."""
MIN_SHARED_PART: Final = 0.15
"""Part of the smaller number of keys that two texts must share to be compared."""
_FEW_KEYS: Final = 4
"""A text of so few keys is compared on one shared key, others on two."""

Numbers: TypeAlias = npt.NDArray[np.int64]
"""Places of texts in an index: those of the first segment, then those of the second, and so on."""
Mask: TypeAlias = npt.NDArray[np.bool_]


class Shelf(NamedTuple):
    """A segment and which of its texts there are: ``now``, and ``before`` the change that is looked at."""

    segment: Segment
    now: Mask
    before: Mask


class Pairs(NamedTuple):
    """Candidates: two texts each, the lower number first."""

    one: Numbers
    other: Numbers


class Index:
    """Segments laid end to end."""

    def __init__(self, shelves: Sequence[Shelf]) -> None:
        self.shelves = tuple(shelves)
        sizes = [len(shelf.now) for shelf in self.shelves]
        self.starts: Numbers = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)

    @property
    def size(self) -> int:
        """Texts in all segments, those that are not there now among them."""
        return int(self.starts[-1])

    def words(self, number: int) -> Words:
        """Words of one text."""
        shelf = int(np.searchsorted(self.starts, number, side="right")) - 1
        return words_of(self.shelves[shelf].segment, number - int(self.starts[shelf]))

    def gather(self, numbers: Numbers, name: str) -> npt.NDArray[Any]:
        """Values of the field ``name``, one a text (``hashes`` or ``key_counts``), of some texts."""
        parts = [getattr(shelf.segment, name) for shelf in self.shelves] or [np.empty((0, 2), np.uint64)]
        result = np.empty((len(numbers), *parts[0].shape[1:]), dtype=parts[0].dtype)
        for part, start, end in zip(parts, self.starts, self.starts[1:], strict=False):
            here = (numbers >= start) & (numbers < end)
            result[here] = part[numbers[here] - start]
        return result

    def find(self, hashes: npt.NDArray[np.uint64]) -> Numbers:
        """Numbers of the texts with these content hashes (as `halves` gives them), -1 where there is none."""
        found = np.full(len(hashes), -1, dtype=np.int64)
        for shelf, start in zip(self.shelves, self.starts, strict=False):
            known = shelf.segment.hashes
            if not len(known):
                continue
            place = np.searchsorted(known[:, 0], hashes[:, 0])
            for _ in range(2):  # two texts of one segment with the same first half: then the second of them
                inside = np.minimum(place, len(known) - 1)
                hit = (known[inside] == hashes).all(axis=1)
                found[hit] = inside[hit] + start
                place = place + 1
        return found

    # -- candidates ------------------------------------------------------------------------------------

    def candidates(self, asked: Numbers, *, block: int = 10_000) -> Iterator[Pairs]:
        """All candidates of the texts ``asked``, about ``block`` of these at a time, each pair once."""
        is_asked = np.zeros(self.size, dtype=bool)
        is_asked[asked] = True
        blocks = -(-len(asked) // block)
        for start in range(blocks):
            # Not neighbours: those with the least hashes lead many keys, and would all be in one block.
            yield self._candidates(asked[start::blocks], is_asked)

    def _candidates(self, asked: Numbers, is_asked: Mask) -> Pairs:
        own = self._keys_of(asked)
        keys, key_of = np.unique(_chained(own), return_inverse=True)
        asker = np.repeat(np.arange(len(asked)), [len(k) for k in own])
        ranges = [_ranges(shelf.segment.keys, keys) for shelf in self.shelves]
        is_hot = _widths(ranges, len(keys)) > LEADERS + 1
        cold = self._members(np.flatnonzero(~is_hot), ranges)
        leaders = self._leaders(np.flatnonzero(is_hot), ranges)
        # Of a hot key's askers, its leaders meet all who have it, the others its leaders.
        leads = _is_pair_in(key_of, asked[asker], leaders, self.size)
        hot_led = np.zeros(len(keys), dtype=bool)
        hot_led[key_of[leads]] = True
        whole = self._members(np.flatnonzero(hot_led), ranges)
        met = [
            _meet(asker, key_of, ~is_hot[key_of], cold),
            _meet(asker, key_of, is_hot[key_of] & ~leads, leaders),
            _meet(asker, key_of, leads, whole),
        ]
        one = np.concatenate([m[0] for m in met])
        other = np.concatenate([m[1] for m in met])
        number = asked[one]
        fresh = (number != other) & (~is_asked[other] | (number < other))
        combined, shared = np.unique(one[fresh] * self.size + other[fresh], return_counts=True)
        return self._enough(asked[combined // self.size], combined % self.size, shared)

    def _enough(self, one: Numbers, other: Numbers, shared: Numbers) -> Pairs:
        fewer = np.minimum(self.gather(one, "key_counts"), self.gather(other, "key_counts"))
        enough = (shared >= MIN_SHARED_PART * fewer) & ((shared > 1) | (fewer <= _FEW_KEYS))
        one, other = one[enough], other[enough]
        return Pairs(np.minimum(one, other), np.maximum(one, other))

    def _keys_of(self, numbers: Numbers) -> list[Shingles]:
        return [index_keys(self.words(int(n))) for n in numbers]

    def _owners(
        self, wanted: Numbers, ranges: "Sequence[Range]", *, past: bool = False, most: int | None = None
    ) -> "Iterator[Members]":
        """Of each segment, the texts that have the keys at the places ``wanted`` of those of ``ranges``.

        With ``most`` at least the first so many of each key; a segment that is not whole gives all.
        """
        for shelf, start, (lo, hi) in zip(self.shelves, self.starts, ranges, strict=False):
            present = shelf.before if past else shelf.now
            # Owners ascend by content hash: where all are there, the first few of a segment will do.
            last = hi if most is None or not present.all() else np.minimum(hi, lo + most)
            place, at = _expand(lo[wanted], last[wanted])
            owner = shelf.segment.owners[at].astype(np.int64)
            there = present[owner]
            yield Members(wanted[place[there]], owner[there] + start)

    def _members(self, wanted: Numbers, ranges: "Sequence[Range]") -> "Members":
        """All texts that have the keys ``wanted``."""
        return _joined([*self._owners(wanted, ranges)])

    def _leaders(self, wanted: Numbers, ranges: "Sequence[Range]", *, past: bool = False) -> "Members":
        """The first texts, by content hash, that have each of the keys ``wanted``, as many as lead it."""
        found = [*self._owners(wanted, ranges, past=past, most=LEADERS)]
        sizes = np.zeros(len(ranges[0][0]) if ranges else 0, dtype=np.int64)
        for shelf, (lo, hi), here in zip(self.shelves, ranges, found, strict=True):
            is_whole = (shelf.before if past else shelf.now).all()
            sizes += hi - lo if is_whole else np.bincount(here.key, minlength=len(sizes))
        members = _joined(found)
        hashes = self.gather(members.text, "hashes")
        order = np.lexsort((hashes[:, 1], hashes[:, 0], members.key))
        key, text = members.key[order], members.text[order]
        first = np.searchsorted(key, key)  # key ascends: where each one's run starts
        leads = np.arange(len(key)) - first < _leader_counts(sizes)[key]
        return Members(key[leads], text[leads])

    def changed(self, touched: Numbers) -> Numbers:
        """Texts now and before there that lead a key of one of ``touched`` now and did not, or the other way.

        With the texts that come, these are all whose candidates may differ from what they were before.
        """
        keys = np.unique(_chained(self._keys_of(touched)))
        ranges = [_ranges(shelf.segment.keys, keys) for shelf in self.shelves]
        hot = np.flatnonzero(_widths(ranges, len(keys)) > LEADERS)
        now, past = self._leaders(hot, ranges), self._leaders(hot, ranges, past=True)
        differs = np.setxor1d(now.key * self.size + now.text, past.key * self.size + past.text) % self.size
        texts = np.unique(differs)
        return texts[self._there(texts, past=False) & self._there(texts, past=True)]

    def _there(self, numbers: Numbers, *, past: bool) -> Mask:
        masks = [shelf.before if past else shelf.now for shelf in self.shelves]
        return np.concatenate([np.empty(0, dtype=bool), *masks])[numbers]


Range: TypeAlias = tuple[Numbers, Numbers]
"""For each of some keys, where its owners start and end in a segment."""


class Members(NamedTuple):
    """Texts by key: the key's place among those asked for, ascending, and the text's number."""

    key: Numbers
    text: Numbers


_NOBODY: Final = Members(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))


def _leader_counts(sizes: Numbers) -> Numbers:
    """How many texts lead a key that so many have."""
    leaders = np.full(len(sizes), LEADERS)
    for size, fewer in _FEWER_LEADERS:
        leaders[sizes > size] = min(fewer, LEADERS)
    return leaders


def _ranges(known: Shingles, keys: Shingles) -> Range:
    lo = np.searchsorted(known, keys, side="left")
    hi = lo.copy()
    there = np.flatnonzero(lo < len(known))
    there = there[known[lo[there]] == keys[there]]
    hi[there] += 1
    # Most keys have one owner: only the others are looked up once more.
    more = there[hi[there] < len(known)]
    more = more[known[hi[more]] == keys[more]]
    hi[more] = np.searchsorted(known, keys[more], side="right")
    return lo, hi


def _widths(ranges: Sequence[Range], keys: int) -> Numbers:
    """How many texts have each of the keys, those among them that are not there now."""
    return sum((hi - lo for lo, hi in ranges), np.zeros(keys, dtype=np.int64))


def _chained(keys: Sequence[Shingles]) -> Shingles:
    return np.concatenate([np.empty(0, dtype=np.uint64), *keys])


def _expand(lo: Numbers, hi: Numbers) -> tuple[Numbers, Numbers]:
    """All places from lo to hi of each range, with the number of the range that each is of."""
    lengths = hi - lo
    ends = np.cumsum(lengths)
    place = np.repeat(np.arange(len(lo)), lengths)
    at = np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - lengths - lo, lengths)
    return place, at


def _joined(parts: Sequence[Members]) -> Members:
    key = np.concatenate([part.key for part in (_NOBODY, *parts)])
    text = np.concatenate([part.text for part in (_NOBODY, *parts)])
    order = np.argsort(key, kind="stable")
    return Members(key[order], text[order])


def _is_pair_in(key: Numbers, text: Numbers, members: Members, size: int) -> Mask:
    return np.isin(key * size + text, members.key * size + members.text)


def _meet(asker: Numbers, key: Numbers, chosen: Mask, members: Members) -> tuple[Numbers, Numbers]:
    """Who asks and whom he meets, for each of the ``chosen`` (asker, key) and each member of the key."""
    asker, key = asker[chosen], key[chosen]
    lo = np.searchsorted(members.key, key, side="left")
    hi = np.searchsorted(members.key, key, side="right")
    place, at = _expand(lo, hi)
    return asker[place], members.text[at]
