"""The engine without Prefect: the same steps in the same order, from this process."""

import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar

from copydesk.errors import TransientError
from flows.crew import ChunkStep, Crew
from flows.meter import Meter, Progress
from flows.pipeline import Outcome, Pending, Request, Steps, run_pipeline
from tasks.planning import plan_work
from tasks.retries import RETRY_SECONDS
from warehouse.chunks import Chunk, enrich_chunk, load_chunk, split_chunk
from warehouse.clusters import stage_clusters
from warehouse.ledger import Plan
from warehouse.publish import publish
from warehouse.repeats import stage_again

P = ParamSpec("P")
T = TypeVar("T")


def ingest_directly(request: Request, *, on_progress: Callable[[Progress], None] = lambda _: None) -> Outcome:
    """Run the whole pipeline here; `flows.pipeline.run_pipeline` says what is true afterwards."""
    meter = Meter(on_progress)
    with (
        _threads(request.workers) as threads,
        Crew(request.params, workers=request.workers, meter=meter) as crew,
    ):
        return run_pipeline(request, _steps(threads, crew), engine="direct", meter=meter)


def _steps(threads: Executor, crew: Crew) -> Steps:
    work = _trying(crew.work)

    def after(step: ChunkStep) -> Callable[[Pending], Pending]:
        return lambda before: threads.submit(lambda: work(step, before.result()))

    return Steps(
        plan=_trying(_plan),
        load=lambda chunk: threads.submit(work, load_chunk, chunk),
        split=after(split_chunk),
        enrich=after(enrich_chunk),
        repeat=_trying(stage_again),
        dedup=_trying(stage_clusters),
        publish=_trying(publish),
    )


def _plan(request: Request, run_id: str) -> tuple[Plan, tuple[Chunk, ...]]:
    return plan_work(
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


def _trying(step: Callable[P, T]) -> Callable[P, T]:
    """``step``, tried again after a transient error as often as Prefect would."""

    def tried(*args: P.args, **kwargs: P.kwargs) -> T:
        for pause in RETRY_SECONDS:
            try:
                return step(*args, **kwargs)
            except TransientError:
                time.sleep(pause)
        return step(*args, **kwargs)

    return tried


def _threads(workers: int) -> Executor:
    # Each chunk under work may have a thread that waits for the one before.
    return ThreadPoolExecutor(3 * workers) if workers > 1 else _Here()


class _Here(Executor):
    """Runs what it is given at once: Ctrl-C and a debugger find the step itself."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """A future that is done."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as err:  # noqa: BLE001 - who asks for the result gets it
            future.set_exception(err)
        return future
