"""What is stored of stories by day, read in spans: a year with few articles takes one query, not fifty."""

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from copydesk.stories.facts import STORY_FACTS
from copydesk.stories.group import PLACES
from copydesk.stories.link import STORY_LINKS
from warehouse.told import DAY_ZERO, LIGHT

_ARTICLES_AT_ONCE = 50_000
"""Articles whose facts, links and places are held at once, at about 1 KB each; what is asked is never cut."""

OF_DATES = f"day BETWEEN {DAY_ZERO} + CAST($first AS INTEGER) AND {DAY_ZERO} + CAST($last AS INTEGER)"
"""Condition on a column ``day`` of the archive; the parameters ``first`` and ``last`` are numbers of days."""

_FACTS = "FROM told_days WHERE day BETWEEN $first AND $last"
_LINKS = f"SELECT * REPLACE (day - {DAY_ZERO} AS day) FROM story_links_now WHERE {OF_DATES}"
_PLACES = f"""
SELECT * REPLACE (day - {DAY_ZERO} AS day, first_day - {DAY_ZERO} AS first_day)
FROM story_articles WHERE {OF_DATES}
"""
_FACT_NAMES = [name for name in LIGHT if name not in {"title", "outlet"}]


class StoryDays:
    """Facts and links as they are to be, and places as they are stored, of any days.

    Needs the views ``told_days`` and ``story_links_now`` on ``con``, and that they stay as they are.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con
        self._counts = dict(con.execute("SELECT day, count(*) FROM told_days GROUP BY day").fetchall())
        self._span = range(0)
        self._tables: tuple[pa.Table, ...] = ()

    def facts(self, first: int, last: int) -> pa.Table:
        """In `STORY_FACTS` without what grouping does not ask for."""
        return self._between(0, first, last)

    def links(self, first: int, last: int) -> pa.Table:
        """In `STORY_LINKS`."""
        return self._between(1, first, last)

    def places(self, first: int, last: int) -> pa.Table:
        """In `PLACES`, those of the archive before the change."""
        return self._between(2, first, last)

    def _between(self, which: int, first: int, last: int) -> pa.Table:
        if first not in self._span or last not in self._span:
            self._load(first, last)
        table = self._tables[which]
        days = table["day"]
        return table.filter(pc.and_(pc.greater_equal(days, first), pc.less_equal(days, last)))

    def _load(self, first: int, last: int) -> None:
        count = sum(self._counts.get(day, 0) for day in range(first, last + 1))
        end = max(self._counts, default=last)
        while last < end and count + self._counts.get(last + 1, 0) <= _ARTICLES_AT_ONCE:
            last += 1
            count += self._counts.get(last, 0)
        self._span = range(first, last + 1)
        facts = self._read(_FACTS, first, last).select(_FACT_NAMES)
        self._tables = (
            facts.cast(pa.schema([STORY_FACTS.field(name) for name in _FACT_NAMES])),
            self._read(_LINKS, first, last).select(STORY_LINKS.names).cast(STORY_LINKS),
            self._read(_PLACES, first, last).select(PLACES.names).cast(PLACES),
        )

    def _read(self, query: str, first: int, last: int) -> pa.Table:
        return self._con.execute(query, {"first": first, "last": last}).to_arrow_table()
