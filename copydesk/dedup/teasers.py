"""Teasers and title-only rows, linked to the full stories that they announce."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any, Final

from copydesk.dedup.facts import Fact
from copydesk.dedup.group import Link, Tie
from copydesk.roles import Kind

_ANNOUNCED_WITHIN: Final = timedelta(days=7)
"""A column has the same title every week; a front page announces what is news."""


def teaser_links(facts: Iterable[Fact]) -> Iterator[Link]:
    """A link from each teaser to the story of its outlet and title; the nearest in time of several.

    Args:
        facts: all articles with the titles of the teasers; others do no harm.
    """
    by_title: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.title_hash is not None and fact.outlet is not None:
            by_title[fact.title_hash, fact.outlet].append(fact)
    found: dict[tuple[str, str], Link] = {}
    for same in by_title.values():
        stories = [fact for fact in same if fact.kind != Kind.TEASER]
        for teaser in same:
            if teaser.kind == Kind.TEASER:
                story = _announced(teaser, stories)
                if story is not None and story.content_hash != teaser.content_hash:
                    link = _link(teaser.content_hash, story.content_hash)
                    found[link[:2]] = link
    yield from (found[pair] for pair in sorted(found))


def _announced(teaser: Fact, stories: Iterable[Fact]) -> Fact | None:
    near = [(_apart(teaser, story), story) for story in stories]
    fit = [(apart, story.rank, story) for apart, story in near if apart <= _ANNOUNCED_WITHIN]
    return min(fit, key=lambda found: found[:2])[2] if fit else None


def _apart(one: Fact, other: Fact) -> timedelta:
    if one.seen_at is None or other.seen_at is None:
        return _ANNOUNCED_WITHIN
    return abs(one.seen_at - other.seen_at)


def _link(teaser: str, story: str) -> Link:
    one, other = sorted((teaser, story))
    whole: dict[str, Any] = {"similarity": 1.0, "numerals_shared": 1.0}
    shares = (1.0, 0.0) if one == teaser else (0.0, 1.0)
    return Link(one, other, Tie.TEASER.value, share=shares[0], other_share=shares[1], **whole)
