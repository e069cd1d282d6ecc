"""The end of a run on the screen: its counts, its seconds, and a query to go on with."""

import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from copydesk.errors import REASONS, CopydeskError
from flows.cli import show
from flows.cli.answer import answer
from flows.pipeline import Outcome
from flows.settings import load_settings
from warehouse.root import WarehouseRoot

QUERY = (
    "SELECT title, publisher, published_at, language_code, word_count"
    " FROM latest_articles ORDER BY published_at DESC NULLS LAST, title LIMIT 10"
)
"""Suggested after each run."""


def show_counts(outcome: Outcome) -> None:
    """Print what came in and what became of it; the counts of files add up."""
    done = outcome.published
    batches = ", ".join(outcome.plan.batch_ids)
    show.echo(
        f"{batches}: {outcome.run.command} with {outcome.run.engine}, {outcome.seconds:.1f} s", bold=True
    )
    for label, count, note in _lines(outcome):
        click.echo(f"  {label:24} {count:>12,}  {note}".rstrip())
    seconds = "  ".join(f"{step} {value:.2f}" for step, value in done.step_seconds.items())
    click.echo(f"  {'seconds a step':24} {seconds}")
    if done.stale_documents:
        hint = "made with other parameters or by another version; --reprocess stale does them again"
        click.echo(f"  {'stale documents':24} {done.stale_documents:>12,}  {hint}")
    if done.documents_retracted:
        hint = "with articles that were taken back and stay so; `copydesk retract --list` lists what is"
        click.echo(f"  {'documents held back':24} {done.documents_retracted:>12,}  {hint}")


def _lines(outcome: Outcome) -> Iterator[tuple[str, int, str]]:
    done = outcome.published
    yield "files in", done.files_in, ""
    yield "  kept", done.files_kept, ""
    yield "  quarantined", done.files_quarantined, ""
    for reason, count in sorted(done.quarantined_by_reason.items(), key=lambda item: (-item[1], item[0])):
        yield f"    {reason}", count, REASONS[reason]
    refused = f"; of these refused: {done.files_known_refused}" if done.files_known_refused else ""
    yield "  known", done.files_known, f"their content is in the archive already{refused}"
    yield "  failed", done.files_failed, "tried again by the next run" if done.files_failed else ""
    if done.documents_split_again:
        yield (
            "older files split again",
            done.documents_split_again,
            "other stories turned out to repeat their lines",
        )
    yield "articles new", done.articles_new, ""
    yield "articles duplicate", done.articles_duplicate, ""
    if done.articles_retracted:
        yield "articles held back", done.articles_retracted, "their article, document or batch was taken back"
    yield "characters kept", done.article_chars, ""
    yield "characters boilerplate", done.boilerplate_chars, ""


def show_counts_as_json(outcome: Outcome) -> None:
    """Print the same as one JSON object, names as in the table ``runs``."""
    done = outcome.published
    counts = {name: getattr(done, name) for name in done.__dataclass_fields__}
    lost = [{"documents": chunk.documents, "message": chunk.message} for chunk in outcome.lost]
    about = {
        "batch_ids": outcome.plan.batch_ids,
        "engine": outcome.run.engine,
        "command": outcome.run.command,
        "started_at": outcome.run.started_at,
        "seconds": round(outcome.seconds, 3),
        "actions": outcome.plan.actions,
    }
    show.show_json({**about, **counts, "lost_chunks": lost})


def _own_name() -> str:
    """How this command line is called from here: by its name, or by its path when no shell would find it."""
    program = Path(sys.argv[0])
    if program.name != "copydesk" or shutil.which("copydesk"):
        return "copydesk"
    folder = Path.cwd()
    return shlex.quote(str(program.relative_to(folder) if program.is_relative_to(folder) else program))


def _options(warehouse: Path, config: Path | None) -> str:
    """What a command needs to find this warehouse, in this shell and in one without our variables."""
    given = "" if config is None else f" --config {shlex.quote(str(config))}"
    try:
        found = {load_settings(config=config).warehouse, load_settings(config=config, environ={}).warehouse}
    except CopydeskError:
        found = set()
    return given if found == {warehouse} else f"{given} --warehouse {shlex.quote(str(warehouse))}"


def show_query(outcome: Outcome, warehouse: Path, config: Path | None, *, run: bool) -> None:
    """Print a command line that asks for the articles, ready to paste; with ``run`` also its answer."""
    done = outcome.published
    if not done.files_kept and done.files_known == done.files_known_refused:
        return
    where = _options(warehouse, config)
    click.echo(f'\n{_own_name()} sql{where} "{QUERY}"\n')
    if run:
        answer(WarehouseRoot(warehouse), QUERY, None)
