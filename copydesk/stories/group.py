"""Stories and their articles from facts and links, in bulk: days in order, the ones before given."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

import pyarrow as pa

from copydesk.arrow import table_of
from copydesk.stories.facts import WINDOW, in_order
from copydesk.stories.tell import Place, Seen, Told, tell_day

PLACES: Final = pa.schema(
    [
        pa.field("article_id", pa.string(), nullable=False),
        pa.field("story_id", pa.string(), nullable=False),
        pa.field("day", pa.int32(), nullable=False),
        pa.field("language_code", pa.string()),
        pa.field("first_day", pa.int32(), nullable=False),
    ]
)
"""Which story each article tells, the article's day, and the story's first."""


def group_stories(facts: pa.Table, links: pa.Table, before: pa.Table | None = None) -> pa.Table:
    """The story of each article.

    Args:
        facts: of whole days, in the columns of `STORY_FACTS` that are not lists.
        links: in `STORY_LINKS`, all that tie these articles to each other and to those of ``before``.
        before: places of the articles of the `WINDOW` days before the first of ``facts``, in `PLACES`; none
            if these are the first days of all.

    Returns:
        Places in `PLACES`, by ``article_id``.
    """
    tied = _tied(links)
    recent: dict[int, list[Seen]] = defaultdict(list)
    for row in before.to_pylist() if before is not None else ():
        place = Place(row["story_id"], row["first_day"])
        recent[row["day"]].append(Seen(row["article_id"], row["language_code"], place))
    columns: list[tuple[object, ...]] = []
    for day, articles in _by_day(facts).items():
        known = [seen for back in range(1, WINDOW + 1) for seen in recent.get(day - back, ())]
        found = tell_day(day, articles, tied, known)
        recent[day] = [Seen(a.article_id, a.language_code, found[a.article_id]) for a in articles]
        columns += [
            (s.article_id, s.place.story_id, day, s.language_code, s.place.first_day) for s in recent[day]
        ]
    return table_of((dict(zip(PLACES.names, row, strict=True)) for row in columns), PLACES).sort_by(
        "article_id"
    )


def _by_day(facts: pa.Table) -> dict[int, list[Told]]:
    ordered = in_order(facts)
    found: dict[int, list[Told]] = defaultdict(list)
    for *told, day in zip(
        *(ordered.column(name).to_pylist() for name in ("article_id", "cluster_id", "language_code", "day")),
        strict=True,
    ):
        found[day].append(Told(*told))
    return found


def _tied(links: pa.Table) -> Mapping[str, Mapping[str, float]]:
    tied: dict[str, dict[str, float]] = defaultdict(dict)
    names = ("article_id", "other_article_id", "similarity")
    for one, other, similarity in zip(*(links[name].to_pylist() for name in names), strict=True):
        tied[one][other] = similarity
        tied[other][one] = similarity
    return tied
