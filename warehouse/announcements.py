"""Links of teasers to the stories that they announce: what a change of the archive adds and takes away."""

import duckdb

from copydesk.arrow import conform
from copydesk.dedup.group import Tie
from copydesk.dedup.teasers import teaser_links
from copydesk.schemas import LINKS, SEGMENTS
from warehouse.changes import make_table
from warehouse.lake import column_list
from warehouse.matching import Matched, links_table
from warehouse.membership import read_facts, with_liveness


def match_teasers(con: duckdb.DuckDBPyConnection) -> Matched:
    """Links of the teasers with a title that an article of a touched text has."""
    con.execute(_TITLES)
    facts = read_facts(con, "SELECT * FROM titled WHERE is_live")
    wanted = links_table(teaser_links(facts))
    make_table(con, "links_found", wanted)
    held = (
        f"SELECT {column_list(LINKS.names)} FROM links WHERE relation = '{Tie.TEASER}' AND"
        " (content_hash IN (FROM teasers) OR other_content_hash IN (FROM teasers))"
    )
    found = f"SELECT {column_list(LINKS.names)} FROM links_found"
    return Matched(
        come=conform(con.execute(f"{found} EXCEPT ({held})").to_arrow_table(), LINKS),
        gone=conform(con.execute(f"{held} EXCEPT {found}").to_arrow_table(), LINKS),
        segments=SEGMENTS.empty_table(),
        compare=lambda _one, _other: None,
    )


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
