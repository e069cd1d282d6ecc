"""``copydesk sql``: read-only SQL over the archive."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.command import example, settings_for, settings_options

if TYPE_CHECKING:
    import pyarrow as pa

    from warehouse.root import WarehouseRoot


@click.command(
    epilog=example(
        'copydesk sql "SELECT title, publisher, published_at FROM latest_articles LIMIT 10"',
        'copydesk sql "FROM articles" --parquet articles.parquet',
    )
)
@click.argument("query", required=False)
@settings_options
@click.option("--json", "form", flag_value="json", help="Rows as a JSON list of objects.")
@click.option("--csv", "form", flag_value="csv", help="Rows as CSV with a header.")
@click.option(
    "--parquet", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write rows to FILE."
)
def sql(
    query: str | None, warehouse: Path | None, config: Path | None, form: str | None, parquet: Path | None
) -> None:
    """Ask the archive one read-only QUERY; without one, a prompt, or the query from standard input.

    `copydesk tables` lists what there is to ask. Instants are in UTC.
    """
    from warehouse.root import WarehouseRoot  # noqa: PLC0415

    root = WarehouseRoot(settings_for(warehouse, config).warehouse)
    if query is None and sys.stdin.isatty():
        from flows.cli.prompt import converse  # noqa: PLC0415

        converse(root, form)
        return
    text = sys.stdin.read() if query in (None, "-") else query
    answer(root, text or "", form, parquet)


def answer(root: "WarehouseRoot", query: str, form: str | None, parquet: Path | None = None) -> None:
    """Ask ``query`` and print what comes back, or write it to ``parquet``."""
    from warehouse.query import run_sql  # noqa: PLC0415

    table = run_sql(root, query)
    if parquet is not None:
        import pyarrow.parquet as pq  # noqa: PLC0415

        pq.write_table(table, parquet, compression="zstd")
        click.echo(f"{table.num_rows} rows written to {parquet}", err=True)
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
        click.echo(show.csv_text(names, rows), nl=False)
    else:
        show.show_rows(rows, names)
        click.echo(f"({len(rows)} row{'' if len(rows) == 1 else 's'})")
