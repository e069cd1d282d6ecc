"""Taking back articles, documents and batches, and restoring them.

A retraction is a row of ``retractions`` that holds until it is restored. It is logical: the articles stay in
the tables and are live no more (see `membership`), so that the clusters that they were in are made anew
without them, in the same commit. Older snapshots show the archive as it was.
"""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from copydesk.errors import UsageError
from copydesk.schemas import RETRACTIONS
from warehouse import current
from warehouse.clusters import clusters_folder
from warehouse.consequences import work_out_consequences
from warehouse.lake import column_list, connect, name_commit, no_warehouse, snapshot_id, transact, writer_lock
from warehouse.reach import (
    RETRACTION_KEY,
    Change,
    Wanted,
    count_switched,
    to_restore,
    to_retract,
    work_out_change,
)
from warehouse.replace import delete, insert, put_in, take_out
from warehouse.root import WarehouseRoot
from warehouse.runs import RunStart, crashed_rows, dead_markers, forget, insert_runs, run_row, under_way
from warehouse.tables import ensure


def retract(
    root: WarehouseRoot,
    names: Sequence[str],
    *,
    reason: str,
    run: RunStart,
    now: Callable[[], datetime],
    scope: str | None = None,
    checkpoint: Callable[[str], None] = lambda _: None,
) -> Change:
    """Take back what ``names`` stand for; afterwards none of its articles is in a cluster or pair.

    What is taken back already stays as it is, with the reason that was given then. In the archive it is
    the same whether something was taken back before or after other batches came in.

    Args:
        root: the warehouse.
        names: see `targets.targets_named`.
        reason: why; not blank.
        run: what goes into ``runs``; there is no row if nothing changes.
        now: gives the instant, with a zone; called once the lock is held, and just before the commit.
        scope: of `targets.Scope`, for names that stand for several things.
        checkpoint: called with a name at each point where a test may want to stop the process.

    Raises:
        UsageError: there is no warehouse, a name stands for nothing or for several, or no reason is given.
        TransientError: another process held the lock or the catalog too long.
    """
    if not reason.strip():
        raise UsageError(f"the reason {reason!r} is blank", hint="say why: it is kept with the retraction")
    return _commit(root, run, lambda con: to_retract(con, names, scope, reason, now()), now, checkpoint)


def restore(
    root: WarehouseRoot,
    names: Sequence[str],
    *,
    run: RunStart,
    now: Callable[[], datetime],
    scope: str | None = None,
    checkpoint: Callable[[str], None] = lambda _: None,
) -> Change:
    """Undo the retractions that ``names`` stand for; their rows say when. Arguments are as of `retract`.

    An article that another retraction holds back as well (its document, say) stays taken back.

    Raises:
        UsageError: there is no warehouse, or a name stands for nothing that is taken back, or for several.
        TransientError: another process held the lock or the catalog too long.
    """
    return _commit(root, run, lambda con: to_restore(con, names, scope, now()), now, checkpoint)


def rehearse_retract(
    root: WarehouseRoot, names: Sequence[str], *, now: datetime, scope: str | None = None
) -> Change:
    """What `retract` would do now; nothing is changed.

    Raises:
        UsageError, TransientError: as `retract`.
    """
    return _rehearse(root, lambda con: to_retract(con, names, scope, "", now))


def count_articles(
    root: WarehouseRoot, names: Sequence[str], *, now: datetime, scope: str | None = None
) -> int:
    """How many articles `retract` would take back now.

    Raises:
        UsageError, TransientError: as `retract`.
    """
    with connect(root, read_only=True) as con:
        con.execute("BEGIN TRANSACTION")
        return count_switched(con, to_retract(con, names, scope, "", now))


def rehearse_restore(
    root: WarehouseRoot, names: Sequence[str], *, now: datetime, scope: str | None = None
) -> Change:
    """What `restore` would do now; nothing is changed.

    Raises:
        UsageError, TransientError: as `restore`.
    """
    return _rehearse(root, lambda con: to_restore(con, names, scope, now))


def list_retractions(root: WarehouseRoot) -> pa.Table:
    """Rows of the view ``current_retractions``: what is taken back now.

    Raises:
        UsageError: there is no warehouse.
    """
    with connect(root, read_only=True) as con:
        return con.execute("FROM current_retractions").to_arrow_table()


def _commit(
    root: WarehouseRoot,
    run: RunStart,
    decide: Callable[[duckdb.DuckDBPyConnection], Wanted],
    now: Callable[[], datetime],
    checkpoint: Callable[[str], None],
) -> Change:
    if not root.exists():
        raise no_warehouse(root.path)
    with under_way(root, run), writer_lock(root), connect(root, read_only=False) as con:
        ensure(con, root)
        wanted = decide(con)
        if not wanted.targets:
            return wanted.nothing()
        dead = dead_markers(root)
        done: list[Change] = []

        def body() -> None:
            checkpoint("begun")
            done[:] = [_work_out(con, root, clusters_folder(root, run.run_id), wanted)]
            checkpoint("worked out")
            take_out(con)
            delete(con, "retractions", RETRACTION_KEY, "retractions_gone")
            checkpoint("taken out")
            put_in(con)
            insert(con, "retractions", f"SELECT {column_list(RETRACTIONS.names)} FROM retractions_come")
            insert_runs(con, [_row(run, wanted, done[0], now()), *crashed_rows(dead)])
            _say_who(con, run, wanted)
            checkpoint("before commit")

        transact(con, body)
        checkpoint("committed")
        forget(dead)
        committed = snapshot_id(con)
        current.write_generation(con, root, checkpoint=checkpoint)
        shutil.rmtree(root.run_folder(run.run_id), ignore_errors=True)
    return replace(done[0], snapshot_id=committed)


def _rehearse(root: WarehouseRoot, decide: Callable[[duckdb.DuckDBPyConnection], Wanted]) -> Change:
    with tempfile.TemporaryDirectory(prefix="copydesk-") as folder, connect(root, read_only=True) as con:
        con.execute("BEGIN TRANSACTION")
        wanted = decide(con)
        return work_out_change(con, root, Path(folder), wanted)[0] if wanted.targets else wanted.nothing()


def _work_out(con: duckdb.DuckDBPyConnection, root: WarehouseRoot, folder: Path, wanted: Wanted) -> Change:
    folder.mkdir(parents=True, exist_ok=True)
    change, found = work_out_change(con, root, folder, wanted)
    work_out_consequences(con, root, found)
    return change


def _row(run: RunStart, wanted: Wanted, change: Change, ended_at: datetime) -> dict[str, Any]:
    batches = tuple(sorted({t.batch_id for t in wanted.targets}))
    went = change.articles.num_rows if run.command == "retract" else 0
    return run_row(
        replace(run, batch_ids=batches), state="completed", ended_at=ended_at, articles_retracted=went
    )


def _say_who(con: duckdb.DuckDBPyConnection, run: RunStart, wanted: Wanted) -> None:
    targets = [f"{t.scope} {t.target}" for t in wanted.targets]
    more = f" and {len(targets) - 3} more" if len(targets) > 3 else ""
    facts = {"run_id": run.run_id, "targets": targets}
    name_commit(con, f"{run.command} {', '.join(targets[:3])}{more}", facts)
