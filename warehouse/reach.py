"""What taking back or restoring something changes: rows of ``retractions``, and the clusters it reaches."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

from copydesk.arrow import conform, table_of
from copydesk.schemas import ARTICLES, DOCUMENTS, RETRACTIONS
from warehouse.changes import make_table, work_out_nothing
from warehouse.clusters import Clustered, cluster_touched
from warehouse.index import check_index
from warehouse.membership import make_articles_now, make_members
from warehouse.root import WarehouseRoot
from warehouse.targets import Target, retracted_targets_named, targets_named

CONCERNED: Final = pa.schema(
    [
        *(ARTICLES.field(name) for name in ("article_id", "title", "publisher")),
        DOCUMENTS.field("uri"),
        *(ARTICLES.field(name) for name in ("cluster_id", "is_canonical")),
    ]
)
"""Articles that a change concerns, with the cluster that they leave (taken back) or come into (restored)."""
RETRACTION_KEY: Final = "scope, target, retracted_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What `retract` or `restore` did, or what it would do.

    ``targets`` were taken back or restored; ``already`` were taken back before, and nothing was done about
    them. ``articles`` (in `CONCERNED`) went, or came back: those that were held back by something else too
    are not among them. ``standing`` (in `CONCERNED`) are the articles that stand now for clusters which
    another one stood for. ``snapshot_id`` is the commit, None if there was none.
    """

    targets: tuple[Target, ...]
    already: tuple[Target, ...]
    articles: pa.Table
    standing: pa.Table
    snapshot_id: int | None = None

    @property
    def clusters(self) -> int:
        """Clusters that the articles left or came into."""
        return len(set(self.articles["cluster_id"].to_pylist()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Targets, and the rows of ``retractions`` to take out and to put in for them."""

    targets: tuple[Target, ...]
    already: tuple[Target, ...]
    gone: pa.Table
    come: pa.Table

    def nothing(self) -> Change:
        """The change that there is without targets."""
        none = CONCERNED.empty_table()
        return Change(targets=(), already=self.already, articles=none, standing=none)


def to_retract(
    con: duckdb.DuckDBPyConnection, names: Sequence[str], scope: str | None, reason: str, at: datetime
) -> Wanted:
    """What is to be written so that ``names`` are taken back at the instant ``at``.

    Raises:
        UsageError: a name stands for nothing, or for several.
    """
    found = targets_named(con, names, scope)
    held = set(con.execute("SELECT scope, target FROM retractions WHERE restored_at IS NULL").fetchall())
    new = tuple(t for t in found if (t.scope, t.target) not in held)
    facts = {"reason": reason.strip(), "retracted_at": at, "restored_at": None}
    rows = [{n: getattr(t, n) for n in RETRACTIONS.names if n not in facts} | facts for t in new]
    return Wanted(
        targets=new,
        already=tuple(t for t in found if t not in new),
        gone=RETRACTIONS.empty_table(),
        come=table_of(rows, RETRACTIONS),
    )


def to_restore(
    con: duckdb.DuckDBPyConnection, names: Sequence[str], scope: str | None, at: datetime
) -> Wanted:
    """What is to be written so that ``names`` are restored at the instant ``at``.

    Raises:
        UsageError: a name stands for nothing that is taken back, or for several.
    """
    found = tuple(retracted_targets_named(con, names, scope))
    wanted = {(t.scope, t.target) for t in found}
    held = con.execute("FROM retractions WHERE restored_at IS NULL").to_arrow_table().to_pylist()
    rows = [row for row in held if (row["scope"], row["target"]) in wanted]
    return Wanted(
        targets=found,
        already=(),
        gone=table_of(rows, RETRACTIONS),
        come=table_of([row | {"restored_at": at} for row in rows], RETRACTIONS),
    )


def work_out_change(
    con: duckdb.DuckDBPyConnection, root: WarehouseRoot, folder: Path, wanted: Wanted
) -> tuple[Change, Clustered]:
    """The change, and the clusters as they are to be; new segments are in ``folder``.

    Only temporary tables are made: those of `changes.work_out_nothing`, ``retractions_gone`` and
    ``retractions_come``.

    Raises:
        UsageError: the index has to be made anew.
    """
    check_index(con)
    _find_switched(con, wanted)
    found = cluster_touched(con, root, folder)
    make_table(con, "assigned", found.assigned)
    change = Change(
        targets=wanted.targets,
        already=wanted.already,
        articles=conform(con.execute(_CONCERNED).to_arrow_table(), CONCERNED),
        standing=conform(con.execute(_STANDING).to_arrow_table(), CONCERNED),
    )
    return change, found


def count_switched(con: duckdb.DuckDBPyConnection, wanted: Wanted) -> int:
    """Articles that go or come back with ``wanted``; only temporary tables are made."""
    _find_switched(con, wanted)
    return int(con.execute("SELECT count(*) FROM switched").fetchall()[0][0])


def _find_switched(con: duckdb.DuckDBPyConnection, wanted: Wanted) -> None:
    """``switched``: articles that are live now and shall not be, or the other way, and which it shall be."""
    work_out_nothing(con)
    make_table(con, "retractions_gone", wanted.gone)
    make_table(con, "retractions_come", wanted.come)
    make_articles_now(con)
    con.execute(_TOUCHED_TEXTS)
    make_members(con, "touched_texts")
    con.execute("CREATE OR REPLACE TEMP TABLE live_before AS SELECT article_id FROM members WHERE is_live")
    con.execute(_RETRACTIONS_TO_BE)
    make_members(con, "touched_texts")
    con.execute(_SWITCHED)


# What is said of an article reaches its document's articles of the same text: see `membership`.
_TOUCHED_TEXTS = """
CREATE OR REPLACE TEMP TABLE touched_texts AS
WITH reached AS (
    SELECT target AS document_id FROM retractions_come WHERE scope = 'document'
    UNION
    SELECT f.document_id FROM files f JOIN retractions_come r ON r.scope = 'batch' AND r.target = f.batch_id
    WHERE f.is_current AND f.document_id IS NOT NULL
)
SELECT content_hash FROM articles SEMI JOIN reached USING (document_id)
UNION
SELECT content_hash FROM articles
WHERE article_id IN (SELECT target FROM retractions_come WHERE scope = 'article')
   OR (document_id, content_hash) IN (SELECT (document_id, content_hash) FROM retractions_come
                                      WHERE scope = 'article')
"""

_RETRACTIONS_TO_BE = f"""
CREATE OR REPLACE TEMP TABLE retractions_now AS
FROM retractions
WHERE restored_at IS NULL AND ({RETRACTION_KEY}) NOT IN (SELECT ({RETRACTION_KEY}) FROM retractions_gone)
UNION ALL FROM retractions_come WHERE restored_at IS NULL
"""

_SWITCHED = """
CREATE OR REPLACE TEMP TABLE switched AS
SELECT m.article_id, m.is_live FROM members m
WHERE m.is_live <> (m.article_id IN (SELECT article_id FROM live_before))
"""

# Of those that go, the cluster that they were in; of those that come, the one that they are to be in.
_CONCERNED = """
SELECT a.article_id, a.title, a.publisher, d.uri,
       CASE WHEN s.is_live THEN w.cluster_id ELSE a.cluster_id END AS cluster_id,
       CASE WHEN s.is_live THEN w.is_canonical ELSE a.is_canonical END AS is_canonical
FROM switched s
JOIN articles a ON a.article_id = s.article_id
JOIN documents d ON d.document_id = a.document_id
JOIN assigned w ON w.article_id = s.article_id
ORDER BY d.uri, a.ordinal
"""

# Of a cluster that comes back as a whole nothing stood for it before, so nothing takes a place.
_STANDING = """
WITH stayed AS (
    SELECT w.cluster_id FROM assigned w JOIN members m ON m.article_id = w.article_id
    WHERE m.is_live AND m.article_id NOT IN (SELECT article_id FROM switched)
)
SELECT a.article_id, a.title, a.publisher, d.uri, w.cluster_id, w.is_canonical
FROM assigned w
JOIN articles a ON a.article_id = w.article_id
JOIN documents d ON d.document_id = a.document_id
WHERE w.is_canonical AND NOT a.is_canonical AND w.cluster_id IN (SELECT cluster_id FROM stayed)
ORDER BY d.uri, a.ordinal
"""
