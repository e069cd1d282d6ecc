"""``current/``: the tables as clean Parquet files that any tool reads without knowing the catalog.

DuckLake's own folder holds dead files, files of which some rows are deleted, and, after an update or a
compaction, files with internal columns. A *generation* holds for each live data file a hard link where the
file is clean, and a filtered copy where it is not. ``current`` is a link to the newest generation, replaced
in one step; the one before is kept for readers that have opened it.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from copydesk.schemas import TABLES
from warehouse.lake import ALIAS, column_list, connect, identifier, quote, snapshot_id, writer_lock
from warehouse.root import WarehouseRoot

_STAMP = "snapshot.json"
_KEPT_GENERATIONS = 2


def refresh(root: WarehouseRoot, *, checkpoint: Callable[[str], None] = lambda _: None) -> int:
    """Make ``current/`` show the newest snapshot; its number.

    `publish` does this by itself; it is for a run that was killed between its commit and this.

    Raises:
        UsageError: there is no warehouse.
        TransientError: another process writes.
    """
    with writer_lock(root), connect(root, read_only=True) as con:
        return write_generation(con, root, checkpoint=checkpoint)


def shown_snapshot(root: WarehouseRoot) -> int | None:
    """Number of the snapshot that ``current/`` shows, None when there is no such folder."""
    try:
        return int(json.loads((root.current / _STAMP).read_text(encoding="utf-8"))["snapshot_id"])
    except (OSError, ValueError, KeyError):
        return None


def write_generation(
    con: duckdb.DuckDBPyConnection,
    root: WarehouseRoot,
    *,
    checkpoint: Callable[[str], None] = lambda _: None,
) -> int:
    """As `refresh`, for a caller that holds the writer's lock and a connection outside a transaction."""
    shown = snapshot_id(con)
    if shown_snapshot(root) == shown:
        return shown
    fresh = root.generations / f".{shown:010d}"
    shutil.rmtree(fresh, ignore_errors=True)
    for table in TABLES:
        (fresh / table).mkdir(parents=True)
        _write_table(con, root, table, fresh / table)
    (fresh / _STAMP).write_text(json.dumps({"snapshot_id": shown}) + "\n", encoding="utf-8")
    checkpoint("generation written")
    target = root.generations / f"{shown:010d}"
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    checkpoint("generation named")
    _point(root, target)
    checkpoint("generation shown")
    drop_old_generations(root)
    return shown


def _point(root: WarehouseRoot, target: Path) -> None:
    link = root.path / ".current.new"
    link.unlink(missing_ok=True)
    # Relative, so that it holds when the warehouse is moved.
    link.symlink_to(target.relative_to(root.path), target_is_directory=True)
    link.replace(root.current)


def drop_old_generations(root: WarehouseRoot) -> int:
    """Remove all generations but the newest two, and what killed runs left; how many went."""
    if not root.generations.is_dir():
        return 0
    shown = root.current.resolve().name
    others = sorted(f for f in root.generations.iterdir() if f.name != shown)
    whole = [f for f in others if not f.name.startswith(".")]
    gone = [f for f in others if f not in whole[-(_KEPT_GENERATIONS - 1) :]]
    for folder in gone:
        shutil.rmtree(folder)
    return len(gone)


def _write_table(con: duckdb.DuckDBPyConnection, root: WarehouseRoot, table: str, folder: Path) -> None:
    schema = TABLES[table]
    for data, deletes in _live_files(con, table):
        if deletes is None and _is_clean(data, schema):
            _link(data, folder / data.name)
            continue
        # Named by both files: one name never stands for two contents, in whichever generation.
        mark = hashlib.blake2b((deletes.name if deletes else "").encode(), digest_size=8).hexdigest()
        copy = folder / f"{data.stem}-{mark}.parquet"
        before = root.current / table / copy.name
        if before.is_file():
            _link(before, copy)
        else:
            _copy_live_rows(con, table, data, copy)
    if not any(folder.iterdir()):
        pq.write_table(_plain(schema).empty_table(), folder / "empty.parquet")


def _live_files(con: duckdb.DuckDBPyConnection, table: str) -> Iterator[tuple[Path, Path | None]]:
    listed = f"ducklake_list_files({quote(ALIAS)}, {quote(table)})"
    rows = con.execute(f"SELECT data_file, delete_file FROM {listed} ORDER BY data_file").fetchall()
    for data, deletes in rows:
        yield Path(data), Path(deletes) if deletes else None


def _is_clean(data: Path, schema: pa.Schema) -> bool:
    return bool(pq.read_schema(data).names == schema.names)


def _copy_live_rows(con: duckdb.DuckDBPyConnection, table: str, data: Path, copy: Path) -> None:
    rows = (
        f"SELECT {column_list(TABLES[table].names)} FROM {ALIAS}.main.{identifier(table)}"
        f" WHERE filename = {quote(str(data))}"
    )
    con.execute(f"COPY ({rows}) TO {quote(str(copy))} (FORMAT parquet, COMPRESSION zstd)")


def _plain(schema: pa.Schema) -> pa.Schema:
    """``schema`` as DuckDB writes it: every column may be null."""
    return pa.schema([pa.field(f.name, f.type) for f in schema])


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        # A file system without hard links.
        shutil.copy2(source, target)
