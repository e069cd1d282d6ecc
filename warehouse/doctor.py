"""Checks of the installation and of a warehouse, each with what to do about what it finds."""

import os
import platform
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import duckdb

from copydesk.errors import CopydeskError
from copydesk.schemas import PER_ARTICLE, TABLES, column_doc
from warehouse.current import shown_snapshot
from warehouse.index import troubles
from warehouse.lake import ALIAS, connect, extension_file, quote, snapshot_id
from warehouse.layout import check_layout
from warehouse.root import WarehouseRoot
from warehouse.runs import dead_markers
from warehouse.tables import sql_type, stored_columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One check: ``what`` was found, and how to ``mend`` it (empty when ``ok``)."""

    check: str
    ok: bool
    what: str
    mend: str = ""


RULES: Mapping[str, str] = MappingProxyType(
    {
        **{
            f"the key of {name} is unique": f"SELECT {s.metadata[b'primary_key'].decode()} FROM {name}"
            " GROUP BY ALL HAVING count(*) > 1"
            for name, s in TABLES.items()
        },
        "every file with a content has its document": "FROM files WHERE document_id IS NOT NULL"
        " AND document_id NOT IN (SELECT document_id FROM documents)",
        "every document has a file": "FROM documents ANTI JOIN files USING (document_id)",
        "every article, block and pair belongs to something": "SELECT document_id FROM articles"
        " ANTI JOIN documents USING (document_id) UNION ALL SELECT document_id FROM blocks"
        " ANTI JOIN documents USING (document_id) UNION ALL SELECT document_id FROM lines"
        " ANTI JOIN documents USING (document_id) UNION ALL SELECT article_id FROM duplicates"
        " ANTI JOIN articles USING (article_id)",
        "what an article says belongs to it": " UNION ALL ".join(
            f"SELECT article_id FROM {name} ANTI JOIN articles USING (article_id, document_id)"
            for name in PER_ARTICLE
        ),
        "an entity is there while a mention means it": "(SELECT entity_id FROM mentions"
        " EXCEPT SELECT entity_id FROM entities) UNION ALL (SELECT entity_id FROM entities"
        " EXCEPT SELECT entity_id FROM mentions)",
        "counts of terms are those of the articles": "FROM (SELECT language_code, term, count(*) AS n FROM"
        " (SELECT language_code, unnest(terms).term AS term FROM article_terms) GROUP BY ALL)"
        " FULL JOIN term_counts USING (language_code, term) WHERE n IS DISTINCT FROM article_count",
        "a repeated line is a line of its document": "FROM (SELECT document_id, unnest(repeated_lines)"
        " AS fingerprint FROM documents) ANTI JOIN lines USING (document_id, fingerprint)",
        "every name has one current version": "SELECT batch_id, path FROM files GROUP BY ALL"
        " HAVING count(*) FILTER (WHERE is_current) <> 1",
        "a document is under its first sighting": "SELECT document_id FROM documents d WHERE d.uri <> (SELECT"
        " arg_min(f.batch_id || '/' || f.path, {'a': coalesce(f.captured_at, 'infinity'), 'b': f.batch_id,"
        " 'p': f.path, 'v': f.version}) FROM files f WHERE f.document_id = d.document_id)",
        "a cluster that holds a live article has one canonical": "SELECT a.cluster_id FROM articles a"
        " WHERE a.document_id IN (SELECT document_id FROM files WHERE is_current)"
        " AND a.article_id NOT IN (SELECT article_id FROM articles_retracted)"
        " GROUP BY ALL HAVING count(*) FILTER (WHERE a.is_canonical) <> 1",
        "an article that was taken back is not canonical and in no pair": "FROM articles_retracted"
        " WHERE article_id IN (SELECT article_id FROM articles WHERE is_canonical"
        " UNION ALL SELECT article_id FROM duplicates UNION ALL SELECT other_article_id FROM duplicates)",
        "an article of a replaced document is not canonical": "FROM articles WHERE is_canonical"
        " AND document_id NOT IN (SELECT document_id FROM files WHERE is_current AND document_id <> '')",
        "the blocks of a document make up its text": "SELECT d.document_id FROM documents d JOIN"
        " (SELECT document_id, sum(end_char - start_char) AS chars FROM blocks GROUP BY ALL) b"
        " USING (document_id) WHERE b.chars <> d.text_chars",
        "what was not kept has its reason in quarantine": "FROM documents WHERE outcome <> 'kept'"
        " AND document_id NOT IN (SELECT document_id FROM quarantine WHERE document_id IS NOT NULL)",
    }
)
"""What always holds in the archive, and a query that returns the rows that break it."""


def check(root: WarehouseRoot) -> tuple[Finding, ...]:
    """Findings in the order in which to mend them; nothing is changed, and no server is asked."""
    findings = list(_installation())
    try:
        check_layout(root)
        if not root.exists():
            what = f"there is none at {str(root.path)!r} yet"
            return (*findings, Finding(check="warehouse", ok=True, what=what))
        with connect(root, read_only=True) as con:
            findings += _warehouse(con, root)
    except CopydeskError as err:
        findings.append(Finding(check="warehouse", ok=False, what=err.message, mend=err.hint))
    except duckdb.Error as err:
        mend = "bring the warehouse folder back from a copy, or ingest into a new one"
        findings.append(Finding(check="warehouse", ok=False, what=f"it cannot be read: {err}", mend=mend))
    return tuple(findings)


def _installation() -> Iterator[Finding]:
    versions = f"Python {platform.python_version()}, DuckDB {duckdb.__version__}"
    yield Finding(check="versions", ok=True, what=versions)
    for name in ("ducklake", "sqlite_scanner"):
        found = extension_file(name) is not None
        yield Finding(
            check=f"DuckDB extension {name}",
            ok=found,
            what="installed" if found else f"not installed for DuckDB {duckdb.__version__}",
            mend=""
            if found
            else f"pip install duckdb-extension-{name.replace('_', '-')}=={duckdb.__version__}",
        )


def _warehouse(con: duckdb.DuckDBPyConnection, root: WarehouseRoot) -> Iterator[Finding]:
    writable = os.access(root.path, os.W_OK)
    yield Finding(
        check="warehouse", ok=True, what=f"{root.path}{'' if writable else ', read-only for this user'}"
    )
    differences = _differences(con)
    yield _finding("tables", differences, "the next `copydesk ingest` brings them up to date")
    missing = _missing_files(con)
    yield _finding("data files", missing, "bring them back from a copy of the warehouse folder")
    # Nothing can be asked of an archive without its data files, and not all of one of another version.
    for rule, broken in RULES.items() if not missing and not differences else ():
        count = _count(con, broken)
        yield _finding(
            rule,
            [f"{count} {'row breaks' if count == 1 else 'rows break'} it"] if count else [],
            "please report this; `--reprocess all` redoes rows",
        )
    yield _finding("index of duplicates", troubles(con, root), "`copydesk reindex` makes it anew")
    shown, newest = shown_snapshot(root), snapshot_id(con)
    behind = [] if shown == newest else [f"current/ shows snapshot {shown}, and the newest is {newest}"]
    yield _finding("current/", behind, "any `copydesk ingest` refreshes it")
    dead = [
        f"run {run.run_id} of {run.started_at:%Y-%m-%d %H:%M} was killed"
        for run in dead_markers(root).values()
    ]
    yield _finding(
        "runs", dead, "run `copydesk ingest` on the same batch again: it goes on where that run was"
    )


def _finding(check: str, troubles: list[str], mend: str) -> Finding:
    return Finding(
        check=check, ok=not troubles, what="; ".join(troubles[:5]) or "good", mend=mend if troubles else ""
    )


def _differences(con: duckdb.DuckDBPyConnection) -> list[str]:
    found = []
    for name, schema in TABLES.items():
        stored = stored_columns(con, name)
        found += [
            f"{name}.{field.name} differs from what this version declares"
            for field in schema
            if stored.get(field.name) != (sql_type(field.type), column_doc(field))
        ]
    return found


def _missing_files(con: duckdb.DuckDBPyConnection) -> list[str]:
    found: list[str] = []
    for table in filter(lambda name: stored_columns(con, name), TABLES):
        listed: Callable[[str], str] = (
            f"SELECT {{}} FROM ducklake_list_files({quote(ALIAS)}, {quote(table)})".format
        )
        paths = [
            row[0] for kind in ("data_file", "delete_file") for row in con.execute(listed(kind)).fetchall()
        ]
        found += [f"{path} is gone" for path in paths if path and not Path(path).is_file()]
    return found


def _count(con: duckdb.DuckDBPyConnection, broken: str) -> int:
    row = con.execute(f"SELECT count(*) FROM ({broken})").fetchone()
    return int(row[0]) if row else 0
