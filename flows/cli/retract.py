"""``copydesk retract``: take an article, document or batch out of what the archive shows."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.command import counted, example, settings_for, settings_options

if TYPE_CHECKING:
    from flows.settings import Settings

_SCOPES = ("article", "document", "batch")
_MANY = 100
"""More articles than these do not go without being asked for once more."""
_SHOWN = ("retracted_at", "scope", "target", "uri", "title", "article_count", "reason")


@click.command(
    epilog=example(
        'copydesk retract 3f9a1c2e --reason "withdrawn by the outlet"',
        'copydesk retract 2026-03-14-sample/004_agency_story.txt --reason "scraped a paywall" --dry-run',
    )
)
@click.argument("targets", nargs=-1, metavar="TARGET...")
@settings_options
@click.option("--reason", metavar="TEXT", help="Why: it is kept with the retraction.")
@click.option("--scope", type=click.Choice(_SCOPES), help="What TARGET is, where it fits several.")
@click.option("--dry-run", is_flag=True, help="Only show what would go, and what would stand instead.")
@click.option("--yes", is_flag=True, help=f"Take back more than {_MANY} articles without asking.")
@click.option("--list", "is_list", is_flag=True, help="List what is taken back now.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object; with --list a JSON list.")
def retract(  # noqa: PLR0917 - click gives each option its parameter
    targets: tuple[str, ...],
    warehouse: Path | None,
    config: Path | None,
    reason: str | None,
    scope: str | None,
    dry_run: bool,
    yes: bool,
    is_list: bool,
    as_json: bool,
) -> None:
    """Take articles, documents or whole batches back; what is left is clustered anew.

    TARGET is an article_id or document_id, or 6 or more of its first digits, a batch id, or
    <batch_id>/<path> for the document in that file, with #2 behind it for its second article. The rows stay
    in the tables, and older snapshots show the archive as it was; `copydesk restore` undoes it.
    """
    from copydesk.errors import UsageError  # noqa: PLC0415
    from flows.cli import changed  # noqa: PLC0415

    settings = settings_for(warehouse, config)
    if is_list:
        if targets:
            raise UsageError(f"--list takes no TARGET, and {targets[0]!r} is one", hint="leave it out")
        _list_retracted(settings.warehouse, as_json=as_json)
        return
    if not targets:
        raise UsageError("no TARGET is given", hint="name an article, document or batch, or give --list")
    if not dry_run and reason is None:
        raise UsageError("no reason is given", hint='say why: --reason "..."; it is kept')
    from flows.retraction import take_back  # noqa: PLC0415

    if not dry_run and not yes:
        _ask(settings, targets, scope)
    change = take_back(settings, targets, reason=reason or "", scope=scope, dry_run=dry_run)
    if as_json:
        changed.show_change_as_json(change, "retract", dry_run=dry_run)
    else:
        changed.show_change(change, "taken back", dry_run=dry_run)


def _ask(settings: "Settings", targets: tuple[str, ...], scope: str | None) -> None:
    """Pass when few articles go, or a person at the terminal agrees."""
    from copydesk.errors import UsageError  # noqa: PLC0415
    from flows.retraction import articles_at_stake  # noqa: PLC0415

    count = articles_at_stake(settings, targets, scope=scope)
    if count <= _MANY:
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(
            f"{counted(count, 'article')} would be taken back", hint="if that is meant, give --yes"
        )
    click.confirm(f"Take back {counted(count, 'article')}?", abort=True, err=True)


def _list_retracted(warehouse: Path, *, as_json: bool) -> None:
    from flows.cli import show  # noqa: PLC0415
    from warehouse.retractions import list_retractions  # noqa: PLC0415
    from warehouse.root import WarehouseRoot  # noqa: PLC0415

    rows = show.rows_of(list_retractions(WarehouseRoot(warehouse)))
    if as_json:
        show.show_json(rows)
        return
    show.show_rows(rows, _SHOWN)
    click.echo(f"({len(rows)} taken back)")
