"""Arrow schemas of every table, declared once: type, null or not, doc and unit of each column.

Views, DDL, column comments and the data dictionary are derived from these.
"""

from collections.abc import Mapping
from typing import Final

import pyarrow as pa

from copydesk.columns import BATCH, DOCUMENT, LINEAGE, UTC, col, column_doc, table, table_doc
from copydesk.enriched_schemas import (
    ARTICLE_TERMS,
    CONTENT,
    ENRICHED_BY,
    ENTITIES,
    FIGURES,
    LANGUAGE,
    MENTIONS,
    QUOTES,
    SOURCE,
    TERM_COUNTS,
    TIMES,
)
from copydesk.run_schemas import FILES, RETRACTIONS, RUNS, SEGMENTS
from copydesk.story_schemas import STORY_TABLES

__all__ = [
    "ARTICLES",
    "BLOCKS",
    "DOCUMENTS",
    "DUPLICATES",
    "FILES",
    "LINES",
    "LINKS",
    "PER_ARTICLE",
    "QUARANTINE",
    "RETRACTIONS",
    "RUNS",
    "SEGMENTS",
    "TABLES",
    "column_doc",
    "table_doc",
]  # fmt: skip

DOCUMENTS = table(
    "documents",
    "document_id",
    "One row for each distinct content of a file: what was read and what became of it.",
    DOCUMENT,
    BATCH,
    col("uri", pa.string(), "batch and path of the document's first sighting, `<batch_id>/<path>`"),
    col("source", pa.string(), "where the batch came from, from its manifest; null if unknown", null=True),
    col("url", pa.string(), "address of the page, from the manifest; null if unknown", null=True),
    col(
        "captured_at",
        UTC,
        "when the page was fetched, from the manifest; null if unknown, never the clock",
        null=True,
    ),
    col("byte_count", pa.int64(), "size of the file", unit="bytes"),
    col(
        "media_type",
        pa.string(),
        "`text/plain` or `text/html`, decided from the content; null if undecided",
        null=True,
    ),
    col("encoding", pa.string(), "text encoding as Python names it; null if not decoded", null=True),
    col(
        "encoding_source",
        pa.string(),
        "how the encoding was decided: bom, utf8, declared, detected; null if not decoded",
        null=True,
    ),
    col(
        "encoding_confidence",
        pa.float64(),
        "trust in the encoding; null if not decoded",
        unit="0 to 1",
        null=True,
    ),
    col("outcome", pa.string(), "kept, quarantined or failed"),
    col("reason_code", pa.string(), "why it was not kept; null if kept", null=True),
    col("text_chars", pa.int64(), "length of the decoded text", unit="code points"),
    col("removed_chars", pa.int64(), "control characters that decoding took out", unit="code points"),
    col("article_chars", pa.int64(), "characters in blocks that belong to an article", unit="code points"),
    col(
        "boilerplate_chars",
        pa.int64(),
        "characters in blocks that belong to none; with article_chars it makes text_chars",
        unit="code points",
    ),
    col("article_count", pa.int64(), "articles cut from it"),
    col(
        "repeated_lines",
        pa.list_(pa.int64()),
        "fingerprints of its lines that were taken for the page's because other stories of its source have"
        " them too, ascending; empty if none, null in rows of a version that did not compare",
        null=True,
    ),
    col("profile_name", pa.string(), "site profile that was applied; null if none matches it", null=True),
    col("profile_version", pa.int64(), "version of that profile; null if none matches", null=True),
    *LINEAGE,
)

ARTICLES = table(
    "articles",
    "article_id",
    "One row for each article cut from a document.",
    col("article_id", pa.string(), "hex blake2b-128 of document_id and start_char"),
    DOCUMENT,
    BATCH,
    col("ordinal", pa.int64(), "place of the article in its document, from 1"),
    col("kind", pa.string(), "article, brief, digest or teaser"),
    col("title", pa.string(), "headline; null if the document gives none", null=True),
    col("standfirst", pa.string(), "summary under the title; null if none", null=True),
    col(
        "body",
        pa.string(),
        "text of the story without boilerplate, paragraphs parted by an empty line; of a teaser the blurb,"
        " empty if it has none",
    ),
    col(
        "items",
        pa.list_(pa.struct([("title", pa.string()), ("body", pa.string())])),
        "items of a digest in order, each with its heading (null if it has none) and its text; null for"
        " every other kind",
        null=True,
    ),
    col("publisher", pa.string(), "outlet as printed; null if not given", null=True),
    col("byline", pa.string(), "author line without its label; null if not given", null=True),
    col("credit", pa.string(), "credit as printed: agency, desk or sign-off; null if none", null=True),
    col(
        "agency",
        pa.string(),
        "news agency that the credit names or its sign-off shows; null if none",
        null=True,
    ),
    col("dateline", pa.string(), "place that opens the story; null if none", null=True),
    col("published_raw", pa.string(), "publication time as printed; null if not given", null=True),
    *TIMES,
    *LANGUAGE,
    *SOURCE,
    *CONTENT,
    col("start_char", pa.int64(), "first character of the article in the decoded text", unit="code points"),
    col("end_char", pa.int64(), "one past its last character", unit="code points"),
    col("split_confidence", pa.float64(), "trust in the article's bounds and title", unit="0 to 1"),
    col("extractor", pa.string(), "what made the text: `text` (our own splitter) or `trafilatura`"),
    col("content_hash", pa.string(), "hex blake2b-128 of the normalised text: equal means exact duplicate"),
    col(
        "title_hash",
        pa.string(),
        "hex blake2b-64 of the normalised title; null if it has fewer than three words",
        null=True,
    ),
    col(
        "cluster_id",
        pa.string(),
        "articles with one text, edited or cut: the content_hash of the one that stands for them",
    ),
    col("is_canonical", pa.bool_(), "true for the one article that stands for its cluster"),
    ENRICHED_BY,
    *LINEAGE,
)

BLOCKS = table(
    "blocks",
    "document_id, block_index",
    "Every block of every document, in order: their texts joined give the decoded text back exactly.",
    DOCUMENT,
    BATCH,
    col("block_index", pa.int64(), "place of the block in its document, from 0"),
    col("start_char", pa.int64(), "first character in the decoded text", unit="code points"),
    col("end_char", pa.int64(), "one past its last character", unit="code points"),
    col("role", pa.string(), "what the block is; see the list of roles"),
    col("article_id", pa.string(), "article that it belongs to; null for boilerplate", null=True),
    col("rule", pa.string(), "rule or evidence that decided the role"),
    col("confidence", pa.float64(), "trust in the role", unit="0 to 1"),
    col("text", pa.string(), "the block's characters, white space included"),
)

LINES = table(
    "lines",
    "document_id, story, fingerprint",
    "Lines of story text, of each document cut up by itself: by them the stories of a source are compared.",
    DOCUMENT,
    col("story", pa.int64(), "place of the story in its document when that is cut up by itself, from 1"),
    col(
        "source",
        pa.string(),
        "whose pages it is compared with: the document's source, else the host of its url; without either"
        " it has no rows",
    ),
    col("fingerprint", pa.int64(), "hash of the line as it is compared: without case, bullets and end marks"),
    col("is_opening", pa.bool_(), "true for the first of these lines of its story"),
    col("word_count", pa.int64(), "length of the line", unit="words"),
    col("start_char", pa.int64(), "first character of the line in the decoded text", unit="code points"),
    col("end_char", pa.int64(), "one past its last character", unit="code points"),
)

LINKS = table(
    "links",
    "content_hash, other_content_hash, relation",
    "Pairs of different texts found to be one text, edited or cut: what clusters are made from.",
    col("content_hash", pa.string(), "text of some articles; the lesser of the two hashes"),
    col("other_content_hash", pa.string(), "text of some others"),
    col(
        "relation",
        pa.string(),
        "near (much of either stands in the other), contained (one holds the other, or a good part of it, and"
        " more) or teaser (one announces the other under its title)",
    ),
    col("similarity", pa.float64(), "part of the shorter text that the longer has too", unit="0 to 1"),
    col("share", pa.float64(), "part of the first text that the other has too", unit="0 to 1"),
    col("other_share", pa.float64(), "part of the other text that the first has too", unit="0 to 1"),
    col("numerals_shared", pa.float64(), "part of the shorter's numbers that the longer has", unit="0 to 1"),
    col("rule_version", pa.string(), "version of the rule that found it"),
)

DUPLICATES = table(
    "duplicates",
    "article_id, other_article_id, relation",
    "Pairs of articles known to be copies of each other, with what the one is to the other.",
    col("article_id", pa.string(), "the copy, the cut, the later version or the teaser"),
    col(
        "other_article_id",
        pa.string(),
        "what it is one of: the canonical article of its cluster, the outlet's version before it, or an"
        " article of another cluster",
    ),
    col("relation", pa.string(), "exact, near, contained, teaser, revision or syndicated"),
    col("similarity", pa.float64(), "part of the shorter text that the longer has too", unit="0 to 1"),
    col(
        "origin",
        pa.string(),
        "of syndicated: whose text it is, the agency or outlet; null if nothing says so, and for all others",
        null=True,
    ),
    col(
        "origin_source",
        pa.string(),
        "what names the origin: credit, publisher or time; null without origin",
        null=True,
    ),
    col("evidence", pa.string(), "what the relation rests on"),
    col("rule_version", pa.string(), "version of the rule that found it"),
)

QUARANTINE = table(
    "quarantine",
    "batch_id, uri, step, document_id",
    "Every file that could not be kept, with the reason.",
    col("document_id", pa.string(), "sha256 of the bytes; null if they could not be read", null=True),
    BATCH,
    col("uri", pa.string(), "batch and path of the file, `<batch_id>/<path>`"),
    col("step", pa.string(), "step that refused it: discover, load, split, enrich"),
    col("reason_code", pa.string(), "from the closed list of reason codes"),
    col("message", pa.string(), "what was found, in words"),
    *LINEAGE,
)

TABLES: Mapping[str, pa.Schema] = {
    s.metadata[b"table"].decode(): s
    for s in (
        DOCUMENTS,
        ARTICLES,
        DUPLICATES,
        MENTIONS,
        ENTITIES,
        QUOTES,
        FIGURES,
        ARTICLE_TERMS,
        TERM_COUNTS,
        *STORY_TABLES,
        BLOCKS,
        LINES,
        LINKS,
        QUARANTINE,
        RETRACTIONS,
        FILES,
        RUNS,
        SEGMENTS,
    )
}
"""Table name to schema, in the order in which a reader meets them."""

PER_ARTICLE: Final = ("mentions", "quotes", "figures", "article_terms")
"""Tables that the step enrich fills beside ``articles``: rows come and go with their article's document."""
