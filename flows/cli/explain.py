"""``copydesk explain``: what each line of a file was taken for, and why."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from flows.cli.command import example, profiles_option, settings_for, settings_options

if TYPE_CHECKING:
    from flows.inspection import Inspection

_COLOURS: Final[dict[str, dict[str, Any]]] = {
    "title": {"fg": "yellow", "bold": True},
    "standfirst": {"fg": "yellow"},
    "subheading": {"fg": "green", "bold": True},
    "body": {"fg": "green"},
    "publisher": {"fg": "cyan"},
    "byline": {"fg": "cyan"},
    "time": {"fg": "cyan"},
    "credit": {"fg": "cyan"},
}
_HEADER: Final = f"{'line':>6}  {'role':12}  {'art':>3}  {'conf':4}  {'rule':24}  text"


@click.command(
    epilog=example(
        "copydesk explain page.txt",
        "copydesk explain --json pages/*.txt > pages.jsonl",
    )
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@settings_options
@profiles_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a file, one a line.")
@click.pass_context
def explain(  # noqa: PLR0917 - click gives each option its parameter
    ctx: click.Context,
    files: tuple[Path, ...],
    warehouse: Path | None,
    config: Path | None,
    profiles: Path | None,
    as_json: bool,
) -> None:
    """Show each line of FILE with its role, its article, the rule that decided and the confidence.

    Needs no archive and starts no server; the code is the one that `copydesk ingest` runs.
    """
    from flows.inspection import inspect_file  # noqa: PLC0415
    from flows.logs import log_to_stderr  # noqa: PLC0415
    from warehouse.profiles import read_profiles  # noqa: PLC0415

    log_to_stderr()
    settings = settings_for(warehouse, config, profiles=profiles)
    known = read_profiles(settings.profiles)
    seen: set[str] = set()
    useful = False
    for path in files:
        found = inspect_file(path, settings.params, known)
        useful = useful or found.error is None or bool(found.blocks)
        if as_json:
            _show_json(found)
        else:
            _show(found, seen)
    if seen:
        _show_legend(seen)
    sys.stdout.flush()
    ctx.exit(0 if useful else 1)


def _show_json(found: "Inspection") -> None:
    from flows.cli.show import dumps  # noqa: PLC0415

    click.echo(dumps(found.as_dict()))


def _show(found: "Inspection", seen: set[str]) -> None:
    from flows.cli.command import say  # noqa: PLC0415
    from flows.cli.show import echo  # noqa: PLC0415

    if found.error is not None:
        say(f"{found.file}: {found.error['reason_code']}: {found.error['message']}")
    if not found.blocks:
        return
    echo(f"{found.file}  {_summary(found)}", bold=True)
    echo(_HEADER, dim=True)
    for block in found.blocks:
        seen.add(block["role"])
        _show_block(block)
    click.echo()


def _summary(found: "Inspection") -> str:
    document = found.document or {}
    count = len(found.articles)
    return (
        f"{document['media_type']}, {document['encoding']} ({document['encoding_source']}),"
        f" {count} article{'' if count == 1 else 's'},"
        f" {document['article_chars']} of {document['text_chars']} characters kept"
    )


def _show_block(block: dict[str, Any]) -> None:
    from flows.cli.show import echo, plain_line  # noqa: PLC0415

    style = _COLOURS.get(block["role"], {"dim": True} if block["article"] is None else {})
    for offset, text in enumerate(block["text"].removesuffix("\n").split("\n")):
        article = block["article"] or ""
        rule = block["rule"] if offset == 0 else ""
        confidence = f"{block['confidence']:.2f}" if offset == 0 else ""
        place = f"{block['start_line'] + offset:>6}  {block['role']:12}  {article:>3}"
        echo(plain_line(f"{place}  {confidence:4}  {rule[:24]:24}  {text}"), **style)


def _show_legend(roles: set[str]) -> None:
    from copydesk.roles import ROLE_DOCS  # noqa: PLC0415
    from flows.cli.show import echo  # noqa: PLC0415

    for role, doc in ROLE_DOCS.items():
        if role.value in roles:
            echo(f"  {role.value:14} {doc}", **_COLOURS.get(role.value, {}))
