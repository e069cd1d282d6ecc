"""Links between texts: what a change of the archive adds to them and takes away.

A text is what some articles have in common: their ``content_hash``. It is in the index while a live article
has it. Texts that come are looked up in the index, and so are the few older ones whose candidates change with
them; nothing else of the archive is read.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import duckdb
import numpy as np
import pyarrow as pa

from copydesk.arrow import conform, table_of
from copydesk.dedup.group import Link, Tie
from copydesk.dedup.match import Matcher
from copydesk.dedup.relate import RULE_VERSION
from copydesk.dedup.search import Index, Numbers, Shelf
from copydesk.dedup.segment import halves, hex_of, make_segment
from copydesk.dedup.words import Words, hash_words
from copydesk.identity import compared_text
from copydesk.schemas import LINKS, SEGMENTS
from warehouse.changes import make_table
from warehouse.index import merge, read_segment, segment_row, shelves, stored_segments, write_segment
from warehouse.lake import column_list
from warehouse.root import WarehouseRoot

_TEXTS_AT_ONCE: Final = 50_000
"""Texts whose words are held in memory while a segment of them is made."""


class LinkChanges(NamedTuple):
    """Links that a change brings and takes away, both in `schemas.LINKS`."""

    come: pa.Table
    gone: pa.Table


class Matched(NamedTuple):
    """What a change does to links; ``segments``, all there are to be, in `schemas.SEGMENTS`."""

    links: LinkChanges
    segments: pa.Table
    compare: Callable[[str, str], Link | None]


def match_texts(con: duckdb.DuckDBPyConnection, root: WarehouseRoot, folder: Path) -> Matched:
    """Links that differ once the temporary table ``touched`` (content_hash, is_live) holds.

    Also needs ``articles_now`` (see `membership`) and ``words_given`` (content_hash, words).

    Args:
        con: connection with these tables, in a transaction.
        root: the warehouse.
        folder: where the segments of new texts are written; they are not part of the index yet.

    Raises:
        TransientError: a segment has just been merged away, or is damaged.
    """
    stored = stored_segments(con)
    old = shelves(root, stored)
    texts = con.execute("SELECT content_hash, is_live FROM touched ORDER BY content_hash").fetchall()
    live = [text for text, is_live in texts if is_live]
    dead = [text for text, is_live in texts if not is_live]
    known = Index(old)
    live_at, dead_at = known.find(halves(live)), known.find(halves(dead))
    new = [text for text, at in zip(live, live_at, strict=True) if at < 0]
    fresh = _write_new(con, folder, new)
    now = _switched(old, known, back=live_at[live_at >= 0], away=dead_at[dead_at >= 0])
    index = Index([*now, *(_new_shelf(folder, name) for name in fresh)])
    asked, left = _asked(index)
    matcher = Matcher(index)
    make_table(con, "texts_asked", _texts(index, np.concatenate([asked, left])))
    links = link_changes(con, matcher.links(asked), f"relation <> '{Tie.TEASER}'", "texts_asked")
    rows = [_stored_row(row, shelf) for row, shelf in zip(stored, now, strict=True)]
    rows += [segment_row(read_segment(folder / name), name) for name in fresh]
    return Matched(
        links=links,
        segments=table_of(rows, SEGMENTS),
        compare=matcher.compare,
    )


def _write_new(con: duckdb.DuckDBPyConnection, folder: Path, texts: Sequence[str]) -> list[str]:
    """The segment of ``texts``, which no segment has, made of lots; its name, none without texts."""
    names = []
    for start in range(0, len(texts), _TEXTS_AT_ONCE):
        lot = texts[start : start + _TEXTS_AT_ONCE]
        names.append(write_segment(folder, make_segment(lot, _words(con, lot))))
    if len(names) < 2:
        return names
    # Each key that is looked up is looked up in every segment.
    parts = [read_segment(folder / name) for name in names]
    return [merge(folder, parts, [np.ones(len(part.hashes), dtype=bool) for part in parts])]


def _words(con: duckdb.DuckDBPyConnection, texts: Sequence[str]) -> list[Words]:
    """Words of each text, from where they were staged, else from an article that has it."""
    make_table(con, "texts_new", pa.table({"content_hash": pa.array(texts, pa.string())}))
    words: dict[str, Words] = {}
    staged = con.execute(_STAGED_WORDS).to_arrow_reader(10_000)
    for batch in staged:
        values = batch.column(1)
        for at, text in enumerate(batch.column(0).to_pylist()):
            words[text] = values[at].values.to_numpy(zero_copy_only=False).astype(np.uint32)
    missing = [text for text in texts if text not in words]
    if missing:
        make_table(con, "texts_new", pa.table({"content_hash": pa.array(missing, pa.string())}))
        rows = con.execute(_BODIES).fetchall()
        compared = hash_words(compared_text(title, body) for _, title, body in rows)
        words |= {text: own for (text, _, _), own in zip(rows, compared, strict=True)}
    return [words[text] for text in texts]


def _switched(old: Sequence[Shelf], known: Index, *, back: Numbers, away: Numbers) -> list[Shelf]:
    now = []
    for shelf, start in zip(old, known.starts, strict=False):
        there = shelf.before.copy()
        for numbers, value in ((back, True), (away, False)):
            here = numbers[(numbers >= start) & (numbers < start + len(there))]
            there[here - start] = value
        now.append(Shelf(shelf.segment, there, shelf.before))
    return now


def _new_shelf(folder: Path, name: str) -> Shelf:
    segment = read_segment(folder / name)
    size = len(segment.hashes)
    return Shelf(segment, np.ones(size, dtype=bool), np.zeros(size, dtype=bool))


def _asked(index: Index) -> tuple[Numbers, Numbers]:
    """Texts to look up: those that come, and those whose candidates change; and texts that leave."""
    now = np.concatenate([np.empty(0, bool), *(shelf.now for shelf in index.shelves)])
    before = np.concatenate([np.empty(0, bool), *(shelf.before for shelf in index.shelves)])
    come, left = np.flatnonzero(now & ~before), np.flatnonzero(before & ~now)
    if not before.any():
        return come, left
    return np.union1d(come, index.changed(np.concatenate([come, left]))), left


def _texts(index: Index, numbers: Numbers) -> pa.Table:
    return pa.table({"content_hash": pa.array(hex_of(index.gather(numbers, "hashes")), pa.string())})


def _stored_row(row: dict[str, Any], shelf: Shelf) -> dict[str, Any]:
    return row | {"gone": hex_of(shelf.segment.hashes[~shelf.now])}


def link_changes(
    con: duckdb.DuckDBPyConnection, found: Iterable[Link], of_kind: str, texts: str
) -> LinkChanges:
    """What differs between ``found`` and the archive's links ``of_kind`` of a text in the table ``texts``."""
    rows = table_of([link._asdict() | {"rule_version": RULE_VERSION} for link in found], LINKS)
    make_table(con, "links_found", rows)
    wanted = f"SELECT {column_list(LINKS.names)} FROM links_found"
    held = (
        f"SELECT {column_list(LINKS.names)} FROM links"
        f" WHERE {of_kind} AND (content_hash IN (FROM {texts}) OR other_content_hash IN (FROM {texts}))"
    )
    come, gone = (
        con.execute(f"{a} EXCEPT {b}").to_arrow_table() for a, b in ((wanted, held), (held, wanted))
    )
    return LinkChanges(conform(come, LINKS), conform(gone, LINKS))


_STAGED_WORDS = """
SELECT content_hash, any_value(words) FROM words_given SEMI JOIN texts_new USING (content_hash)
GROUP BY content_hash
"""

_BODIES = """
SELECT content_hash, arg_min(title, article_id), arg_min(body, article_id)
FROM articles_now SEMI JOIN texts_new USING (content_hash) GROUP BY content_hash
"""
