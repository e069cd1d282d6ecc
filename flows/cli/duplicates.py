"""``copydesk duplicates``: who else has an article's text, since when, and what they changed."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from flows.cli.command import counted, example, settings_for, settings_options

if TYPE_CHECKING:
    from flows.cli.copies import Piece
    from warehouse.copies import Copies, Difference

_STYLES: Final[dict[str, dict[str, Any]]] = {
    "deleted": {"fg": "red", "strikethrough": True},
    "inserted": {"fg": "green", "underline": True},
}


@click.command(
    epilog=example(
        "copydesk duplicates 3f2a9c",
        "copydesk duplicates 2026-03-14-sample/020_second_outlet.txt --diff",
        "copydesk duplicates 3f2a9c --diff 81d04be7",
    )
)
@click.argument("article", metavar="ARTICLE")
@settings_options
@click.option(
    "--diff",
    "other",
    is_flag=False,
    flag_value="",
    metavar="[OTHER]",
    help="Show the words that differ from OTHER; without OTHER from the version before, or else from the"
    " article that stands for the cluster. Stands behind ARTICLE.",
)
@click.option("--json", "as_json", is_flag=True, help="All of it as one JSON object.")
def duplicates(
    article: str, warehouse: Path | None, config: Path | None, other: str | None, as_json: bool
) -> None:
    """Show the cluster of ARTICLE: every article with its text, edited or cut, who carried it, and when.

    ARTICLE is an article id, the first six digits of one or more, a cluster id, also one that it had before,
    or <batch>/<path>, with #2 behind it for the second article of the file.
    """
    from flows.cli.show import show_json  # noqa: PLC0415
    from warehouse.copies import copies_of  # noqa: PLC0415
    from warehouse.root import WarehouseRoot  # noqa: PLC0415

    settings = settings_for(warehouse, config)
    found = copies_of(WarehouseRoot(settings.warehouse), article, other=other)
    if as_json:
        show_json(_as_object(found))
        return
    _show_cluster(found)
    if found.difference is not None:
        _show_difference(found.difference)
    elif other is not None:
        click.echo("\nthere is nothing to compare it with")


def _as_object(found: "Copies") -> dict[str, Any]:
    difference = found.difference
    return {
        "article_id": found.article_id,
        "is_live": found.is_live,
        "cluster": found.cluster,
        "articles": found.articles,
        "pairs": found.pairs,
        "links": found.links,
        "diff": difference
        and {
            "old_article_id": difference.old_id,
            "new_article_id": difference.new_id,
            "runs": [{"kind": run.kind.value, "text": run.text} for run in difference.runs],
        },
    }


def _show_cluster(found: "Copies") -> None:
    from flows.cli.copies import article_rows, cluster_lines, link_rows  # noqa: PLC0415
    from flows.cli.show import echo, plain_line, show_rows  # noqa: PLC0415

    for line in cluster_lines(found):
        echo(plain_line(line), **({"bold": True} if line.startswith("cluster ") else {}))
    if len(found.articles) > 1:
        click.echo()
        show_rows(article_rows(found))
        click.echo(f"({counted(len(found.articles), 'article')})")
    if found.links:
        echo("\nlinked to other clusters", bold=True)
        show_rows(link_rows(found.links))
        click.echo(f"({counted(len(found.links), 'link')})")


def _show_difference(difference: "Difference") -> None:
    from copydesk.dedup.difference import Change, words_changed  # noqa: PLC0415
    from copydesk.identity import word_count  # noqa: PLC0415
    from flows.cli.copies import SHORT_ID, diff_lines  # noqa: PLC0415
    from flows.cli.show import echo  # noqa: PLC0415

    sides = f"from {difference.old_id[:SHORT_ID]} to {difference.new_id[:SHORT_ID]}"
    if not words_changed(difference.runs):
        echo(f"\nno word differs {sides}", bold=True)
        return
    counts = {
        kind: sum(word_count(run.text) for run in difference.runs if run.kind == kind)
        for kind in (Change.DELETED, Change.INSERTED)
    }
    said = f"{counted(counts[Change.DELETED], 'word')} out, {counts[Change.INSERTED]} in"
    echo(f"\n{sides}: {said}", bold=True)
    for line in diff_lines(difference.runs):
        click.echo("  " + "".join(map(_shown, line)).rstrip())


def _shown(piece: "Piece") -> str:
    """Coloured on a terminal, between marks elsewhere; what could turn or hide the text is a space."""
    from flows.cli.copies import marked  # noqa: PLC0415
    from flows.cli.show import has_colour, plain_line  # noqa: PLC0415

    style = _STYLES.get(piece.kind)
    if style is not None and has_colour():
        return click.style(plain_line(piece.text), **style)
    return plain_line(marked(piece))
