"""``copydesk doctor``: what is wrong, and how to mend it."""

from pathlib import Path

import click

from flows.cli.command import example, settings_for, settings_options


@click.command(
    epilog=example(
        "copydesk doctor",
    )
)
@settings_options
@click.option("--json", "as_json", is_flag=True, help="A JSON list of the checks.")
@click.pass_context
def doctor(ctx: click.Context, warehouse: Path | None, config: Path | None, as_json: bool) -> None:
    """Check the installation, the settings, Prefect's server and the archive; exit 1 if anything is wrong."""
    from dataclasses import asdict  # noqa: PLC0415

    from flows.checks import check_settings, check_shell  # noqa: PLC0415
    from flows.cli import show  # noqa: PLC0415
    from warehouse.doctor import check  # noqa: PLC0415
    from warehouse.root import WarehouseRoot  # noqa: PLC0415

    findings = [*check_settings(lambda: settings_for(warehouse, config)), *check_shell()]
    if findings[0].ok:
        findings += check(WarehouseRoot(settings_for(warehouse, config).warehouse))
    if as_json:
        show.show_json([asdict(finding) for finding in findings])
    for finding in () if as_json else findings:
        mark, colour = ("ok   ", "green") if finding.ok else ("WRONG", "red")
        show.echo(f"{mark}  {finding.check}: {finding.what}", fg=colour)
        if not finding.ok:
            show.echo(f"       to mend it: {finding.mend}")
    ctx.exit(0 if all(finding.ok for finding in findings) else 1)
