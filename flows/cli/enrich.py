"""``copydesk enrich``: language, dates, sources, names and figures of the archive's articles, made anew."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.command import counted, example, profiles_option, settings_for, settings_options

if TYPE_CHECKING:
    from warehouse.renewal import Renewed

_SHOWN = ("name", "publisher", "filled", "emptied", "changed", "sample_old", "sample_new")
_MOST = 40


@click.command(epilog=example("copydesk enrich --stale --dry-run", "copydesk enrich --stale"))
@settings_options
@profiles_option
@click.option("--stale", is_flag=True, help="Articles that other rules or parameters enriched.")
@click.option("--all", "is_all", is_flag=True, help="All articles.")
@click.option("--dry-run", is_flag=True, help="Only show what would differ, by column and publisher.")
@click.option("--workers", type=int, metavar="N", help="Processes that enrich.  [default: one a core]")
@click.option("--json", "as_json", is_flag=True, help="Counts and differences as one JSON object.")
def enrich(  # noqa: PLR0917 - click gives each option its parameter
    warehouse: Path | None,
    config: Path | None,
    profiles: Path | None,
    stale: bool,
    is_all: bool,
    dry_run: bool,
    workers: int | None,
    as_json: bool,
) -> None:
    """Enrich articles of the archive again, after an upgrade or with other parameters.

    Nothing is read or split again: the articles stay as they were cut. It works in chunks and goes on where
    it was stopped; readers see the old rows until all are replaced in one commit.
    """
    from copydesk.errors import UsageError  # noqa: PLC0415
    from flows.cli.progress import shown_progress  # noqa: PLC0415
    from flows.enriching import enrich_again  # noqa: PLC0415
    from flows.logs import log_to_stderr  # noqa: PLC0415

    if stale == is_all:
        raise UsageError(
            "--stale and --all exclude each other" if stale else "neither --stale nor --all is given",
            hint="give --stale for what an older version enriched, --all for everything",
        )
    log_to_stderr()
    settings = settings_for(warehouse, config, workers=workers, profiles=profiles)
    with shown_progress() as tell:
        done = enrich_again(settings, is_all=is_all, dry_run=dry_run, on_progress=tell)
    (_show_as_json if as_json else _show)(done, dry_run=dry_run)


def _show(done: "Renewed", *, dry_run: bool) -> None:
    from dataclasses import asdict  # noqa: PLC0415

    from flows.cli import show  # noqa: PLC0415

    rows = [asdict(d) for d in done.differences]
    if rows:
        show.show_rows(rows[:_MOST], _SHOWN)
    if len(rows) > _MOST:
        click.echo(f"... and {len(rows) - _MOST} more; --json lists all")
    if done.documents_left:
        click.echo(
            f"{counted(done.documents_left, 'document')} left to the run that made them anew meanwhile"
        )
    if not done.articles:
        click.echo("no article is stale; nothing was written")
        return
    end = "; nothing was written" if dry_run else ""
    verb = "would differ" if dry_run else "changed"
    click.echo(
        f"{counted(done.articles, 'article')} of {counted(done.documents, 'document')} enriched again,"
        f" {done.articles_changed} {verb}{end}"
    )


def _show_as_json(done: "Renewed", *, dry_run: bool) -> None:
    from dataclasses import asdict  # noqa: PLC0415

    from flows.cli import show  # noqa: PLC0415

    show.show_json({"command": "enrich", "dry_run": dry_run, **asdict(done)})
