"""Task: one commit over all tables."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from copydesk.params import PipelineParams
from tasks.retries import RETRY_SECONDS, only_transient
from warehouse.chunks import Chunk
from warehouse.ledger import Plan
from warehouse.publish import Published, publish
from warehouse.root import WarehouseRoot
from warehouse.runs import RunStart


@task(
    name="publish-run",
    task_run_name="publish-{plan.run_id:.8}",
    cache_policy=NO_CACHE,
    retries=len(RETRY_SECONDS),
    retry_delay_seconds=list(RETRY_SECONDS),
    retry_condition_fn=only_transient,
)
def publish_run_task(
    root: WarehouseRoot,
    plan: Plan,
    chunks: Sequence[Chunk],
    run: RunStart,
    *,
    params: PipelineParams,
    now: Callable[[], datetime],
    clusters: Path,
    step_seconds: Mapping[str, float],
) -> Published:
    """Make the staged chunks part of the archive, all or nothing; again changes nothing."""
    return publish(
        root, plan, chunks, run, params=params, now=now, clusters=clusters, step_seconds=step_seconds
    )
