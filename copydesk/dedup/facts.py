"""What clustering knows of an article beside its text, and the order in which articles stand for others."""

from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

import pyarrow as pa

from copydesk.identity import normalise
from copydesk.roles import Kind
from copydesk.schemas import ARTICLES, DOCUMENTS

FACTS: Final = pa.schema(
    [
        *(
            ARTICLES.field(name)
            for name in (
                "article_id", "content_hash", "title_hash", "kind", "title", "publisher", "byline", "credit",
                "agency", "dateline", "published_at", "published_precision", "word_count",
            )
        ),
        *(DOCUMENTS.field(name) for name in ("source", "url", "captured_at")),
    ]
)  # fmt: skip
"""Columns that clustering reads of an article and its document."""

# What is printed short stands for a story only if nothing longer does: a teaser is an announcement, and a
# brief that came first is mostly the beginning of the story.
_KIND_ORDER: Final = {Kind.TEASER.value: 2, Kind.BRIEF.value: 1}

_SPANS: Final = {
    name: timedelta(days=days) for name, days in (("day", 1), ("week", 7), ("month", 31), ("year", 366))
}


class Fact(NamedTuple):
    """One article, in the columns of `FACTS`."""

    article_id: str
    content_hash: str
    title_hash: str | None
    kind: str
    title: str | None
    publisher: str | None
    byline: str | None
    credit: str | None
    agency: str | None
    dateline: str | None
    published_at: datetime | None
    published_precision: str | None
    word_count: int
    source: str | None
    url: str | None
    captured_at: datetime | None

    @property
    def seen_at(self) -> datetime | None:
        """When this version was there: published or else captured; None if unknown."""
        return self.published_at or self.captured_at

    @property
    def published_until(self) -> datetime | None:
        """End of the time in which it was published: of a day or month that is all that is known; or None."""
        if self.published_at is None:
            return None
        return self.published_at + _SPANS.get(self.published_precision or "", timedelta(minutes=1))

    @property
    def outlet(self) -> str | None:
        """`outlet_name` for comparison; None if unknown."""
        return normalise(self.outlet_name or "") or None

    @property
    def outlet_name(self) -> str | None:
        """Whose article it is: the publisher, else the source or host; None if unknown."""
        for printed in (self.publisher, self.source, urlsplit(self.url or "").hostname):
            if printed and normalise(printed):
                return printed
        return None

    @property
    def rank(self) -> tuple[Any, ...]:
        """Sorts the article that stands for its cluster first.

        By kind (briefs after others, teasers last), then the earliest known publication, then the most of
        title, publisher and byline, then the longest body, then the least id.
        """
        known = sum(value is not None for value in (self.title, self.publisher, self.byline))
        time = (self.published_at is None, self.published_at.timestamp() if self.published_at else 0.0)
        return (_KIND_ORDER.get(self.kind, 0), *time, -known, -self.word_count, self.article_id)


def facts_of(articles: pa.Table) -> list[Fact]:
    """Each article of a table that has the columns of `FACTS`.

    Raises:
        ValueError: an ``article_id`` occurs twice.
    """
    facts = [Fact(**row) for row in articles.select(FACTS.names).to_pylist()]
    if len({fact.article_id for fact in facts}) != len(facts):
        raise ValueError("an article_id occurs twice among the articles to cluster")
    return facts
