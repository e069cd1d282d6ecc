"""Names of places as they stand in a text, before it is decided what they mean."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from copydesk.entities.capitals import CAPITALS
from copydesk.entities.edges import stands_alone, unspaced
from copydesk.entities.gazetteer import Reading, names, readings
from copydesk.entities.lexicon import lexicon

# Words in capitals, at least one of them longer than most acronyms.
_SHOUTED = re.compile(rf"[{CAPITALS}]{{2,}}(?:[ -][{CAPITALS}]{{2,}})*(?![^\W_])")
_SHOUTED_CHARS = 4
_KEEP_CAPITALS = frozenset(
    {"US", "USA", "UK", "UAE", "DRC", "ABD", "VS", "VK", "RDC", "EUA", "DR", "UN", "EU", "РФ"}
)
_WORD_AFTER = re.compile(r"[ \u00a0]([\w'’-]+)")
# From Hebrew on, scripts write words together, or small words with the next one.
_JOINED = "\u0590"
_HIDDEN_CHARS = 24
_OPENING = "\"“„«'(‘"


@dataclass(slots=True, kw_only=True)
class Hit:
    """A name in the text with the readings that its language allows."""

    field: str
    start: int
    end: int
    surface: str
    readings: tuple[Reading, ...]
    before: str
    after: str
    opens: bool
    shouted: bool
    support: int = 0
    person: bool = False
    risky: bool = False
    cased: bool = True

    @property
    def countries(self) -> set[str]:
        """Codes of the countries that the readings are in."""
        return {reading.place.country_code for reading in self.readings}

    @property
    def is_demonym(self) -> bool:
        """True when every reading is an adjective or a people."""
        return all(reading.demonym for reading in self.readings)


def calmed(text: str) -> str:
    """``text`` with runs of words in capitals as names are written, unless all are short; the same length."""

    def calm(match: re.Match[str]) -> str:
        words, start = match[0], match.start()
        if len(words) < _SHOUTED_CHARS or (start and text[start - 1].isalnum()):
            return words
        parts = re.split("([ -])", words)
        if max(map(len, parts)) < _SHOUTED_CHARS:
            return words
        low = "".join(part if part in _KEEP_CAPITALS else part[:1] + part[1:].lower() for part in parts)
        return low if len(low) == len(words) else words

    return _SHOUTED.sub(calm, text)


def _before(text: str, start: int) -> tuple[str, bool]:
    """The word before ``start`` if one space is between; whether a sentence or quotation begins there."""
    at = start
    while at and text[at - 1] in _OPENING:
        at -= 1
    lead = text[max(0, at - 30) : at]
    bare = lead.rstrip(" \u00a0")
    if not bare or at < start:
        return "", True
    if bare[-1] in ".!?:…\n•|–—" and (len(bare) < len(lead) or bare[-1] == "\n"):
        return ("" if bare[-1] != "." else bare.split()[-1]), True
    return (bare.split()[-1].lstrip(_OPENING) if len(lead) == len(bare) + 1 else ""), False


@lru_cache(20_000)
def _allowed(which: int, language: str | None) -> tuple[Reading, ...]:
    """Readings in the text's language; without one, those of English and of names the same everywhere."""
    wanted = language or "en"
    wanted = {"no": "nb", "nn": "nb"}.get(wanted, wanted)
    found = readings(which)
    name = names().surfaces[which]
    if name[0] > "\u04ff":
        # scripts of few languages: Arabic names serve Persian and Urdu
        sure = tuple(r for r in found if not r.demonym or wanted in r.languages)
        own = tuple(r for r in sure if wanted in r.languages)
        return own or sure
    return tuple(r for r in found if not r.languages or wanted in r.languages)


def title_cased(text: str) -> bool:
    """True when nearly every word of ``text`` has a capital, so that capitals say nothing."""
    words = [w for w in text.split() if w[:1].isalpha() and len(w) > 3]
    return len(words) >= 3 and sum(w[:1].isupper() for w in words) >= 0.8 * len(words)


def _matches(text: str) -> Iterator[tuple[int, int, int]]:
    """Names that stand alone. Where words are joined, a match that does not may hide one that does."""
    automaton = names().automaton
    done = 0
    for which, start, end in automaton.find_matches_as_indexes(text):
        if start < done:
            continue
        if stands_alone(text, start, end):
            yield which, start, end
        elif text[start] >= _JOINED:
            for inner, left, right in automaton.find_matches_as_indexes(
                text[start + 1 : end + _HIDDEN_CHARS]
            ):
                if stands_alone(text, start + 1 + left, start + 1 + right):
                    yield inner, start + 1 + left, start + 1 + right
                    done = start + 1 + right
                    break


def scan(field: str, text: str, language: str | None) -> list[Hit]:
    """Hits in reading order, none overlapping. Where there are capitals, only adjectives may lack one."""
    given = calmed(text)
    surfaces = names().surfaces
    found: list[Hit] = []
    for which, start, end in _matches(given):
        allowed = _allowed(which, language)
        if not allowed or (surfaces[which][0].islower() and not _may_be_small(allowed)):
            continue
        if unspaced(surfaces[which][0]) and _too_short(surfaces[which], given, end, allowed):
            continue
        before, opens = _before(given, start)
        after = _WORD_AFTER.match(given, end)
        found.append(
            Hit(
                field=field,
                start=start,
                end=end,
                surface=text[start:end],
                readings=allowed,
                before=before,
                after=after[1] if after else "",
                opens=opens,
                shouted=given[start:end] != text[start:end],
            )
        )
    return found


def _may_be_small(allowed: tuple[Reading, ...]) -> bool:
    return any(r.demonym or r.place.type in {"region", "country"} for r in allowed)


def _too_short(name: str, text: str, end: int, allowed: tuple[Reading, ...]) -> bool:
    """Two Chinese signs may be any word: towns need a word for town after them, or three million people."""
    if len(name) > 2 or any(r.place.type in {"country", "capital", "region"} for r in allowed):
        return False
    if text[end : end + 1] in {"市", "省", "県", "县", "府", "區", "区"}:
        return False
    return not any((r.place.population or 0) >= 3_000_000 or r.place.country_code == "TW" for r in allowed)


def is_common(hit: Hit) -> bool:
    """True when the name is a word of its language too."""
    return hit.surface in lexicon().common_words
