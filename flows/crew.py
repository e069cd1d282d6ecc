"""The processes that work on chunks: a crash of one costs a chunk, never the run."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from types import TracebackType
from typing import Self

from copydesk.errors import CopydeskError
from copydesk.params import PipelineParams
from flows.logs import log_to_stderr
from flows.meter import Meter
from flows.stopping import check_stop
from warehouse.chunks import Chunk

ChunkStep = Callable[[Chunk, PipelineParams], Chunk]
"""`warehouse.chunks.load_chunk` and its siblings; a child process imports it by its name."""


class CrashedError(CopydeskError):
    """The process that worked on a chunk died of it, twice."""


class Crew:
    """Runs steps of chunks: in this process, or with more than one worker in child processes.

    To be used as a context manager: afterwards no child is left, at once when the block ended with an
    exception. What a step gives back does not depend on the number of workers.
    """

    def __init__(self, params: PipelineParams, *, workers: int, meter: Meter) -> None:
        self._params = params
        self._workers = workers
        self._meter = meter
        self._lock = threading.Lock()
        # Here one thread works at a time: the libraries' global state need not be safe for more.
        self._turn = threading.Lock()
        self._pools: set[ProcessPoolExecutor] = set()
        self._main: ProcessPoolExecutor | None = None
        self._is_over = False
        self._context = multiprocessing.get_context("forkserver")
        # The server imports what all its children need, once; they start in milliseconds.
        self._context.set_forkserver_preload(["flows.crew", "copydesk.steps"])

    def work(self, step: ChunkStep, chunk: Chunk) -> Chunk:
        """The chunk after ``step``; callable from several threads at once.

        Raises:
            CrashedError: a child process died of it, and another one that had nothing else to do.
            Exception: whatever the step raises.
        """
        name = step.__name__.partition("_")[0]
        done, seconds = self._run(step, chunk)
        self._meter.finished(name, chunk.documents, seconds)
        return done

    def _run(self, step: ChunkStep, chunk: Chunk) -> tuple[Chunk, float]:
        if self._workers == 1:
            with self._turn:
                self._check_not_over()
                try:
                    return _timed(step, chunk, self._params)
                finally:
                    check_stop()
        pool = self._pool()
        try:
            return pool.submit(_timed, step, chunk, self._params).result()
        except BrokenProcessPool:
            # Perhaps through no fault of this chunk: one dead child breaks the whole pool.
            self._drop(pool)
            return self._run_alone(step, chunk)

    def _run_alone(self, step: ChunkStep, chunk: Chunk) -> tuple[Chunk, float]:
        pool = self._new_pool(1)
        try:
            return pool.submit(_timed, step, chunk, self._params).result()
        except BrokenProcessPool as err:
            raise CrashedError(f"the process died that did {step.__name__} on it") from err
        finally:
            self._drop(pool)

    def _pool(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._main is not None:
                return self._main
        pool = self._new_pool(self._workers)
        with self._lock:
            self._main = self._main or pool
            return self._main

    def _new_pool(self, workers: int) -> ProcessPoolExecutor:
        with self._lock:
            self._check_not_over()
            pool = ProcessPoolExecutor(workers, mp_context=self._context, initializer=_start_child)
            self._pools.add(pool)
            return pool

    def _check_not_over(self) -> None:
        if self._is_over:
            raise CopydeskError("the run was stopped")

    def _drop(self, pool: ProcessPoolExecutor) -> None:
        with self._lock:
            self._pools.discard(pool)
            if self._main is pool:
                self._main = None
        pool.shutdown(wait=False, cancel_futures=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, err: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._is_over = True
            pools = list(self._pools)
        for pool in pools:
            if err is not None:
                for child in list((pool._processes or {}).values()):
                    child.kill()
            pool.shutdown(wait=err is None, cancel_futures=True)


def _timed(step: ChunkStep, chunk: Chunk, params: PipelineParams) -> tuple[Chunk, float]:
    start = time.perf_counter()
    done = step(chunk, params)
    return done, time.perf_counter() - start


def _start_child() -> None:
    # Ctrl-C reaches every process of the terminal; the parent ends its children itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    log_to_stderr()


def _end_with_parent() -> None:
    """A killed parent cannot end its children, and they would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
