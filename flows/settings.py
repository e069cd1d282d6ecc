"""Settings: read once, at the edge, and passed down from there.

Precedence: command line flag > environment ``COPYDESK_*`` > ``copydesk.toml`` > default. The file is that
of the working directory, or the one named by ``--config`` or ``COPYDESK_CONFIG``. A key is written
``load.max_bytes`` here, ``[load] max_bytes`` in the file, ``COPYDESK_LOAD_MAX_BYTES`` in the environment.
"""

import difflib
import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from copydesk.errors import UsageError
from copydesk.params import LanguageParams, LoadParams, NamesParams, PipelineParams, RepeatParams, SplitParams

FILE_NAME: Final = "copydesk.toml"
PREFIX: Final = "COPYDESK_"
OTHER_VARIABLES: Final = MappingProxyType(
    {
        "COPYDESK_CONFIG": "a settings file in place of ./copydesk.toml",
        "COPYDESK_DEBUG": "any value: show the traceback of an unexpected error",
        "COPYDESK_SHARED": "where the benchmarks find their pages",
    }
)
"""Environment variables that are ours and no setting, with what they do."""


def cores() -> int:
    """Processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Settings(BaseModel):
    """Everything that can be set: frozen, and a key that is not declared is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    warehouse: Path = Field(default=Path("warehouse/data"), description="root folder of the warehouse")
    workers: int = Field(
        default_factory=cores, ge=1, description="processes that cut pages up; 1 works in the main process"
    )
    chunk_files: int = Field(default=1_000, ge=1, description="most files that one task works on, files")
    profiles: Path | None = Field(
        default=None, description="folder of site profiles, beside those that come with copydesk"
    )
    load: LoadParams = LoadParams()
    split: SplitParams = SplitParams()
    language: LanguageParams = LanguageParams()
    names: NamesParams = NamesParams()
    repeat: RepeatParams = RepeatParams()

    @field_validator("warehouse", "profiles", mode="before")
    @classmethod
    def _folder(cls, value: object) -> object:
        if not isinstance(value, str | Path):
            raise ValueError("the name of a folder is expected")
        if not str(value):
            raise ValueError("the name is empty")
        return _at_home(Path(value))

    @property
    def params(self) -> PipelineParams:
        """What decides what a document's rows are; the rest only decides where and how fast."""
        return PipelineParams(
            load=self.load,
            split=self.split,
            language=self.language,
            names=self.names,
            repeat=self.repeat,
        )


def _at_home(path: Path) -> Path:
    """``path`` with the home folder for a ``~`` in front: not every shell and no file does it."""
    try:
        return path.expanduser()
    except RuntimeError as err:
        raise ValueError(f"nobody's home folder is known for {path.parts[0]!r}") from err


def setting_keys(model: type[BaseModel] = Settings, prefix: str = "") -> Iterator[str]:
    """Every setting by its dotted name, as ``load.max_bytes``."""
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from setting_keys(kind, f"{prefix}{name}.")
        else:
            yield prefix + name


def variable_of(key: str) -> str:
    """Environment variable of a setting."""
    return PREFIX + key.replace(".", "_").upper()


def load_settings(
    flags: Mapping[str, object] = MappingProxyType({}),
    *,
    config: Path | None = None,
    environ: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Settings:
    """The settings that hold for this call.

    Args:
        flags: setting to value from the command line; None means not given.
        config: a settings file that must be there, in place of the one in ``folder``.
        environ: the environment, `os.environ` if not given.
        folder: where ``copydesk.toml`` is looked for, the working directory if not given.

    Raises:
        UsageError: an unknown key or variable, a bad value, a file that cannot be read; all with a hint.
    """
    environ = os.environ if environ is None else environ
    named = config or (Path(environ["COPYDESK_CONFIG"]) if environ.get("COPYDESK_CONFIG") else None)
    layers = [
        _from_file(named, folder or Path()),
        _from_environment(environ),
        ({key: value for key, value in flags.items() if value is not None}, {}),
    ]
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for found, where in layers:
        for key, value in found.items():
            _put(values, key, value)
            origins[key] = where.get(key, f"--{key.replace('_', '-')}")
    try:
        return Settings.model_validate(values)
    except ValidationError as err:
        raise _bad_value(err, origins) from err


def _put(values: dict[str, Any], key: str, value: object) -> None:
    *tables, name = key.split(".")
    for table in tables:
        values = values.setdefault(table, {})
    values[name] = value


def _from_environment(environ: Mapping[str, str]) -> tuple[dict[str, object], dict[str, str]]:
    known = {variable_of(key): key for key in setting_keys()}
    ours = {name: value for name, value in environ.items() if name.startswith(PREFIX)}
    for name in sorted(ours.keys() - known.keys() - OTHER_VARIABLES.keys()):
        raise UsageError(
            f"unknown environment variable {name!r}", hint=_nearest(name, [*known, *OTHER_VARIABLES])
        )
    # An empty variable counts as not set, as shells and unit files leave them.
    given = {known[name]: value for name, value in ours.items() if name in known and value}
    return dict(given), {key: variable_of(key) for key in given}


def _from_file(named: Path | None, folder: Path) -> tuple[dict[str, object], dict[str, str]]:
    path = named or folder / FILE_NAME
    if named is None and not path.is_file():
        return {}, {}
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as err:
        cause = err.strerror if isinstance(err, OSError) else "it is not UTF-8"
        raise UsageError(f"the settings file {str(path)!r} cannot be read: {cause}") from err
    except tomllib.TOMLDecodeError as err:
        raise UsageError(f"the settings file {str(path)!r} is not TOML: {err}") from err
    found = dict(_flat(tables))
    known = list(setting_keys())
    for key in found.keys() - set(known):
        raise UsageError(f"unknown setting {key!r} in {str(path)!r}", hint=_nearest(key, known))
    for key in ("warehouse", "profiles"):
        given = found.get(key)
        if isinstance(given, str) and given and not given.startswith("~"):
            # Where a file says something relative, it means relative to itself.
            found[key] = path.parent / given
    return found, {key: f"{key!r} in {str(path)!r}" for key in found}


def _flat(tables: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, object]]:
    for name, value in tables.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


def _nearest(word: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(word, known, n=1)
    return f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"


def _bad_value(err: ValidationError, origins: Mapping[str, str]) -> UsageError:
    first = err.errors()[0]
    key = ".".join(map(str, first["loc"]))
    where = origins.get(key, repr(key))
    message = first["msg"].removeprefix("Value error, ")
    return UsageError(f"{where} has the value {str(first['input'])!r}: {message[:1].lower()}{message[1:]}")
