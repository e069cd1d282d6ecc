"""What the first characters of a text say of where it is from."""

import re
from functools import cache

from copydesk.sources.agencies import agency_named
from copydesk.sources.datelines import Dateline, read_spaced
from copydesk.sources.names import is_unspaced, key, phrase_list, read_table
from copydesk.sources.unspaced_datelines import read_unspaced

_FIRST_LINE = re.compile(r"\s*(?P<line>[^\n]{3,120})\n\s*")
_SENTENCE = re.compile(r"[.!?。！？][\"'”’»]?\s*$")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")


def read_opening(text: str, language: str | None) -> Dateline | None:
    """The dateline that opens ``text``, perhaps behind a byline or a note of the editors; or None."""
    found = _read(text, language)
    if found:
        return found
    first = _FIRST_LINE.match(text)
    if first is None:
        return None
    line = first.group("line").strip()
    if line[:1] not in "([" and (_SENTENCE.search(line) or len(line.split()) > 8):
        return None
    rest = _read(text[first.end() :], language)
    if rest is None or not (rest.agencies or rest.place):
        return None
    # "HOST: ..." again: what stands behind a line that is a dateline's like itself is none
    return rest._replace(end=rest.end + first.end())


def _read(text: str, language: str | None) -> Dateline | None:
    head = text[:160]
    stripped = head.lstrip()
    if is_unspaced(stripped.lstrip("【［（〔([")) or stripped[:1] in "【［（〔" or _hangul_bracket(stripped):
        found = read_unspaced(head)
        if found:
            return found
    return read_spaced(text[:400], language) or _read_formula(head)


def _hangul_bracket(text: str) -> bool:
    return text[:1] in "([" and _HANGUL.match(text[1:2]) is not None


@cache
def _formulas() -> re.Pattern[str]:
    phrases = phrase_list(read_table("agencies.toml")["phrases"], "openings")
    return re.compile(rf"\s*(?:{'|'.join(map(re.escape, phrases))})\s+")


def _read_formula(head: str) -> Dateline | None:
    """An agency that the first words name as the source of all that follows, as Persian papers do."""
    match = _formulas().match(head)
    if match is None:
        return None
    words = re.split(r"[\s،,:؛]+", head[match.end() : match.end() + 60])
    for count in (3, 2, 1):
        agency = agency_named(" ".join(words[:count]))
        if agency and key(words[0]):
            return Dateline(None, None, (agency,), match.end(), True)
    return None
