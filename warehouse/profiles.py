"""Site profiles where they meet files: a folder of them, a run's copy, the documents of a plan."""

from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa

from copydesk.errors import UsageError
from copydesk.profiles import Profile, ProfileSet, combine, lineage_fingerprint, read_profile, shipped

_NAME: Final = "profiles.json"
_PROFILED: Final = pa.schema([pa.field("document_id", pa.string()), pa.field("fingerprint", pa.string())])


def read_profiles(folder: Path | None) -> ProfileSet:
    """The profiles of ``folder``, every ``*.toml`` in it, over those that are shipped; only these if None.

    Raises:
        UsageError: it is no folder, a profile in it is wrong, or two have a name, source or host in common.
    """
    given = [] if folder is None else [read_profile_file(path) for path in profile_files(folder)]
    return combine(given, over=shipped())


def profile_files(folder: Path) -> list[Path]:
    """The files of ``folder`` that are profiles, by name.

    Raises:
        UsageError: it is not a folder.
    """
    if not folder.is_dir():
        raise UsageError(
            f"the folder of profiles {str(folder)!r} is not there",
            hint="give a folder with a TOML file a site",
        )
    return sorted(path for path in folder.glob("*.toml") if not path.name.startswith("."))


def check_folder(folder: Path) -> list[dict[str, Any]]:
    """A row for each file of ``folder``: ``file``, ``name``, ``versions``, ``error``; None when it is good.

    A profile that has a name, source or host in common with an earlier file, or with one that is shipped and
    that it does not replace, is wrong.

    Raises:
        UsageError: it is not a folder.
    """
    rows: list[dict[str, Any]] = []
    good: list[Profile] = []
    for path in profile_files(folder):
        row: dict[str, Any] = {"file": path.name, "name": None, "versions": None, "error": None}
        rows.append(row)
        try:
            profile = read_profile_file(path)
            row |= {"name": profile.name, "versions": len(profile.versions)}
            combine([*good, profile], over=shipped())
            good.append(profile)
        except UsageError as err:
            row["error"] = f"{err.message} ({err.hint})" if err.hint else err.message
    return rows


def read_profile_file(path: Path) -> Profile:
    """The profile at ``path``.

    Raises:
        UsageError: it cannot be read, or is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as err:
        cause = err.strerror if isinstance(err, OSError) else "it is not UTF-8"
        raise UsageError(f"the profile {str(path)!r} cannot be read: {cause}") from err
    return read_profile(text, str(path))


def write_profiles(profiles: ProfileSet, run_folder: Path) -> None:
    """Afterwards the run keeps ``profiles`` as they are now, whatever becomes of their files."""
    (run_folder / _NAME).write_text(profiles.model_dump_json(), encoding="utf-8")


def profiles_of_run(run_folder: Path) -> ProfileSet:
    """The profiles that `write_profiles` put there."""
    return ProfileSet.model_validate_json((run_folder / _NAME).read_bytes())


def profiled_documents(
    con: duckdb.DuckDBPyConnection, firsts: str, profiles: ProfileSet, params_fingerprint: str
) -> pa.Table:
    """Documents for which a profile holds, with the fingerprint of parameters and profile together.

    ``firsts`` is SQL up to a common table expression ``firsts``: documents with the facts of their first
    sighting.
    """
    if not profiles.profiles:
        return _PROFILED.empty_table()
    rows = con.execute(f"{firsts} SELECT document_id, source, url, captured_at FROM firsts").to_arrow_table()
    ids, fingerprints = [], []
    for row in rows.to_pylist():
        document_id = row.pop("document_id")
        profile = profiles.pick(**row)
        if profile is not None:
            ids.append(document_id)
            fingerprints.append(lineage_fingerprint(params_fingerprint, profile))
    return pa.Table.from_pydict({"document_id": ids, "fingerprint": fingerprints}, schema=_PROFILED)
