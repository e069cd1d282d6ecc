"""Cities of GeoNames: which are kept, their rows and their names."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.gazetteer.forms import forms_of
from benchmarks.gazetteer.naming import Names, add, plain, toml

LEAST_PEOPLE = 100_000
# Latin spellings of other languages stand in GeoNames without their language: only those of large cities
# are worth it.
LEAST_FOR_LATIN = 300_000
LEAST_FOR_CASES = 500_000
_SCRIPTS = re.compile(
    r"[Ѐ-ӿͰ-Ͽ\u0590-\u05ff\u0600-\u06ff\u0900-\u097f\u0980-\u09ff\u0b80-\u0bff\u0c00-\u0c7f\u0e00-\u0e7fა-ჰԱ-֏"
    r"\u3040-\u30ff\u4e00-\u9fff가-힣 '’‘.\-·・ー\u200c]+"
)
_WIDE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff가-힣]")
_LATIN = re.compile(r"[A-ZÀ-ÞĀ-ŽḀ-ỿ][A-Za-zÀ-žḀ-ỿ]+(?:[ -][A-Za-zÀ-žḀ-ỿ]+)*")
_CYRILLIC = re.compile(r"[А-ЯІЇЄҐЁ][а-яіїєґё'-]+")
ZONE_NAMES = {"703448": ("Kyiv", "Kiev"), "1816670": ("Beijing",), "5128581": ("New York",)}
# Words that GeoNames has as other spellings of cities and that are mostly something else.
NOT_SPELLINGS = frozenset({"Orient", "Capital", "Centro", "Central", "Ciudad", "Stadt"})


@dataclass(frozen=True, slots=True)
class City:
    """A city of GeoNames as it is kept."""

    entity: str
    number: str
    raw: Mapping[str, Any]
    capital: bool
    large: bool

    @property
    def row(self) -> list[str]:
        """Its line of `places.tsv.gz`."""
        raw, code = self.raw, self.raw["countrycode"]
        region = f"{code}-{raw['admin1code']}" if code in {"US", "GB"} else raw["admin1code"]
        place = [f"{raw['latitude']:.4f}", f"{raw['longitude']:.4f}", str(raw["population"])]
        kind = "capital" if self.capital else "city"
        return [self.entity, kind, raw["name"], code, region, *place, "", str(len(raw["alternatenames"]))]


def _capitals(cities: Mapping[str, Any], countries: Mapping[str, Any]) -> frozenset[str]:
    """GeoNames ids: the largest city with the capital's name, else the largest that is also written so."""
    best: dict[str, tuple[bool, int, str]] = {}
    for number, raw in cities.items():
        code = raw["countrycode"]
        wanted = countries[code]["capital"].removesuffix(", D.C.")
        if wanted and wanted in {raw["name"], plain(raw["name"]), *raw["alternatenames"]}:
            same = wanted in {raw["name"], plain(raw["name"])}
            best[code] = max(best.get(code, (False, -1, "")), (same, raw["population"], number))
    return frozenset(number for _, _, number in best.values())


def cities_kept(
    cities: Mapping[str, Any], countries: Mapping[str, Any], taken: frozenset[str]
) -> Iterator[City]:
    """Large cities, capitals, and smaller ones whose name is theirs or one of ``taken``; by GeoNames id."""
    capitals = _capitals(cities, countries)
    names = taken | {c["name"] for c in cities.values() if c["population"] >= LEAST_PEOPLE}
    for number in sorted(cities, key=int):
        raw = cities[number]
        large = number in capitals or raw["population"] >= LEAST_PEOPLE
        if large or raw["name"] in names:
            yield City(f"city:{number}", number, raw, number in capitals, large)


def _spellings(names: Names, city: City, stop: frozenset[str]) -> None:
    people = city.raw["population"]
    for other in city.raw["alternatenames"]:
        if other in stop or other.endswith((" ош", " shi")) or other == city.raw["name"]:
            continue
        if _SCRIPTS.fullmatch(other):
            if len(other) >= (2 if _WIDE.search(other) else 3):
                add(names, other, city.entity, ["*"])
            if _CYRILLIC.fullmatch(other) and people >= LEAST_FOR_CASES:
                for form in {*forms_of(other, "ru", ""), *forms_of(other, "uk", "")}:
                    add(names, form, city.entity, ["ru", "uk"])
        elif people >= LEAST_FOR_LATIN and _may_be_latin(other):
            add(names, other, city.entity, ["~"])


def _may_be_latin(name: str) -> bool:
    return len(name) >= 5 and not name.isupper() and bool(_LATIN.fullmatch(name))


def add_city(names: Names, city: City, spoken: list[str], stop: frozenset[str]) -> None:
    """Names of a city that are worth their pattern: one of a small one, many of a large one."""
    name = city.raw["name"]
    add(names, name, city.entity, ["*"])
    if plain(name) != name and len(plain(name)) == len(name):
        add(names, plain(name), city.entity, ["*"])
    if city.large:
        _spellings(names, city, stop | NOT_SPELLINGS)
    if city.raw["population"] >= LEAST_FOR_CASES or city.capital:
        for language in {*spoken, "fi"}:
            for form in forms_of(name, language, "")[1:]:
                add(names, form, city.entity, [language])
    for language, values in toml("names.toml")["cities"].get(city.number, {}).items():
        for form in (f for given in values for f in forms_of(given, language, "")):
            add(names, form, city.entity, ["*" if language == "mul" else language])


def by_time_zone(cities: list[City]) -> dict[str, str]:
    """Time zone to the largest city that it is named by."""
    found: dict[str, City] = {}
    for city in cities:
        zone = city.raw["timezone"]
        name = zone.rpartition("/")[2].replace("_", " ")
        own = {city.raw["name"], plain(city.raw["name"]), *ZONE_NAMES.get(city.number, ())}
        if name in own and (zone not in found or city.raw["population"] > found[zone].raw["population"]):
            found[zone] = city
    return {zone: city.entity for zone, city in found.items()}
