"""``copydesk runs``: what ran, and what is under way."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.cli.command import example, settings_for, settings_options

if TYPE_CHECKING:
    from warehouse.root import WarehouseRoot

_SHOWN = (
    "started_at",
    "state",
    "engine",
    "batch_ids",
    "files_in",
    "files_kept",
    "files_quarantined",
    "files_known",
    "files_failed",
    "articles_new",
    "seconds",
    "message",
)


@click.command(
    epilog=example(
        "copydesk runs --limit 5",
    )
)
@settings_options
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Only so many, newest first."
)
@click.option("--json", "as_json", is_flag=True, help="A JSON list with every column of the table `runs`.")
def runs(warehouse: Path | None, config: Path | None, limit: int, as_json: bool) -> None:
    """List the runs, the newest first, those under way included."""
    from flows.cli import show  # noqa: PLC0415
    from warehouse.query import run_sql  # noqa: PLC0415
    from warehouse.root import WarehouseRoot  # noqa: PLC0415

    root = WarehouseRoot(settings_for(warehouse, config).warehouse)
    live = _under_way(root)
    query = (
        "SELECT *, epoch(ended_at) - epoch(started_at) AS seconds FROM runs ORDER BY started_at DESC, run_id"
    )
    rows = live + show.rows_of(run_sql(root, f"{query} LIMIT {limit}"))
    if as_json:
        show.show_json(rows)
    else:
        show.show_rows([{name: row.get(name) for name in _SHOWN} for row in rows], _SHOWN)


def _under_way(root: "WarehouseRoot") -> list[dict[str, Any]]:
    import json  # noqa: PLC0415
    from datetime import datetime  # noqa: PLC0415

    from warehouse.runs import is_alive  # noqa: PLC0415

    found = []
    for marker in sorted(root.runs.glob("*.json")):
        state = "running" if is_alive(marker) else "crashed"
        try:
            facts = json.loads(marker.read_text(encoding="utf-8"))
            started = datetime.fromisoformat(facts["started_at"])
            found.append({**facts, "started_at": started, "state": state})
        except (OSError, ValueError, KeyError):
            # It ended between the two looks.
            continue
    return found
