"""Arrow schemas of the ledger of files and of the runs."""

import pyarrow as pa

from copydesk.columns import BATCH, LINEAGE, UTC, col, table

FILES = table(
    "files",
    "batch_id, path, version",
    "Every file seen in every batch, and the content it held: the ledger.",
    BATCH,
    col("path", pa.string(), "path inside the batch, with forward slashes"),
    col("version", pa.int64(), "1 for the first content seen under this name, 2 for the next"),
    col("is_current", pa.bool_(), "true for the newest version of the name"),
    col(
        "document_id",
        pa.string(),
        "sha256 of the bytes; null if they could not be read or were refused by their digest",
        null=True,
    ),
    col("source", pa.string(), "from the manifest; null if unknown", null=True),
    col("url", pa.string(), "from the manifest; null if unknown", null=True),
    col("captured_at", UTC, "from the manifest; null if unknown", null=True),
)

RUNS = table(
    "runs",
    "run_id",
    "Every run: what ran, on what, with which versions, and its counts.",
    col("run_id", pa.string(), "random id of the run"),
    col("command", pa.string(), "what was asked: ingest, replay, retract or restore"),
    col("engine", pa.string(), "prefect or direct"),
    col("state", pa.string(), "completed, failed or crashed"),
    col(
        "batch_ids",
        pa.list_(pa.string()),
        "batches it worked on; of retract and restore, those of what was named",
    ),
    col(
        "inputs",
        pa.list_(pa.string()),
        "where those batches lay, in the same order: paths on the machine of the run; empty of retract and"
        " restore, which read no file",
    ),
    col("started_at", UTC, "start"),
    col("ended_at", UTC, "end; null if it never said", null=True),
    col("files_in", pa.int64(), "files found; the four outcomes below add up to it"),
    col("files_kept", pa.int64(), "files with at least one article, new or redone"),
    col("files_quarantined", pa.int64(), "files refused"),
    col("files_known", pa.int64(), "files skipped because their content is in the archive already"),
    col("files_failed", pa.int64(), "files that stopped a step; tried again by the next run"),
    col(
        "articles_new",
        pa.int64(),
        "articles cut that no other article equals, or that stand for their cluster",
    ),
    col("articles_duplicate", pa.int64(), "articles cut that are copies"),
    col(
        "articles_retracted",
        pa.int64(),
        "articles cut that a retraction holds back; of retract, those taken back; null in rows of a version"
        " that knew no retractions",
        null=True,
    ),
    col(
        "documents_split_again",
        pa.int64(),
        "documents of earlier runs split once more, because other lines are held to be the page's now; null"
        " in rows of a version that did not compare",
        null=True,
    ),
    col("article_chars", pa.int64(), "characters kept", unit="code points"),
    col("boilerplate_chars", pa.int64(), "characters labelled boilerplate", unit="code points"),
    col("quarantined_by_reason", pa.map_(pa.string(), pa.int64()), "files refused by reason code"),
    col(
        "step_seconds",
        pa.map_(pa.string(), pa.float64()),
        "time in each step, summed over chunks",
        unit="seconds",
    ),
    col("versions", pa.map_(pa.string(), pa.string()), "versions of Python and of the packages that matter"),
    col("message", pa.string(), "what went wrong; null if nothing", null=True),
    *LINEAGE,
)

SEGMENTS = table(
    "segments",
    "name",
    "Files of the index by which near-duplicates are found; made anew by `copydesk reindex`.",
    col("name", pa.string(), "folder below `index/` in the warehouse, named by what is in it"),
    col("scheme", pa.string(), "how texts are cut into index keys; one of another scheme cannot be searched"),
    col("text_count", pa.int64(), "different texts in it"),
    col("key_count", pa.int64(), "index keys of all of them"),
    col("gone", pa.list_(pa.string()), "content hashes of those that no live article has any more"),
)

RETRACTIONS = table(
    "retractions",
    "scope, target, retracted_at",
    "What was taken back by hand, and perhaps restored: its articles stand in no cluster and no pair.",
    col("scope", pa.string(), "article, document or batch"),
    col("target", pa.string(), "id of the article, document or batch"),
    col(
        "document_id",
        pa.string(),
        "of an article: the document that it was cut from; null for the others",
        null=True,
    ),
    col(
        "content_hash",
        pa.string(),
        "of an article: its text, by which it is known when its document is cut anew; null for the others",
        null=True,
    ),
    col("reason", pa.string(), "why, as it was given"),
    col("retracted_at", UTC, "when it was taken back"),
    col("restored_at", UTC, "when it was restored; null while it holds", null=True),
)
