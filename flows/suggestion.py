"""A profile proposed for files of one site, and tried on them: ``copydesk profile suggest``."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from copydesk import read_document
from copydesk.errors import BadInputError, UsageError
from copydesk.labels import fold
from copydesk.params import PipelineParams
from copydesk.profiles import ProfileVersion, read_profile
from copydesk.profiles.effect import Effect, effects
from copydesk.profiles.suggest import Suggestion, suggest
from copydesk.profiles.writing import profile_toml
from copydesk.records import SourceFile
from flows.inspection import entry_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A proposed profile as TOML, what it rests on, and its effect on each file."""

    toml: str
    suggestion: Suggestion
    effects: tuple[Effect, ...]

    def as_dict(self) -> dict[str, Any]:
        """For a script: the TOML, the counts, the entries and the effects."""
        return {
            "profile": self.toml,
            "files": self.suggestion.files,
            "stories": self.suggestion.stories,
            "entries": [asdict(entry) for entry in self.suggestion.entries],
            "effects": [
                asdict(effect)
                | {
                    "titles": [change._asdict() for change in effect.titles],
                    "publishers": [change._asdict() for change in effect.publishers],
                }
                for effect in self.effects
            ],
        }


def propose(
    paths: Sequence[Path],
    params: PipelineParams,
    *,
    name: str | None,
    source: str | None,
    valid_from: date | None,
) -> Proposal:
    """A profile for the site that ``paths`` are pages of, and what it changes on them.

    What it matches is ``source``, else the hosts and sources that manifests beside the files give, else a
    source of the profile's own name, for a person to correct. Nothing is written.

    Raises:
        UsageError: a file cannot be read, is no text or is HTML; there are fewer than two; all hold one
            story; or ``name`` cannot be a profile's.
    """
    read = {str(path): _read(path, params) for path in paths}
    suggestion = suggest({path: text for path, (_, text) in read.items()}, params.split)
    files = [file for file, _ in read.values()]
    hosts = [] if source else _distinct(_host(file.url) for file in files)
    sources = [source] if source else _distinct(None if hosts else file.source for file in files)
    name = name or _name_of([*hosts, *sources, *(e.text for e in suggestion.entries if e.key == "publisher")])
    toml = profile_toml(
        suggestion,
        name=name,
        sources=sources or ([] if hosts else [name]),
        hosts=hosts,
        valid_from=valid_from,
    )
    profile = read_profile(toml, f"{name}.toml")
    texts = {path: text for path, (_, text) in read.items()}
    done = effects(texts, ProfileVersion(profile.name, profile.versions[-1]), params.split)
    return Proposal(toml=toml, suggestion=suggestion, effects=done)


def _read(path: Path, params: PipelineParams) -> tuple[SourceFile, str]:
    try:
        entry = entry_of(path)
        if entry.refusal is not None:
            raise BadInputError(entry.refusal.reason_code, entry.refusal.message)
        document = read_document(entry.location.read_bytes(), params.load, name=path.name)
    except BadInputError as err:
        raise UsageError(f"{str(path)!r} cannot be used: {err.reason_code}: {err.message}") from err
    except OSError as err:
        raise UsageError(f"{str(path)!r} cannot be read: {err.strerror}") from err
    if document.media_type != "text/plain":
        raise UsageError(
            f"{str(path)!r} is HTML, and a profile's lines are those of text dumps", hint="give text files"
        )
    return entry.file, document.text


def _host(url: str | None) -> str | None:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.") or None
    except ValueError:
        return None


def _distinct(values: Iterable[str | None]) -> list[str]:
    return sorted({value for value in values if value})


def _name_of(known: Sequence[str]) -> str:
    """A profile's name out of the first thing that is known of the site."""
    for text in known:
        name = "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in fold(text)).split())[:60]
        if name:
            return name
    return "site"
