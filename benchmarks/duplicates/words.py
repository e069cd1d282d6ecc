"""The words of invented news: English ones, small lists of other languages, and forms to fill in."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

Half = Literal["tuned", "held"]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))


class Tongue(NamedTuple):
    """How a language looks in print."""

    names: list[str]
    """Syllables of names."""
    content: list[str]
    links: list[str]
    stock: list[str]
    spaced: bool = True
    stop: str = "."
    comma: str = ","
    quotes: str = "“”"


def _tongue(row: Mapping[str, Any]) -> Tongue:
    lists = {name: row[name].split() for name in ("names", "content", "links")}
    return Tongue(**{**row, **lists})


_ENGLISH: Final = _read("english.toml")
_FORMS: Final = _read("forms.toml")

SHAPES: Final[Mapping[str, Mapping[str, list[str]]]] = _read("shapes.toml")
TOPICS: Final[Mapping[str, list[str]]] = {name: text.split() for name, text in _ENGLISH["topics"].items()}
NOUNS, INTRANSITIVE, ADJECTIVES, ADVERBS, UNITS = (
    _ENGLISH[name].split() for name in ("nouns", "intransitive", "adjectives", "adverbs", "units")
)
PAST, BASE = zip(*(verb.split("/") for verb in _ENGLISH["transitive"].split()), strict=True)
ROLES: Final[list[str]] = _ENGLISH["roles"]
STOCK: Final[list[str]] = _ENGLISH["stock"]
BOILERPLATE: Final = [" ".join(text.split()) for text in _ENGLISH["boilerplate"]]
DAYS: Final = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS: Final = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
TONGUES: Final[Mapping[str, Tongue]] = {code: _tongue(row) for code, row in _read("tongues.toml").items()}

FIGURES: Final[Mapping[Half, Mapping[str, str]]] = _FORMS["figures"]
"""Forms by half and family whose fillings differ in figures above all."""
NAMES: Final[Mapping[Half, Mapping[str, str]]] = _FORMS["names"]
"""Forms with hardly a figure, whose fillings differ in names."""
