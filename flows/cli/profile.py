"""``copydesk profile``: propose, list and check site profiles."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.cli.command import (
    Commands,
    counted,
    example,
    fail,
    profiles_option,
    say,
    settings_for,
    settings_options,
)

if TYPE_CHECKING:
    from copydesk.profiles.effect import Effect
    from flows.suggestion import Proposal

_SHOWN_LINES = 10


@click.group(
    cls=Commands,
    epilog=example(
        "copydesk profile suggest pages/*.txt --source norham --out profiles/norham.toml",
        "copydesk profile check profiles/",
    ),
)
def profile() -> None:
    """Propose, list and check site profiles: what the structure of a page cannot know of one site."""


@profile.command(
    epilog=example("copydesk profile suggest pages/*.txt --source norham --out profiles/norham.toml")
)
@click.argument("files", nargs=-1, required=True, metavar="FILES...", type=click.Path(path_type=Path))
@settings_options
@click.option("--name", metavar="N", help="Name of the profile.  [default: from host, source or outlet]")
@click.option("--source", metavar="S", help="The manifest's source that it matches.")
@click.option(
    "--valid-from", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="First day, as 2026-03-01."
)
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write the profile there.")
@click.option("--json", "as_json", is_flag=True, help="Profile, entries and effects as one JSON object.")
@click.pass_context
def suggest(  # noqa: PLR0917 - click gives each option its parameter
    ctx: click.Context,
    files: tuple[Path, ...],
    warehouse: Path | None,
    config: Path | None,
    name: str | None,
    source: str | None,
    valid_from: datetime | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Propose a profile from a handful of text FILES of one site, and show what it changes on them.

    What stands in several files with different stories, and was taken for a story, is proposed. The profile
    goes to standard output and its effect to standard error; with --out, the effect to standard output.
    """
    from copydesk.errors import UsageError  # noqa: PLC0415
    from flows.suggestion import propose  # noqa: PLC0415

    params = settings_for(warehouse, config).params
    if out is not None and out.exists():
        raise UsageError(f"{str(out)!r} is there already", hint="give another name, or remove it first")
    first_day = valid_from.date() if valid_from else None
    found = propose(files, params, name=name, source=source, valid_from=first_day)
    if not found.suggestion.entries:
        ctx.exit(
            fail(
                "nothing recurs in these files that was taken for a story",
                hint="no profile is needed for them",
            )
        )
    if out is not None:
        try:
            out.parent.mkdir(parents=True, exist_ok=True)
            out.write_text(found.toml, encoding="utf-8")
        except OSError as err:
            raise UsageError(f"{str(out)!r} cannot be written: {err.strerror}") from err
    _show_proposal(found, out, as_json=as_json)


def _show_proposal(found: "Proposal", out: Path | None, *, as_json: bool) -> None:
    from flows.cli.command import safe  # noqa: PLC0415
    from flows.cli.show import show_json  # noqa: PLC0415

    if as_json:
        show_json(found.as_dict())
        return
    if out is None:
        click.echo(safe(found.toml), nl=False)
    for effect in found.effects:
        for line in _effect_lines(effect):
            click.echo(safe(line), err=out is None)
    click.echo(_counts(found), err=out is None)
    if out is not None:
        click.echo(f"written to {out}", err=True)
    for effect in found.effects:
        if effect.lost:
            say(f"warning: {effect.file} has no article any more")


def _effect_lines(effect: "Effect") -> list[str]:
    lines = [
        f"{effect.file}: articles {effect.articles_before} -> {effect.articles_after},"
        f" words of body removed: {effect.words_removed}"
    ]
    for what, changes in (("title", effect.titles), ("publisher", effect.publishers)):
        lines += [f"  {what}: {c.before or '(none)'} -> {c.after or '(none)'}" for c in changes]
    for mark, changed in (("-", effect.lines_removed), ("+", effect.lines_added)):
        lines += [f"  {mark} {text}" for text in changed[:_SHOWN_LINES]]
        if len(changed) > _SHOWN_LINES:
            lines.append(f"  {mark} ({counted(len(changed) - _SHOWN_LINES, 'line')} more)")
    return lines


def _counts(found: "Proposal") -> str:
    before = sum(effect.articles_before for effect in found.effects)
    after = sum(effect.articles_after for effect in found.effects)
    words = sum(effect.words_removed for effect in found.effects)
    entries = len(found.suggestion.entries)
    stories = found.suggestion.stories
    return (
        f"({counted(found.suggestion.files, 'file')}, {stories} stor{'y' if stories == 1 else 'ies'};"
        f" {entries} entr{'y' if entries == 1 else 'ies'} proposed;"
        f" articles {before} -> {after}; {counted(words, 'word')} of body removed)"
    )


@profile.command("list", epilog=example("copydesk profile list --profiles profiles/"))
@settings_options
@profiles_option
@click.option("--json", "as_json", is_flag=True, help="A list of the versions.")
def list_(warehouse: Path | None, config: Path | None, profiles: Path | None, as_json: bool) -> None:
    """List the profiles that are used, each version with its days and what it matches."""
    from flows.cli import show  # noqa: PLC0415
    from warehouse.profiles import read_profiles  # noqa: PLC0415

    known = read_profiles(settings_for(warehouse, config, profiles=profiles).profiles)
    rows: list[dict[str, Any]] = [
        {
            "name": site.name,
            "version": rules.version,
            "valid_from": rules.valid_from,
            "valid_until": rules.valid_until,
            "hosts": list(site.match.hosts),
            "sources": list(site.match.sources),
        }
        for site in known.profiles
        for rules in site.versions
    ]
    if as_json:
        show.show_json(rows)
        return
    show.show_rows(rows, ("name", "version", "valid_from", "valid_until", "hosts", "sources"))
    click.echo(f"({counted(len(known.profiles), 'profile')}, {counted(len(rows), 'version')})")


@profile.command(epilog=example("copydesk profile check profiles/"))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="A list of the files.")
@click.pass_context
def check(ctx: click.Context, folder: Path, as_json: bool) -> None:
    """Check every profile in DIR, and that no two of them, or of those shipped, match the same documents."""
    from flows.cli import show  # noqa: PLC0415
    from warehouse.profiles import check_folder  # noqa: PLC0415

    rows = check_folder(folder)
    wrong = sum(row["error"] is not None for row in rows)
    if as_json:
        show.show_json(rows)
    else:
        for row in rows:
            if row["error"] is None:
                show.echo(f"ok     {row['file']}: {row['name']}, {counted(row['versions'], 'version')}")
            else:
                show.echo(f"WRONG  {row['file']}: {row['error']}")
        click.echo(f"({counted(len(rows), 'file')}, {wrong} wrong)")
    ctx.exit(1 if wrong else 0)
