"""Articles form clusters that depend on nothing but the articles and their links."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.arrow import table_of
from copydesk.dedup.cluster import Clusters, cluster
from copydesk.dedup.facts import FACTS, Fact, facts_of
from copydesk.dedup.group import Link

T0 = datetime(2026, 3, 14, 6, tzinfo=UTC)


def fact(article_id: str, text: str, hours: float | None = None, **values: Any) -> Fact:
    empty: dict[str, Any] = dict.fromkeys(Fact._fields)
    known = {"published_at": T0 + timedelta(hours=hours)} if hours is not None else {}
    given: dict[str, Any] = {
        "article_id": article_id,
        "content_hash": text,
        "kind": "article",
        "word_count": 300,
    }
    return Fact(**(empty | given | known | values))


def link(one: str, other: str, share: float = 0.9, other_share: float = 0.9, relation: str = "near") -> Link:
    if one > other:
        one, other, share, other_share = other, one, other_share, share
    return Link(one, other, relation, max(share, other_share), share, other_share, 1.0)


def rows(found: Clusters) -> set[tuple[str, str, str]]:
    return {(r["article_id"], r["other_article_id"], r["relation"]) for r in found.duplicates.to_pylist()}


def firsts(found: Clusters) -> dict[str, str]:
    return {r["article_id"]: r["cluster_id"] for r in found.assignments.to_pylist()}


FACTS_DRAWN = st.lists(
    st.builds(
        fact,
        st.text("abcdef", min_size=1, max_size=3),
        st.sampled_from("uvwxyz"),
        st.sampled_from([None, 0, 1, 2]),
        title=st.sampled_from([None, "Ferry stops", "Ferry stops again", "Rain"]),
        publisher=st.sampled_from([None, "The Lantern", "Harbour News"]),
        kind=st.sampled_from(["article", "article", "brief", "teaser", "digest"]),
        agency=st.sampled_from([None, "Reuters"]),
    ),
    unique_by=lambda f: f.article_id,
    max_size=12,
)
PAIRS = st.tuples(st.sampled_from("uvwxyz"), st.sampled_from("uvwxyz")).filter(lambda p: p[0] < p[1])
SHARES = st.sampled_from([0.2, 0.5, 0.9])
LINKS_DRAWN = st.lists(
    st.builds(lambda p, a, b: link(*p, a, b), PAIRS, SHARES, SHARES), unique_by=lambda ln: ln[:2]
)


@given(FACTS_DRAWN, LINKS_DRAWN, st.randoms())
def test_clusters_do_not_depend_on_the_order_of_rows(
    facts: list[Fact], links: list[Link], random: Random
) -> None:
    """Whatever order batches come in, the same tables."""
    shuffled = random.sample(facts, len(facts)), random.sample(links, len(links))

    assert cluster(facts, links) == cluster(*shuffled)


@given(FACTS_DRAWN, LINKS_DRAWN)
def test_clusters_partition_the_articles(facts: list[Fact], links: list[Link]) -> None:
    """Every article once; each cluster has one article that stands for it and gives it its id."""
    assigned, duplicates = cluster(facts, links)
    by_id = {f.article_id: f for f in facts}
    canonical = [r for r in assigned.to_pylist() if r["is_canonical"]]

    assert assigned["article_id"].to_pylist() == sorted(by_id)
    assert all(by_id[r["article_id"]].content_hash == r["cluster_id"] for r in canonical)
    assert sorted(r["cluster_id"] for r in canonical) == sorted(set(assigned["cluster_id"].to_pylist()))
    assert len(
        {(r["article_id"], r["other_article_id"], r["relation"]) for r in duplicates.to_pylist()}
    ) == len(duplicates)


@given(FACTS_DRAWN, LINKS_DRAWN)
def test_who_stands_behind_another_is_tied_to_it(facts: list[Fact], links: list[Link]) -> None:
    """No chain: whatever is hidden has a pair with what is shown in its place."""
    assigned, duplicates = cluster(facts, links)
    shown = {r["cluster_id"]: r["article_id"] for r in assigned.to_pylist() if r["is_canonical"]}
    pairs = {frozenset((r["article_id"], r["other_article_id"])) for r in duplicates.to_pylist()}

    assert all(
        frozenset((r["article_id"], shown[r["cluster_id"]])) in pairs
        for r in assigned.to_pylist()
        if not r["is_canonical"]
    )


def test_a_chain_is_cut() -> None:
    """B is like A and like C, and C is not like A: C is a story of its own, its tie to B on record."""
    found = cluster(
        [fact("1", "a", 0), fact("2", "b", 1), fact("3", "c", 2)], [link("a", "b"), link("b", "c")]
    )

    assert firsts(found) == {"1": "a", "2": "a", "3": "c"}
    assert rows(found) == {("2", "1", "near"), ("3", "2", "near")}


def test_texts_that_were_not_candidates_are_compared() -> None:
    """Of hundreds of copies not every two meet in the index: who is tied to a member is held to the first."""
    facts = [fact("1", "a", 0), fact("2", "b", 1), fact("3", "c", 2)]

    found = cluster(facts, [link("a", "b"), link("b", "c")], link)

    assert firsts(found) == dict.fromkeys("123", "a")
    assert rows(found) == {("2", "1", "near"), ("3", "1", "near")}


def test_a_roundup_is_not_hidden_behind_a_story_that_it_holds() -> None:
    """What stands for a cluster shows most of each article behind it."""
    story, roundup = (
        fact("1", "a", 0, publisher="Lantern"),
        fact("2", "b", 1, publisher="Lantern", title="Briefing"),
    )

    found = cluster([story, roundup], [link("a", "b", 0.95, 0.2, "contained")])

    assert firsts(found) == {"1": "a", "2": "b"}
    assert rows(found) == {("1", "2", "contained")}


def test_a_digest_and_its_stories_are_apart() -> None:
    """A story's own page is not hidden behind an earlier digest that has it whole."""
    found = cluster(
        [fact("1", "a", 0, kind="digest"), fact("2", "b", 1)], [link("a", "b", 0.3, 1.0, "contained")]
    )

    assert firsts(found) == {"1": "a", "2": "b"}


def test_an_outlets_longer_version_joins() -> None:
    """One outlet, one title: the longer text is what became of the shorter."""
    facts = [
        fact("1", "a", 0, publisher="Lantern", title="Ferry stops in storm"),
        fact("2", "b", 3, publisher="Lantern", title="Ferry stops in storm, 40 stranded"),
    ]

    found = cluster(facts, [link("a", "b", 0.9, 0.25, "contained")])

    assert firsts(found) == dict.fromkeys("12", "a")
    assert rows(found) == {("1", "2", "contained"), ("2", "1", "revision")}


def test_a_brief_does_not_stand_for_the_story_it_begins() -> None:
    """Though it was there first."""
    found = cluster(
        [fact("1", "a", 0, kind="brief"), fact("2", "b", 3)], [link("a", "b", 1.0, 0.1, "contained")]
    )

    assert firsts(found) == dict.fromkeys("12", "b")
    assert rows(found) == {("1", "2", "contained")}


def test_canonical_is_earliest_then_fullest_then_longest_then_least() -> None:
    """Each rule decides only where those before it leave a tie; an unknown time comes last."""
    late, early = fact("a", "x", 1, title="t"), fact("b", "x", 0)
    full, long = fact("c", "x", title="t", byline="b"), fact("d", "x", title="t", word_count=900)
    same = fact("e", "x", title="t", word_count=900)

    def canonical(*facts: Fact) -> list[str]:
        return [r["article_id"] for r in cluster(facts, []).assignments.to_pylist() if r["is_canonical"]]

    assert canonical(late, early, full) == ["b"]
    assert canonical(late, full) == ["a"]
    assert canonical(long, full) == ["c"]
    assert canonical(fact("0", "x", title="t"), long, same) == ["d"]


def origins(*facts: Fact) -> set[tuple[str | None, str | None]]:
    found = cluster(facts, [])
    return {
        (r["origin"], r["origin_source"])
        for r in found.duplicates.to_pylist()
        if r["relation"] == "syndicated"
    }


def test_origin_is_named_where_something_says_so() -> None:
    """A credit before a publisher that is an agency, that before the first print; and else nothing."""
    one, other = fact("1", "x", publisher="Lantern"), fact("2", "x", publisher="Harbour News")
    credited = other._replace(agency="Reuters")
    agency = one._replace(publisher="Reuters", published_at=T0)
    dated = other._replace(published_at=T0), one._replace(published_at=T0 + timedelta(hours=1))

    assert origins(one, credited) == {("Reuters", "credit")}
    assert origins(agency, other) == {("Reuters", "publisher")}
    assert origins(*dated) == {("Harbour News", "time")}
    assert origins(one, other) == {(None, None)}


def test_a_day_is_not_its_midnight() -> None:
    """Of two prints on one day, the one whose hour is not known was not the first for that."""
    some_time = fact(
        "1", "x", publisher="Lantern", published_at=T0.replace(hour=0), published_precision="day"
    )
    at_eight = fact("2", "x", 2, publisher="Harbour News", published_precision="minute")

    assert origins(some_time, at_eight) == {(None, None)}
    assert origins(some_time._replace(published_at=T0 - timedelta(days=2)), at_eight) == {("Lantern", "time")}
    day_after = some_time._replace(article_id="3", publisher="Post", published_at=T0.replace(hour=0, day=15))
    assert origins(some_time, day_after) == {("Lantern", "time")}


def test_one_outlet_twice_is_no_syndication() -> None:
    """Nor is one whose outlet nobody knows."""
    twice = fact("1", "x", publisher="Lantern"), fact("2", "x", publisher="LANTERN")

    assert rows(cluster(twice, [])) == {("2", "1", "exact")}
    assert rows(cluster([twice[0], fact("2", "x")], [])) == {("2", "1", "exact")}


def test_versions_of_an_outlet_follow_each_other() -> None:
    """Each later version names the one before it, whoever stands for the cluster."""
    facts = [
        fact("1", "a", 0, publisher="Agency"),
        *(fact(str(n), t, n, publisher="Lantern") for n, t in ((2, "b"), (3, "c"), (4, "d"))),
    ]
    links = [link("a", t) for t in "bcd"] + [link("b", "c"), link("c", "d")]

    revisions = {pair for pair in rows(cluster(facts, links)) if pair[2] == "revision"}

    assert revisions == {("3", "2", "revision"), ("4", "3", "revision")}


def test_nothing_says_which_version_came_first() -> None:
    """Without times there is a copy and no revision."""
    facts = [fact("1", "a", publisher="Lantern"), fact("2", "b", publisher="Lantern")]

    assert rows(cluster(facts, [link("a", "b")])) == {("2", "1", "near")}


def test_a_teaser_stands_behind_its_story() -> None:
    """However early it was."""
    teaser = fact("1", "a", 0, kind="teaser", title="Ferry stops in storm")
    found = cluster([teaser, fact("2", "b", 1)], [link("a", "b", 1.0, 0.0, "teaser")])

    assert firsts(found) == dict.fromkeys("12", "b")
    assert rows(found) == {("1", "2", "teaser")}


def test_an_article_that_comes_twice_is_an_error() -> None:
    """Two rows for one id would make it a duplicate of itself."""
    table = table_of([fact("a", "x")._asdict(), fact("a", "y")._asdict()], FACTS)

    with pytest.raises(ValueError, match="twice"):
        facts_of(table)
