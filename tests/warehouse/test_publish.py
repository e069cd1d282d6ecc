import itertools
import shutil
import signal
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.parquet as pq
import pytest
from toy_pipeline import (
    DEFAULTS,
    Clock,
    ToySteps,
    ask,
    broken_rules,
    dump,
    dump_current,
    ingest,
    ingest_beside,
    ingest_until_killed,
    start_run,
    story,
    write_batch,
)

from copydesk.errors import CopydeskError, TransientError
from copydesk.params import LoadParams, PipelineParams
from warehouse.batches import read_batches
from warehouse.chunks import cut_chunks, enrich_chunk, load_chunk, split_chunk
from warehouse.ledger import Reprocess, plan_run
from warehouse.publish import publish
from warehouse.root import WarehouseRoot

KNOWN_EARLY = "[batch]\nsource = 'early'\ncaptured_at = 2026-03-01T04:00:00Z\n"
KNOWN_LATE = "[batch]\nsource = 'late'\ncaptured_at = 2026-03-09T04:00:00Z\n[[files]]\npath = 'gone.txt'\n"

POINTS = [
    ("planned", 1),
    ("load written", 1),
    ("load done", 2),
    ("split written", 1),
    ("enrich done", 1),
    ("clustered", 1),
    ("begun", 1),
    ("worked out", 1),
    ("taken out", 1),
    ("before commit", 1),
    ("committed", 1),
    ("generation written", 1),
    ("generation named", 1),
    ("generation shown", 1),
]
AFTER_COMMIT = {"committed", "generation written", "generation named", "generation shown"}


@pytest.fixture
def batches(tmp_path: Path) -> dict[str, Path]:
    """Three batches that share bytes and texts, with bad files among them."""
    return make_batches(tmp_path)


def make_batches(folder: Path) -> dict[str, Path]:
    shared = story(1, day="captured")
    late = {"a.txt": shared, "b.txt": story(2), "bad.txt": b"\xff\xff", "empty.txt": ""}
    early = {"again/a.txt": shared, "c.txt": story(2, extra="~ x\n"), "d.txt": story(3)}
    plain = {"a.txt": shared, "bad.txt": b"\xff\xff", "two.txt": story(3, extra="~y\n") + story(4)}
    return {
        "late": write_batch(folder / "late", late, KNOWN_LATE),
        "early": write_batch(folder / "early", early, KNOWN_EARLY),
        "plain": write_batch(folder / "plain", plain),
    }


class Story(NamedTuple):
    """A warehouse as it was before a run, and its rows before and after."""

    root: Path
    paths: tuple[Path, Path]
    before: dict[str, list[str]]
    after: dict[str, list[str]]


@pytest.fixture(scope="module")
def second_run(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """What the second run of the kill tests starts from, and what it comes to when left alone."""
    folder = tmp_path_factory.mktemp("kill")
    batches = make_batches(folder)
    ingest(folder / "w", batches["late"])
    shutil.copytree(folder / "w", folder / "whole", symlinks=True)
    paths = (batches["early"], batches["plain"])
    ingest(folder / "whole", *paths)
    return Story(folder / "w", paths, dump(folder / "w"), dump(folder / "whole"))


def test_every_order_of_batches_leaves_the_same_tables(tmp_path: Path, batches: dict[str, Path]) -> None:
    """All rows of all tables, whatever came first, one by one or together, and once more on top."""
    seen = []
    for number, order in enumerate(itertools.permutations(batches)):
        root = tmp_path / f"w{number}"
        for name in order:
            ingest(root, batches[name], stage_dedup=number % 2 == 0)
        assert broken_rules(root) == []
        seen.append(dump(root))
        assert seen[-1] == dump_current(root)
    ingest(tmp_path / "together", *batches.values())
    seen.append(dump(tmp_path / "together"))

    assert seen[1:] == seen[:1] * (len(seen) - 1)


def test_identical_bytes_belong_to_their_first_sighting(tmp_path: Path, batches: dict[str, Path]) -> None:
    """The earliest capture wins, and what is resolved from the capture time follows it."""
    root = tmp_path / "w"
    for name in ("plain", "late", "early"):
        ingest(root, batches[name])

    assert ask(
        root,
        "SELECT uri, source, CAST(captured_at AS DATE)::VARCHAR AS day FROM documents d"
        " WHERE document_id IN (SELECT document_id FROM files WHERE batch_id = 'plain' AND path = 'a.txt')",
    ) == [{"uri": "early/again/a.txt", "source": "early", "day": "2026-03-01"}]
    assert ask(
        root,
        "SELECT DISTINCT CAST(published_at AS DATE)::VARCHAR AS day, batch_id FROM articles"
        " WHERE published_raw = 'captured'",
    ) == [{"day": "2026-03-01", "batch_id": "early"}]


def test_a_second_ingest_changes_nothing_but_runs(tmp_path: Path, batches: dict[str, Path]) -> None:
    root, steps = tmp_path / "w", ToySteps()
    first = ingest(root, *batches.values(), steps=steps)
    before, calls = dump(root), dict(steps.calls)
    second = ingest(root, *batches.values(), steps=steps)

    assert before == dump(root) == dump_current(root)
    assert calls == steps.calls
    assert second.files_known == first.files_in - first.quarantined_by_reason["missing_file"]
    assert (second.files_kept, second.articles_new, second.documents_replaced) == (0, 0, 0)
    assert ask(root, "SELECT count(*) AS n FROM runs") == [{"n": 2}]


def test_counts_add_up(tmp_path: Path, batches: dict[str, Path]) -> None:
    """The four outcomes make the files; the row in runs says the same as the answer."""
    root = tmp_path / "w"
    steps = ToySteps(failing={story(3)})
    done = ingest(root, *batches.values(), steps=steps)
    [row] = ask(root, "SELECT * FROM runs")

    assert (
        done.files_in == done.files_kept + done.files_quarantined + done.files_known + done.files_failed == 11
    )
    assert (done.files_failed, done.files_known) == (1, 3)
    assert done.quarantined_by_reason == {"empty_file": 1, "missing_file": 1, "undecodable": 1}
    assert dict(row["quarantined_by_reason"]) == done.quarantined_by_reason
    assert dict(row["step_seconds"]) == done.step_seconds == {"load": 1.0, "publish": 1.0}
    for name in (
        "files_in",
        "files_kept",
        "files_failed",
        "articles_new",
        "articles_duplicate",
        "boilerplate_chars",
    ):
        assert row[name] == getattr(done, name)
    [kept] = ask(
        root,
        "SELECT sum(article_chars) AS a, sum(boilerplate_chars) AS b, sum(article_count) AS n FROM documents",
    )
    assert (done.article_chars, done.boilerplate_chars) == (kept["a"], kept["b"])
    assert done.articles_new + done.articles_duplicate == kept["n"]


@pytest.mark.parametrize(("point", "nth"), POINTS)
def test_kill_at_any_point_leaves_before_or_after(
    tmp_path: Path, second_run: Story, run_child: Any, point: str, nth: int
) -> None:
    """SIGKILL in the second run: all or nothing of it is there, and the third ends as if it had not been."""
    root, (_, paths, before, after) = tmp_path / "w", second_run
    shutil.copytree(second_run.root, root, symlinks=True)

    assert run_child(ingest_until_killed, root, paths, point, nth) == -signal.SIGKILL
    assert dump(root) == (after if point in AFTER_COMMIT else before)
    assert dump_current(root) == (after if point == "generation shown" else before)
    ingest(root, *paths)
    assert dump(root) == dump_current(root) == after
    assert broken_rules(root) == []
    states = [row["state"] for row in ask(root, "SELECT state FROM runs ORDER BY state")]
    assert states == (["completed"] * 3 if point in AFTER_COMMIT else ["completed", "completed", "crashed"])


def test_a_run_after_a_kill_uses_the_finished_chunks(
    tmp_path: Path, batches: dict[str, Path], run_child: Any
) -> None:
    root = tmp_path / "w"
    run_child(ingest_until_killed, root, tuple(batches.values()), "clustered", 1)
    steps = ToySteps()
    done = ingest(root, *batches.values(), steps=steps)

    assert steps.calls == {}
    assert done.files_kept == 5


def test_two_publishers_of_one_batch_leave_one_copy(
    tmp_path: Path, batches: dict[str, Path], children: Any
) -> None:
    """Both have planned and staged before either publishes; on top, a third brings overlapping batches."""
    root, alone = tmp_path / "w", tmp_path / "alone"
    ingest(alone, *batches.values())
    barrier = children.Barrier(3)
    given = [(batches["early"], batches["late"])] * 2 + [(batches["plain"], batches["late"])]
    processes = [children.Process(target=ingest_beside, args=(root, paths, barrier)) for paths in given]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)

    assert [p.exitcode for p in processes] == [0, 0, 0]
    assert dump(root) == dump_current(root) == dump(alone)
    assert broken_rules(root) == []
    assert ask(
        root,
        "SELECT count(*) AS n, sum(files_in - files_kept - files_quarantined - files_known) AS off FROM runs",
    ) == [{"n": 3, "off": 0}]


@pytest.mark.parametrize(("first", "between"), [*itertools.permutations(["late", "early", "plain"], 2)])
def test_a_plan_is_checked_again_when_another_run_came_between(
    tmp_path: Path, batches: dict[str, Path], first: str, between: str
) -> None:
    """Staged before the other run commits, published after: as if one had waited for the other."""
    root, in_turn = tmp_path / "w", tmp_path / "in_turn"
    ingest(root, batches[first], before_publish=lambda _: ingest(root, batches[between]))
    ingest(in_turn, batches[between])
    ingest(in_turn, batches[first])

    assert dump(root) == dump_current(root) == dump(in_turn)
    assert broken_rules(root) == []


def test_what_another_run_has_brought_is_dropped(tmp_path: Path, batches: dict[str, Path]) -> None:
    root = tmp_path / "w"
    done = ingest(root, batches["early"], before_publish=lambda _: ingest(root, batches["early"]))

    assert (done.documents_dropped, done.documents_replaced, done.files_known, done.files_kept) == (
        3,
        0,
        3,
        0,
    )


def test_new_bytes_under_a_name_are_a_new_version(tmp_path: Path) -> None:
    """The old version stays in the tables and leaves the views, even where it was canonical."""
    root, batch = tmp_path / "w", write_batch(tmp_path / "b", {"x.txt": story(1), "y.txt": story(2)})
    ingest(root, batch)
    write_batch(batch, {"x.txt": "~ corrected\n" + story(1) + "# Added\nMore.\n"})
    ingest(root, batch)

    assert ask(root, "SELECT path, version, is_current FROM files ORDER BY ALL") == [
        {"path": "x.txt", "version": 1, "is_current": False},
        {"path": "x.txt", "version": 2, "is_current": True},
        {"path": "y.txt", "version": 1, "is_current": True},
    ]
    assert ask(root, "SELECT count(*) AS n FROM articles") == [{"n": 4}]
    assert [r["title"] for r in ask(root, "SELECT title FROM latest_articles ORDER BY title")] == [
        "Added",
        "Title 1",
        "Title 2",
    ]
    assert ask(root, "SELECT count(*) AS n FROM duplicates") == [{"n": 0}]
    assert broken_rules(root) == []

    write_batch(batch, {"x.txt": story(1)})
    ingest(root, batch)
    assert [r["title"] for r in ask(root, "SELECT title FROM latest_articles ORDER BY title")] == [
        "Title 1",
        "Title 2",
    ]
    assert ask(root, "SELECT max(version) AS v FROM files") == [{"v": 3}]
    assert broken_rules(root) == []


def test_two_bad_versions_of_a_name_have_a_row_each(tmp_path: Path) -> None:
    """The view shows the one that still stands."""
    root, batch = tmp_path / "w", write_batch(tmp_path / "b", {"x.txt": ""})
    ingest(root, batch)
    write_batch(batch, {"x.txt": b"\xff"})
    ingest(root, batch)

    assert broken_rules(root) == []
    assert ask(root, "SELECT count(*) AS n FROM quarantine") == [{"n": 2}]
    assert ask(root, "SELECT reason_code FROM current_quarantine") == [{"reason_code": "undecodable"}]


def test_a_version_that_another_batch_still_holds_stays_in_the_views(tmp_path: Path) -> None:
    """In whichever order the three states come."""
    seen = []
    for number, order in enumerate(itertools.permutations(["old", "new", "other"])):
        if order.index("old") > order.index("new"):
            continue
        root, folder = tmp_path / f"w{number}", tmp_path / f"f{number}"
        states = {"old": ("b", story(1)), "new": ("b", story(2)), "other": ("c", story(1))}
        for name in order:
            ingest(root, write_batch(folder / states[name][0], {"x.txt": states[name][1]}))
        assert [r["title"] for r in ask(root, "SELECT title FROM latest_articles ORDER BY title")] == [
            "Title 1",
            "Title 2",
        ]
        assert broken_rules(root) == []
        seen.append(dump(root))

    assert seen[1:] == seen[:1] * 2


def test_a_refused_file_leaves_what_is_known_of_its_name(tmp_path: Path) -> None:
    root, batch = tmp_path / "w", write_batch(tmp_path / "b", {"x.txt": story(1)})
    ingest(root, batch)
    known = dump(root)
    (batch / "x.txt").unlink()
    (batch / "x.txt").symlink_to(tmp_path / "nowhere")
    ingest(root, batch)

    assert {**dump(root), "quarantine": []} == known
    assert ask(root, "SELECT uri, step, reason_code, document_id FROM current_quarantine") == [
        {"uri": "b/x.txt", "step": "discover", "reason_code": "unreadable", "document_id": None}
    ]
    (batch / "x.txt").unlink()
    write_batch(batch, {"x.txt": story(1)})
    ingest(root, batch)
    assert dump(root) == known


def test_a_file_once_refused_starts_at_version_one(tmp_path: Path) -> None:
    root, plain = tmp_path / "w", tmp_path / "plain"
    batch = write_batch(tmp_path / "b", {}, "[[files]]\npath = 'x.txt'\n")
    ingest(root, batch)
    assert ask(root, "SELECT path, version, document_id FROM files") == [
        {"path": "x.txt", "version": 1, "document_id": None}
    ]
    write_batch(batch, {"x.txt": story(1)})
    ingest(root, batch)
    ingest(plain, batch)

    assert dump(root) == dump(plain)


def test_a_corrected_manifest_redoes_the_document(tmp_path: Path) -> None:
    """Same bytes, other capture time: as if it had been right from the start."""
    root, right = tmp_path / "w", tmp_path / "right"
    batch = write_batch(tmp_path / "b", {"x.txt": story(1, day="captured")}, KNOWN_LATE)
    ingest(root, batch)
    (batch / "manifest.toml").write_text(KNOWN_EARLY)
    done = ingest(root, batch)
    ingest(right, batch)

    assert done.documents_replaced == 1
    for table in ("documents", "articles", "blocks", "duplicates"):
        assert dump(root)[table] == dump(right)[table]
    assert broken_rules(root) == []


def test_failed_documents_are_tried_again(tmp_path: Path, batches: dict[str, Path]) -> None:
    root, clean = tmp_path / "w", tmp_path / "clean"
    ingest(root, *batches.values(), steps=ToySteps(failing={story(2), story(3)}))
    steps = ToySteps()
    done = ingest(root, *batches.values(), steps=steps)
    ingest(clean, *batches.values())

    assert steps.calls["load"] == 2
    assert done.documents_replaced == 2
    assert dump(root) == dump(clean)


def test_a_retry_is_not_answered_from_staging(tmp_path: Path) -> None:
    """Though nobody has pruned what the failing run staged."""
    root, batch = tmp_path / "w", write_batch(tmp_path / "b", {"x.txt": story(1)})
    calls = []
    for failing in ({story(1)}, {story(1)}, set()):
        steps = ToySteps(failing=failing)
        done = ingest(root, batch, steps=steps)
        calls.append((steps.calls["load"], done.files_failed, done.files_kept))

    assert calls == [(1, 1, 0), (1, 1, 0), (1, 0, 1)]


def test_publishing_twice_is_publishing_once(tmp_path: Path, batches: dict[str, Path]) -> None:
    """As a task does that is tried again after its commit."""
    root, place, steps = tmp_path / "w", WarehouseRoot(tmp_path / "w"), ToySteps()
    found = read_batches(list(batches.values()))
    run = start_run(found, DEFAULTS)
    plan = plan_run(
        place, found, run_id=run.run_id, params_fingerprint=DEFAULTS.fingerprint(), code_version="0"
    )
    done = [
        enrich_chunk(
            split_chunk(load_chunk(c, DEFAULTS, steps=steps), DEFAULTS, steps=steps), DEFAULTS, steps=steps
        )
        for c in cut_chunks(place, plan)
    ]
    publish(place, plan, done, run, params=DEFAULTS, now=Clock())
    before = dump(root)
    again = publish(place, plan, done, run, params=DEFAULTS, now=Clock())

    assert dump(root) == before == dump_current(root)
    assert again.documents_dropped == plan.documents
    assert [r["files_kept"] for r in ask(root, "FROM runs")] == [5]


def test_reprocess_redoes_what_is_asked_for(tmp_path: Path, batches: dict[str, Path]) -> None:
    """Stale rows are counted and left, until they are asked for; then they are as if made today."""
    root, fresh = tmp_path / "w", tmp_path / "fresh"
    other = PipelineParams(load=LoadParams(max_bytes=9_000))
    ingest(root, *batches.values())
    before = dump(root)
    left = ingest(root, *batches.values(), params=other)
    assert (left.stale_documents, left.documents_replaced) == (7, 0)
    assert {**dump(root), "quarantine": 0} == {**before, "quarantine": 0}

    done = ingest(root, *batches.values(), params=other, reprocess=Reprocess.STALE)
    ingest(fresh, *batches.values(), params=other)
    assert (done.documents_replaced, done.stale_documents) == (7, 0)
    assert dump(root) == dump(fresh)

    steps = ToySteps()
    assert (
        ingest(
            root, *batches.values(), params=other, reprocess=Reprocess.FAILED, steps=steps
        ).documents_replaced
        == 2
    )
    assert ingest(root, *batches.values(), params=other, reprocess=Reprocess.ALL).documents_replaced == 7
    assert steps.calls["load"] == 2
    assert dump(root) == dump(fresh) == dump_current(root)


def test_a_chunk_left_out_is_as_if_its_files_were_not_there(tmp_path: Path) -> None:
    """A chunk that failed leaves no trace but the count, and the next run brings it."""
    root, whole = tmp_path / "w", tmp_path / "whole"
    batch = write_batch(tmp_path / "b", {f"{n}.txt": story(n) for n in range(8)})
    ingest(whole, batch)
    steps = ToySteps()

    part = ingest(root, batch, steps=steps, leave_out=1)
    assert part.files_in == part.files_kept + part.files_failed == 8
    assert ask(root, "SELECT count(*) AS n FROM files") == [{"n": part.files_kept}]
    assert broken_rules(root) == []
    ingest(root, batch, steps=steps)
    assert dump(root) == dump(whole)
    assert steps.calls["load"] == 8


def test_staging_that_is_gone_is_transient(tmp_path: Path) -> None:
    root, batch = tmp_path / "w", write_batch(tmp_path / "b", {"x.txt": story(1)})

    def lose(_: object) -> None:
        shutil.rmtree(root / "staging" / "chunks")

    with pytest.raises(TransientError, match="staged rows are gone"):
        ingest(root, batch, before_publish=lose)
    assert all(rows == [] for rows in dump(root).values())


def test_a_staged_row_without_its_document_is_an_error(tmp_path: Path) -> None:
    """Nothing is published when the steps' tables do not fit together."""
    root, batch = tmp_path / "w", write_batch(tmp_path / "b", {"x.txt": story(1)})

    def spoil(_: object) -> None:
        [file] = (root / "staging" / "chunks").glob("*/split/documents.parquet")
        pq.write_table(pq.read_table(file).slice(0, 0), file)

    with pytest.raises(CopydeskError, match="does not fit the staged documents"):
        ingest(root, batch, before_publish=spoil)
    assert all(rows == [] for rows in dump(root).values())


def test_readers_see_a_whole_snapshot_during_a_write(tmp_path: Path, batches: dict[str, Path]) -> None:
    root = tmp_path / "w"
    ingest(root, batches["late"])
    before, seen = dump(root), []
    ingest(
        root, batches["early"], checkpoint=lambda name: seen.append((name, dump(root), dump_current(root)))
    )

    states = {name: (rows == before, shown == before) for name, rows, shown in seen}
    assert states["taken out"] == states["before commit"] == (True, True)
    assert states["committed"] == (False, True)
    assert states["generation shown"] == (False, False)
