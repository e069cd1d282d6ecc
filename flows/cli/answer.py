"""Ask the archive and show what comes back: for ``sql``, its prompt, and the end of ``ingest``."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.command import counted, safe

if TYPE_CHECKING:
    import pyarrow as pa

    from warehouse.root import WarehouseRoot


def answer(root: "WarehouseRoot", query: str, form: str | None, parquet: Path | None = None) -> None:
    """Ask ``query`` and print what comes back, or write it to ``parquet``."""
    from warehouse.query import run_sql  # noqa: PLC0415

    table = run_sql(root, query)
    if parquet is not None:
        import pyarrow.parquet as pq  # noqa: PLC0415

        pq.write_table(table, parquet, compression="zstd")
        click.echo(f"{counted(table.num_rows, 'row')} written to {parquet}", err=True)
    else:
        show_table(table, form)


def show_table(table: "pa.Table", form: str | None) -> None:
    """Print an Arrow table in the form asked for."""
    from flows.cli import show  # noqa: PLC0415

    rows = show.rows_of(table)
    names = list(rows[0]) if rows else list(table.column_names)
    if form == "json":
        show.show_json(rows)
    elif form == "csv":
        text = show.csv_text(names, rows)
        click.echo(safe(text) if sys.stdout.isatty() else text, nl=False)
    else:
        show.show_rows(rows, names)
        click.echo(f"({counted(len(rows), 'row')})")
