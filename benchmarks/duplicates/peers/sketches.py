"""datasketch: MinHash signatures in an LSH index, then the exact Jaccard of what it finds.

python -m benchmarks.duplicates.peers.sketches THRESHOLD TEXTS OUT
"""

import sys
from array import array
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.duplicates.peers.meter import Meter, missing, unique_pairs
from benchmarks.duplicates.shingling import shingles

try:
    from datasketch import MinHash, MinHashLSH
except ImportError as err:
    raise missing(err) from err

PERMUTATIONS = 128


def run(threshold: float, folder: Path, meter: Meter) -> None:
    """Every text is asked for among those before it and then inserted, so each pair comes once."""
    lsh = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    one, other = array("I"), array("I")
    sketches = MinHash.generator(_encoded(meter.texts(folder)), num_perm=PERMUTATIONS)
    for number, sketch in enumerate(sketches):
        found = lsh.query(sketch)
        one.extend([number] * len(found))
        other.extend(found)
        lsh.insert(number, sketch, check_duplication=False)
    meter.mark("candidates", bands=lsh.b, rows=lsh.r)
    pairs = unique_pairs(np.frombuffer(one, dtype=np.uint32), np.frombuffer(other, dtype=np.uint32))
    meter.give("candidates", pairs=pairs)
    del lsh, one, other
    true = pairs[_jaccard(pairs, _sets(folder, meter, np.unique(pairs))) >= threshold]
    meter.mark("verified")
    meter.give("verified", pairs=true)


def _encoded(texts: Iterator[str]) -> Iterator[list[bytes]]:
    for text in texts:
        yield [shingle.encode() for shingle in shingles(text)]


def _sets(folder: Path, meter: Meter, wanted: npt.NDArray[np.int64]) -> dict[int, npt.NDArray[np.int64]]:
    """Hashes of the shingles of each wanted text, ascending."""
    needed = set(wanted.tolist())
    return {
        number: np.unique(np.array([hash(shingle) for shingle in shingles(text)], dtype=np.int64))
        for number, text in enumerate(meter.texts(folder))
        if number in needed
    }


def _jaccard(pairs: npt.NDArray[np.int64], sets: dict[int, npt.NDArray[np.int64]]) -> npt.NDArray[np.float64]:
    result = np.zeros(len(pairs))
    for i, (a, b) in enumerate(pairs):
        few, many = sorted((sets[int(a)], sets[int(b)]), key=len)
        places = np.minimum(np.searchsorted(many, few), len(many) - 1)
        common = int(np.count_nonzero(many[places] == few))
        result[i] = common / (len(few) + len(many) - common)
    return result


if __name__ == "__main__":
    run(float(sys.argv[1]), Path(sys.argv[2]), Meter(Path(sys.argv[3])))
