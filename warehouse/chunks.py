"""Chunks: the part of a plan that one task works on, staged stage by stage by content.

A stage reads Parquet, calls `copydesk.steps`, writes Parquet to a folder with a temporary name and
renames it. The folder of a chunk is named by a digest of its documents, their first sightings, the
parameters, their sites' profiles and the code version: a run after a kill finds what was finished, and
a change of any of these finds nothing. Work that is done again is done again, too, once its last
results are published.

Chunks of a higher *layer* hold documents that are split once more, knowing what other documents of their
source repeat; `repeats` makes them, with the stage `LOAD` finished. What they give takes the place of what
lower layers have of the same documents.
"""

import hashlib
import json
import logging
import mmap
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

import pyarrow as pa
import pyarrow.parquet as pq

from copydesk.hints import Hints
from copydesk.params import PipelineParams
from copydesk.records import SourceFile
from warehouse.lake import writer_lock
from warehouse.ledger import PLAN, Plan, write_parquet
from warehouse.profiles import profiles_of_run
from warehouse.root import WarehouseRoot

log = logging.getLogger(__name__)

LOAD, SPLIT, ENRICH = "load", "split", "enrich"
"""Stages, each a folder in the chunk's folder, in this order."""

HINTS = "hints"
"""Table in the stage `LOAD` of a chunk of a higher layer: document and its repeated lines."""

PARTS = "parts"
"""Folder of a run's plan parts, below `WarehouseRoot.run_folder`."""

_FIRST = ("first_batch_id", "first_path", "first_source", "first_url", "first_captured_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Documents worked on together: rows of the plan in ``part``, results in ``staged``.

    ``basis`` is all that the results depend on beside the documents: fingerprint of the parameters,
    code version, and for work done again the snapshot that it starts from.
    """

    key: str
    part: Path
    staged: Path
    documents: int
    basis: tuple[str, str, str]
    layer: int = 0

    def stage(self, name: str) -> Path:
        """Folder of a stage's tables, there once the stage is finished."""
        return self.staged / name


class Steps(Protocol):
    """The pure steps; `copydesk.steps` is one such, tests give another."""

    load_files: Callable[..., Any]
    split_documents: Callable[..., Any]
    enrich_articles: Callable[..., Any]


def cut_chunks(root: WarehouseRoot, plan: Plan, *, chunk_size: int = 1_000) -> tuple[Chunk, ...]:
    """The work of ``plan`` in chunks of at most about ``chunk_size`` documents; none when there is none.

    Documents are dealt by the first bits of their id: when a file joins a batch, only the chunk
    that it falls into is another one, and the rest of a killed run's work is found again.
    """
    work = pq.read_table(plan.path, schema=PLAN)
    work = work.filter(work["is_work"])
    if not work.num_rows:
        return ()
    dealt = deal(work["document_id"].to_pylist(), chunk_size)
    parts = root.run_folder(plan.run_id) / PARTS
    parts.mkdir(parents=True, exist_ok=True)
    # Under the lock, so that nobody prunes a finished chunk while this run lays its hand on it.
    with writer_lock(root):
        return tuple(_cut(root, plan, work.take(rows), parts) for rows in dealt)


def deal(document_ids: Sequence[str], chunk_size: int) -> list[list[int]]:
    """Places of ``document_ids``, by the first bits of the ids in lots of about ``chunk_size`` at most."""
    bits = max(0, (-(-len(document_ids) // chunk_size) - 1).bit_length())
    dealt: dict[int, list[int]] = defaultdict(list)
    for index, document_id in enumerate(document_ids):
        dealt[int(document_id[:8], 16) >> (32 - bits)].append(index)
    return [dealt[bucket] for bucket in sorted(dealt)]


def _cut(root: WarehouseRoot, plan: Plan, rows: pa.Table, parts: Path) -> Chunk:
    # What is done again must not find what it gave the last time, unless that was never published.
    is_again = not {"retry", "redo"}.isdisjoint(rows["action"].to_pylist())
    basis = (plan.params_fingerprint, plan.code_version, str(plan.snapshot_id) if is_again else "")
    return _write_part(rows, parts, root.staged_chunks, basis)


def _write_part(rows: pa.Table, parts: Path, staged: Path, basis: tuple[str, str, str]) -> Chunk:
    ordered = rows.sort_by("document_id")
    key = _key(ordered, basis)
    part = parts / f"{key}.parquet"
    write_parquet(ordered, part)
    return Chunk(key=key, part=part, staged=staged / key, documents=ordered.num_rows, basis=basis)


def _key(rows: pa.Table, basis: tuple[str, str, str]) -> str:
    facts = [
        list(row.values()) for row in rows.select(["document_id", *_FIRST, "row_fingerprint"]).to_pylist()
    ]
    text = json.dumps([basis, facts], default=str)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def is_done(chunk: Chunk) -> bool:
    """True when all stages of the chunk are finished, perhaps by a run that was killed later."""
    return chunk.stage(ENRICH).is_dir()


def load_chunk(
    chunk: Chunk,
    params: PipelineParams,
    *,
    steps: Steps | None = None,
    checkpoint: Callable[[str], None] = lambda _: None,
) -> Chunk:
    """Bytes to text; afterwards the stage `LOAD` of the returned chunk is there.

    A file whose bytes are no longer those of the plan is left out with a warning: the returned
    chunk is then another, smaller one, and the next run takes the file up as it is by then.

    Raises:
        ValueError: ``params`` are not those of the plan.
    """
    if params.fingerprint() != chunk.basis[0]:
        raise ValueError("these parameters are not the plan's")
    if chunk.stage(LOAD).is_dir():
        return chunk
    part = pq.read_table(chunk.part, schema=PLAN)
    taken: list[int] = []
    loaded = (steps or _core_steps()).load_files(_sources(part, params.load.max_bytes, taken), params)
    if len(taken) < part.num_rows:
        chunk = _write_part(part.take(taken), chunk.part.parent, chunk.staged.parent, chunk.basis)
    write_stage(chunk, LOAD, {"documents": loaded.documents, "quarantine": loaded.quarantine}, checkpoint)
    return chunk


def _sources(part: pa.Table, max_bytes: int, taken: list[int]) -> Iterator[tuple[SourceFile, bytes]]:
    """Each file that still is what the plan says, with its bytes; ``taken`` gets its row's number."""
    for index, row in enumerate(part.to_pylist()):
        raw = _read(Path(os.fsdecode(row["location"])), row["document_id"], row["byte_count"], max_bytes)
        if raw is None:
            log.warning("left for the next run, because it changed during this one: %s", row["path"])
            continue
        taken.append(index)
        yield _first_sighting(row), raw


def _first_sighting(row: Mapping[str, Any]) -> SourceFile:
    return SourceFile(
        batch_id=row["first_batch_id"],
        path=row["first_path"],
        document_id=row["document_id"],
        byte_count=row["byte_count"],
        source=row["first_source"],
        url=row["first_url"],
        captured_at=row["first_captured_at"],
    )


def _read(location: Path, document_id: str, byte_count: int, max_bytes: int) -> bytes | None:
    try:
        with location.open("rb") as stream:
            if byte_count > max_bytes:
                # The step will refuse it by its length: memory need not hold it for that.
                raw = cast(bytes, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
            else:
                raw = stream.read(max_bytes + 1)
    except (OSError, ValueError):
        return None
    return raw if hashlib.sha256(raw).hexdigest() == document_id else None


def split_chunk(
    chunk: Chunk,
    params: PipelineParams,
    *,
    steps: Steps | None = None,
    checkpoint: Callable[[str], None] = lambda _: None,
) -> Chunk:
    """Text to blocks and articles; afterwards the stage `SPLIT` is there. Needs `LOAD`."""
    if not chunk.stage(SPLIT).is_dir():
        documents = _staged(chunk, LOAD, "documents")
        made = (steps or _core_steps()).split_documents(documents, params, hints=_hints(chunk, documents))
        tables = {
            "documents": made.documents.drop_columns(
                ["text"] if "text" in made.documents.schema.names else []
            ),
            "articles": made.articles,
            "blocks": made.blocks,
            "lines": made.lines,
            "quarantine": made.quarantine,
        }
        write_stage(chunk, SPLIT, tables, checkpoint)
    return chunk


def _hints(chunk: Chunk, documents: pa.Table) -> dict[str, Hints]:
    """What is known of the chunk's documents beside their texts; only those that something is known of."""
    from copydesk.steps import hints_of  # noqa: PLC0415 - as in _core_steps

    rows = _staged(chunk, LOAD, HINTS).to_pylist() if chunk.layer else []
    repeated = {row["document_id"]: row["repeated"] for row in rows}
    return hints_of(documents, profiles_of_run(chunk.part.parent.parent), repeated)


def enrich_chunk(
    chunk: Chunk,
    params: PipelineParams,
    *,
    steps: Steps | None = None,
    checkpoint: Callable[[str], None] = lambda _: None,
) -> Chunk:
    """What the articles say and how that is known; afterwards the chunk can be published. Needs `SPLIT`."""
    if not is_done(chunk):
        documents, articles = _staged(chunk, SPLIT, "documents"), _staged(chunk, SPLIT, "articles")
        blocks = _staged(chunk, SPLIT, "blocks")
        profiles = profiles_of_run(chunk.part.parent.parent)
        made = (steps or _core_steps()).enrich_articles(articles, documents, blocks, params, profiles)
        write_stage(chunk, ENRICH, made._asdict(), checkpoint)
    return chunk


def _staged(chunk: Chunk, stage: str, table: str) -> pa.Table:
    return pq.read_table(chunk.stage(stage) / f"{table}.parquet")


def write_stage(
    chunk: Chunk,
    stage: str,
    tables: Mapping[str, pa.Table],
    checkpoint: Callable[[str], None] = lambda _: None,
) -> None:
    """All tables of a stage at once: after a kill its folder is not there, or whole."""
    chunk.staged.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{stage}-", dir=chunk.staged))
    for name, table in tables.items():
        pq.write_table(table, fresh / f"{name}.parquet", compression="zstd")
    checkpoint(f"{stage} written")
    try:
        fresh.rename(chunk.stage(stage))
    except OSError:
        # Another run of the same documents was faster: its tables are the same as these.
        shutil.rmtree(fresh)
        if not chunk.stage(stage).is_dir():
            raise
    checkpoint(f"{stage} done")


def _core_steps() -> Steps:
    # Here and not above: it imports the extractor and the language detector, which readers do not need.
    from copydesk import steps  # noqa: PLC0415

    return steps
