"""A sheet in the user's editor, until it can be read or the user has enough. No edit is ever lost."""

import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from copydesk.errors import CopydeskError, UsageError
from flows.cli.command import counted, say

if TYPE_CHECKING:
    from copydesk.labelling import Sheet
    from copydesk.labelling.reading import Problem


def can_ask() -> bool:
    """True when a person is at the other end of standard input."""
    return sys.stdin.isatty()


def agrees(question: str, *, default: bool = False) -> bool:
    """What the person says; False where nobody can be asked."""
    return can_ask() and click.confirm(question, default=default, err=True)


def editor_command(given: str | None) -> str:
    """The editor that was asked for, or that of ``VISUAL`` or ``EDITOR`` on a terminal.

    Raises:
        UsageError: there is none.
    """
    hint = "--edit COMMAND names one; or --print writes the sheet, and --from takes it back"
    if given:
        return given
    if not can_ask():
        raise UsageError("standard input is no terminal, so no editor can be opened", hint=hint)
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not command:
        raise UsageError("neither VISUAL nor EDITOR names an editor", hint=hint)
    return command


def edit_sheet(draft: Path, command: str, text: str) -> "Sheet":
    """The sheet in ``draft``, over ``text``, after the editor; ``draft`` stays there.

    Raises:
        CopydeskError: the editor cannot be started or failed; or the sheet cannot be read, and no other
            try was wanted. ``draft`` holds the edit then.
    """
    from copydesk.labelling import SheetError, read_sheet  # noqa: PLC0415

    while True:
        _run(command, draft)
        try:
            return read_sheet(draft.read_text(encoding="utf-8"), text)
        except (SheetError, UnicodeDecodeError) as err:
            problems = getattr(err, "problems", ())
            show_problems(draft, problems)
            kept = f"your edit is in {draft}; the same command takes it up again"
            if not agrees("Open it again?", default=True):
                raise UsageError(f"{draft} cannot be read: {err}", hint=kept) from err
            _write_remarks(draft, problems)


def show_problems(sheet: Path, problems: "Sequence[Problem]") -> None:
    """Each problem with its line to standard error; the last line counts them."""
    for problem in problems:
        say(f"{sheet}:{problem.line}: {problem.message}")
        say(f"  {problem.hint}")
    if len(problems) > 1:
        say(f"{counted(len(problems), 'line')} to mend")


def _run(command: str, draft: Path) -> None:
    try:
        done = subprocess.run([*shlex.split(command), str(draft)], check=False)
    except (OSError, ValueError) as err:
        raise UsageError(
            f"the editor {command!r} cannot be started: {err}",
            hint=f"--edit COMMAND names another; the sheet is in {draft}",
        ) from err
    if done.returncode:
        raise CopydeskError(
            f"the editor {command!r} ended with {done.returncode}, nothing is saved",
            hint=f"the sheet is in {draft}; the same command takes it up again",
        )


def _write_remarks(draft: Path, problems: "Sequence[Problem]") -> None:
    """Put each problem above its line, in place of those of the last time."""
    from copydesk.labelling.sheet import REMARK  # noqa: PLC0415

    at: dict[int, list[str]] = {}
    for problem in problems:
        at.setdefault(problem.line, []).append(f"{REMARK} {problem.message}; {problem.hint}")
    lines = draft.read_text(encoding="utf-8").split("\n")
    found: list[str] = []
    for number, line in enumerate(lines, 1):
        found += at.get(number, [])
        if not line.startswith(REMARK):
            found.append(line)
    draft.write_text("\n".join(found), encoding="utf-8")
