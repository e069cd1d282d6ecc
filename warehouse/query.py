"""Read-only SQL over the archive, and what there is to ask."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import duckdb
import pyarrow as pa

from copydesk.errors import UsageError
from copydesk.schemas import TABLES, column_doc
from warehouse.lake import ALIAS, connect, identifier
from warehouse.root import WarehouseRoot
from warehouse.tables import view_sources

_HINT = "one SELECT, FROM, WITH, SHOW, DESCRIBE, SUMMARIZE or EXPLAIN; `copydesk export` writes files"
_PREFIX: Final = "ducklake_"
_READING: Final = frozenset(
    {
        "current_snapshot",
        "last_committed_snapshot",
        "list_files",
        "options",
        "settings",
        "snapshots",
        "table_changes",
        "table_deletions",
        "table_info",
        "table_insertions",
    }
)
"""DuckLake's functions that only read, after ``ducklake_`` or ``lake.``; all others are refused."""

# They run SQL that stands in a string, or write files, from within a SELECT.
_DOING: Final = frozenset(
    {
        "checkpoint",
        "enable_logging",
        "enable_profiling",
        "force_checkpoint",
        "json_execute_serialized_sql",
        "query",
        "sqlite_attach",
        "sqlite_query",
    }
)
_NAME: Final = re.compile(r'"(?:[^"]|"")*"|\w+')


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
        found = f"there are {len(statements)}" if statements else "there is none"
        raise UsageError(f"one SQL statement is expected, and {found}", hint=_HINT)
    _check_functions(con, sql)
    kind = statements[0].type
    if kind == duckdb.StatementType.EXPLAIN:
        # EXPLAIN ANALYZE runs what it explains, so that is judged too.
        _check_explained(con, sql)
    elif kind != duckdb.StatementType.SELECT:
        raise UsageError(
            f"only reading is allowed here, and this is {kind.name}: {sql.strip()[:80]!r}", hint=_HINT
        )


def _check_functions(con: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Pass when no function is called that does more than read: DuckLake's do it from within a SELECT."""
    known = con.execute(
        "SELECT DISTINCT function_name FROM duckdb_functions() WHERE starts_with(function_name, $prefix)",
        {"prefix": _PREFIX},
    ).fetchall()
    # The catalog has them under a short name too: `FROM lake.expire_snapshots(…)`.
    refused = _DOING | ({str(name).removeprefix(_PREFIX) for (name,) in known} - _READING)
    for name in _called(sql):
        short = name.removeprefix(_PREFIX)
        if short in refused or (short != name and short not in _READING):
            raise UsageError(
                f"only reading is allowed here, and the function {name!r} may do more",
                hint=f"of DuckLake's functions there are {', '.join(sorted(_PREFIX + n for n in _READING))}",
            )


def _called(sql: str) -> Iterator[str]:
    """Names before an opening bracket, in lower case and without quotes; comments between do not matter."""
    # Positions are those of bytes.
    raw = sql.encode()
    starts = [start for start, _ in duckdb.tokenize(sql)]
    tokens = [raw[a:b].decode("utf-8", "replace") for a, b in pairwise([*starts, len(raw)])]
    for token, following in pairwise(tokens):
        found = _NAME.match(token)
        if found and following.startswith("("):
            yield found.group().strip('"').lower()


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
