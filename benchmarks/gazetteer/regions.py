"""Regions: rows and names, from CLDR's subdivisions and `names.toml`."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.gazetteer.forms import forms_of
from benchmarks.gazetteer.naming import Names, add, toml

# Countries whose regions the news names without more ado; those of others are rare, and often named like
# towns.
_REGIONS = "US CA AU DE ES IT FR GB IN CN JP RU UA BR MX AT IQ SY PK AR ID"
REGIONS = frozenset(_REGIONS.split())
# Of countries with several levels, the one that news names: nations, regions, autonomous communities.
LEVELS = {
    "GB": re.compile("gb(?:eng|sct|wls|nir)"),
    "FR": re.compile("fr[a-z0-9]{3}"),
    "IT": re.compile("it[0-9]{2}"),
    "ES": re.compile("es(?:an|ar|as|cn|cb|cm|cl|ct|ex|ga|ib|ri|md|mc|nc|pv|vc)"),
}
ANY_LEVEL = re.compile(".{3,5}")


def _english(node: Path) -> dict[str, str]:
    """CLDR has subdivisions of all countries in English only."""
    path = node / "cldr-subdivisions-full" / "subdivisions" / "en" / "en.json"
    body = json.loads(path.read_text(encoding="utf-8"))["subdivisions"]
    return {
        code: name.partition(" (")[0]
        for code, name in sorted(body["localeDisplayNames"]["subdivisions"].items())
        if code[:2].upper() in REGIONS and LEVELS.get(code[:2].upper(), ANY_LEVEL).fullmatch(code)
    }


def _row(region: str, name: str) -> list[str]:
    return [f"region:{region}", "region", name, region[:2], region, "", "", "", "", ""]


def region_rows(names: Names, node: Path) -> Iterator[list[str]]:
    """Rows of regions; their names are added on the way."""
    for code, name in _english(node).items():
        region = f"{code[:2]}-{code[2:]}".upper()
        yield _row(region, name)
        add(names, name, f"region:{region}", ["*"])
    for region, extra in toml("names.toml")["regions"].items():
        if extra.pop("new", False):
            yield _row(region, extra["en"][0])
        for language, values in extra.items():
            for name in values:
                for form in forms_of(name, language, ""):
                    add(names, form, f"region:{region}", ["*" if language == "mul" else language])
