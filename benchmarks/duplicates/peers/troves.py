"""datatrove: its MinHash pipeline of signatures, buckets and clusters, one task after the other.

python -m benchmarks.duplicates.peers.troves BUCKETS HASHES TEXTS OUT
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow.parquet as pq

from benchmarks.duplicates.peers.meter import Meter, Pairs, missing, text_files, unique_pairs

try:
    import spacy  # noqa: F401  # its word tokenizer of English, which is the default
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.dedup import MinhashDedupBuckets, MinhashDedupCluster, MinhashDedupSignature
    from datatrove.pipeline.dedup.minhash import MinhashConfig
    from datatrove.pipeline.readers import ParquetReader
    from loguru import logger
except ImportError as err:
    raise missing(err) from err


def run(buckets: int, hashes: int, folder: Path, meter: Meter) -> None:
    """One task for each file of texts, one for each bucket, one for the clusters."""
    logger.remove()
    config = MinhashConfig(num_buckets=buckets, hashes_per_bucket=hashes)
    work = meter.out / "work"
    reader = ParquetReader(str(folder), glob_pattern="texts-*.parquet", read_metadata=False)

    def read(data: Any, rank: int, world_size: int) -> Iterator[Any]:
        return meter.timed(reader.run(data, rank, world_size))

    signatures, dups, clusters = (str(work / name) for name in ("signatures", "dups", "clusters"))
    steps: list[tuple[list[Any], int]] = [
        ([read, MinhashDedupSignature(signatures, config=config)], len(text_files(folder))),
        ([MinhashDedupBuckets(signatures, dups, config=config)], buckets),
        ([MinhashDedupCluster(dups, clusters, config=config, save_cluster_id=True)], 1),
    ]
    for number, (pipeline, tasks) in enumerate(steps):
        LocalPipelineExecutor(pipeline, tasks=tasks, workers=1, logging_dir=str(work / f"log{number}")).run()
    meter.mark("clusters")
    starts = np.cumsum([0, *(pq.read_metadata(path).num_rows for path in text_files(folder))])
    meter.give("clusters", pairs=_pairs(work / "dups", starts), labels=_labels(work / "clusters", starts))


def _pairs(folder: Path, starts: npt.NDArray[np.int64]) -> Pairs:
    """All pairs that share a bucket. What is written is each text of a bucket with the one after it."""
    known = np.empty((0, 2), dtype=np.int64)
    for path in sorted(folder.glob("*.dups")):
        rows = np.fromfile(path, dtype="<u4").reshape(-1, 4).astype(np.int64)
        one, other = starts[rows[:, 0]] + rows[:, 1], starts[rows[:, 2]] + rows[:, 3]
        cuts = np.flatnonzero(other[:-1] != one[1:]) + 1
        chains = [
            np.append(ends[0], ends[1:])
            for a, b in zip(np.split(one, cuts), np.split(other, cuts), strict=True)
            if len(ends := np.append(a[:1], b))
        ]
        met = [np.array(np.triu_indices(len(chain), 1)) for chain in chains]
        both = [chain[places] for chain, places in zip(chains, met, strict=True)]
        found = np.concatenate([known.T, *both], axis=1)
        known = unique_pairs(found[0], found[1])
    return known


def _labels(folder: Path, starts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The number of each text's cluster; those that are in none have one of their own."""
    labels = np.arange(starts[-1])
    for path in sorted(folder.glob("*.clusters")):
        rows = np.fromfile(path, dtype="<u4").reshape(-1, 2).astype(np.int64)
        labels[starts[int(path.stem)] + rows[:, 0]] = starts[-1] + rows[:, 1]
    return labels


if __name__ == "__main__":
    run(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), Meter(Path(sys.argv[4])))
