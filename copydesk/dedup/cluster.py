"""Clusters of articles from links of texts: who stands for whom, and what each is to the others."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import pyarrow as pa

from copydesk.arrow import table_of
from copydesk.dedup.facts import Fact
from copydesk.dedup.group import HELD, Link, Tie, group, parts
from copydesk.dedup.relate import copies, crossing, titles_agree
from copydesk.roles import Kind
from copydesk.schemas import ARTICLES, DUPLICATES

ASSIGNMENTS: Final = pa.schema(
    [ARTICLES.field(name) for name in ("article_id", "cluster_id", "is_canonical")]
)
"""Which cluster each article is in, and whether it stands for it."""


class Clusters(NamedTuple):
    """Result of clustering: ``assignments`` in `ASSIGNMENTS`, ``duplicates`` in `schemas.DUPLICATES`."""

    assignments: pa.Table
    duplicates: pa.Table


def cluster(
    facts: Iterable[Fact],
    links: Iterable[Link],
    compare: Callable[[str, str], Link | None] = lambda _one, _other: None,
) -> Clusters:
    """Clusters of articles, and the pairs that say what each is to the others.

    Of one text all articles are in one cluster. The article that stands for a cluster is its best by
    `Fact.rank`, and the cluster's id is the content hash of that one. The answer does not depend on the
    order of ``facts`` and ``links``, and a part that holds whole connected parts of the graph of links
    gives the same rows as the whole.

    Args:
        facts: the articles, each once.
        links: between their texts; those with a text that no article has are ignored.
        compare: the link of two texts (content hashes) that were not compared beforehand, None if they
            are not one text.

    Returns:
        One assignment an article, by ``article_id``; pairs by their ids and relation.
    """
    by_text: dict[str, list[Fact]] = defaultdict(list)
    for fact in sorted(facts, key=lambda f: f.rank):
        by_text[fact.content_hash].append(fact)
    known = [ln for ln in links if ln.content_hash in by_text and ln.other_content_hash in by_text]
    of_part: dict[str, list[Link]] = defaultdict(list)
    whole = parts(by_text, known)
    part_of = {text: texts[0] for texts in whole for text in texts}
    for link in known:
        of_part[part_of[link.content_hash]].append(link)
    assigned: list[dict[str, object]] = []
    pairs: list[dict[str, object]] = []
    for texts in whole:
        found = _Part(texts, by_text, of_part[texts[0]], compare)
        assigned += found.assignments()
        pairs += found.pairs()
    return Clusters(
        table_of(assigned, ASSIGNMENTS).sort_by("article_id"),
        table_of(pairs, DUPLICATES).sort_by(
            [(name, "ascending") for name in ("article_id", "other_article_id", "relation")]
        ),
    )


class _Part:
    """One connected part of the graph of links."""

    def __init__(
        self,
        texts: Sequence[str],
        facts: Mapping[str, Sequence[Fact]],
        links: Sequence[Link],
        compare: Callable[[str, str], Link | None],
    ) -> None:
        self.facts = facts
        self.links = sorted(links)
        self.compare = compare
        self.known: dict[tuple[str, str], Link | None] = {
            (link.content_hash, link.other_content_hash): link
            for link in sorted(links, key=lambda link: link.relation != Tie.TEASER)
        }
        self.ranked = sorted(texts, key=lambda text: facts[text][0].rank)
        self.first = group(self.ranked, self.links, self._joins, self._link)

    def assignments(self) -> Iterator[dict[str, object]]:
        for text in self.ranked:
            first = self.first[text]
            for fact in self.facts[text]:
                yield {
                    "article_id": fact.article_id,
                    "cluster_id": first,
                    "is_canonical": fact is self.facts[first][0],
                }

    def pairs(self) -> Iterator[dict[str, object]]:
        members: dict[str, list[Fact]] = defaultdict(list)
        for text in self.ranked:
            members[self.first[text]] += self.facts[text]
        for of_cluster in members.values():
            yield from copies(of_cluster, self._link)
        for link in self.links:
            one, other = link.content_hash, link.other_content_hash
            if self.first[one] != self.first[other]:
                yield from crossing(self.facts[one][0], self.facts[other][0], link)

    def _link(self, one: str, other: str) -> Link | None:
        pair = (one, other) if one < other else (other, one)
        if pair not in self.known:
            self.known[pair] = self.compare(*pair)
        return self.known[pair]

    def _joins(self, text: str, first: str, link: Link) -> bool:
        one, other = self.facts[text], self.facts[first]
        if link.relation == Tie.TEASER:
            return one[0].kind == Kind.TEASER
        is_digest = {fact.kind == Kind.DIGEST for fact in (one[0], other[0])}
        if len(is_digest) > 1 and link.relation != Tie.NEAR:
            return False
        if link.share_of(text) >= HELD:
            return True
        return not any(is_digest) and _is_version(one, other)


def _is_version(one: Sequence[Fact], other: Sequence[Fact]) -> bool:
    """True when an outlet has both under a title: the longer is what became of the shorter."""
    outlets = {fact.outlet: fact for fact in reversed(other) if fact.outlet is not None}
    return any(
        fact.outlet in outlets and titles_agree(fact, outlets[fact.outlet])
        for fact in one
        if fact.outlet is not None
    )
