from datetime import date
from pathlib import Path

import pytest
from toy_pipeline import ingest, story, write_batch

from copydesk.errors import UsageError
from copydesk.schemas import TABLES, column_doc
from warehouse.query import describe, run_sql
from warehouse.root import WarehouseRoot
from warehouse.tables import view_sources


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> WarehouseRoot:
    folder = tmp_path_factory.mktemp("query")
    files = {"a.txt": story(1), "b.txt": story(1, extra="~ x\n"), "c.txt": "~ only menu\n", "d.txt": ""}
    ingest(folder / "w", write_batch(folder / "b", files))
    return WarehouseRoot(folder / "w")


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM articles",
        "INSERT INTO files SELECT * FROM files",
        "UPDATE articles SET title = 'x'",
        "CREATE TABLE t AS SELECT 1",
        "CREATE TEMP TABLE t AS SELECT 1",
        "DROP VIEW publishers",
        "COPY articles TO '{out}'",
        "COPY (SELECT 1) TO '{out}'",
        "EXPORT DATABASE '{out}'",
        "ATTACH '{out}' AS other",
        "DETACH lake",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET threads = 1",
        "PRAGMA threads = 1",
        "CALL ducklake_expire_snapshots('lake', older_than => now())",
        "CHECKPOINT",
        "BEGIN",
        "EXPLAIN ANALYZE DELETE FROM articles",
        "explain /* x */ analyze -- y\n copy (select 1) to '{out}'",
        "EXPLAIN (ANALYZE, FORMAT json) COPY (SELECT 1) TO '{out}'",
        "SELECT 1; DROP TABLE articles",
        "FROM ducklake_expire_snapshots('lake', older_than => now())",
        "FROM ducklake_merge_adjacent_files('lake')",
        "SELECT * FROM (FROM DuckLake_Cleanup_Old_Files /* é */ ('lake', cleanup_all => true))",
        "WITH é AS (FROM \"ducklake_flush_inlined_data\"('lake')) FROM é",
        "SELECT 1 WHERE EXISTS (FROM ducklake_rewrite_data_files\n('lake'))",
        "FROM ducklake_delete_orphaned_files('lake', cleanup_all => true)",
        "FROM ducklake_add_data_files('lake', 'articles', 'x.parquet')",
        "FROM ducklake_set_option('lake', 'parquet_compression', 'zstd')",
        "FROM ducklake_not_known_yet('lake')",
        "FROM lake.merge_adjacent_files()",
        "FROM lake.main.\"Set_Option\"('parquet_compression', 'zstd')",
        "FROM merge_adjacent_files()",
        "SUMMARIZE FROM ducklake_merge_adjacent_files('lake')",
        "EXPLAIN ANALYZE FROM ducklake_merge_adjacent_files('lake')",
        "FROM query('FROM ducklake_merge_adjacent_files(''lake'')')",
        "CALL lake.merge_adjacent_files()",
        "FROM enable_logging(storage => 'file', storage_path => '{out}')",
        "",
        "-- nothing",
        "SELEC 1",
        "SELECT nothing FROM articles",
    ],
)
def test_what_does_more_than_read_is_refused(root: WarehouseRoot, tmp_path: Path, sql: str) -> None:
    with pytest.raises(UsageError) as refused:
        run_sql(root, sql.format(out=tmp_path / "out"))

    assert refused.value.message
    assert refused.value.hint
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1;",
        "FROM articles",
        "TABLE files",
        "WITH a AS (SELECT 1) SELECT * FROM a",
        "VALUES (1)",
        "SHOW TABLES",
        "DESCRIBE articles",
        "SUMMARIZE files",
        "EXPLAIN SELECT 1",
        "EXPLAIN (SELECT 1)",
        "EXPLAIN ANALYZE SELECT count(*) FROM articles",
        "EXPLAIN (FORMAT json) SELECT 1",
        "PRAGMA table_info('articles')",
        "FROM articles AT (VERSION => 2)",
        "FROM ducklake_snapshots('lake')",
        "FROM lake.current_snapshot()",
        "FROM ducklake_list_files('lake', 'articles')",
        "FROM ducklake_table_info('lake')",
        "FROM ducklake_table_insertions('lake', 'main', 'articles', 0, 2)",
        "FROM ducklake_options('lake')",
        "SELECT 'ducklake_merge_adjacent_files(x)' AS query -- ducklake_commit()",
        "SELECT date_trunc('day', published_at), strftime(published_at, '%A') FROM articles",
    ],
)
def test_reading_is_allowed(root: WarehouseRoot, sql: str) -> None:
    assert run_sql(root, sql).num_rows >= 1


def test_days_are_utc_days(root: WarehouseRoot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the zone of the machine."""
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    answer = run_sql(root, "SELECT TIMESTAMPTZ '2026-03-01 23:30:00Z'::DATE AS day")

    assert answer.to_pylist() == [{"day": date(2026, 3, 1)}]


def test_no_warehouse_is_a_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no warehouse") as refused:
        run_sql(WarehouseRoot(tmp_path / "none"), "SELECT 1")

    assert "copydesk ingest" in refused.value.hint
    assert not (tmp_path / "none").exists()


def test_tables_and_views_are_described(root: WarehouseRoot) -> None:
    """Every table, view and column has its documentation, and a count."""
    infos = {info.name: info for info in describe(root)}

    assert list(infos)[: len(TABLES)] == list(TABLES)
    assert {v.name for v in view_sources()} == set(infos) - set(TABLES)
    for info in infos.values():
        assert info.doc
        assert [c.name for c in info.columns if not c.doc] == []
    for name, schema in TABLES.items():
        assert [(c.name, c.doc) for c in infos[name].columns] == [(f.name, column_doc(f)) for f in schema]
    assert (infos["articles"].rows, infos["latest_articles"].rows, infos["files"].rows) == (2, 1, 4)


def test_each_view_answers(root: WarehouseRoot) -> None:
    """And says what its documentation says, on rows that can be counted by hand."""
    answers = {view.name: run_sql(root, f"FROM {view.name}").to_pylist() for view in view_sources()}

    assert [row["title"] for row in answers["latest_articles"]] == ["Title 1"]
    assert answers["articles_by_day"] == [
        {"published_date": date(2026, 3, 1), "language_code": None, "article_count": 1, "word_count": 4}
    ]
    [outlet] = answers["publishers"]
    assert (outlet["publisher"], outlet["article_count"]) == ("The Lantern", 1)
    [batch] = answers["batch_summary"]
    counts = [
        batch[k]
        for k in (
            "file_count",
            "kept_count",
            "quarantined_count",
            "failed_count",
            "article_count",
            "canonical_count",
        )
    ]
    assert counts == [4, 2, 2, 0, 2, 1]
    assert [(r["reason_code"], r["refusal_count"]) for r in answers["quarantine_summary"]] == [
        ("empty_file", 1),
        ("no_article", 1),
    ]
    assert len(answers["current_quarantine"]) == 2
    assert len(answers["current_documents"]) == 4
    [rule] = answers["boilerplate_by_rule"]
    assert (rule["rule"], rule["block_count"], rule["document_count"]) == ("toy", 6, 3)
    assert "".join(r["text"] for r in answers["document_blocks"] if r["uri"] == "b/a.txt") == story(1)
    assert [r["seconds"] for r in answers["recent_runs"]] == [2.0]
