"""Publish a run: one transaction over all tables, so that a reader sees all of it or nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import duckdb

from copydesk.params import PipelineParams
from copydesk.schemas import TABLES
from warehouse import current
from warehouse.changes import work_out
from warehouse.chunks import Chunk, Steps
from warehouse.clusters import read_clusters
from warehouse.consequences import work_out_consequences
from warehouse.lake import connect, name_commit, snapshot_id, transact, writer_lock
from warehouse.ledger import Plan
from warehouse.repeats import settle
from warehouse.replace import put_in, take_out
from warehouse.root import WarehouseRoot
from warehouse.runs import RunStart, crashed_rows, dead_markers, forget, insert_runs, run_row
from warehouse.tables import ensure

_NO_SECONDS: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What a run did; the counts are those of its row in ``runs``.

    ``snapshot_id`` is the commit. ``documents_replaced`` of the plan were in the archive before;
    ``documents_split_again`` are older ones of it, which other lines are held to be the page's of now;
    ``files_known_refused`` of the ``files_known`` hold what was read and not kept, then or in this run;
    ``documents_dropped`` were staged, and another run was faster; ``stale_documents`` were made with other
    parameters or by another version and left so; ``documents_retracted`` of the plan, known ones among
    them, hold articles that a retraction holds back.
    """

    run_id: str
    snapshot_id: int
    files_in: int
    files_kept: int
    files_quarantined: int
    files_known: int
    files_known_refused: int
    files_failed: int
    articles_new: int
    articles_duplicate: int
    articles_retracted: int
    article_chars: int
    boilerplate_chars: int
    quarantined_by_reason: Mapping[str, int]
    documents_replaced: int
    documents_split_again: int
    documents_dropped: int
    documents_retracted: int
    stale_documents: int
    step_seconds: Mapping[str, float]
    ended_at: datetime


def publish(
    root: WarehouseRoot,
    plan: Plan,
    chunks: Sequence[Chunk],
    run: RunStart,
    *,
    params: PipelineParams,
    now: Callable[[], datetime],
    steps: Steps | None = None,
    clusters: Path | None = None,
    step_seconds: Mapping[str, float] = _NO_SECONDS,
    checkpoint: Callable[[str], None] = lambda _: None,
) -> Published:
    """Make the staged chunks part of the archive, with the run's row in ``runs``; then refresh ``current/``.

    Published twice, or by two processes at once, the archive holds one copy. Documents of the plan that
    no chunk brings are not recorded at all, not even their files: the next run finds them new.

    Args:
        root: the warehouse.
        plan: of `ledger.plan_run`.
        chunks: of the plan and of `repeats.stage_again`, those that went through all stages.
        run: what goes into ``runs``, with the same ``run_id`` as the plan.
        params: those of the plan.
        now: gives the instant, with a zone; called at the start, and just before the commit.
        steps: the pure steps, `copydesk.steps` if not given: documents are split again here if
            `repeats.stage_again` was not asked, or if the archive has changed since.
        clusters: of `clusters.stage_clusters`; worked out here if None, or if the archive has changed since.
        step_seconds: seconds of the steps so far; those of ``publish`` are added.
        checkpoint: called with a name at each point where a test may want to stop the process.

    Raises:
        TransientError: another process held the lock or the catalog too long, or staging is gone.
    """
    started = now()
    with writer_lock(root), connect(root, read_only=False) as con:
        ensure(con, root)
        chunks = settle(con, root, plan, chunks, params, steps=steps)
        dead = dead_markers(root)
        results: dict[str, Any] = {}

        def body() -> None:
            checkpoint("begun")
            work_out(con, plan, chunks)
            found = read_clusters(con, root, clusters, plan, chunks)
            work_out_consequences(con, root, found)
            results.update(_counts(con, plan))
            checkpoint("worked out")
            take_out(con)
            checkpoint("taken out")
            put_in(con)
            results.update(_held_back(con, results["articles_duplicate"]))
            ended = now()
            results["step_seconds"] = {**step_seconds, "publish": (ended - started).total_seconds()}
            results["ended_at"] = ended
            _add_run(con, run, results, crashed_rows(dead))
            _say_who(con, plan)
            checkpoint("before commit")

        transact(con, body)
        checkpoint("committed")
        forget(dead)
        committed = snapshot_id(con)
        current.write_generation(con, root, checkpoint=checkpoint)
    return Published(run_id=run.run_id, snapshot_id=committed, **results)


def _add_run(
    con: duckdb.DuckDBPyConnection, run: RunStart, results: Mapping[str, Any], crashed: list[dict[str, Any]]
) -> None:
    names = set(TABLES["runs"].names)
    counts = {name: value for name, value in results.items() if name in names and name != "ended_at"}
    insert_runs(con, [run_row(run, state="completed", ended_at=results["ended_at"], **counts), *crashed])


def _say_who(con: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    facts = {"run_id": plan.run_id, "batch_ids": plan.batch_ids}
    name_commit(con, f"ingest {', '.join(plan.batch_ids)}", facts)


def _counts(con: duckdb.DuckDBPyConnection, plan: Plan) -> dict[str, Any]:
    fates = con.execute(_FATES).fetchall()
    files = {
        fate: sum(n for f, _, n in fates if f == fate) for fate in ("kept", "quarantined", "known", "failed")
    }
    sums = con.execute(_SUMS).fetchone() or ()
    names = ("articles_new", "articles_duplicate", "article_chars", "boilerplate_chars")
    more = ("documents_replaced", "documents_split_again", "documents_dropped", "stale_documents")
    return {
        "files_in": plan.files,
        **{f"files_{fate}": count for fate, count in files.items()},
        "files_known_refused": sum(n for fate, reason, n in fates if fate == "known" and reason == "refused"),
        **dict(zip(names + more, map(int, sums), strict=True)),
        "quarantined_by_reason": {reason: n for fate, reason, n in fates if fate == "quarantined"},
    }


def _held_back(con: duckdb.DuckDBPyConnection, not_canonical: int) -> dict[str, int]:
    """Counts of what retractions hold back, once the rows are in; an article held back is no duplicate."""
    articles, documents = con.execute(_HELD_BACK).fetchall()[0]
    return {
        "articles_duplicate": not_canonical - articles,
        "articles_retracted": articles,
        "documents_retracted": documents,
    }


_FATES = """
WITH found AS (
    SELECT CASE WHEN p.refusal_code IS NOT NULL THEN 'quarantined'
                WHEN p.document_id IN (SELECT document_id FROM unfinished) THEN 'failed'
                WHEN NOT p.is_work THEN 'known'
                ELSE s.outcome END AS fate,
           coalesce(p.refusal_code, s.reason_code) AS refused_for,
           coalesce(s.outcome, d.outcome) AS outcome
    FROM plan_now p
    LEFT JOIN staged_documents s ON s.document_id = p.document_id
    LEFT JOIN documents d ON d.document_id = p.document_id
)
SELECT fate,
       CASE WHEN fate <> 'known' THEN refused_for WHEN outcome <> 'kept' THEN 'refused' END AS reason,
       count(*)
FROM found GROUP BY ALL ORDER BY ALL
"""

_SUMS = """
WITH cut AS (
    SELECT w.is_canonical FROM assigned w JOIN staged_articles s USING (article_id)
    SEMI JOIN brought ON brought.document_id = s.document_id
),
split AS (FROM staged_documents SEMI JOIN brought USING (document_id))
SELECT (SELECT count(*) FROM cut WHERE is_canonical),
       (SELECT count(*) FROM cut WHERE NOT is_canonical),
       (SELECT coalesce(sum(article_chars), 0) FROM split),
       (SELECT coalesce(sum(boilerplate_chars), 0) FROM split),
       (SELECT count(*) FROM brought SEMI JOIN documents USING (document_id)),
       (SELECT count(*) FROM kept ANTI JOIN brought USING (document_id)),
       (SELECT count(*) FROM staged_documents ANTI JOIN kept USING (document_id)),
       (SELECT count(DISTINCT document_id) FROM plan_now WHERE is_stale)
"""

_HELD_BACK = """
WITH held AS (SELECT DISTINCT article_id, document_id FROM articles_retracted)
SELECT (SELECT count(*) FROM held SEMI JOIN brought USING (document_id)),
       (SELECT count(DISTINCT document_id) FROM held SEMI JOIN plan_now USING (document_id))
"""
