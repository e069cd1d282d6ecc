"""Whether words can be the name of a person, by their shape in their script."""

import re
from functools import cache

from copydesk.sources.names import key, read_table

_HAN = re.compile(r"[\u3400-\u9fff]{2,4}")
_JAPANESE = re.compile(r"[\u3400-\u9fff\u3040-\u30ffー々]{2,8}")
_HANGUL = re.compile(r"[가-힣]{2,4}")
_CASELESS = re.compile(r"[\u0590-\u08ff\u0900-\u0eff\u1780-\u17ff\u10a0-\u10ff]")
_INITIAL = re.compile(r"[^\W\d_]\.?(?:-?[^\W\d_]\.)*")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’`.\u200c-]|[\u0300-\u036f])*")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "jnr", "snr"})
# A name in letters has two to five words, particles and titles not counted.
_FEWEST, _MOST = 2, 5
_HAN_NAME = re.compile(r"\s|\u3000")


@cache
def _lists() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    data = read_table("people.toml")
    names = data["names"]
    return (
        frozenset(key(w) for w in names["particles"]),
        frozenset(key(w) for w in names["titles"]),
        frozenset(key(w) for w in names["credentials"]),
        frozenset(key(w) for w in data["roles"]["words"]),
    )


@cache
def _office_ends() -> tuple[str, ...]:
    return tuple(read_table("people.toml")["roles"]["endings_unspaced"])


def split_joined(part: str, language: str | None) -> list[str]:
    """The names that ``part`` runs together without a mark, each without titles and degrees.

    Chinese reporters stand with a space between them, Arabic and Hebrew names with a letter before the next.
    """
    words = part.split()
    if words and all(_HAN.fullmatch(w) for w in words):
        if len(words) == 2 and language != "zh" and len(part) <= 6:
            return ["".join(words)]
        return words if len(words) > 1 else [part.strip()]
    if words and all(_HANGUL.fullmatch(w) for w in words):
        return words
    name = " ".join(_without_titles(words))
    return _split_letter(name) if len(words) >= 4 and _CASELESS.match(name[:1] or "a") else [name]


def _without_titles(words: list[str]) -> list[str]:
    _, titles, credentials, _ = _lists()
    while len(words) > 1 and key(words[0]) in titles:
        words = words[1:]
    while len(words) > 2 and key(words[-1]) in credentials and words[-1] == words[-1].upper():
        words = words[:-1]
    return words


def _split_letter(name: str) -> list[str]:
    """Names joined by the letter that means "and" in Arabic and Hebrew, where two words stand on both sides."""
    words = name.split()
    exceptions = read_table("people.toml")["names"]["arabic_w"]
    for i in range(2, len(words) - 1):
        if words[i][0] in "وו" and len(words[i]) > 2 and words[i] not in exceptions:
            return [" ".join(words[:i]), " ".join([words[i][1:], *words[i + 1 :]])]
    return [name]


def is_person(name: str) -> bool:
    """True for a text that is made like a person's name and holds no word of an office or organisation.

    A single word is none, except in Chinese, Japanese and Korean: outlets and handles look the same.
    """
    words = name.split()
    if not words or any(c.isdigit() for c in name):
        return False
    particles, _, credentials, offices = _lists()
    if any(key(w) in offices for w in words) or all(key(w) in credentials for w in words):
        return False
    if len(words) == 1:
        return _is_unspaced_name(name)
    if _CASELESS.match(name):
        return _FEWEST <= len(words) <= _MOST and all(w[0].isalpha() for w in words)
    counted = [w for w in words if key(w) not in particles and key(w) not in _SUFFIXES]
    if not _FEWEST <= len(counted) <= _MOST or len(words) > _MOST + 2:
        return False
    spelled = any(not _INITIAL.fullmatch(w) for w in counted)
    return spelled and all(_is_name_word(w) for w in counted) and words[-1][0].isupper()


def _is_name_word(word: str) -> bool:
    if _INITIAL.fullmatch(word) and len(word) <= 4:
        return word[0].isupper()
    return word[0].isupper() and _WORD.fullmatch(word) is not None


def _is_unspaced_name(name: str) -> bool:
    if name.endswith(_office_ends()):
        return False
    return any(pattern.fullmatch(name) for pattern in (_HAN, _JAPANESE, _HANGUL))
