"""Which lines of a dump are the gold body's: the ceiling of any splitter that keeps or drops whole lines."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from benchmarks import shared

# A line not found word for word counts when so much of it is found in pieces of so many tokens.
_SHARE, _PIECE, _LONG = 0.5, 3, 6
# So many places of a line's first token are tried, and so large a comparison by pieces.
_PLACES, _COMPARISONS = 400, 4_000_000


class _Place(NamedTuple):
    line: int
    start: int
    end: int
    weight: int


def gold_lines(lines: Sequence[str], body: str) -> list[bool]:
    """Say of each line whether it is the body's: the reading in order that covers most of its tokens.

    A line that stands several times counts where it fits the order, so that a teaser that repeats a
    sentence of the story is not taken for it.
    """
    tokens = shared.scorer("metrics").tokens
    gold = tokens(body, cjk=True)
    chosen = _best_chain(_places([tokens(line, cjk=True) for line in lines], gold))
    return [i in chosen for i in range(len(lines))]


def _places(lines: Sequence[Sequence[str]], gold: Sequence[str]) -> list[_Place]:
    at: dict[str, list[int]] = defaultdict(list)
    for position, token in enumerate(gold):
        at[token].append(position)
    found: list[_Place] = []
    for i, line in enumerate(lines):
        if not line:
            continue
        size = len(line)
        whole = [p for p in at[line[0]][:_PLACES] if list(gold[p : p + size]) == list(line)]
        found += [_Place(i, p, p + size, size) for p in whole]
        if not whole and size >= _LONG and size * len(gold) < _COMPARISONS:
            matcher = SequenceMatcher(None, line, gold, autojunk=False)
            pieces = [m for m in matcher.get_matching_blocks() if m.size >= _PIECE]
            covered = sum(m.size for m in pieces)
            if pieces and covered >= _SHARE * size:
                found.append(_Place(i, pieces[0].b, pieces[-1].b + pieces[-1].size, covered))
    return found


def _best_chain(places: Sequence[_Place]) -> set[int]:
    """Lines of the heaviest chain of places that are in order in the dump and in the body."""
    ends: list[int] = []  # ends of the chains worth keeping, rising, with their weights and last places
    chains: list[tuple[float, int]] = []
    before: list[int] = []
    weights: list[float] = []
    done = 0
    while done < len(places):
        group = [n for n in range(done, len(places)) if places[n].line == places[done].line]
        for n in group:
            k = bisect_right(ends, places[n].start) - 1
            weight, last = chains[k] if k >= 0 else (0.0, -1)
            # of two copies the one in more lines: the other is a page's data copy
            weights.append(weight + places[n].weight + 0.01)
            before.append(last)
        for n in group:
            _keep(ends, chains, places[n].end, weights[n], n)
        done = group[-1] + 1
    chosen: set[int] = set()
    n = max(range(len(weights)), key=weights.__getitem__, default=-1)
    while n >= 0:
        chosen.add(places[n].line)
        n = before[n]
    return chosen


def _keep(ends: list[int], chains: list[tuple[float, int]], end: int, weight: float, place: int) -> None:
    """Put a chain among those worth keeping: a later end only with more weight."""
    k = bisect_right(ends, end)
    if k and chains[k - 1][0] >= weight:
        return
    stop = k
    while stop < len(ends) and chains[stop][0] <= weight:
        stop += 1
    first = k - 1 if k and ends[k - 1] == end else k
    ends[first:stop] = [end]
    chains[first:stop] = [(weight, place)]
