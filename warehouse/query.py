"""Read-only SQL over the archive, and what there is to ask."""

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from copydesk.errors import UsageError
from copydesk.schemas import TABLES, column_doc
from warehouse.lake import ALIAS, connect, identifier
from warehouse.root import WarehouseRoot
from warehouse.tables import view_sources

_HINT = "one SELECT, FROM, WITH, SHOW, DESCRIBE, SUMMARIZE or EXPLAIN; `copydesk export` writes files"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnInfo:
    """A column: its SQL type and documentation."""

    name: str
    type: str
    doc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableInfo:
    """A table or view; ``kind`` is ``table`` or ``view``, ``rows`` how many there are now."""

    name: str
    kind: str
    doc: str
    rows: int
    columns: tuple[ColumnInfo, ...]


def run_sql(root: WarehouseRoot, sql: str) -> pa.Table:
    """Answer of one read-only statement; instants are in UTC.

    Names are those of the tables and views; ``FROM articles AT (VERSION => n)`` asks an older snapshot.

    Raises:
        UsageError: there is no warehouse, the statement is wrong, or it would do more than read.
    """
    with connect(root, read_only=True) as con:
        try:
            check_reads_only(con, sql)
            return con.execute(sql).to_arrow_table()
        except duckdb.Error as err:
            raise UsageError(
                str(err).strip(), hint="`copydesk tables` lists tables, views and columns"
            ) from err


def check_reads_only(con: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Pass when ``sql`` is one statement that only reads.

    Raises:
        UsageError: it is not.
        duckdb.Error: it cannot be parsed.
    """
    statements = con.extract_statements(sql)
    if len(statements) != 1:
        found = "no statement" if not statements else f"{len(statements)} statements"
        raise UsageError(f"one SQL statement is expected, and there is {found}", hint=_HINT)
    kind = statements[0].type
    if kind == duckdb.StatementType.EXPLAIN:
        # EXPLAIN ANALYZE runs what it explains, so that is judged too.
        _check_explained(con, sql)
    elif kind != duckdb.StatementType.SELECT:
        raise UsageError(
            f"only reading is allowed here, and this is {kind.name}: {sql.strip()[:80]!r}", hint=_HINT
        )


def _check_explained(con: duckdb.DuckDBPyConnection, sql: str) -> None:
    starts = [start for start, _ in duckdb.tokenize(sql)][1:]
    if sql[starts[0] :].lower().startswith("analyze"):
        starts = starts[1:]
    for start in starts:
        # What follows EXPLAIN, or else what follows its options in brackets: the first that parses.
        try:
            con.extract_statements(sql[start:])
        except duckdb.ParserException:
            continue
        check_reads_only(con, sql[start:])
        return
    raise UsageError(f"this EXPLAIN is not understood: {sql.strip()[:80]!r}", hint=_HINT)


def describe(root: WarehouseRoot) -> tuple[TableInfo, ...]:
    """Tables in the order of the schemas, then views by name, each with columns, docs and row count.

    Raises:
        UsageError: there is no warehouse.
    """
    view_docs = {view.name: view.columns for view in view_sources()}
    with connect(root, read_only=True) as con:
        named = con.execute(
            "SELECT table_name, 'table', comment FROM duckdb_tables() WHERE database_name = $lake"
            " UNION ALL SELECT view_name, 'view', comment FROM duckdb_views()"
            " WHERE database_name = $lake AND NOT internal ORDER BY 1",
            {"lake": ALIAS},
        ).fetchall()
        order = {name: place for place, name in enumerate(TABLES)}
        named.sort(key=lambda row: (row[1] == "view", order.get(row[0], len(order)), row[0]))
        return tuple(
            TableInfo(
                name=name,
                kind=kind,
                doc=doc or "",
                rows=_row_count(con, name),
                columns=_columns(con, name, view_docs.get(name, {})),
            )
            for name, kind, doc in named
        )


def _row_count(con: duckdb.DuckDBPyConnection, name: str) -> int:
    row = con.execute(f"SELECT count(*) FROM {identifier(name)}").fetchone()
    return int(row[0]) if row else 0


def _columns(con: duckdb.DuckDBPyConnection, name: str, docs: Mapping[str, str]) -> tuple[ColumnInfo, ...]:
    rows = con.execute(f"DESCRIBE {identifier(name)}").fetchall()
    own = {field.name: column_doc(field) for field in TABLES[name]} if name in TABLES else {}
    known = {**_shared_docs(), **own, **docs}
    return tuple(ColumnInfo(name=row[0], type=row[1], doc=known.get(row[0], "")) for row in rows)


def _shared_docs() -> dict[str, str]:
    """Docs of columns that several tables have under one name: a view that shows one means the same."""
    return {field.name: column_doc(field) for schema in reversed([*TABLES.values()]) for field in schema}
