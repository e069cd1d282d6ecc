"""``copydesk export``: tables as single Parquet files."""

from pathlib import Path

import click

from flows.cli.command import example, settings_for, settings_options


@click.command(
    epilog=example(
        "copydesk export out/",
        "copydesk export out/ latest_articles publishers",
    )
)
@click.argument("out_dir", type=click.Path(path_type=Path, file_okay=False))
@click.argument("names", nargs=-1)
@settings_options
@click.option("--at", type=int, metavar="SNAPSHOT", help="An older snapshot of the archive; tables only.")
def export(
    out_dir: Path, names: tuple[str, ...], warehouse: Path | None, config: Path | None, at: int | None
) -> None:
    """Write each of NAMES (all tables if none) to OUT_DIR/<name>.parquet, all from one moment."""
    from warehouse.export import export as write  # noqa: PLC0415
    from warehouse.root import WarehouseRoot  # noqa: PLC0415

    for path in write(WarehouseRoot(settings_for(warehouse, config).warehouse), out_dir, names, at=at):
        click.echo(path)
