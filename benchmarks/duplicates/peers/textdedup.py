"""text-dedup: its MinHash command as it stands, on local Parquet files and without the network.

python -m benchmarks.duplicates.peers.textdedup THRESHOLD TEXTS OUT
"""

import sys
from pathlib import Path

import numpy as np

from benchmarks.duplicates.peers.meter import Meter, missing, text_count, text_files

try:
    from text_dedup import minhash
except ImportError as err:
    raise missing(err) from err


def run(threshold: float, folder: Path, meter: Meter) -> None:
    """It keeps no pairs: there are clusters only."""
    minhash.load_hf_dataset = meter.called(minhash.load_hf_dataset)
    files = [str(path.resolve()) for path in text_files(folder)]
    options = {
        "path": "parquet", "data_files": str(folder.resolve() / "texts-*.parquet"), "split": "train",
        "cache_dir": str(meter.out / "cache"), "output": str(meter.out / "kept"), "column": "text",
        "threshold": str(threshold), "num_proc": "1",
    }  # fmt: skip
    args = [part for name, value in options.items() for part in (f"--{name}", value)]
    minhash.main(args, standalone_mode=False)
    meter.mark("clusters", files=len(files))
    above = minhash.uf
    known = sorted(above.parent)
    labels = np.arange(text_count(folder))
    labels[known] = [above.find(place) for place in known]
    meter.give("clusters", labels=labels)


if __name__ == "__main__":
    run(float(sys.argv[1]), Path(sys.argv[2]), Meter(Path(sys.argv[3])))
