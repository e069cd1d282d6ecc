"""What is said of a story: its title, how many tell it, from when to when."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pyarrow as pa

from copydesk.arrow import table_of
from copydesk.identity import normalise
from copydesk.stories.facts import in_order

DESCRIBED: Final = pa.schema(
    [
        pa.field("story_id", pa.string(), nullable=False),
        pa.field("title", pa.string()),
        pa.field("title_article_id", pa.string(), nullable=False),
        pa.field("article_count", pa.int64(), nullable=False),
        pa.field("outlet_count", pa.int64(), nullable=False),
        pa.field("first_day", pa.int32(), nullable=False),
        pa.field("last_day", pa.int32(), nullable=False),
        pa.field("language_codes", pa.list_(pa.string()), nullable=False),
    ]
)
"""Columns of stories."""


def describe_stories(facts: pa.Table, places: pa.Table, links: pa.Table) -> pa.Table:
    """A row for each story.

    Args:
        facts: in the columns of `STORY_FACTS` that are not lists, of all articles of the stories.
        places: in `group.PLACES`, of these articles.
        links: in `link.STORY_LINKS`, all between articles of one story; others are ignored.

    Returns:
        Rows in `DESCRIBED`, by ``story_id``. The title is that of the article which is likest to the
        others of the story, of those that have one; the earliest of equals.
    """
    story = dict(zip(places["article_id"].to_pylist(), places["story_id"].to_pylist(), strict=True))
    central: dict[str, float] = defaultdict(float)
    names = ("article_id", "other_article_id", "similarity")
    for one, other, similarity in zip(*(links[name].to_pylist() for name in names), strict=True):
        if story.get(one) == story.get(other) is not None:
            central[one] += similarity
            central[other] += similarity
    members: dict[str, list[dict[str, Any]]] = defaultdict(list)
    columns = ["article_id", "day", "minute", "cluster_id", "language_code", "title", "outlet"]
    for row in in_order(facts).select(columns).to_pylist():
        if row["article_id"] in story:
            members[story[row["article_id"]]].append(row)
    return table_of((_described(name, members[name], central) for name in sorted(members)), DESCRIBED)


def _described(
    story_id: str, members: Sequence[dict[str, Any]], central: Mapping[str, float]
) -> dict[str, Any]:
    # Of equals the first, and members are in the order of telling.
    best = max(members, key=lambda row: (bool(row["title"]), central.get(row["article_id"], 0.0)))
    outlets = {normalise(row["outlet"]) for row in members if row["outlet"]}
    days = [row["day"] for row in members]
    return {
        "story_id": story_id,
        "title": best["title"],
        "title_article_id": best["article_id"],
        "article_count": len(members),
        "outlet_count": len(outlets),
        "first_day": min(days),
        "last_day": max(days),
        "language_codes": sorted({row["language_code"] for row in members if row["language_code"]}),
    }
