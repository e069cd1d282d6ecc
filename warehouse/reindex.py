"""Make the index, the links, the clusters and the stories of a whole archive anew.

It is asked for after a change of the index's scheme or of the rule for one text, for an archive of a version
that had neither, and when files of the index are gone. It reads every article once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from copydesk.dedup.shingles import SCHEME
from copydesk.story_schemas import STORY_TABLES
from warehouse import current
from warehouse.changes import work_out_nothing
from warehouse.clusters import cluster_touched
from warehouse.consequences import work_out_consequences
from warehouse.index import prune_segments
from warehouse.lake import (
    bound_memory,
    connect,
    name_commit,
    no_warehouse,
    snapshot_id,
    transact,
    writer_lock,
)
from warehouse.replace import put_in, take_out
from warehouse.root import WarehouseRoot
from warehouse.tables import ensure


@dataclass(frozen=True, slots=True, kw_only=True)
class Reindexed:
    """What there is afterwards, and how many articles are in another cluster or stand for another one."""

    snapshot_id: int
    texts: int
    links: int
    clusters: int
    articles_moved: int


def reindex(root: WarehouseRoot, *, checkpoint: Callable[[str], None] = lambda _: None) -> Reindexed:
    """Replace index, links, clusters and pairs by what this version makes of the archive, in one commit.

    Readers see the old until then; a kill leaves it.

    Raises:
        UsageError: there is no warehouse.
        TransientError: another process writes.
    """
    if not root.exists():
        raise no_warehouse(root.path)
    with writer_lock(root), connect(root, read_only=False) as con:
        ensure(con, root)
        bound_memory(con)
        counts: list[int] = []
        with TemporaryDirectory(prefix="reindex-", dir=_staging(root)) as folder:

            def body() -> None:
                _find_all(con, root, Path(folder))
                checkpoint("worked out")
                take_out(con)
                put_in(con)
                name_commit(con, "reindex", {"scheme": SCHEME})
                counts[:] = _count(con)
                checkpoint("before commit")

            transact(con, body)
        checkpoint("committed")
        committed = snapshot_id(con)
        prune_segments(con, root)
        current.write_generation(con, root, checkpoint=checkpoint)
    texts, links, clusters, moved = counts
    return Reindexed(snapshot_id=committed, texts=texts, links=links, clusters=clusters, articles_moved=moved)


def _staging(root: WarehouseRoot) -> Path:
    root.staging.mkdir(parents=True, exist_ok=True)
    return root.staging


def _find_all(con: duckdb.DuckDBPyConnection, root: WarehouseRoot, folder: Path) -> None:
    """As if all articles came at once: what there is of index, links and stories goes first."""
    work_out_nothing(con)
    for table in ("segments", "links", *(schema.metadata[b"table"].decode() for schema in STORY_TABLES)):
        con.execute(f"DELETE FROM {table}")
    con.execute("CREATE OR REPLACE TEMP TABLE touched_texts AS SELECT DISTINCT content_hash FROM articles")
    found = cluster_touched(con, root, folder)
    work_out_consequences(con, root, found, anew=True)


def _count(con: duckdb.DuckDBPyConnection) -> list[int]:
    row = con.execute(
        "SELECT (SELECT CAST(coalesce(sum(text_count), 0) AS BIGINT) FROM segments),"
        " (SELECT count(*) FROM links), (SELECT count(*) FROM articles WHERE is_canonical),"
        " (SELECT count(*) FROM articles_moved)"
    ).fetchone()
    return [int(value) for value in row or ()]
