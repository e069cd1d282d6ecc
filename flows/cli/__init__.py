"""The command line ``copydesk``: one module a command. To show help, nothing but click is imported."""

import click

from flows.cli import (
    doctor,
    duplicates,
    enrich,
    explain,
    export,
    ingest,
    label,
    profile,
    quarantine,
    reindex,
    restore,
    retract,
    runs,
    sql,
    tables,
)
from flows.cli.command import Commands, example


@click.group(
    "copydesk",
    cls=Commands,
    epilog=example(
        "copydesk ingest my_scrapes/",
        'copydesk sql "SELECT title, publisher FROM latest_articles"',
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="copydesk", message="%(prog)s %(version)s")
def cli() -> None:
    """Turn batches of raw news scrapes into an archive of articles, and query it."""


for _command in (
    ingest.ingest,
    sql.sql,
    tables.tables,
    explain.explain,
    duplicates.duplicates,
    label.label,
    profile.profile,
    runs.runs,
    quarantine.quarantine,
    retract.retract,
    restore.restore,
    export.export,
    enrich.enrich,
    reindex.reindex,
    doctor.doctor,
):
    cli.add_command(_command)


def main() -> None:
    """Entry point: run the command of ``sys.argv`` and exit with 0 (done), 1 (failed) or 2 (wrong usage)."""
    cli()
