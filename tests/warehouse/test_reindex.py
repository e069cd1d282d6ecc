"""The index made anew gives the tables that nights made one after another."""

import shutil
from pathlib import Path

import pytest
import toy_pipeline as toy
from test_matching import PAGES, ingest_cut

from copydesk.errors import UsageError
from warehouse.doctor import check
from warehouse.lake import connect
from warehouse.reindex import reindex
from warehouse.root import WarehouseRoot


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nights")
    ingest_cut(folder / "w", folder, sorted(PAGES), [6])
    return folder / "w"


@pytest.fixture(autouse=True)
def warehouse(tmp_path: Path, ingested: Path) -> None:
    """A copy of what the nights gave."""
    shutil.copytree(ingested, tmp_path / "w", symlinks=True)


def test_it_gives_what_the_nights_gave(tmp_path: Path) -> None:
    """Whatever is gone before: files of the index, links, clusters, all rows of an older version."""
    before = toy.dump(tmp_path / "w")
    root = WarehouseRoot(tmp_path / "w")
    shutil.rmtree(root.index)
    with connect(root, read_only=False) as con:
        con.execute("DELETE FROM segments; DELETE FROM links; DELETE FROM duplicates")
        con.execute("UPDATE articles SET cluster_id = content_hash, is_canonical = true")

    made = reindex(root)

    assert toy.dump(root.path) == before
    assert (made.texts, made.clusters) == (9, 5)
    assert made.articles_moved > 0
    assert reindex(root).articles_moved == 0
    assert toy.dump(root.path) == before
    assert toy.dump_current(root.path) == before


def test_the_doctor_says_when_the_index_is_gone(tmp_path: Path) -> None:
    """And that it is well."""
    root = WarehouseRoot(tmp_path / "w")
    assert [f.what for f in check(root) if f.check == "index of duplicates"] == ["good"]
    shutil.rmtree(root.index)

    (found,) = [f for f in check(root) if not f.ok]

    assert "cannot be read" in found.what
    assert "copydesk reindex" in found.mend


def test_a_kill_before_the_commit_leaves_what_was_there(tmp_path: Path) -> None:
    """Nothing is half done."""
    before = toy.dump(tmp_path / "w")

    def stop(point: str) -> None:
        if point == "before commit":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reindex(WarehouseRoot(tmp_path / "w"), checkpoint=stop)

    assert toy.dump(tmp_path / "w") == before
    toy.ingest(tmp_path / "w", toy.write_batch(tmp_path / "n" / "day", {"x.txt": PAGES["other.txt"]}))


def test_an_archive_without_an_index_says_what_to_do(tmp_path: Path) -> None:
    """As one of a version before it had any."""
    with connect(WarehouseRoot(tmp_path / "w"), read_only=False) as con:
        con.execute("DELETE FROM segments")
    day = toy.write_batch(tmp_path / "n" / "day", {"x.txt": PAGES["other.txt"].replace("Rain", "Snow")})

    with pytest.raises(UsageError, match="is not there"):
        toy.ingest(tmp_path / "w", day)
    reindex(WarehouseRoot(tmp_path / "w"))
    toy.ingest(tmp_path / "w", day)


def test_there_has_to_be_an_archive(tmp_path: Path) -> None:
    """It makes none."""
    with pytest.raises(UsageError, match="no warehouse"):
        reindex(WarehouseRoot(tmp_path / "none"))
    assert not (tmp_path / "none").exists()
