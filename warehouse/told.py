"""What is known of articles for telling stories: which come and go with a change, and the facts of days.

Needs the tables of `changes` and `clusters.work_out_clusters`. An article takes part in stories if it is
canonical, has a day, and is no digest; of those of the archive only if it has its row in ``story_articles``.
"""

from collections.abc import Collection

import duckdb
import pyarrow as pa

from copydesk.stories.facts import STORY_FACTS
from warehouse.changes import make_table
from warehouse.lake import column_list

DAY_ZERO = "DATE '1970-01-01'"
_LISTS = ("title_terms", "terms", "term_counts", "entity_ids")
LIGHT = [name for name in STORY_FACTS.names if name not in _LISTS]
"""Columns of facts that are not lists."""


def work_out_told(con: duckdb.DuckDBPyConnection, *, anew: bool) -> None:
    """Make ``told_gone`` and ``told_come``: facts of articles that are there no more or are different now,
    and of those that were not there or were different.

    Args:
        con: connection with the tables, in a transaction.
        anew: whether to take all articles that there are for new ones.
    """
    con.execute(_NOW.format(archive=_ALL if anew else _MOVED))
    con.execute(_BEFORE)
    _make_facts(con, "told_before", "rows_before", "article_terms", "mentions")
    _make_facts(con, "told_now", "rows_now", "terms_now", "mentions_now")
    same = " AND ".join(f"b.{name} IS NOT DISTINCT FROM n.{name}" for name in STORY_FACTS.names)
    for made, kept, left in (
        ("told_gone", "told_before b", "told_now n"),
        ("told_come", "told_now n", "told_before b"),
    ):
        con.execute(f"CREATE OR REPLACE TEMP TABLE {made} AS FROM {kept} ANTI JOIN {left} ON {same}")


def articles_by_day(con: duckdb.DuckDBPyConnection) -> dict[int, int]:
    """How many articles each day is to have, of days that have any."""
    return dict(con.execute(_BY_DAY).fetchall())


def facts_of_days(con: duckdb.DuckDBPyConnection, days: Collection[int]) -> pa.Table:
    """Facts in `STORY_FACTS` of the articles that these days are to have."""
    make_table(con, "days_asked", pa.table({"day": pa.array(sorted(days), pa.int32())}))
    con.execute(_HELD)
    _make_facts(con, "told_held", "rows_held", "article_terms", "mentions")
    both = "FROM told_held UNION ALL FROM told_come SEMI JOIN days_asked USING (day)"
    return con.execute(both).to_arrow_table().cast(STORY_FACTS)


def light_facts(con: duckdb.DuckDBPyConnection, articles: str) -> pa.Table:
    """Facts in the columns `LIGHT` of the articles in the table ``articles``, as they are to be."""
    schema = pa.schema([STORY_FACTS.field(name) for name in LIGHT])
    rows = con.execute(_LIGHT.format(articles=articles)).to_arrow_table()
    return rows.select(LIGHT).cast(schema)


def _make_facts(con: duckdb.DuckDBPyConnection, name: str, rows: str, terms: str, mentions: str) -> None:
    """A temporary table ``name`` in the columns of `STORY_FACTS`, of the articles in ``rows``."""
    query = _FACTS.format(rows=rows, terms=terms, mentions=mentions)
    columns = column_list(STORY_FACTS.names)
    con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {columns} FROM ({query})")


# The day of a time that is known to the week, month or year only is not known.
_ROW = """
SELECT a.article_id, a.cluster_id, a.title,
       epoch_us(CASE WHEN a.published_at IS NULL THEN d.captured_at
                     WHEN coalesce(a.published_precision, 'day') IN ('minute', 'hour', 'day')
                     THEN a.published_at END) // 86400000000 AS day,
       CASE WHEN a.published_precision IN ('minute', 'hour')
            THEN epoch_us(a.published_at) // 60000000 % 1440 END AS minute,
       lower(trim(coalesce(a.publisher_id, a.publisher, d.source))) AS outlet
"""

_DATED = "a.is_canonical AND a.kind <> 'digest' AND coalesce(a.published_at, d.captured_at) IS NOT NULL"

_MOVED = "(FROM articles_moved)"
_ALL = """(
    FROM articles_moved UNION ALL BY NAME
    FROM articles WHERE article_id NOT IN (SELECT article_id FROM articles_moved)
                    AND document_id NOT IN (SELECT document_id FROM kept)
)"""

_NOW = f"""
CREATE OR REPLACE TEMP VIEW documents_now AS
SELECT document_id, source, captured_at FROM staged_documents SEMI JOIN kept USING (document_id)
UNION ALL
SELECT document_id, source, captured_at FROM documents
WHERE document_id NOT IN (SELECT document_id FROM kept);
CREATE OR REPLACE TEMP VIEW terms_now AS
SELECT article_id, language_code, terms FROM staged_article_terms SEMI JOIN kept USING (document_id)
UNION ALL
SELECT article_id, language_code, terms FROM article_terms
WHERE document_id NOT IN (SELECT document_id FROM kept);
CREATE OR REPLACE TEMP VIEW mentions_now AS
SELECT article_id, entity_id FROM staged_mentions SEMI JOIN kept USING (document_id)
UNION ALL
SELECT article_id, entity_id FROM mentions WHERE document_id NOT IN (SELECT document_id FROM kept);
CREATE OR REPLACE TEMP TABLE rows_now AS
WITH changed AS (
    SELECT s.* REPLACE (w.cluster_id AS cluster_id, w.is_canonical AS is_canonical)
    FROM staged_articles s SEMI JOIN kept ON kept.document_id = s.document_id
    JOIN assigned w ON w.article_id = s.article_id
    UNION ALL BY NAME FROM {{archive}}
)
FROM ({_ROW} FROM changed a JOIN documents_now d USING (document_id) WHERE {_DATED}) WHERE day IS NOT NULL
"""

_BEFORE = f"""
CREATE OR REPLACE TEMP TABLE rows_before AS
{_ROW} FROM articles a JOIN documents d USING (document_id)
SEMI JOIN story_articles s ON s.article_id = a.article_id
WHERE a.document_id IN (SELECT document_id FROM kept)
   OR a.article_id IN (SELECT article_id FROM articles_moved)
"""

_OF_DAYS = f"""
SELECT article_id FROM story_articles
WHERE day - {DAY_ZERO} IN (FROM days_asked)
  AND day >= {DAY_ZERO} + (SELECT min(day) FROM days_asked)
  AND day <= {DAY_ZERO} + (SELECT max(day) FROM days_asked)
  AND article_id NOT IN (SELECT article_id FROM told_gone)
"""

_HELD = f"""
CREATE OR REPLACE TEMP TABLE rows_held AS
{_ROW} FROM articles a JOIN documents d USING (document_id) WHERE a.article_id IN ({_OF_DAYS})
"""

_FACTS = """
WITH named AS (
    SELECT article_id, list(DISTINCT entity_id ORDER BY entity_id) AS entity_ids
    FROM {mentions} SEMI JOIN {rows} USING (article_id) GROUP BY article_id
),
worded AS (
    SELECT article_id, any_value(nullif(language_code, 'und')) AS language_code, any_value(terms) AS found
    FROM {terms} SEMI JOIN {rows} USING (article_id) GROUP BY article_id
)
SELECT r.*, w.language_code,
       coalesce([t.term FOR t IN found IF t.in_title], []) AS title_terms,
       coalesce([t.term FOR t IN found], []) AS terms,
       coalesce([least(t.count, 255) FOR t IN found], []) AS term_counts,
       coalesce(n.entity_ids, []) AS entity_ids
FROM {rows} r LEFT JOIN worded w USING (article_id) LEFT JOIN named n USING (article_id)
"""

_BY_DAY = f"""
SELECT day, CAST(sum(articles) AS BIGINT) FROM (
    SELECT day - {DAY_ZERO} AS day, count(*) AS articles FROM story_articles GROUP BY ALL
    UNION ALL SELECT day, count(*) FROM told_come GROUP BY ALL
    UNION ALL SELECT day, -count(*) FROM told_gone GROUP BY ALL
) GROUP BY day HAVING sum(articles) > 0
"""

_LIGHT = f"""
SELECT {column_list(LIGHT)} FROM told_come SEMI JOIN {{articles}} USING (article_id)
UNION ALL BY NAME
SELECT {column_list(LIGHT)} FROM (
    {_ROW}, (SELECT language_code FROM story_articles s WHERE s.article_id = a.article_id) AS language_code
    FROM articles a JOIN documents d USING (document_id)
    SEMI JOIN {{articles}} g ON g.article_id = a.article_id
    WHERE a.article_id NOT IN (SELECT article_id FROM told_come)
)
"""
