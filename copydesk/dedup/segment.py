"""Segments of the index: texts that came together, by content hash and by the keys that they are found by."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from copydesk.dedup.shingles import Shingles, index_keys
from copydesk.dedup.words import Words


class Segment(NamedTuple):
    """Texts in the ascending order of their content hashes, which are two big-endian halves each.

    The words of text i are ``words[offsets[i]:offsets[i + 1]]``; it has ``key_counts[i]`` keys. ``keys`` is
    ascending, ``owners`` says which text has the key beside it, ascending within a key.
    """

    hashes: npt.NDArray[np.uint64]
    offsets: npt.NDArray[np.uint64]
    words: Words
    key_counts: npt.NDArray[np.uint32]
    keys: Shingles
    owners: npt.NDArray[np.uint32]


def halves(content_hashes: Sequence[str]) -> npt.NDArray[np.uint64]:
    """Content hashes (32 hex digits each) as two halves each, shape (n, 2)."""
    raw = bytes.fromhex("".join(content_hashes))
    return np.frombuffer(raw, dtype=">u8").reshape(-1, 2).astype(np.uint64)


def hex_of(hashes: npt.NDArray[np.uint64]) -> list[str]:
    """The content hashes that `halves` was given."""
    raw = hashes.astype(">u8").tobytes().hex()
    return [raw[at : at + 32] for at in range(0, len(raw), 32)]


def make_segment(content_hashes: Sequence[str], words: Sequence[Words]) -> Segment:
    """The segment of texts, given in any order.

    Raises:
        ValueError: a content hash occurs twice.
    """
    hashes = halves(content_hashes)
    order = np.lexsort((hashes[:, 1], hashes[:, 0]))
    hashes = hashes[order]
    if len(hashes) and (hashes[1:] == hashes[:-1]).all(axis=1).any():
        raise ValueError("a text occurs twice among those to index")
    texts = [words[i] for i in order]
    keys = [index_keys(text) for text in texts]
    counts = np.array([len(k) for k in keys], dtype=np.uint32)
    flat = np.concatenate([np.empty(0, np.uint64), *keys])
    owners = np.repeat(np.arange(len(texts), dtype=np.uint32), counts)
    by_key = np.argsort(flat, kind="stable")
    return Segment(
        hashes=hashes,
        offsets=np.concatenate([[0], np.cumsum([len(t) for t in texts])]).astype(np.uint64),
        words=np.concatenate([np.empty(0, np.uint32), *texts]),
        key_counts=counts,
        keys=flat[by_key],
        owners=owners[by_key],
    )


def words_of(segment: Segment, place: int) -> Words:
    """Words of one text of a segment."""
    return segment.words[int(segment.offsets[place]) : int(segment.offsets[place + 1])]
