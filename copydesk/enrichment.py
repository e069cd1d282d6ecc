"""The step enrich: what each article says, where and when, in which language, and how that is known.

Every article is enriched from its own document and nothing else, so its rows are the same in any chunk.
What depends on the archive (clusters, keywords, stories) is not worked out here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import pyarrow as pa

from copydesk.arrow import conform, table_of
from copydesk.dates import DayOrder, day_order_of
from copydesk.dedup.words import hash_words
from copydesk.enriched_rows import Around, printed_times, read_article
from copydesk.enriched_schemas import ARTICLE_TERMS, FIGURES, MENTIONS, QUOTES
from copydesk.identity import compared_text, hash_of_compared, title_hash
from copydesk.params import PipelineParams
from copydesk.profiles import NO_PROFILES, ProfileSet
from copydesk.roles import Role
from copydesk.rows import ENRICHED_ARTICLES, STAGED_ARTICLES, Row

_DEFAULTS: Final = PipelineParams()
READ_ROLES: Final = (Role.TIME.value, Role.DATELINE.value, Role.CAPTION.value, Role.CREDIT.value)
"""Roles of the blocks that are read beside an article's own row."""


class Enriched(NamedTuple):
    """``articles`` in `ENRICHED_ARTICLES`, the others in the schemas of their names; all by article."""

    articles: pa.Table
    mentions: pa.Table
    quotes: pa.Table
    figures: pa.Table
    article_terms: pa.Table


def enrich_articles(
    articles: pa.Table,
    documents: pa.Table,
    blocks: pa.Table,
    params: PipelineParams = _DEFAULTS,
    profiles: ProfileSet = NO_PROFILES,
) -> Enriched:
    """Articles with all that they say by themselves, and the tables that hold more than one row of each.

    Each article is its own cluster and canonical for now; `copydesk.dedup.cluster` corrects both.

    Args:
        articles: in `STAGED_ARTICLES`; all those of their documents.
        documents: in `schemas.DOCUMENTS` or more; the documents of these articles.
        blocks: in `schemas.BLOCKS` or more; those of these articles with `READ_ROLES` at least.
        params: their `enrich_fingerprint` goes on every article.
        profiles: the sites that are known: zone and order of their times.

    Raises:
        ValueError: an article's document is not among ``documents``.
    """
    given = conform(articles, STAGED_ARTICLES).to_pylist()
    compared = [compared_text(row["title"], row["body"]) for row in given]
    around = _surroundings(given, documents, blocks, profiles)
    said = [read_article(row, beside, params) for row, beside in zip(given, around, strict=True)]
    made_by = {"enrich_fingerprint": params.enrich_fingerprint()}
    rows = [
        row | own.columns | _identified(row, text) | made_by | {"words": words}
        for row, own, text, words in zip(given, said, compared, hash_words(compared), strict=True)
    ]
    return Enriched(
        table_of(rows, ENRICHED_ARTICLES),
        table_of((row for own in said for row in own.mentions), MENTIONS),
        table_of((row for own in said for row in own.quotes), QUOTES),
        table_of((row for own in said for row in own.figures), FIGURES),
        table_of((own.terms for own in said), ARTICLE_TERMS),
    )


def _surroundings(
    articles: Sequence[Row], documents: pa.Table, blocks: pa.Table, profiles: ProfileSet
) -> Iterator[Around]:
    known = {row["document_id"]: row for row in documents.to_pylist()}
    texts = _texts_by_article(blocks)
    orders = _day_orders(articles, texts)
    for row in articles:
        document = known.get(row["document_id"])
        if document is None:
            raise ValueError(f"no document {row['document_id']!r} for article {row['article_id']!r}")
        profile = profiles.pick(**{name: document[name] for name in ("source", "url", "captured_at")})
        rules = profile.rules if profile else None
        yield Around(
            document=document,
            texts=texts.get(row["article_id"], {}),
            day_order=(rules.day_order if rules else None) or orders[row["document_id"]],
            time_zone=rules.time_zone if rules else None,
        )


def _texts_by_article(blocks: pa.Table) -> dict[str, dict[str, tuple[str, ...]]]:
    """Article id to role to texts in order, of the roles that are read."""
    found: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for article, role, text in _read_blocks(blocks):
        found[article][role] = (*found[article].get(role, ()), text.strip())
    return found


def _read_blocks(blocks: pa.Table) -> Iterable[tuple[str, str, str]]:
    columns = (blocks[name].to_pylist() for name in ("article_id", "role"))
    for index, (article, role) in enumerate(zip(*columns, strict=True)):
        if article is not None and role in READ_ROLES:
            yield article, role, blocks["text"][index].as_py()


def _day_orders(
    articles: Sequence[Row], texts: Mapping[str, Mapping[str, tuple[str, ...]]]
) -> dict[str, DayOrder | None]:
    """By document, the order of day and month that the times of all its articles show together."""
    printed: dict[str, list[str]] = defaultdict(list)
    for row in articles:
        printed[row["document_id"]] += printed_times(row, texts.get(row["article_id"], {}))
    return {document: day_order_of(raws) for document, raws in printed.items()}


def _identified(row: Mapping[str, Any], compared: str) -> Row:
    digest = hash_of_compared(compared, row["title"], row["body"])
    return {
        "content_hash": digest,
        "title_hash": title_hash(row["title"]),
        "cluster_id": digest,
        "is_canonical": True,
    }
