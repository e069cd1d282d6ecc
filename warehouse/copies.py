"""One article's cluster: who else has its text, what they are to each other, and what their texts are."""

from dataclasses import dataclass, replace
from typing import Any, Final

import duckdb

from copydesk.dedup.difference import Run, word_diff
from warehouse.lake import connect
from warehouse.references import find_article
from warehouse.root import WarehouseRoot

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What leads from the text of the article ``old_id`` to that of ``new_id``: title, then body."""

    old_id: str
    new_id: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """An article and its cluster, as the archive has them today.

    ``article_id`` is the one that was asked for. ``is_live`` is false when its document was replaced by a
    newer version of its file, or it was retracted: then it is in no cluster, and the others are those of the
    cluster that has its text, if any. ``cluster`` is a row of the view ``clusters`` with columns of
    ``syndication``, None if there is none; ``articles`` are rows of ``cluster_articles``, earliest first,
    ``pairs`` those of ``duplicates`` among them. ``links`` are pairs with articles of other clusters:
    ``article_id`` is of this cluster, the ``other_`` columns are of the other article, and ``is_first`` says
    that ``article_id`` stands first in the pair. ``difference`` is None unless one was asked for and there is
    something to compare with.
    """

    article_id: str
    is_live: bool
    cluster: Row | None
    articles: list[Row]
    pairs: list[Row]
    links: list[Row]
    difference: Difference | None


def copies_of(root: WarehouseRoot, reference: str, *, other: str | None = None) -> Copies:
    """The cluster of the article that ``reference`` means, all of one snapshot.

    Args:
        root: the warehouse.
        reference: as `references.find_article` takes it.
        other: the article to compare the text with, in the same form; empty for the one that suggests itself:
            the version before, else the article that stands for the cluster, and for that one the earliest
            other text; None for no comparison.

    Raises:
        UsageError: there is no warehouse, or a reference means no article, or several.
    """
    with connect(root, read_only=True) as con:
        con.execute("BEGIN TRANSACTION")
        found = _cluster_of(con, find_article(con, reference))
        sides: tuple[str, str] | None = None
        if other:
            sides = (find_article(con, other), found.article_id)
        elif other is not None:
            sides = _suggested(found)
        if sides is None:
            return found
        texts = dict(con.execute(_TEXTS, list(sides)).fetchall())
        runs = word_diff(*(texts[side] for side in sides))
        return replace(found, difference=Difference(old_id=sides[0], new_id=sides[1], runs=runs))


def _cluster_of(con: duckdb.DuckDBPyConnection, article_id: str) -> Copies:
    row = con.execute(_CLUSTER_ID, [article_id]).fetchone()
    is_live, cluster_id = row or (False, None)
    clusters = _rows(con, _CLUSTER, cluster_id)
    return Copies(
        article_id=article_id,
        is_live=bool(is_live),
        cluster=clusters[0] if clusters else None,
        articles=_rows(con, _ARTICLES, cluster_id),
        pairs=_rows(con, _PAIRS, cluster_id),
        links=_rows(con, _LINKS, cluster_id),
        difference=None,
    )


def _rows(con: duckdb.DuckDBPyConnection, sql: str, cluster_id: str | None) -> list[Row]:
    found: list[Row] = con.execute(sql, {"cluster": cluster_id}).to_arrow_table().to_pylist()
    return found


def _suggested(found: Copies) -> tuple[str, str] | None:
    """The older and the newer side of the comparison that suggests itself, None if there is nothing else."""
    own = found.article_id
    for pair in (*found.pairs, *(link for link in found.links if link["is_first"])):
        if pair["relation"] == "revision" and pair["article_id"] == own:
            return pair["other_article_id"], own
    others = [row for row in found.articles if row["article_id"] != own]
    for row in others:
        if row["is_canonical"]:
            return row["article_id"], own
    text = {row["content_hash"] for row in found.articles if row["article_id"] == own}
    for row in sorted(others, key=lambda row: row["content_hash"] in text):
        return own, row["article_id"]
    for link in found.links:
        return (link["other_article_id"], own) if link["is_first"] else (own, link["other_article_id"])
    return None


# An article of a text that was replaced or retracted is not in the view; another one may have its text.
_CLUSTER_ID: Final = """
SELECT c.article_id = a.article_id AS is_live, c.cluster_id
FROM articles a
JOIN cluster_articles c ON c.content_hash = a.content_hash
WHERE a.article_id = ?
ORDER BY c.article_id = a.article_id DESC, c.is_canonical DESC, c.article_id
LIMIT 1
"""

_CLUSTER: Final = """
SELECT c.*, s.outlets, s.source_count, s.origin, s.origin_source, s.carried
FROM (FROM clusters WHERE cluster_id = $cluster) c
LEFT JOIN (FROM syndication WHERE cluster_id = $cluster) s ON s.cluster_id = c.cluster_id
"""

_ARTICLES: Final = """
FROM cluster_articles WHERE cluster_id = $cluster ORDER BY seen_at NULLS LAST, NOT is_canonical, article_id
"""

_OWN: Final = "WITH own AS (SELECT article_id FROM cluster_articles WHERE cluster_id = $cluster)"

_PAIRS: Final = f"""
{_OWN}
FROM duplicates WHERE article_id IN (FROM own) AND other_article_id IN (FROM own)
ORDER BY article_id, other_article_id, relation
"""

_LINKS: Final = f"""
{_OWN},
found AS (
    SELECT article_id, other_article_id, relation, similarity, evidence, true AS is_first
    FROM duplicates WHERE article_id IN (FROM own) AND other_article_id NOT IN (FROM own)
    UNION ALL
    SELECT other_article_id, article_id, relation, similarity, evidence, false
    FROM duplicates WHERE other_article_id IN (FROM own) AND article_id NOT IN (FROM own)
)
SELECT f.*, o.cluster_id AS other_cluster_id, o.seen_at AS other_seen_at, o.outlet AS other_outlet,
       o.kind AS other_kind, o.title AS other_title, o.word_count AS other_word_count, o.uri AS other_uri,
       o.ordinal AS other_ordinal
FROM found f JOIN cluster_articles o ON o.article_id = f.other_article_id
ORDER BY o.seen_at NULLS LAST, f.other_article_id, f.article_id, f.relation
"""

_TEXTS: Final = """
SELECT article_id, concat_ws(chr(10) || chr(10), title, body) FROM articles WHERE article_id IN (?, ?)
"""
