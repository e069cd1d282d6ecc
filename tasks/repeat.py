"""Task: lines that sources repeat from story to story, and the documents to split again for them."""

from collections.abc import Sequence

from prefect import task
from prefect.cache_policies import NO_CACHE

from copydesk.params import PipelineParams
from tasks.retries import RETRY_SECONDS, only_transient
from warehouse.chunks import Chunk
from warehouse.ledger import Plan
from warehouse.repeats import stage_again
from warehouse.root import WarehouseRoot


@task(
    name="repeat-run",
    task_run_name="repeat-{plan.run_id:.8}",
    cache_policy=NO_CACHE,
    retries=len(RETRY_SECONDS),
    retry_delay_seconds=list(RETRY_SECONDS),
    retry_condition_fn=only_transient,
)
def repeat_run_task(
    root: WarehouseRoot, plan: Plan, chunks: Sequence[Chunk], params: PipelineParams, *, chunk_size: int
) -> tuple[Chunk, ...]:
    """Stage chunks of the documents to split again. Fan-in: it starts anew when it is tried again."""
    return stage_again(root, plan, chunks, params, chunk_size=chunk_size)
