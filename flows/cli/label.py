"""``copydesk label``: correct the split of one file by hand, and keep the correction as a test."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from flows.cli.command import counted, example, say, settings_for, settings_options

if TYPE_CHECKING:
    from copydesk.labelling import Comparison, Sheet
    from copydesk.params import PipelineParams
    from flows.cases import Case, Checked

_COLOURS: Final[dict[str, dict[str, Any]]] = {
    "exact": {"fg": "green"},
    "closed": {"fg": "yellow"},
    "differs": {"fg": "red"},
    "unreadable": {"fg": "red"},
}


@click.command(
    epilog=example(
        "copydesk label page.txt",
        "copydesk label page.txt --print > page.sheet",
        "copydesk label page.txt --from page.sheet --cases golden",
        "copydesk label --check golden",
    )
)
@click.argument("file", required=False, metavar="FILE", type=click.Path(path_type=Path))
@settings_options
@click.option("--edit", metavar="COMMAND", help="Editor to open in place of VISUAL or EDITOR.")
@click.option("--print", "as_text", is_flag=True, help="Write the sheet to standard output; save nothing.")
@click.option(
    "--from", "source", metavar="SHEET", help="Take the corrected sheet from a file, or from - (input)."
)
@click.option(
    "--cases",
    type=click.Path(path_type=Path, file_okay=False),
    default="golden",
    show_default=True,
    metavar="DIR",
    help="Folder of the golden cases.",
)
@click.option("--name", metavar="NAME", help="Name of the case; without it that of FILE.")
@click.option("--force", is_flag=True, help="Overwrite a case; save one in which nothing was corrected.")
@click.option("--gap", metavar="REASON", help="Note what the splitter gets wrong now as known gaps.")
@click.option("--check", metavar="DIR", type=click.Path(path_type=Path), help="Try all cases of DIR.")
@click.option("--json", "as_json", is_flag=True, help="What differs as JSON; with --check a list.")
@click.pass_context
def label(  # noqa: PLR0917 - click gives each option its parameter
    ctx: click.Context,
    file: Path | None,
    warehouse: Path | None,
    config: Path | None,
    edit: str | None,
    as_text: bool,
    source: str | None,
    cases: Path,
    name: str | None,
    force: bool,
    gap: str | None,
    check: Path | None,
    as_json: bool,
) -> None:
    """Correct how FILE is split, in an editor, and save it as a golden case: text and labels.

    The sheet that opens explains itself. What is saved is what the splitter should give from now on;
    --check tells for which cases it does.
    """
    if (file is None) == (check is None):
        raise click.UsageError("give a FILE to label, or --check DIR", ctx)
    if as_text and (source or edit or as_json):
        raise click.UsageError("--print goes with neither --from, --edit nor --json", ctx)
    if source and edit:
        raise click.UsageError("--from and --edit are two ways to the same sheet: give one", ctx)
    if name is not None and (not name or Path(name).name != name):
        raise click.UsageError(f"--name {name!r} is no name of a file: --cases says which folder", ctx)
    from flows.cases import Case  # noqa: PLC0415
    from flows.logs import log_to_stderr  # noqa: PLC0415

    log_to_stderr()
    params = settings_for(warehouse, config).params
    if check is not None:
        ctx.exit(_check(check, params, as_json=as_json))
    assert file is not None  # noqa: S101  (one of the two is given; for the type checker)
    work = _Work(file, Case(cases, name or file.stem), params)
    if as_text:
        click.echo(work.sheet_text(), nl=False)
        return
    sheet = work.read(source) if source else work.edit(edit, unchanged=force or bool(gap))
    if sheet is not None:
        work.finish(sheet, gap, force=force, as_json=as_json)


class _Work:
    """One file on its way to a golden case."""

    def __init__(self, file: Path, case: "Case", params: "PipelineParams") -> None:
        from copydesk.split import split  # noqa: PLC0415
        from flows.cases import text_of  # noqa: PLC0415

        self.file, self.case, self.params = file, case, params
        self.raw = _bytes_of(file, params)
        self.text = text_of(self.raw, file.name, params)
        self.split = split(self.text, params.split)
        self.draft = file.with_name(f"{file.name}.labels")
        if self.draft.absolute() == case.sheet_path.absolute():
            # a file without a suffix among the cases: its draft must not be the case's sheet
            self.draft = file.with_name(f"{file.name}.edit.labels")
        # a sheet that began as the case's own may take its place unasked
        self.corrects_case = False

    @property
    def holds_file(self) -> bool:
        """True when the case is there and holds the bytes of the file."""
        there = self.case.sheet_path.is_file() and self.case.raw_path.is_file()
        return there and self.case.raw_path.read_bytes() == self.raw

    def first_sheet(self) -> "Sheet":
        """The case's own labels when it holds these bytes already, else the splitter's answer."""
        from copydesk.errors import UsageError  # noqa: PLC0415
        from copydesk.labelling import SheetError, sheet_of  # noqa: PLC0415
        from flows.cases import read_case  # noqa: PLC0415

        if self.holds_file:
            say(f"the labels are those of the case {self.case.sheet_path}")
            try:
                return read_case(self.case, self.params)[1]
            except (SheetError, UnicodeDecodeError) as err:
                hint = "mend it, or remove it to begin with the splitter's answer"
                raise UsageError(f"{self.case.sheet_path} cannot be read: {err}", hint=hint) from err
        return sheet_of(self.split)

    def sheet_text(self) -> str:
        """What the editor opens."""
        from copydesk.labelling import write_sheet  # noqa: PLC0415

        return write_sheet(self.first_sheet(), self.text, with_help=True)

    def read(self, source: str) -> "Sheet":
        """The sheet in a file or on standard input."""
        from copydesk.errors import UsageError  # noqa: PLC0415
        from copydesk.labelling import SheetError, read_sheet  # noqa: PLC0415
        from flows.cli.editor import show_problems  # noqa: PLC0415

        try:
            raw = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
            return read_sheet(raw.decode("utf-8"), self.text)
        except SheetError as err:
            if len(err.problems) > 1:
                show_problems(Path(source), err.problems)
            raise
        except UnicodeDecodeError as err:
            raise UsageError(f"{source!r} is not UTF-8: {err.reason}", hint="save it as UTF-8") from err

    def edit(self, command: str | None, *, unchanged: bool) -> "Sheet | None":
        """The sheet after the editor; None when nothing was corrected and it is not to be saved so.

        ``unchanged`` True: it is to be saved though nothing was corrected.
        """
        from flows.cli.editor import agrees, edit_sheet, editor_command  # noqa: PLC0415

        command = editor_command(command)
        before = self.sheet_text()
        if self.draft.exists():
            say(f"taking up the edit in {self.draft}")
        else:
            self.draft.write_text(before, encoding="utf-8")
            self.corrects_case = self.holds_file
        sheet = edit_sheet(self.draft, command, self.text)
        if unchanged or self.draft.read_text(encoding="utf-8") != before:
            return sheet
        if agrees("Nothing was corrected. Save it as it is?"):
            return sheet
        self.draft.unlink()
        say("nothing was corrected, and nothing is saved; --force saves it as it is")
        return None

    def finish(self, sheet: "Sheet", gap: str | None, *, force: bool, as_json: bool) -> None:
        """Show what differs, save the case, and remove the draft."""
        from copydesk.labelling import compare  # noqa: PLC0415
        from flows.cases import save_case, with_gaps  # noqa: PLC0415

        found = compare(self.split, sheet)
        if gap:
            sheet = with_gaps(sheet, found, gap)
        if not as_json:
            from flows.cli.differences import show_differences  # noqa: PLC0415

            show_differences(found)
        self._ask_to_overwrite(force=force or self.corrects_case)
        save_case(self.case, self.raw, sheet, self.text)
        self.draft.unlink(missing_ok=True)
        self._report(found, sheet, as_json=as_json)

    def _ask_to_overwrite(self, *, force: bool) -> None:
        from copydesk.errors import UsageError  # noqa: PLC0415
        from flows.cli.editor import agrees  # noqa: PLC0415

        there = [p for p in (self.case.sheet_path, self.case.raw_path) if p.exists() and p != self.file]
        if there and not force and not agrees(f"{there[0]} is there already. Overwrite it?"):
            kept = f"; the edit is in {self.draft}" if self.draft.exists() else ""
            raise UsageError(
                f"{there[0]} is there already, nothing is saved",
                hint=f"--force overwrites it, --name gives another name{kept}",
            )

    def _report(self, found: "Comparison", sheet: "Sheet", *, as_json: bool) -> None:
        new = found.new(sheet.gaps)
        if as_json:
            from flows.cli.show import show_json  # noqa: PLC0415

            show_json({
                "file": str(self.file),
                "case": str(self.case.sheet_path),
                "new": [{"article": article, "field": field} for article, field in new],
                "gaps": len(sheet.gaps),
                "comparison": found.as_dict(),
            })  # fmt: skip
        else:
            gaps = f", {counted(len(sheet.gaps), 'known gap')}" if sheet.gaps else ""
            click.echo(f"saved {self.case.sheet_path} and {self.case.raw_path.name}{gaps}")
        if new:
            say("the splitter differs: --check fails on this case until it is mended, or --gap notes why")


def _bytes_of(file: Path, params: "PipelineParams") -> bytes:
    from copydesk.errors import UsageError  # noqa: PLC0415

    if not file.is_file():
        what = "is a folder" if file.is_dir() else "is not there"
        raise UsageError(f"{str(file)!r} {what}", hint="give one text file")
    with file.open("rb") as stream:
        # one byte more than is allowed, so that too large a file is refused as such
        return stream.read(params.load.max_bytes + 1)


def _check(folder: Path, params: "PipelineParams", *, as_json: bool) -> int:
    from flows.cases import FAILED, cases_in, check_case  # noqa: PLC0415
    from flows.cli.show import show_json  # noqa: PLC0415

    checked = [check_case(case, params) for case in cases_in(folder)]
    if as_json:
        show_json([found.as_dict() for found in checked])
    else:
        for found in checked:
            _show_checked(found)
        counts = {s: sum(c.state == s for c in checked) for s in dict.fromkeys(c.state for c in checked)}
        told = ", ".join(f"{count} {state}" for state, count in counts.items())
        click.echo(f"({counted(len(checked), 'case')}: {told})")
    return 1 if any(found.state in FAILED for found in checked) else 0


def _show_checked(found: "Checked") -> None:
    from flows.cli.differences import show_differences  # noqa: PLC0415
    from flows.cli.show import echo  # noqa: PLC0415

    told = {
        "differs": f"in {', '.join(map(_named, found.new))}",
        "closed": f"gap closed: {', '.join(map(_named, found.closed))}; take its line out of the sheet",
        "unreadable": found.message,
    }.get(found.state, "")
    echo(f"{found.state:10} {found.name}  {told}".rstrip(), **_COLOURS.get(found.state, {}))
    if found.state == "differs" and found.comparison is not None:
        show_differences(found.comparison)


def _named(key: tuple[int | None, str]) -> str:
    article, field = key
    return field if article is None else f"article {article} {field}"
