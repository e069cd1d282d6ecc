"""Duplicates over the staged articles and those of the archive that they may be copies of.

An article of a *superseded* document (none of whose files is current any more) takes no part: it is in no
pair and not canonical, so that ``is_canonical`` alone selects what the archive holds today.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from copydesk.arrow import conform
from copydesk.dedup import CLUSTER_INPUT, cluster_exact
from copydesk.schemas import ARTICLES, DUPLICATES
from warehouse.changes import make_table, work_out
from warehouse.chunks import Chunk
from warehouse.lake import column_list, connect, snapshot_id
from warehouse.ledger import Plan, write_parquet
from warehouse.root import WarehouseRoot

ASSIGNED = pa.schema([ARTICLES.field(name) for name in ("article_id", "cluster_id", "is_canonical")])
"""Cluster of every article of a cluster that the run touches."""

_ASSIGNED_FILE, _PAIRS_FILE = "assigned.parquet", "pairs.parquet"


class Clustered(NamedTuple):
    """``assigned`` in `ASSIGNED`, ``pairs`` in `schemas.DUPLICATES`: all there is of the clusters touched."""

    assigned: pa.Table
    pairs: pa.Table


def stage_clusters(root: WarehouseRoot, plan: Plan, chunks: Sequence[Chunk]) -> Path:
    """Cluster the staged articles with the archive's; afterwards the result is in the returned folder.

    `publish` uses it if nothing was published meanwhile, and clusters anew otherwise.

    Raises:
        UsageError: there is no warehouse.
        TransientError: staging that the plan needs is gone, or the catalog stays busy.
    """
    with connect(root, read_only=True) as con:
        con.execute("BEGIN TRANSACTION")
        work_out(con, plan, chunks)
        found = cluster_changes(con)
        basis = _basis(snapshot_id(con), plan, chunks)
    folder = root.run_folder(plan.run_id) / "clusters"
    folder.mkdir(parents=True, exist_ok=True)
    write_parquet(found.pairs, folder / _PAIRS_FILE)
    write_parquet(found.assigned.replace_schema_metadata({"basis": basis}), folder / _ASSIGNED_FILE)
    return folder


def _basis(snapshot: int, plan: Plan, chunks: Sequence[Chunk]) -> str:
    facts = json.dumps([snapshot, plan.run_id, sorted(chunk.key for chunk in chunks)])
    return hashlib.blake2b(facts.encode(), digest_size=16).hexdigest()


def read_clusters(
    con: duckdb.DuckDBPyConnection, folder: Path | None, plan: Plan, chunks: Sequence[Chunk]
) -> Clustered:
    """What `stage_clusters` wrote if it holds for the archive that ``con`` sees, else worked out anew."""
    if folder is not None and (folder / _ASSIGNED_FILE).is_file():
        assigned = pq.read_table(folder / _ASSIGNED_FILE)
        if (assigned.schema.metadata or {}).get(b"basis") == _basis(snapshot_id(con), plan, chunks).encode():
            pairs = pq.read_table(folder / _PAIRS_FILE)
            return Clustered(conform(assigned, ASSIGNED), conform(pairs, DUPLICATES))
    return cluster_changes(con)


def cluster_changes(con: duckdb.DuckDBPyConnection) -> Clustered:
    """Clusters touched by what `changes.work_out` found on ``con``."""
    con.execute(_TOUCHED)
    con.execute(_MEMBERS)
    columns = column_list(CLUSTER_INPUT.names)
    live = con.execute(f"SELECT {columns} FROM members WHERE is_live").to_arrow_table()
    assigned, pairs = cluster_exact(live.cast(CLUSTER_INPUT))
    superseded = con.execute(
        "SELECT article_id, content_hash AS cluster_id, false AS is_canonical FROM members WHERE NOT is_live"
    ).to_arrow_table()
    whole = pa.concat_tables([conform(assigned, ASSIGNED), conform(superseded, ASSIGNED)])
    return Clustered(whole.sort_by("article_id"), pairs)


def work_out_clusters(con: duckdb.DuckDBPyConnection, found: Clustered) -> None:
    """Make temporary tables of what ``found`` changes; needs `changes.work_out` on ``con``.

    ``assigned``; ``articles_moved`` (whole rows of the archive whose cluster changes, as they are to
    be); ``pairs_gone`` and ``pairs_come`` (rows of ``duplicates`` to take out and to put in).
    """
    make_table(con, "assigned", found.assigned)
    make_table(con, "pairs_wanted", found.pairs)
    con.execute(_MOVED)
    con.execute(_PAIRS_GONE)
    con.execute(_PAIRS_COME)


# Clusters to look at: of what comes, of what it replaces, and of documents that one file less or more holds.
_TOUCHED = """
CREATE OR REPLACE TEMP TABLE touched AS
WITH moved AS (
    SELECT document_id FROM kept
    UNION SELECT document_id FROM files_gone
    UNION SELECT document_id FROM files_come
)
SELECT content_hash FROM articles SEMI JOIN moved USING (document_id)
UNION
SELECT content_hash FROM staged_articles SEMI JOIN kept USING (document_id)
"""

_MEMBERS = f"""
CREATE OR REPLACE TEMP TABLE members AS
WITH found AS (
    SELECT {column_list(CLUSTER_INPUT.names)}, document_id
    FROM staged_articles SEMI JOIN kept USING (document_id)
    UNION ALL
    SELECT {column_list(CLUSTER_INPUT.names)}, document_id
    FROM articles SEMI JOIN touched USING (content_hash)
    WHERE document_id NOT IN (SELECT document_id FROM kept)
),
live AS (
    SELECT document_id FROM files
    WHERE is_current AND document_id IN (SELECT document_id FROM found)
      AND NOT EXISTS (FROM files_gone g WHERE g.batch_id = files.batch_id AND g.path = files.path
                      AND g.version = files.version)
    UNION
    SELECT document_id FROM files_come WHERE is_current AND document_id IS NOT NULL
)
SELECT *, document_id IN (SELECT document_id FROM live) AS is_live FROM found
"""

_MOVED = f"""
CREATE OR REPLACE TEMP TABLE articles_moved AS
SELECT {column_list([n for n in ARTICLES.names if n not in ASSIGNED.names[1:]], prefix="a.")},
       w.cluster_id, w.is_canonical
FROM articles a JOIN assigned w ON w.article_id = a.article_id
WHERE a.document_id NOT IN (SELECT document_id FROM kept)
  AND (a.cluster_id <> w.cluster_id OR a.is_canonical <> w.is_canonical)
"""

_PAIRS_GONE = f"""
CREATE OR REPLACE TEMP TABLE pairs_gone AS
SELECT {column_list(DUPLICATES.names)} FROM duplicates
WHERE article_id IN (SELECT article_id FROM assigned)
   OR article_id IN (SELECT article_id FROM articles SEMI JOIN kept USING (document_id))
EXCEPT SELECT {column_list(DUPLICATES.names)} FROM pairs_wanted
"""

_PAIRS_COME = f"""
CREATE OR REPLACE TEMP TABLE pairs_come AS
SELECT {column_list(DUPLICATES.names)} FROM pairs_wanted
EXCEPT SELECT {column_list(DUPLICATES.names)} FROM duplicates
"""
