"""Enriching what the archive holds again: chunks to the crew, then the differences, then one commit."""

import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime

from flows.crew import Crew
from flows.engine import check_models
from flows.meter import Meter, Progress
from flows.pipeline import new_run
from flows.settings import Settings
from warehouse.chunks import SPLIT, Chunk, enrich_chunk
from warehouse.lake import no_warehouse
from warehouse.layout import check_layout
from warehouse.profiles import read_profiles
from warehouse.recall import plan_renewal, recalling
from warehouse.renewal import Renewed, rehearse_renewal, renew
from warehouse.root import WarehouseRoot
from warehouse.runs import under_way


def enrich_again(
    settings: Settings,
    *,
    is_all: bool = False,
    dry_run: bool = False,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> Renewed:
    """Enrich anew what other rules or parameters enriched, or all; with ``dry_run`` only say what differs.

    What is staged when it is stopped is taken up by the next call. After a rehearsal too: the run that
    follows only publishes.

    Raises:
        UsageError: there is no warehouse.
        CopydeskError: a chunk could not be enriched; nothing is published.
        TransientError: another process holds the warehouse for too long.
    """
    check_models(settings.params)
    root = WarehouseRoot(settings.warehouse.absolute())
    check_layout(root)
    if not root.exists():
        raise no_warehouse(root.path)
    run = new_run("enrich", engine="direct", params=settings.params)
    meter = Meter(on_progress)
    with under_way(root, run):
        with meter.step("plan"):
            plan = plan_renewal(
                root,
                run.run_id,
                settings.params,
                profiles=read_profiles(settings.profiles),
                is_all=is_all,
                chunk_size=settings.chunk_files,
            )
        meter.expect_documents(plan.documents)
        with Crew(settings.params, workers=settings.workers, meter=meter) as crew:
            _work(root, plan.chunks, crew, settings.workers)
        with meter.step("publish"):
            if dry_run or not plan.chunks:
                done = rehearse_renewal(root, plan.chunks)
                shutil.rmtree(root.run_folder(run.run_id), ignore_errors=True)
            else:
                done = renew(root, plan.chunks, run, now=lambda: datetime.now(UTC))
    return done


def _work(root: WarehouseRoot, chunks: Sequence[Chunk], crew: Crew, workers: int) -> None:
    with recalling(root) as recall, ThreadPoolExecutor(workers) as threads:
        under_work: list[Future[None]] = []
        for chunk in chunks:
            # As many wait as keep the workers busy: what is recalled lies on disk until it is enriched.
            if len(under_work) >= 2 * workers:
                under_work.pop(0).result()
            under_work.append(threads.submit(_enrich, crew, recall(chunk)))
        for future in under_work:
            future.result()


def _enrich(crew: Crew, chunk: Chunk) -> None:
    crew.work(enrich_chunk, chunk)
    shutil.rmtree(chunk.stage(SPLIT), ignore_errors=True)
