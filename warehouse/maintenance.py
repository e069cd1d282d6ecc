"""Keeping the warehouse small: for now what finished runs leave behind.

Compaction of small files and expiry of old snapshots belong here too, each a function of its own that
takes the writer's lock and calls DuckLake's procedures (``ducklake_merge_adjacent_files``,
``ducklake_expire_snapshots``, ``ducklake_cleanup_old_files``), then `current.write_generation`.
"""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from warehouse.chunks import PARTS
from warehouse.current import drop_old_generations
from warehouse.index import prune_segments
from warehouse.lake import ALIAS, connect, quote, writer_lock
from warehouse.root import WarehouseRoot


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """How much went: staging of runs and of chunks, generations of ``current/``, unused data files and
    segments of the index.
    """

    runs: int
    chunks: int
    generations: int
    data_files: int
    segments: int


def prune(
    root: WarehouseRoot, run_id: str | None = None, *, abandoned_before: datetime | None = None
) -> Pruned:
    """Remove what no run needs any more; what a killed run finished stays for its successor.

    Gone afterwards: the staging of runs that have a row in ``runs`` (and of ``run_id``, when given), chunks
    that completed runs published, generations of ``current/`` but two, and data files and segments of
    transactions that never were committed. No other tool may be writing to the catalog meanwhile;
    copydesk's own runs may.

    Args:
        root: the warehouse; nothing happens when it is not there.
        run_id: a run that is over, whether or not it is in ``runs``.
        abandoned_before: chunks staged before this instant go too, unless a run under way uses them.

    Raises:
        TransientError: another process writes.
    """
    if not root.exists():
        return Pruned(runs=0, chunks=0, generations=0, data_files=0, segments=0)
    with writer_lock(root), connect(root, read_only=False) as con:
        states = {row[0]: row[1] for row in con.execute("SELECT run_id, state FROM runs").fetchall()}
        folders = [f for f in root.staged_runs.glob("*") if f.is_dir()]
        over = [f for f in folders if f.name in states or f.name == run_id]
        published = _chunk_keys([f for f in over if states.get(f.name) == "completed"])
        in_use = _chunk_keys([f for f in folders if f not in over])
        chunks = [
            f
            for f in root.staged_chunks.glob("*")
            if f.name not in in_use and (f.name in published or _is_before(f, abandoned_before))
        ]
        for folder in (*chunks, *over):
            shutil.rmtree(folder, ignore_errors=True)
        return Pruned(
            runs=len(over),
            chunks=len(chunks),
            generations=drop_old_generations(root),
            data_files=_drop_orphans(con),
            segments=prune_segments(con, root),
        )


def _chunk_keys(run_folders: list[Path]) -> set[str]:
    return {part.stem for folder in run_folders for part in (folder / PARTS).glob("*.parquet")}


def _is_before(folder: Path, instant: datetime | None) -> bool:
    return instant is not None and datetime.fromtimestamp(folder.stat().st_mtime, tz=UTC) < instant


def _drop_orphans(con: duckdb.DuckDBPyConnection) -> int:
    # The lock is held: a data file that no snapshot knows can only be of a transaction that is over.
    rows = con.execute(f"CALL ducklake_delete_orphaned_files({quote(ALIAS)}, cleanup_all => true)").fetchall()
    return len(rows)
