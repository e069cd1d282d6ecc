"""How far a run is, on standard error: a bar on a terminal, else a line every few seconds."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flows.cli.command import say
from flows.meter import Progress

_SECONDS_BETWEEN_LINES = 5.0


@contextmanager
def shown_progress(*, quiet: bool = False) -> Iterator[Callable[[Progress], None]]:
    """What a run may call with its progress until the block ends."""
    if quiet:
        yield lambda _: None
    elif sys.stderr.isatty():
        with _bar() as tell:
            yield tell
    else:
        yield _lines()


@contextmanager
def _bar() -> Iterator[Callable[[Progress], None]]:
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    columns = (TextColumn("{task.description:8}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("start", total=None)

        def tell(progress: Progress) -> None:
            bar.update(
                task,
                description=progress.step,
                total=progress.documents or None,
                completed=progress.documents_done,
            )

        yield tell


def _lines() -> Callable[[Progress], None]:
    last = time.monotonic()

    def tell(progress: Progress) -> None:
        nonlocal last
        if time.monotonic() - last >= _SECONDS_BETWEEN_LINES:
            last = time.monotonic()
            count = f": {progress.documents_done} of {progress.documents} files" if progress.documents else ""
            say(progress.step + count)

    return tell


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Say that ``what`` is under way until the block ends: turning on a terminal, else one line."""
    if not sys.stderr.isatty():
        say(f"{what} ...")
        yield
        return
    from rich.console import Console  # noqa: PLC0415

    with Console(stderr=True).status(what):
        yield
