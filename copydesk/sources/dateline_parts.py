"""The parts of a dateline, taken one after the other: agency, day, place, region, sender."""

import re
from dataclasses import dataclass, field
from functools import cache

from copydesk.sources.agencies import Setting, agencies_listed, agency_named, table
from copydesk.sources.date_pieces import find_date, is_date
from copydesk.sources.names import key, phrase_list, read_table
from copydesk.sources.places import is_known_place, is_region, looks_like_place

LONGEST_PIECE = 60
"""The longest piece of a dateline, in code points: place, day and agency without a mark between them."""
_HOST = re.compile(r"[A-Za-z][\w-]{2,}(?:\.[A-Za-z]{2,4}){1,2}")
_MARK_NEXT = re.compile(r"\s?(?:\.\s?-|[-–—―:：।])")
_PEN = re.compile(r"^(?:корр|кор|corr)\.\s?", re.IGNORECASE)


@dataclass(slots=True)
class Found:
    """What was read of a dateline so far: ``mark`` closed the last part, ``end`` is behind it."""

    place: str | None = None
    region: bool = False
    outlet: bool = False
    wire: bool = False
    bracketed: bool = False
    dates: list[str] = field(default_factory=list)
    agencies: tuple[str, ...] = ()
    end: int = 0
    mark: str = ""

    @property
    def empty(self) -> bool:
        """True while nothing was read."""
        return not (self.place or self.agencies or self.dates or self.outlet)


def take_bracket(found: Found, bracket: re.Match[str], language: str | None) -> bool:
    """Make what stands in brackets part of what was found; False when it is none of a dateline's."""
    inner = (bracket.group("inner") or bracket.group("slashed")).strip()
    if _agency_in(found, inner, language):
        return True
    if _is_wire(inner):
        found.wire = True
        return True
    if is_date(inner):
        found.dates.append(inner)
        return True
    return _sender_in(found, bracket, inner) or _region_in(found, bracket, inner)


def _agency_in(found: Found, inner: str, language: str | None) -> bool:
    setting = Setting(language=language, place=found.place)
    agencies = () if found.agencies else agencies_listed(_PEN.sub("", inner), setting) or _of_service(inner)
    if agencies:
        found.agencies, found.bracketed = agencies, True
    return bool(agencies)


def _of_service(inner: str) -> tuple[str, ...]:
    """The agency whose service or desk a bracket names: "dpa-AFX Broker", "AFP Sport"."""
    words = inner.split()
    agency = agency_named(words[0], Setting(doubtful=False)) if 1 < len(words) <= 3 else None
    return (agency,) if agency and words[1][0].isupper() else ()


def _sender_in(found: Found, bracket: re.Match[str], inner: str) -> bool:
    """Take whoever sent the story: an outlet, or any name between a sure place and the dash."""
    if found.place is None or not any(map(str.isalpha, inner)):
        return False
    sure = found.region or bool(found.dates) or is_known_place(found.place)
    closed = _MARK_NEXT.match(bracket.string, bracket.end()) is not None
    if not ((sure and closed) or _is_outlet(inner)):
        return False
    found.outlet = True
    return True


def _region_in(found: Found, bracket: re.Match[str], inner: str) -> bool:
    """Take a state or country behind its place: "Kochi (Kerala) [India]"."""
    if found.place is None or found.dates or found.agencies or not looks_like_place(inner):
        return False
    squared = "[" in bracket.group() or "[" in bracket.string[:60]
    if not (squared or is_region(inner) or is_known_place(inner)):
        return False
    found.place = f"{found.place} {bracket.group()}"
    return True


def take_piece(found: Found, piece: str, language: str | None) -> bool:
    """Make ``piece`` part of what was found; False when it is none of a dateline's."""
    if not piece or len(piece) > LONGEST_PIECE or (piece[0].islower() and found.empty):
        return False
    return (
        _agency(found, piece, language)
        or _outlet(found, piece)
        or _date(found, piece, language)
        or _weekday(found, piece)
        or _region(found, piece)
        or _place(found, piece)
    )


def _agency(found: Found, piece: str, language: str | None) -> bool:
    # initials that are words too only count behind a place
    setting = Setting(language=language, place=found.place, doubtful=bool(found.place))
    agencies = () if found.agencies else agencies_listed(piece, setting)
    if agencies:
        found.agencies = agencies
    return bool(agencies)


def _outlet(found: Found, piece: str) -> bool:
    if found.outlet or is_known_place(piece) or not _is_outlet(piece):
        return False
    found.outlet = True
    return True


def _date(found: Found, piece: str, language: str | None) -> bool:
    """Take a day, with the place before it and the agency behind it where no mark stands between."""
    place, date, rest = find_date(piece)
    if not date:
        return False
    found.dates.append(date)
    if rest:
        agency = agency_named(rest, Setting(language=language, place=found.place))
        if agency is None or found.agencies:
            return False
        found.agencies = (agency,)
    return not place or _place(found, place)


def _weekday(found: Found, piece: str) -> bool:
    """Take a word behind a date: the weekday, in a language whose names of days are not known."""
    if not found.dates or found.agencies or not piece.islower() or " " in piece:
        return False
    found.dates.append(piece)
    return True


def _region(found: Found, piece: str) -> bool:
    if found.place is None or found.region or not is_region(piece):
        return False
    found.region, found.place = True, f"{found.place}, {piece.rstrip(',')}"
    return True


def _place(found: Found, piece: str) -> bool:
    if not looks_like_place(piece):
        return False
    if found.place is None:
        found.place = piece.strip(" ,")
        return True
    # behind a city a second name is who sent the story; "Anna, Bert" is none
    if found.outlet or not is_known_place(found.place):
        return False
    found.outlet = True
    return True


@cache
def _wires() -> frozenset[str]:
    return frozenset(phrase_list(read_table("genres.toml")["press_release"], "body"))


def _is_wire(text: str) -> bool:
    """True for a service that spreads press releases: it stands where an agency does and is none."""
    return key(text) in _wires() or key(f"({text})") in _wires() or key(text) == "ots"


@cache
def _outlets() -> frozenset[str]:
    entries = read_table("outlets.toml")["outlets"].values()
    return frozenset(
        key(n) for e in entries for n in (e["name"], *e.get("aliases", ()), *e.get("domains", ()))
    )


def _is_outlet(text: str) -> bool:
    if key(text) not in _outlets() and not _HOST.fullmatch(text):
        return False
    return agency_named(text) is None and text not in table().ambiguous
