"""What a run would change in the archive, worked out as temporary tables on a connection.

`work_out` only reads the catalog. `clusters` and `publish` both build on its tables:

======================  ==========================================================================
plan_now                the plan's rows, decided anew when the archive has moved on since the plan
staged_documents, …     the staged tables of the chunks
kept                    ids of staged documents that still are to be published
unfinished              ids of documents that need work and are not staged
files_gone, files_come  rows of ``files`` to take out and to put in
refusals_gone, _come    rows of ``quarantine`` (step discover) to take out and to put in
======================  ==========================================================================
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from copydesk.errors import CopydeskError, TransientError
from copydesk.schemas import ARTICLES, BLOCKS, DOCUMENTS, QUARANTINE
from warehouse.chunks import ENRICH, LOAD, SPLIT, Chunk
from warehouse.lake import column_list, quote, snapshot_id
from warehouse.ledger import NEXT_VERSIONS, PLAN, Plan, decide
from warehouse.profiles import profiles_of_run

_STAGED: dict[str, tuple[pa.Schema, tuple[tuple[str, str], ...]]] = {
    "documents": (DOCUMENTS, ((SPLIT, "documents"),)),
    "articles": (ARTICLES, ((ENRICH, "articles"),)),
    "blocks": (BLOCKS, ((SPLIT, "blocks"),)),
    "quarantine": (QUARANTINE, ((LOAD, "quarantine"), (SPLIT, "quarantine"))),
}
"""Table to its schema and the staged files that hold its rows."""


def work_out(con: duckdb.DuckDBPyConnection, plan: Plan, chunks: Sequence[Chunk]) -> None:
    """Make the temporary tables above, against the archive as ``con`` sees it now.

    Raises:
        TransientError: staging that the plan needs is gone.
        CopydeskError: staged tables do not fit together.
    """
    make_table(con, "plan_now", _decided(con, plan))
    for name, (schema, sources) in _STAGED.items():
        files = [c.stage(stage) / f"{table}.parquet" for c in chunks for stage, table in sources]
        _make_staged(con, f"staged_{name}", schema, files)
    _check_staged(con)
    con.execute(_KEPT)
    con.execute(_UNFINISHED)
    con.execute("CREATE OR REPLACE TEMP VIEW entries_given AS SELECT * FROM plan_now")
    con.execute(f"CREATE OR REPLACE TEMP TABLE following AS {NEXT_VERSIONS}")
    con.execute(_FILES_WANTED)
    con.execute(_FILES_GONE)
    con.execute(_FILES_COME)
    con.execute(_REFUSALS_WANTED, {"fingerprint": plan.params_fingerprint, "version": plan.code_version})
    con.execute(_REFUSALS_GONE)
    con.execute(_REFUSALS_COME)


def make_table(con: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    """A temporary table ``name`` that holds ``rows``."""
    con.register("rows_given", rows)
    con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM rows_given")
    con.unregister("rows_given")


def _decided(con: duckdb.DuckDBPyConnection, plan: Plan) -> pa.Table:
    rows = pq.read_table(plan.path, schema=PLAN)
    if snapshot_id(con) == plan.snapshot_id:
        return rows
    # Somebody has published since: what was new may be known now, or no longer be the first sighting.
    return decide(
        con,
        rows,
        params_fingerprint=plan.params_fingerprint,
        code_version=plan.code_version,
        reprocess=plan.reprocess,
        profiles=profiles_of_run(plan.path.parent),
    )


def _make_staged(con: duckdb.DuckDBPyConnection, name: str, schema: pa.Schema, files: Iterable[Path]) -> None:
    paths = list(files)
    missing = [path for path in paths if not path.is_file()]
    if missing:
        raise TransientError(
            f"staged rows are gone: {str(missing[0])!r}", hint="run again: it is staged anew"
        )
    if not paths:
        make_table(con, name, schema.empty_table())
        return
    listed = ", ".join(quote(str(path)) for path in paths)
    # A view: blocks are the bulk of the data and are read once.
    kind = "VIEW" if name == "staged_blocks" else "TABLE"
    con.execute(
        f"DROP TABLE IF EXISTS temp.main.{name}"
        if kind == "TABLE"
        else f"DROP VIEW IF EXISTS temp.main.{name}"
    )
    rows = f"SELECT {column_list(schema.names)} FROM read_parquet([{listed}])"
    con.execute(f"CREATE OR REPLACE TEMP {kind} {name} AS {rows}")


def _check_staged(con: duckdb.DuckDBPyConnection) -> None:
    """Each staged row belongs to one staged document: nothing that the steps gave is lost or doubled."""
    strays = con.execute(
        "SELECT 'documents', document_id FROM staged_documents GROUP BY ALL HAVING count(*) > 1"
        + "".join(
            f" UNION ALL SELECT '{table}', document_id FROM staged_{table}"
            " ANTI JOIN staged_documents USING (document_id)"
            for table in ("articles", "blocks", "quarantine")
        )
    ).fetchone()
    if strays:
        raise CopydeskError(
            f"the staged table {strays[0]} does not fit the staged documents, see document {strays[1]}",
            hint="this is an error of copydesk's steps: please report it",
        )


# A staged document that another writer brought meanwhile is `known` by now and not kept. One whose first
# sighting has changed meanwhile would be published under the wrong one: it is not kept either.
_KEPT = """
CREATE OR REPLACE TEMP TABLE kept AS
SELECT s.document_id
FROM staged_documents s JOIN plan_now p ON p.document_id = s.document_id AND p.is_work
WHERE s.batch_id = p.first_batch_id AND s.uri = p.first_batch_id || '/' || p.first_path
  AND s.source IS NOT DISTINCT FROM p.first_source AND s.url IS NOT DISTINCT FROM p.first_url
  AND s.captured_at IS NOT DISTINCT FROM p.first_captured_at
"""

_UNFINISHED = """
CREATE OR REPLACE TEMP TABLE unfinished AS
SELECT DISTINCT document_id FROM plan_now
WHERE is_work AND document_id NOT IN (SELECT document_id FROM kept)
"""

# A refused file leaves alone what is known of its name; only a name never seen gets a row without a document.
_FILES_WANTED = """
CREATE OR REPLACE TEMP TABLE files_wanted AS
SELECT batch_id, path, version, true AS is_current, document_id, source, url, captured_at
FROM following
WHERE refusal_code IS NULL AND document_id NOT IN (SELECT document_id FROM unfinished)
UNION ALL
SELECT batch_id, path, 1, true, NULL, source, url, captured_at
FROM following
WHERE refusal_code IS NOT NULL AND current_document_id IS NULL
"""

_FILES_GONE = """
CREATE OR REPLACE TEMP TABLE files_gone AS
SELECT f.* FROM files f JOIN files_wanted w ON w.batch_id = f.batch_id AND w.path = f.path
WHERE f.is_current
  AND (f.version, f.document_id, f.source, f.url, f.captured_at)
      IS DISTINCT FROM (w.version, w.document_id, w.source, w.url, w.captured_at)
"""

_FILES_COME = """
CREATE OR REPLACE TEMP TABLE files_come AS
SELECT w.* FROM files_wanted w
WHERE NOT EXISTS (FROM files f WHERE f.batch_id = w.batch_id AND f.path = w.path AND f.is_current
                  AND NOT EXISTS (FROM files_gone g WHERE g.batch_id = f.batch_id AND g.path = f.path))
UNION ALL
SELECT g.batch_id, g.path, g.version, false, g.document_id, g.source, g.url, g.captured_at
FROM files_gone g JOIN files_wanted w ON w.batch_id = g.batch_id AND w.path = g.path AND w.version > g.version
"""

_REFUSALS_WANTED = """
CREATE OR REPLACE TEMP TABLE refusals_wanted AS
SELECT refused_document_id AS document_id, batch_id, batch_id || '/' || path AS uri, 'discover' AS step,
       refusal_code AS reason_code, refusal_message AS message,
       $fingerprint AS params_fingerprint, $version AS code_version
FROM plan_now WHERE refusal_code IS NOT NULL
"""

_REFUSALS_GONE = f"""
CREATE OR REPLACE TEMP TABLE refusals_gone AS
SELECT {column_list(QUARANTINE.names)} FROM quarantine
WHERE step = 'discover' AND uri IN (SELECT batch_id || '/' || path FROM plan_now)
EXCEPT SELECT {column_list(QUARANTINE.names)} FROM refusals_wanted
"""

_REFUSALS_COME = f"""
CREATE OR REPLACE TEMP TABLE refusals_come AS
SELECT {column_list(QUARANTINE.names)} FROM refusals_wanted
EXCEPT SELECT {column_list(QUARANTINE.names)} FROM quarantine WHERE step = 'discover'
"""
