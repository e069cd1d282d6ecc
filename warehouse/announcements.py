"""Links of teasers to the stories that they announce: what a change of the archive adds and takes away."""

import duckdb

from copydesk.dedup.group import Tie
from copydesk.dedup.teasers import teaser_links
from warehouse.matching import LinkChanges, link_changes
from warehouse.membership import read_facts, with_liveness


def match_teasers(con: duckdb.DuckDBPyConnection) -> LinkChanges:
    """Links of the teasers with a title that an article of a touched text has."""
    con.execute(_TITLES)
    found = teaser_links(read_facts(con, "SELECT * FROM titled WHERE is_live"))
    return link_changes(con, found, f"relation = '{Tie.TEASER}'", "teasers")


# Titles that touch a teaser, and with them all that the teasers' texts are called elsewhere.
_TITLES = f"""
CREATE OR REPLACE TEMP TABLE titles_touched AS
SELECT title_hash FROM members WHERE title_hash IS NOT NULL
UNION
SELECT title_hash FROM articles SEMI JOIN kept USING (document_id) WHERE title_hash IS NOT NULL;
CREATE OR REPLACE TEMP TABLE teasers AS
SELECT content_hash FROM articles SEMI JOIN titles_touched USING (title_hash) WHERE kind = 'teaser'
UNION
SELECT content_hash FROM staged_articles SEMI JOIN titles_touched USING (title_hash) WHERE kind = 'teaser';
CREATE OR REPLACE TEMP TABLE titles AS
SELECT DISTINCT title_hash FROM articles_now SEMI JOIN teasers USING (content_hash)
WHERE kind = 'teaser' AND title_hash IS NOT NULL;
CREATE OR REPLACE TEMP TABLE titled AS
SELECT * FROM ({with_liveness("SEMI JOIN titles USING (title_hash)")})
WHERE kind <> 'teaser' OR content_hash IN (FROM teasers)
"""
