"""Prefect's local API, quiet and offline: what to set before Prefect is imported."""

import os
import subprocess
import sys
from collections.abc import MutableMapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

import filelock

from copydesk.errors import CopydeskError

QUIET: Final = MappingProxyType(
    {
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        # What goes wrong is told by the command line, once; Prefect would print each traceback as well.
        "PREFECT_LOGGING_LEVEL": "CRITICAL",
        "PREFECT_LOGGING_ROOT_LEVEL": "CRITICAL",
        "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
        "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "300",
    }
)
"""Environment variables that hold unless the user has set them."""

_LOCAL: Final = ("127.0.0.1", "localhost")
_UPGRADE_SECONDS: Final = 600


def quiet_environment(environ: MutableMapping[str, str] | None = None) -> None:
    """Set what `QUIET` names and is not set, and keep calls to this machine away from a proxy."""
    environ = os.environ if environ is None else environ
    for name, value in QUIET.items():
        environ.setdefault(name, value)
    proxied = any(environ.get(name) for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"))
    for name in ("no_proxy", "NO_PROXY") if proxied else ():
        hosts = [host for host in environ.get(name, "").split(",") if host]
        environ[name] = ",".join([*hosts, *(host for host in _LOCAL if host not in hosts)])


def upgrade_database() -> None:
    """Make Prefect's own database be there before its server is started for the first time.

    Without this the first start migrates an empty database while a client waits for it, and may be given
    up. Nothing is done where there is a server to talk to, or a database already. Imports Prefect.

    Raises:
        CopydeskError: the database cannot be made.
    """
    home = missing_database()
    if home is None:
        return
    try:
        home.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(home / "copydesk-first-start.lock", timeout=_UPGRADE_SECONDS):
            if missing_database() is not None:
                _upgrade()
    except (OSError, filelock.Timeout) as err:
        raise CopydeskError(
            f"Prefect's folder {str(home)!r} cannot be used: {err}",
            hint="set PREFECT_HOME to a folder that you may write to, or use --direct",
        ) from err


def missing_database() -> Path | None:
    """Prefect's home when it uses a local database there that is not made yet, else None."""
    from prefect.settings import get_current_settings  # noqa: PLC0415 - takes seconds

    settings = get_current_settings()
    home: Path = settings.home
    # A connection URL of the user's own is the user's to set up.
    own = os.environ.get("PREFECT_API_DATABASE_CONNECTION_URL") or os.environ.get(
        "PREFECT_SERVER_DATABASE_CONNECTION_URL"
    )
    if settings.api.url or own or (home / "prefect.db").exists():
        return None
    return home


def _upgrade() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "prefect", "server", "database", "upgrade", "-y"],
        capture_output=True,
        text=True,
        timeout=_UPGRADE_SECONDS,
        check=False,
    )
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["no message"]
        raise CopydeskError(
            f"Prefect's database could not be made: {last[0]}",
            hint="`prefect server database upgrade -y` shows more; --direct does without",
        )
