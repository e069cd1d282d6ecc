"""What is kept up over all articles: in how many each term stands, and whom their mentions mean.

Both follow from the rows of ``article_terms`` and ``mentions`` and from nothing else; a run only works out
the difference that its own documents make.
"""

from dataclasses import asdict

import duckdb

from copydesk.arrow import table_of
from copydesk.entities import entity_facts
from copydesk.schemas import TABLES
from warehouse.changes import make_table
from warehouse.lake import column_list


def work_out_tallies(con: duckdb.DuckDBPyConnection) -> None:
    """Make ``entities_gone``, ``entities_come``, ``term_counts_gone`` and ``term_counts_come``.

    Needs ``kept`` and the staged tables of `changes`; nothing in the archive may have been changed yet.
    """
    con.execute(_TERMS)
    con.execute(_ENTITIES)
    new = con.execute("FROM entities_new ORDER BY entity_id").fetchall()
    rows = (asdict(entity_facts(entity_id)) for (entity_id,) in new)
    make_table(con, "entities_come", table_of(rows, TABLES["entities"]))


# Of each term that a document of the run has or had, the count as it is to be; 0 takes it out.
_TERMS = f"""
CREATE OR REPLACE TEMP TABLE term_counts_gone AS
WITH spread AS (
    SELECT language_code, unnest(terms).term AS term, 1 AS change
    FROM staged_article_terms SEMI JOIN kept USING (document_id)
    UNION ALL
    SELECT language_code, unnest(terms).term, -1 FROM article_terms SEMI JOIN kept USING (document_id)
)
SELECT language_code, term, CAST(sum(change) AS BIGINT) AS change
FROM spread GROUP BY language_code, term HAVING sum(change) <> 0;
CREATE OR REPLACE TEMP TABLE term_counts_come AS
SELECT {column_list(TABLES["term_counts"].names)}
FROM (
    SELECT language_code, term, coalesce(c.article_count, 0) + change AS article_count
    FROM term_counts_gone LEFT JOIN term_counts c USING (language_code, term)
) WHERE article_count > 0
"""

# An entity is there while a mention means it.
_ENTITIES = """
CREATE OR REPLACE TEMP TABLE entities_new AS
SELECT DISTINCT entity_id FROM staged_mentions SEMI JOIN kept USING (document_id)
WHERE entity_id NOT IN (SELECT entity_id FROM entities);
CREATE OR REPLACE TEMP TABLE entities_gone AS
SELECT DISTINCT entity_id FROM mentions m SEMI JOIN kept USING (document_id)
WHERE NOT EXISTS (FROM mentions o WHERE o.entity_id = m.entity_id
                  AND o.document_id NOT IN (SELECT document_id FROM kept))
  AND entity_id NOT IN (SELECT entity_id FROM staged_mentions SEMI JOIN kept USING (document_id))
"""
