"""Task: what of the batches is new, and how the work is cut."""

from collections.abc import Sequence
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.planning import plan_work
from tasks.retries import RETRY_SECONDS, only_transient
from warehouse.chunks import Chunk
from warehouse.ledger import Plan, Reprocess
from warehouse.root import WarehouseRoot


@task(
    name="plan-run",
    task_run_name="plan-{run_id:.8}",
    cache_policy=NO_CACHE,
    retries=len(RETRY_SECONDS),
    retry_delay_seconds=list(RETRY_SECONDS),
    retry_condition_fn=only_transient,
)
def plan_run_task(
    root: WarehouseRoot,
    paths: Sequence[Path],
    *,
    run_id: str,
    params_fingerprint: str,
    reprocess: Reprocess,
    only: frozenset[str] | None,
    workers: int,
    chunk_files: int,
    profiles: Path | None,
) -> tuple[Plan, tuple[Chunk, ...]]:
    """Hash the files, ask the ledger, stage the plan and its chunks."""
    return plan_work(
        root,
        paths,
        run_id=run_id,
        params_fingerprint=params_fingerprint,
        reprocess=reprocess,
        only=only,
        workers=workers,
        chunk_files=chunk_files,
        profiles=profiles,
    )
