"""``manifest.toml`` of a seed batch: where its files came from, and what their bytes must be."""

import difflib
import tomllib
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from copydesk.errors import UsageError

NAME = "manifest.toml"


def _inside(path: str) -> str:
    parts = PurePosixPath(path)
    if not path or parts.is_absolute() or ".." in parts.parts or "\\" in path:
        raise ValueError("must be a path inside the batch, with forward slashes")
    return parts.as_posix()


def _in_utc(at: datetime) -> datetime:
    return at.astimezone(UTC)


Instant = Annotated[AwareDatetime, AfterValidator(_in_utc)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-fA-F]{64}$", to_lower=True)]
Name = Annotated[str, StringConstraints(min_length=1, pattern=r"^[^/\\\x00]+$")]
Text = Annotated[str, StringConstraints(min_length=1)]


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ListedFile(_Closed):
    """One ``[[files]]`` entry; what it leaves out is taken from ``[batch]``."""

    path: Annotated[str, AfterValidator(_inside)]
    sha256: Digest | None = None
    url: Text | None = None
    fetched_at: Instant | None = None


class BatchTable(_Closed):
    """The ``[batch]`` table."""

    id: Name | None = None
    source: Text | None = None
    captured_at: Instant | None = None
    licence: Text | None = None


class Manifest(_Closed):
    """A whole manifest; every key is optional, and a key that is not declared is an error."""

    batch: BatchTable = BatchTable()
    files: tuple[ListedFile, ...] = Field(default=())


def read_manifest(path: Path) -> Manifest:
    """The manifest at ``path``. Instants come back in UTC; one without an offset is refused.

    Raises:
        UsageError: it cannot be read, is not TOML, has an unknown key or a bad value, or lists a path twice.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as err:
        raise UsageError(f"the manifest {str(path)!r} cannot be read: {err}") from err
    except tomllib.TOMLDecodeError as err:
        raise UsageError(f"the manifest {str(path)!r} is not TOML: {err}") from err
    try:
        manifest = Manifest.model_validate(raw)
    except ValidationError as err:
        raise _explained(path, err) from err
    listed = [file.path for file in manifest.files]
    twice = sorted({p for p in listed if listed.count(p) > 1}) if len(set(listed)) < len(listed) else []
    if twice:
        raise UsageError(f"the manifest {str(path)!r} lists {twice[0]!r} twice", hint="keep one of them")
    return manifest


def _explained(path: Path, err: ValidationError) -> UsageError:
    first = err.errors()[0]
    place = ".".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"])
    key = str(first["loc"][-1])
    if first["type"] == "extra_forbidden":
        known = _keys_beside(first["loc"])
        near = difflib.get_close_matches(key, known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"keys there: {', '.join(known)}"
        return UsageError(f"the manifest {str(path)!r} has an unknown key {place!r}", hint=hint)
    if first["type"] == "missing":
        return UsageError(f"the manifest {str(path)!r} lacks the key {place!r}")
    hint = "write an instant with its zone, as 2026-03-14T04:00:00Z" if "timezone" in first["type"] else ""
    return UsageError(
        f"the manifest {str(path)!r} has {str(first['input'])!r} at {place!r}:"
        f" {first['msg'].removeprefix('Value error, ')}",
        hint=hint,
    )


def _keys_beside(place: tuple[int | str, ...]) -> list[str]:
    models: dict[str, type[BaseModel]] = {"batch": BatchTable, "files": ListedFile}
    return sorted((models.get(str(place[0]), Manifest) if len(place) > 1 else Manifest).model_fields)
