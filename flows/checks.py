"""What `doctor` checks of the shell: settings, versions that do not go together, Prefect's API."""

import os
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from copydesk.errors import CopydeskError
from flows.server import quiet_environment
from flows.settings import Settings
from warehouse.doctor import Finding
from warehouse.profiles import read_profiles

# The first version of each with which Prefect 3.8 fails while it runs, and what the failure looks like.
_TOO_NEW = {
    "fastapi": ((0, 151), "its local server does not start"),
    "sqlalchemy": ((2, 1), "its scheduler creates no runs"),
}


def check_settings(load: Callable[[], Settings]) -> Iterator[Finding]:
    """One finding: whether the settings, and the profiles that they name, can be read."""
    try:
        settings = load()
        profiles = len(read_profiles(settings.profiles).profiles)
    except CopydeskError as err:
        yield Finding(check="settings", ok=False, what=err.message, mend=err.hint or "correct the value")
    else:
        params = settings.params.fingerprint()
        what = (
            f"warehouse {settings.warehouse}, {settings.workers} workers, parameters {params},"
            f" site profiles: {profiles}"
        )
        yield Finding(check="settings", ok=True, what=what)


def check_shell() -> Iterator[Finding]:
    """Findings about versions and Prefect; they change nothing."""
    for package, (limit, failure) in _TOO_NEW.items():
        found = version(package)
        ok = _numbers(found) < limit
        bound = f"{package}<{'.'.join(map(str, limit))}"
        what = f"{found}" if ok else f"{found} does not go with Prefect {version('prefect')}: {failure}"
        yield Finding(check=package, ok=ok, what=what, mend="" if ok else f"pip install '{bound}'")
    yield _prefect()


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".")[:2] if part.isdigit())


def _prefect() -> Finding:
    quiet_environment()
    from prefect.settings import get_current_settings  # noqa: PLC0415 - takes seconds

    settings = get_current_settings()
    if settings.api.url:
        return _server(str(settings.api.url))
    home: Path = settings.home
    nearest = next(folder for folder in (home, *home.parents) if folder.exists())
    if not os.access(nearest, os.W_OK):
        mend = "set PREFECT_HOME to a folder that you may write to, or use --direct"
        return Finding(check="Prefect", ok=False, what=f"{home} cannot be written to", mend=mend)
    state = "its database is there" if (home / "prefect.db").exists() else "made at the first run"
    return Finding(
        check="Prefect", ok=True, what=f"{version('prefect')}, an API of its own in {home}, {state}"
    )


def _server(url: str) -> Finding:
    try:
        with urlopen(f"{url.rstrip('/')}/health", timeout=5) as answer:  # noqa: S310 - the user's own setting
            ok = answer.status == 200
    except (URLError, OSError, ValueError) as err:
        mend = "start it with `prefect server start`, or unset PREFECT_API_URL (`prefect config unset`)"
        return Finding(check="Prefect", ok=False, what=f"no server answers at {url}: {err}", mend=mend)
    return Finding(check="Prefect", ok=ok, what=f"{version('prefect')}, server at {url}", mend="")
