"""The embedded gazetteer: places, their names, and the automaton that finds names in a text.

Read from the package at first use and kept for the process; sources and licences are in `SOURCES.md` beside
it.
"""

import gzip
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

_ANY, _UNSURE = "*", "~"


class Place(NamedTuple):
    """Facts of a place. Coordinates are degrees; they and the population are null where not known.

    ``languages`` are those spoken, of countries only; ``spellings`` is in how many ways GeoNames writes a
    city, which tells how well the world knows it.
    """

    entity_id: str
    type: str
    name: str
    country_code: str
    region_code: str
    latitude: float | None
    longitude: float | None
    population: int | None
    languages: frozenset[str]
    spellings: int


class Reading(NamedTuple):
    """One thing that a name may mean, and in which languages: none given is any."""

    place: Place
    languages: frozenset[str]
    unsure: bool
    demonym: bool
    fame: float


@dataclass(frozen=True, slots=True)
class Names:
    """All names with what they may mean, in the order that the automaton counts them."""

    automaton: AhoCorasick
    surfaces: tuple[str, ...]
    raw: tuple[str, ...]


def _lines(name: str) -> list[str]:
    packed = (resources.files("copydesk.entities") / name).read_bytes()
    return gzip.decompress(packed).decode("utf-8").splitlines()


def _place(line: str) -> Place:
    entity, kind, name, country, region, latitude, longitude, people, languages, spellings = line.split("\t")
    return Place(
        entity,
        kind,
        name,
        country,
        region,
        float(latitude) if latitude else None,
        float(longitude) if longitude else None,
        int(people) or None if people else None,
        frozenset(filter(None, languages.split(","))),
        int(spellings or 0),
    )


@cache
def places() -> Mapping[str, Place]:
    """Entity id to facts."""
    found = map(_place, _lines("places.tsv.gz"))
    return {place.entity_id: place for place in found}


@cache
def names() -> Names:
    """The automaton over all names and demonyms, longest first. Takes about half a second the first time."""
    meanings: dict[str, str] = {}
    for line in _lines("place_names.tsv.gz"):
        name, _, rest = line.partition("\t")
        meanings[name] = rest
    for line in _lines("demonyms.tsv.gz"):
        word, language, code = line.split("\t")
        entry = f"={code} {language}"
        meanings[word] = f"{meanings[word]}\t{entry}" if word in meanings else entry
    return Names(
        automaton=AhoCorasick(
            meanings,
            matchkind=MatchKind.LeftmostLongest,
            implementation=Implementation.ContiguousNFA,
            store_patterns=False,
        ),
        surfaces=tuple(meanings),
        raw=tuple(meanings.values()),
    )


# Fame of a place: people and spellings, both as powers of ten. A country is worth more than any of its
# towns (the most that a town has is about 10); a region stands between a large city and a small one.
COUNTRY_FAME, REGION_FAME, _SPELLINGS_WEIGHT = 12.0, 8.0, 1.5
# Names of an archive repeat; most of the gazetteer is never asked for.
_KEPT = 20_000


def _fame(place: Place) -> float:
    if place.type == "country":
        return COUNTRY_FAME
    if place.type == "region":
        return REGION_FAME
    return math.log10(1 + (place.population or 0)) + _SPELLINGS_WEIGHT * math.log10(1 + place.spellings)


@lru_cache(_KEPT)
def readings(which: int) -> tuple[Reading, ...]:
    """What the name of that number may mean."""
    found = []
    for entry in names().raw[which].split("\t"):
        entity, _, langs = entry.partition(" ")
        demonym = entity.startswith("=")
        place = places()["country:" + entity[1:] if demonym else entity]
        languages = frozenset(langs.split(",")) if langs not in {_ANY, _UNSURE} else frozenset[str]()
        found.append(Reading(place, languages, langs == _UNSURE, demonym, _fame(place)))
    return tuple(found)


@cache
def given_names() -> frozenset[str]:
    """Given names that are written with capitals."""
    return frozenset(_lines("given_names.tsv.gz"))


@cache
def surnames() -> frozenset[str]:
    """Names of places that are surnames too."""
    return frozenset(_lines("surnames.tsv.gz"))
