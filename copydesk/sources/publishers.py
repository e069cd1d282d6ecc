"""Outlets: one name and one id for each, however it is printed."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from copydesk.sources import agencies
from copydesk.sources.names import key, read_table, slug

_SCHEME = re.compile(r"^[a-z]+://")
_HOST = re.compile(r"^(?:www\.|m\.|amp\.)?(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)$")
_LABEL = re.compile(
    r"^(?:source|via|publisher|published by|quelle|fonte|fuente|источник|джерело|来源|來源|출처|المصدر)\s?[:：]\s?", re.IGNORECASE
)
_EDGES = " \t•·・|-–—,:;*/\\"
# Tried in a name without them, and in its id.
_ARTICLES = ("the ",)


class Publisher(NamedTuple):
    """An outlet: shown name, stable id, and where it was read: printed, url or site."""

    name: str
    id: str
    evidence: str


@cache
def _aliases() -> dict[str, str]:
    """Keys of names to ids. A name that two outlets have means neither."""
    found: dict[str, str] = {}
    for outlet, entry in read_table("outlets.toml")["outlets"].items():
        for name in (entry["name"], *entry.get("aliases", ())):
            for form in _forms(key(name)):
                found.setdefault(form, outlet)
    for form, meanings in agencies.table().forms.items():
        found.setdefault(form, meanings[0].agency_id)
    for form, meanings in agencies.table().initials.items():
        if form not in agencies.table().ambiguous or form in ("AP", "AAP"):
            found.setdefault(key(form), meanings[0].agency_id)
    return found


def _forms(folded: str) -> Iterator[str]:
    yield folded
    for article in _ARTICLES:
        if folded.startswith(article):
            yield folded[len(article) :]


@cache
def _domains() -> dict[str, str]:
    mine = {
        domain: outlet
        for outlet, entry in read_table("outlets.toml")["outlets"].items()
        for domain in entry["domains"]
    }
    return {**agencies.table().domains, **mine}


@cache
def _aggregators() -> frozenset[str]:
    entries = read_table("outlets.toml")["outlets"].items()
    return frozenset(outlet for outlet, entry in entries if entry.get("aggregator"))


def outlet_country(publisher_id: str) -> str | None:
    """ISO 3166-1 alpha-2 code of the home of a known outlet or agency; None for every other id."""
    entry = read_table("outlets.toml")["outlets"].get(publisher_id)
    return entry["country"] if entry else agencies.table().countries.get(publisher_id)


def _shown(outlet: str) -> str:
    entry = read_table("outlets.toml")["outlets"].get(outlet)
    return str(entry["name"]) if entry else agencies.table().names[outlet]


def outlet_of_host(address: str) -> str | None:
    """Id of the outlet that a url or host belongs to, by its longest known ending; None if unknown."""
    host = _SCHEME.sub("", address.strip().lower()).partition("/")[0].partition(":")[0]
    labels = host.split(".")
    for first in range(len(labels) - 1):
        outlet = _domains().get(".".join(labels[first:]))
        if outlet:
            return outlet
    return None


def outlet_named(name: str) -> str | None:
    """Id of the known outlet or agency that is printed so; None if it is not in the tables."""
    folded = key(name)
    for form in _forms(folded):
        if form in _aliases():
            return _aliases()[form]
    return outlet_of_host(folded) if _HOST.match(folded) else None


def read_publisher(printed: str | None, url: str | None, site: str | None) -> Publisher | None:
    """The outlet of an article, or None when nothing names one.

    Args:
        printed: outlet as the page prints it. Of outlets with one name, that of the page's address is meant.
        url: address of the page; counts alone when its host is a known outlet that shows its own texts.
        site: source that the manifest gives, a name or a host; counts like ``url``, and after it.
    """
    cleaned = _LABEL.sub("", (printed or "").strip(_EDGES)).strip(_EDGES)
    home = outlet_of_host(url) if url else None
    if any(map(str.isalpha, cleaned)):
        if home and home not in _aggregators() and _share_name(cleaned, home):
            return Publisher(_shown(home), home, "printed")
        known = outlet_named(cleaned)
        if known:
            return Publisher(_shown(known), known, "printed")
        folded = next(reversed(list(_forms(key(cleaned)))))
        made = slug(folded)
        return Publisher(" ".join(cleaned.split()), made, "printed") if made else None
    if home and home not in _aggregators():
        return Publisher(_shown(home), home, "url")
    known = (outlet_named(site) or outlet_of_host(site)) if site else None
    return Publisher(_shown(known), known, "site") if known and known not in _aggregators() else None


def _share_name(printed: str, outlet: str) -> bool:
    """True when ``printed`` is the outlet's name without what tells it from others: "The Star (Malaysia)"."""
    bare = key(_shown(outlet).partition(" (")[0])
    return not set(_forms(key(printed))).isdisjoint(_forms(bare))
