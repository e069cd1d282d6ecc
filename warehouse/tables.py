"""The catalog's tables and views, made from `copydesk.schemas` and ``warehouse/views/*.sql``."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import duckdb
import pyarrow as pa

from copydesk.errors import CopydeskError, UsageError
from copydesk.schemas import TABLES, column_doc, table_doc
from warehouse.lake import ALIAS, connect, identifier, quote, transact, writer_lock
from warehouse.layout import FORMAT, check_format, check_layout
from warehouse.root import WarehouseRoot


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewSource:
    """One file of ``warehouse/views``: ``-- doc: …``, then ``-- column <name>: …`` lines, then a SELECT."""

    name: str
    doc: str
    columns: Mapping[str, str]
    sql: str


@cache
def view_sources() -> tuple[ViewSource, ...]:
    """The views that this version ships, by name.

    Raises:
        CopydeskError: a file lacks its ``-- doc:`` line.
    """
    folder = files("warehouse") / "views"
    found = [f for f in folder.iterdir() if f.name.endswith(".sql")]
    return tuple(
        _view(f.name[:-4], f.read_text(encoding="utf-8")) for f in sorted(found, key=lambda f: f.name)
    )


def _view(name: str, text: str) -> ViewSource:
    doc = re.match(r"-- doc: (.+)\n", text)
    if doc is None:
        raise CopydeskError(f"the view {name!r} has no `-- doc:` line")
    columns = dict(re.findall(r"^-- column (\w+): (.+)$", text, flags=re.MULTILINE))
    return ViewSource(name=name, doc=doc.group(1), columns=columns, sql=text.strip().rstrip(";"))


def sql_type(type_: pa.DataType) -> str:
    """DuckDB's name, as ``DESCRIBE`` prints it, of an Arrow type that the schemas use.

    Raises:
        CopydeskError: a type that no table has used so far.
    """
    simple = {
        pa.string(): "VARCHAR",
        pa.int64(): "BIGINT",
        pa.float64(): "DOUBLE",
        pa.bool_(): "BOOLEAN",
        pa.date32(): "DATE",
        pa.timestamp("us", tz="UTC"): "TIMESTAMP WITH TIME ZONE",
    }
    if type_ in simple:
        return simple[type_]
    if pa.types.is_struct(type_):
        return f"STRUCT({', '.join(f'{f.name} {sql_type(f.type)}' for f in type_)})"
    if pa.types.is_list(type_):
        return f"{sql_type(type_.value_type)}[]"
    if pa.types.is_map(type_):
        return f"MAP({sql_type(type_.key_type)}, {sql_type(type_.item_type)})"
    raise CopydeskError(f"no SQL type is known for the Arrow type {type_}")


def prepare(root: WarehouseRoot) -> None:
    """Make the warehouse, its tables and views be there and up to date; cheap when they are.

    Raises:
        UsageError: a newer copydesk wrote this warehouse, a file stands there, or a column has another type.
        CopydeskError: the catalog of a warehouse is gone.
        TransientError: another process holds the writer's lock.
    """
    check_layout(root)
    if root.exists() and _up_to_date(root):
        return
    with writer_lock(root), connect(root, read_only=False) as con:
        ensure(con, root)


def ensure(con: duckdb.DuckDBPyConnection, root: WarehouseRoot) -> None:
    """As `prepare`, for a caller that holds the writer's lock and a connection outside a transaction."""
    # The tables are looked for too: somebody may have deleted the catalog and not format.json.
    if _up_to_date(root) and _stored_tables(con) >= TABLES.keys():
        return
    transact(con, lambda: _write_definitions(con))
    con.execute(f"CALL {ALIAS}.set_option('parquet_compression', 'zstd')")
    # Last: a kill before this line only makes the next call do the same again.
    _write_format(root)


def _write_definitions(con: duckdb.DuckDBPyConnection) -> None:
    for name, schema in TABLES.items():
        _write_table(con, name, schema)
    for view in view_sources():
        con.execute(f"CREATE OR REPLACE VIEW {identifier(view.name)} AS\n{view.sql}")
        con.execute(f"COMMENT ON VIEW {identifier(view.name)} IS {quote(view.doc)}")


def _stored_tables(con: duckdb.DuckDBPyConnection) -> set[str]:
    rows = con.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = ?", [ALIAS]).fetchall()
    return {str(row[0]) for row in rows}


def stored_columns(con: duckdb.DuckDBPyConnection, table: str) -> dict[str, tuple[str, str | None]]:
    """Column to type and comment, as the catalog has them; empty when there is no such table."""
    rows = con.execute(
        "SELECT column_name, data_type, comment FROM duckdb_columns()"
        " WHERE database_name = ? AND table_name = ? ORDER BY column_index",
        [ALIAS, table],
    ).fetchall()
    return {str(name): (str(type_), comment) for name, type_, comment in rows}


def _write_table(con: duckdb.DuckDBPyConnection, name: str, schema: pa.Schema) -> None:
    stored = stored_columns(con, name)
    if not stored:
        columns = ", ".join(
            f"{identifier(f.name)} {sql_type(f.type)}{'' if f.nullable else ' NOT NULL'}" for f in schema
        )
        con.execute(f"CREATE TABLE {identifier(name)} ({columns})")
    con.execute(f"COMMENT ON TABLE {identifier(name)} IS {quote(table_doc(schema))}")
    for field in schema:
        column = f"{identifier(name)}.{identifier(field.name)}"
        type_, comment = stored.get(field.name, (None, None))
        if stored and type_ is None:
            # A column that a later version declares: null in the rows of before, whatever the schema says.
            con.execute(
                f"ALTER TABLE {identifier(name)} ADD COLUMN {identifier(field.name)} {sql_type(field.type)}"
            )
        elif stored and type_ != sql_type(field.type):
            raise UsageError(
                f"column {name}.{field.name} is {type_} in the warehouse, and {sql_type(field.type)} here",
                hint="use the copydesk that wrote it, or ingest into a new warehouse",
            )
        if comment != column_doc(field):
            con.execute(f"COMMENT ON COLUMN {column} IS {quote(column_doc(field))}")


def definitions_digest() -> str:
    """Hex digest of all tables and views of this version, docs included."""
    digest = hashlib.blake2b(digest_size=16)
    for schema in TABLES.values():
        digest.update(schema.to_string(show_schema_metadata=True, truncate_metadata=False).encode())
    for view in view_sources():
        digest.update(f"{view.name}\n{view.doc}\n{view.sql}\n".encode())
    return digest.hexdigest()


def _up_to_date(root: WarehouseRoot) -> bool:
    return check_format(root).get("definitions") == definitions_digest()


def _write_format(root: WarehouseRoot) -> None:
    write_text(root.format, json.dumps({"format": FORMAT, "definitions": definitions_digest()}) + "\n")


def write_text(path: Path, text: str) -> None:
    """Make ``path`` hold ``text``: readers see what was there before, or all of it."""
    fresh = path.with_name(path.name + ".new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)
