"""What every method shares: the texts it reads, and what it leaves behind for the table.

Runs with the Pythons of the peers too, so it needs NumPy and pyarrow and nothing of the project.
"""

import json
import resource
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow.parquet as pq

Pairs = npt.NDArray[np.int64]
"""Two places of texts a row, the lower first, each pair once."""
MISSING_EXIT: Final = 3
"""Exit code of a method whose package is not there."""
_ROWS_AT_ONCE: Final = 5_000
_Item = TypeVar("_Item")


def cpu_seconds() -> float:
    """CPU seconds that this process and those it has waited for took."""
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def peak_mb() -> float:
    """Most memory that this process, or one it has waited for, held at once."""
    return (
        max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        / 1024
    )


class Meter:
    """Counts what a method took, and writes its stages to ``out``: figures and pairs or clusters of each.

    Make it once everything is imported: what came before is the start.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self.out.mkdir(parents=True, exist_ok=True)
        self.start = cpu_seconds()
        self.reading = 0.0
        self._stages: dict[str, dict[str, Any]] = {}

    def timed(self, items: Iterable[_Item]) -> Iterator[_Item]:
        """``items``; making them counts as reading."""
        iterator = iter(items)
        while True:
            began = cpu_seconds()
            try:
                item = next(iterator)
            except StopIteration:
                return
            finally:
                self.reading += cpu_seconds() - began
            yield item

    def called(self, function: Callable[..., _Item]) -> Callable[..., _Item]:
        """``function``; what it takes counts as reading."""

        def counted(*args: Any, **kwargs: Any) -> _Item:
            began = cpu_seconds()
            try:
                return function(*args, **kwargs)
            finally:
                self.reading += cpu_seconds() - began

        return counted

    def texts(self, folder: Path) -> Iterator[str]:
        """The texts, in the order of their places."""
        return self.timed(_texts(folder))

    def mark(self, stage: str, **notes: Any) -> None:
        """The method has come to the end of ``stage``: all from its start until here is counted."""
        cpu = cpu_seconds()
        self._stages[stage] = {
            "cpu": cpu,
            "search": cpu - self.start - self.reading,
            "peak_mb": peak_mb(),
            **notes,
        }

    def give(self, stage: str, *, pairs: Pairs | None = None, labels: npt.NDArray[Any] | None = None) -> None:
        """The outcome of a marked stage: its pairs, or a cluster's number for every text, or both."""
        for name, values in (("pairs", pairs), ("labels", labels)):
            if values is not None:
                np.save(self.out / f"{stage}.{name}.npy", values)
        (self.out / "stages.json").write_text(json.dumps(self._stages), encoding="utf-8")


def _texts(folder: Path) -> Iterator[str]:
    for path in text_files(folder):
        for batch in pq.ParquetFile(path).iter_batches(_ROWS_AT_ONCE, columns=["text"]):
            yield from batch.column(0).to_pylist()


def text_files(folder: Path) -> list[Path]:
    """Parquet files with the columns ``id`` (the content hash) and ``text``, in order."""
    return sorted(folder.glob("texts-*.parquet"))


def text_count(folder: Path) -> int:
    """How many texts there are."""
    return sum(pq.read_metadata(path).num_rows for path in text_files(folder))


def missing(err: ImportError) -> SystemExit:
    """Ends a method whose package is not there."""
    print(f"no module {err.name!r}", file=sys.stderr)
    return SystemExit(MISSING_EXIT)


def unique_pairs(one: npt.NDArray[Any], other: npt.NDArray[Any]) -> Pairs:
    """Each pair of different texts once, the lower place first."""
    low, high = np.minimum(one, other).astype(np.int64), np.maximum(one, other).astype(np.int64)
    codes = np.unique((low[low != high] << 32) | high[low != high])
    return np.stack([codes >> 32, codes & 0xFFFFFFFF], axis=1)
