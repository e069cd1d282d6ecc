"""``copydesk ingest``: raw files in, a queryable archive out."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.command import counted, example, fail, profiles_option, say, settings_for, settings_options

if TYPE_CHECKING:
    from flows.pipeline import Outcome, Request

_CHOICES = ("none", "failed", "stale", "all")


@click.command(
    epilog=example(
        "copydesk ingest my_scrapes/",
        "copydesk ingest seeds/2026-03-14-sample --direct",
    )
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@settings_options
@profiles_option
@click.option("--direct", is_flag=True, help="Without Prefect's API: starts at once, same tables.")
@click.option(
    "--reprocess",
    type=click.Choice(_CHOICES),
    default="none",
    show_default=True,
    help="Do known documents again: the failed and refused, those that other parameters, another profile or"
    " another version made, or all.",
)
@click.option("--workers", type=int, metavar="N", help="Processes that cut pages up.  [default: one a core]")
@click.option("--chunk-files", type=int, metavar="N", help="Most files in one task.  [default: 1000]")
@click.option(
    "--dry-run", is_flag=True, help="Only list each file with what would be done; nothing is written."
)
@click.option("--show-query", is_flag=True, help="Run the query that is suggested at the end.")
@click.option("--json", "as_json", is_flag=True, help="The counts as one JSON object.")
@click.pass_context
def ingest(  # noqa: PLR0917 - click gives each option its parameter
    ctx: click.Context,
    paths: tuple[Path, ...],
    warehouse: Path | None,
    config: Path | None,
    profiles: Path | None,
    direct: bool,
    reprocess: str,
    workers: int | None,
    chunk_files: int | None,
    dry_run: bool,
    show_query: bool,
    as_json: bool,
) -> None:
    """Ingest files, folders and seed batches into the archive.

    A folder is a batch under its own name, or under what its manifest.toml says. Content that the archive
    holds already is skipped, so the same command may be run again, also after it was stopped.
    """
    from flows.engine import base_request  # noqa: PLC0415
    from flows.logs import log_to_stderr  # noqa: PLC0415
    from flows.pipeline import Request  # noqa: PLC0415
    from warehouse.ledger import Reprocess  # noqa: PLC0415

    log_to_stderr()
    settings = settings_for(warehouse, config, workers=workers, chunk_files=chunk_files, profiles=profiles)
    request = Request.model_validate(
        {**base_request(settings), "paths": paths, "reprocess": Reprocess(reprocess)}
    )
    if dry_run:
        list_plan(request, as_json=as_json)
    else:
        ctx.exit(
            run_and_report(request, config=config, direct=direct, as_json=as_json, show_query=show_query)
        )


def run_and_report(
    request: "Request", *, config: Path | None, direct: bool, as_json: bool, show_query: bool = False
) -> int:
    """Run ``request`` with progress, print what it did; the exit code. ``config`` as it was given."""
    from flows.cli import report  # noqa: PLC0415
    from flows.cli.progress import shown_progress  # noqa: PLC0415
    from flows.engine import run_request  # noqa: PLC0415
    from warehouse.layout import check_layout  # noqa: PLC0415
    from warehouse.profiles import read_profiles  # noqa: PLC0415

    request.names  # noqa: B018 - a path that is not there is told before anything starts
    check_layout(request.root)
    read_profiles(request.profiles)  # so is a mistake in one
    with shown_progress() as tell:
        outcome = run_request(request, direct=direct, on_progress=tell)
    if as_json:
        report.show_counts_as_json(outcome)
    else:
        report.show_counts(outcome)
        report.show_query(outcome, request.warehouse, config, run=show_query)
    return _exit_code(outcome)


def _exit_code(outcome: "Outcome") -> int:
    done = outcome.published
    for lost in outcome.lost:
        count = counted(lost.documents, "file")
        say(f"warning: {count} failed, to be taken again by the next run: {lost.message}")
    if done.files_kept or done.files_known > done.files_known_refused:
        return 0
    if not done.files_in:
        return fail("no file was found", hint="names that begin with a dot are not read")
    return fail("no file could be kept", hint="`copydesk quarantine` lists why")


def list_plan(request: "Request", *, as_json: bool) -> None:
    """Print each file with what a run would do; no archive is made or changed."""
    from flows.cli import show  # noqa: PLC0415
    from flows.rehearsal import rehearse  # noqa: PLC0415

    rows = rehearse(request)
    if as_json:
        show.show_json(rows)
        return
    show.show_rows(rows, ("action", "batch_id", "path", "byte_count", "reason_code"))
    click.echo(f"({counted(len(rows), 'file')}; nothing was written)")
