"""Runs: the row that each leaves in ``runs``, and the marker that shows one under way.

A marker is a small JSON file and beside it a lock, which the operating system frees when the process
ends, however it ends: no process id is trusted, which could be another process by now.
"""

import json
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import filelock
import pyarrow as pa

from copydesk.arrow import table_of
from copydesk.schemas import RUNS
from warehouse.current import write_generation
from warehouse.lake import column_list, connect, transact, writer_lock
from warehouse.root import WarehouseRoot
from warehouse.tables import ensure, write_text

CRASHED = "the process ended without a word: killed, out of memory, or the machine went down"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStart:
    """What is known of a run at its start; ``started_at`` has a zone, ``inputs`` goes with ``batch_ids``."""

    run_id: str
    command: str
    engine: str
    batch_ids: tuple[str, ...]
    inputs: tuple[str, ...]
    started_at: datetime
    params_fingerprint: str
    code_version: str
    versions: Mapping[str, str] = field(default_factory=dict)


def new_run_id() -> str:
    """A random id, 32 hex characters."""
    return uuid.uuid4().hex


def run_row(run: RunStart, *, state: str, ended_at: datetime | None, **counts: Any) -> dict[str, Any]:
    """The row of ``runs`` for ``run``; what ``counts`` does not give is 0, empty, or null."""
    zero: dict[str, Any] = {f.name: 0 for f in RUNS if pa.types.is_integer(f.type)}
    empty: dict[str, Any] = {"quarantined_by_reason": {}, "step_seconds": {}, "message": None}
    row = {**zero, **empty, **asdict(run), "state": state, "ended_at": ended_at, **counts}
    for name in ("batch_ids", "inputs"):
        row[name] = list(row[name])
    for name in ("quarantined_by_reason", "step_seconds", "versions"):
        row[name] = sorted(dict(row[name]).items())
    return row


def insert_runs(con: duckdb.DuckDBPyConnection, rows: list[dict[str, Any]]) -> None:
    """Add ``rows`` to ``runs``, inside the caller's transaction; a run that is there stays as it is."""
    con.register("runs_given", table_of(rows, RUNS))
    columns = column_list(RUNS.names)
    con.execute(
        f"INSERT INTO runs ({columns}) SELECT {columns} FROM runs_given"
        " WHERE run_id NOT IN (SELECT run_id FROM runs)"
    )
    con.unregister("runs_given")


@contextmanager
def under_way(root: WarehouseRoot, run: RunStart) -> Iterator[None]:
    """Mark ``run`` as under way until the block ends; only a killed process leaves the marker behind."""
    root.runs.mkdir(parents=True, exist_ok=True)
    marker = root.runs / f"{run.run_id}.json"
    lock = filelock.FileLock(_lock_of(marker), thread_local=False)
    try:
        with lock:
            write_text(marker, json.dumps(asdict(run), default=str))
            try:
                yield
            finally:
                marker.unlink(missing_ok=True)
    finally:
        _lock_of(marker).unlink(missing_ok=True)


def _lock_of(marker: Path) -> Path:
    return marker.with_suffix(".lock")


def is_alive(marker: Path) -> bool:
    """True while the process that set ``marker`` lives."""
    lock = filelock.FileLock(_lock_of(marker), thread_local=False)
    try:
        with lock.acquire(timeout=0):
            return False
    except filelock.Timeout:
        return True


def dead_markers(root: WarehouseRoot) -> dict[Path, RunStart]:
    """Markers whose process is gone, with what it was doing. One that cannot be read counts as none."""
    found = {}
    for marker in sorted(root.runs.glob("*.json")):
        if not is_alive(marker):
            try:
                found[marker] = _run_of(json.loads(marker.read_text(encoding="utf-8")))
            except (OSError, ValueError, TypeError, KeyError):
                continue
    return found


def _run_of(facts: dict[str, Any]) -> RunStart:
    return RunStart(
        **{
            **facts,
            "batch_ids": tuple(facts["batch_ids"]),
            "inputs": tuple(facts["inputs"]),
            "started_at": datetime.fromisoformat(facts["started_at"]),
        }
    )


def crashed_rows(dead: Mapping[Path, RunStart]) -> list[dict[str, Any]]:
    """Rows of ``runs`` for runs whose process is gone."""
    return [run_row(run, state="crashed", ended_at=None, message=CRASHED) for run in dead.values()]


def forget(dead: Mapping[Path, RunStart]) -> None:
    """Remove markers whose rows are committed."""
    for marker in dead:
        marker.unlink(missing_ok=True)
        _lock_of(marker).unlink(missing_ok=True)


def record_run(
    root: WarehouseRoot, run: RunStart, *, state: str, ended_at: datetime, message: str, files_in: int = 0
) -> None:
    """Add one row for a run that published nothing, ``state`` being failed or crashed.

    ``files_in`` are counted as failed: none of them got anywhere.
    """
    row = run_row(
        run, state=state, ended_at=ended_at, message=message, files_in=files_in, files_failed=files_in
    )
    _write(root, [row])


def reap(root: WarehouseRoot) -> tuple[str, ...]:
    """Write a ``crashed`` row for each run whose process is gone; their ids."""
    return _write(root, []) if dead_markers(root) else ()


def _write(root: WarehouseRoot, rows: list[dict[str, Any]]) -> tuple[str, ...]:
    with writer_lock(root), connect(root, read_only=False) as con:
        ensure(con, root)
        dead = dead_markers(root)
        transact(con, lambda: insert_runs(con, rows + crashed_rows(dead)))
        forget(dead)
        # The row is a commit of its own, and `current/` shows the newest one.
        write_generation(con, root)
    return tuple(run.run_id for run in dead.values())


def batch_locations(root: WarehouseRoot) -> Mapping[str, str]:
    """Batch id to the path that it was last read from, on the machine of that run.

    Raises:
        UsageError: there is no warehouse.
    """
    with connect(root, read_only=True) as con:
        rows = con.execute(
            "SELECT batch_id, arg_max(input, started_at) FROM"
            " (SELECT unnest(batch_ids) AS batch_id, unnest(inputs) AS input, started_at FROM runs)"
            " GROUP BY batch_id ORDER BY batch_id"
        ).fetchall()
    return {str(batch): str(place) for batch, place in rows}
