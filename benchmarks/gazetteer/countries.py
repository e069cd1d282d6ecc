"""Names of countries, and of cities that name time zones, in CLDR's languages."""

import json
from pathlib import Path

from benchmarks.gazetteer.forms import forms_of
from benchmarks.gazetteer.naming import LANGUAGES, Names, add, short, toml


def country_names(names: Names, node: Path, codes: set[str]) -> None:
    """Names of countries in all languages, with their case forms."""
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


def exemplar_cities(names: Names, by_zone: dict[str, str]) -> None:
    """Cities that name a time zone, in CLDR's words: known to be of their language."""
    from babel import Locale  # noqa: PLC0415

    for language in LANGUAGES:
        for zone, values in Locale.parse(language).time_zones.items():
            entity = by_zone.get(zone)
            if entity and values.get("city"):
                for form in forms_of(values["city"], short(language), ""):
                    add(names, form, entity, [short(language)])
