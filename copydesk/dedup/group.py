"""Texts to clusters, guarded against chains: each text of a cluster is one text with that cluster's first.

The links between texts make a graph. Its connected parts would join A and C by way of a B that is like both,
and in news such a chain goes on: revisions drift, round-ups hold pieces of many stories. So within a part
texts are taken from the best rank down; a text joins a cluster only if its first text holds it, and else is
the first of one. The answer depends on the texts, ranks and links alone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

HELD: Final = 0.4
"""A text joins a cluster if so much of it stands in the first text: what is hidden is shown elsewhere."""


class Tie(StrEnum):
    """What two texts are to each other."""

    NEAR = "near"
    CONTAINED = "contained"
    TEASER = "teaser"


class Link(NamedTuple):
    """Two texts, the lesser content hash first, that are one; as a row of `schemas.LINKS`."""

    content_hash: str
    other_content_hash: str
    relation: str
    similarity: float
    share: float
    other_share: float
    numerals_shared: float

    def share_of(self, text: str) -> float:
        """Part of ``text``, which is one of the two, that the other has too."""
        return self.share if text == self.content_hash else self.other_share

    def beside(self, text: str) -> str:
        """The one of the two that is not ``text``."""
        return self.other_content_hash if text == self.content_hash else self.content_hash


Joins = Callable[[str, str, Link], bool]
"""Whether a text (first) may stand behind another (second) that a link ties it to."""


def parts(texts: Iterable[str], links: Iterable[Link]) -> list[list[str]]:
    """Connected parts of the graph, each ascending, in the order of their least texts."""
    above = {text: text for text in texts}

    def top(text: str) -> str:
        while above[text] != text:
            above[text] = above[above[text]]
            text = above[text]
        return text

    for link in links:
        one, other = sorted((top(link.content_hash), top(link.other_content_hash)))
        above[other] = one
    found: dict[str, list[str]] = defaultdict(list)
    for text in sorted(above):
        found[top(text)].append(text)
    return [found[text] for text in sorted(found)]


def group(
    ranked: Sequence[str],
    links: Iterable[Link],
    joins: Joins,
    compare: Callable[[str, str], Link | None],
) -> Mapping[str, str]:
    """For each text of one part the first text of its cluster.

    Args:
        ranked: the texts, best first.
        links: all links among them.
        joins: whether a linked text may stand behind the first text of a cluster.
        compare: gives the link of two texts that were not candidates of each other, None if they are not
            one text: of hundreds of copies not every two are compared beforehand.
    """
    tied: dict[str, dict[str, Link]] = defaultdict(dict)
    for link in links:
        tied[link.content_hash][link.other_content_hash] = link
        tied[link.other_content_hash][link.content_hash] = link
    first: dict[str, str] = {}
    place = {text: at for at, text in enumerate(ranked)}
    for text in ranked:
        near = {other: link for other, link in tied[text].items() if first.get(other) == other}
        chosen = _best(text, near.values(), joins, place)
        if chosen is None:
            far = {first[other] for other in tied[text] if other in first} - near.keys()
            compared = (compare(text, other) for other in sorted(far, key=place.__getitem__))
            chosen = _best(text, (link for link in compared if link is not None), joins, place)
        first[text] = chosen if chosen is not None else text
    return first


def _best(text: str, links: Iterable[Link], joins: Joins, place: Mapping[str, int]) -> str | None:
    """Of the linked texts that ``text`` may stand behind, the one that holds most of it."""
    fit = [link for link in links if joins(text, link.beside(text), link)]
    best = min(fit, key=lambda link: (-link.share_of(text), place[link.beside(text)]), default=None)
    return best.beside(text) if best is not None else None
