"""Rows of the tables as the steps make them, from records and refusals."""

import logging
from collections.abc import Iterator
from typing import Any, Final, TypeAlias

import pyarrow as pa

from copydesk.enriched_schemas import ENRICHED_COLUMNS
from copydesk.errors import BadInputError
from copydesk.identity import article_id, document_id
from copydesk.params import PipelineParams, RepeatParams
from copydesk.profiles import ProfileVersion, lineage_fingerprint
from copydesk.records import Article, SourceFile, Split
from copydesk.repetition import source_of, story_lines
from copydesk.schemas import ARTICLES, DOCUMENTS
from copydesk.version import __version__

STAGED_DOCUMENTS: Final = DOCUMENTS.append(
    pa.field("text", pa.string(), metadata={"doc": "decoded text; null if not decoded", "unit": ""})
)
"""`schemas.DOCUMENTS` with the text, on its way from load to split."""

_ENRICHED: Final = {field.name for field in ENRICHED_COLUMNS} | {
    "content_hash", "title_hash", "cluster_id", "is_canonical",
}  # fmt: skip
STAGED_ARTICLES: Final = pa.schema(
    [f for f in ARTICLES if f.name not in _ENRICHED], metadata=ARTICLES.metadata
)
"""`schemas.ARTICLES` without the columns that `enrich_articles` fills."""

ENRICHED_ARTICLES: Final = ARTICLES.append(
    pa.field(
        "words", pa.list_(pa.uint32()), metadata={"doc": "hashes of the words compared, in order", "unit": ""}
    )
)
"""`schemas.ARTICLES` with the words of each, on its way from enrich to dedup."""

Row: TypeAlias = dict[str, Any]
"""Column name to value."""

_LOG: Final = logging.getLogger(__name__)


def new_document(file: SourceFile, raw: bytes) -> Row:
    """Row of a document before it is read; the lineage columns are missing."""
    return {
        "document_id": file.document_id or document_id(raw),
        "batch_id": file.batch_id,
        "uri": file.uri,
        "source": file.source,
        "url": file.url,
        "captured_at": file.captured_at,
        "byte_count": len(raw),
        "media_type": None,
        "encoding": None,
        "encoding_source": None,
        "encoding_confidence": None,
        "outcome": "kept",
        "reason_code": None,
        "text_chars": 0,
        "removed_chars": 0,
        "article_chars": 0,
        "boilerplate_chars": 0,
        "article_count": 0,
        "repeated_lines": [],
        "profile_name": None,
        "profile_version": None,
        "text": None,
    }


def check_split(split: Split) -> None:
    """Returns only when blocks tile the text and point at articles that exist, each with its own start.

    Raises:
        ValueError: text is lost, doubled or attributed to no article; the message says where.
    """
    at = 0
    for block in split.blocks:
        if block.start_char != at or block.end_char <= at:
            raise ValueError(f"blocks do not tile the text: {block.start_char}:{block.end_char} follows {at}")
        at = block.end_char
    if at != len(split.text):
        raise ValueError(f"blocks end at {at}, the text at {len(split.text)}")
    ordinals = [a.ordinal for a in split.articles]
    if ordinals != list(range(1, len(ordinals) + 1)):
        raise ValueError(f"articles are numbered {ordinals}")
    if len({a.start_char for a in split.articles}) != len(ordinals):
        raise ValueError("two articles start at the same character")
    strangers = {b.article for b in split.blocks} - {None, *ordinals}
    if strangers:
        raise ValueError(f"blocks belong to articles that do not exist: {sorted(map(str, strangers))}")


def counts(split: Split) -> Row:
    """What the document's row says of its split."""
    own = sum(b.end_char - b.start_char for b in split.blocks if b.article is not None)
    return {
        "text_chars": len(split.text),
        "article_chars": own,
        "boilerplate_chars": len(split.text) - own,
        "article_count": len(split.articles),
    }


def article_rows(split: Split, document: Row) -> Iterator[Row]:
    """Rows in `STAGED_ARTICLES`.

    Raises:
        UnicodeEncodeError: a text holds half a surrogate pair, which no table can store.
    """
    for article in split.articles:
        printed = _as_printed(article)
        "".join(value for value in printed.values() if isinstance(value, str)).encode()
        yield printed | {
            "article_id": article_id(document["document_id"], article.start_char),
            "document_id": document["document_id"],
            "batch_id": document["batch_id"],
            "extractor": split.extractor,
            "params_fingerprint": document["params_fingerprint"],
            "code_version": document["code_version"],
        }


def _as_printed(article: Article) -> Row:
    return {
        "ordinal": article.ordinal,
        "kind": article.kind.value,
        "title": article.title,
        "standfirst": article.standfirst,
        "body": article.body,
        "items": [item._asdict() for item in article.items] or None,
        "publisher": article.publisher,
        "byline": article.byline,
        "credit": article.credit,
        "agency": article.agency,
        "dateline": article.dateline,
        "published_raw": article.published_raw,
        "start_char": article.start_char,
        "end_char": article.end_char,
        "split_confidence": article.confidence,
    }


def block_rows(split: Split, document: Row) -> Iterator[Row]:
    """Rows in `schemas.BLOCKS`, in the order of the text."""
    ids = {a.ordinal: article_id(document["document_id"], a.start_char) for a in split.articles}
    for index, block in enumerate(split.blocks):
        yield {
            "document_id": document["document_id"],
            "batch_id": document["batch_id"],
            "block_index": index,
            "start_char": block.start_char,
            "end_char": block.end_char,
            "role": block.role.value,
            "article_id": ids[block.article] if block.article is not None else None,
            "rule": block.rule,
            "confidence": block.confidence,
            "text": split.text[block.start_char : block.end_char],
        }


def line_rows(split: Split, document: Row, params: RepeatParams) -> Iterator[Row]:
    """Rows in `schemas.LINES`; none when nobody knows whose page it is, or another tool made the text."""
    source = source_of(document["source"], document["url"])
    if source is None or document["media_type"] != "text/plain":
        return
    for line in story_lines(split, params):
        yield {"document_id": document["document_id"], "source": source} | line._asdict()


def lineage(params: PipelineParams) -> Row:
    """The columns that say what made a row."""
    return {"params_fingerprint": params.fingerprint(), "code_version": __version__}


def profiled(params: PipelineParams, profile: ProfileVersion | None) -> Row:
    """The columns of a document that say which profile was applied, and `lineage` with it."""
    made_by = lineage(params)
    return made_by | {
        "profile_name": profile.name if profile else None,
        "profile_version": profile.version if profile else None,
        "params_fingerprint": lineage_fingerprint(made_by["params_fingerprint"], profile),
    }


def refuse(document: Row, err: Exception, *, step: str) -> Row:
    """Write the refusal into the document's row and give back its row of quarantine."""
    if isinstance(err, BadInputError):
        outcome, reason, message = "quarantined", err.reason_code, err.message
    else:
        outcome, reason, message = "failed", "step_failed", f"{type(err).__name__}: {err}"
        _LOG.warning("%s failed on %s", step, document["uri"], exc_info=err)
    document |= {"outcome": outcome, "reason_code": reason}
    return {
        name: document[name]
        for name in ("document_id", "batch_id", "uri", "params_fingerprint", "code_version")
    } | {"step": step, "reason_code": reason, "message": message}
