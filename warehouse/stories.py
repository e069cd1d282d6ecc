"""What a change does to stories: links and places of the articles that it touches, and of those around them.

A change touches the days of the articles that come and go with it. Links differ of these articles and of
those of the two weeks after them of which a word is rarer or commoner now; they are found by reading the
facts of these days and those around. Then stories are told anew from the first day on that anything differs
for, until three days stand as they stood. So stories are a matter of what the archive holds and not of how it
came, and nothing is read that is far in time from what changes.
"""

from collections.abc import Collection, Iterator

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from copydesk.arrow import conform
from copydesk.schemas import TABLES
from copydesk.stories.describe import DESCRIBED, describe_stories
from copydesk.stories.facts import STORY_FACTS, WINDOW
from copydesk.stories.group import PLACES, group_stories
from copydesk.stories.link import STORY_LINKS, articles_to_link, days_affected, days_needed, story_links
from copydesk.story_schemas import STORY_TABLES
from warehouse.changes import make_table
from warehouse.lake import column_list
from warehouse.story_days import OF_DATES, StoryDays
from warehouse.told import DAY_ZERO, articles_by_day, facts_of_days, light_facts, work_out_told

_ARTICLES_AT_ONCE = 120_000
"""Articles whose terms are held in memory at once, at about 6 KB each; what one day needs is never cut."""


def work_out_stories(con: duckdb.DuckDBPyConnection, *, anew: bool = False) -> None:
    """Make ``<table>_gone`` and ``<table>_come`` of the tables of stories.

    Needs the tables of `changes` and `clusters.work_out_clusters`; nothing in the archive may have been
    changed yet but, with ``anew``, that the tables of stories are empty.
    """
    for schema in STORY_TABLES:
        for fate in ("gone", "come"):
            make_table(con, f"{_name(schema)}_{fate}", schema.empty_table())
    work_out_told(con, anew=anew)
    days = {
        row[0] for row in con.execute("SELECT day FROM told_gone UNION SELECT day FROM told_come").fetchall()
    }
    if not days:
        return
    _link(con, days)
    _tell(con)
    _describe(con)


def _name(schema: pa.Schema) -> str:
    return str(schema.metadata[b"table"].decode())


# -- links ---------------------------------------------------------------------------------------------


def _link(con: duckdb.DuckDBPyConnection, days: Collection[int]) -> None:
    """``story_links_gone`` and ``story_links_come``."""
    counts = articles_by_day(con)
    asked: list[str] = []
    found = [STORY_LINKS.empty_table()]
    for lot in _lots([day for day in days_affected(days) if day in counts], counts):
        facts = facts_of_days(con, days_needed(lot))
        of_lot = _linked(con, facts, lot)
        found.append(story_links(facts, of_lot))
        asked += of_lot
    make_table(con, "links_asked", pa.table({"article_id": pa.array(asked, pa.string())}))
    # Of two lots each has the pairs between them.
    make_table(con, "links_found", _dated(pa.concat_tables(found), TABLES["story_links"]))
    # A link is of the day of an article that is asked for or gone, or of one of those after it.
    con.execute(_LINKS_LEFT)
    con.execute(_LINKS_HELD, {"first": min(days), "last": max(days_affected(days)) + WINDOW})
    con.execute(_LINKS)


def _lots(days: list[int], counts: dict[int, int]) -> Iterator[list[int]]:
    """``days`` in runs whose facts and those they need fit in memory."""
    lot: list[int] = []
    for day in days:
        if lot and sum(counts.get(needed, 0) for needed in days_needed([*lot, day])) > _ARTICLES_AT_ONCE:
            yield lot
            lot = []
        lot.append(day)
    if lot:
        yield lot


def _linked(con: duckdb.DuckDBPyConnection, facts: pa.Table, days: Collection[int]) -> list[str]:
    """Articles of ``days`` whose links are to be found anew."""
    come = con.execute("SELECT article_id FROM told_come SEMI JOIN days_asked USING (day)").fetchall()
    gone = con.execute("FROM told_gone SEMI JOIN days_asked USING (day)").to_arrow_table()
    there = set(
        pc.filter(facts["article_id"], pc.is_in(facts["day"], pa.array(sorted(days), pa.int32()))).to_pylist()
    )
    named = articles_to_link(
        facts, [row[0] for row in come], gone.select(STORY_FACTS.names).cast(STORY_FACTS)
    )
    return [article for article in named if article in there]


def _dated(rows: pa.Table, schema: pa.Schema) -> pa.Table:
    """``rows``, in which days are numbers, in ``schema``."""
    columns = [
        rows[field.name].cast(pa.int32()).cast(pa.date32()) if field.type == pa.date32() else rows[field.name]
        for field in schema
    ]
    return conform(pa.table(columns, names=schema.names), schema)


# -- places --------------------------------------------------------------------------------------------


def _tell(con: duckdb.DuckDBPyConnection) -> None:
    """``story_articles_gone`` and ``story_articles_come``."""
    con.execute(_NOW)
    dirty = [row[0] for row in con.execute(_DIRTY).fetchall()]
    places = [PLACES.empty_table()]
    days = StoryDays(con)
    end = con.execute(_LAST_DAY).fetchall()[0][0]
    while dirty:
        told = _tell_from(days, dirty[0], set(dirty), end)
        places += [day for _, day in told]
        last = told[-1][0]
        dirty = [day for day in dirty if day > last]
    make_table(con, "places_found", pa.concat_tables(places))
    con.execute(_PLACES)


def _tell_from(stored: StoryDays, first: int, dirty: set[int], end: int) -> list[tuple[int, pa.Table]]:
    """Places of the days from ``first`` on, until they are as they were and nothing differs for the next."""
    before_first = stored.places(first - WINDOW, first - 1)
    recent = {
        day: before_first.filter(pc.equal(before_first["day"], day)) for day in range(first - WINDOW, first)
    }
    told: list[tuple[int, pa.Table]] = []
    is_same: list[bool] = []
    for day in range(first, end + 1):
        if day not in dirty and all(is_same[-WINDOW:]) and len(is_same) >= WINDOW:
            return told
        before = pa.concat_tables([recent[day - back] for back in range(1, WINDOW + 1)])
        recent[day] = group_stories(stored.facts(day, day), stored.links(day, day), before)
        told.append((day, recent[day]))
        is_same.append(recent[day].equals(stored.places(day, day).sort_by("article_id")))
    return told


# -- stories -------------------------------------------------------------------------------------------


def _describe(con: duckdb.DuckDBPyConnection) -> None:
    """``stories_gone`` and ``stories_come``."""
    con.execute(_STORIES_TOUCHED)
    places = con.execute(_TOUCHED_PLACES).to_arrow_table().select(PLACES.names).cast(PLACES)
    make_table(con, "members_touched", places)
    days = places["day"].to_pylist() or [0]
    rows = con.execute(_TOUCHED_LINKS, {"first": min(days), "last": max(days)}).to_arrow_table()
    links = rows.select(STORY_LINKS.names).cast(STORY_LINKS)
    described = describe_stories(light_facts(con, "members_touched"), places, links)
    make_table(con, "stories_found", _dated(described.select(DESCRIBED.names), TABLES["stories"]))
    con.execute(_STORIES)


_LINK_COLUMNS = column_list(TABLES["story_links"].names)
_PLACE_COLUMNS = column_list(TABLES["story_articles"].names)
_STORY_COLUMNS = column_list(TABLES["stories"].names)

_LINKS_LEFT = """
CREATE OR REPLACE TEMP TABLE links_left AS
SELECT article_id FROM links_asked UNION SELECT article_id FROM told_gone
"""

_LINKS_HELD = f"""
CREATE OR REPLACE TEMP TABLE links_held AS
SELECT {_LINK_COLUMNS} FROM story_links
WHERE {OF_DATES} AND (article_id IN (FROM links_left) OR other_article_id IN (FROM links_left))
"""

_LINKS = f"""
CREATE OR REPLACE TEMP TABLE story_links_come AS
SELECT DISTINCT {_LINK_COLUMNS} FROM links_found EXCEPT SELECT {_LINK_COLUMNS} FROM links_held;
CREATE OR REPLACE TEMP TABLE story_links_gone AS
SELECT {_LINK_COLUMNS} FROM links_held EXCEPT SELECT {_LINK_COLUMNS} FROM links_found;
CREATE OR REPLACE TEMP VIEW story_links_now AS
SELECT {_LINK_COLUMNS} FROM story_links
ANTI JOIN story_links_gone USING (day, article_id, other_article_id)
UNION ALL SELECT {_LINK_COLUMNS} FROM story_links_come
"""

_NOW = f"""
CREATE OR REPLACE TEMP VIEW told_days AS
SELECT article_id, cluster_id, day - {DAY_ZERO} AS day, minute, language_code FROM story_articles
WHERE article_id NOT IN (SELECT article_id FROM told_gone)
UNION ALL SELECT article_id, cluster_id, day, minute, language_code FROM told_come
"""

_DIRTY = f"""
SELECT day FROM told_gone UNION SELECT day FROM told_come
UNION SELECT day - {DAY_ZERO} FROM story_links_gone UNION SELECT day - {DAY_ZERO} FROM story_links_come
ORDER BY day
"""

_LAST_DAY = f"""
SELECT greatest((SELECT max(day) - {DAY_ZERO} FROM story_articles), (SELECT max(day) FROM told_come),
                (SELECT max(day) FROM told_gone))
"""

_PLACES = f"""
CREATE OR REPLACE TEMP TABLE places_wanted AS
SELECT p.article_id, p.story_id, t.cluster_id, {DAY_ZERO} + p.day AS day, CAST(t.minute AS BIGINT) AS minute,
       p.language_code, {DAY_ZERO} + p.first_day AS first_day
FROM places_found p JOIN told_days t USING (article_id);
CREATE OR REPLACE TEMP TABLE places_held AS
SELECT {_PLACE_COLUMNS} FROM story_articles
WHERE article_id IN (SELECT article_id FROM places_found UNION SELECT article_id FROM told_gone);
CREATE OR REPLACE TEMP TABLE story_articles_come AS
SELECT {_PLACE_COLUMNS} FROM places_wanted EXCEPT SELECT {_PLACE_COLUMNS} FROM places_held;
CREATE OR REPLACE TEMP TABLE story_articles_gone AS
SELECT {_PLACE_COLUMNS} FROM places_held EXCEPT SELECT {_PLACE_COLUMNS} FROM places_wanted;
CREATE OR REPLACE TEMP VIEW story_articles_now AS
SELECT {_PLACE_COLUMNS} FROM story_articles
WHERE article_id NOT IN (SELECT article_id FROM story_articles_gone)
UNION ALL SELECT {_PLACE_COLUMNS} FROM story_articles_come
"""

# Of articles whose place stays, the title or the links may have changed.
_STORIES_TOUCHED = """
CREATE OR REPLACE TEMP TABLE stories_touched AS
WITH articles_touched AS (
    SELECT article_id FROM told_come
    UNION SELECT article_id FROM story_links_come UNION SELECT other_article_id FROM story_links_come
    UNION SELECT article_id FROM story_links_gone UNION SELECT other_article_id FROM story_links_gone
)
SELECT story_id FROM story_articles_gone UNION SELECT story_id FROM story_articles_come
UNION SELECT story_id FROM story_articles_now SEMI JOIN articles_touched USING (article_id)
"""

_TOUCHED_PLACES = f"""
SELECT * REPLACE (day - {DAY_ZERO} AS day, first_day - {DAY_ZERO} AS first_day)
FROM story_articles_now SEMI JOIN stories_touched USING (story_id)
"""

_TOUCHED_LINKS = f"""
SELECT l.* REPLACE (l.day - {DAY_ZERO} AS day) FROM (FROM story_links_now WHERE {OF_DATES}) l
JOIN members_touched a ON a.article_id = l.article_id
JOIN members_touched b ON b.article_id = l.other_article_id AND b.story_id = a.story_id
"""

_STORIES = f"""
CREATE OR REPLACE TEMP TABLE stories_held AS
SELECT {_STORY_COLUMNS} FROM stories SEMI JOIN stories_touched USING (story_id);
CREATE OR REPLACE TEMP TABLE stories_come AS
SELECT {_STORY_COLUMNS} FROM stories_found EXCEPT SELECT {_STORY_COLUMNS} FROM stories_held;
CREATE OR REPLACE TEMP TABLE stories_gone AS
SELECT {_STORY_COLUMNS} FROM stories_held EXCEPT SELECT {_STORY_COLUMNS} FROM stories_found
"""
