"""Documents to enrich again: which ones, in chunks, with what the split made of them once.

Nothing is loaded or split for it. A chunk's stage `SPLIT` is written from the archive, then the step enrich
does what it does for a new document. The chunk's key says which rows it starts from and by which rules it is
enriched, so a run after a kill finds what was finished.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

from copydesk.arrow import conform
from copydesk.enrichment import READ_ROLES
from copydesk.params import PipelineParams
from copydesk.profiles import NO_PROFILES, ProfileSet
from copydesk.rows import STAGED_ARTICLES
from copydesk.schemas import BLOCKS, DOCUMENTS
from warehouse.chunks import ENRICH, PARTS, SPLIT, Chunk, deal, write_stage
from warehouse.lake import column_list, connect, quote, writer_lock
from warehouse.ledger import write_parquet
from warehouse.profiles import write_profiles
from warehouse.root import WarehouseRoot
from warehouse.tables import prepare

MADE_BY: Final = (
    "document_id", "batch_id", "source", "url", "captured_at", "repeated_lines", "params_fingerprint",
    "code_version",
)  # fmt: skip
"""Columns of a document by which its articles as split are known: while they are the same, so are these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """What is to be enriched again: ``articles`` of ``documents``, cut into ``chunks``."""

    chunks: tuple[Chunk, ...]
    documents: int
    articles: int


def plan_renewal(
    root: WarehouseRoot,
    run_id: str,
    params: PipelineParams,
    *,
    profiles: ProfileSet = NO_PROFILES,
    is_all: bool = False,
    chunk_size: int = 1_000,
) -> Renewal:
    """The documents with articles that other rules or parameters enriched, or all, in chunks.

    Raises:
        UsageError: there is no warehouse.
        TransientError: the catalog stays busy.
    """
    prepare(root)
    wanted = "" if is_all else "WHERE enrich_fingerprint IS DISTINCT FROM $fingerprint"
    named = f"SELECT document_id, count(*) AS stale_count FROM articles {wanted} GROUP BY document_id"
    given = {} if is_all else {"fingerprint": params.enrich_fingerprint()}
    with connect(root, read_only=True) as con:
        rows = con.execute(
            f"SELECT {column_list(list(MADE_BY))}, stale_count"
            f" FROM documents JOIN ({named}) USING (document_id) ORDER BY document_id",
            given,
        ).to_arrow_table()
    parts = root.run_folder(run_id) / PARTS
    parts.mkdir(parents=True, exist_ok=True)
    write_profiles(profiles, root.run_folder(run_id))
    sites = hashlib.blake2b(profiles.model_dump_json().encode(), digest_size=8).hexdigest()
    basis = (params.fingerprint(), params.enrich_fingerprint(), f"enrich {sites}")
    lots = deal(rows["document_id"].to_pylist(), chunk_size) if rows.num_rows else []
    # Under the lock, so that nobody prunes a finished chunk while this run lays its hand on it.
    with writer_lock(root):
        chunks = tuple(_cut(root, rows.take(lot).drop_columns(["stale_count"]), parts, basis) for lot in lots)
    return Renewal(chunks=chunks, documents=rows.num_rows, articles=sum(rows["stale_count"].to_pylist()))


def _cut(root: WarehouseRoot, rows: pa.Table, parts: Path, basis: tuple[str, str, str]) -> Chunk:
    facts = json.dumps([basis, rows.to_pylist()], default=str)
    key = hashlib.blake2b(facts.encode(), digest_size=16).hexdigest()
    part = parts / f"{key}.parquet"
    write_parquet(rows, part)
    return Chunk(key=key, part=part, staged=root.staged_chunks / key, documents=rows.num_rows, basis=basis)


@contextmanager
def recalling(root: WarehouseRoot) -> Iterator[Callable[[Chunk], Chunk]]:
    """What writes the stage `SPLIT` of a chunk from the archive as it is now, until the block ends.

    Afterwards the chunk can be enriched. A document that was made anew since the plan is there as it is now;
    `renewal.renew` leaves it out.
    """
    with connect(root, read_only=True) as con:
        con.execute("BEGIN TRANSACTION")
        yield partial(_recall_chunk, con)


def _recall_chunk(con: duckdb.DuckDBPyConnection, chunk: Chunk) -> Chunk:
    if chunk.stage(ENRICH).is_dir() or chunk.stage(SPLIT).is_dir():
        return chunk
    con.execute(f"CREATE OR REPLACE TEMP TABLE recalled AS FROM read_parquet({quote(str(chunk.part))})")
    roles = ", ".join(map(quote, READ_ROLES))
    tables = {
        "documents": _chosen(con, DOCUMENTS, "documents"),
        "articles": _chosen(con, STAGED_ARTICLES, "articles"),
        "blocks": _chosen(con, BLOCKS, "blocks", f"AND role IN ({roles})"),
    }
    write_stage(chunk, SPLIT, tables)
    return chunk


def _chosen(con: duckdb.DuckDBPyConnection, schema: pa.Schema, table: str, more: str = "") -> pa.Table:
    key = "document_id, block_index" if table == "blocks" else "document_id"
    order = f"{key}, start_char" if table == "articles" else key
    rows = con.execute(
        f"SELECT {column_list(schema.names)} FROM {table}"
        f" WHERE document_id IN (SELECT document_id FROM recalled) {more} ORDER BY {order}"
    )
    return conform(rows.to_arrow_table(), schema)
