"""How far pairs and clusters of texts agree with the true clusters."""

from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from benchmarks.duplicates.peers.meter import Pairs

SMALL: Final = 50
"""Texts of a cluster at most whose pairs count for ``small_recall``: pairs grow with the square."""
Labels = npt.NDArray[np.int64]


class Score(NamedTuple):
    """Of pairs, then of clusters. Shares from 0 to 1; None for what a method does not give."""

    pairs: int | None
    precision: float | None
    recall: float | None
    small_recall: float | None
    """Recall of the pairs in true clusters of at most `SMALL` texts."""
    joined_precision: float
    joined_recall: float
    """Of all pairs of texts that end in one cluster, whether they were given as pairs or not."""
    bcubed_precision: float
    bcubed_recall: float
    bcubed_f1: float


def score(truth: Labels, pairs: Pairs | None, labels: Labels | None) -> Score:
    """Both against ``truth``; without ``labels`` the clusters are the connected parts of ``pairs``."""
    if labels is None:
        labels = components(len(truth), pairs if pairs is not None else np.empty((0, 2), np.int64))
    precision, recall = _bcubed(truth, labels)
    shared = _pairs_within(_both(truth, labels))
    found = _of_pairs(truth, pairs) if pairs is not None else {}
    return Score(
        pairs=None if pairs is None else len(pairs),
        precision=found.get("precision"),
        recall=found.get("recall"),
        small_recall=found.get("small_recall"),
        joined_precision=shared / max(1, _pairs_within(labels)),
        joined_recall=shared / max(1, _pairs_within(truth)),
        bcubed_precision=precision,
        bcubed_recall=recall,
        bcubed_f1=2 * precision * recall / (precision + recall),
    )


def components(n: int, pairs: Pairs) -> Labels:
    """For each of ``n`` texts the lowest place that pairs lead to from it."""
    labels = np.arange(n)
    while True:
        low = np.minimum(labels[pairs[:, 0]], labels[pairs[:, 1]])
        fresh = labels.copy()
        for end in (0, 1):
            np.minimum.at(fresh, pairs[:, end], low)
            np.minimum.at(fresh, labels[pairs[:, end]], low)
        fresh = fresh[fresh]
        if (fresh == labels).all():
            return labels
        labels = fresh


def _sizes(labels: npt.NDArray[Any]) -> Labels:
    """For each text how many have its label."""
    _, number, counts = np.unique(labels, return_inverse=True, return_counts=True)
    sizes: Labels = counts[number]
    return sizes


def _both(one: Labels, other: Labels) -> Labels:
    """A label for each two that come together."""
    both: Labels = np.unique(np.stack([one, other]), axis=1, return_inverse=True)[1].reshape(-1)
    return both


def _pairs_within(labels: Labels) -> int:
    """How many pairs of texts have one label."""
    return int((_sizes(labels) - 1).sum()) // 2 if len(labels) else 0


def _of_pairs(truth: Labels, pairs: Pairs) -> dict[str, float]:
    is_true = truth[pairs[:, 0]] == truth[pairs[:, 1]]
    hits = pairs[is_true]
    is_small = _sizes(truth) <= SMALL
    return {
        "precision": len(hits) / max(1, len(pairs)),
        "recall": len(hits) / max(1, _pairs_within(truth)),
        "small_recall": int(is_small[hits[:, 0]].sum()) / max(1, _pairs_within(truth[is_small])),
    }


def _bcubed(truth: Labels, labels: Labels) -> tuple[float, float]:
    """Mean over texts of the part of its cluster that is true, and of its true cluster that is there."""
    common = _sizes(_both(truth, labels))
    return float((common / _sizes(labels)).mean()), float((common / _sizes(truth)).mean())
