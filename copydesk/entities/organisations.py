"""Organisations by rule: known names, words that names begin or end with, acronyms in brackets."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from copydesk.entities.capitals import CAPITALS
from copydesk.entities.lexicon import lexicon
from copydesk.entities.people import Name

_WORD = rf"[{CAPITALS}][\w&’'-]*"
# By kind of evidence, as for people.
_KNOWN, _ACRONYM, _HEAD, _TAIL, _DEFINED = 0.9, 0.85, 0.8, 0.75, 0.85
_DEFINITION = re.compile(r"\(([A-ZА-Я]{2,7})\)")
_SMALL_WORDS = "of for the and on in de la del für der des di e et y und"
_SMALL = frozenset(_SMALL_WORDS.split())
_LONGEST = 90
_BEFORE_TAIL = re.compile(rf"(?<![\w.@-])(?:{_WORD} (?:(?:and|&) )?){{1,4}}$")
_WORD_BEFORE = re.compile(rf"(?<![\w.@-]){_WORD} $")
_INSIDE_BEFORE = frozenset("@/&._-")


class _Cues(NamedTuple):
    automaton: AhoCorasick
    words: tuple[str, ...]
    kinds: tuple[frozenset[str], ...]


@cache
def _cues() -> _Cues:
    """All words that tell of an organisation, found in one pass."""
    lists = lexicon().organisations
    kinds: dict[str, set[str]] = {}
    for name in lists["known"].replace("\n", "").split("|"):
        kinds.setdefault(name.strip(), set()).add("known")
    for kind in ("acronyms", "heads", "tails"):
        for word in lists[kind].split():
            kinds.setdefault(word, set()).add(kind)
    kinds.pop("", None)
    return _Cues(
        AhoCorasick(list(kinds), matchkind=MatchKind.LeftmostLongest),
        tuple(kinds),
        tuple(map(frozenset, kinds.values())),
    )


@cache
def _after_head() -> re.Pattern[str]:
    joins = "|".join(sorted(set(lexicon().organisations["joins"].split()), key=len, reverse=True))
    return re.compile(
        rf" (?:{joins})(?: (?:{joins}))? {_WORD}(?:(?: and| et| y| e| und|,)? {_WORD})*"
        rf"(?: of {_WORD}(?: {_WORD})*)?"
    )


@cache
def _not_first() -> frozenset[str]:
    return frozenset(lexicon().organisations["not_first"].split())


def _defined(text: str) -> Iterator[Name]:
    """Words whose first letters an acronym in brackets after them gives."""
    for match in _DEFINITION.finditer(text):
        base = max(0, match.start() - _LONGEST)
        words = list(re.finditer(r"[\w’'&-]+", text[base : match.start()]))
        first = _first_of(match[1].lower(), [word[0] for word in words])
        if first is not None and words[first][0][0].isupper() and base + words[-1].end() == match.start() - 1:
            yield Name(base + words[first].start(), base + words[-1].end(), _DEFINED)


def _first_of(letters: str, words: list[str]) -> int | None:
    """Index of the word that the first letter stands for; small words between may be passed over."""
    at = len(words)
    for wanted in reversed(letters):
        at -= 1
        while at >= 0 and words[at].lower() in _SMALL and words[at][0].lower() != wanted:
            at -= 1
        if at < 0 or words[at][0].lower() != wanted:
            return None
    return at


def _clean(text: str, start: int, end: int, confidence: float, least: int) -> Name | None:
    """Without words at its left that are no part of a name; None when too little is left."""
    words = text[start:end].split(" ")
    while words and words[0] in _not_first():
        start += len(words.pop(0)) + 1
    if len(words) < least:
        return None
    if text[end - 2 : end] in {"’s", "'s"}:
        end -= 2
    return Name(start, end, confidence)


def _alone(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and (before.isalnum() or before in _INSIDE_BEFORE):
        return False
    if after == ".":
        return not text[end + 1 : end + 2].isalnum()
    return not (after and (after.isalnum() or after in "@_&+"))


def _by_head(text: str, start: int, end: int) -> Name | None:
    rest = _after_head().match(text, end)
    if not rest:
        return None
    before = _WORD_BEFORE.search(text, max(0, start - _LONGEST), start)
    return _clean(text, before.start() if before else start, rest.end(), _HEAD, 3)


def _by_tail(text: str, start: int, end: int) -> Name | None:
    before = _BEFORE_TAIL.search(text, max(0, start - _LONGEST), start)
    return _clean(text, before.start(), end, _TAIL, 2) if before else None


def _candidates(text: str) -> Iterator[Name]:
    cues = _cues()
    for which, start, end in cues.automaton.find_matches_as_indexes(text):
        if not _alone(text, start, end):
            continue
        kinds = cues.kinds[which]
        if "known" in kinds:
            yield Name(start, end, _KNOWN)
        if "acronyms" in kinds:
            yield Name(start, end, _ACRONYM)
        head = _by_head(text, start, end) if "heads" in kinds else None
        tail = _by_tail(text, start, end) if "tails" in kinds and not head else None
        if head or tail:
            yield head or tail  # type: ignore[misc]


def find_organisations(text: str) -> list[Name]:
    """Names of organisations in reading order, none overlapping; the surer kind of evidence goes first."""
    taken: list[Name] = []
    for name in sorted(
        [*_candidates(text), *_defined(text)], key=lambda n: (-n.confidence, n.start - n.end, n.start)
    ):
        if all(name.end <= other.start or other.end <= name.start for other in taken):
            taken.append(name)
    return sorted(taken)
