"""Organisations by rule: known names and acronyms, words that such names begin or end with, acronyms in brackets."""

import re
from collections.abc import Iterator
from functools import cache

from copydesk.entities.lexicon import lexicon
from copydesk.entities.people import Name

_CAPITAL = r"[^\W\d_a-zß-öø-ÿа-яёіїєґα-ω]"
_WORD = rf"{_CAPITAL}[\w&’'-]*"
# By kind of evidence, as for people.
_KNOWN, _ACRONYM, _HEAD, _TAIL, _DEFINED = 0.9, 0.85, 0.8, 0.75, 0.85
_DEFINITION = re.compile(r"\(([A-ZА-Я]{2,7})\)")
_SMALL = frozenset("of for the and on in de la del für der des di e et y und".split())


def _words(key: str) -> list[str]:
    return sorted(set(lexicon().organisations[key].split()), key=len, reverse=True)


@cache
def _known() -> re.Pattern[str]:
    names = [name.strip() for name in lexicon().organisations["known"].replace("\n", "").split("|")]
    ordered = "|".join(map(re.escape, sorted(filter(None, names), key=len, reverse=True)))
    return re.compile(rf"(?<![\w.@/-])(?:{ordered})(?![\w@]|\.\w)")


@cache
def _acronyms() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.@/&])(?:{'|'.join(map(re.escape, _words('acronyms')))})(?![\w@&+]|\.\w)")


@cache
def _headed() -> re.Pattern[str]:
    heads, joins = "|".join(_words("heads")), "|".join(_words("joins"))
    return re.compile(
        rf"(?<![\w.@-])(?:{_WORD} )?(?:{heads})(?: (?:{joins})(?: (?:{joins}))?) {_WORD}(?:(?: and| et| y| e| und|,)? {_WORD})*"
    )


@cache
def _tailed() -> re.Pattern[str]:
    tails = "|".join(map(re.escape, _words("tails")))
    return re.compile(rf"(?<![\w.@-])(?:{_WORD} (?:(?:of|and|&|for|de|der) )?){{1,4}}(?:{tails})(?![\w@-])")


@cache
def _not_first() -> frozenset[str]:
    return frozenset(lexicon().organisations["not_first"].split())


def _defined(text: str) -> Iterator[Name]:
    """Words whose first letters an acronym in brackets after them gives."""
    for match in _DEFINITION.finditer(text):
        letters = match[1].lower()
        words = list(re.finditer(r"[\w’'&-]+", text[max(0, match.start() - 90) : match.start()]))
        base = max(0, match.start() - 90)
        taken = len(words)
        for wanted in reversed(letters):
            taken -= 1
            while taken >= 0 and words[taken][0].lower() in _SMALL and words[taken][0][0].lower() != wanted:
                taken -= 1
            if taken < 0 or words[taken][0][0].lower() != wanted:
                taken = -1
                break
        if taken >= 0 and words[taken][0][0].isupper() and base + words[-1].end() == match.start() - 1:
            yield Name(base + words[taken].start(), base + words[-1].end(), _DEFINED)


def _clean(text: str, match: re.Match[str], confidence: float, least: int) -> Name | None:
    """Without words at its left that are no part of a name; None when too little is left."""
    start, words = match.start(), match[0].split(" ")
    while words and words[0] in _not_first():
        start += len(words.pop(0)) + 1
    if len(words) < least or start >= match.end():
        return None
    end = match.end()
    if text[end - 2 : end] in {"’s", "'s"}:
        end -= 2
    return Name(start, end, confidence)


def find_organisations(text: str) -> list[Name]:
    """Names of organisations in reading order, none overlapping; the surer kind of evidence goes first."""
    candidates = [Name(m.start(), m.end(), _KNOWN) for m in _known().finditer(text)]
    candidates += _defined(text)
    candidates += [n for m in _headed().finditer(text) if (n := _clean(text, m, _HEAD, 3))]
    candidates += [n for m in _tailed().finditer(text) if (n := _clean(text, m, _TAIL, 2))]
    candidates += [Name(m.start(), m.end(), _ACRONYM) for m in _acronyms().finditer(text)]
    taken: list[Name] = []
    for name in candidates:
        if all(name.end <= other.start or other.end <= name.start for other in taken):
            taken.append(name)
    return sorted(taken)
