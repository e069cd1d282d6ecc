"""Enrich what the archive holds again: how it differs, and the one commit that replaces it."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import duckdb

from copydesk.schemas import PER_ARTICLE, TABLES
from warehouse import current
from warehouse.changes import REWRITTEN, make_staged, parquet, work_out_nothing
from warehouse.chunks import ENRICH, Chunk
from warehouse.clusters import cluster_changes, clusters_folder
from warehouse.consequences import work_out_consequences
from warehouse.differences import Difference, compare
from warehouse.lake import bound_memory, connect, name_commit, snapshot_id, transact, writer_lock
from warehouse.recall import MADE_BY
from warehouse.replace import put_in, take_out
from warehouse.root import WarehouseRoot
from warehouse.runs import RunStart, crashed_rows, dead_markers, forget, insert_runs, run_row
from warehouse.tables import ensure


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewed:
    """What was replaced, or with a rehearsal would be.

    ``documents_left`` of those staged were made anew by another run meanwhile and are left to it.
    ``differences`` are those of columns and tables; ``snapshot_id`` is the commit, None for a rehearsal.
    """

    documents: int
    articles: int
    articles_changed: int
    documents_left: int
    differences: tuple[Difference, ...]
    snapshot_id: int | None


def rehearse_renewal(root: WarehouseRoot, chunks: Sequence[Chunk]) -> Renewed:
    """What `renew` would change now; nothing is changed.

    Raises:
        TransientError: the catalog stays busy.
    """
    with connect(root, read_only=True) as con:
        con.execute("BEGIN TRANSACTION")
        bound_memory(con)
        return _stage(con, chunks)


def renew(
    root: WarehouseRoot,
    chunks: Sequence[Chunk],
    run: RunStart,
    *,
    now: Callable[[], datetime],
    checkpoint: Callable[[str], None] = lambda _: None,
) -> Renewed:
    """Replace rows of articles and of what they say by those of ``chunks``, and cluster anew, in one commit.

    Documents, blocks and files stay as they are. Readers see the old until then; a kill leaves it.

    Raises:
        TransientError: another process held the lock or the catalog too long.
    """
    with writer_lock(root), connect(root, read_only=False) as con:
        ensure(con, root)
        bound_memory(con)
        dead = dead_markers(root)
        done: list[Renewed] = []
        folder = clusters_folder(root, run.run_id)
        folder.mkdir(parents=True, exist_ok=True)

        def body() -> None:
            checkpoint("begun")
            done[:] = [_stage(con, chunks)]
            work_out_consequences(con, root, cluster_changes(con, root, folder, chunks))
            checkpoint("worked out")
            take_out(con)
            checkpoint("taken out")
            put_in(con)
            insert_runs(con, [run_row(run, state="completed", ended_at=now()), *crashed_rows(dead)])
            name_commit(con, f"enrich {done[0].articles} articles again", {"run_id": run.run_id})
            checkpoint("before commit")

        transact(con, body)
        checkpoint("committed")
        forget(dead)
        committed = snapshot_id(con)
        current.write_generation(con, root, checkpoint=checkpoint)
        shutil.rmtree(root.run_folder(run.run_id), ignore_errors=True)
        for chunk in chunks:
            shutil.rmtree(chunk.staged, ignore_errors=True)
    return replace(done[0], snapshot_id=committed)


def _stage(con: duckdb.DuckDBPyConnection, chunks: Sequence[Chunk]) -> Renewed:
    """Temporary tables as `changes` makes them, of the documents that still are what was recalled."""
    work_out_nothing(con)
    if not chunks:
        return Renewed(
            documents=0, articles=0, articles_changed=0, documents_left=0, differences=(), snapshot_id=None
        )
    same = " AND ".join(f"d.{name} IS NOT DISTINCT FROM r.{name}" for name in MADE_BY)
    recalled = parquet([chunk.part for chunk in chunks])
    con.execute(
        "CREATE OR REPLACE TEMP TABLE kept AS"
        f" SELECT d.document_id FROM documents d JOIN {recalled} r ON {same}"
    )
    con.execute(f"{REWRITTEN} LIMIT 0")
    for name in ("articles", *PER_ARTICLE):
        make_staged(con, name, TABLES[name], {0: [c.stage(ENRICH) / f"{name}.parquet" for c in chunks]})
    con.execute(
        "CREATE OR REPLACE TEMP TABLE staged_documents AS FROM documents SEMI JOIN kept USING (document_id)"
    )
    differences, changed = compare(con)
    documents, articles = con.execute(
        "SELECT (SELECT count(*) FROM kept),"
        " (SELECT count(*) FROM staged_articles SEMI JOIN kept USING (document_id))"
    ).fetchall()[0]
    return Renewed(
        documents=documents,
        articles=articles,
        articles_changed=changed,
        documents_left=sum(chunk.documents for chunk in chunks) - documents,
        differences=differences,
        snapshot_id=None,
    )
