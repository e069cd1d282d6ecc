"""What a run would change in the archive, worked out as temporary tables on a connection.

`work_out` only reads the catalog. `clusters` and `publish` both build on its tables:

======================  ==========================================================================
plan_now                the plan's rows, decided anew when the archive has moved on since the plan
staged_documents, …     the staged tables of the chunks
brought                 ids of staged documents of the plan that still are to be published
kept                    those, and documents of the archive that are staged because they were split again
rewritten               of these, the ones of which all rows are replaced; of the others those of articles
unfinished              ids of documents that need work and are not staged
files_gone, files_come  rows of ``files`` to take out and to put in
refusals_gone, _come    rows of ``quarantine`` (step discover) to take out and to put in
retractions_now         rows of ``retractions`` that hold
======================  ==========================================================================
"""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from copydesk.errors import CopydeskError, TransientError
from copydesk.schemas import ARTICLES, BLOCKS, DOCUMENTS, FILES, LINES, PER_ARTICLE, QUARANTINE, TABLES
from warehouse.chunks import ENRICH, LOAD, SPLIT, Chunk
from warehouse.lake import column_list, quote, snapshot_id
from warehouse.ledger import NEXT_VERSIONS, PLAN, Plan, decide
from warehouse.profiles import profiles_of_run

_STAGED: dict[str, tuple[pa.Schema, tuple[tuple[str, str], ...]]] = {
    "documents": (DOCUMENTS, ((SPLIT, "documents"),)),
    "articles": (ARTICLES, ((ENRICH, "articles"),)),
    "blocks": (BLOCKS, ((SPLIT, "blocks"),)),
    "lines": (LINES, ((SPLIT, "lines"),)),
    "quarantine": (QUARANTINE, ((LOAD, "quarantine"), (SPLIT, "quarantine"))),
    **{name: (TABLES[name], ((ENRICH, name),)) for name in PER_ARTICLE},
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
        make_staged(con, name, schema, _layers(chunks, sources))
    _make_staged_again(con, chunks)
    _check_staged(con)
    con.execute(_BROUGHT)
    con.execute(_KEPT)
    con.execute(REWRITTEN)
    con.execute(_UNFINISHED)
    con.execute("CREATE OR REPLACE TEMP VIEW entries_given AS SELECT * FROM plan_now")
    con.execute(f"CREATE OR REPLACE TEMP TABLE following AS {NEXT_VERSIONS}")
    con.execute("DROP VIEW temp.main.entries_given")  # `decide` gives another meaning to the name
    con.execute(_FILES_WANTED)
    con.execute(_FILES_GONE)
    con.execute(_FILES_COME)
    con.execute(_REFUSALS_WANTED, {"fingerprint": plan.params_fingerprint, "version": plan.code_version})
    con.execute(_REFUSALS_GONE)
    con.execute(_REFUSALS_COME)
    con.execute(RETRACTIONS_NOW)


def work_out_nothing(con: duckdb.DuckDBPyConnection) -> None:
    """Make the temporary tables above for a change that brings no file, so all but the last are empty."""
    for name, (schema, _) in _STAGED.items():
        make_staged(con, name, schema, {})
    for name in ("brought", "kept", "rewritten"):
        make_table(con, name, pa.schema([DOCUMENTS.field("document_id")]).empty_table())
    for name, schema in (("files", FILES), ("refusals", QUARANTINE)):
        make_table(con, f"{name}_gone", schema.empty_table())
        make_table(con, f"{name}_come", schema.empty_table())
    con.execute(RETRACTIONS_NOW)


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


def _layers(chunks: Sequence[Chunk], sources: Sequence[tuple[str, str]]) -> dict[int, list[Path]]:
    """Layer to its staged files, the lowest first."""
    files: dict[int, list[Path]] = defaultdict(list)
    for chunk in sorted(chunks, key=lambda c: c.layer):
        files[chunk.layer] += [chunk.stage(stage) / f"{table}.parquet" for stage, table in sources]
    missing = [path for paths in files.values() for path in paths if not path.is_file()]
    if missing:
        raise TransientError(
            f"staged rows are gone: {str(missing[0])!r}", hint="run again: it is staged anew"
        )
    return dict(files)


def make_staged(
    con: duckdb.DuckDBPyConnection, name: str, schema: pa.Schema, files: dict[int, list[Path]]
) -> None:
    """``staged_<name>``: of a document that several layers have, the rows of the highest."""
    make_table(con, f"no_{name}", schema.empty_table())
    parts = [f"SELECT * FROM no_{name}"]
    for layer, paths in files.items():
        over = [_beside(path) for higher, beside in files.items() if higher > layer for path in beside]
        others = f"WHERE document_id NOT IN (SELECT document_id FROM {parquet(over)})" if over else ""
        if name == "lines":
            # Those of documents split by themselves, which is what the lowest layer does.
            others = "WHERE false" if layer else ""
        parts.append(f"SELECT {column_list(schema.names)} FROM {parquet(paths)} {others}")
    # A view where the bulk of the data is, which is read once or twice.
    kind = "VIEW" if name in {"blocks", *PER_ARTICLE} else "TABLE"
    con.execute(f"CREATE OR REPLACE TEMP {kind} staged_{name} AS {' UNION ALL '.join(parts)}")


def _make_staged_again(con: duckdb.DuckDBPyConnection, chunks: Sequence[Chunk]) -> None:
    files = [chunk.stage(SPLIT) / "documents.parquet" for chunk in chunks if chunk.layer]
    rows = f"SELECT DISTINCT document_id FROM {parquet(files) if files else 'no_documents'}"
    con.execute(f"CREATE OR REPLACE TEMP TABLE staged_again AS {rows}")


def _beside(path: Path) -> Path:
    """The documents of the chunk whose staged table is at ``path``."""
    return path.parents[1] / SPLIT / "documents.parquet"


def parquet(paths: Sequence[Path]) -> str:
    """Rows of all files of ``paths``, to stand in a FROM."""
    return f"read_parquet([{', '.join(quote(str(path)) for path in paths)}])"


def _check_staged(con: duckdb.DuckDBPyConnection) -> None:
    """Each staged row belongs to one staged document: nothing that the steps gave is lost or doubled."""
    strays = con.execute(
        "SELECT 'documents', document_id FROM staged_documents GROUP BY ALL HAVING count(*) > 1"
        + "".join(
            f" UNION ALL SELECT '{table}', document_id FROM staged_{table}"
            " ANTI JOIN staged_documents USING (document_id)"
            for table in ("articles", "blocks", "lines", "quarantine")
        )
    ).fetchone()
    if strays:
        raise CopydeskError(
            f"the staged table {strays[0]} does not fit the staged documents, see document {strays[1]}",
            hint="this is an error of copydesk's steps: please report it",
        )


RETRACTIONS_NOW = "CREATE OR REPLACE TEMP TABLE retractions_now AS FROM retractions WHERE restored_at IS NULL"
"""Makes the temporary table of the retractions that hold."""

# A staged document that another writer brought meanwhile is `known` by now and not kept. One whose first
# sighting has changed meanwhile would be published under the wrong one: it is not kept either.
_BROUGHT = """
CREATE OR REPLACE TEMP TABLE brought AS
SELECT s.document_id
FROM staged_documents s JOIN plan_now p ON p.document_id = s.document_id AND p.is_work
WHERE s.batch_id = p.first_batch_id AND s.uri = p.first_batch_id || '/' || p.first_path
  AND s.source IS NOT DISTINCT FROM p.first_source AND s.url IS NOT DISTINCT FROM p.first_url
  AND s.captured_at IS NOT DISTINCT FROM p.first_captured_at
"""

# One of the archive that was split again is kept while the archive's row is still of the same first sighting
# and making. One that failed is not: what the archive has of it is better than nothing.
_KEPT = """
CREATE OR REPLACE TEMP TABLE kept AS
FROM brought
UNION
SELECT s.document_id
FROM staged_documents s SEMI JOIN staged_again USING (document_id)
JOIN documents d ON d.document_id = s.document_id
WHERE s.outcome <> 'failed' AND s.document_id NOT IN (SELECT document_id FROM plan_now WHERE is_work)
  AND (d.batch_id, d.uri, d.source, d.url, d.captured_at, d.params_fingerprint, d.code_version)
      IS NOT DISTINCT FROM
      (s.batch_id, s.uri, s.source, s.url, s.captured_at, s.params_fingerprint, s.code_version)
"""

REWRITTEN = "CREATE OR REPLACE TEMP TABLE rewritten AS FROM kept"

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
