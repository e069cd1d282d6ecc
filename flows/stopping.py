"""Ctrl-C and SIGTERM: raised where the main thread is, and remembered, since libraries swallow it there.

langdetect, for one, reads its profiles under a bare ``except:``, and turns Ctrl-C into a broken profile.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_ASKED = threading.Event()


@contextmanager
def stoppable() -> Iterator[None]:
    """Inside the block both signals raise KeyboardInterrupt; does nothing outside the main thread."""
    if not _is_main_thread():
        yield
        return
    _ASKED.clear()
    before = {number: signal.signal(number, _stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        _ASKED.clear()
        for number, handler in before.items():
            signal.signal(number, handler)


def check_stop() -> None:
    """Raise KeyboardInterrupt again if somebody swallowed it; only in the main thread, which was told."""
    if _ASKED.is_set() and _is_main_thread():
        raise KeyboardInterrupt


def _stop(number: int, frame: FrameType | None) -> None:
    del number, frame
    _ASKED.set()
    raise KeyboardInterrupt


def _is_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()
