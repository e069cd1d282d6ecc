"""Arrow schemas of every table, declared once: type, null or not, doc and unit of each column.

Views, DDL, column comments and the data dictionary are derived from these.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

_UTC = pa.timestamp("us", tz="UTC")


def _col(name: str, type_: pa.DataType, doc: str, *, unit: str = "", null: bool = False) -> pa.Field:
    return pa.field(name, type_, nullable=null, metadata={"doc": doc, "unit": unit})


def _table(name: str, key: str, doc: str, *columns: pa.Field) -> pa.Schema:
    return pa.schema(list(columns), metadata={"table": name, "primary_key": key, "doc": doc})


_LINEAGE = (
    _col("params_fingerprint", pa.string(), "fingerprint of parameters and site profile that made the row"),
    _col("code_version", pa.string(), "version of copydesk that made the row"),
)
_BATCH = _col(
    "batch_id",
    pa.string(),
    "seed batch; of several that hold the same bytes, the one of the document's first sighting",
)
_DOCUMENT = _col("document_id", pa.string(), "sha256 of the file's bytes, hex")

DOCUMENTS = _table(
    "documents",
    "document_id",
    "One row for each distinct content of a file: what was read and what became of it.",
    _DOCUMENT,
    _BATCH,
    _col("uri", pa.string(), "batch and path of the document's first sighting, `<batch_id>/<path>`"),
    _col("source", pa.string(), "where the batch came from, from its manifest; null if unknown", null=True),
    _col("url", pa.string(), "address of the page, from the manifest; null if unknown", null=True),
    _col(
        "captured_at",
        _UTC,
        "when the page was fetched, from the manifest; null if unknown, never the clock",
        null=True,
    ),
    _col("byte_count", pa.int64(), "size of the file", unit="bytes"),
    _col(
        "media_type",
        pa.string(),
        "`text/plain` or `text/html`, decided from the content; null if undecided",
        null=True,
    ),
    _col("encoding", pa.string(), "text encoding as Python names it; null if not decoded", null=True),
    _col(
        "encoding_source",
        pa.string(),
        "how the encoding was decided: bom, utf8, declared, detected; null if not decoded",
        null=True,
    ),
    _col(
        "encoding_confidence",
        pa.float64(),
        "trust in the encoding; null if not decoded",
        unit="0 to 1",
        null=True,
    ),
    _col("outcome", pa.string(), "kept, quarantined or failed"),
    _col("reason_code", pa.string(), "why it was not kept; null if kept", null=True),
    _col("text_chars", pa.int64(), "length of the decoded text", unit="code points"),
    _col("removed_chars", pa.int64(), "control characters that decoding took out", unit="code points"),
    _col("article_chars", pa.int64(), "characters in blocks that belong to an article", unit="code points"),
    _col(
        "boilerplate_chars",
        pa.int64(),
        "characters in blocks that belong to none; with article_chars it makes text_chars",
        unit="code points",
    ),
    _col("article_count", pa.int64(), "articles cut from it"),
    _col("profile_name", pa.string(), "site profile that was applied; null if none matches it", null=True),
    _col("profile_version", pa.int64(), "version of that profile; null if none matches", null=True),
    *_LINEAGE,
)

ARTICLES = _table(
    "articles",
    "article_id",
    "One row for each article cut from a document.",
    _col("article_id", pa.string(), "hex blake2b-128 of document_id and start_char"),
    _DOCUMENT,
    _BATCH,
    _col("ordinal", pa.int64(), "place of the article in its document, from 1"),
    _col("kind", pa.string(), "article, brief, digest or teaser"),
    _col("title", pa.string(), "headline; null if the document gives none", null=True),
    _col("standfirst", pa.string(), "summary under the title; null if none", null=True),
    _col(
        "body",
        pa.string(),
        "text of the story without boilerplate, paragraphs parted by an empty line; empty for a teaser",
    ),
    _col("publisher", pa.string(), "outlet as printed; null if not given", null=True),
    _col("byline", pa.string(), "author line without its label; null if not given", null=True),
    _col("credit", pa.string(), "credit as printed: agency, desk or sign-off; null if none", null=True),
    _col(
        "agency",
        pa.string(),
        "news agency that the credit names or its sign-off shows; null if none",
        null=True,
    ),
    _col("dateline", pa.string(), "place that opens the story; null if none", null=True),
    _col("published_raw", pa.string(), "publication time as printed; null if not given", null=True),
    _col(
        "published_at",
        _UTC,
        "publication time; start of the day when only the day is known; null if unresolved",
        null=True,
    ),
    _col(
        "published_precision",
        pa.string(),
        "minute, hour, day, week, month or year; null if unresolved",
        null=True,
    ),
    _col(
        "published_source",
        pa.string(),
        "where published_at comes from: printed, relative_to_capture, page_metadata; null if unresolved",
        null=True,
    ),
    _col("language_code", pa.string(), "ISO 639-1, with a region for Chinese; null if undecided", null=True),
    _col(
        "language_confidence",
        pa.float64(),
        "detector's own estimate; null if undecided",
        unit="0 to 1",
        null=True,
    ),
    _col("word_count", pa.int64(), "words in the body; in scripts without spaces, characters", unit="words"),
    _col("start_char", pa.int64(), "first character of the article in the decoded text", unit="code points"),
    _col("end_char", pa.int64(), "one past its last character", unit="code points"),
    _col("split_confidence", pa.float64(), "trust in the article's bounds and title", unit="0 to 1"),
    _col("extractor", pa.string(), "what made the text: `text` (our own splitter) or `trafilatura`"),
    _col("content_hash", pa.string(), "hex blake2b-128 of the normalised text: equal means exact duplicate"),
    _col("cluster_id", pa.string(), "cluster of articles with the same text"),
    _col("is_canonical", pa.bool_(), "true for the one article that stands for its cluster"),
    *_LINEAGE,
)

BLOCKS = _table(
    "blocks",
    "document_id, block_index",
    "Every block of every document, in order: their texts joined give the decoded text back exactly.",
    _DOCUMENT,
    _BATCH,
    _col("block_index", pa.int64(), "place of the block in its document, from 0"),
    _col("start_char", pa.int64(), "first character in the decoded text", unit="code points"),
    _col("end_char", pa.int64(), "one past its last character", unit="code points"),
    _col("role", pa.string(), "what the block is; see the list of roles"),
    _col("article_id", pa.string(), "article that it belongs to; null for boilerplate", null=True),
    _col("rule", pa.string(), "rule or evidence that decided the role"),
    _col("confidence", pa.float64(), "trust in the role", unit="0 to 1"),
    _col("text", pa.string(), "the block's characters, white space included"),
)

DUPLICATES = _table(
    "duplicates",
    "article_id, other_article_id, relation",
    "Pairs of articles known to be copies of each other.",
    _col("article_id", pa.string(), "the copy"),
    _col("other_article_id", pa.string(), "the canonical article of the cluster"),
    _col("relation", pa.string(), "exact"),
    _col("similarity", pa.float64(), "1 for exact", unit="0 to 1"),
    _col("evidence", pa.string(), "what the relation rests on"),
    _col("rule_version", pa.string(), "version of the rule that found it"),
)

QUARANTINE = _table(
    "quarantine",
    "batch_id, uri, step, document_id",
    "Every file that could not be kept, with the reason.",
    _col("document_id", pa.string(), "sha256 of the bytes; null if they could not be read", null=True),
    _BATCH,
    _col("uri", pa.string(), "batch and path of the file, `<batch_id>/<path>`"),
    _col("step", pa.string(), "step that refused it: discover, load, split, enrich"),
    _col("reason_code", pa.string(), "from the closed list of reason codes"),
    _col("message", pa.string(), "what was found, in words"),
    *_LINEAGE,
)

FILES = _table(
    "files",
    "batch_id, path, version",
    "Every file seen in every batch, and the content it held: the ledger.",
    _BATCH,
    _col("path", pa.string(), "path inside the batch, with forward slashes"),
    _col("version", pa.int64(), "1 for the first content seen under this name, 2 for the next"),
    _col("is_current", pa.bool_(), "true for the newest version of the name"),
    _col(
        "document_id",
        pa.string(),
        "sha256 of the bytes; null if they could not be read or were refused by their digest",
        null=True,
    ),
    _col("source", pa.string(), "from the manifest; null if unknown", null=True),
    _col("url", pa.string(), "from the manifest; null if unknown", null=True),
    _col("captured_at", _UTC, "from the manifest; null if unknown", null=True),
)

RUNS = _table(
    "runs",
    "run_id",
    "Every run: what ran, on what, with which versions, and its counts.",
    _col("run_id", pa.string(), "random id of the run"),
    _col("command", pa.string(), "what was asked: ingest or replay"),
    _col("engine", pa.string(), "prefect or direct"),
    _col("state", pa.string(), "completed, failed or crashed"),
    _col("batch_ids", pa.list_(pa.string()), "batches it worked on"),
    _col(
        "inputs",
        pa.list_(pa.string()),
        "where those batches lay, in the same order: paths on the machine of the run",
    ),
    _col("started_at", _UTC, "start"),
    _col("ended_at", _UTC, "end; null if it never said", null=True),
    _col("files_in", pa.int64(), "files found; the four outcomes below add up to it"),
    _col("files_kept", pa.int64(), "files with at least one article, new or redone"),
    _col("files_quarantined", pa.int64(), "files refused"),
    _col("files_known", pa.int64(), "files skipped because their content is in the archive already"),
    _col("files_failed", pa.int64(), "files that stopped a step; tried again by the next run"),
    _col(
        "articles_new",
        pa.int64(),
        "articles cut that no other article equals, or that stand for their cluster",
    ),
    _col("articles_duplicate", pa.int64(), "articles cut that are copies"),
    _col("article_chars", pa.int64(), "characters kept", unit="code points"),
    _col("boilerplate_chars", pa.int64(), "characters labelled boilerplate", unit="code points"),
    _col("quarantined_by_reason", pa.map_(pa.string(), pa.int64()), "files refused by reason code"),
    _col(
        "step_seconds",
        pa.map_(pa.string(), pa.float64()),
        "time in each step, summed over chunks",
        unit="seconds",
    ),
    _col("versions", pa.map_(pa.string(), pa.string()), "versions of Python and of the packages that matter"),
    _col("message", pa.string(), "what went wrong; null if nothing", null=True),
    *_LINEAGE,
)

TABLES: Mapping[str, pa.Schema] = {
    s.metadata[b"table"].decode(): s
    for s in (DOCUMENTS, ARTICLES, BLOCKS, DUPLICATES, QUARANTINE, FILES, RUNS)
}
"""Table name to schema, in the order in which a reader meets them."""


def column_doc(field: pa.Field) -> str:
    """Documentation of a column, with its unit in brackets where it has one."""
    meta = field.metadata or {}
    unit = meta.get(b"unit", b"").decode()
    return str(meta.get(b"doc", b"").decode()) + (f" [{unit}]" if unit else "")


def table_doc(schema: pa.Schema) -> str:
    """One line that says what a row of the table is."""
    return str(schema.metadata[b"doc"].decode())


def table_of(rows: Iterable[Mapping[str, Any]], schema: pa.Schema) -> pa.Table:
    """Arrow table of ``rows``, exactly in ``schema``.

    ``pa.Table.from_pylist`` drops a surplus key and nulls a missing one without a word;
    this does not.

    Raises:
        ValueError: a row has a key too many or too few, or a null where none may be.
    """
    materialised = list(rows)
    names = set(schema.names)
    for row in materialised:
        if row.keys() != names:
            raise ValueError(f"row does not fit {schema.metadata}: differs in {sorted(names ^ row.keys())}")
    return conform(pa.Table.from_pylist(materialised, schema=schema), schema)


def conform(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """``table`` with the columns of ``schema`` in its order and types, nothing lost.

    Raises:
        ValueError: a column is missing or surplus, or holds a null where none may be.
    """
    if set(table.schema.names) != set(schema.names):
        differing = sorted(set(table.schema.names) ^ set(schema.names))
        raise ValueError(f"table does not fit {schema.metadata}: differs in {differing}")
    ordered = table.select(schema.names).cast(schema)
    for field in schema:
        if not field.nullable and ordered.column(field.name).null_count:
            raise ValueError(f"column {field.name!r} holds nulls and may not")
    return ordered
