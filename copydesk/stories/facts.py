"""What grouping into stories knows of an article."""

from collections.abc import Iterable
from typing import Final, NamedTuple

import pyarrow as pa

from copydesk.arrow import table_of

WINDOW: Final = 3
"""Days between two tellings that are compared. The follow-up of a day ties a story to the next one, so that
a story may run for longer."""
FREQUENCY_DAYS: Final = 14
"""A word's weight on a day comes from this many days, the day itself the last: two weeks, so that what is
written every week (a league, a market report) counts as common."""

STORY_FACTS: Final = pa.schema(
    [
        pa.field("article_id", pa.string(), nullable=False),
        pa.field("cluster_id", pa.string(), nullable=False),
        pa.field("day", pa.int32(), nullable=False),
        pa.field("minute", pa.int16()),
        pa.field("language_code", pa.string()),
        pa.field("title", pa.string()),
        pa.field("outlet", pa.string()),
        pa.field("title_terms", pa.list_(pa.string()), nullable=False),
        pa.field("terms", pa.list_(pa.string()), nullable=False),
        pa.field("term_counts", pa.list_(pa.int32()), nullable=False),
        pa.field("entity_ids", pa.list_(pa.string()), nullable=False),
    ]
)
"""Columns of facts in bulk; those of `StoryFact`."""


class StoryFact(NamedTuple):
    """One canonical live article that has a day.

    ``cluster_id`` is that of its duplicates, which no other fact has; ``day`` counts from 1970-01-01, of
    publication or else capture, and ``minute`` is that of the day (UTC), None if only the day is known.
    ``terms`` are folded content words and names of title and body, each once, with ``term_counts`` beside
    them; ``title_terms`` those that the title has. ``entity_ids`` do not depend on the language; each once.
    """

    article_id: str
    cluster_id: str
    day: int
    minute: int | None
    language_code: str | None
    title: str | None
    outlet: str | None
    title_terms: tuple[str, ...]
    terms: tuple[str, ...]
    term_counts: tuple[int, ...]
    entity_ids: tuple[str, ...]


def facts_table(facts: Iterable[StoryFact]) -> pa.Table:
    """The facts as a table in `STORY_FACTS`."""
    return table_of((fact._asdict() for fact in facts), STORY_FACTS)


def in_order(facts: pa.Table) -> pa.Table:
    """``facts`` by day, minute (unknown last) and cluster: the order in which a story's first is told.

    Raises:
        ValueError: a ``cluster_id`` occurs twice.
    """
    keys = [(name, "ascending") for name in ("day", "minute", "cluster_id")]
    ordered = facts.sort_by(keys)
    if len(ordered.column("cluster_id").unique()) != len(ordered):
        raise ValueError("a cluster_id occurs twice among the articles to tell stories of")
    return ordered.combine_chunks()
