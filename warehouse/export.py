"""Tables and views as single Parquet files, all of one snapshot."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from copydesk.errors import UsageError
from copydesk.schemas import TABLES
from warehouse.lake import ALIAS, column_list, connect, identifier, quote
from warehouse.root import WarehouseRoot


def export(
    root: WarehouseRoot, out_dir: Path, names: Sequence[str] = (), *, at: int | None = None
) -> tuple[Path, ...]:
    """Write ``<out_dir>/<name>.parquet`` for each name, all of one snapshot whatever is published meanwhile.

    A file that is there already is replaced when the new one is whole. Tables are sorted by their key,
    views as they sort themselves.

    Args:
        root: the warehouse.
        out_dir: folder, made if it is not there.
        names: tables and views; all tables when empty.
        at: an older snapshot; only for tables, since a view of today may not fit the tables of then.

    Raises:
        UsageError: a name or snapshot that the archive does not have, or a view with ``at``.
    """
    wanted = tuple(dict.fromkeys(names or TABLES))
    with connect(root, read_only=True) as con:
        con.execute("BEGIN TRANSACTION")
        _check(con, wanted, at)
        out_dir.mkdir(parents=True, exist_ok=True)
        return tuple(_export_one(con, name, out_dir, at) for name in wanted)


def _check(con: duckdb.DuckDBPyConnection, names: Sequence[str], at: int | None) -> None:
    views = {
        row[0]
        for row in con.execute(
            "SELECT view_name FROM duckdb_views() WHERE database_name = ? AND NOT internal", [ALIAS]
        ).fetchall()
    }
    for name in names:
        if name not in TABLES and name not in views:
            raise UsageError(
                f"there is no table or view {name!r}",
                hint=f"there are {', '.join([*TABLES, *sorted(views)])}",
            )
        if at is not None and name in views:
            raise UsageError(
                f"{name!r} is a view, and an older snapshot has tables only", hint=f"{', '.join(TABLES)}"
            )
    known = con.execute(
        f"SELECT min(snapshot_id), max(snapshot_id) FROM ducklake_snapshots({quote(ALIAS)})"
    ).fetchone()
    if at is not None and known and not known[0] <= at <= known[1]:
        raise UsageError(f"there is no snapshot {at}", hint=f"there are {known[0]} to {known[1]}")


def _export_one(con: duckdb.DuckDBPyConnection, name: str, out_dir: Path, at: int | None) -> Path:
    target = out_dir / f"{name}.parquet"
    fresh = out_dir / f".{name}.parquet.new"
    rows = f"SELECT * FROM {identifier(name)}"
    if name in TABLES:
        past = f" AT (VERSION => {int(at)})" if at is not None else ""
        key = TABLES[name].metadata[b"primary_key"].decode()
        # An older snapshot may lack columns that were declared later.
        columns = "*" if at is not None else column_list(TABLES[name].names)
        rows = f"SELECT {columns} FROM {identifier(name)}{past} ORDER BY {key}"
    try:
        con.execute(f"COPY ({rows}) TO {quote(str(fresh))} (FORMAT parquet, COMPRESSION zstd)")
    except duckdb.CatalogException as err:
        raise UsageError(f"snapshot {at} has no table {name!r}", hint="choose a later one") from err
    fresh.replace(target)
    return target
