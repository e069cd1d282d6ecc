"""``copydesk reindex``: the index, links and clusters of the archive, made anew."""

from pathlib import Path

import click

from flows.cli.command import counted, example, settings_for, settings_options


@click.command(epilog=example("copydesk reindex"))
@settings_options
@click.option("--json", "as_json", is_flag=True, help="Print the counts as one JSON object.")
def reindex(warehouse: Path | None, config: Path | None, as_json: bool) -> None:
    """Find all duplicates and stories of the archive anew, by this version's rules.

    To do after an upgrade that says so, and when files of the index are gone. It reads every article
    once and changes no article but for its cluster; until it is done readers see what was there.
    """
    from dataclasses import asdict  # noqa: PLC0415

    from flows.cli.progress import waiting  # noqa: PLC0415
    from flows.cli.show import dumps, echo  # noqa: PLC0415
    from flows.logs import log_to_stderr  # noqa: PLC0415
    from warehouse.reindex import reindex as make_anew  # noqa: PLC0415
    from warehouse.root import WarehouseRoot  # noqa: PLC0415

    log_to_stderr()
    root = WarehouseRoot(settings_for(warehouse, config).warehouse)
    with waiting("finding duplicates"):
        made = make_anew(root)
    if as_json:
        echo(dumps(asdict(made)))
        return
    moved = "no article" if not made.articles_moved else counted(made.articles_moved, "article")
    echo(
        f"{counted(made.texts, 'text')} indexed, {counted(made.links, 'link')},"
        f" {counted(made.clusters, 'cluster')}; {moved} changed places"
    )
