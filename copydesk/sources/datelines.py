"""Datelines: the place, day and agency that open a wire story, in scripts with spaces."""

import re
from typing import NamedTuple

from copydesk.sources.dateline_parts import LONGEST_PIECE, Found, take_bracket, take_piece
from copydesk.sources.places import is_known_place, is_region, refuses, words_of

# A dateline is over after so many characters, and has at most so many pieces.
_REACH, _PIECES = 130, 9
_SEPARATOR = re.compile(
    r"(?P<bracket>[(\[/（](?=\S))"
    r"|(?P<dash>\s*(?:(?<!\.\w)\.-{1,2}|--+|[–—―]|(?<=\s)-(?=\s)|(?<=[\w.])-(?=\s)|(?<=\s)-(?=[^\W\d_])|=)\s*)"
    r"|(?P<colon>\s?[:：]\s*)"
    r"|(?P<comma>\s?[,،、]\s*)"
    r"|(?P<stop>[.।](?=\s|$)\s*)"
)
_BRACKETED = re.compile(r"[(\[（](?P<inner>[^()\[\]（）\n]{2,40})[)\]）]|/(?P<slashed>[^/\n]{2,40})/")
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


def read_spaced(text: str, language: str | None) -> Dateline | None:
    """The dateline that opens ``text`` of a script with spaces, or None."""
    start = len(text) - len(text.lstrip(" \t\n\u00a0\u200e\u200f*•"))
    if _opens_sentence(text[start : start + LONGEST_PIECE]):
        return None
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


def _opens_sentence(text: str) -> bool:
    """True when the second word is a small one that no place's name has: so most texts open."""
    words = text.split(None, 2)
    if len(words) < 3 or not (words[0].isalpha() and words[1].isalpha()):
        return False
    return words[1].islower() and words[1] not in words_of("small")


def _walk(text: str, start: int, language: str | None) -> Found:
    """Read piece after piece until one is no part of a dateline."""
    found = Found(end=start)
    position = start
    for _ in range(_PIECES):
        bracket = _BRACKETED.match(text, position)
        if bracket and bracket.end() <= start + _REACH:
            if not take_bracket(found, bracket, language):
                break
            position = found.end = _behind_mark(text, bracket.end(), found)
            continue
        separator = _next_separator(text, position, min(start + _REACH, position + LONGEST_PIECE + 4))
        if separator is None or not take_piece(found, text[position : separator.start()].strip(), language):
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
        if (
            match.lastgroup == "stop"
            and not is_known_place(piece)
            and (_SHORT.search(piece) or is_region(piece))
        ):
            continue
        if match.group() == "/" and text[match.start() - 1 : match.start()] not in (" ", ".", ","):
            continue
        return match
    return None


def _behind_mark(text: str, position: int, found: Found) -> int:
    """End of the dash, colon or stop behind a bracket; a bracket with an agency is mark enough."""
    match = _BEHIND.match(text, position)
    end = match.end() if match else position
    marked = end > position and any(c in text[position:end] for c in "-–—―:：=")
    if marked or found.agencies or found.wire or found.outlet:
        found.mark = "dash" if marked else "bracket"
    return end


def _joined_dates(found: Found, text: str) -> str | None:
    if not found.dates:
        return None
    first = text.find(found.dates[0])
    last = text.find(found.dates[-1], first) + len(found.dates[-1])
    printed = (text[first:last] if 0 <= first < last else found.dates[0]).strip(" ,،")
    # the full stop of "พ.ค." is the word's own
    return printed if "." in printed.rstrip(".").split()[-1] else printed.rstrip(".")


def _holds(found: Found, text: str, language: str | None) -> bool:
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


def _names_agency_first(found: Found) -> bool:
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
