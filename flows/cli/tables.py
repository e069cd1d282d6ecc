"""``copydesk tables``: what there is to ask."""

from pathlib import Path

import click

from flows.cli.command import counted, example, settings_for, settings_options


@click.command(
    epilog=example(
        "copydesk tables",
        "copydesk tables articles",
    )
)
@click.argument("names", nargs=-1)
@settings_options
@click.option("--json", "as_json", is_flag=True, help="A JSON list of tables with their columns.")
def tables(names: tuple[str, ...], warehouse: Path | None, config: Path | None, as_json: bool) -> None:
    """List tables and views with what they mean and how many rows they hold; NAMES also with columns."""
    from dataclasses import asdict  # noqa: PLC0415

    from copydesk.errors import UsageError  # noqa: PLC0415
    from flows.cli import show  # noqa: PLC0415
    from warehouse.query import describe  # noqa: PLC0415
    from warehouse.root import WarehouseRoot  # noqa: PLC0415

    found = describe(WarehouseRoot(settings_for(warehouse, config).warehouse))
    unknown = set(names) - {table.name for table in found}
    if unknown:
        raise UsageError(
            f"there is no table or view {min(unknown)!r}",
            hint=f"there are {', '.join(t.name for t in found)}",
        )
    chosen = [table for table in found if not names or table.name in names]
    if as_json:
        show.show_json([asdict(table) for table in chosen])
        return
    for table in chosen:
        show.echo(f"{table.name}  ({table.kind}, {counted(table.rows, 'row')})", bold=True)
        click.echo(f"    {table.doc}")
        for column in table.columns:
            click.echo(f"    {column.name:22} {column.type.lower():26} {column.doc}".rstrip())
