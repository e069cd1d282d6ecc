"""copydesk's own search, called as the warehouse calls it: segments written and mapped, then searched.

python -m benchmarks.duplicates.peers.ours candidates|links LOT TEXTS OUT    # LOT texts a segment
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from benchmarks.duplicates.peers.meter import Meter, text_files, unique_pairs
from copydesk.dedup.cluster import cluster
from copydesk.dedup.facts import facts_of
from copydesk.dedup.group import Link
from copydesk.dedup.match import Matcher
from copydesk.dedup.search import Index, Numbers, Shelf
from copydesk.dedup.segment import hex_of, make_segment
from copydesk.dedup.words import hash_words
from warehouse.index import merge, read_segment, write_segment


def candidates(lot: int, folder: Path, meter: Meter) -> None:
    """Texts that share enough index keys, before they are compared."""
    index = _index(lot, folder, meter)
    blocks = list(index.candidates(np.arange(index.size)))
    meter.mark("candidates")
    at = _places(folder, index)
    one, other = (np.concatenate([getattr(p, name) for p in blocks]) for name in ("one", "other"))
    meter.give("candidates", pairs=unique_pairs(at[one], at[other]))


def links(lot: int, folder: Path, meter: Meter) -> None:
    """Candidates compared; then clusters of what is linked."""
    index = _index(lot, folder, meter)
    matcher = Matcher(index)
    found = list(matcher.links(np.arange(index.size)))
    meter.mark("links")
    table = meter.called(pq.read_table)(folder / "facts.parquet")
    clusters = cluster(meter.called(facts_of)(table), found, matcher.compare)
    meter.mark("clusters")
    place = {text: i for i, text in enumerate(table["content_hash"].to_pylist())}
    pairs = _pairs(found, place)
    meter.give("links", pairs=pairs)
    article = {name: i for i, name in enumerate(table["article_id"].to_pylist())}
    labels = np.empty(len(place), dtype=np.int64)
    for row in clusters.assignments.to_pylist():
        labels[article[row["article_id"]]] = place[row["cluster_id"]]
    meter.give("clusters", pairs=pairs, labels=labels)


def _index(lot: int, folder: Path, meter: Meter) -> Index:
    shelf = meter.out / "index"
    names = [_written(shelf, *texts) for texts in meter.timed(_lots(folder, lot))]
    segments = [read_segment(shelf / name) for name in names]
    if len(segments) > 1:
        name = merge(shelf, segments, [np.ones(len(s.hashes), dtype=bool) for s in segments])
        segments = [read_segment(shelf / name)]
    whole = [np.ones(len(s.hashes), dtype=bool) for s in segments]
    return Index([Shelf(s, there, np.zeros_like(there)) for s, there in zip(segments, whole, strict=True)])


def _written(shelf: Path, ids: list[str], texts: list[str]) -> str:
    words = hash_words(texts)
    texts.clear()  # the warehouse has the words only
    return write_segment(shelf, make_segment(ids, words))


def _lots(folder: Path, lot: int) -> Iterator[tuple[list[str], list[str]]]:
    for path in text_files(folder):
        for batch in pq.ParquetFile(path).iter_batches(lot, columns=["id", "text"]):
            yield batch.column(0).to_pylist(), batch.column(1).to_pylist()


def _places(folder: Path, index: Index) -> Numbers:
    """The place among the texts of each number of the index."""
    ids = [text for path in text_files(folder) for text in pq.read_table(path)["id"].to_pylist()]
    place = {text: i for i, text in enumerate(ids)}
    hashes = hex_of(index.gather(np.arange(index.size), "hashes"))
    return np.array([place[text] for text in hashes], dtype=np.int64)


def _pairs(found: list[Link], place: dict[str, int]) -> Numbers:
    ends = np.array([(place[x.content_hash], place[x.other_content_hash]) for x in found], dtype=np.int64)
    ends = ends.reshape(-1, 2)
    return unique_pairs(ends[:, 0], ends[:, 1])


if __name__ == "__main__":
    {"candidates": candidates, "links": links}[sys.argv[1]](
        int(sys.argv[2]), Path(sys.argv[3]), Meter(Path(sys.argv[4]))
    )
