"""The step enrich: what each article says, where and when, in which language, and how that is known.

Every article is enriched from its own document and nothing else, so its rows are the same in any chunk.
What depends on the archive (clusters, keywords, stories) is not worked out here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

import pyarrow as pa

from copydesk.arrow import conform, table_of
from copydesk.dates import resolve_published
from copydesk.dedup.words import hash_words
from copydesk.enriched_schemas import ARTICLE_TERMS, ENRICHED_COLUMNS, FIGURES, MENTIONS, QUOTES
from copydesk.html import EXTRACTOR as HTML_EXTRACTOR
from copydesk.identity import compared_text, hash_of_compared, title_hash, word_count
from copydesk.language import detect_language
from copydesk.params import PipelineParams
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


class Around(NamedTuple):
    """What stands around an article's text: its document, and its blocks of the roles that are read."""

    document: Mapping[str, Any]
    texts: Mapping[str, tuple[str, ...]]


def enrich_articles(
    articles: pa.Table, documents: pa.Table, blocks: pa.Table, params: PipelineParams = _DEFAULTS
) -> Enriched:
    """Articles with all that they say by themselves, and the tables that hold more than one row of each.

    Each article is its own cluster and canonical for now; `copydesk.dedup.cluster` corrects both.

    Args:
        articles: in `STAGED_ARTICLES`.
        documents: in `schemas.DOCUMENTS` or more; the documents of these articles.
        blocks: in `schemas.BLOCKS` or more; those of these articles at least.
        params: their `enrich_fingerprint` goes on every article.

    Raises:
        ValueError: an article's document is not among ``documents``.
    """
    known = {row["document_id"]: row for row in documents.to_pylist()}
    texts = _texts_by_article(blocks)
    made_by = params.enrich_fingerprint()
    rows: list[Row] = []
    compared: list[str] = []
    for row in conform(articles, STAGED_ARTICLES).to_pylist():
        if row["document_id"] not in known:
            raise ValueError(f"no document {row['document_id']!r} for article {row['article_id']!r}")
        around = Around(known[row["document_id"]], texts.get(row["article_id"], {}))
        compared.append(compared_text(row["title"], row["body"]))
        rows.append(
            row
            | _enriched(row, around, params)
            | _identified(row, compared[-1])
            | {"enrich_fingerprint": made_by}
        )
    for row, words in zip(rows, hash_words(compared), strict=True):
        row["words"] = words
    return Enriched(
        table_of(rows, ENRICHED_ARTICLES),
        table_of([], MENTIONS),
        table_of([], QUOTES),
        table_of([], FIGURES),
        table_of([], ARTICLE_TERMS),
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


def _identified(row: Mapping[str, Any], compared: str) -> Row:
    digest = hash_of_compared(compared, row["title"], row["body"])
    return {
        "content_hash": digest,
        "title_hash": title_hash(row["title"]),
        "cluster_id": digest,
        "is_canonical": True,
    }


def _enriched(row: Mapping[str, Any], around: Around, params: PipelineParams) -> Row:
    # a short body alone says little of its language, so the title comes first
    language = detect_language("\n".join(filter(None, (row["title"], row["body"]))), params.language)
    is_metadata = row["extractor"] == HTML_EXTRACTOR
    published = resolve_published(
        row["published_raw"], around.document["captured_at"], from_metadata=is_metadata
    )
    empty = dict.fromkeys(field.name for field in ENRICHED_COLUMNS)
    return empty | {
        "published_at": published.at,
        "published_precision": published.precision,
        "published_source": published.source,
        "language_code": language.code,
        "language_confidence": language.confidence,
        "word_count": word_count(row["body"]),
    }
