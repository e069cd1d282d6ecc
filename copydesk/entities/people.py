"""People by rule: a title or a given name before a name in capitals, a verb of speech beside one.

Only for scripts with capitals. It prefers being right to finding all: a person named by surname alone, or
whose given name is on no list and who neither has a title nor speaks, is not found.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from copydesk.entities.capitals import CAPITALS
from copydesk.entities.gazetteer import given_names
from copydesk.entities.lexicon import lexicon

_CAPITAL = f"[{CAPITALS}]"
# A word of a name: "Merkel", "O'Brien", "Jean-Luc", "McCain", "J.".
_WORD = rf"{_CAPITAL}(?:[’']{_CAPITAL})?(?:\.|[^\W\d_]*[^\W\d_A-Z](?:[-’']{_CAPITAL}?[^\W\d_]+)*)"
_LONGEST = 5
_AFTER_GIVEN = frozenset({"von", "der", "den", "zu"})
# By kind of evidence; precision on labelled sentences is in `tests/gate/entities`.
_TITLE, _GIVEN, _SPEECH = 0.85, 0.75, 0.6


class Name(NamedTuple):
    """A person's or organisation's name: span, confidence."""

    start: int
    end: int
    confidence: float


@cache
def _sequences() -> re.Pattern[str]:
    particles = "|".join(sorted(lexicon().people["particles"].split(), key=len, reverse=True))
    more = rf"(?:[ \u00a0](?:(?:{particles})[ \u00a0]){{0,2}}(?:(?:al|el)-)?{_WORD})"
    # the capital first: a pattern that begins with a class of letters is searched for at the speed of
    # that class
    return re.compile(rf"{_CAPITAL}(?<![\w.@/-].){_WORD.removeprefix(_CAPITAL)}{more}+(?![\w@])")


@cache
def _said() -> tuple[frozenset[str], frozenset[str]]:
    """Verbs of speech that a speaker stands after, and those that one stands before."""
    said = frozenset(lexicon().people["said"].split())
    return said, said.union(lexicon().people["told"].split())


@cache
def _title_words() -> frozenset[str]:
    return frozenset(lexicon().people["before_name"].split())


@cache
def _never() -> frozenset[str]:
    return frozenset(lexicon().people["never"].split())


@cache
def _facilities() -> frozenset[str]:
    return frozenset(lexicon().people["facilities"].split())


def _parts(match: re.Match[str]) -> list[tuple[int, int, str]]:
    at = match.start()
    parts = []
    for word in match[0].replace("\u00a0", " ").split(" "):
        parts.append((at, at + len(word), word))
        at += len(word) + 1
    return parts


def _runs(parts: list[tuple[int, int, str]]) -> Iterator[tuple[list[tuple[int, int, str]], bool]]:
    """Runs of words between those that no name has, with whether a title stands before them."""
    run: list[tuple[int, int, str]] = []
    titled = False
    for part in parts:
        word = part[2]
        if word in _title_words() and word not in {"y", "M."}:
            if run:
                yield run, titled
            run, titled = [], True
        elif word in _never():
            # "Alice Tully Hall" is named after her, and is not her
            if run and word not in _facilities():
                yield run, titled
            run, titled = [], False
        else:
            run.append(part)
    if run:
        yield run, titled


def _trimmed(run: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Without particles at its ends, not longer than names are, and "von" after a given name only."""
    for at, (_, _, word) in enumerate(run):
        if word in _AFTER_GIVEN and at > 1 and not run[at - 1][2].islower():
            run = run[:at]
            break
    while run and run[-1][2].islower():
        run = run[:-1]
    return run[:_LONGEST]


def _is_given(word: str) -> bool:
    return word in given_names() or ("-" in word and word.split("-", maxsplit=1)[0] in given_names())


def _word_at(text: str, start: int, end: int, which: int) -> str:
    """The first (0) or last (-1) word of ``text[start:end]``, without signs at its ends."""
    words = text[max(0, start) : end].split()
    return words[which].strip(",;:\"“”«»'’()") if words else ""


def _speaks(text: str, start: int, end: int) -> bool:
    after, before = _said()
    # only what stands beside the name: a sign of the end of a sentence stays on the word and makes it another
    return _word_at(text, start - 20, start, -1) in after or _word_at(text, end, end + 20, 0) in before


def _judge(text: str, run: list[tuple[int, int, str]], titled: bool, blocked: frozenset[int]) -> Name | None:
    run = _trimmed(run)
    if len(run) < 2:
        return None
    start, end = run[0][0], run[-1][1]
    if end < len(text) and text[end - 1] == "." and len(run[-1][2]) > 2:
        end -= 1
    if text[end - 2 : end] in {"’s", "'s"}:
        end -= 2
    if titled or (
        text[start - 1 : start] in {" ", "\u00a0"} and _word_at(text, start - 25, start, -1) in _title_words()
    ):
        return Name(start, end, _TITLE) if start not in blocked else None
    for begin, _, word in run[:-1]:
        if _is_given(word) and begin not in blocked and word not in lexicon().compound_before:
            return Name(begin, end, _GIVEN)
    free = start not in blocked and run[-1][0] not in blocked
    return Name(start, end, _SPEECH) if free and len(run) <= 3 and _speaks(text, start, end) else None


def find_people(text: str, blocked: frozenset[int]) -> list[Name]:
    """Names of persons in reading order; none begins at an offset of ``blocked``."""
    found = []
    for match in _sequences().finditer(text):
        for run, titled in _runs(_parts(match)):
            name = _judge(text, run, titled, blocked)
            if name:
                found.append(name)
    return found
