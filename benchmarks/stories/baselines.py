"""What simple means make of the same facts: cosines of all words, weighed by all articles at once."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from copydesk.stories.facts import WINDOW, StoryFact

Vector = Mapping[str, float]


def connected(facts: Sequence[StoryFact], threshold: float) -> dict[str, str]:
    """Articles that a chain of pairs ties together, each at most `WINDOW` days apart and alike enough."""
    above = {fact.article_id: fact.article_id for fact in facts}

    def top(article: str) -> str:
        while above[article] != article:
            article = above[article]
        return article

    for one, other, cosine in _pairs(facts):
        if cosine >= threshold:
            least, most = sorted((top(one), top(other)))
            above[most] = least
    return {fact.article_id: top(fact.article_id) for fact in facts}


def leaders(facts: Sequence[StoryFact], threshold: float) -> dict[str, str]:
    """Each article, by day, behind the likest leader of the days before, or a leader itself."""
    vectors = _vectors(facts)
    found: dict[str, str] = {}
    leading: list[StoryFact] = []
    for fact in sorted(facts, key=lambda f: (f.day, f.cluster_id)):
        near = [f for f in leading if fact.day - f.day <= WINDOW]
        alike = [(_cosine(vectors[fact.article_id], vectors[f.article_id]), f.article_id) for f in near]
        best = max(alike, default=(0.0, ""))
        if best[0] >= threshold:
            found[fact.article_id] = best[1]
        else:
            leading.append(fact)
            found[fact.article_id] = fact.article_id
    return found


def _pairs(facts: Sequence[StoryFact]) -> Iterator[tuple[str, str, float]]:
    vectors = _vectors(facts)
    for at, one in enumerate(facts):
        for other in facts[:at]:
            if abs(one.day - other.day) <= WINDOW:
                yield (
                    one.article_id,
                    other.article_id,
                    _cosine(vectors[one.article_id], vectors[other.article_id]),
                )


def _vectors(facts: Sequence[StoryFact]) -> dict[str, Vector]:
    having = Counter(term for fact in facts for term in fact.terms)
    found: dict[str, Vector] = {}
    for fact in facts:
        weights = {
            term: (1 + math.log(count)) * math.log(len(facts) / having[term])
            for term, count in zip(fact.terms, fact.term_counts, strict=True)
        }
        length = math.sqrt(sum(weight**2 for weight in weights.values())) or 1.0
        found[fact.article_id] = defaultdict(float, {term: w / length for term, w in weights.items()})
    return found


def _cosine(one: Vector, other: Vector) -> float:
    return sum(weight * other[term] for term, weight in one.items() if term in other)
