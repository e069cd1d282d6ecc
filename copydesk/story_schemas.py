"""Tables of stories, declared once: articles that tell one event, each in its own words."""

from typing import Final

import pyarrow as pa

from copydesk.columns import col, table

STORIES = table(
    "stories",
    "story_id",
    "Events that articles tell, each in its own words; copies of one text are a cluster and count once.",
    col("story_id", pa.string(), "digest of the cluster that told it first"),
    col("title", pa.string(), "title of the article likest to the others; null if none has one", null=True),
    col("title_article_id", pa.string(), "the article whose title that is"),
    col("article_count", pa.int64(), "canonical articles that tell it; 1 if it is told once"),
    col("outlet_count", pa.int64(), "different outlets among them, those unknown not counted"),
    col("first_day", pa.date32(), "day of the first of them (UTC)"),
    col("last_day", pa.date32(), "day of the last of them (UTC)"),
    col("language_codes", pa.list_(pa.string()), "their languages in order; empty if none was decided"),
)

STORY_ARTICLES = table(
    "story_articles",
    "article_id",
    "Which story each canonical article tells. One without a day, and a digest, tells none and has no row.",
    col("article_id", pa.string(), "canonical article of a current document"),
    col("story_id", pa.string(), "row of `stories`"),
    col("cluster_id", pa.string(), "cluster of copies that the article stands for"),
    col("day", pa.date32(), "day of publication (UTC), of capture where the page gives no time"),
    col("minute", pa.int64(), "minute of that day; null if only the day is known", unit="minutes", null=True),
    col("language_code", pa.string(), "language that its words are counted in; null if undecided", null=True),
    col("first_day", pa.date32(), "first day of the story"),
)

STORY_LINKS = table(
    "story_links",
    "day, article_id, other_article_id",
    "Pairs of canonical articles at most three days apart that may tell one event: stories are made of them.",
    col("day", pa.date32(), "day of the later one (UTC)"),
    col("article_id", pa.string(), "one of the two, the lesser id"),
    col("other_article_id", pa.string(), "the other one"),
    col("similarity", pa.float64(), "cosine of their words and names, less for days between", unit="0 to 1"),
)

STORY_TABLES: Final = (STORIES, STORY_ARTICLES, STORY_LINKS)
