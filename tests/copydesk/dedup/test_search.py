"""Candidates depend on which texts there are, and not on how they came into the index."""

from collections.abc import Iterable, Sequence
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.dedup import search
from copydesk.dedup.search import Index, Shelf
from copydesk.dedup.segment import Segment, halves, hex_of, make_segment, words_of
from copydesk.dedup.words import Words, hash_words
from copydesk.identity import content_hash

Pair = frozenset[str]


def text(number: int, rng: Random) -> str:
    """One of a few stories, so that many texts share much, under a stock phrase that all have."""
    story = [f"s{number % 3}w{i}" for i in range(30)]
    for _ in range(rng.randrange(6)):
        story[rng.randrange(30)] = f"n{number}"
    return " ".join(["said", "in", "a", "statement", "on", "tuesday", *story])


def corpus(seed: int, size: int) -> dict[str, Words]:
    texts = [text(n, Random(f"{seed}/{n}")) for n in range(size)]
    return dict(zip([content_hash(None, t) for t in texts], hash_words(texts), strict=True))


def segment(words: dict[str, Words], names: Iterable[str]) -> Segment:
    chosen = sorted(names)
    return make_segment(chosen, [words[n] for n in chosen])


def mask(of: Segment, names: Iterable[str]) -> np.ndarray:
    there = set(names)
    return np.array([name in there for name in hex_of(of.hashes)], dtype=bool)


def pairs_of(index: Index, asked: Sequence[int]) -> set[Pair]:
    found: set[Pair] = set()
    for block in index.candidates(np.array(sorted(asked), dtype=np.int64), block=7):
        names = hex_of(index.gather(np.concatenate([block.one, block.other]), "hashes"))
        found |= {Pair(p) for p in zip(names[: len(block.one)], names[len(block.one) :], strict=True)}
    return found


def from_nothing(words: dict[str, Words], names: set[str]) -> set[Pair]:
    whole = segment(words, names)
    shelf = Shelf(whole, mask(whole, names), mask(whole, []))
    return pairs_of(Index([shelf]), range(len(whole.hashes)))


class Archive:
    """Keeps its candidates from night to night, as the warehouse does."""

    def __init__(self, words: dict[str, Words]) -> None:
        self.words = words
        self.segments: list[Segment] = []
        self.names: set[str] = set()
        self.pairs: set[Pair] = set()

    def night(self, come: set[str], leave: set[str]) -> None:
        now = self.names - leave | come
        known = {name for s in self.segments for name in hex_of(s.hashes)}
        self.segments.append(segment(self.words, come - known))
        index = Index([Shelf(s, mask(s, now), mask(s, self.names)) for s in self.segments])
        moved = now ^ self.names
        places = index.find(halves(sorted(moved)))
        asked = set(index.find(halves(sorted(now - self.names))).tolist()) | set(
            index.changed(places).tolist()
        )
        gone = set(hex_of(index.gather(np.array(sorted(asked), np.int64), "hashes"))) | (self.names - now)
        self.pairs = {p for p in self.pairs if not p & gone} | pairs_of(index, sorted(asked))
        self.names = now


@pytest.fixture(params=[1, 3, 16])
def leaders(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(search, "LEADERS", request.param)
    monkeypatch.setattr(search, "_FEWER_LEADERS", ((12, 2), (20, 1)))
    return int(request.param)


@pytest.mark.parametrize("seed", range(12))
def test_any_cut_into_nights_gives_the_same_candidates(leaders: int, seed: int) -> None:
    """Texts come in any lots, leave and come back: what remains is as if it had come at once."""
    rng = Random(seed)
    words = corpus(seed, 40)
    names = rng.sample(sorted(words), len(words))
    archive = Archive(words)
    out: set[str] = set()
    while names:
        lot = {names.pop() for _ in range(min(len(names), rng.randrange(1, 12)))}
        leave = {n for n in sorted(archive.names) if rng.random() < 0.15}
        back = {n for n in sorted(out) if rng.random() < 0.5}
        archive.night(lot | back, leave)
        out = (out | leave) - back

    assert archive.pairs == from_nothing(words, archive.names)
    assert archive.pairs


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.integers(0, 25))
def test_who_asks_does_not_matter(seed: int, size: int) -> None:
    """The candidates of some texts are those of all that have one of them."""
    words = corpus(seed, size)
    whole = segment(words, words)
    index = Index([Shelf(whole, mask(whole, words), mask(whole, []))])
    asked = [n for n in range(len(whole.hashes)) if Random(f"{seed}/{n}").random() < 0.4]
    names = set(hex_of(whole.hashes[asked]))

    assert pairs_of(index, asked) == {p for p in from_nothing(words, set(words)) if p & names}


def test_all_of_a_few_meet_and_of_many_each_meets_the_leaders(monkeypatch: pytest.MonkeyPatch) -> None:
    """A story that very many carry does not make quadratically many pairs."""
    monkeypatch.setattr(search, "LEADERS", 4)
    texts = [" ".join(f"w{i}" for i in range(60)) + f" by{n}" for n in range(50)]
    words = dict(zip([content_hash(None, t) for t in texts], hash_words(texts), strict=True))
    few, many = sorted(words)[:5], sorted(words)

    assert len(from_nothing(words, set(few))) == 10
    assert len(from_nothing(words, set(many))) == 4 * 46 + 6


def test_a_segment_gives_back_what_it_was_made_of() -> None:
    """Words by content hash, in whatever order they were given."""
    words = corpus(1, 20)
    shuffled = Random(1).sample(sorted(words), len(words))
    made = make_segment(shuffled, [words[n] for n in shuffled])

    assert hex_of(made.hashes) == sorted(words)
    assert all((words_of(made, i) == words[n]).all() for i, n in enumerate(sorted(words)))
    with pytest.raises(ValueError, match="twice"):
        make_segment(shuffled[:1] * 2, [words[shuffled[0]]] * 2)


def test_an_empty_index_has_no_candidates() -> None:
    """Neither of no segments nor of empty ones."""
    nothing = make_segment([], [])
    for shelves in ([], [Shelf(nothing, mask(nothing, []), mask(nothing, []))]):
        index = Index(shelves)
        assert pairs_of(index, []) == set()
        assert len(index.changed(np.empty(0, np.int64))) == 0
        assert index.find(halves(["0" * 32])).tolist() == [-1]
