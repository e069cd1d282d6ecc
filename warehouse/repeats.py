"""Documents to split again, because of lines that their source turns out to repeat from story to story.

Every document is first split by itself. Then `stage_again` looks at the sources that the run touches, with
all that the archive and the run hold of them: which lines are the page's (`copydesk.repetition`), and which
documents, staged or long published, were split without knowing it. Those go into chunks of a higher layer.
So what a document's rows are depends on what the archive holds, and not on the order in which it came.
Documents that another version or other parameters made are left as they are.
"""

import difflib
import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from copydesk.arrow import conform
from copydesk.errors import UsageError
from copydesk.params import PipelineParams, RepeatParams
from copydesk.repetition import REPEATED, STORY_LINES, repeated_lines
from copydesk.rows import STAGED_DOCUMENTS
from copydesk.schemas import DOCUMENTS, LINES, QUARANTINE
from warehouse.changes import make_table, parquet, work_out
from warehouse.chunks import HINTS, LOAD, PARTS, Chunk, Steps, deal, enrich_chunk, split_chunk, write_stage
from warehouse.lake import column_list, connect, snapshot_id, writer_lock
from warehouse.ledger import Plan, write_parquet
from warehouse.root import WarehouseRoot
from warehouse.tables import write_text

_BASIS_FILE = "repeats.json"
# Rows of `lines` that are weighed at once, at about 100 bytes each while they are; a source is never parted.
_ROWS_AT_ONCE = 2_000_000


def stage_again(
    root: WarehouseRoot,
    plan: Plan,
    chunks: Sequence[Chunk],
    params: PipelineParams,
    *,
    chunk_size: int = 1_000,
) -> tuple[Chunk, ...]:
    """Chunks of the documents to split again, loaded; none when there is nothing to be learnt.

    `publish` takes this for settled if nothing was published meanwhile, and looks again otherwise.

    Args:
        root: the warehouse.
        plan: of `ledger.plan_run`.
        chunks: of the plan, those that went through all stages.
        params: those of the plan.
        chunk_size: most documents in a chunk, about.

    Raises:
        UsageError: there is no warehouse.
        TransientError: staging that the plan needs is gone, or the catalog stays busy.
    """
    with connect(root, read_only=True) as con:
        con.execute("BEGIN TRANSACTION")
        found = _find_again(con, plan, chunks, params)
        # Under the lock, so that nobody prunes a finished chunk while this run lays its hand on it.
        with writer_lock(root) if found.num_rows else nullcontext():
            cut = _write_parts(root, plan, chunks, found, chunk_size)
        again = _load_all(con, cut, chunks)
        basis = _basis(snapshot_id(con), plan, chunks)
    write_text(root.run_folder(plan.run_id) / _BASIS_FILE, json.dumps(basis))
    return again


def settle(
    con: duckdb.DuckDBPyConnection,
    root: WarehouseRoot,
    plan: Plan,
    chunks: Sequence[Chunk],
    params: PipelineParams,
    *,
    steps: Steps | None = None,
) -> tuple[Chunk, ...]:
    """``chunks``, and what else has to be split again for the archive as ``con`` sees it, split here.

    For who holds the writer's lock, outside a transaction. There is something to do only when another run
    published after `stage_again`, or nobody called it.
    """
    file = root.run_folder(plan.run_id) / _BASIS_FILE
    known = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None
    if known == _basis(snapshot_id(con), plan, chunks):
        return tuple(chunks)
    cut = _write_parts(root, plan, chunks, _find_again(con, plan, chunks, params))
    again = _load_all(con, cut, chunks)
    done = [enrich_chunk(split_chunk(c, params, steps=steps), params, steps=steps) for c in again]
    return (*chunks, *done)


def known_repeats(root: WarehouseRoot, source: str) -> frozenset[tuple[int, bool]]:
    """Fingerprints that the archive holds to be the page's of ``source``, as openings of stories or not.

    Raises:
        UsageError: there is no warehouse, or it has no story of this source to compare with.
    """
    with connect(root, read_only=True) as con:
        sources = [row[0] for row in con.execute("SELECT DISTINCT source FROM lines ORDER BY 1").fetchall()]
        if source not in sources:
            near = difflib.get_close_matches(source, sources, n=1)
            hint = f"did you mean {near[0]!r}?" if near else "`SELECT DISTINCT source FROM lines` lists them"
            raise UsageError(f"the archive holds no story of the source {source!r}", hint=hint)
        return frozenset(con.execute(_KNOWN, {"source": source}).fetchall())


def _basis(snapshot: int, plan: Plan, chunks: Sequence[Chunk]) -> list[Any]:
    return [snapshot, plan.run_id, sorted(chunk.key for chunk in chunks if not chunk.layer)]


def _find_again(
    con: duckdb.DuckDBPyConnection, plan: Plan, chunks: Sequence[Chunk], params: PipelineParams
) -> pa.Table:
    """Documents that were split by other repeated lines than they are to be, with these lines."""
    work_out(con, plan, chunks)
    con.execute(_LINES_NOW)
    make_table(con, "repeated_now", _repeated(con, params.repeat))
    con.execute(_AGAIN, {"fingerprint": plan.params_fingerprint, "version": plan.code_version})
    return con.execute("FROM again ORDER BY document_id").to_arrow_table()


def _write_parts(
    root: WarehouseRoot, plan: Plan, chunks: Sequence[Chunk], again: pa.Table, chunk_size: int = 1_000
) -> tuple[tuple[Chunk, pa.Table], ...]:
    """Chunks of the documents ``again`` with their rows, each not loaded yet."""
    if not again.num_rows:
        return ()
    layer = max(chunk.layer for chunk in chunks) + 1
    parts = root.run_folder(plan.run_id) / PARTS
    parts.mkdir(parents=True, exist_ok=True)
    basis = _basis_of(plan, chunks)
    lots = [again.take(lot) for lot in deal(again["document_id"].to_pylist(), chunk_size)]
    return tuple((_write_part(rows, parts, root.staged_chunks, basis, layer), rows) for rows in lots)


def _load_all(
    con: duckdb.DuckDBPyConnection, cut: Sequence[tuple[Chunk, pa.Table]], chunks: Sequence[Chunk]
) -> tuple[Chunk, ...]:
    unloaded = [(chunk, rows) for chunk, rows in cut if not chunk.stage(LOAD).is_dir()]
    if unloaded:
        _make_texts(con, chunks)
    for chunk, rows in unloaded:
        _load(con, chunk, rows)
    return tuple(chunk for chunk, _ in cut)


def _repeated(con: duckdb.DuckDBPyConnection, params: RepeatParams) -> pa.Table:
    found = [REPEATED.empty_table()]
    for sources in _lots(con):
        rows = con.execute(_STORIES, {"sources": sources}).to_arrow_table()
        found.append(repeated_lines(conform(rows, STORY_LINES), params))
    return pa.concat_tables(found)


def _lots(con: duckdb.DuckDBPyConnection) -> Iterator[list[str]]:
    """The sources touched, in lots that are small enough to be weighed at once."""
    lot: list[str] = []
    total = 0
    for source, count in con.execute(
        "SELECT source, count(*) FROM lines_now GROUP BY source ORDER BY source"
    ).fetchall():
        if lot and total + count > _ROWS_AT_ONCE:
            yield lot
            lot, total = [], 0
        lot.append(source)
        total += count
    if lot:
        yield lot


def _basis_of(plan: Plan, chunks: Sequence[Chunk]) -> tuple[str, str, str]:
    # Of work that is done again the snapshot too, as `chunks` has it.
    snapshots = sorted({chunk.basis[2] for chunk in chunks})
    return plan.params_fingerprint, plan.code_version, " ".join(snapshots).strip()


def _write_part(rows: pa.Table, parts: Path, staged: Path, basis: tuple[str, str, str], layer: int) -> Chunk:
    """The chunk of ``rows``; its key, and so its stages, are those of these repeated lines and no others."""
    facts = json.dumps([basis, rows.to_pylist()], default=str)
    key = hashlib.blake2b(facts.encode(), digest_size=16).hexdigest()
    part = parts / f"{key}.parquet"
    write_parquet(rows, part)
    return Chunk(key=key, part=part, staged=staged / key, documents=rows.num_rows, basis=basis, layer=layer)


def _load(con: duckdb.DuckDBPyConnection, chunk: Chunk, rows: pa.Table) -> None:
    con.register("lot_given", rows)
    texts = con.execute("FROM texts SEMI JOIN lot_given USING (document_id) ORDER BY document_id")
    documents = conform(texts.to_arrow_table(), STAGED_DOCUMENTS)
    con.unregister("lot_given")
    hints = rows.select(["document_id", "repeated"])
    write_stage(chunk, LOAD, {"documents": documents, "quarantine": QUARANTINE.empty_table(), HINTS: hints})


# All lines of the sources that the run brings something of, as they will be.
_LINES_NOW = f"""
CREATE OR REPLACE TEMP TABLE lines_now AS
WITH touched AS (
    SELECT source FROM staged_lines SEMI JOIN brought USING (document_id)
    UNION SELECT source FROM lines SEMI JOIN brought USING (document_id)
)
SELECT {column_list(LINES.names)} FROM staged_lines SEMI JOIN brought USING (document_id)
UNION ALL
SELECT {column_list(LINES.names)} FROM lines SEMI JOIN touched USING (source)
WHERE document_id NOT IN (SELECT document_id FROM brought)
"""

_KNOWN = """
SELECT DISTINCT fingerprint, is_opening FROM lines JOIN documents USING (document_id)
WHERE lines.source = $source AND list_contains(repeated_lines, fingerprint)
"""

# Lines that one story alone has cannot repeat: only their words count, and one row stands for them.
_STORIES = """
WITH given AS (FROM lines_now WHERE source IN (SELECT unnest($sources))),
counted AS (SELECT source, fingerprint, count(*) > 1 AS is_shared FROM given GROUP BY source, fingerprint),
weighed AS (
    SELECT source, document_id, story, is_shared, CASE WHEN is_shared THEN fingerprint END AS shared,
           min(fingerprint) AS fingerprint, bool_or(is_shared AND is_opening) AS is_opening,
           CAST(sum(word_count) AS BIGINT) AS word_count
    FROM given JOIN counted USING (source, fingerprint) GROUP BY ALL
),
numbered AS (
    SELECT document_id, story, row_number() OVER (ORDER BY document_id, story) AS number
    FROM (SELECT DISTINCT document_id, story FROM given)
)
SELECT source, number AS story, fingerprint, is_opening, word_count
FROM weighed JOIN numbered USING (document_id, story)
"""

_AGAIN = """
CREATE OR REPLACE TEMP TABLE again AS
WITH wanted AS (
    SELECT document_id, list_sort(list(DISTINCT fingerprint)) AS repeated
    FROM lines_now SEMI JOIN repeated_now USING (source, fingerprint, is_opening)
    GROUP BY document_id
),
held AS (
    SELECT *, document_id IN (SELECT document_id FROM brought) AS is_brought
    FROM staged_documents SEMI JOIN kept USING (document_id)
    UNION ALL BY NAME
    SELECT *, false AS is_brought FROM documents SEMI JOIN lines_now USING (document_id)
    WHERE document_id NOT IN (SELECT document_id FROM kept)
      AND params_fingerprint = $fingerprint AND code_version = $version
)
SELECT document_id, batch_id, uri, source, url, captured_at, is_brought,
       coalesce(repeated, []::BIGINT[]) AS repeated
FROM held LEFT JOIN wanted USING (document_id)
WHERE coalesce(repeated, []::BIGINT[]) <> coalesce(repeated_lines, []::BIGINT[])
"""

# What a document's row says of its split starts again from nothing.
_UNSPLIT = {
    "outcome": "'kept'",
    "reason_code": "NULL",
    "article_chars": "0",
    "boilerplate_chars": "0",
    "article_count": "0",
    "repeated_lines": "[]::BIGINT[]",
}


def _make_texts(con: duckdb.DuckDBPyConnection, chunks: Sequence[Chunk]) -> None:
    """``texts``: documents to split again, from where they were staged, else from the archive's blocks."""
    columns = column_list(STAGED_DOCUMENTS.names)
    archived = ", ".join(f"{_UNSPLIT.get(name, 'd.' + name)} AS {name}" for name in DOCUMENTS.names)
    files = [chunk.stage(LOAD) / "documents.parquet" for chunk in chunks if not chunk.layer]
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE texts AS
        SELECT {columns} FROM {parquet(files)}
        WHERE document_id IN (SELECT document_id FROM again WHERE is_brought)
        UNION ALL
        SELECT {archived}, b.text
        FROM documents d JOIN (
            SELECT document_id, string_agg(text, '' ORDER BY block_index) AS text FROM blocks
            WHERE document_id IN (SELECT document_id FROM again WHERE NOT is_brought) GROUP BY document_id
        ) b USING (document_id)
    """)
