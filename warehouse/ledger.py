"""The ledger: what of a batch is new to the archive, by content, and what is to be done about it.

A document is a content, wherever it lies. Its batch, URI, source, address and capture time are those
of its *first sighting*: of all rows of ``files`` with its id, the least by capture time (unknown last),
batch id, path, version. So the rows of a document do not depend on the order in which batches came in: when
a file turns up that is an earlier sighting, the document is done again under it (``reattribute``).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from copydesk.profiles import NO_PROFILES, ProfileSet
from copydesk.version import __version__
from warehouse.batches import Batch, Entry
from warehouse.lake import connect, snapshot_id
from warehouse.profiles import profiled_documents, write_profiles
from warehouse.root import WarehouseRoot
from warehouse.tables import prepare

_UTC = pa.timestamp("us", tz="UTC")

ENTRIES = pa.schema(
    [
        pa.field("batch_id", pa.string(), nullable=False),
        pa.field("path", pa.string(), nullable=False),
        pa.field("document_id", pa.string()),  # null: refused
        pa.field("byte_count", pa.int64(), nullable=False),
        pa.field("source", pa.string()),
        pa.field("url", pa.string()),
        pa.field("captured_at", _UTC),
        pa.field("location", pa.binary(), nullable=False),  # as the file system spells it
        pa.field("refusal_code", pa.string()),
        pa.field("refusal_message", pa.string()),
        pa.field("refused_document_id", pa.string()),
    ]
)
"""One row a file, as the batch describes it."""

PLAN = pa.schema(
    [
        *ENTRIES,
        pa.field("action", pa.string(), nullable=False),
        pa.field("is_work", pa.bool_(), nullable=False),
        pa.field("is_stale", pa.bool_(), nullable=False),
        pa.field("first_batch_id", pa.string()),
        pa.field("first_path", pa.string()),
        pa.field("first_source", pa.string()),
        pa.field("first_url", pa.string()),
        pa.field("first_captured_at", _UTC),
        pa.field("row_fingerprint", pa.string(), nullable=False),
    ]
)
"""`ENTRIES` with what is to be done, the document's first sighting, and the fingerprint of its rows."""

ACTIONS: Mapping[str, str] = {
    "new": "Content that the archive does not hold.",
    "changed": "The same, under a name that held other content before.",
    "retry": "The archive holds it, but a step failed on it or refused it; it is done again.",
    "redo": "The archive holds it, and it was asked for to be done again.",
    "reattribute": "The archive holds it under a later sighting, or as the manifest said before; done again.",
    "known": "The archive holds it, or another file of this run brings it.",
    "refused": "It cannot be read; it goes to quarantine.",
}
"""Action to what it means."""


class Reprocess(StrEnum):
    """Which documents that the archive holds are done again; failed ones always are."""

    NONE = "none"
    FAILED = "failed"  # the quarantined too
    STALE = "stale"  # made with other parameters or by another version
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run will do; the rows are in the Parquet file at ``path``, in the schema `PLAN`.

    ``documents`` are those to work on; ``stale_documents`` those of this plan's files that other
    parameters or another version made and that are left as they are. ``inputs`` goes with ``batch_ids``.
    """

    path: Path
    run_id: str
    snapshot_id: int
    params_fingerprint: str
    code_version: str
    reprocess: Reprocess
    batch_ids: tuple[str, ...]
    inputs: tuple[str, ...]
    files: int
    documents: int
    stale_documents: int
    actions: Mapping[str, int]
    refused_by_reason: Mapping[str, int]


def plan_run(
    root: WarehouseRoot,
    batches: Sequence[Batch],
    *,
    run_id: str,
    params_fingerprint: str,
    code_version: str = __version__,
    reprocess: Reprocess = Reprocess.NONE,
    profiles: ProfileSet = NO_PROFILES,
) -> Plan:
    """Compare ``batches`` with the ledger; afterwards the plan is in the run's staging folder.

    The warehouse is created if it is not there. Nothing in the archive changes.

    Raises:
        UsageError: a newer copydesk wrote the warehouse.
        TransientError: the catalog stays busy.
    """
    prepare(root)
    with connect(root, read_only=True) as con:
        rows = decide(
            con,
            _entries(batches),
            params_fingerprint=params_fingerprint,
            code_version=code_version,
            reprocess=reprocess,
            profiles=profiles,
        )
        seen = snapshot_id(con)
    facts = {
        "run_id": run_id,
        "snapshot_id": seen,
        "params_fingerprint": params_fingerprint,
        "code_version": code_version,
        "reprocess": str(reprocess),
        "batch_ids": [b.batch_id for b in batches],
        "inputs": [str(b.root).encode("utf-8", "backslashreplace").decode() for b in batches],
    }
    path = root.run_folder(run_id) / "plan.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_profiles(profiles, path.parent)
    write_parquet(rows.replace_schema_metadata({"copydesk_plan": json.dumps(facts)}), path)
    return read_plan(path)


def read_plan(path: Path) -> Plan:
    """The plan that `plan_run` wrote to ``path``."""
    rows = pq.read_table(path)
    facts: dict[str, Any] = json.loads(rows.schema.metadata[b"copydesk_plan"])
    return Plan(
        path=path,
        run_id=facts["run_id"],
        snapshot_id=facts["snapshot_id"],
        params_fingerprint=facts["params_fingerprint"],
        code_version=facts["code_version"],
        reprocess=Reprocess(facts["reprocess"]),
        batch_ids=tuple(facts["batch_ids"]),
        inputs=tuple(facts["inputs"]),
        files=rows.num_rows,
        documents=sum(rows["is_work"].to_pylist()),
        stale_documents=len(set(rows.filter(rows["is_stale"])["document_id"].to_pylist())),
        actions=_counts(rows["action"]),
        refused_by_reason=_counts(rows["refusal_code"].drop_null()),
    )


def _counts(values: pa.ChunkedArray) -> dict[str, int]:
    return {pair["values"]: pair["counts"] for pair in values.value_counts().to_pylist()}


def _entries(batches: Sequence[Batch]) -> pa.Table:
    entries = [entry for batch in batches for entry in batch.entries]
    return pa.Table.from_pylist([_entry_row(entry) for entry in entries], schema=ENTRIES)


def _entry_row(entry: Entry) -> dict[str, Any]:
    file, refusal = entry.file, entry.refusal
    return {
        "batch_id": file.batch_id,
        "path": file.path,
        "document_id": file.document_id,
        "byte_count": file.byte_count,
        "source": file.source,
        "url": file.url,
        "captured_at": file.captured_at,
        "location": bytes(entry.location),
        "refusal_code": refusal.reason_code if refusal else None,
        "refusal_message": refusal.message if refusal else None,
        "refused_document_id": refusal.document_id if refusal else None,
    }


def write_parquet(table: pa.Table, path: Path) -> None:
    """Make ``path`` hold ``table``: after a kill it is not there, or whole."""
    fresh = path.with_name(path.name + ".new")
    pq.write_table(table, fresh, compression="zstd")
    fresh.replace(path)


def decide(
    con: duckdb.DuckDBPyConnection,
    entries: pa.Table,
    *,
    params_fingerprint: str,
    code_version: str,
    reprocess: Reprocess,
    profiles: ProfileSet,
) -> pa.Table:
    """``entries`` with an action each, in the schema `PLAN`, against the archive as ``con`` sees it now.

    The rows come by batch and path. Of several files with one content, only the earliest sighting
    among them has ``is_work``.
    """
    con.register("entries_given", entries.select(ENTRIES.names))
    con.register("profiled", profiled_documents(con, _FIRSTS, profiles, params_fingerprint))
    try:
        rows = con.execute(
            _DECIDE,
            {"fingerprint": params_fingerprint, "version": code_version, "reprocess": str(reprocess)},
        ).to_arrow_table()
    finally:
        con.unregister("entries_given")
        con.unregister("profiled")
    return rows.cast(PLAN)


NEXT_VERSIONS = """
    SELECT e.*, c.version AS current_version, c.document_id AS current_document_id,
           CASE WHEN c.version IS NULL OR c.document_id IS NULL THEN 1
                WHEN c.document_id = e.document_id THEN c.version
                ELSE c.version + 1 END AS version
    FROM entries_given e
    LEFT JOIN (SELECT * FROM files WHERE is_current) c ON c.batch_id = e.batch_id AND c.path = e.path
"""
"""Entries with the version that each will have in ``files``.

A name that was only ever refused has a row of version 1 without a document, which the first content replaces.
"""

_SIGHTING_ORDER = "captured_at ASC NULLS LAST, batch_id, path, version"

_FIRSTS = f"""
WITH following AS ({NEXT_VERSIONS}),
sightings AS (
    SELECT document_id, batch_id, path, version, source, url, captured_at, true AS is_given
    FROM following WHERE document_id IS NOT NULL
    UNION ALL
    SELECT document_id, batch_id, path, version, source, url, captured_at, false
    FROM files f
    WHERE document_id IN (SELECT document_id FROM entries_given)
      AND NOT EXISTS (FROM following g
                      WHERE g.batch_id = f.batch_id AND g.path = f.path AND g.version = f.version)
),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY document_id ORDER BY {_SIGHTING_ORDER}) AS place,
           row_number() OVER (PARTITION BY document_id, is_given ORDER BY {_SIGHTING_ORDER}) AS place_given
    FROM sightings
),
firsts AS (SELECT * FROM ranked WHERE place = 1)
"""

_DECIDE = f"""
{_FIRSTS},
judged AS (
    SELECT g.*, f.batch_id AS first_batch_id, f.path AS first_path, f.source AS first_source,
           f.url AS first_url, f.captured_at AS first_captured_at,
           coalesce(p.fingerprint, $fingerprint) AS row_fingerprint,
           coalesce(d.params_fingerprint <> row_fingerprint OR d.code_version <> $version, false) AS is_other,
           CASE WHEN g.refusal_code IS NOT NULL THEN 'refused'
                WHEN r.place_given > 1 THEN 'known'
                WHEN d.document_id IS NULL THEN CASE WHEN g.version > 1 THEN 'changed' ELSE 'new' END
                WHEN d.batch_id <> f.batch_id OR d.uri <> f.batch_id || '/' || f.path
                     OR d.source IS DISTINCT FROM f.source OR d.url IS DISTINCT FROM f.url
                     OR d.captured_at IS DISTINCT FROM f.captured_at THEN 'reattribute'
                WHEN d.outcome = 'failed' THEN 'retry'
                WHEN $reprocess IN ('failed', 'all') AND d.outcome = 'quarantined' THEN 'retry'
                WHEN $reprocess = 'all' THEN 'redo'
                WHEN $reprocess = 'stale' AND is_other THEN 'redo'
                ELSE 'known' END AS action
    FROM following g
    LEFT JOIN firsts f ON f.document_id = g.document_id
    LEFT JOIN ranked r ON r.is_given AND r.batch_id = g.batch_id AND r.path = g.path
    LEFT JOIN profiled p ON p.document_id = g.document_id
    LEFT JOIN documents d ON d.document_id = g.document_id
)
SELECT {", ".join(ENTRIES.names)}, action, action NOT IN ('known', 'refused') AS is_work,
       is_other AND NOT bool_or(action NOT IN ('known', 'refused')) OVER (PARTITION BY document_id)
           AS is_stale,
       first_batch_id, first_path, first_source, first_url, first_captured_at, row_fingerprint
FROM judged ORDER BY batch_id, path
"""
