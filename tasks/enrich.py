"""Task: language, dates and hashes of a chunk's articles."""

from collections.abc import Callable

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.retries import RETRY_SECONDS, only_transient
from warehouse.chunks import Chunk, enrich_chunk


@task(
    name="enrich-chunk",
    task_run_name="enrich-{chunk.key:.8}",
    cache_policy=NO_CACHE,
    retries=len(RETRY_SECONDS),
    retry_delay_seconds=list(RETRY_SECONDS),
    retry_condition_fn=only_transient,
)
def enrich_chunk_task(chunk: Chunk, work: Callable[..., Chunk]) -> Chunk:
    """Complete the articles of ``chunk``; afterwards it can be published.

    ``work`` decides in which process: it is called with the step and the chunk.
    """
    return work(enrich_chunk, chunk)
