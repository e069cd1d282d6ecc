"""Links of the texts of an index: candidates compared on all their shingles."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from copydesk.dedup.compare import Profile, compare, profile
from copydesk.dedup.group import HELD, Link, Tie
from copydesk.dedup.search import Index, Numbers, Pairs
from copydesk.dedup.segment import halves, hex_of

_PROFILES_KEPT: Final = 20_000
"""Texts whose shingles are held for the next comparison, at about 15 KB each at most."""


class Matcher:
    """Compares texts of an index with each other; shingles of those compared last are kept."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._profiles: dict[int, Profile] = {}

    def links(self, asked: Numbers) -> Iterator[Link]:
        """Links of the texts with the numbers ``asked`` with any other, each once."""
        for pairs in self._index.candidates(asked):
            names = self._names(pairs)
            for one, other in zip(pairs.one.tolist(), pairs.other.tolist(), strict=True):
                link = self._link(names, one, other)
                if link is not None:
                    yield link

    def compare(self, one: str, other: str) -> Link | None:
        """The link of two texts by their content hashes, None if they are not one text or not indexed."""
        numbers = self._index.find(halves([one, other]))
        if (numbers < 0).any():
            return None
        first, second = numbers.tolist()
        return self._link({first: one, second: other}, first, second)

    def _names(self, pairs: Pairs) -> dict[int, str]:
        numbers = np.union1d(pairs.one, pairs.other)
        return dict(zip(numbers.tolist(), hex_of(self._index.gather(numbers, "hashes")), strict=True))

    def _link(self, names: dict[int, str], one: int, other: int) -> Link | None:
        first, second = sorted((one, other), key=names.__getitem__)
        verdict = compare(self._profile(first), self._profile(second))
        if verdict is None:
            return None
        is_near = min(verdict.share, verdict.other_share) >= HELD
        return Link(
            content_hash=names[first],
            other_content_hash=names[second],
            relation=(Tie.NEAR if is_near else Tie.CONTAINED).value,
            similarity=verdict.similarity,
            share=verdict.share,
            other_share=verdict.other_share,
            numerals_shared=verdict.numerals,
        )

    def _profile(self, number: int) -> Profile:
        known = self._profiles.get(number)
        if known is None:
            if len(self._profiles) >= _PROFILES_KEPT:
                self._profiles.clear()
            known = self._profiles[number] = profile(self._index.words(number))
        return known
