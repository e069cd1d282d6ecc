"""A proposed profile as TOML with comments, for a person to read and correct."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from copydesk.profiles.suggest import Entry, Suggestion

_SINGLE: Final = "publisher"
_LISTS: Final = ("title_suffixes", "end_marks")
_TABLES: Final = ("lines", "starts", "contains")


def profile_toml(
    suggestion: Suggestion,
    *,
    name: str,
    sources: Sequence[str],
    hosts: Sequence[str],
    valid_from: date | None,
) -> str:
    """TOML that `copydesk.profiles.read_profile` takes, each entry with the number of files that have it."""
    head = [
        f"# Proposed from {suggestion.files} files with {suggestion.stories} different stories.",
        "# Read every line before you use it: what is no furniture of the page must go.",
        f"name = {_text(name)}",
        "",
        "[match]",
        *([f"sources = {_texts(sources)}"] if sources else []),
        *([f"hosts = {_texts(hosts)}"] if hosts else []),
        "",
        "[[versions]]",
        "version = 1",
        *([f"valid_from = {valid_from.isoformat()}"] if valid_from else []),
    ]
    return "\n".join([*head, *_versions(suggestion), ""])


def _versions(suggestion: Suggestion) -> Iterator[str]:
    for entry in suggestion.entries:
        if entry.key == _SINGLE:
            where = f"not printed in {entry.files} of {suggestion.files} files"
            yield f"{entry.key} = {_text(entry.text)}  # {where}"
    for key in _LISTS:
        found = [entry for entry in suggestion.entries if entry.key == key]
        if found:
            yield from _listed(key, found, suggestion.files)
    for key in _TABLES:
        roles: dict[str, list[Entry]] = defaultdict(list)
        for entry in suggestion.entries:
            if entry.key == key and entry.role is not None:
                roles[entry.role.value].append(entry)
        if roles:
            yield ""
            yield f"[versions.{key}]"
        for role, found in roles.items():
            yield from _listed(role, found, suggestion.files)


def _listed(key: str, entries: Sequence[Entry], files: int) -> Iterator[str]:
    yield f"{key} = ["
    for entry in entries:
        yield f"  {_text(entry.text)},  # {entry.files} of {files} files"
    yield "]"


def _texts(values: Sequence[str]) -> str:
    return f"[{', '.join(map(_text, values))}]"


def _text(value: str) -> str:
    # JSON's strings are TOML's, but for one control character.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
