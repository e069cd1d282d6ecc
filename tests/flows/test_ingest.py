"""``ingest``: counts that add up, the same tables however they came about, and a stop at any time."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from story_pages import page

import flows.pipeline
from copydesk.errors import TransientError
from flows.direct import ingest_directly
from flows.pipeline import Request
from warehouse import chunks

Run = Callable[..., Result]
Rows = Callable[[Path], dict[str, list[dict[str, Any]]]]

COMMAND = [sys.executable, "-m", "flows.cli"]


def test_counts(run: Run, batch: Path) -> None:
    """Every file has one of four outcomes; a copy of an article is a duplicate, not a new one."""
    got = json.loads(run("ingest", batch, "--direct", "--json").stdout)

    assert (8, 4, 3, 1, 0) == tuple(
        got[f"files_{x}"] for x in ("in", "kept", "quarantined", "known", "failed")
    )
    assert {"empty_file": 1, "binary_file": 1, "no_article": 1} == got["quarantined_by_reason"]
    assert (3, 1) == (got["articles_new"], got["articles_duplicate"])
    assert {"plan", "load", "split", "enrich", "repeat", "dedup", "publish"} == set(got["step_seconds"])


def test_twice_is_once(run: Run, batch: Path, rows: Rows) -> None:
    """The second run knows every file and changes no row."""
    run("ingest", batch, "--direct")
    before = rows(Path("warehouse/data"))
    again = run("ingest", batch, "--direct", "--json")

    assert (0, 8) == (again.exit_code, json.loads(again.stdout)["files_known"])
    assert before == rows(Path("warehouse/data"))


def test_the_end_of_a_run(run: Run, batch: Path) -> None:
    """A table, then a line to paste; with --show-query also its answer."""
    result = run("ingest", batch, "--direct", "--warehouse", "else where", "--show-query")

    assert "quarantined" in result.stdout
    assert "no_article" in result.stdout
    assert "copydesk sql --warehouse 'else where' \"SELECT" in result.stdout
    assert "Harbour 0 in Norham gets its cranes back" in result.stdout
    assert "(3 rows)" in result.stdout


def test_the_line_to_paste_finds_the_warehouse(
    run: Run, batch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the variable and without it; a file that is there by itself needs no word."""
    Path("copydesk.toml").write_text('warehouse = "from file"\n')
    Path("my set.toml").write_text('warehouse = "other"\n')
    by_file = run("ingest", batch, "--direct").stdout
    by_config = run("ingest", batch, "--direct", "--config", "my set.toml").stdout
    by_flag = run("ingest", batch, "--direct", "--warehouse", "warehouse/data").stdout
    monkeypatch.setenv("COPYDESK_WAREHOUSE", "of variable")
    by_variable = run("ingest", batch, "--direct").stdout

    assert 'copydesk sql "SELECT' in by_file
    assert "copydesk sql --config 'my set.toml' \"SELECT" in by_config
    assert 'copydesk sql --warehouse warehouse/data "SELECT' in by_flag
    assert "copydesk sql --warehouse 'of variable' \"SELECT" in by_variable


def test_a_bad_folder_stays_bad(run: Run, batch: Path) -> None:
    """Known is not good: exit code 1 as long as nothing of what was named is in the archive."""
    bad = [batch / name for name in ("empty.txt", "picture.png")]
    codes = [run("ingest", *bad, "--direct").exit_code for _ in range(2)]
    text = run("ingest", *bad, "--direct").stdout
    with_good = run("ingest", batch, "--direct", "--json")
    again = json.loads(run("ingest", *bad, batch / "page0.txt", "--direct", "--json").stdout)

    assert [1, 1] == codes
    assert "of these refused: 2" in text
    assert "copydesk sql" not in text
    counts = json.loads(with_good.stdout)
    assert (0, 3, 2) == (with_good.exit_code, counts["files_known"], counts["files_known_refused"])
    assert (3, 2) == (again["files_known"], again["files_known_refused"])


def test_a_lost_catalog_stops_a_run(run: Run, batch: Path) -> None:
    """No run and no doctor takes an empty archive for granted where one was."""
    run("ingest", batch, "--direct")
    for file in Path("warehouse/data").glob("catalog.sqlite*"):
        file.unlink()
    results = [
        run(*args)
        for args in (("ingest", batch, "--direct"), ("ingest", batch, "--dry-run"), ("sql", "FROM runs"))
    ]
    doctor = run("doctor")

    assert [1, 1, 1, 1] == [result.exit_code for result in (*results, doctor)]
    assert all(
        "is gone" in result.stderr and "hint: bring the catalog back" in result.stderr for result in results
    )
    assert "WRONG  warehouse" in doctor.stdout
    assert not Path("warehouse/data/catalog.sqlite").exists()


def test_workers_and_chunks_change_nothing(run: Run, batch: Path, rows: Rows) -> None:
    """Row for row the same from child processes as from this one, in many chunks as in one."""
    run("ingest", batch, "--direct", "--warehouse", "one")
    two = run("ingest", batch, "--direct", "--warehouse", "two", "--workers", 2, "--chunk-files", 1)

    assert 0 == two.exit_code
    assert rows(Path("one")) == rows(Path("two"))


def test_dry_run_writes_nothing(run: Run, batch: Path) -> None:
    """It lists every file with what would be done, before there is an archive and after."""
    before = json.loads(run("ingest", batch, "--dry-run", "--json").stdout)
    assert [] == list(Path().iterdir())
    run("ingest", batch, "--direct")
    after = json.loads(run("ingest", batch, "--dry-run", "--json").stdout)

    assert {"new": 7, "known": 1} == {a: sum(r["action"] == a for r in before) for a in ("new", "known")}
    assert {"known"} == {row["action"] for row in after}
    assert 1 == len(json.loads(run("runs", "--json").stdout))


def test_nothing_kept_is_a_failure(run: Run, tmp_path: Path) -> None:
    """Exit code 1 when no file could be kept, and when there was none."""
    bad, none = tmp_path / "bad", tmp_path / "none"
    bad.mkdir()
    none.mkdir()
    (bad / "empty.txt").write_bytes(b"")
    refused, nothing = run("ingest", bad, "--direct"), run("ingest", none, "--direct")

    assert (1, 1) == (refused.exit_code, nothing.exit_code)
    assert "copydesk: error: no file could be kept" in refused.stderr
    assert "copydesk: error: no file was found" in nothing.stderr


def test_a_wrong_manifest_is_wrong_usage(run: Run, batch: Path) -> None:
    """Told before anything is written, with the key."""
    (batch / "manifest.toml").write_text('[batch]\nsorce = "x"\n')
    result = run("ingest", batch, "--direct")

    assert 2 == result.exit_code
    assert "sorce" in result.stderr
    assert "did you mean 'source'?" in result.stderr
    assert [] == list(Path().iterdir())


def test_replay(run: Run, batch: Path, rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a fix only the refused files are done again, from where they lay."""
    monkeypatch.setenv("COPYDESK_LOAD_MAX_BYTES", "100")
    run("ingest", batch, "--direct")
    monkeypatch.delenv("COPYDESK_LOAD_MAX_BYTES")
    replayed = json.loads(run("quarantine", "--reason", "too_large", "--replay", "--direct", "--json").stdout)
    run("quarantine", "--replay", "--direct")
    run("ingest", batch, "--direct", "--warehouse", "clean")

    assert ("replay", 5, 4) == (replayed["command"], replayed["files_in"], replayed["files_kept"])
    assert rows(Path("clean")) == rows(Path("warehouse/data"))


def test_replay_of_a_batch_that_went(run: Run, batch: Path) -> None:
    """It says where the batch lay, and does nothing."""
    run("ingest", batch, "--direct")
    batch.rename(batch.with_name("moved"))
    result = run("quarantine", "--replay", "--direct")

    assert 1 == result.exit_code
    assert "is not where it lay any more" in result.stderr


def request_of(batch: Path, **more: Any) -> Request:
    return Request.model_validate({"paths": (batch,), "warehouse": "w", **more})


def test_a_failing_chunk_is_left_out(
    batch: Path, rows: Rows, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its files count as failed, the others are published, and the next run brings what is missing."""
    real, seen = chunks.split_chunk, []

    def split_chunk(chunk: Any, params: Any) -> Any:
        seen.append(chunk.key)
        if chunk.key == seen[0]:
            raise MemoryError("too much")
        return real(chunk, params)

    monkeypatch.setattr("flows.direct.split_chunk", split_chunk)
    monkeypatch.setattr("tasks.planning._LEAST_FILES", 1)
    outcome = ingest_directly(request_of(batch, chunk_files=2))
    monkeypatch.undo()
    os.chdir(batch.parent / "work")
    ingest_directly(request_of(batch))
    run("ingest", batch, "--direct", "--warehouse", "clean")

    assert ["MemoryError: too much"] == [lost.message for lost in outcome.lost]
    done = outcome.published
    assert done.files_failed >= outcome.lost[0].documents > 0
    assert done.files_in == done.files_kept + done.files_quarantined + done.files_known + done.files_failed
    assert rows(Path("clean")) == rows(Path("w"))


def test_transient_trouble_is_tried_again(batch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two busy moments are survived, and no other error is tried twice."""
    real, calls = flows.direct.stage_clusters, []  # type: ignore[attr-defined]

    def stage_clusters(*args: Any) -> Path:
        calls.append(1)
        if len(calls) < 3:
            raise TransientError("busy")
        return real(*args)

    monkeypatch.setattr("flows.direct.stage_clusters", stage_clusters)
    monkeypatch.setattr("flows.direct.RETRY_SECONDS", (0, 0))

    assert 4 == ingest_directly(request_of(batch)).published.files_kept
    assert 3 == len(calls)


def test_a_failed_run_is_recorded(batch: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error after planning ends the run with exit code 1 and a row that says what it was."""

    def stage_clusters(*args: Any) -> Path:
        raise RuntimeError("no clusters today")

    monkeypatch.setattr("flows.direct.stage_clusters", stage_clusters)
    result = run("ingest", batch, "--direct")
    (row,) = json.loads(run("runs", "--json").stdout)

    assert 1 == result.exit_code
    assert "copydesk: error: RuntimeError: no clusters today" in result.stderr
    assert ("failed", 8, "RuntimeError: no clusters today") == (row["state"], row["files_in"], row["message"])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_stopped_run_goes_on(
    number: signal.Signals, tmp_path: Path, run: Run, rows: Rows, api_environment: dict[str, str]
) -> None:
    """Stopped in the middle it says so with exit code 130; run again the tables are those of a whole run."""
    batch = tmp_path / "many"
    batch.mkdir()
    for n in range(400):
        (batch / f"{n}.txt").write_text(page(n) * 4, encoding="utf-8")
    command = [*COMMAND, "ingest", str(batch), "--direct", "--chunk-files", "100", "--warehouse", "w"]
    process = subprocess.Popen(command, env=api_environment, stderr=subprocess.PIPE, text=True)
    while process.poll() is None and not list(Path("w/staging").glob("chunks/*/split")):
        time.sleep(0.02)
    process.send_signal(number)
    _, errors = process.communicate(timeout=60)
    again = run("ingest", batch, "--direct", "--chunk-files", 100, "--warehouse", "w", "--json")
    run("ingest", batch, "--direct", "--warehouse", "clean")
    states = [row["state"] for row in json.loads(run("runs", "--warehouse", "w", "--json").stdout)]

    if number == signal.SIGKILL:
        assert -number == process.returncode
        assert ["completed", "crashed"] == states
    else:
        assert 130 == process.returncode
        assert "copydesk: stopped" in errors
        assert "Traceback" not in errors
        assert ["completed", "failed"] == states
    assert 400 == json.loads(again.stdout)["files_in"]
    assert rows(Path("clean")) == rows(Path("w"))
