"""Connections to the DuckLake catalog, the writer's lock, and transactions that are tried again."""

import importlib.util
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
import filelock

from copydesk.errors import CopydeskError, TransientError, UsageError
from warehouse.layout import check_layout
from warehouse.root import WarehouseRoot

ALIAS = "lake"
"""Name under which the catalog is attached."""

_EXTENSIONS = ("ducklake", "sqlite_scanner")
_ATTEMPTS = 8
_FIRST_PAUSE_SECONDS = 0.05
# Another writer's commit takes well under a second; a minute means that something holds the file for good.
_BUSY_MILLISECONDS = 10_000


def quote(value: str) -> str:
    """``value`` as an SQL string literal."""
    return "'" + value.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """``name`` as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def column_list(names: list[str], *, prefix: str = "") -> str:
    """``names`` as the middle of a SELECT or INSERT, each after ``prefix``."""
    return ", ".join(prefix + identifier(name) for name in names)


@contextmanager
def connect(root: WarehouseRoot, *, read_only: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the catalog attached as ``lake`` and in use; closed (and rolled back) at the end.

    Instants are shown in UTC whatever the machine's zone. Writing creates the catalog if it is not
    there; it does not create tables (see `tables`). A moved warehouse opens as it is: the data path
    in the catalog is overridden by where the folder lies now.

    Raises:
        UsageError: reading, and there is no warehouse at ``root``, or one of a newer copydesk.
        TransientError: the catalog stays locked by another process.
        CopydeskError: DuckDB's extensions cannot be loaded, or the catalog is gone or cannot be read.
    """
    check_layout(root)
    if read_only and not root.exists():
        raise no_warehouse(root.path)
    if not read_only:
        root.lake.mkdir(parents=True, exist_ok=True)
    with open_database() as con, _readable_catalog(root, read_only=read_only) as catalog:
        con.execute("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false")
        con.execute(f"SET TimeZone = 'UTC'; SET temp_directory = {quote(str(root.staging / 'spill'))}")
        load_extensions(con)
        _attach(con, catalog, root.lake, read_only=read_only)
        con.execute(f"USE {ALIAS}")
        yield con


def no_warehouse(path: Path) -> UsageError:
    """The error of who reads where nothing was written yet."""
    return UsageError(
        f"there is no warehouse at {str(path)!r}",
        hint="run `copydesk ingest PATH` first, or name another place with --warehouse",
    )


def bound_memory(con: duckdb.DuckDBPyConnection) -> None:
    """Make ``con`` write to disk what it cannot hold in 2 GiB, for work on the whole archive."""
    con.execute("SET memory_limit = '2GiB'")


def open_database() -> duckdb.DuckDBPyConnection:
    """An empty database in memory, with nothing attached or loaded."""
    return duckdb.connect()


def load_extensions(con: duckdb.DuckDBPyConnection) -> None:
    """Load DuckLake and the SQLite scanner, from the installed wheels or else over the network.

    Raises:
        CopydeskError: neither works.
    """
    for name in _EXTENSIONS:
        found = extension_file(name)
        try:
            if found is None:
                con.execute(f"INSTALL {name}")
            con.execute(f"LOAD {quote(str(found))}" if found else f"LOAD {name}")
        except duckdb.Error as err:
            package = f"duckdb-extension-{name.replace('_', '-')}=={duckdb.__version__}"
            raise CopydeskError(
                f"DuckDB's extension {name!r} cannot be loaded: {err}", hint=f"pip install {package}"
            ) from err


def extension_file(name: str) -> Path | None:
    """The extension ``name`` as its wheel ships it for this DuckDB, or None when it is not installed."""
    spec = importlib.util.find_spec(f"duckdb_extension_{name}")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        file = Path(folder) / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"
        if file.is_file():
            return file
    return None


@contextmanager
def _readable_catalog(root: WarehouseRoot, *, read_only: bool) -> Iterator[Path]:
    # SQLite in WAL mode wants to write beside the file even to read it: where that is not
    # allowed (a mounted archive), a copy of the catalog is read; the data files are not copied.
    if not read_only or os.access(root.path, os.W_OK):
        yield root.catalog
        return
    with tempfile.TemporaryDirectory(prefix="copydesk-catalog-") as folder:
        for file in root.path.glob(root.catalog.name + "*"):
            shutil.copy(file, folder)
        yield Path(folder) / root.catalog.name


def _attach(con: duckdb.DuckDBPyConnection, catalog: Path, data: Path, *, read_only: bool) -> None:
    # WAL: a reader in a long query would otherwise hold up the writer's commit, and the other way round.
    mode = "READ_ONLY" if read_only else "META_JOURNAL_MODE 'WAL'"
    sql = (
        f"ATTACH {quote('ducklake:sqlite:' + str(catalog.resolve()))} AS {ALIAS} ({mode},"
        f" DATA_PATH {quote(str(data.resolve()) + os.sep)}, OVERRIDE_DATA_PATH true,"
        f" DATA_INLINING_ROW_LIMIT 0, META_BUSY_TIMEOUT {_BUSY_MILLISECONDS})"
    )
    try:
        _again_while_busy(lambda: con.execute(sql))
    except duckdb.Error as err:
        if read_only and "does not exist" in str(err):
            # A run was killed in its first moment, when the file was there and nothing in it.
            raise no_warehouse(catalog.parent) from err
        raise CopydeskError(
            f"the catalog {str(catalog)!r} cannot be opened: {err}",
            hint="bring the warehouse folder back from a copy; to start anew, move it away and ingest again",
        ) from err


def transact(con: duckdb.DuckDBPyConnection, body: Callable[[], None]) -> None:
    """Run ``body`` in one transaction; afterwards all of it is visible, or none.

    ``body`` may run several times: it must start from the catalog, not from what an earlier try left.

    Raises:
        TransientError: the catalog was locked or changed by another process at every try.
    """

    def once() -> None:
        con.execute("BEGIN TRANSACTION")
        try:
            body()
            con.execute("COMMIT")
        except BaseException:
            _roll_back(con)
            raise

    _again_while_busy(once)


def name_commit(con: duckdb.DuckDBPyConnection, message: str, facts: Mapping[str, object]) -> None:
    """Say in the catalog what the transaction under way is: ``message``, and ``facts`` as JSON."""
    con.execute(
        f"CALL {ALIAS}.set_commit_message('copydesk', ?, extra_info => ?)", [message, json.dumps(facts)]
    )


def _roll_back(con: duckdb.DuckDBPyConnection) -> None:
    try:
        con.execute("ROLLBACK")
    except duckdb.Error:
        # A failed COMMIT has ended the transaction already; the error that matters is the first one.
        return


def _again_while_busy(action: Callable[[], object]) -> None:
    pause = _FIRST_PAUSE_SECONDS
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            action()
        except duckdb.Error as err:
            if not _is_busy(err):
                raise
            if attempt == _ATTEMPTS:
                raise TransientError(
                    f"the catalog stays busy: {err}", hint="another process writes; try again when it is done"
                ) from err
            time.sleep(pause)
            pause *= 2
        else:
            return


def _is_busy(err: duckdb.Error) -> bool:
    text = str(err).lower()
    return "database is locked" in text or "transaction conflict" in text


@contextmanager
def writer_lock(root: WarehouseRoot, *, timeout_seconds: float = 600) -> Iterator[None]:
    """Be the only writer until the block ends; the operating system frees the lock of a killed process.

    Raises:
        TransientError: another process held it for ``timeout_seconds``.
    """
    root.path.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(root.lock, timeout=timeout_seconds, thread_local=False)
    try:
        lock.acquire()
    except filelock.Timeout as err:
        raise TransientError(
            f"another process has been writing to {str(root.path)!r} for {timeout_seconds:g} seconds",
            hint="wait for it, or end it; `copydesk runs` lists what is under way",
        ) from err
    try:
        yield
    finally:
        lock.release()


def snapshot_id(con: duckdb.DuckDBPyConnection) -> int:
    """Number of the catalog's newest snapshot that this connection sees."""
    row = con.execute(f"SELECT id FROM {ALIAS}.current_snapshot()").fetchone()
    if row is None:
        raise CopydeskError("the catalog has no snapshot")
    return int(row[0])
