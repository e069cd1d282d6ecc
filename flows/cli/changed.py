"""What ``retract`` and ``restore`` print: what went or came back, and which articles stand now."""

from typing import TYPE_CHECKING, Any

import click

from flows.cli.command import counted

if TYPE_CHECKING:
    import pyarrow as pa

    from warehouse.reach import Change

_SHOWN = 20
_COLUMNS = ("article_id", "title", "publisher", "uri")
_SCOPES = ("article", "document", "batch")


def show_change(change: "Change", done: str, *, dry_run: bool) -> None:
    """Print counts, with ``dry_run`` the articles before; ``done`` is what was done, as ``taken back``."""
    from flows.cli import show  # noqa: PLC0415

    for target in change.already:
        show.echo(f"{target.scope} {target.target} ({target.label}) is {done} already")
    if dry_run:
        _list(change.articles, f"would be {done}")
        _list(change.standing, "would stand for their clusters instead")
    if change.targets or not change.already:
        click.echo(_summary(change, done) + ("; nothing was written" if dry_run else ""))


def _summary(change: "Change", done: str) -> str:
    scopes = [target.scope for target in change.targets]
    named = ", ".join(_several(scopes.count(s), s) for s in _SCOPES if s in scopes)
    articles = counted(change.articles.num_rows, "article")
    others = change.standing.num_rows
    stand = (
        f", {counted(others, 'other article')} {'stands' if others == 1 else 'stand'} now" if others else ""
    )
    return f"{named}: {articles} {done}; {counted(change.clusters, 'cluster')} rebuilt{stand}"


def _several(number: int, scope: str) -> str:
    return f"{number} batches" if scope == "batch" and number != 1 else counted(number, scope)


def _list(table: "pa.Table", title: str) -> None:
    from flows.cli import show  # noqa: PLC0415

    if not table.num_rows:
        return
    click.echo(f"{title}:")
    show.show_rows(show.rows_of(table.slice(0, _SHOWN)), _COLUMNS)
    if table.num_rows > _SHOWN:
        click.echo(f"... and {table.num_rows - _SHOWN} more; --json lists all")
    click.echo()


def show_change_as_json(change: "Change", command: str, *, dry_run: bool) -> None:
    """Print the same as one JSON object, with all articles."""
    from flows.cli import show  # noqa: PLC0415

    show.show_json(
        {
            "command": command,
            "dry_run": dry_run,
            "targets": [_target(t) for t in change.targets],
            "already": [_target(t) for t in change.already],
            "articles": show.rows_of(change.articles),
            "clusters_rebuilt": change.clusters,
            "standing": show.rows_of(change.standing),
            "snapshot_id": change.snapshot_id,
        }
    )


def _target(target: Any) -> dict[str, str]:
    return {"scope": target.scope, "target": target.target, "label": target.label}
