"""The prompt of ``copydesk sql``: statements end with a semicolon, words with a dot are for the prompt."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from copydesk.errors import CopydeskError
from flows.cli.answer import answer
from flows.cli.command import fail
from warehouse.query import describe
from warehouse.root import WarehouseRoot

HELP = """\
SELECT …;        ask; a statement ends with ; and may take several lines
.tables          tables and views
.columns NAME    columns of one of them
.help            this
.quit            leave (also Ctrl-D)"""


def converse(root: WarehouseRoot, form: str | None) -> None:
    """Answer statements from the terminal until ``.quit`` or the end of input."""
    click.echo("copydesk sql: read-only; .help for help, .quit to leave")
    with _history(Path.home() / ".copydesk_history"):
        waiting = ""
        while True:
            try:
                line = input("   ...> " if waiting else "copydesk> ")
            except EOFError:
                click.echo()
                return
            except KeyboardInterrupt:
                waiting = ""
                click.echo()
                continue
            if not waiting and line.strip().startswith("."):
                if not _command(root, line.split()):
                    return
                continue
            waiting = f"{waiting}\n{line}".strip()
            if waiting.endswith(";"):
                _try(lambda statement=waiting: answer(root, statement, form))  # type: ignore[misc]
                waiting = ""


def _command(root: WarehouseRoot, words: list[str]) -> bool:
    """Obey a word with a dot; False when it is time to leave."""
    match words:
        case [".quit" | ".exit"]:
            return False
        case [".tables"]:
            _try(lambda: _list_tables(root))
        case [".columns", name]:
            _try(lambda: _list_columns(root, name))
        case _:
            click.echo(HELP)
    return True


def _list_tables(root: WarehouseRoot) -> None:
    for table in describe(root):
        click.echo(f"{table.name:22} {table.rows:>9}  {table.doc}")


def _list_columns(root: WarehouseRoot, name: str) -> None:
    for table in describe(root):
        for column in table.columns if table.name == name else ():
            click.echo(f"{column.name:22} {column.type:26} {column.doc}")


def _try(action: Callable[[], None]) -> None:
    try:
        action()
    except CopydeskError as err:
        fail(err.message, hint=err.hint)


@contextlib.contextmanager
def _history(path: Path) -> Iterator[None]:
    try:
        import readline  # noqa: PLC0415 - not on every platform
    except ImportError:
        yield
        return
    with contextlib.suppress(OSError):
        readline.read_history_file(path)
    try:
        yield
    finally:
        readline.set_history_length(1_000)
        with contextlib.suppress(OSError):
            readline.write_history_file(path)
