"""Task: texts of a chunk to blocks and articles."""

from collections.abc import Callable

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.retries import RETRY_SECONDS, only_transient
from warehouse.chunks import Chunk, split_chunk


@task(
    name="split-chunk",
    task_run_name="split-{chunk.key:.8}",
    cache_policy=NO_CACHE,
    retries=len(RETRY_SECONDS),
    retry_delay_seconds=list(RETRY_SECONDS),
    retry_condition_fn=only_transient,
)
def split_chunk_task(chunk: Chunk, work: Callable[..., Chunk]) -> Chunk:
    """Cut the texts of ``chunk`` up; a finished stage is used again.

    ``work`` decides in which process: it is called with the step and the chunk.
    """
    return work(split_chunk, chunk)
