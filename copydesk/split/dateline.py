"""Datelines: the place, date and agency that open a wire story."""

import re
from typing import NamedTuple

from copydesk.sources.agencies import shown_agency

DATELINE = re.compile(
    r"(?P<place>[^\W\d_a-z](?:[^\W\d_]|[ .'’/-]){1,38}?)(?:,\s[^()–—:]{1,30}?)?\s?"
    r"(?:\((?P<agency>[^)]{2,20})\)\s?(?:[–—:-]|--|\.-)|[–—:]|\s-|--|\.-)\s"
)
"""A place in capitals, perhaps a date, perhaps an agency in brackets, and a dash or colon."""

_BRACKETED = re.compile(r"[\s\u3000]*【(?P<place>[^】＝=・\s]{1,12})(?:[＝=・\s][^】]{1,24})?】\s?")
# 新华社北京4月24日电: the agency, the place, the day, "wired"
_WIRED = re.compile(
    r"[\s\u3000（(]*(?P<source>[^\s，。（(]{3,14})\d{1,2}月\d{1,2}日[电電訊讯][）)]?[\s\u3000]*"
)
_AGENCY_ALONE = re.compile(r"\((?P<agency>[^)]{2,20})\)\s?(?:--|[–—-])\s")


class Dateline(NamedTuple):
    """What opens a wire story: ``place`` and ``agency``, each None when not given, up to ``end``."""

    place: str | None
    agency: str | None
    end: int


def read_dateline(body: str) -> Dateline | None:
    """The dateline that opens ``body``, or None."""
    head = body[:120]
    return _read_plain(head) or _read_agency(head) or _read_unspaced(head)


def _read_plain(head: str) -> Dateline | None:
    match = DATELINE.match(head)
    if not match:
        return None
    place = match.group("place").strip()
    agency = shown_agency(match.group("agency") or "")
    named = shown_agency(place)
    if named:
        return Dateline(None, named, match.end())
    # Small letters before a colon open a quote; scripts without case always pass: ask for the agency.
    if place == place.upper() and (place.lower() != place or agency):
        return Dateline(place, agency, match.end())
    return Dateline(None, agency, match.end()) if agency else None


def _read_agency(head: str) -> Dateline | None:
    match = _AGENCY_ALONE.match(head)
    agency = shown_agency(match.group("agency")) if match else None
    return Dateline(None, agency, match.end()) if match and agency else None


def _read_unspaced(head: str) -> Dateline | None:
    """A dateline of a script without spaces: in heavy brackets, or agency, place and day run together."""
    match = _BRACKETED.match(head)
    if match:
        place = match.group("place")
        agency = shown_agency(place)
        return Dateline(None if agency else place, agency, match.end())
    match = _WIRED.match(head)
    source = match.group("source") if match else ""
    for cut in range(len(source), 1, -1):
        agency = shown_agency(source[:cut])
        if match and agency:
            return Dateline(source[cut:] or None, agency, match.end())
    return None
