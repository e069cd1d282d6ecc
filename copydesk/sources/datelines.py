"""Datelines: the place, day and agency that open a wire story, in scripts with spaces."""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from copydesk.sources.agencies import Setting, agencies_listed, agency_named, table
from copydesk.sources.date_pieces import find_date, is_date
from copydesk.sources.names import key, phrase_list, read_table
from copydesk.sources.places import is_known_place, is_region, looks_like_place, refuses, words_of

# A dateline is over after so many characters, and has at most so many pieces.
_REACH, _PIECES = 130, 9
# The longest piece holds place, day and agency without a mark between them.
_LONGEST_PIECE = 60
_SEPARATOR = re.compile(
    r"(?P<bracket>[(\[/（](?=\S))"
    r"|(?P<dash>\s*(?:(?<!\.\w)\.-{1,2}|--+|[–—―]|(?<=\s)-(?=\s)|(?<=[\w.])-(?=\s)|(?<=\s)-(?=[^\W\d_])|=)\s*)"
    r"|(?P<colon>\s?[:：]\s*)"
    r"|(?P<comma>\s?[,،、]\s*)"
    r"|(?P<stop>[.।](?=\s|$)\s*)"
)
_BRACKETED = re.compile(r"[(\[（](?P<inner>[^()\[\]（）\n]{2,40})[)\]）]|/(?P<slashed>[^/\n]{2,40})/")
_HOST = re.compile(r"[A-Za-z][\w-]{2,}(?:\.[A-Za-z]{2,4}){1,2}")
_MARK_NEXT = re.compile(r"\s?(?:\.\s?-|[-–—―:：।])")
_BEHIND = re.compile(r"\s*(?:[.।]?\s?(?:--?|[–—―])\s*|[:：]\s*|[.,।،]\s+|=\s*)?\s*")
# A word so short before a full stop is an abbreviation: "St.", "Mo.", "5.".
_SHORT = re.compile(r"(?:^|[\s.])(?:[^\W\d_]{1,3}|\d+)$")


class Dateline(NamedTuple):
    """What opens a story: ``place``, ``date`` as printed, ``agencies`` by id; up to ``end``.

    ``bare`` when an agency's name alone opens the text, without place or brackets.
    """

    place: str | None
    date: str | None
    agencies: tuple[str, ...]
    end: int
    bare: bool = False


@dataclass(slots=True)
class _Found:
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
        return not (self.place or self.agencies or self.dates or self.outlet)


def read_spaced(text: str, language: str | None) -> Dateline | None:
    """The dateline that opens ``text`` of a script with spaces, or None."""
    start = len(text) - len(text.lstrip(" \t\n\u00a0\u200e\u200f*•"))
    found = _walk(text, start, language)
    if found.empty or not found.mark:
        return None
    following = text[found.end : found.end + 3].lstrip("\"'“”„«‘(¿¡ ")[:1]
    if following.islower() and not (found.bracketed and found.agencies and found.place is None):
        return None
    if not _holds(found, text, language):
        return None
    bare = bool(found.agencies) and found.place is None and not found.bracketed
    return Dateline(found.place, _joined_dates(found, text), found.agencies, found.end, bare)


def _walk(text: str, start: int, language: str | None) -> _Found:
    """Read piece after piece until one is no part of a dateline."""
    found = _Found(end=start)
    position = start
    for _ in range(_PIECES):
        bracket = _BRACKETED.match(text, position)
        if bracket and bracket.end() <= start + _REACH:
            if not _take_bracket(found, bracket, language):
                break
            position = found.end = _behind_mark(text, bracket.end(), found)
            continue
        separator = _next_separator(text, position, start + _REACH)
        if separator is None or not _take(found, text[position : separator.start()].strip(), language):
            break
        position = separator.end() if separator.lastgroup != "bracket" else separator.start()
        if separator.lastgroup != "bracket":
            found.end, found.mark = position, separator.lastgroup or ""
            if found.mark == "colon":
                break
    return found


def _next_separator(text: str, position: int, reach: int) -> re.Match[str] | None:
    for match in _SEPARATOR.finditer(text, position, min(len(text), reach)):
        if match.start() == position:
            return None
        piece = text[position : match.start()]
        if match.lastgroup == "stop" and not is_known_place(piece) and (_SHORT.search(piece) or is_region(piece)):
            continue
        if match.group() == "/" and text[match.start() - 1 : match.start()] not in (" ", ".", ","):
            continue
        return match
    return None


def _behind_mark(text: str, position: int, found: _Found) -> int:
    """End of the dash, colon or stop behind a bracket; a bracket with an agency is mark enough."""
    match = _BEHIND.match(text, position)
    end = match.end() if match else position
    marked = end > position and any(c in text[position:end] for c in "-–—―:：=")
    if marked or found.agencies or found.wire or found.outlet:
        found.mark = "dash" if marked else "bracket"
    return end


def _take_bracket(found: _Found, bracket: re.Match[str], language: str | None) -> bool:
    inner = (bracket.group("inner") or bracket.group("slashed")).strip()
    setting = Setting(language=language, place=found.place)
    agencies = agencies_listed(_without_desk(inner), setting) or _of_service(inner)
    if agencies:
        if found.agencies:
            return False
        found.agencies, found.bracketed = agencies, True
        return True
    if _is_wire(inner):
        found.wire = True
        return True
    if is_date(inner):
        found.dates.append(inner)
        return True
    if found.place and (_is_outlet(inner) or _is_sender(found, bracket, inner)):
        # beside place and day a bracket holds whoever sent the story, known or not
        found.outlet = True
        return True
    if found.place and not found.dates and not found.agencies and looks_like_place(inner):
        if is_region(inner) or is_known_place(inner) or "[" in bracket.group() or "[" in bracket.string[:60]:
            found.place = f"{found.place} {bracket.group()}"
            return True
    return False


def _is_sender(found: _Found, bracket: re.Match[str], inner: str) -> bool:
    """True for an unknown name in brackets between a sure place and the dash: who sent the story."""
    sure = found.region or bool(found.dates) or is_known_place(found.place or "")
    return sure and any(map(str.isalpha, inner)) and _MARK_NEXT.match(bracket.string, bracket.end()) is not None


def _of_service(inner: str) -> tuple[str, ...]:
    """The agency whose service or desk a bracket names: "dpa-AFX Broker", "AFP Sport"."""
    words = inner.split()
    agency = agency_named(words[0], Setting(doubtful=False)) if 1 < len(words) <= 3 else None
    return (agency,) if agency and words[1][0].isupper() else ()


def _without_desk(inner: str) -> str:
    """An agency's bracket without what says whose pen it was: "Корр. БЕЛТА"."""
    return re.sub(r"^(?:корр|кор|corr)\.\s?", "", inner, flags=re.IGNORECASE)


def _take(found: _Found, piece: str, language: str | None) -> bool:
    """Make ``piece`` part of what was found; False when it is none of a dateline's."""
    if not piece or len(piece) > _LONGEST_PIECE or (piece[0].islower() and found.empty):
        return False
    # A place is not tried for an agency before a date or agency can follow it.
    setting = Setting(language=language, place=found.place, doubtful=bool(found.place))
    agencies = () if found.agencies else agencies_listed(piece, setting)
    if agencies:
        found.agencies = agencies
        return True
    if _is_outlet(piece) and not found.outlet and not is_known_place(piece):
        found.outlet = True
        return True
    place, date, rest = find_date(piece)
    if date:
        found.dates.append(date)
        if rest and not _take_rest(found, rest, language):
            return False
        return not place or _take_place(found, place)
    if found.dates and not found.agencies and piece.islower() and " " not in piece:
        # the weekday behind a date, in a language whose names of days are not known
        found.dates.append(piece)
        return True
    if found.place and is_region(piece) and not found.region:
        found.region, found.place = True, f"{found.place}, {piece.rstrip(',')}"
        return True
    return _take_place(found, piece)


def _take_rest(found: _Found, rest: str, language: str | None) -> bool:
    agency = agency_named(rest, Setting(language=language, place=found.place))
    if agency is None or found.agencies:
        return False
    found.agencies = (agency,)
    return True


def _take_place(found: _Found, piece: str) -> bool:
    if found.place:
        # behind a city a second name is a region or who sent the story; "Anna, Bert" is neither
        found.outlet = is_known_place(found.place) and not found.outlet and looks_like_place(piece)
        return found.outlet
    if not looks_like_place(piece):
        return False
    found.place = piece.strip(" ,")
    return True


def _joined_dates(found: _Found, text: str) -> str | None:
    if not found.dates:
        return None
    first = text.find(found.dates[0])
    last = text.find(found.dates[-1], first) + len(found.dates[-1])
    printed = (text[first:last] if 0 <= first < last else found.dates[0]).strip(" ,،")
    # the full stop of "พ.ค." is the word's own
    return printed if "." in printed.rstrip(".").split()[-1] else printed.rstrip(".")


def _holds(found: _Found, text: str, language: str | None) -> bool:
    """True when what was found can only be a dateline."""
    if found.place is None:
        return _names_agency_first(found)
    if refuses(found.place, plain=not (found.agencies or found.dates or found.wire)):
        return False
    if found.agencies or found.wire:
        return found.mark != "comma"
    if found.mark not in ("dash", "colon"):
        told = bool(found.dates) or language == "de"
        return found.mark == "stop" and told and is_known_place(found.place)
    if found.region or found.outlet or found.dates:
        return True
    return is_known_place(found.place) or _is_capitals(found.place, text, found.mark)


def _names_agency_first(found: _Found) -> bool:
    if not found.agencies:
        return False
    return found.bracketed or found.mark == "dash"


def _is_capitals(place: str, text: str, mark: str) -> bool:
    """True for a name in capitals that nothing but its letters shows to be a place.

    Not for three letters and fewer, which are an abbreviation, nor for a name that the text goes on to write
    in capitals. Before a colon the text has to tell of something in that place: captions and kickers of all
    sorts stand so.
    """
    if place != place.upper() or place == place.lower() or len(place.replace(" ", "")) < 4:
        return False
    rest = text[len(place) + 2 :]
    if re.search(rf"(?<!\w){re.escape(place)}(?!\w)", rest) or _SPEAKER.search(rest):
        return False
    return mark == "dash" or _is_told_of(place, rest)


def _is_told_of(place: str, rest: str) -> bool:
    """True when ``rest`` has the place's name behind a word that places stand behind: "in Marrow Bridge"."""
    found = re.search(rf"(?<!\w)(?P<before>[^\W\d_]+)\s{re.escape(place)}(?!\w)", rest, re.IGNORECASE)
    return found is not None and found.group("before").lower() in words_of("before_places")


# "HOST: ... GUEST: ...": names in capitals before a colon at the head of a line are those of speakers.
_SPEAKER = re.compile(r"\n\s*[^\W\d_a-z]{2,}(?: [^\W\d_a-z]+)?:\s")


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
