"""An API for Prefect to talk to: the user's, or one of our own for a command's time, quiet and offline."""

import atexit
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import IO, Final
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

import flows
from copydesk.errors import CopydeskError

QUIET: Final = MappingProxyType(
    {
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        # What goes wrong is told by the command line, once; Prefect would print each traceback as well.
        "PREFECT_LOGGING_LEVEL": "CRITICAL",
        "PREFECT_LOGGING_ROOT_LEVEL": "CRITICAL",
        "PREFECT_INTERNAL_LOGGING_LEVEL": "CRITICAL",
        "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
        # For a server that Prefect starts by itself, which is not ours.
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "300",
    }
)
"""Environment variables that hold unless the user has set them."""

_LOCAL: Final = ("127.0.0.1", "localhost")
# The first start ever makes a database, which takes half a minute on a slow disk.
_START_SECONDS: Final = 300
_STOP_SECONDS: Final = 10
_ANSWER_SECONDS: Final = 10


def quiet_environment(environ: MutableMapping[str, str] | None = None) -> None:
    """Set what `QUIET` names and is not set, and keep calls to this machine away from a proxy."""
    environ = os.environ if environ is None else environ
    for name, value in QUIET.items():
        environ.setdefault(name, value)
    proxied = any(environ.get(name) for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"))
    for name in ("no_proxy", "NO_PROXY") if proxied else ():
        hosts = [host for host in environ.get(name, "").split(",") if host]
        environ[name] = ",".join([*hosts, *(host for host in _LOCAL if host not in hosts)])


@contextmanager
def prefect_api() -> Iterator[None]:
    """Inside the block Prefect has an API that answers: the one it is set to, or one of our own.

    One of our own ends with this process, however that ends. To be entered before Prefect is imported.

    Raises:
        CopydeskError: it does not start.
    """
    quiet_environment()
    # Takes a second, and reads the environment.
    from prefect.settings import PREFECT_API_URL, get_current_settings, temporary_settings  # noqa: PLC0415

    settings = get_current_settings()
    if settings.api.url:
        _check_answers(settings.api.url)
        yield
        return
    home: Path = settings.home
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as err:
        raise CopydeskError(
            f"Prefect's folder {str(home)!r} cannot be made: {err.strerror}",
            hint="set PREFECT_HOME to a folder that you may write to, or use --direct",
        ) from err
    with temporary_settings({PREFECT_API_URL: _start()}):
        yield


def _check_answers(url: str) -> None:
    """Return when the user's API answers, be it with a refusal.

    Raises:
        CopydeskError: nothing answers there.
    """
    try:
        with build_opener().open(f"{url}/health", timeout=_ANSWER_SECONDS):
            return
    except HTTPError:
        return
    except (URLError, OSError, ValueError) as err:
        raise CopydeskError(
            f"Prefect's API at {url!r} does not answer: {getattr(err, 'reason', err)}",
            hint="start it, unset PREFECT_API_URL to use one of our own, or use --direct",
        ) from err


def _start() -> str:
    """Start the process of `flows.local_api`; the address at which it answers by now."""
    # Opened here: the address is known at once, nobody else can take the port, and early calls wait.
    with socket.create_server((_LOCAL[0], 0)) as listening, tempfile.TemporaryFile() as log:
        url = f"http://{_LOCAL[0]}:{listening.getsockname()[1]}/api"
        root = str(Path(flows.__file__).parents[1])
        environ = {**os.environ, "PYTHONPATH": os.pathsep.join([root, os.environ.get("PYTHONPATH", "")])}
        process = subprocess.Popen(
            [sys.executable, "-m", "flows.local_api", str(listening.fileno())],
            env=environ,
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            pass_fds=[listening.fileno()],
            start_new_session=True,
        )
        # After Prefect's own last words, which it sends before such functions are called.
        atexit.register(_stop, process)
        listening.close()
        try:
            with build_opener(ProxyHandler({})).open(f"{url}/health", timeout=_START_SECONDS):
                return url
        except (URLError, OSError) as err:
            _stop(process)
            raise CopydeskError(
                f"Prefect's local API does not start: {_last_line(log) or err}",
                hint="`copydesk doctor` checks what it needs; --direct does without it",
            ) from err


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        process.stdin.close()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _last_line(log: IO[bytes]) -> str:
    log.seek(0)
    lines = log.read().decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else ""
