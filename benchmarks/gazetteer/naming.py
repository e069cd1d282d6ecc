"""Names of the gazetteer while it is built: name to entity to languages."""

import tomllib
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

# Languages of news that CLDR has country names in; each name costs a pattern.
_LANGUAGES = """
en de fr es it pt nl sv da nb fi pl cs sk sl hr sr bs mk bg ru uk be ro hu tr az kk uz el ar fa ur he hi
bn ta te ml kn mr gu pa ne si my th lo km vi id ms fil sw ha so zu af sq et lv lt is ga cy eu ca gl ka hy
am zh zh_Hant ja ko mn ps
"""
LANGUAGES = tuple(_LANGUAGES.split())

Names = dict[str, dict[str, set[str]]]
"""Name to entity to the languages that it holds in; ``*`` is any, ``~`` any but unsure."""


def toml(name: str) -> dict[str, Any]:
    """A table of data beside this module."""
    return tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))


def add(names: Names, name: str, entity: str, languages: Iterable[str]) -> None:
    """Add ``name`` for ``entity`` in ``languages``."""
    name = unicodedata.normalize("NFC", name.strip())
    if len(name) > 1:
        names[name][entity].update(languages)


def short(language: str) -> str:
    """Language without its script."""
    return language.partition("_")[0]


def plain(name: str) -> str:
    """Without accents, as agencies print it."""
    return unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode()
