"""What stories cost an archive: made from nothing, a night, and articles of old days that come late.

    python -m benchmarks.stories.nights                     # 30 nights of 2,000 articles, then one more
    python -m benchmarks.stories.nights 5000 --days 20 --late 200

The articles are those of `scale.archive`, put into the tables as if the steps had made them.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import duckdb
import numpy as np
import pyarrow as pa

from benchmarks.stories.scale import FIRST_DAY, archive, memory
from copydesk.enriched_schemas import ARTICLE_TERMS, MENTIONS
from copydesk.schemas import ARTICLES, DOCUMENTS, PER_ARTICLE
from copydesk.story_schemas import STORY_TABLES
from warehouse.changes import make_table, work_out_nothing
from warehouse.lake import connect, transact, writer_lock
from warehouse.replace import delete, insert
from warehouse.root import WarehouseRoot
from warehouse.stories import work_out_stories
from warehouse.tables import ensure

_OF_A_DAY: Final = 86_400_000_000
_EMPTY: Final[dict[pa.DataType, Any]] = {
    pa.string(): "", pa.int64(): 0, pa.float64(): 0.0, pa.bool_(): False,
}  # fmt: skip


def main() -> None:
    """Print seconds and rows of each step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="?", type=int, default=2_000, help="a night")
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--late", type=int, default=100, help="articles of old days, each of one of its own")
    asked = parser.parse_args()
    facts, _ = archive(asked.articles, asked.days + 1)
    day = facts["day"].to_numpy() - FIRST_DAY
    late = np.zeros(len(facts), dtype=bool)
    late[np.random.default_rng(2).choice(np.flatnonzero(day < asked.days), asked.late, replace=False)] = True
    with tempfile.TemporaryDirectory() as folder:
        root = WarehouseRoot(Path(folder) / "warehouse")
        root.path.mkdir()
        with writer_lock(root), connect(root, read_only=False) as con:
            ensure(con, root)
            _change(con, facts.filter(pa.array((day < asked.days) & ~late)), "from nothing")
            _change(con, facts.filter(pa.array(day == asked.days)), "a night")
            _change(con, facts.filter(pa.array(late)), f"{asked.late} late articles")


def _change(con: duckdb.DuckDBPyConnection, facts: pa.Table, what: str) -> None:
    """Publish the articles of ``facts``, and print what their stories cost."""

    def body() -> None:
        work_out_nothing(con)
        make_table(con, "kept", pa.table({"document_id": facts["article_id"]}))
        for name, rows in _staged(facts).items():
            make_table(con, f"rows_{name}", rows)
            kind = "VIEW" if name in PER_ARTICLE else "TABLE"
            con.execute(f"CREATE OR REPLACE TEMP {kind} staged_{name} AS FROM rows_{name}")
        columns = {name: facts[name] for name in ("article_id", "cluster_id")}
        assigned = pa.table({**columns, "is_canonical": pa.array([True] * len(facts))})
        make_table(con, "assigned", assigned)
        make_table(con, "articles_moved", ARTICLES.empty_table())
        with _told(f"{what}: {len(facts)} articles, stories worked out"):
            work_out_stories(con)
        for schema in STORY_TABLES:
            name, key = (schema.metadata[part].decode() for part in (b"table", b"primary_key"))
            counts = [
                con.execute(f"SELECT count(*) FROM {name}_{f}").fetchall()[0][0] for f in ("gone", "come")
            ]
            print(f"    {name}: {counts[0]} rows gone, {counts[1]} come")
            delete(con, name, key, f"{name}_gone")
            insert(con, name, f"SELECT * FROM {name}_come")
        for name in ("documents", "articles", "article_terms"):
            insert(con, name, f"SELECT * FROM staged_{name}")

    transact(con, body)


def _staged(facts: pa.Table) -> dict[str, pa.Table]:
    terms = [
        [
            {"term": term, "count": count, "in_title": term in title}
            for term, count in zip(own, counts, strict=True)
        ]
        for own, counts, title in zip(
            *(facts[name].to_pylist() for name in ("terms", "term_counts", "title_terms")), strict=True
        )
    ]
    instants = facts["day"].to_numpy().astype(np.int64) * _OF_A_DAY
    given = {
        "article_id": facts["article_id"],
        "document_id": facts["article_id"],
        "cluster_id": facts["cluster_id"],
        "title": facts["title"],
        "publisher": facts["outlet"],
        "kind": pa.array(["article"] * len(facts)),
        "is_canonical": pa.array([True] * len(facts)),
        "published_at": pa.array(instants, pa.timestamp("us", tz="UTC")),
        "language_code": facts["language_code"],
        "terms": pa.array(terms, ARTICLE_TERMS.field("terms").type),
    }
    schemas = {"documents": DOCUMENTS, "articles": ARTICLES, "article_terms": ARTICLE_TERMS}
    made = {name: _filled(given, schema, len(facts)) for name, schema in schemas.items()}
    return {**made, "mentions": MENTIONS.empty_table()}


def _filled(given: dict[str, Any], schema: pa.Schema, count: int) -> pa.Table:
    columns = [
        given[field.name]
        if field.name in given
        else pa.array([None if field.nullable else _EMPTY.get(field.type, [])] * count, field.type)
        for field in schema
    ]
    return pa.table(columns, schema=schema)


@contextmanager
def _told(what: str) -> Iterator[None]:
    before = memory()
    started = time.process_time()
    yield
    spent = time.process_time() - started
    print(f"{what}: {spent:.1f} CPU s, most memory so far {memory():.2f} GB, before {before:.2f}", flush=True)


if __name__ == "__main__":
    main()
