"""``copydesk sql``: read-only SQL over the archive."""

import sys
from pathlib import Path

import click

from flows.cli.answer import answer
from flows.cli.command import example, settings_for, settings_options


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
