"""Exact duplicates form clusters that do not depend on order."""

from datetime import UTC, datetime

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.arrow import table_of
from copydesk.dedup import ASSIGNMENTS, CLUSTER_INPUT, Clusters, cluster_exact
from copydesk.schemas import DUPLICATES

Row = dict[str, object]
EARLY, LATE = datetime(2026, 3, 13, tzinfo=UTC), datetime(2026, 3, 14, tzinfo=UTC)


def article(article_id: str, content_hash: str, **values: object) -> Row:
    empty: Row = {"published_at": None, "title": None, "publisher": None, "byline": None, "word_count": 0}
    return empty | {"article_id": article_id, "content_hash": content_hash} | values


def cluster(rows: list[Row]) -> Clusters:
    return cluster_exact(table_of(rows, CLUSTER_INPUT))


def canonicals(rows: list[Row]) -> list[str]:
    return [a["article_id"] for a in cluster(rows).assignments.to_pylist() if a["is_canonical"]]


ROWS = st.lists(
    st.builds(
        article,
        st.text("abcdef", min_size=1, max_size=3),
        st.sampled_from("xyz"),
        published_at=st.sampled_from([None, EARLY, LATE]),
        title=st.sampled_from([None, "t"]),
        publisher=st.sampled_from([None, "p"]),
        word_count=st.integers(0, 3),
    ),
    unique_by=lambda row: row["article_id"],
)


@given(ROWS, st.randoms())
def test_clusters_do_not_depend_on_the_order_of_rows(rows: list[Row], random: object) -> None:
    """Whatever order batches come in, the same tables."""
    shuffled = rows.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert cluster(rows) == cluster(shuffled)


@given(ROWS)
def test_clusters_partition_the_articles(rows: list[Row]) -> None:
    """Every article once; one canonical a cluster, a member of it; every other member a pair with it."""
    assignments, duplicates = cluster(rows)
    clusters: dict[object, list[Row]] = {}
    for row in assignments.to_pylist():
        clusters.setdefault(row["cluster_id"], []).append(row)
    canonical = {c: [m["article_id"] for m in ms if m["is_canonical"]] for c, ms in clusters.items()}

    assert assignments["article_id"].to_pylist() == sorted(str(r["article_id"]) for r in rows)
    assert {r["article_id"]: r["content_hash"] for r in rows} == {
        m["article_id"]: c for c, ms in clusters.items() for m in ms
    }
    assert all(len(ids) == 1 for ids in canonical.values())
    assert {(d["article_id"], d["other_article_id"]) for d in duplicates.to_pylist()} == {
        (m["article_id"], canonical[c][0]) for c, ms in clusters.items() for m in ms if not m["is_canonical"]
    }


@given(ROWS)
def test_clustering_in_parts_is_clustering_at_once(rows: list[Row]) -> None:
    """A cluster is decided by its members alone, so a part that holds whole clusters gives the same rows."""
    part = [r for r in rows if r["content_hash"] == "x"]
    whole = [a for a in cluster(rows).assignments.to_pylist() if a["cluster_id"] == "x"]

    assert cluster(part).assignments.to_pylist() == whole


def test_canonical_is_earliest_then_fullest_then_longest_then_least() -> None:
    """Each rule decides only where those before it leave a tie; an unknown time comes last."""
    late, early = article("a", "x", published_at=LATE, title="t"), article("b", "x", published_at=EARLY)
    full, long = article("c", "x", title="t", byline="b"), article("d", "x", title="t", word_count=9)
    same = article("e", "x", title="t", word_count=9)

    assert canonicals([late, early, full]) == ["b"]
    assert canonicals([late, full]) == ["a"]
    assert canonicals([long, full]) == ["c"]
    assert canonicals([article("0", "x", title="t"), long, same]) == ["d"]


def test_no_articles_make_empty_tables() -> None:
    """Nothing in, nothing out, in the right schemas."""
    assignments, duplicates = cluster([])

    assert (assignments.schema, len(assignments)) == (ASSIGNMENTS, 0)
    assert (duplicates.schema, len(duplicates)) == (DUPLICATES, 0)


def test_an_article_that_comes_twice_is_an_error() -> None:
    """Two rows for one id would make it a duplicate of itself."""
    with pytest.raises(ValueError, match="twice"):
        cluster([article("a", "x"), article("a", "y")])


def test_chunked_input_is_read_whole() -> None:
    """Tables put together from several files have several chunks."""
    parts = [table_of([article(i, "x")], CLUSTER_INPUT) for i in "ba"]

    assert canonicals([article("a", "x"), article("b", "x")]) == ["a"]
    assert len(cluster_exact(pa.concat_tables(parts)).duplicates) == 1
