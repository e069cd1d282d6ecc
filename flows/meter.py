"""Seconds of each step, and how far a run is: counted in one place, from several threads."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from warehouse.chunks import Chunk
from warehouse.ledger import Plan

STEPS = ("plan", "load", "split", "enrich", "repeat", "dedup", "publish")
"""The steps, in their order."""

_OF_A_CHUNK = ("load", "split", "enrich")


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run is: the step that came on last, and documents that are through all steps of a chunk."""

    step: str
    documents_done: int
    documents: int


class Meter:
    """Collects seconds by step, and tells ``on_progress`` whenever something came on."""

    def __init__(self, on_progress: Callable[[Progress], None] = lambda _: None) -> None:
        self._on_progress = on_progress
        self._lock = threading.Lock()
        self._seconds: dict[str, float] = defaultdict(float)
        self._stages = 0
        self._documents = 0
        self._stages_of_each = len(_OF_A_CHUNK)

    def seconds(self) -> dict[str, float]:
        """Seconds so far by step, in the order of the steps; those of chunks are summed over processes."""
        with self._lock:
            return {step: round(self._seconds[step], 3) for step in STEPS if step in self._seconds}

    def expect(self, plan: Plan) -> None:
        """Say how many documents there are to work on."""
        self._documents = plan.documents

    def expect_documents(self, documents: int) -> None:
        """Say how many documents go through the step enrich and no other."""
        self._documents, self._stages_of_each = documents, 1

    def expect_again(self, chunks: Sequence[Chunk]) -> None:
        """Say that the documents of ``chunks`` are to be worked on once more."""
        self._documents += sum(chunk.documents for chunk in chunks)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time the block as one step."""
        self._tell(name)
        start = time.perf_counter()
        try:
            yield
        finally:
            with self._lock:
                self._seconds[name] += time.perf_counter() - start

    def finished(self, step: str, documents: int, seconds: float) -> None:
        """Note that a chunk of ``documents`` went through ``step``."""
        with self._lock:
            self._seconds[step] += seconds
            self._stages += documents
        self._tell(step)

    def _tell(self, step: str) -> None:
        done = self._stages // self._stages_of_each
        self._on_progress(Progress(step=step, documents_done=done, documents=self._documents))
