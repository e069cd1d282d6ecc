"""What all commands share: errors in two lines, exit codes, the options that name settings."""

import difflib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from flows.stopping import stoppable

if TYPE_CHECKING:
    from flows.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])

STOPPED = 130
"""Exit code after Ctrl-C or SIGTERM, as shells have it."""


class Commands(click.Group):
    """A group in the order in which the commands were added, whose errors are never a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of use, not of the alphabet."""
        del ctx
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click's, with a hint for a mistyped name."""
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            near = difflib.get_close_matches(name, self.commands, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"commands: {', '.join(self.commands)}"
            raise _UnknownCommandError(f"no such command {name!r}", hint)
        return super().resolve_command(ctx, args)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> NoReturn:
        """Run and exit; every error becomes ``copydesk: error: …`` and perhaps ``copydesk: hint: …``."""
        del standalone_mode
        _prepare_streams()
        try:
            with stoppable():
                code = super().main(
                    args, prog_name or "copydesk", complete_var, standalone_mode=False, **extra
                )
                sys.stdout.flush()
        except BrokenPipeError:
            # Whoever reads our output (head, less) has seen enough.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = 0
        except BaseException as err:  # noqa: BLE001 - the last line of defence: nobody sees a traceback
            code = _report(err)
        sys.exit(code if isinstance(code, int) else 0)


class _Root(click.Path):
    """A folder that is named: an empty word, as an unset variable leaves it, would be the current one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """As click's."""
        if value == "":
            self.fail("the name is empty", param, ctx)
        return super().convert(value, param, ctx)


class _UnknownCommandError(click.UsageError):
    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def _prepare_streams() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            # Piped output is UTF-8 whatever the locale; what a terminal or a file name cannot say is escaped.
            reconfigure(errors="backslashreplace", **({} if stream.isatty() else {"encoding": "utf-8"}))


def _report(err: BaseException) -> int:
    if isinstance(err, SystemExit):
        return err.code if isinstance(err.code, int) else 1
    if isinstance(err, KeyboardInterrupt | click.Abort) or type(err).__name__ == "TerminationSignal":
        say("stopped: what is finished so far is used by the next run of the same command")
        return STOPPED
    if isinstance(err, click.ClickException):
        return _report_usage(err)
    if os.environ.get("COPYDESK_DEBUG"):
        import traceback  # noqa: PLC0415

        traceback.print_exception(err)
    ours = getattr(sys.modules.get("copydesk.errors"), "CopydeskError", None)
    if ours is not None and isinstance(err, ours):
        return fail(str(getattr(err, "message", err)), hint=str(getattr(err, "hint", "")), code=_code_of(err))
    if isinstance(err, OSError) and err.strerror:
        return fail(f"{err.strerror}: {str(err.filename)!r}" if err.filename else err.strerror)
    return fail(f"{type(err).__name__}: {err}", hint="set COPYDESK_DEBUG=1 to see where, and report it")


def _code_of(err: BaseException) -> int:
    return int(getattr(err, "exit_code", 1))


def _report_usage(err: click.ClickException) -> int:
    if isinstance(err, getattr(click.exceptions, "NoArgsIsHelpError", ())):
        # `copydesk` alone: not an error but a question.
        click.echo(err.format_message())
        return 0
    hint = getattr(err, "hint", "")
    ctx = getattr(err, "ctx", None)
    near = getattr(err, "possibilities", None)
    if near:
        hint = f"did you mean {near[0]!r}?"
    elif not hint and ctx is not None:
        hint = f"{ctx.command_path} --help shows what it takes"
    message = getattr(err, "message", "") if near else err.format_message()
    return fail(message[:1].lower() + message[1:].rstrip("."), hint=hint, code=err.exit_code)


def example(*lines: str) -> str:
    """End of a command's help."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)


def fail(message: str, *, hint: str = "", code: int = 1) -> int:
    """Write an error to standard error; the exit code."""
    say(f"error: {message}")
    if hint:
        say(f"hint: {hint}")
    return code


def say(message: str) -> None:
    """One line to standard error, behind the program's name."""
    click.echo(f"copydesk: {safe(message)}", err=True)


def safe(text: str) -> str:
    """``text`` with a space for what could move the cursor, change the terminal or turn the line around.

    Half a surrogate pair stays: the stream escapes it, and so shows what bytes a file's name has.
    """
    return "".join(c if c.isprintable() or c in "\n\t" or "\ud800" <= c <= "\udfff" else " " for c in text)


def counted(number: int, thing: str) -> str:
    """As ``1 file``, ``2 files``."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def settings_options(command: F) -> F:
    """Give a command ``--warehouse`` and ``--config``."""
    config = click.option(
        "--config",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Settings file in place of ./copydesk.toml.",
    )
    warehouse = click.option(
        "--warehouse",
        type=_Root(path_type=Path),
        metavar="ROOT",
        help="Root folder of the archive (COPYDESK_WAREHOUSE).  [default: warehouse/data]",
    )
    return warehouse(config(command))


def profiles_option(command: F) -> F:
    """Give a command ``--profiles``."""
    return click.option(
        "--profiles",
        type=_Root(path_type=Path),
        metavar="DIR",
        help="Folder of site profiles, beside those that come with copydesk (COPYDESK_PROFILES).",
    )(command)


def settings_for(warehouse: Path | None, config: Path | None, **flags: object) -> "Settings":
    """The settings of this call; see `flows.settings`."""
    from flows.settings import load_settings  # noqa: PLC0415

    return load_settings({"warehouse": warehouse, **flags}, config=config)
