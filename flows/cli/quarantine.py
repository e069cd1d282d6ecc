"""``copydesk quarantine``: what was refused and why, and a second try after a fix."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.cli.command import example, say, settings_for, settings_options

if TYPE_CHECKING:
    from flows.settings import Settings

_SHOWN = ("batch_id", "uri", "step", "reason_code", "message")


@click.command(
    epilog=example(
        "copydesk quarantine --reason undecodable",
        "copydesk quarantine --batch 2026-03-14-sample --replay --direct",
    )
)
@settings_options
@click.option("--reason", metavar="CODE", help="Only this reason code.")
@click.option("--batch", metavar="ID", help="Only this batch.")
@click.option("--replay", is_flag=True, help="Ingest the listed files again from where their batches lay.")
@click.option("--direct", is_flag=True, help="With --replay: without Prefect's API.")
@click.option("--json", "as_json", is_flag=True, help="A JSON list of the rows, or with --replay the counts.")
@click.pass_context
def quarantine(  # noqa: PLR0917 - click gives each option its parameter
    ctx: click.Context,
    warehouse: Path | None,
    config: Path | None,
    reason: str | None,
    batch: str | None,
    replay: bool,
    direct: bool,
    as_json: bool,
) -> None:
    """List the files that were refused, with the reason; or --replay them after a fix."""
    from copydesk.errors import REASONS, UsageError  # noqa: PLC0415
    from flows.cli import show  # noqa: PLC0415

    if reason is not None and reason not in REASONS:
        import difflib  # noqa: PLC0415

        near = difflib.get_close_matches(reason, REASONS, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(REASONS)}"
        raise UsageError(f"unknown reason code {reason!r}", hint=hint)
    settings = settings_for(warehouse, config)
    rows = _rows(settings.warehouse, reason, batch)
    if batch is not None and not rows:
        _hint_at_batches(settings.warehouse, batch)
    if replay:
        ctx.exit(_replay(settings, rows, config=config, direct=direct, as_json=as_json))
    if as_json:
        show.show_json(rows)
    else:
        show.show_rows(rows, _SHOWN)
        click.echo(f"({len(rows)} refused)")


def _rows(warehouse: Path, reason: str | None, batch: str | None) -> list[dict[str, Any]]:
    from flows.cli.show import rows_of  # noqa: PLC0415
    from warehouse.lake import quote  # noqa: PLC0415
    from warehouse.query import run_sql  # noqa: PLC0415
    from warehouse.root import WarehouseRoot  # noqa: PLC0415

    wanted = [
        f"{column} = {quote(value)}"
        for column, value in (("reason_code", reason), ("batch_id", batch))
        if value is not None
    ]
    where = f"WHERE {' AND '.join(wanted)}" if wanted else ""
    query = f"SELECT * FROM current_quarantine {where} ORDER BY batch_id, uri, step"
    return rows_of(run_sql(WarehouseRoot(warehouse), query))


def _hint_at_batches(warehouse: Path, batch: str) -> None:
    """Tell a mistyped batch from one in which nothing was refused."""
    import difflib  # noqa: PLC0415

    from warehouse.root import WarehouseRoot  # noqa: PLC0415
    from warehouse.runs import batch_locations  # noqa: PLC0415

    known = list(batch_locations(WarehouseRoot(warehouse)))
    if batch not in known:
        near = difflib.get_close_matches(batch, known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known[:20])}"
        say(f"hint: there is no batch {batch!r}; {hint if known else 'nothing was ingested yet'}")


def _replay(
    settings: "Settings", rows: list[dict[str, Any]], *, config: Path | None, direct: bool, as_json: bool
) -> int:
    from flows.cli.ingest import run_and_report  # noqa: PLC0415
    from flows.engine import base_request  # noqa: PLC0415
    from flows.logs import log_to_stderr  # noqa: PLC0415
    from flows.pipeline import Request  # noqa: PLC0415
    from warehouse.ledger import Reprocess  # noqa: PLC0415
    from warehouse.root import WarehouseRoot  # noqa: PLC0415
    from warehouse.runs import batch_locations  # noqa: PLC0415

    log_to_stderr()
    places = batch_locations(WarehouseRoot(settings.warehouse))
    there: set[Path] = set()
    for batch in sorted({row["batch_id"] for row in rows}):
        folder = Path(places.get(batch, ""))
        if batch in places and folder.is_dir():
            there.add(folder)
        else:
            say(f"warning: batch {batch!r} is not where it lay any more: {str(folder)!r}; it is left out")
    if not there:
        say("there is nothing to replay")
        return 0 if not rows else 1
    request = Request.model_validate(
        {
            **base_request(settings),
            "paths": tuple(sorted(there)),
            "reprocess": Reprocess.FAILED,
            "only": frozenset(row["uri"] for row in rows),
            "command": "replay",
        }
    )
    return run_and_report(request, config=config, direct=direct, as_json=as_json)
