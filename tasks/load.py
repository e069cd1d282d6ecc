"""Task: bytes of a chunk to text."""

from collections.abc import Callable

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.retries import RETRY_SECONDS, only_transient
from warehouse.chunks import Chunk, load_chunk


@task(
    name="load-chunk",
    task_run_name="load-{chunk.key:.8}",
    cache_policy=NO_CACHE,
    retries=len(RETRY_SECONDS),
    retry_delay_seconds=list(RETRY_SECONDS),
    retry_condition_fn=only_transient,
)
def load_chunk_task(chunk: Chunk, work: Callable[..., Chunk]) -> Chunk:
    """Read and decode the files of ``chunk``; a finished stage is used again.

    ``work`` decides in which process: it is called with the step and the chunk.
    """
    return work(load_chunk, chunk)
