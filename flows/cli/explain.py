"""``copydesk explain``: what each line of a file was taken for, and why."""

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from flows.cli.command import counted, example, profiles_option, settings_for, settings_options

if TYPE_CHECKING:
    from flows.inspection import Inspection, Source

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
_NOT_SHOWN: Final = frozenset({
    "article_id", "document_id", "content_hash", "title_hash", "ordinal", "kind", "body", "start_char",
    "end_char", "code_version", "params_fingerprint",
})  # fmt: skip
"""Columns of an article that say nothing to a reader, or that are shown in another way."""
_RULE_CELLS: Final = 32
_TEXT_AT_LEAST: Final = 20
"""Terminal cells that the text keeps, however narrow the terminal."""


@click.command(
    epilog=example(
        "copydesk explain page.txt",
        "copydesk explain page.txt --articles",
        "copydesk explain --json pages/*.txt > pages.jsonl",
        "copydesk explain --source harbour-news page.txt",
    )
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@settings_options
@profiles_option
@click.option("--articles", is_flag=True, help="Show the articles as they would be stored, not the lines.")
@click.option("--wide", is_flag=True, help="Show lines whole; a terminal gets them cut to its width.")
@click.option(
    "--source",
    metavar="NAME",
    help="Take FILE for a page of this source, and ask the archive what it repeats.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a file, one a line.")
@click.pass_context
def explain(  # noqa: PLR0917 - click gives each option its parameter
    ctx: click.Context,
    files: tuple[Path, ...],
    warehouse: Path | None,
    config: Path | None,
    profiles: Path | None,
    articles: bool,
    wide: bool,
    source: str | None,
    as_json: bool,
) -> None:
    """Show each line of FILE with its role, its article, the rule that decided and the confidence.

    A + behind the number marks a part of a line that was decided apart from the part before it. What
    the roles and rules mean stands at the end. Needs no archive but for --source, and starts
    no server; the code is the one that `copydesk ingest` runs.
    """
    from flows.inspection import inspect_file  # noqa: PLC0415
    from flows.logs import log_to_stderr  # noqa: PLC0415
    from warehouse.profiles import read_profiles  # noqa: PLC0415

    log_to_stderr()
    settings = settings_for(warehouse, config, profiles=profiles)
    known = read_profiles(settings.profiles)
    whose = _source(settings.warehouse, source) if source is not None else None
    seen: list[dict[str, Any]] = []
    useful = False
    for path in files:
        found = inspect_file(path, settings.params, known, whose)
        useful = useful or found.error is None or bool(found.blocks)
        if as_json:
            _show_json(found)
            continue
        _show_head(found)
        if articles:
            _show_articles(found)
        elif found.blocks:
            _show_blocks(found.blocks, wide=wide)
            seen += found.blocks
    if seen:
        _show_legend(seen)
    sys.stdout.flush()
    ctx.exit(0 if useful else 1)


def _source(warehouse: Path, name: str) -> "Source":
    from flows.inspection import Source  # noqa: PLC0415
    from warehouse.repeats import known_repeats  # noqa: PLC0415
    from warehouse.root import WarehouseRoot  # noqa: PLC0415

    return Source(name=name, repeated=known_repeats(WarehouseRoot(warehouse), name))


def _show_json(found: "Inspection") -> None:
    from flows.cli.show import dumps  # noqa: PLC0415

    click.echo(dumps(found.as_dict()))


def _show_head(found: "Inspection") -> None:
    from flows.cli.command import say  # noqa: PLC0415
    from flows.cli.show import echo  # noqa: PLC0415

    if found.error is not None:
        say(f"{found.file}: {found.error['reason_code']}: {found.error['message']}")
    if found.blocks:
        echo(f"{found.file}  {_summary(found)}", bold=True)


def _summary(found: "Inspection") -> str:
    document = found.document or {}
    return (
        f"{document['media_type']}, {document['encoding']} ({document['encoding_source']}),"
        f" {counted(len(found.articles), 'article')},"
        f" {document['article_chars']} of {document['text_chars']} characters kept"
    )


# -- lines ---------------------------------------------------------------------------------------------


def _show_blocks(blocks: Sequence[dict[str, Any]], *, wide: bool) -> None:
    from flows.cli.show import align, echo, plain_line  # noqa: PLC0415

    rule_cells = min(_RULE_CELLS, max(len(block["rule"]) for block in blocks))
    head = f"{'line':>6}  {'role':12}  {'art':>3}  {'conf':4}  {'rule':{rule_cells}}  "
    room = None
    if not wide and _is_terminal():
        room = max(_TEXT_AT_LEAST, shutil.get_terminal_size().columns - len(head))
    echo(f"{head}text", dim=True)
    last = 0
    for block in blocks:
        style = {"dim": True} if block["article"] is None else _COLOURS.get(block["role"], {})
        for offset, text in enumerate(block["text"].removesuffix("\n").split("\n")):
            line = block["start_line"] + offset
            labels = _labels(block, rule_cells, first=offset == 0) if text.strip() or offset == 0 else ""
            shown = plain_line(text)
            if room is not None:
                shown = align(shown, room)
            echo(f"{line:>6}{'+' if line == last else ' '} {labels}{shown}".rstrip(), **style)
            last = line
    click.echo()


def _is_terminal() -> bool:
    return sys.stdout.isatty()


def _labels(block: dict[str, Any], rule_cells: int, *, first: bool) -> str:
    """Role and article for each line of a block; rule and confidence stand at its first."""
    confidence = f"{block['confidence']:.2f}" if first else ""
    rule = block["rule"][:rule_cells] if first else ""
    return f"{block['role']:12}  {block['article'] or '':>3}  {confidence:4}  {rule:{rule_cells}}  "


def _show_legend(blocks: Sequence[dict[str, Any]]) -> None:
    from copydesk.roles import ROLE_DOCS  # noqa: PLC0415
    from copydesk.rules import explain_rule  # noqa: PLC0415
    from flows.cli.show import echo  # noqa: PLC0415

    roles = {block["role"] for block in blocks}
    rules = sorted({block["rule"] for block in blocks})
    echo("roles", bold=True)
    for role, doc in ROLE_DOCS.items():
        if role.value in roles:
            echo(f"  {role.value:14} {doc}", **_COLOURS.get(role.value, {}))
    echo("rules", bold=True)
    cells = max(map(len, rules))
    for rule in rules:
        echo(f"  {rule:{cells}} {explain_rule(rule) or 'not listed in copydesk/rules.py'}")


# -- articles ------------------------------------------------------------------------------------------


def _show_articles(found: "Inspection") -> None:
    from flows.cli.show import echo, plain, plain_line  # noqa: PLC0415

    for article in found.articles:
        echo(f"article {article['ordinal']}  {article['kind']}, {_lines_of(found, article)}", bold=True)
        for name, value in article.items():
            if name == "items":
                pieces = [item["title"] or item["body"] for item in value or ()]
                if pieces:
                    echo(f"  {name:20} {len(pieces)}: {plain_line(' / '.join(pieces))}")
            elif name in _BRIEFLY:
                if value:
                    echo(f"  {name:20} {plain_line('; '.join(map(_BRIEFLY[name], value)))}")
            elif name not in _NOT_SHOWN and value not in (None, []):
                said = f"{value:.2f}" if isinstance(value, float) else str(plain(value))
                echo(f"  {name:20} {plain_line(said)}", **_COLOURS.get(name, {}))
        click.echo()
        for paragraph in article["body"].split("\n\n"):
            echo(f"  {plain_line(paragraph)}")
        click.echo()


def _mention(row: dict[str, Any]) -> str:
    place = f", {row['country_code']}" if row["country_code"] else ""
    return f"{row['surface']} ({row['type']}{place})"


def _quote(row: dict[str, Any]) -> str:
    text = row["text"] if len(row["text"]) <= _QUOTED else row["text"][:_QUOTED].rstrip() + " …"
    return f"{row['speaker'] or '?'}: “{text}”"


def _figure(row: dict[str, Any]) -> str:
    kind = " ".join(filter(None, (row["kind"], row["qualifier"])))
    high = "" if row["value_high"] is None else f" to {row['value_high']:g}"
    return f"{row['text']} ({kind} {row['value']:g}{high})"


_QUOTED = 60
_BRIEFLY: Final = {"mentions": _mention, "quotes": _quote, "figures": _figure}
"""Rows of the tables beside an article, in a few words each."""


def _lines_of(found: "Inspection", article: dict[str, Any]) -> str:
    blocks = [block for block in found.blocks if block["article"] == article["ordinal"]]
    if not blocks:
        return "no line of its own"
    # white space behind a block goes with it
    last = blocks[-1]["start_line"] + blocks[-1]["text"].rstrip().count("\n")
    return f"lines {blocks[0]['start_line']} to {last}"
