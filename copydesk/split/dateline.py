"""Datelines: the place, date and agency that open a wire story."""

import re

from copydesk.labels import fold, load

DATELINE = re.compile(
    r"(?P<place>[^\W\d_a-z](?:[^\W\d_]|[ .'’/-]){1,38}?)(?:,\s[^()–—:]{1,30}?)?\s?"
    r"(?:\((?P<agency>[^)]{2,20})\)\s?(?:[–—:-]|--)|[–—:]|\s-|--)\s"
)
"""A place in capitals, perhaps a date, perhaps an agency in brackets, and a dash or colon."""


def read_dateline(body: str) -> tuple[str | None, str | None]:
    """Place and agency that open ``body``, each None when not given."""
    match = DATELINE.match(body[:120])
    if not match:
        return None, None
    place = match.group("place").strip()
    agencies = load().agencies
    agency = agencies.get(fold(match.group("agency") or ""))
    if fold(place) in agencies:
        return None, agencies[fold(place)]
    # Small letters before a colon open a quote; scripts without case always pass: ask for the agency.
    if place != place.upper() or (place.lower() == place and not agency):
        return None, agency
    return place, agency
