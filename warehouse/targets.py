"""What somebody means who names an article, a document or a batch of the archive."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Final, NamedTuple

import duckdb

from copydesk.errors import UsageError

_PREFIX: Final = re.compile(r"[0-9a-fA-F]{6,}")
"""An id, or so much of its beginning that it may stand for it."""
_OF_A_FILE: Final = re.compile(r".+/.+#[0-9]{1,9}")
"""An article by its place in the document that a file holds."""
_LISTED: Final = 10
_NEAR: Final = 0.85
"""A name as like as this (Jaro-Winkler) to the one that was given may be what was meant."""


class Scope(StrEnum):
    """What is taken back as a whole."""

    ARTICLE = "article"
    DOCUMENT = "document"
    BATCH = "batch"


class Target(NamedTuple):
    """An article, document or batch by its id ``target``; the next two are as in `schemas.RETRACTIONS`.

    ``batch_id`` is the batch of its first sighting; ``label`` is what to show: the title of an article,
    where a document was seen first, or the id.
    """

    scope: str
    target: str
    document_id: str | None
    content_hash: str | None
    batch_id: str
    label: str


def targets_named(
    con: duckdb.DuckDBPyConnection, names: Sequence[str], scope: str | None = None
) -> list[Target]:
    """What each of ``names`` stands for in the archive that ``con`` sees; one that is named twice, once.

    A name is a batch id, the id of a document or article or 6 and more of its first hex digits, or
    ``<batch_id>/<path>`` for the document that the file holds now, with ``#2`` behind it for its second
    article. ``scope`` leaves the others out.

    Raises:
        UsageError: a name stands for nothing, or for several.
    """
    return [Target(*row) for row in _chosen(con, names, scope, _KNOWN, _unknown)]


def retracted_targets_named(
    con: duckdb.DuckDBPyConnection, names: Sequence[str], scope: str | None = None
) -> list[Target]:
    """As `targets_named`, of what is taken back now.

    Raises:
        UsageError: nothing that is taken back has such a name, or several have.
    """
    return [Target(*row) for row in _chosen(con, names, scope, _RETRACTED, _not_retracted)]


def _chosen(
    con: duckdb.DuckDBPyConnection, names: Sequence[str], scope: str | None, candidates: str, none: Any
) -> list[tuple[Any, ...]]:
    found: dict[tuple[str, str], tuple[Any, ...]] = {}
    for name in names:
        prefix = name.lower() if _PREFIX.fullmatch(name) else None
        file, _, ordinal = name.rpartition("#") if _OF_A_FILE.fullmatch(name) else (None, None, None)
        given = {"name": name, "prefix": prefix, "file": file, "ordinal": ordinal}
        rows = con.execute(candidates, given).fetchall()
        fitting = [row for row in rows if scope in {None, row[0]}]
        if not fitting:
            raise none(con, name, scope)
        if len(fitting) > 1:
            raise _ambiguous(name, fitting)
        found[fitting[0][:2]] = fitting[0]
    return list(found.values())


def _ambiguous(name: str, rows: Sequence[tuple[Any, ...]]) -> UsageError:
    listed = [f"{row[0]} {row[1]} ({row[5]})" for row in rows[:_LISTED]]
    more = [f"{len(rows) - _LISTED} more"] if len(rows) > _LISTED else []
    choose = "give more digits" if len({row[0] for row in rows}) == 1 else "give more digits, or --scope"
    return UsageError(f"{name!r} fits several: {'; '.join(listed + more)}", hint=choose)


def _unknown(con: duckdb.DuckDBPyConnection, name: str, scope: str | None) -> UsageError:
    hint = _near(con, name, _NAMES) or (
        "give a batch id, <batch_id>/<path>, <batch_id>/<path>#<number>, or 6 or more of the first digits of"
        " a document_id or article_id"
    )
    return UsageError(f"no {scope or 'article, document or batch'} {name!r} is in the archive", hint=hint)


def _not_retracted(con: duckdb.DuckDBPyConnection, name: str, scope: str | None) -> UsageError:
    hint = _near(con, name, _RETRACTED_NAMES) or "`copydesk retract --list` lists what is"
    return UsageError(f"no {scope or 'article, document or batch'} {name!r} is taken back", hint=hint)


def _near(con: duckdb.DuckDBPyConnection, name: str, names: str) -> str:
    query = f"""
        SELECT name FROM ({names}) WHERE jaro_winkler_similarity(name, $name) >= $near AND name <> $name
        ORDER BY jaro_winkler_similarity(name, $name) DESC, name LIMIT 1
    """
    found = con.execute(query, {"name": name, "near": _NEAR}).fetchone()
    return f"did you mean {found[0]!r}?" if found else ""


_NAMES = """
SELECT DISTINCT batch_id AS name FROM files
UNION ALL SELECT batch_id || '/' || path FROM files WHERE is_current AND document_id IS NOT NULL
"""

_OF_FILE = """
SELECT document_id FROM files
WHERE is_current AND document_id IS NOT NULL AND batch_id || '/' || path = $name
"""

_IN_FILE = """
SELECT article_id FROM articles
WHERE ordinal = CAST($ordinal AS BIGINT) AND document_id IN (
    SELECT document_id FROM files WHERE is_current AND batch_id || '/' || path = $file
)
"""

_KNOWN = f"""
SELECT DISTINCT 'batch' AS scope, batch_id AS target, NULL, NULL, batch_id, batch_id AS label
FROM files WHERE batch_id = $name
UNION ALL
SELECT 'document', document_id, NULL, NULL, batch_id, uri FROM documents
WHERE starts_with(document_id, $prefix) OR document_id IN ({_OF_FILE})
UNION ALL
SELECT 'article', article_id, document_id, content_hash, batch_id, coalesce(title, 'without a title')
FROM articles WHERE starts_with(article_id, $prefix) OR article_id IN ({_IN_FILE})
ORDER BY scope, target
"""

_HELD = """
SELECT r.scope, r.target, r.document_id, r.content_hash,
       coalesce(d.batch_id, r.target) AS batch_id,
       coalesce(a.title, d.uri, r.target) AS label
FROM retractions r
LEFT JOIN documents d ON d.document_id = CASE r.scope WHEN 'article' THEN r.document_id
                                                      WHEN 'document' THEN r.target END
LEFT JOIN articles a ON r.scope = 'article' AND a.article_id = r.target
WHERE r.restored_at IS NULL
"""

_RETRACTED = f"""
FROM ({_HELD})
WHERE target = $name OR (scope <> 'batch' AND starts_with(target, $prefix))
   OR (scope = 'document' AND target IN ({_OF_FILE}))
   OR (scope = 'article' AND target IN ({_IN_FILE}))
ORDER BY scope, target
"""

_RETRACTED_NAMES = f"SELECT label AS name FROM ({_HELD}) UNION SELECT target FROM ({_HELD})"
