"""Runs and their markers, pruning, export, the doctor."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow.parquet as pq
import pytest
from toy_pipeline import (
    DEFAULTS,
    T0,
    Clock,
    ToySteps,
    ask,
    broken_rules,
    dump,
    ingest,
    ingest_until_killed,
    start_run,
    story,
    write_batch,
)

from copydesk.errors import TransientError, UsageError
from copydesk.params import LoadParams, PipelineParams
from copydesk.schemas import TABLES
from warehouse import lake, publish
from warehouse.batches import read_batches
from warehouse.chunks import cut_chunks, enrich_chunk, is_done, load_chunk, split_chunk
from warehouse.doctor import check
from warehouse.export import export
from warehouse.ledger import ACTIONS, plan_run, read_plan
from warehouse.maintenance import prune
from warehouse.root import WarehouseRoot
from warehouse.runs import batch_locations, reap, record_run, under_way


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    return write_batch(tmp_path / "b", {f"{n}.txt": story(n) for n in range(6)})


@pytest.fixture
def root(tmp_path: Path) -> WarehouseRoot:
    return WarehouseRoot(tmp_path / "w")


def plan_of(root: WarehouseRoot, *paths: Path) -> Any:
    batches = read_batches(paths)
    run = start_run(batches, DEFAULTS)
    fingerprint = DEFAULTS.fingerprint()
    return plan_run(root, batches, run_id=run.run_id, params_fingerprint=fingerprint, code_version="0")


def test_a_plan_says_what_is_to_be_done(root: WarehouseRoot, batch: Path) -> None:
    """One row a file; the same bytes twice are worked on once."""
    write_batch(batch, {"copy.txt": story(1)}, "[[files]]\npath = 'gone.txt'\n")
    first = plan_of(root, batch)
    ingest(root.path, batch)
    write_batch(batch, {"2.txt": story(22), "9.txt": story(9)})
    second = plan_of(root, batch)

    assert (first.files, first.documents, dict(first.actions)) == (8, 6, {"new": 6, "known": 1, "refused": 1})
    assert first.refused_by_reason == {"missing_file": 1}
    assert dict(second.actions) == {"known": 6, "changed": 1, "new": 1, "refused": 1}
    assert set(second.actions) <= set(ACTIONS)
    assert read_plan(second.path) == second
    assert second.inputs == (str(batch),)


def test_the_chunks_deal_out_the_work(root: WarehouseRoot, batch: Path) -> None:
    """Each document is in one chunk; a file that joins changes one chunk only."""
    chunks = cut_chunks(root, plan_of(root, batch), chunk_size=2)
    write_batch(batch, {"extra.txt": story("extra")})
    more = cut_chunks(root, plan_of(root, batch), chunk_size=2)

    documents = [d for c in chunks for d in pq.read_table(c.part)["document_id"].to_pylist()]
    assert sorted(documents) == sorted(set(documents))
    assert len(documents) == sum(c.documents for c in chunks) == 6
    assert len({c.key for c in more} - {c.key for c in chunks}) == 1
    assert cut_chunks(root, plan_of(root)) == ()


def test_a_file_that_changes_during_the_run_waits_for_the_next(
    root: WarehouseRoot, batch: Path, tmp_path: Path
) -> None:
    """It is counted as failed, and nothing of it is recorded."""

    def change(point: str) -> None:
        if point == "planned":
            write_batch(batch, {"1.txt": "# Other\n"})
            (batch / "2.txt").unlink()

    done = ingest(root.path, batch, checkpoint=change)
    assert (done.files_kept, done.files_failed) == (4, 2)
    assert broken_rules(root.path) == []
    write_batch(batch, {"2.txt": story(2)})
    ingest(root.path, batch)
    ingest(tmp_path / "straight", batch)
    assert dump(root.path) == dump(tmp_path / "straight")


def test_a_file_over_the_limit_reaches_the_step_whole(root: WarehouseRoot, tmp_path: Path) -> None:
    """So that its id and size are right, though memory never holds it."""
    seen = []

    class Steps(ToySteps):
        def load_files(self, files: Any, params: PipelineParams) -> Any:
            files = [(file, bytes(raw[:])) for file, raw in files]
            seen.extend((file.byte_count, len(raw)) for file, raw in files)
            return super().load_files(files, params)

    batch = write_batch(tmp_path / "b", {"a.txt": story(1) * 100})
    ingest(root.path, batch, params=PipelineParams(load=LoadParams(max_bytes=10)), steps=Steps())

    assert seen == [(len(story(1)) * 100,) * 2]


def test_stages_are_reused_and_belong_to_their_parameters(root: WarehouseRoot, batch: Path) -> None:
    [chunk] = cut_chunks(root, plan_of(root, batch))
    steps = ToySteps()
    with pytest.raises(ValueError, match="not the plan's"):
        load_chunk(chunk, PipelineParams(load=LoadParams(max_bytes=1)), steps=steps)
    assert not is_done(chunk)
    for _ in range(2):
        enrich_chunk(
            split_chunk(load_chunk(chunk, DEFAULTS, steps=steps), DEFAULTS, steps=steps),
            DEFAULTS,
            steps=steps,
        )

    assert is_done(chunk)
    assert steps.calls == {"load": 6, "split": 6, "enrich": 6}


def test_a_failed_run_leaves_its_row(root: WarehouseRoot, batch: Path) -> None:
    run = start_run(read_batches([batch]), DEFAULTS)
    with pytest.raises(RuntimeError), under_way(root, run):
        raise RuntimeError
    record_run(root, run, state="failed", ended_at=T0 + timedelta(seconds=3), message="no disk", files_in=6)

    [row] = ask(root.path, "SELECT state, message, files_in, files_failed, seconds FROM recent_runs")
    assert row == {"state": "failed", "message": "no disk", "files_in": 6, "files_failed": 6, "seconds": 3.0}
    assert list(root.runs.iterdir()) == []
    assert [f for f in check(root) if not f.ok] == []


def test_a_killed_run_is_reaped_once(root: WarehouseRoot, batch: Path, run_child: Any) -> None:
    """And a run under way is left alone."""
    ingest(root.path, batch)
    run_child(ingest_until_killed, root.path, (batch,), "begun", 1)
    with under_way(root, start_run([], DEFAULTS)):
        [dead] = reap(root)
        assert reap(root) == ()

    assert ask(root.path, "SELECT run_id, state, ended_at FROM runs WHERE state <> 'completed'") == [
        {"run_id": dead, "state": "crashed", "ended_at": None}
    ]
    assert list(root.runs.iterdir()) == []


def test_batches_are_found_again(root: WarehouseRoot, batch: Path) -> None:
    ingest(root.path, batch)

    assert batch_locations(root) == {"b": str(batch)}


def test_pruning_leaves_what_a_successor_needs(
    root: WarehouseRoot, batch: Path, tmp_path: Path, run_child: Any
) -> None:
    """Finished runs go whole; chunks of a killed run stay until they are published or too old."""
    assert prune(WarehouseRoot(tmp_path / "none")).runs == 0
    other = write_batch(tmp_path / "c", {"x.txt": story("x")})
    ingest(root.path, other)
    run_child(ingest_until_killed, root.path, (batch,), "before commit", 1)
    reap(root)
    before = dump(root.path)
    went = prune(root)
    assert (went.runs, went.chunks) == (2, 1)
    assert went.data_files > 0
    assert dump(root.path) == before

    steps = ToySteps()
    ingest(root.path, batch, steps=steps)
    assert steps.calls == {}
    prune(root)
    assert list(root.staged_chunks.iterdir()) == list(root.staged_runs.iterdir()) == []
    run_child(
        ingest_until_killed, root.path, (write_batch(tmp_path / "d", {"y.txt": story("y")}),), "clustered", 1
    )
    assert prune(root, abandoned_before=T0).chunks == 0
    reap(root)
    assert prune(root, abandoned_before=datetime(2100, 1, 1, tzinfo=UTC)).chunks == 1


def test_pruning_spares_a_run_under_way(root: WarehouseRoot, batch: Path) -> None:
    ingest(
        root.path,
        batch,
        before_publish=lambda _: prune(root, abandoned_before=datetime(2100, 1, 1, tzinfo=UTC)),
    )

    assert len(dump(root.path)["articles"]) == 6


def test_export_is_one_snapshot(root: WarehouseRoot, batch: Path, tmp_path: Path) -> None:
    done = ingest(root.path, batch)
    ingest(root.path, write_batch(tmp_path / "c", {"x.txt": story("x")}))
    now = export(root, tmp_path / "now")
    past = export(root, tmp_path / "past", ["articles", "files"], at=done.snapshot_id)
    views = export(root, tmp_path / "views", ["latest_articles", "publishers"])

    assert [p.stem for p in now] == list(TABLES)
    assert pl.read_parquet(now[1]).height == 7
    assert pq.read_schema(now[1]).names == TABLES["articles"].names
    assert [pl.read_parquet(p).height for p in past] == [6, 6]
    assert [pl.read_parquet(p).height for p in views] == [7, 1]
    assert sorted(p.name for p in (tmp_path / "views").iterdir()) == [
        "latest_articles.parquet",
        "publishers.parquet",
    ]


@pytest.mark.parametrize(
    ("names", "at", "message"),
    [
        (["artcles"], None, "'artcles'"),
        (["publishers"], 1, "is a view"),
        ([], 99, "snapshot 99"),
        ([], 0, "snapshot 0"),
    ],
)
def test_export_of_what_is_not_there(
    root: WarehouseRoot, batch: Path, tmp_path: Path, names: list[str], at: int | None, message: str
) -> None:
    ingest(root.path, batch)
    with pytest.raises(UsageError, match=message):
        export(root, tmp_path / "out", names, at=at)


def test_the_doctor_finds_what_is_broken(root: WarehouseRoot, batch: Path, run_child: Any) -> None:
    """And says how to mend it; a sound warehouse has no finding that is not ok."""
    assert [f for f in check(root) if not f.ok] == []
    ingest(root.path, batch)
    assert [f for f in check(root) if not f.ok] == []

    run_child(ingest_until_killed, root.path, (write_batch(batch, {"n.txt": story("n")}),), "committed", 1)
    file = min((root.lake / "main" / "blocks").iterdir())
    file.unlink()
    found = {f.check: f for f in check(root) if not f.ok}
    assert {"data files", "current/", "runs"} <= set(found)
    assert all(f.what and f.mend for f in found.values())
    root.format.write_text('{"format": 99}')
    assert "format 99" in check(root)[-1].what


def test_a_busy_warehouse_is_transient(
    root: WarehouseRoot, batch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Publishing waits for the lock, and gives up with an error that may be tried again."""

    def impatient(root: WarehouseRoot) -> Any:
        return lake.writer_lock(root, timeout_seconds=0)

    monkeypatch.setattr(publish, "writer_lock", impatient)
    ingest(root.path, batch)
    locks: list[Any] = []

    def hold(_: object) -> None:
        locks.append(lake.writer_lock(root))
        locks[-1].__enter__()

    with pytest.raises(TransientError, match="another process"):
        ingest(root.path, batch, before_publish=hold)
    locks[-1].__exit__(None, None, None)
    assert Clock()() > T0
