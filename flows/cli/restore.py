"""``copydesk restore``: undo a retraction."""

from pathlib import Path

import click

from flows.cli.command import example, settings_for, settings_options

_SCOPES = ("article", "document", "batch")


@click.command(
    epilog=example(
        "copydesk restore 3f9a1c2e",
        "copydesk restore 2026-03-14-sample --dry-run",
    )
)
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@settings_options
@click.option("--scope", type=click.Choice(_SCOPES), help="What TARGET is, where it fits several.")
@click.option("--dry-run", is_flag=True, help="Only show what would come back.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def restore(  # noqa: PLR0917 - click gives each option its parameter
    targets: tuple[str, ...],
    warehouse: Path | None,
    config: Path | None,
    scope: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Undo `copydesk retract`: what was taken back is in the archive's clusters again.

    TARGET is what was taken back, named as for `copydesk retract`; `copydesk retract --list` lists it. An
    article that another retraction holds back as well stays taken back.
    """
    from flows.cli import changed  # noqa: PLC0415
    from flows.retraction import bring_back  # noqa: PLC0415

    change = bring_back(settings_for(warehouse, config), targets, scope=scope, dry_run=dry_run)
    if as_json:
        changed.show_change_as_json(change, "restore", dry_run=dry_run)
    else:
        changed.show_change(change, "restored", dry_run=dry_run)
