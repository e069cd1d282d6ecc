"""How methods are scored beside each other, and what is said of those that did not come through."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks.duplicates.bulk import write_bulk
from benchmarks.duplicates.peers.__main__ import COST, FOUND, METHODS, Limits, judge, measure, problem, table
from benchmarks.duplicates.peers.agreement import components, score
from benchmarks.duplicates.peers.meter import unique_pairs

TRUTH = np.array([7, 7, 7, 8, 8, 9])
LIMITS = Limits(cpu_seconds=120, memory_gb=8)
BY_MODULE = {method.module: method for method in METHODS}


def _pairs(*pairs: tuple[int, int]) -> np.ndarray:
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def test_components_follow_chains_of_pairs_to_their_lowest_text():
    """Whatever way round a chain leads."""
    assert [0, 1, 0, 0, 0, 1] == components(6, _pairs((3, 4), (2, 3), (0, 4), (1, 5))).tolist()
    assert [0, 1, 2] == components(3, _pairs()).tolist()


def test_pairs_are_scored_against_all_pairs_of_true_clusters():
    """Four true pairs: three among the first three texts, one between the next two."""
    found = score(TRUTH, _pairs((0, 1), (3, 4), (4, 5)), None)

    assert (3, 2 / 3, 0.5, 0.5) == (found.pairs, found.precision, found.recall, found.small_recall)
    # clusters {0, 1}, {2}, {3, 4, 5}
    assert (0.5, 0.5) == (found.joined_precision, found.joined_recall)
    assert pytest.approx((1 + 1 + 1 + 2 / 3 + 2 / 3 + 1 / 3) / 6) == found.bcubed_precision
    assert pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1 + 1) / 6) == found.bcubed_recall


def test_a_method_may_give_clusters_and_no_pairs():
    """Then only the clusters are scored."""
    found = score(TRUTH, None, TRUTH + 1)

    assert (None, None, 1.0) == (found.pairs, found.recall, found.bcubed_f1)


def test_pairs_are_made_one_of_both_ways_round():
    """And a text is no pair with itself."""
    assert [[1, 2], [1, 3]] == unique_pairs(np.array([2, 1, 3, 4]), np.array([1, 2, 1, 4])).tolist()


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """300 articles of an invented archive, as all methods get them."""
    bulk, folder = tmp_path_factory.mktemp("bulk"), tmp_path_factory.mktemp("texts")
    write_bulk(bulk, 300, chunk=200)
    command = [sys.executable, "-m", "benchmarks.duplicates.peers.prepare", bulk, folder, "300"]
    subprocess.run(command, check=True)
    return folder


def test_our_own_rows_have_figures_and_scores(texts: Path, tmp_path: Path):
    """Of 300 texts few are copies, and those are found."""
    (method,) = [method for method in METHODS if method.arguments == ("links", "10000")]
    rows = measure(method, sys.executable, texts, LIMITS, tmp_path / "out")
    judged = [judge(row, texts) for row in rows]

    assert ["links", "clusters"] == [row["stage"] for row in judged]
    assert judged[1]["bcubed_f1"] > 0.98
    assert judged[1]["cpu"] > judged[1]["search"] > 0
    json.dumps(judged)


def test_a_method_that_is_stopped_is_said_to_be(tmp_path: Path):
    """By its CPU time or its memory; anything else is a failure."""
    log = tmp_path / "log"
    log.write_text("...\nnumpy._core._exceptions._ArrayMemoryError: Unable to allocate\n")

    assert problem(-24, 900.0, log, Limits(900, 12)) == "stopped after 900 CPU seconds"
    assert problem(1, 20.0, log, Limits(900, 12)) == "stopped at 12 GB"
    log.write_text("KeyError: 'x'\n")
    assert problem(1, 20.0, log, Limits(900, 12)) == "failed (1): KeyError: 'x'"
    assert problem(0, 20.0, log, Limits(900, 12)) is None


def test_the_table_says_what_became_of_each_method():
    """In the place of its settings; figures that there are not stay blank."""
    row = {"method": "m", "settings": "s", "problem": "stopped at 12 GB", "cpu": 12.3, "peak_mb": 4567.0}

    assert "stopped" not in table([row], FOUND)
    assert "| m | s: stopped at 12 GB | 12 |  | 4,567 |" in table([row], COST)


def test_a_method_whose_package_is_missing_is_skipped(texts: Path, tmp_path: Path):
    """And how to install it is said."""
    if importlib.util.find_spec("datasketch"):
        pytest.skip("datasketch is installed here")
    rows = measure(BY_MODULE["sketches"], sys.executable, texts, LIMITS, tmp_path / "out")

    assert "skipped: no module 'datasketch'" in rows[0]["problem"]
    assert "pip install" in rows[0]["problem"]
