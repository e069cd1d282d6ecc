"""What a plan step does in any engine: read the batches, ask the ledger, cut the work into chunks."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from warehouse.batches import Batch, read_batches
from warehouse.chunks import Chunk, cut_chunks
from warehouse.ledger import Plan, Reprocess, plan_run
from warehouse.profiles import read_profiles
from warehouse.root import WarehouseRoot

# Below this a chunk costs more to start than to work on.
_LEAST_FILES = 250


def plan_work(
    root: WarehouseRoot,
    paths: Sequence[Path],
    *,
    run_id: str,
    params_fingerprint: str,
    reprocess: Reprocess,
    only: frozenset[str] | None,
    workers: int,
    chunk_files: int,
    profiles: Path | None = None,
) -> tuple[Plan, tuple[Chunk, ...]]:
    """The plan of a run and its chunks; afterwards both are staged. ``only`` leaves out all other files.

    ``profiles`` is a folder of site profiles beside those that are shipped.
    """
    batches = select(read_batches(paths), only)
    plan = plan_run(
        root,
        batches,
        run_id=run_id,
        params_fingerprint=params_fingerprint,
        reprocess=reprocess,
        profiles=read_profiles(profiles),
    )
    # Two a worker, so that one slow chunk does not leave the others idle for long.
    share = -(-plan.documents // (2 * workers))
    return plan, cut_chunks(root, plan, chunk_size=min(chunk_files, max(share, _LEAST_FILES)))


def select(batches: Sequence[Batch], only: frozenset[str] | None) -> tuple[Batch, ...]:
    """``batches`` with the files of which ``only`` holds the URI; all files when it is None."""
    if only is None:
        return tuple(batches)
    kept = (replace(b, entries=tuple(e for e in b.entries if e.file.uri in only)) for b in batches)
    return tuple(batch for batch in kept if batch.entries)
