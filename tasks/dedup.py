"""Task: copies among the staged articles and those of the archive."""

from collections.abc import Sequence
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.retries import RETRY_SECONDS, only_transient
from warehouse.chunks import Chunk
from warehouse.clusters import stage_clusters
from warehouse.ledger import Plan
from warehouse.root import WarehouseRoot


@task(
    name="dedup-run",
    task_run_name="dedup-{plan.run_id:.8}",
    cache_policy=NO_CACHE,
    retries=len(RETRY_SECONDS),
    retry_delay_seconds=list(RETRY_SECONDS),
    retry_condition_fn=only_transient,
)
def dedup_run_task(root: WarehouseRoot, plan: Plan, chunks: Sequence[Chunk]) -> Path:
    """Stage the clusters of what ``chunks`` bring. Fan-in: it starts anew when it is tried again."""
    return stage_clusters(root, plan, chunks)
