"""Files of the index of near-duplicates: segments of plain NumPy arrays, mapped into memory when read.

A segment is a folder below ``index/`` that never changes, named by what is in it. The table ``segments`` says
which of them make up the index, so a run's segment becomes part of it in the commit that brings the run's
articles. One that no row names is left from a killed run, and `prune_segments` removes it.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from copydesk.arrow import table_of
from copydesk.dedup.search import Index, Mask, Shelf
from copydesk.dedup.segment import Segment, halves
from copydesk.dedup.shingles import SCHEME
from copydesk.errors import TransientError, UsageError
from copydesk.schemas import SEGMENTS
from warehouse.root import WarehouseRoot

_MERGED_AT_ONCE: Final = 4_000_000
"""Index keys that are put in order at once, at about 50 bytes each."""
_GROWTH: Final = 2
"""A segment is merged with all smaller ones once they have a part of its size: 1 in so many."""


def write_segment(folder: Path, segment: Segment) -> str:
    """Write ``segment`` below ``folder``; its name. After a kill it is not there, or whole."""
    name = _name(segment.hashes)
    folder.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=".new-", dir=folder))
    for field, values in segment._asdict().items():
        np.save(fresh / f"{field}.npy", values, allow_pickle=False)
    return _settle(fresh, folder / name)


def _name(hashes: npt.NDArray[np.uint64]) -> str:
    digest = hashlib.blake2b(SCHEME.encode(), digest_size=12)
    digest.update(np.ascontiguousarray(hashes).tobytes())
    return digest.hexdigest()


def _settle(fresh: Path, target: Path) -> str:
    if target.is_dir():
        shutil.rmtree(fresh)  # it was written before, with the same bytes
    else:
        fresh.rename(target)
    return target.name


def read_segment(folder: Path) -> Segment:
    """The segment in ``folder``, mapped and not read.

    Raises:
        TransientError: it is not there, or not whole.
    """
    try:
        arrays = [np.load(folder / f"{field}.npy", mmap_mode="r") for field in Segment._fields]
    except (OSError, ValueError) as err:
        raise TransientError(
            f"a segment of the index cannot be read: {str(folder)!r}",
            hint="try again; if it stays so, `copydesk reindex` makes the index anew",
        ) from err
    return Segment(*(np.asarray(array) for array in arrays))


def adopt(root: WarehouseRoot, folder: Path, name: str) -> None:
    """Make the segment ``name``, written below ``folder``, lie in the index's own folder."""
    root.index.mkdir(parents=True, exist_ok=True)
    if not (root.index / name).is_dir():
        (folder / name).rename(root.index / name)


def stored_segments(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Rows of ``segments``, the largest first."""
    rows: list[dict[str, Any]] = (
        con.execute("FROM segments ORDER BY text_count DESC, name").to_arrow_table().to_pylist()
    )
    return rows


def check_index(con: duckdb.DuckDBPyConnection) -> None:
    """Returns only when the archive's index is one that this version can search.

    Raises:
        UsageError: it is of another scheme, or an archive of before has none.
    """
    rows = stored_segments(con)
    others = sorted({row["scheme"] for row in rows} - {SCHEME})
    if others or (not rows and con.execute("SELECT 1 FROM articles WHERE is_canonical LIMIT 1").fetchone()):
        found = f"is of the scheme {others[0]!r}, and {SCHEME!r} here" if others else "is not there"
        raise UsageError(
            f"the archive's index of near-duplicates {found}",
            hint="run `copydesk reindex`: it reads the archive once and makes the index and clusters anew",
        )


def troubles(con: duckdb.DuckDBPyConnection, root: WarehouseRoot) -> list[str]:
    """What is wrong with the index: nothing, or why it cannot be searched."""
    try:
        check_index(con)
        for row in stored_segments(con):
            read_segment(root.index / row["name"])
    except (UsageError, TransientError) as err:
        return [err.message]
    return []


def is_there(segment: Segment, gone: Sequence[str]) -> Mask:
    """True for each text of ``segment`` but those with a content hash in ``gone``."""
    there = np.ones(len(segment.hashes), dtype=bool)
    if gone:
        only = Index([Shelf(segment, there, there)])
        there[only.find(halves(gone))] = False
    return there


def shelves(root: WarehouseRoot, rows: Sequence[dict[str, Any]]) -> list[Shelf]:
    """The segments that ``rows`` of ``segments`` name, as they stand."""
    found = []
    for row in rows:
        segment = read_segment(root.index / row["name"])
        there = is_there(segment, row["gone"])
        found.append(Shelf(segment, there, there))
    return found


def segment_row(segment: Segment, name: str, gone: Sequence[str] = ()) -> dict[str, Any]:
    """Row of ``segments``."""
    return {
        "name": name,
        "scheme": SCHEME,
        "text_count": len(segment.hashes),
        "key_count": len(segment.keys),
        "gone": sorted(gone),
    }


def merge_small(root: WarehouseRoot, rows: Sequence[dict[str, Any]]) -> pa.Table:
    """``rows`` of ``segments`` as they are to be: small ones made one, so that there are few.

    Each that remains is at least twice as large as all smaller ones together; so a text is copied some
    twenty times while a million come in.
    """
    kept = sorted(rows, key=lambda row: (-row["text_count"], row["name"]))
    sizes = [row["text_count"] for row in kept]
    start = next((i for i, size in enumerate(sizes) if size < _GROWTH * sum(sizes[i + 1 :])), len(kept))
    small = kept[start:]
    if len(small) > 1:
        segments = [read_segment(root.index / row["name"]) for row in small]
        there = [is_there(s, row["gone"]) for s, row in zip(segments, small, strict=True)]
        name = merge(root.index, segments, there)
        kept = [*kept[:start], segment_row(read_segment(root.index / name), name)]
    return table_of([row for row in kept if row["text_count"]], SEGMENTS)


def merge(folder: Path, segments: Sequence[Segment], there: Sequence[Mask]) -> str:
    """Write one segment of all texts that are ``there``, in bounded memory; its name."""
    hashes = np.concatenate([s.hashes[keep] for s, keep in zip(segments, there, strict=True)])
    order = np.lexsort((hashes[:, 1], hashes[:, 0]))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    fresh = Path(tempfile.mkdtemp(prefix=".new-", dir=folder))
    np.save(fresh / "hashes.npy", hashes[order])
    _merge_texts(fresh, segments, there, order)
    _merge_keys(fresh, segments, there, place)
    return _settle(fresh, folder / _name(hashes[order]))


def _merge_texts(
    fresh: Path, segments: Sequence[Segment], there: Sequence[Mask], order: npt.NDArray[np.int64]
) -> None:
    counts = np.concatenate([s.key_counts[keep] for s, keep in zip(segments, there, strict=True)])
    np.save(fresh / "key_counts.npy", counts[order])
    origin = np.concatenate([np.full(int(keep.sum()), i) for i, keep in enumerate(there)])[order]
    rows = np.concatenate([np.flatnonzero(keep) for keep in there])[order]
    spans = [(s.offsets[:-1].astype(np.int64), s.offsets[1:].astype(np.int64)) for s in segments]
    lengths = np.concatenate([(hi - lo)[keep] for (lo, hi), keep in zip(spans, there, strict=True)])[order]
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.uint64)
    np.save(fresh / "offsets.npy", offsets)
    with _appended(fresh / "words.npy", np.uint32, int(offsets[-1])) as words:
        for segment, row in zip(origin, rows, strict=True):
            lo, hi = spans[segment]
            words.write(segments[segment].words[lo[row] : hi[row]].tobytes())


def _merge_keys(
    fresh: Path, segments: Sequence[Segment], there: Sequence[Mask], place: npt.NDArray[np.int64]
) -> None:
    total = sum(int(s.key_counts[keep].sum()) for s, keep in zip(segments, there, strict=True))
    ends = np.cumsum([int(keep.sum()) for keep in there])
    renamed = []
    for keep, end in zip(there, ends, strict=True):
        name = np.full(len(keep), -1, dtype=np.int64)
        name[keep] = place[end - int(keep.sum()) : end]
        renamed.append(name)
    largest = max(segments, key=lambda s: len(s.keys)).keys
    step = max(1, _MERGED_AT_ONCE * len(largest) // max(1, sum(len(s.keys) for s in segments)))
    bounds = [*largest[step::step], None]
    starts = [0] * len(segments)
    with (
        _appended(fresh / "keys.npy", np.uint64, total) as keys,
        _appended(fresh / "owners.npy", np.uint32, total) as owners,
    ):
        for bound in bounds:
            parts = []
            for i, segment in enumerate(segments):
                end = len(segment.keys) if bound is None else int(np.searchsorted(segment.keys, bound))
                owner = renamed[i][segment.owners[starts[i] : end]]
                parts.append((segment.keys[starts[i] : end][owner >= 0], owner[owner >= 0]))
                starts[i] = max(starts[i], end)
            key, owner = (np.concatenate(column) for column in zip(*parts, strict=True))
            order = np.lexsort((owner, key))
            keys.write(key[order].tobytes())
            owners.write(owner[order].astype(np.uint32).tobytes())


@contextmanager
def _appended(path: Path, dtype: type[np.generic], length: int) -> Iterator[BinaryIO]:
    """A file of an array of ``length``, to which its values are appended: mapped, it would fill memory."""
    header = {
        "descr": np.lib.format.dtype_to_descr(np.dtype(dtype)),
        "fortran_order": False,
        "shape": (length,),
    }
    with path.open("wb") as stream:
        np.lib.format.write_array_header_1_0(stream, header)
        yield stream


def prune_segments(con: duckdb.DuckDBPyConnection, root: WarehouseRoot) -> int:
    """Remove segments that ``segments`` does not name; how many. For who holds the writer's lock."""
    named = {row[0] for row in con.execute("SELECT name FROM segments").fetchall()}
    strays = [f for f in root.index.glob("*") if f.is_dir() and f.name not in named]
    for folder in strays:
        shutil.rmtree(folder, ignore_errors=True)
    return len(strays)
