"""How well duplicates are found: the rule for one text, the index that finds candidates, and the clusters.

python -m benchmarks.duplicates.matching               # all of it, errors by kind
python -m benchmarks.duplicates.matching --invented    # without the real articles
python -m benchmarks.duplicates.matching --json
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from benchmarks.duplicates.baseline import errors, figures
from benchmarks.duplicates.bulk import bulk
from benchmarks.duplicates.pairs import EACH, HALVES, Pair, build
from copydesk.dedup.cluster import cluster
from copydesk.dedup.compare import compare, profile
from copydesk.dedup.facts import FACTS, Fact
from copydesk.dedup.group import HELD, Link, parts
from copydesk.dedup.match import Matcher
from copydesk.dedup.search import Index, Shelf
from copydesk.dedup.segment import halves, make_segment
from copydesk.dedup.words import Words, hash_words
from copydesk.identity import compared_text, content_hash

_BACKGROUND: Final = 10_000
"""Articles of an invented archive among which the texts of the pairs are sought."""
_BULK_SEED: Final = 7


class Found(NamedTuple):
    """Figures of one half of the pairs, 0 to 1 each; ``wrong`` by kind: how many, of how many."""

    precision: float
    recall: float
    f1: float
    candidate_recall: float
    wrong: Mapping[str, tuple[int, int]]


class Clustered(NamedTuple):
    """Figures of clusters against the true ones, 0 to 1, and counts of articles.

    ``chained``: articles that connected parts of the graph of links put behind one that does not hold them;
    ``chained_guarded``: the same of the clusters that are made of these parts.
    """

    precision: float
    recall: float
    f1: float
    chained: int
    chained_guarded: int
    articles: int


def words_by_text(rows: Iterable[Mapping[str, Any]]) -> dict[str, Words]:
    """Words of each different text, by content hash."""
    compared = {content_hash(r["title"], r["body"]): compared_text(r["title"], r["body"]) for r in rows}
    return dict(zip(compared, hash_words(compared.values()), strict=True))


def index_of(words: Mapping[str, Words]) -> Index:
    """All texts in one segment, none of them there before."""
    segment = make_segment(list(words), list(words.values()))
    there = np.ones(len(words), dtype=bool)
    return Index([Shelf(segment, there, ~there)])


def judge_pairs(pairs: Sequence[Pair]) -> list[bool]:
    """Whether the two texts of each pair are taken for one."""
    said = []
    for pair in pairs:
        one, other = hash_words(compared_text(s.title, s.body) for s in (pair.a, pair.b))
        said.append(compare(profile(one), profile(other)) is not None)
    return said


def find_pairs(pairs: Sequence[Pair], background: Iterable[Mapping[str, Any]]) -> tuple[list[bool], float]:
    """Whether the texts of each pair are candidates of each other; candidates an article, on average."""
    sides = [s._asdict() for p in pairs for s in (p.a, p.b)]
    index = index_of(words_by_text([*sides, *background]))
    places = index.find(halves([content_hash(s["title"], s["body"]) for s in sides])).reshape(-1, 2)
    candidates: set[tuple[int, int]] = set()
    for found in index.candidates(np.arange(index.size)):
        candidates.update(zip(found.one.tolist(), found.other.tolist(), strict=True))
    met = [a == b or (min(a, b), max(a, b)) in candidates for a, b in places.tolist()]
    return met, 2 * len(candidates) / index.size


def score_clusters(rows: Sequence[Mapping[str, Any]]) -> Clustered:
    """BCubed figures of the clusters of an invented archive, and what chaining would have done."""
    facts = [_fact(row) for row in rows]
    index = index_of(words_by_text(rows))
    matcher = Matcher(index)
    links = list(matcher.links(np.arange(index.size)))
    made = cluster(facts, links, matcher.compare)
    first = {r["article_id"]: r["cluster_id"] for r in made.assignments.to_pylist()}
    true = {row["article_id"]: row["true_cluster"] for row in rows}
    precision, recall = bcubed(first, true)
    chained = _chained(facts, links, matcher)
    guarded = sum(not _is_held(matcher, fact.content_hash, first[fact.article_id]) for fact in facts)
    f1 = 2 * precision * recall / (precision + recall)
    return Clustered(precision, recall, f1, chained, guarded, len(facts))


def some_clusters(articles: int = _BACKGROUND) -> Clustered:
    """`score_clusters` of the first articles of the background."""
    return score_clusters(list(bulk(articles, _BULK_SEED)))


def bcubed(found: Mapping[str, Any], true: Mapping[str, Any]) -> tuple[float, float]:
    """BCubed precision and recall of a clustering of articles."""
    together = Counter((found[a], true[a]) for a in true)
    sizes, real = Counter(found[a] for a in true), Counter(true.values())
    total = len(true)
    precision = sum(n * n / sizes[f] for (f, _), n in together.items()) / total
    recall = sum(n * n / real[t] for (_, t), n in together.items()) / total
    return precision, recall


def _fact(row: Mapping[str, Any]) -> Fact:
    values: dict[str, Any] = {name: row.get(name) for name in FACTS.names}
    return Fact(**values)


def _chained(facts: Sequence[Fact], links: Sequence[Link], matcher: Matcher) -> int:
    """Articles that stand behind the best of their connected part and are not one text with it."""
    best: dict[str, Fact] = {}
    for fact in sorted(facts, key=lambda f: f.rank):
        best.setdefault(fact.content_hash, fact)
    counts = Counter(fact.content_hash for fact in facts)
    total = 0
    for texts in parts(best, links):
        if len(texts) > 1:
            first = min(texts, key=lambda text: best[text].rank)
            total += sum(counts[t] for t in texts if not _is_held(matcher, t, first))
    return total


def _is_held(matcher: Matcher, text: str, first: str) -> bool:
    if text == first:
        return True
    link = matcher.compare(text, first)
    return link is not None and max(link.share, link.other_share) >= HELD


def measure(
    *, with_printed: bool = True, each: int = EACH, background: int = _BACKGROUND
) -> tuple[dict[str, Found], float]:
    """Figures by half, of ``each`` pairs a kind; candidates an article among so many of the background."""
    everything = build(each=each, with_printed=with_printed)
    said = judge_pairs(everything)
    met, candidates = find_pairs(everything, bulk(background, _BULK_SEED))
    found: dict[str, Found] = {}
    for half in HALVES:
        mine = [i for i, pair in enumerate(everything) if pair.half == half]
        pairs, own = [everything[i] for i in mine], [said[i] for i in mine]
        same = [met[i] for i in mine if everything[i].is_same]
        found[half] = Found(*figures(pairs, own), sum(same) / len(same), errors(pairs, own))
    return found, candidates


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--invented", action="store_true", help="leave out the pairs of real articles")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    args = parser.parse_args()
    found, candidates = measure(with_printed=not args.invented)
    clusters = some_clusters()
    if args.json:
        halves_ = {half: figure._asdict() for half, figure in found.items()}
        print(json.dumps({**halves_, "candidates": candidates, "clusters": clusters._asdict()}))
        return
    for half, figure in found.items():
        print(
            f"{half:6} precision {figure.precision:.4f}  recall {figure.recall:.4f}  F1 {figure.f1:.4f}"
            f"  candidate recall {figure.candidate_recall:.4f}"
        )
        by_rate: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0), figure.wrong)
        for kind, (wrong, count) in sorted(by_rate.items(), key=lambda item: -item[1][0] / item[1][1]):
            if wrong:
                print(f"    {kind:24} {wrong:3} of {count:3} wrong")
    print(f"candidates an article {candidates:.2f}")
    print("clusters  " + "  ".join(f"{name} {value:.4g}" for name, value in clusters._asdict().items()))


if __name__ == "__main__":
    main()
