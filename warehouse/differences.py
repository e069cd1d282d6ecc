"""How staged articles differ from those of the archive, by column and publisher, with a sample of each."""

from dataclasses import dataclass
from typing import Any, Final

import duckdb

from copydesk.enriched_schemas import ENRICHED_COLUMNS
from copydesk.schemas import PER_ARTICLE, TABLES
from warehouse.lake import column_list, identifier

_COMPARED: Final = (
    *(field.name for field in ENRICHED_COLUMNS if field.name != "enrich_fingerprint"),
    "content_hash",
    "title_hash",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One column of ``articles``, or one table beside it, and the articles of one publisher.

    ``filled`` had null and have a value now, ``emptied`` the other way, ``changed`` have another value; of a
    table, ``filled`` and ``emptied`` count rows that come and go. The sample is of the first article by id.
    """

    name: str
    publisher: str | None
    filled: int
    emptied: int
    changed: int
    sample_article_id: str
    sample_old: str | None
    sample_new: str | None


def compare(con: duckdb.DuckDBPyConnection) -> tuple[tuple[Difference, ...], int]:
    """Differences by column, in their order, and by publisher; and how many articles differ.

    Needs ``kept`` and the staged tables of `changes`. Only columns of ``articles`` make an article differ.
    """
    con.execute(_BOTH)
    found: list[Difference] = []
    for name in _COMPARED:
        found += [_difference(name, row) for row in _rows(con, name)]
    for table in PER_ARTICLE:
        found += [_difference(table, row) for row in con.execute(_table_query(table)).fetchall()]
    conditions = " OR ".join(f"o.{identifier(n)} IS DISTINCT FROM n.{identifier(n)}" for n in _COMPARED)
    changed = con.execute(f"SELECT count(*) FROM {_JOINED} WHERE {conditions}").fetchall()[0][0]
    return tuple(found), int(changed)


def _rows(con: duckdb.DuckDBPyConnection, name: str) -> list[tuple[Any, ...]]:
    column = identifier(name)
    return con.execute(f"""
        SELECT n.publisher, count(*) FILTER (o.{column} IS NULL), count(*) FILTER (n.{column} IS NULL),
               count(*) FILTER (o.{column} IS NOT NULL AND n.{column} IS NOT NULL),
               min(n.article_id), arg_min_null(CAST(o.{column} AS VARCHAR), n.article_id),
               arg_min_null(CAST(n.{column} AS VARCHAR), n.article_id)
        FROM {_JOINED} WHERE o.{column} IS DISTINCT FROM n.{column}
        GROUP BY n.publisher ORDER BY count(*) DESC, n.publisher
    """).fetchall()


def _difference(name: str, row: tuple[Any, ...]) -> Difference:
    publisher, filled, emptied, changed, article_id, old, new = row
    return Difference(
        name=name,
        publisher=publisher,
        filled=filled,
        emptied=emptied,
        changed=changed,
        sample_article_id=article_id,
        sample_old=old,
        sample_new=new,
    )


_JOINED: Final = "articles_old o JOIN articles_new n USING (article_id)"

_BOTH: Final = f"""
CREATE OR REPLACE TEMP VIEW articles_old AS
SELECT article_id, publisher, {column_list(list(_COMPARED))}
FROM articles SEMI JOIN kept USING (document_id);
CREATE OR REPLACE TEMP VIEW articles_new AS
SELECT article_id, publisher, {column_list(list(_COMPARED))}
FROM staged_articles SEMI JOIN kept USING (document_id)
"""


def _table_query(table: str) -> str:
    columns = column_list(TABLES[table].names)
    old, new = (
        f"SELECT {columns} FROM {source} SEMI JOIN kept USING (document_id)"
        for source in (table, f"staged_{table}")
    )
    return f"""
        WITH come AS ({new} EXCEPT ALL {old}), gone AS ({old} EXCEPT ALL {new}),
        each_row AS (SELECT article_id, 1 AS filled, 0 AS emptied, to_json(come) AS row FROM come
                     UNION ALL SELECT article_id, 0, 1, to_json(gone) FROM gone)
        SELECT a.publisher, CAST(sum(filled) AS BIGINT), CAST(sum(emptied) AS BIGINT), 0, min(r.article_id),
               arg_min(CAST(row AS VARCHAR), r.article_id || row) FILTER (emptied = 1),
               arg_min(CAST(row AS VARCHAR), r.article_id || row) FILTER (filled = 1)
        FROM each_row r JOIN articles_new a USING (article_id)
        GROUP BY a.publisher ORDER BY count(*) DESC, a.publisher
    """
