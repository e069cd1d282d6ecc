"""The texts of an archive made once for all methods: normalised, each different text once.

python -m benchmarks.duplicates.peers.prepare BULK FOLDER ARTICLES
"""

import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.duplicates.peers.meter import Meter
from copydesk.dedup.facts import FACTS
from copydesk.identity import compared_text


def prepare(bulk: Path, folder: Path, articles: int) -> None:
    """Write ``texts-*.parquet``, ``facts.parquet`` and ``truth.npy`` of the first ``articles`` of ``bulk``.

    An article whose text another has before it is left out: that needs a hash and no search. Every method
    gets the texts that remain.
    """
    meter = Meter(folder)
    seen: set[str] = set()
    facts, truth, left = [], [], articles
    for number, path in enumerate(sorted(bulk.glob("part-*.parquet"))):
        table = pq.read_table(path).slice(0, left)
        left -= table.num_rows
        hashes = table["content_hash"].to_pylist()
        fresh = [i for i, text in enumerate(hashes) if text not in seen and not seen.add(text)]  # type: ignore[func-returns-value]
        table = table.take(fresh)
        texts = [
            compared_text(title, body)
            for title, body in zip(table["title"].to_pylist(), table["body"].to_pylist(), strict=True)
        ]
        pq.write_table(
            pa.table({"id": table["content_hash"], "text": pa.array(texts, pa.string())}),
            folder / f"texts-{number:05}.parquet",
        )
        facts.append(_facts(table))
        truth += table["true_cluster"].to_pylist()
        if not left:
            break
    pq.write_table(pa.concat_tables(facts), folder / "facts.parquet")
    np.save(folder / "truth.npy", np.array(truth, dtype=np.int64))
    meter.mark("texts")
    meter.give("texts")


def _facts(table: pa.Table) -> pa.Table:
    """Columns of `FACTS`; those that the bulk has not are null."""
    known = set(table.column_names)
    return pa.table(
        [
            table[field.name] if field.name in known else pa.nulls(table.num_rows, field.type)
            for field in FACTS
        ],
        names=FACTS.names,
    )


if __name__ == "__main__":
    prepare(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
