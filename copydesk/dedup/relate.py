"""What two articles of one text are to each other: a copy, a cut, a later version, another outlet's print."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from copydesk.dedup.facts import Fact
from copydesk.dedup.group import Link, Tie
from copydesk.identity import normalise
from copydesk.roles import Kind
from copydesk.sources.agencies import shown_agency

RULE_VERSION: Final = "texts-1"
"""Goes on every row of ``links`` and ``duplicates``; changes when the choice of links or pairs does."""

EXACT, REVISION, SYNDICATED = "exact", "revision", "syndicated"
RELATIONS: Final = {
    EXACT: "The same text, but for case, punctuation and spacing.",
    Tie.NEAR.value: "Much of either stands in the other: an edited copy.",
    Tie.CONTAINED.value: "A cut or an excerpt: the other holds it, or a good part of it, and more.",
    Tie.TEASER.value: "An announcement under the title of the story that the other tells.",
    REVISION: "The same outlet's later version of the other.",
    SYNDICATED: "Another outlet's print of the other's text.",
}
"""Relation to what it says of the first article of a pair."""

_TITLES_AGREE: Final = 0.5

Row = dict[str, object]


class Origin(NamedTuple):
    """Whose text it is that several outlets have, and what says so: credit, publisher or time."""

    name: str | None
    source: str | None


_UNKNOWN: Final = Origin(None, None)


def copies(members: Sequence[Fact], link: Callable[[str, str], Link | None]) -> Iterator[Row]:
    """Pairs of one cluster.

    Args:
        members: its articles, the one that stands for it first.
        link: gives the link of two texts, None if they are not one text.
    """
    canonical = members[0]
    origin = origin_of(members)
    for fact in members[1:]:
        tie = link(fact.content_hash, canonical.content_hash) if _differ(fact, canonical) else None
        yield _text_pair(fact, canonical, tie)
        if _are_outlets(fact, canonical) and fact.kind != Kind.TEASER:
            yield _pair(fact, canonical, SYNDICATED, tie, _say_origin(fact, canonical, origin), origin=origin)
    yield from _revisions(members, link)


def crossing(one: Fact, other: Fact, link: Link) -> Iterator[Row]:
    """Pairs of two texts that are linked and yet in different clusters."""
    worse, better = sorted((one, other), key=lambda fact: fact.rank, reverse=True)
    yield _text_pair(worse, better, link)
    if one.outlet is not None and one.outlet == other.outlet and titles_agree(one, other):
        earlier, later = sorted((one, other), key=_version_key)
        yield from _revision(earlier, later, link)


def _differ(one: Fact, other: Fact) -> bool:
    return one.content_hash != other.content_hash


def _are_outlets(one: Fact, other: Fact) -> bool:
    return None not in (one.outlet, other.outlet) and one.outlet != other.outlet


def _text_pair(fact: Fact, canonical: Fact, link: Link | None) -> Row:
    if link is None:
        return _pair(fact, canonical, EXACT, None, "equal content_hash")
    if link.relation == Tie.TEASER:
        teaser, story = (fact, canonical) if fact.kind == Kind.TEASER else (canonical, fact)
        return _pair(teaser, story, link.relation, link, "same outlet and title")
    cut, whole = fact, canonical
    if link.relation == Tie.CONTAINED and link.share_of(cut.content_hash) < link.share_of(whole.content_hash):
        cut, whole = whole, cut
    own, others = link.share_of(cut.content_hash), link.share_of(whole.content_hash)
    common = f"{own:.0%} of it and {others:.0%} of the other are common"
    return _pair(cut, whole, link.relation, link, f"{common}, {link.numerals_shared:.0%} of the numbers")


def _pair(
    one: Fact,
    other: Fact,
    relation: str,
    link: Link | None,
    evidence: str,
    *,
    origin: Origin = _UNKNOWN,
) -> Row:
    return {
        "article_id": one.article_id,
        "other_article_id": other.article_id,
        "relation": relation,
        "similarity": link.similarity if link is not None else 1.0,
        "origin": origin.name,
        "origin_source": origin.source,
        "evidence": evidence,
        "rule_version": RULE_VERSION,
    }


# -- revisions -----------------------------------------------------------------------------------------


def _revisions(members: Sequence[Fact], link: Callable[[str, str], Link | None]) -> Iterator[Row]:
    """Each outlet's different texts, each with the version before it."""
    versions: dict[str, dict[str, Fact]] = defaultdict(dict)
    for fact in members:
        if fact.outlet is not None and fact.kind != Kind.TEASER and fact.seen_at is not None:
            known = versions[fact.outlet].get(fact.content_hash)
            if known is None or _version_key(fact) < _version_key(known):
                versions[fact.outlet][fact.content_hash] = fact
    for outlet in sorted(versions):
        ordered = sorted(versions[outlet].values(), key=_version_key)
        for earlier, later in itertools.pairwise(ordered):
            tie = link(earlier.content_hash, later.content_hash)
            if tie is not None:
                yield from _revision(earlier, later, tie)


def _version_key(fact: Fact) -> tuple[object, ...]:
    times = (fact.seen_at, fact.captured_at)
    return (*((t is None, t.timestamp() if t else 0.0) for t in times), fact.rank)


def _revision(earlier: Fact, later: Fact, link: Link) -> Iterator[Row]:
    """The pair, unless nothing says which of the two came first."""
    if None in (earlier.seen_at, later.seen_at) or link.relation == Tie.TEASER:
        return
    if (earlier.seen_at, earlier.captured_at) == (later.seen_at, later.captured_at):
        return
    yield _pair(later, earlier, REVISION, link, "same outlet, later")


def titles_agree(one: Fact, other: Fact) -> bool:
    """True when the titles have half of the words of the shorter in common."""
    words, others = (set(normalise(fact.title or "").split()) for fact in (one, other))
    fewer = min(len(words), len(others))
    return fewer > 0 and len(words & others) >= _TITLES_AGREE * fewer


# -- origin --------------------------------------------------------------------------------------------


def origin_of(members: Sequence[Fact]) -> Origin:
    """Whose text the articles of a cluster are, as far as they say so.

    The agency that most of them credit, the best-ranked first among equals; else an agency that is itself
    the publisher of one; else the outlet that has it strictly before all others that say when.
    """
    credited = Counter(fact.agency for fact in members if fact.agency)
    if credited:
        return Origin(credited.most_common(1)[0][0], "credit")
    for fact in members:
        name = shown_agency(fact.publisher or "")
        if name is not None:
            return Origin(name, "publisher")
    return _first_print(members)


def _first_print(members: Sequence[Fact]) -> Origin:
    firsts: dict[str, tuple[datetime, datetime, str]] = {}
    for fact in members:
        if fact.outlet is not None and fact.published_at is not None and fact.published_until is not None:
            dated = (fact.published_until, fact.published_at, fact.outlet_name or fact.outlet)
            firsts[fact.outlet] = min(dated, firsts.get(fact.outlet, dated))
    ordered = sorted(firsts.values())
    others = [published for _, published, _ in ordered[1:]]
    if others and ordered[0][0] <= min(others):
        return Origin(ordered[0][2], "time")
    return _UNKNOWN


def _say_origin(fact: Fact, canonical: Fact, origin: Origin) -> str:
    printed = f"{fact.outlet_name} has what {canonical.outlet_name} has"
    return f"{printed}; origin by {origin.source}" if origin.source else f"{printed}; origin unknown"
