"""Which articles there are once the changes that a connection holds are made, and which of them are live.

An article that is not *live* takes no part in clusters: its document is superseded (none of its files is
current any more), or it was retracted, or its document or all batches that hold it were.
"""

import duckdb

from copydesk.dedup.facts import FACTS, Fact, facts_of
from copydesk.schemas import ARTICLES, DOCUMENTS
from warehouse.lake import column_list

_OF_ARTICLE = [name for name in FACTS.names if name in ARTICLES.names]
_OF_DOCUMENT = [name for name in FACTS.names if name in DOCUMENTS.names]


def make_articles_now(con: duckdb.DuckDBPyConnection) -> None:
    """Make the view ``articles_now``: articles with their bodies; needs ``kept`` and ``staged_articles``."""
    con.execute(_ARTICLES_NOW)


def make_touched_texts(con: duckdb.DuckDBPyConnection) -> None:
    """Make ``touched_texts``: those of the articles that `changes.work_out` found to change."""
    con.execute(_TOUCHED_TEXTS)


def settle_touched(con: duckdb.DuckDBPyConnection) -> None:
    """Make ``members`` of the texts in ``touched_texts``, and ``touched``: which a live article has."""
    make_members(con, "touched_texts")
    con.execute(_TOUCHED)


def make_members(con: duckdb.DuckDBPyConnection, texts: str) -> None:
    """Make ``members``: all articles of the texts in the table ``texts``, and whether they are live."""
    rows = with_liveness(f"SEMI JOIN {texts} USING (content_hash)")
    con.execute(f"CREATE OR REPLACE TEMP TABLE members AS {rows}")


def read_facts(con: duckdb.DuckDBPyConnection, rows: str) -> list[Fact]:
    """The articles that the query ``rows`` gives, which is of ``members`` or the like."""
    table = con.execute(f"SELECT {column_list(FACTS.names)} FROM ({rows})").to_arrow_table()
    return facts_of(table.cast(FACTS))


def with_liveness(chosen: str) -> str:
    """A query of ``articles_now`` with ``chosen`` behind its FROM: the facts of articles, and ``is_live``."""
    return f"""
WITH found AS (
    SELECT {column_list([*_OF_ARTICLE, "document_id"])} FROM articles_now {chosen}
),
held AS (
    SELECT document_id, {column_list(_OF_DOCUMENT)} FROM staged_documents SEMI JOIN kept USING (document_id)
    UNION ALL
    SELECT document_id, {column_list(_OF_DOCUMENT)} FROM documents
    WHERE document_id IN (SELECT document_id FROM found)
      AND document_id NOT IN (SELECT document_id FROM kept)
),
holding AS (
    SELECT document_id, batch_id FROM files
    WHERE is_current AND document_id IN (SELECT document_id FROM found)
      AND NOT EXISTS (FROM files_gone g WHERE g.batch_id = files.batch_id AND g.path = files.path
                      AND g.version = files.version)
    UNION
    SELECT document_id, batch_id FROM files_come WHERE is_current AND document_id IS NOT NULL
),
live AS (
    SELECT document_id FROM holding
    WHERE batch_id NOT IN (SELECT target FROM retractions_now WHERE scope = 'batch')
      AND document_id NOT IN (SELECT target FROM retractions_now WHERE scope = 'document')
)
SELECT found.*, {column_list(_OF_DOCUMENT, prefix="held.")},
       found.document_id IN (SELECT document_id FROM live)
       AND NOT EXISTS (FROM retractions_now r WHERE r.scope = 'article'
                       AND (r.target = found.article_id OR (r.document_id = found.document_id
                                                            AND r.content_hash = found.content_hash)))
           AS is_live
FROM found JOIN held USING (document_id)
"""


_ARTICLES_NOW = f"""
CREATE OR REPLACE TEMP VIEW articles_now AS
SELECT {column_list([*_OF_ARTICLE, "body", "document_id"])}
FROM staged_articles SEMI JOIN kept USING (document_id)
UNION ALL
SELECT {column_list([*_OF_ARTICLE, "body", "document_id"])}
FROM articles WHERE document_id NOT IN (SELECT document_id FROM kept)
"""

# Texts of what comes, of what it replaces, and of documents that one file less or more holds.
_TOUCHED_TEXTS = """
CREATE OR REPLACE TEMP TABLE touched_texts AS
WITH moved AS (
    SELECT document_id FROM kept
    UNION SELECT document_id FROM files_gone
    UNION SELECT document_id FROM files_come
)
SELECT content_hash FROM articles SEMI JOIN moved USING (document_id)
UNION
SELECT content_hash FROM staged_articles SEMI JOIN kept USING (document_id)
"""

_TOUCHED = """
CREATE OR REPLACE TEMP TABLE touched AS
SELECT content_hash, coalesce(bool_or(is_live), false) AS is_live
FROM touched_texts LEFT JOIN members USING (content_hash) GROUP BY content_hash
"""
