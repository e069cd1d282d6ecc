"""Exact duplicates: articles with one content hash are one cluster, for which one article stands."""

from typing import Final, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from copydesk.arrow import conform
from copydesk.schemas import ARTICLES, DUPLICATES

RULE_VERSION: Final = "exact-1"
"""Goes on every row of ``duplicates``; changes when the choice of pairs or of the canonical does."""

CLUSTER_INPUT: Final = pa.schema(
    [
        ARTICLES.field(name)
        for name in (
            "article_id",
            "content_hash",
            "published_at",
            "title",
            "publisher",
            "byline",
            "word_count",
        )
    ]
)
"""Columns that `cluster_exact` reads; others in its input are ignored."""

ASSIGNMENTS: Final = pa.schema(
    [ARTICLES.field(name) for name in ("article_id", "cluster_id", "is_canonical")]
)
"""Which cluster each article is in, and whether it stands for it."""


class Clusters(NamedTuple):
    """Result of clustering: ``assignments`` in `ASSIGNMENTS`, ``duplicates`` in `schemas.DUPLICATES`."""

    assignments: pa.Table
    duplicates: pa.Table


def cluster_exact(articles: pa.Table) -> Clusters:
    """Each article in the cluster of its content hash; one of each cluster is canonical.

    Canonical is the earliest by ``published_at`` (an article without comes last), then the one with most
    of title, publisher and byline, then the longest body, then the smallest ``article_id``. The answer
    does not depend on the order of the rows. ``cluster_id`` is the content hash, so a cluster keeps its
    name whatever joins or leaves it.

    Args:
        articles: at least the columns of `CLUSTER_INPUT`, one row an article.

    Returns:
        One assignment an article and one pair (copy, canonical) a copy, each sorted by ``article_id``.

    Raises:
        ValueError: an ``article_id`` occurs twice.
    """
    ranked = _best_first(articles.select(CLUSTER_INPUT.names))
    ids, clusters = ranked["article_id"].combine_chunks(), ranked["content_hash"].combine_chunks()
    if pc.count_distinct(ids).as_py() != len(ids):
        raise ValueError("an article_id occurs twice among the articles to cluster")
    is_canonical = _starts_run(clusters)
    canonical = _first_of_run(ids, is_canonical)
    assignments = pa.table({"article_id": ids, "cluster_id": clusters, "is_canonical": is_canonical})
    copies = pa.table({"article_id": ids, "other_article_id": canonical}).filter(pc.invert(is_canonical))
    return Clusters(
        conform(assignments, ASSIGNMENTS).sort_by("article_id"), _pairs(copies.sort_by("article_id"))
    )


def _best_first(articles: pa.Table) -> pa.Table:
    """Rows by cluster, within it from the best candidate for canonical to the last."""
    known = [pc.cast(pc.is_valid(articles[name]), pa.int8()) for name in ("title", "publisher", "byline")]
    keyed = articles.append_column("completeness", pc.add(pc.add(known[0], known[1]), known[2]))
    return keyed.sort_by(
        [
            ("content_hash", "ascending"),
            ("published_at", "ascending"),  # nulls sort last
            ("completeness", "descending"),
            ("word_count", "descending"),
            ("article_id", "ascending"),
        ]
    )


def _starts_run(values: pa.Array) -> pa.Array:
    """True where a value differs from the one before it."""
    if not len(values):
        return pa.array([], pa.bool_())
    differs = pc.not_equal(values.slice(1), values.slice(0, len(values) - 1))
    return pa.concat_arrays([pa.array([True]), differs])


def _first_of_run(values: pa.Array, starts: pa.Array) -> pa.Array:
    """For each row the value at the start of its run."""
    return pc.fill_null_forward(pc.if_else(starts, values, pa.scalar(None, values.type)))


def _pairs(copies: pa.Table) -> pa.Table:
    n = len(copies)
    constant = {
        "relation": "exact",
        "similarity": 1.0,
        "evidence": "equal content_hash",
        "rule_version": RULE_VERSION,
    }
    for name, value in constant.items():
        copies = copies.append_column(name, pa.repeat(value, n))
    return conform(copies, DUPLICATES)
