"""Whether a name that opens a story is a place."""

import re
from functools import cache

from copydesk.sources.names import key, read_table

_SLASH = re.compile(r"\s?/\s?")
# Words of a place's name that are written small.
_SMALL = frozenset(
    ["am", "an", "der", "de", "del", "la", "las", "le", "les", "los", "of", "the", "do", "da", "dos", "di", "in", "im"]
    + ["sur", "sous", "en", "and", "on", "upon", "al", "el", "ob", "bei", "na", "nad", "pri", "aan", "den", "van", "und"]
    + ["et", "y", "e", "a.m", "m", "a.d", "i", "på", "st"]
)
_MOST_WORDS = 5


@cache
def _places() -> frozenset[str]:
    return frozenset(key(name) for names in read_table("datelines.toml")["places"].values() for name in names)


@cache
def words_of(name: str) -> frozenset[str]:
    """Keys of the words that ``datelines.toml`` lists under ``words.<name>``."""
    return frozenset(key(w) for w in read_table("datelines.toml")["words"][name])


@cache
def _regions() -> frozenset[str]:
    return frozenset(key(name) for name in read_table("datelines.toml")["regions"]["names"])


def is_known_place(text: str) -> bool:
    """True for a city of the list, or several of them with slashes between."""
    folded = key(text)
    if folded in _places():
        return True
    parts = _SLASH.split(folded)
    return len(parts) > 1 and all(p in _places() for p in parts)


def is_region(text: str) -> bool:
    """True for a state or country as it stands behind a place: "Ill.", "Vietnam"."""
    return key(text) in _regions()


def looks_like_place(text: str) -> bool:
    """True for words that can be a place's name: few, no digits, capitals where the script has them."""
    words = text.replace("/", " ").split()
    if not 0 < len(words) <= _MOST_WORDS or any(c.isdigit() for c in text):
        return False
    if not words[0][:1].isalpha() or words[0][0].islower():
        return False
    return all(w[0].isalpha() and (not w[0].islower() or key(w) in _SMALL) for w in words)


def refuses(place: str, *, plain: bool) -> bool:
    """True when ``place`` cannot be one: a word that announces a kind of text, or an abbreviation.

    Args:
        place: the name that opens the text.
        plain: whether neither agency nor date stands beside the name.
    """
    folded = key(place)
    if is_known_place(place):
        return False
    parts = folded.split()
    if folded in words_of("not_places"):
        return True
    if plain and folded in words_of("acronyms"):
        return True
    announced = [p for p in parts if key(p) in words_of("not_places")]
    return plain and bool(announced) and (len(announced) == len(parts) or parts[0] in announced or parts[-1] in announced)
