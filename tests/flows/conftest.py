import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner, Result

from copydesk.schemas import TABLES
from flows.cli import cli
from warehouse.lake import connect
from warehouse.root import WarehouseRoot

HERE = Path(__file__).parent
# Child processes import the broken steps by name, so they are a module and not a fixture.
sys.path.insert(0, str(HERE))

from story_pages import page  # noqa: E402


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the developer's reaches a test, and each has a working directory of its own."""
    for name in list(os.environ):
        if name.startswith("COPYDESK_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("COPYDESK_WORKERS", "1")
    # As in the warehouse's tests: the check of signatures and a second thread are most of the cost.
    fast = {"allow_unsigned_extensions": "true", "threads": 1}
    monkeypatch.setattr("warehouse.lake.open_database", lambda: duckdb.connect(config=fast))
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    """Three stories, a copy of a file, a story twice in other bytes, and three bad files."""
    folder = tmp_path / "harbour-news"
    (folder / "sub").mkdir(parents=True)
    for number in range(3):
        (folder / f"page{number}.txt").write_text(page(number), encoding="utf-8")
    (folder / "sub" / "copy.txt").write_text(page(0), encoding="utf-8")
    (folder / "sub" / "again.txt").write_text(page(1) + "\nPrivacy\n", encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    (folder / "menu.txt").write_text("Home\nNews\nSport\nContact\n", encoding="utf-8")
    return folder


@pytest.fixture
def run() -> Callable[..., Result]:
    """Runs the command line in this process."""

    def call(*args: object, stdin: str | None = None) -> Result:
        return CliRunner().invoke(cli, [str(arg) for arg in args], input=stdin)

    return call


@pytest.fixture
def rows() -> Callable[..., dict[str, list[dict[str, Any]]]]:
    """All rows of all tables but ``runs``, by table."""

    def read(root: Path) -> dict[str, list[dict[str, Any]]]:
        with connect(WarehouseRoot(root), read_only=True) as con:
            return {
                name: con.execute(f"FROM {name} ORDER BY {schema.metadata[b'primary_key'].decode()}")
                .to_arrow_table()
                .to_pylist()
                for name, schema in TABLES.items()
                if name not in ("runs", "segments")
            }

    return read


@pytest.fixture
def api_environment(tmp_path: Path) -> dict[str, str]:
    """Environment of a child that is to start Prefect's API for the first time."""
    root = str(HERE.parents[1])
    path = os.pathsep.join([root, os.environ.get("PYTHONPATH", "")])
    keep = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return {**keep, "PYTHONPATH": path, "PREFECT_HOME": str(tmp_path / "prefect")}
