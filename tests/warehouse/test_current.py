import shutil
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from toy_pipeline import ask, dump, dump_current, ingest, story, write_batch

from copydesk.schemas import TABLES
from warehouse import lake
from warehouse.current import refresh, shown_snapshot
from warehouse.lake import connect
from warehouse.root import WarehouseRoot


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A warehouse in which rows were replaced: DuckLake has files with deleted rows."""
    batch = write_batch(tmp_path / "b", {f"{n}.txt": story(n) for n in range(5)})
    ingest(tmp_path / "w", batch)
    write_batch(batch, {"1.txt": story(1) + story(7), "8.txt": story(2, extra="~z\n")})
    ingest(tmp_path / "w", batch)
    earlier = "[batch]\ncaptured_at = 2020-01-01T00:00:00Z\n"
    ingest(tmp_path / "w", write_batch(tmp_path / "a", {"z.txt": story(3)}, earlier))
    return tmp_path / "w"


def test_any_tool_reads_the_tables(root: Path) -> None:
    """pandas, polars, pyarrow and plain DuckDB without any extension, each with the same articles."""
    files = f"{root}/current/articles/*.parquet"
    want = ask(root, "SELECT article_id, title, word_count, is_canonical FROM articles ORDER BY article_id")
    names = ["article_id", "title", "word_count", "is_canonical"]
    plain = duckdb.connect(config={"autoload_known_extensions": "false"})

    assert (
        plain.execute(f"SELECT {', '.join(names)} FROM '{files}' ORDER BY 1").to_arrow_table().to_pylist()
        == want
    )
    assert (
        pd.read_parquet(root / "current" / "articles").sort_values("article_id")[names].to_dict("records")
        == want
    )
    assert pl.read_parquet(files).sort("article_id").select(names).to_dicts() == want
    assert (
        ds.dataset(root / "current" / "articles").to_table().sort_by("article_id").select(names).to_pylist()
        == want
    )
    for table in TABLES:
        pl.read_parquet(f"{root}/current/{table}/*.parquet")
        pd.read_parquet(root / "current" / table)


def test_current_has_the_schemas_columns_and_nothing_else(root: Path) -> None:
    """Also after an update and a compaction, which leave columns of DuckLake's own in its files."""
    with connect(WarehouseRoot(root), read_only=False) as con:
        con.execute("UPDATE articles SET byline = 'x' WHERE title = 'Title 2'")
        con.execute("CALL ducklake_merge_adjacent_files('lake')")
    refresh(WarehouseRoot(root))

    for table, schema in TABLES.items():
        for file in (root / "current" / table).glob("*.parquet"):
            assert pq.read_schema(file).names == schema.names
    assert dump_current(root) == dump(root)


def test_an_empty_table_is_an_empty_file(tmp_path: Path) -> None:
    ingest(tmp_path / "w", write_batch(tmp_path / "b", {"x.txt": story(1)}))

    for table in ("duplicates", "quarantine"):
        frame = pl.read_parquet(f"{tmp_path}/w/current/{table}/*.parquet")
        assert (frame.height, frame.columns) == (0, TABLES[table].names)


def test_clean_files_are_linked_and_not_copied(tmp_path: Path) -> None:
    ingest(tmp_path / "w", write_batch(tmp_path / "b", {"x.txt": story(1)}))

    for table in ("documents", "articles", "blocks", "files"):
        [file] = (tmp_path / "w" / "current" / table).glob("*.parquet")
        assert file.stat().st_nlink == 2


def test_two_generations_are_kept(root: Path) -> None:
    """A reader that opened the one before goes on reading it."""
    assert len(list((root / "generations").iterdir())) == 2
    assert shown_snapshot(WarehouseRoot(root)) == refresh(WarehouseRoot(root))
    assert (root / "current").is_symlink()
    assert len(list((root / "generations").iterdir())) == 2


def test_refresh_makes_what_is_missing(root: Path) -> None:
    (root / "current").unlink()
    shutil.rmtree(root / "generations")
    refresh(WarehouseRoot(root))

    assert dump_current(root) == dump(root)


def test_a_moved_warehouse_opens(root: Path, tmp_path: Path) -> None:
    """Read, written to, and its Parquet files read, from where it lies now."""
    before = dump(root)
    moved = tmp_path / "elsewhere" / "with space's"
    moved.parent.mkdir()
    shutil.move(root, moved)

    assert dump(moved) == dump_current(moved) == before
    ingest(moved, write_batch(tmp_path / "c", {"new.txt": story(99)}))
    assert ask(moved, "SELECT count(*) AS n FROM latest_articles WHERE title = 'Title 99'") == [{"n": 1}]
    assert dump(moved) == dump_current(moved)
    assert not root.exists()


def test_a_plain_duckdb_attaches_the_catalog(root: Path) -> None:
    """What the documentation tells a user of DuckDB to type, views included, under a name of their own."""
    con = lake.open_database()
    lake.load_extensions(con)
    con.execute(
        f"ATTACH 'ducklake:sqlite:{root}/catalog.sqlite' AS news"
        f" (READ_ONLY, DATA_PATH '{root}/lake/', OVERRIDE_DATA_PATH true)"
    )

    assert con.execute("SELECT count(*) FROM news.latest_articles").fetchone() == (6,)
    con.close()
