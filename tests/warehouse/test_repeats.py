"""Lines that a source repeats: the same rows whatever came first, and older documents brought up to date."""

import itertools
import shutil
import signal
from pathlib import Path
from typing import Any

import pytest
from toy_pipeline import (
    ToySteps,
    ask,
    broken_rules,
    dump,
    dump_current,
    ingest,
    ingest_until_killed,
    write_batch,
)

from copydesk.hints import line_fingerprint
from copydesk.params import PipelineParams, RepeatParams
from warehouse.ledger import Reprocess

PROMO = "Our letter comes every Friday."
LESS = "Our ferry table is free."

OUTLET = "[batch]\nsource = 'outlet'\ncaptured_at = 2026-03-09T04:00:00Z\n"
EARLIER = "[batch]\nsource = 'other'\ncaptured_at = 2026-03-01T04:00:00Z\n"


def page(n: int, *lines: str, note: str = "") -> str:
    """A toy document: two lines of its own, and those of the outlet between them."""
    first = f"On day {n} the harbour master of the town counted his boats."
    last = f"By noon of day {n} all of them were out on the water again."
    body = "\n".join([first, *lines, last])
    return f"~ menu {note}\n# Title {n}\n> The Lantern\n@ 2026-03-01\n{body}\n~ footer\n"


def make_batches(folder: Path) -> dict[str, Path]:
    """PROMO is the page's with `first` and `second`; LESS is until `other` turns out to hold one of its four."""
    first = {"1.txt": page(1, PROMO, LESS), "2.txt": page(2, PROMO, LESS), "3.txt": page(3, PROMO)}
    first["again/1.txt"] = page(1, PROMO, LESS, note="of another night")
    second = {"4.txt": page(4, PROMO, LESS), "5.txt": page(5, PROMO, LESS)}
    return {
        "first": write_batch(folder / "first", first, OUTLET),
        "second": write_batch(folder / "second", second, OUTLET),
        "other": write_batch(folder / "other", {"5.txt": page(5, PROMO, LESS)}, EARLIER),
    }


@pytest.fixture
def batches(tmp_path: Path) -> dict[str, Path]:
    return make_batches(tmp_path)


def holding(root: Path, line: str) -> list[str]:
    """Titles of articles whose body has ``line``, with the number of documents."""
    query = f"SELECT title FROM articles WHERE contains(body, '{line}') ORDER BY title, document_id"
    return [row["title"] for row in ask(root, query)]


def test_every_order_of_batches_leaves_the_same_tables(tmp_path: Path, batches: dict[str, Path]) -> None:
    """A line becomes the page's, and another ceases to be, after the documents were published."""
    seen = []
    for number, order in enumerate(itertools.permutations(batches)):
        root = tmp_path / f"w{number}"
        for name in order:
            ingest(root, batches[name], stage_dedup=number % 2 == 0)
        seen.append(dump(root))
        assert broken_rules(root) == []
    ingest(tmp_path / "together", *batches.values())
    ingest(tmp_path / "together", *batches.values())
    seen.append(dump(tmp_path / "together"))

    assert seen[1:] == seen[:1] * (len(seen) - 1)
    assert seen[-1] == dump_current(tmp_path / "together")
    assert holding(root, PROMO) == ["Title 5"]
    assert holding(root, LESS) == ["Title 1", "Title 1", "Title 2", "Title 4", "Title 5"]
    assert ask(root, "SELECT uri FROM documents WHERE repeated_lines <> [] ORDER BY uri") == [
        {"uri": f"{name}.txt"} for name in ("first/1", "first/2", "first/3", "first/again/1", "second/4")
    ]


def test_older_documents_are_split_again(tmp_path: Path, batches: dict[str, Path]) -> None:
    """In the run that brings the evidence, from the archive: their files may be gone."""
    root, steps = tmp_path / "w", ToySteps()
    before = ingest(root, batches["first"])
    assert holding(root, PROMO) == ["Title 1", "Title 1", "Title 2", "Title 3"]
    shutil.rmtree(batches["first"])
    done = ingest(root, batches["second"], steps=steps)

    assert (before.documents_split_again, done.documents_split_again) == (0, 4)
    assert (done.files_in, done.files_kept, done.articles_new, done.documents_replaced) == (2, 2, 2, 0)
    assert steps.calls == {"load": 2, "split": 2 + 6, "again": 6, "enrich": 2 + 6}
    assert holding(root, PROMO) == holding(root, LESS) == []
    assert (
        ask(root, "SELECT text, rule FROM blocks WHERE contains(text, 'Friday') AND article_id IS NOT NULL")
        == []
    )
    assert ask(root, "SELECT documents_split_again AS n FROM runs ORDER BY n") == [{"n": 0}, {"n": 4}]
    promo = line_fingerprint(PROMO)
    [row] = ask(root, f"FROM repeated_lines WHERE fingerprint = {promo}")
    assert (row["source"], row["document_count"], row["story_count"]) == ("outlet", 6, 5)
    assert row["sample_text"] == PROMO


@pytest.mark.parametrize(
    ("point", "nth"),
    [("split written", 2), ("split done", 2), ("enrich done", 2), ("clustered", 1), ("before commit", 1)],
)
def test_kill_while_documents_are_split_again(
    tmp_path: Path, batches: dict[str, Path], run_child: Any, point: str, nth: int
) -> None:
    """All or nothing, the older documents included; and what was finished is used again."""
    root, whole = tmp_path / "w", tmp_path / "whole"
    ingest(root, batches["first"])
    before = dump(root)
    shutil.copytree(root, whole, symlinks=True)
    ingest(whole, batches["second"])

    assert run_child(ingest_until_killed, root, (batches["second"],), point, nth) == -signal.SIGKILL
    assert dump(root) == before
    steps = ToySteps()
    ingest(root, batches["second"], steps=steps)
    assert dump(root) == dump_current(root) == dump(whole)
    assert steps.calls.get("load", 0) == 0
    if point in ("clustered", "before commit"):
        assert steps.calls == {}


@pytest.mark.parametrize(("first", "between"), [*itertools.permutations(["first", "second", "other"], 2)])
def test_another_run_brings_the_missing_evidence(
    tmp_path: Path, batches: dict[str, Path], first: str, between: str
) -> None:
    """It publishes after this one has looked: as if one had waited for the other."""
    root, in_turn = tmp_path / "w", tmp_path / "in_turn"
    ingest(root, batches[first], before_publish=lambda _: ingest(root, batches[between]))
    ingest(in_turn, batches[between])
    ingest(in_turn, batches[first])

    assert dump(root) == dump_current(root) == dump(in_turn)
    assert broken_rules(root) == []


def test_replaced_documents_still_tell(tmp_path: Path, batches: dict[str, Path]) -> None:
    """Evidence is what the archive holds, not what is current: a corrected file takes nothing away."""
    root = tmp_path / "w"
    ingest(root, batches["first"])
    write_batch(batches["first"], {"3.txt": page(33)})
    ingest(root, batches["first"], batches["second"])

    assert holding(root, PROMO) == []


def test_documents_of_other_parameters_are_left_alone(tmp_path: Path, batches: dict[str, Path]) -> None:
    """Stale rows speak as evidence, and are done again only when they are asked for."""
    root, fresh = tmp_path / "w", tmp_path / "fresh"
    other = PipelineParams(repeat=RepeatParams(min_stories=5))
    ingest(root, batches["first"], params=other)
    done = ingest(root, batches["second"])
    assert done.documents_split_again == 0
    assert holding(root, PROMO) == ["Title 1", "Title 1", "Title 2", "Title 3"]

    ingest(root, batches["first"], reprocess=Reprocess.STALE)
    ingest(fresh, batches["first"], batches["second"])
    assert dump(root) == dump(fresh)
