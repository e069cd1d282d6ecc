"""An article by what a person calls it: an id, the beginning of one, or the file that it stands in."""

import re
from collections.abc import Sequence
from typing import Final

import duckdb

from copydesk.errors import UsageError

_LEAST_DIGITS: Final = 6
"""Of an id; with fewer, nearly every archive has several."""
_ID: Final = re.compile(r"[0-9a-f]{1,32}")
_WHOLE_ID: Final = 32
_LISTED: Final = 8
_FORMS: Final = "an article id, the first digits of one, a cluster id, or <batch>/<path>#<number>"


def find_article(con: duckdb.DuckDBPyConnection, reference: str) -> str:
    """The id of the one article that ``reference`` means.

    An id is that of an article, or the hash of a text, which every cluster id is, those of before too: of
    several articles with that text it means the one that stands for its cluster, or else the first. It may be
    cut to six digits or more. A file is named as ``<batch>/<path>``, with ``#2`` behind it for its second
    article, and means what it holds now.

    Raises:
        UsageError: it means no article, or several; the message quotes it, the hint lists what there is.
    """
    wanted = reference.strip()
    if "/" in wanted:
        return _in_file(con, wanted)
    if not _ID.fullmatch(wanted.lower()):
        raise UsageError(f"{reference!r} names no article", hint=f"it may be {_FORMS}")
    if len(wanted) < _LEAST_DIGITS:
        raise UsageError(
            f"{reference!r} is too little of an id", hint=f"give its first {_LEAST_DIGITS} digits at least"
        )
    return _by_id(con, wanted.lower())


def _by_id(con: duckdb.DuckDBPyConnection, wanted: str) -> str:
    rows = con.execute(
        "SELECT article_id, content_hash, title, publisher FROM articles"
        " WHERE starts_with(article_id, $id) OR starts_with(content_hash, $id)"
        " ORDER BY NOT is_canonical, article_id",
        {"id": wanted},
    ).fetchall()
    found: dict[str, str] = {}
    texts = set()
    for article, text, title, publisher in rows:
        name = article if article.startswith(wanted) else text
        if name == text:
            texts.add(text)
        found.setdefault(name, _described(title, publisher))
    if not found:
        raise UsageError(
            f"no article has the id {wanted!r}",
            hint='`copydesk sql "SELECT article_id, title FROM latest_articles"` lists those there are',
        )
    if len(found) > 1:
        names = [f"{name} ({what})" for name, what in found.items()]
        raise UsageError(f"{len(found)} ids begin with {wanted!r}", hint=f"there are {_listed(names)}")
    (name,) = found
    return _of_text(con, name) if name in texts else name


def _of_text(con: duckdb.DuckDBPyConnection, content_hash: str) -> str:
    row = con.execute(
        "SELECT a.article_id FROM articles a LEFT JOIN cluster_articles c ON c.article_id = a.article_id"
        " WHERE a.content_hash = ? ORDER BY c.article_id IS NULL, NOT a.is_canonical, c.seen_at NULLS LAST,"
        " a.article_id LIMIT 1",
        [content_hash],
    ).fetchone()
    return str(row[0]) if row else ""


def _in_file(con: duckdb.DuckDBPyConnection, wanted: str) -> str:
    name, ordinal = wanted, ""
    held = _document(con, name)
    if held is None and re.search(r"#\d+$", wanted):
        name, _, ordinal = wanted.rpartition("#")
        held = _document(con, name)
    if held is None:
        raise UsageError(f"the archive has no file {name!r}", hint=_near_files(con, name))
    rows = con.execute(
        "SELECT article_id, ordinal, title, publisher FROM articles WHERE document_id = ? ORDER BY ordinal",
        [held[0]],
    ).fetchall()
    if not rows:
        raise UsageError(
            f"the file {name!r} holds no article", hint="`copydesk quarantine` says why files were refused"
        )
    chosen = [row for row in rows if not ordinal or row[1] == int(ordinal)]
    if len(chosen) != 1:
        there = _listed([f"{name}#{row[1]} ({_described(row[2], row[3])})" for row in rows])
        count = f"{len(rows)} article{'' if len(rows) == 1 else 's'}"
        raise UsageError(
            f"the file {name!r} has no article {ordinal}" if ordinal else f"the file {name!r} holds {count}",
            hint=f"there {'are' if len(rows) > 1 else 'is'} {there}",
        )
    return str(chosen[0][0])


def _document(con: duckdb.DuckDBPyConnection, name: str) -> tuple[str | None] | None:
    """The content of a file by its name, null if it cannot be read; None if there is no such file."""
    return con.execute(
        "SELECT document_id FROM files WHERE is_current AND batch_id || '/' || path = ?", [name]
    ).fetchone()


def _near_files(con: duckdb.DuckDBPyConnection, name: str) -> str:
    rows = con.execute(
        "SELECT uri FROM (SELECT batch_id || '/' || path AS uri FROM files WHERE is_current)"
        " ORDER BY jaro_winkler_similarity(uri, ?) DESC, uri LIMIT 3",
        [name],
    ).fetchall()
    return (
        f"the nearest names are {_listed([row[0] for row in rows])}" if rows else "nothing was ingested yet"
    )


def _described(title: str | None, publisher: str | None) -> str:
    return ", ".join(part for part in (title, publisher) if part) or "without title"


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _LISTED
    return ", ".join(names[:_LISTED]) + (f" and {more} more" if more > 0 else "")
