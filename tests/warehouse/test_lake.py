import os
import shutil
from pathlib import Path

import duckdb
import pytest
from toy_pipeline import dump, ingest, story, write_batch

from copydesk.errors import CopydeskError, TransientError, UsageError
from copydesk.schemas import TABLES, column_doc, table_doc
from warehouse import lake
from warehouse.doctor import check
from warehouse.lake import connect, snapshot_id, transact, writer_lock
from warehouse.root import WarehouseRoot
from warehouse.tables import prepare, sql_type, stored_columns, view_sources


@pytest.fixture
def root(tmp_path: Path) -> WarehouseRoot:
    place = WarehouseRoot(tmp_path / "w")
    prepare(place)
    return place


def test_stored_tables_equal_the_schemas(root: WarehouseRoot) -> None:
    """Names, order, types, null or not, and documentation."""
    with connect(root, read_only=True) as con:
        for name, schema in TABLES.items():
            want = {f.name: (sql_type(f.type), column_doc(f)) for f in schema}
            assert stored_columns(con, name) == want
            assert list(stored_columns(con, name)) == schema.names
            must = con.execute(
                "SELECT column_name FROM duckdb_columns()"
                " WHERE table_name = ? AND database_name = 'lake' AND NOT is_nullable",
                [name],
            ).fetchall()
            assert {row[0] for row in must} == {f.name for f in schema if not f.nullable}
        docs = dict(
            con.execute(
                "SELECT table_name, comment FROM duckdb_tables() WHERE database_name = 'lake'"
            ).fetchall()
        )
        views = dict(
            con.execute(
                "SELECT view_name, comment FROM duckdb_views() WHERE database_name = 'lake'"
            ).fetchall()
        )
    assert docs == {name: table_doc(schema) for name, schema in TABLES.items()}
    assert {view.name: view.doc for view in view_sources()}.items() <= views.items()


def test_preparing_again_changes_nothing(root: WarehouseRoot) -> None:
    with connect(root, read_only=True) as con:
        before = snapshot_id(con)
    prepare(root)

    with connect(root, read_only=True) as con:
        assert snapshot_id(con) == before


def test_a_column_declared_later_is_added(root: WarehouseRoot, tmp_path: Path) -> None:
    """Rows of before have null in it; a view that an older version wrote is replaced."""
    ingest(root.path, write_batch(tmp_path / "b", {"a.txt": story(1)}))
    with connect(root, read_only=False) as con:
        con.execute("ALTER TABLE documents DROP COLUMN source")
        con.execute("CREATE OR REPLACE VIEW publishers AS SELECT 1 AS old")
    root.format.unlink()
    prepare(root)
    ingest(root.path, write_batch(tmp_path / "c", {"b.txt": story(2)}))

    with connect(root, read_only=True) as con:
        assert set(stored_columns(con, "documents")) == set(TABLES["documents"].names)
        assert con.execute("SELECT publisher, article_count FROM publishers").fetchall() == [
            ("The Lantern", 2)
        ]


def test_a_column_of_another_type_is_refused(root: WarehouseRoot) -> None:
    with connect(root, read_only=False) as con:
        con.execute(
            "ALTER TABLE documents DROP COLUMN source; ALTER TABLE documents ADD COLUMN source BIGINT"
        )
    root.format.unlink()

    with pytest.raises(UsageError, match=r"documents\.source is BIGINT"):
        prepare(root)


def test_a_newer_format_is_refused(root: WarehouseRoot) -> None:
    root.format.write_text('{"format": 99}')

    for use in (prepare, lambda root: dump(root.path)):
        with pytest.raises(UsageError, match="format 99"):
            use(root)


def test_a_catalog_that_was_cut_short_is_made_anew(tmp_path: Path) -> None:
    """A kill in the first moment leaves an empty file: no warehouse yet, and the next run makes it."""
    root = WarehouseRoot(tmp_path / "w")
    root.path.mkdir()
    root.catalog.touch()
    with pytest.raises(UsageError, match="no warehouse"):
        dump(root.path)
    ingest(root.path, write_batch(tmp_path / "b", {"a.txt": story(1)}))

    assert len(dump(root.path)["articles"]) == 1


@pytest.mark.parametrize("left", ["format.json", "current", "lake"])
def test_a_lost_catalog_is_not_replaced(root: WarehouseRoot, tmp_path: Path, left: str) -> None:
    """Whatever of the warehouse is left: a new catalog would hide it, and the next pruning remove its data."""
    ingest(root.path, write_batch(tmp_path / "b", {"a.txt": story(1)}))
    for file in root.path.iterdir():
        if file.name != left and not (left == "current" and file.name == "generations"):
            shutil.rmtree(file) if file.is_dir() and not file.is_symlink() else file.unlink()

    for use in (prepare, lambda root: ingest(root.path, tmp_path / "b"), lambda root: dump(root.path)):
        with pytest.raises(CopydeskError, match="is gone") as caught:
            use(root)
        assert caught.value.exit_code == 1
        assert "move the folder away" in caught.value.hint
    assert not root.catalog.exists()
    assert "is gone" in check(root)[-1].what


def test_a_broken_catalog_says_what_to_do(root: WarehouseRoot) -> None:
    for file in root.path.glob("catalog.sqlite*"):
        file.unlink()
    root.catalog.write_text("no database" * 100)
    with pytest.raises(CopydeskError, match="cannot be opened") as caught:
        dump(root.path)

    assert "from a copy" in caught.value.hint
    assert (check(root)[-1].ok, check(root)[-1].mend) == (False, caught.value.hint)


def test_a_file_is_no_warehouse(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    for path in (tmp_path / "a", tmp_path / "a" / "b"):
        with pytest.raises(UsageError, match="is a file") as caught:
            prepare(WarehouseRoot(path))
        assert "--warehouse" in caught.value.hint
        assert not check(WarehouseRoot(path))[-1].ok


def test_reading_refuses_to_write(root: WarehouseRoot) -> None:
    with connect(root, read_only=True) as con, pytest.raises(duckdb.Error, match="read-only"):
        con.execute("INSERT INTO files SELECT * FROM files")


def test_a_folder_that_may_not_be_written_is_readable(
    root: WarehouseRoot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The catalog is read from a copy, and the folder stays as it is."""
    ingest(root.path, write_batch(tmp_path / "b", {"a.txt": story(1)}))
    before = dump(root.path)
    monkeypatch.setattr(os, "access", lambda *_: False)
    names = sorted(root.path.iterdir())

    assert dump(root.path) == before
    assert sorted(root.path.iterdir()) == names


def test_one_writer_at_a_time(root: WarehouseRoot) -> None:
    with (
        writer_lock(root),
        pytest.raises(TransientError, match="another process"),
        writer_lock(root, timeout_seconds=0),
    ):
        pass


def test_a_failed_transaction_leaves_nothing(root: WarehouseRoot) -> None:
    """And one that meets a busy catalog is tried again."""
    tries = []

    def body() -> None:
        con.execute("INSERT INTO duplicates VALUES ('a', 'b', 'exact', 1, NULL, NULL, 'e', 'r')")
        tries.append(1)
        if len(tries) < 3:
            raise duckdb.TransactionException("database is locked")
        if len(tries) == 4:
            raise RuntimeError("stop")

    with connect(root, read_only=False) as con:
        transact(con, body)
        with pytest.raises(RuntimeError):
            transact(con, body)
        assert con.execute("SELECT count(*) FROM duplicates").fetchone() == (1,)
    assert len(tries) == 4


def test_a_catalog_that_stays_busy_is_transient(root: WarehouseRoot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lake, "_FIRST_PAUSE_SECONDS", 0)

    def body() -> None:
        raise duckdb.TransactionException("database is locked")

    with connect(root, read_only=False) as con, pytest.raises(TransientError, match="stays busy"):
        transact(con, body)


def test_signed_extensions_load_from_their_wheels(
    root: WarehouseRoot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With DuckDB's signature check on, which the other tests leave out for speed."""
    monkeypatch.setattr(lake, "open_database", duckdb.connect)

    with connect(root, read_only=True) as con:
        assert con.execute("SELECT current_setting('allow_unsigned_extensions')").fetchone() == (False,)


def test_a_missing_extension_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lake, "extension_file", lambda _: Path("/nowhere/x.duckdb_extension"))
    with duckdb.connect() as con, pytest.raises(CopydeskError, match="cannot be loaded") as missing:
        lake.load_extensions(con)

    assert missing.value.hint == f"pip install duckdb-extension-ducklake=={duckdb.__version__}"
