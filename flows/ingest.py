"""The Prefect flow ``ingest``: a task run for each step of a chunk, so that each can be seen and tried again.

A deployment names it ``flows.ingest.ingest`` (a module entrypoint) and gives the fields of
`flows.pipeline.Request` under ``request``.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, cast

from prefect import flow, tags
from prefect.futures import PrefectFuture
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.crew import Crew
from flows.meter import Meter, Progress
from flows.pipeline import Outcome, Request, Steps, run_pipeline
from flows.settings import cores
from tasks.dedup import dedup_run_task
from tasks.enrich import enrich_chunk_task
from tasks.load import load_chunk_task
from tasks.plan import plan_run_task
from tasks.publish import publish_run_task
from tasks.repeat import repeat_run_task
from tasks.split import split_chunk_task
from warehouse.chunks import Chunk
from warehouse.ledger import Plan

# Not a parameter of the flow: those are stored by the API, and a function cannot be.
_ON_PROGRESS: ContextVar[Callable[[Progress], None] | None] = ContextVar("on_progress", default=None)


def _runner(workers: int) -> TaskRunner[PrefectFuture[Any]]:
    # Each chunk under work may have a thread that waits for the step before.
    return cast("TaskRunner[PrefectFuture[Any]]", ThreadPoolTaskRunner(max_workers=3 * workers))


@flow(
    name="ingest",
    flow_run_name="ingest-{request.label}",
    task_runner=_runner(cores()),
    persist_result=False,
)
def ingest(request: Request) -> Outcome:
    """Ingest what ``request`` names; safe to run again, and to run twice at once."""
    meter = Meter(_ON_PROGRESS.get() or (lambda _: None))
    with Crew(request.params, workers=request.workers, meter=meter) as crew:
        return run_pipeline(request, _steps(crew), engine="prefect", meter=meter)


def ingest_with_prefect(
    request: Request, *, on_progress: Callable[[Progress], None] = lambda _: None
) -> Outcome:
    """Run the flow `ingest` here, on the API that Prefect is set to, or on one of its own if on none."""
    token = _ON_PROGRESS.set(on_progress)
    try:
        with tags("copydesk", *(f"batch:{name}" for name in request.names)):
            return ingest.with_options(task_runner=_runner(request.workers))(request)
    finally:
        _ON_PROGRESS.reset(token)


def _steps(crew: Crew) -> Steps:
    return Steps(
        plan=_plan,
        load=lambda chunk: load_chunk_task.submit(chunk, crew.work),
        split=lambda before: split_chunk_task.submit(_chunk(before), crew.work),
        enrich=lambda before: enrich_chunk_task.submit(_chunk(before), crew.work),
        repeat=repeat_run_task,
        dedup=dedup_run_task,
        publish=publish_run_task,
    )


def _chunk(pending: Any) -> Chunk:
    """A future where a chunk is expected: Prefect waits for it, and hands its result to the task."""
    chunk: Chunk = pending
    return chunk


def _plan(request: Request, run_id: str) -> tuple[Plan, tuple[Chunk, ...]]:
    return plan_run_task(
        request.root,
        request.paths,
        run_id=run_id,
        params_fingerprint=request.params.fingerprint(),
        reprocess=request.reprocess,
        only=request.only,
        workers=request.workers,
        chunk_files=request.chunk_files,
        profiles=request.profiles,
    )
