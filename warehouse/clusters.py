"""Clusters over the staged articles and those of the archive that they have to do with.

What a run touches is texts (content hashes); `matching` finds which links between texts come and go with
them; then every connected part of the graph of links with a touched text in it is clustered anew, from the
articles of its texts. So the clusters are a matter of what the archive holds and not of how it came.

An article that is not live (see `membership`) takes no part: it is in no pair and not canonical, so that
``is_canonical`` alone selects what the archive holds today.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from copydesk.arrow import conform
from copydesk.dedup.cluster import ASSIGNMENTS, Clusters, cluster
from copydesk.dedup.group import Link, parts
from copydesk.schemas import ARTICLES, DUPLICATES, LINKS, SEGMENTS
from warehouse.announcements import match_teasers
from warehouse.changes import make_table, parquet, work_out
from warehouse.chunks import ENRICH, Chunk
from warehouse.index import adopt, check_index, merge_small
from warehouse.lake import column_list, connect, snapshot_id
from warehouse.ledger import Plan, write_parquet
from warehouse.matching import Matched, match_texts
from warehouse.membership import (
    make_articles_now,
    make_members,
    make_touched_texts,
    read_facts,
    settle_touched,
)
from warehouse.root import WarehouseRoot

_ARTICLES_AT_ONCE: Final = 50_000
"""Articles of linked or shared texts that are clustered in one call, at about 2 KB each."""
_BASIS_FILE: Final = "basis.json"


class Clustered(NamedTuple):
    """All there is of the clusters touched, and what that changes of links and index.

    ``assigned`` in `ASSIGNMENTS`, ``pairs`` in `schemas.DUPLICATES`, ``links_come`` and ``links_gone`` in
    `schemas.LINKS`, ``segments`` (all of them) in `schemas.SEGMENTS`; ``folder`` holds the new segments.
    """

    assigned: pa.Table
    pairs: pa.Table
    links_come: pa.Table
    links_gone: pa.Table
    segments: pa.Table
    folder: Path


_SCHEMAS: Final = dict(
    zip(Clustered._fields[:-1], (ASSIGNMENTS, DUPLICATES, LINKS, LINKS, SEGMENTS), strict=True)
)


def stage_clusters(root: WarehouseRoot, plan: Plan, chunks: Sequence[Chunk]) -> Path:
    """Cluster the staged articles with the archive's; afterwards the result is in the returned folder.

    `publish` uses it if nothing was published meanwhile, and clusters anew otherwise.

    Raises:
        UsageError: there is no warehouse, or its index has to be made anew.
        TransientError: staging that the plan needs is gone, or the catalog stays busy.
    """
    folder = clusters_folder(root, plan.run_id)
    folder.mkdir(parents=True, exist_ok=True)
    with connect(root, read_only=True) as con:
        con.execute("BEGIN TRANSACTION")
        work_out(con, plan, chunks)
        found = cluster_changes(con, root, folder, chunks)
        basis = _basis(snapshot_id(con), plan, chunks)
    for name in _SCHEMAS:
        write_parquet(getattr(found, name), folder / f"{name}.parquet")
    (folder / _BASIS_FILE).write_text(json.dumps(basis), encoding="utf-8")
    return folder


def clusters_folder(root: WarehouseRoot, run_id: str) -> Path:
    """Where a run stages its clusters and new segments."""
    return root.run_folder(run_id) / "clusters"


def _basis(snapshot: int, plan: Plan, chunks: Sequence[Chunk]) -> str:
    facts = json.dumps([snapshot, plan.run_id, sorted(chunk.key for chunk in chunks)])
    return hashlib.blake2b(facts.encode(), digest_size=16).hexdigest()


def read_clusters(
    con: duckdb.DuckDBPyConnection,
    root: WarehouseRoot,
    folder: Path | None,
    plan: Plan,
    chunks: Sequence[Chunk],
) -> Clustered:
    """What `stage_clusters` wrote if it holds for the archive that ``con`` sees, else worked out anew."""
    if folder is not None and (folder / _BASIS_FILE).is_file():
        known = json.loads((folder / _BASIS_FILE).read_text(encoding="utf-8"))
        if known == _basis(snapshot_id(con), plan, chunks):
            tables = {n: conform(pq.read_table(folder / f"{n}.parquet"), s) for n, s in _SCHEMAS.items()}
            return Clustered(**tables, folder=folder)
    folder = clusters_folder(root, plan.run_id)
    folder.mkdir(parents=True, exist_ok=True)
    return cluster_changes(con, root, folder, chunks)


def cluster_changes(
    con: duckdb.DuckDBPyConnection, root: WarehouseRoot, folder: Path, chunks: Sequence[Chunk]
) -> Clustered:
    """Clusters touched by what `changes.work_out` found on ``con``; new segments are in ``folder``."""
    check_index(con)
    make_touched_texts(con)
    return cluster_touched(con, root, folder, chunks)


def cluster_touched(
    con: duckdb.DuckDBPyConnection, root: WarehouseRoot, folder: Path, chunks: Sequence[Chunk] = ()
) -> Clustered:
    """As `cluster_changes`, for a caller that has made ``touched_texts`` (content_hash) itself."""
    _give_words(con, chunks)
    make_articles_now(con)
    settle_touched(con)
    matched = match_texts(con, root, folder)
    announced = match_teasers(con)
    come = pa.concat_tables([matched.links.come, announced.come])
    gone = pa.concat_tables([matched.links.gone, announced.gone])
    make_table(con, "links_come", come)
    make_table(con, "links_gone", gone)
    con.execute(_LINKS_NOW)
    _spread(con)
    make_members(con, "part_texts")
    found = list(_cluster_parts(con, matched))
    single = con.execute(_SINGLE).to_arrow_table()
    out = con.execute(_OUT).to_arrow_table()
    assigned = [conform(table, ASSIGNMENTS) for table in (*(c.assignments for c in found), single, out)]
    pairs = pa.concat_tables([DUPLICATES.empty_table(), *(c.duplicates for c in found)])
    whole = pa.concat_tables(assigned).sort_by("article_id")
    return Clustered(whole, pairs, come, gone, matched.segments, folder)


def _give_words(con: duckdb.DuckDBPyConnection, chunks: Sequence[Chunk]) -> None:
    files = [chunk.stage(ENRICH) / "articles.parquet" for chunk in chunks]
    rows = f"SELECT content_hash, words FROM {parquet(files)}" if files else _NO_WORDS
    con.execute(f"CREATE OR REPLACE TEMP VIEW words_given AS {rows}")


def _spread(con: duckdb.DuckDBPyConnection) -> None:
    """``part_texts``: the touched texts, those at the ends of links that change, and all tied to them."""
    con.execute(_SEEDS)
    while True:
        con.execute(_NEXT)
        if not con.execute("SELECT count(*) FROM part_next").fetchall()[0][0]:
            return
        con.execute("INSERT INTO part_texts FROM part_next")
        con.execute("CREATE OR REPLACE TEMP TABLE part_edge AS FROM part_next")


def _cluster_parts(con: duckdb.DuckDBPyConnection, matched: Matched) -> Iterator[Clusters]:
    """Live articles of texts that are linked or that several have, whole parts together."""
    con.execute(_SHARED)
    rows = con.execute("SELECT content_hash, count(*) FROM shared_members GROUP BY content_hash").fetchall()
    counts = dict(rows)
    links = [Link(*row) for row in con.execute(_PART_LINKS).fetchall()]
    for lot in _lots(counts, links):
        make_table(con, "lot_texts", pa.table({"content_hash": pa.array(sorted(lot), pa.string())}))
        facts = read_facts(con, "FROM shared_members SEMI JOIN lot_texts USING (content_hash)")
        own = [link for link in links if link.content_hash in lot]
        yield cluster(facts, own, matched.compare)


def _lots(counts: dict[str, int], links: Sequence[Link]) -> Iterator[set[str]]:
    lot: set[str] = set()
    total = 0
    for texts in parts(counts, links):
        size = sum(counts[text] for text in texts)
        if lot and total + size > _ARTICLES_AT_ONCE:
            yield lot
            lot, total = set(), 0
        lot.update(texts)
        total += size
    if lot:
        yield lot


def work_out_clusters(con: duckdb.DuckDBPyConnection, found: Clustered) -> None:
    """Make temporary tables of what ``found`` changes; needs ``kept`` on ``con``.

    ``assigned``; ``articles_moved`` (whole rows of the archive whose cluster changes, as they are to
    be); ``pairs_gone`` and ``pairs_come`` (rows of ``duplicates`` to take out and to put in), and the
    same of ``links``.
    """
    make_table(con, "assigned", found.assigned)
    make_table(con, "pairs_wanted", found.pairs)
    make_table(con, "links_come", found.links_come)
    make_table(con, "links_gone", found.links_gone)
    con.execute(_MOVED)
    con.execute(_PAIRS_GONE)
    con.execute(_PAIRS_COME)


def work_out_segments(con: duckdb.DuckDBPyConnection, root: WarehouseRoot, found: Clustered) -> None:
    """Put the new segments in place, small ones made one, and make ``segments_gone`` and ``segments_come``.

    For who holds the writer's lock. Segments in place that no commit names do no harm.
    """
    rows = found.segments.to_pylist()
    for row in rows:
        adopt(root, found.folder, row["name"])
    make_table(con, "segments_wanted", merge_small(root, rows))
    held, wanted = (f"SELECT {column_list(SEGMENTS.names)} FROM {t}" for t in ("segments", "segments_wanted"))
    con.execute(f"CREATE OR REPLACE TEMP TABLE segments_gone AS {held} EXCEPT {wanted}")
    con.execute(f"CREATE OR REPLACE TEMP TABLE segments_come AS {wanted} EXCEPT {held}")


_NO_WORDS = "SELECT content_hash, [0]::UINTEGER[] AS words FROM no_articles"

_LINKS_NOW = f"""
CREATE OR REPLACE TEMP VIEW links_now AS
SELECT {column_list(LINKS.names)} FROM links
ANTI JOIN links_gone USING (content_hash, other_content_hash, relation)
UNION ALL FROM links_come
"""

_SEEDS = """
CREATE OR REPLACE TEMP TABLE part_texts AS
SELECT content_hash FROM touched_texts
UNION SELECT content_hash FROM links_come UNION SELECT other_content_hash FROM links_come
UNION SELECT content_hash FROM links_gone UNION SELECT other_content_hash FROM links_gone;
CREATE OR REPLACE TEMP TABLE part_edge AS FROM part_texts
"""

_NEXT = """
CREATE OR REPLACE TEMP TABLE part_next AS
SELECT content_hash FROM (
    SELECT l.other_content_hash AS content_hash FROM links_now l SEMI JOIN part_edge USING (content_hash)
    UNION
    SELECT l.content_hash FROM links_now l JOIN part_edge e ON l.other_content_hash = e.content_hash
) ANTI JOIN part_texts USING (content_hash)
"""

_SHARED = """
CREATE OR REPLACE TEMP TABLE shared_members AS
WITH shared AS (
    SELECT content_hash FROM members WHERE is_live GROUP BY content_hash HAVING count(*) > 1
    UNION SELECT content_hash FROM links_now SEMI JOIN part_texts USING (content_hash)
    UNION SELECT l.other_content_hash FROM links_now l
    JOIN part_texts p ON l.other_content_hash = p.content_hash
)
FROM members SEMI JOIN shared USING (content_hash) WHERE is_live
"""

_PART_LINKS = f"""
SELECT {column_list(list(Link._fields))} FROM links_now SEMI JOIN part_texts USING (content_hash)
WHERE content_hash IN (SELECT content_hash FROM shared_members)
  AND other_content_hash IN (SELECT content_hash FROM shared_members)
ORDER BY ALL
"""

_SINGLE = """
SELECT article_id, content_hash AS cluster_id, true AS is_canonical FROM members
WHERE is_live AND article_id NOT IN (SELECT article_id FROM shared_members)
"""

_OUT = """
SELECT article_id, content_hash AS cluster_id, false AS is_canonical FROM members WHERE NOT is_live
"""

_MOVED = f"""
CREATE OR REPLACE TEMP TABLE articles_moved AS
SELECT {column_list([n for n in ARTICLES.names if n not in ASSIGNMENTS.names[1:]], prefix="a.")},
       w.cluster_id, w.is_canonical
FROM articles a JOIN assigned w ON w.article_id = a.article_id
WHERE a.document_id NOT IN (SELECT document_id FROM kept)
  AND (a.cluster_id <> w.cluster_id OR a.is_canonical <> w.is_canonical)
"""

_PAIRS_GONE = f"""
CREATE OR REPLACE TEMP TABLE pairs_gone AS
SELECT {column_list(DUPLICATES.names)} FROM duplicates
WHERE article_id IN (SELECT article_id FROM assigned)
   OR article_id IN (SELECT article_id FROM articles SEMI JOIN kept USING (document_id))
EXCEPT SELECT {column_list(DUPLICATES.names)} FROM pairs_wanted
"""

_PAIRS_COME = f"""
CREATE OR REPLACE TEMP TABLE pairs_come AS
SELECT {column_list(DUPLICATES.names)} FROM pairs_wanted
EXCEPT SELECT {column_list(DUPLICATES.names)} FROM duplicates
"""
