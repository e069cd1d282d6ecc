"""Counts of people: killed, injured, missing, arrested, displaced, or people alone, by words beside them."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

from copydesk.content.figures_numbers import Anchor, Number, Text
from copydesk.content.figures_words import FigureWords
from copydesk.content.quotes_words import CAPITAL_NOUNS

_WORDS: Final = re.compile(r"\w+(?:['’-]\w+)*")
_NEXT_WORD: Final = re.compile(r"\s*(\w+)")
_WORD_BEFORE: Final = re.compile(r"([^\W\d_]+) $")
_BREAK: Final = re.compile(r"[;:()\n]|[.!?。！？।]\s|[。！？]|,|،|、|，")
_SENTENCE: Final = re.compile(r"[;\n]|[.!?।](?:\s|$)|[。！？]")
_COMMAS: Final = frozenset(",،、，")
_FARTHEST: Final = 9
"""Words between a noun of people and what became of them ("12 people on a bus to the coast were killed")."""
_FARTHEST_LEFT: Final = 6
"""Words between a word of harm and a number ("the death toll has now risen to at least 12")."""
_FARTHEST_SIGNS: Final = 14
"""Signs between a noun and what became of them, in scripts without spaces."""
_FAR: Final = 4.0
"""Distances of more words than this are alike."""
_REACH: Final = 160
_NOUN_REACH: Final = 30
"""Code points that are looked at beside a number; nine long words have fewer."""


class Count(NamedTuple):
    """A number of people and what became of them."""

    number: Number
    kind: str
    confidence: float


class _Beside(NamedTuple):
    """What stands beside a number: its noun, words of harm, and where its neighbours end and begin."""

    number: Number
    noun: Anchor | None
    cues: Sequence[Anchor]
    room: tuple[int, int]

    @property
    def end(self) -> int:
        return self.noun.end if self.noun else self.number.end


class _Kind(NamedTuple):
    """Distance of a word of harm and its kind."""

    distance: float
    kind: str


def counts_of_people(text: Text, numbers: Sequence[Number], anchors: Sequence[Anchor]) -> list[Count]:
    """Counts for those of ``numbers`` that have a noun of people or a word of harm beside them."""
    cues = [anchor for anchor in anchors if anchor.meaning.kinds]
    nouns = [anchor for anchor in anchors if anchor.meaning.people]
    if not cues and not nouns:
        return []
    main = [number for number in numbers if not _is_part(text, number)]
    found = []
    cue_starts, noun_starts = [cue.start for cue in cues], [noun.start for noun in nouns]
    for n, number in enumerate(main):
        room = main[n - 1].end if n else 0, main[n + 1].start if n + 1 < len(main) else len(text.low)
        first, last = max(0, number.start - _REACH), number.end + _REACH
        near = cues[bisect_left(cue_starts, first) : bisect_left(cue_starts, last)]
        after = nouns[
            bisect_left(noun_starts, number.end) : bisect_left(noun_starts, number.end + _NOUN_REACH)
        ]
        noun = next((noun for noun in after if _is_noun_of(text, number, noun)), None)
        count = _count(text, _Beside(number, noun, near, room))
        if count:
            found.append(count)
    return found


def _is_part(text: Text, number: Number) -> bool:
    """Whether the number counts some of those counted before ("including three children"), or is an age."""
    words = text.words
    before = text.low[max(0, number.start - 20) : number.start].rstrip()
    if before.endswith(words.part_words) and any(
        _ends_with(before, word, words) for word in words.part_words
    ):
        return True
    after = text.low[number.end : number.end + 12].lstrip()
    return words.spaced and any(
        after.startswith(word) and not after[len(word) : len(word) + 1].isalnum() for word in words.including
    )


def _ends_with(text: str, word: str, words: FigureWords) -> bool:
    if not text.endswith(word):
        return False
    return not words.spaced or len(text) == len(word) or not text[-len(word) - 1].isalnum()


def _count(text: Text, beside: _Beside) -> Count | None:
    number, noun = beside.number, beside.noun
    if number.bare and noun is None:
        return None
    left, right = _left(text, beside), _right(text, beside)
    if left and noun is None and right is None and not _may_end(text, beside.end):
        left = None
    if number.one and not _is_one(text, noun, right):
        return None
    # of two as near the one before: verbs that lead ("killed 12 people") stand right at their number
    best = min((side for side in (left, right) if side), key=lambda side: side.distance, default=None)
    if best:
        return Count(number, best.kind, 0.95 if noun else 0.85)
    return Count(number, "people", 0.85) if noun and not number.one else None


def _is_one(text: Text, noun: Anchor | None, right: _Kind | None) -> bool:
    """Whether a word that may be an article is a number: before "person" or a word of harm ("un mort")."""
    if noun is None:
        return right is not None and right.distance == 0
    return text.low[noun.start : noun.end] in text.words.sets["person"]


def _is_noun_of(text: Text, number: Number, noun: Anchor) -> bool:
    """Whether nothing, or adjectives alone, stand between a number and a noun."""
    between = text.low[number.end : noun.start]
    adjectives = text.words.sets["adjectives"]
    if not between.strip():
        return len(between) <= 2 and "\n" not in between
    if not text.words.spaced:
        return between.strip() in adjectives
    parts = between.split()
    if len(parts) > 2 or _BREAK.search(between):
        return False
    printed = text.body[number.end : noun.start].split()
    return all(
        low in adjectives or (word[0].isupper() and text.words.code not in CAPITAL_NOUNS)
        for low, word in zip(parts, printed, strict=True)
    )


def _left(text: Text, beside: _Beside) -> _Kind | None:
    """Word of harm before the number ("killed 12", "the death toll rose to 12")."""
    start, words = beside.number.start, text.words
    cue = next((cue for cue in reversed(beside.cues) if cue.end <= start), None)
    if cue is None or (cue.start < beside.room[0] and cue.end < beside.room[0]):
        return None
    between = text.low[cue.end : start]
    if _SENTENCE.search(between) or not _COMMAS.isdisjoint(between):
        return None
    if not words.spaced:
        rest = between.strip()
        return _Kind(0.0, cue.meaning.kinds[0]) if not rest or rest in words.sets["links"] else None
    parts = _WORDS.findall(between)
    lead = _WORDS.findall(text.low[max(0, cue.start - 12) : cue.start])[-2:]
    linked = len(parts) <= _FARTHEST_LEFT and words.sets["left"].issuperset(parts)
    if not linked or not words.sets["not"].isdisjoint(lead):
        return None
    return _Kind(0.5 * len(parts), cue.meaning.kinds[0])


def _right(text: Text, beside: _Beside) -> _Kind | None:
    """Word of harm after the number and its noun, or the noun itself."""
    noun = beside.noun
    same = next((cue for cue in beside.cues if noun and cue.start == noun.start), None)
    if same:
        return _Kind(0.1, same.meaning.kinds[0])
    cue = next((cue for cue in beside.cues if cue.start >= beside.end), None)
    if cue is None or cue.start >= beside.room[1]:
        return None
    between = text.low[beside.end : cue.start]
    if _SENTENCE.search(between) or not _reaches(text, beside, between):
        return None
    length = len(between) / 4 if not text.words.spaced else len(_WORDS.findall(between))
    return _Kind(min(float(length), _FAR), cue.meaning.kinds[0])


def _reaches(text: Text, beside: _Beside, between: str) -> bool:
    """Whether what stands between a number or its noun and a word of harm lets the one be of the other."""
    words = text.words
    if not words.spaced:
        return len(between) <= (_FARTHEST_SIGNS if beside.noun else 1) and _COMMAS.isdisjoint(between)
    parts = _WORDS.findall(between)
    if not words.sets["not"].isdisjoint(parts):
        return False
    if beside.noun:
        inside = not words.sets["including"].isdisjoint(parts) or _in_commas(between, words)
        new_clause = bool(parts) and words.sets["and"].issuperset(parts)
        return len(parts) <= _FARTHEST and not new_clause and (inside or not _BREAK.search(between))
    if not words.sets["helpers"].issuperset(parts) or any(sign in between for sign in ",;:()،"):
        return False
    return bool(parts) or beside.number.word or not _names_something(text.body, beside.number.start)


def _in_commas(between: str, words: FigureWords) -> bool:
    """Whether one remark between commas parts noun and verb ("six men, aged 19 to 34, were arrested")."""
    parts = between.split(",")
    if len(parts) != 3 or parts[0].strip() or any(sign in between for sign in ".;:"):
        return False
    return words.sets["helpers"].issuperset(_WORDS.findall(parts[2]))


def _names_something(body: str, start: int) -> bool:
    """Whether a word with a capital stands right before the number ("Flight 17 killed")."""
    word = _WORD_BEFORE.search(body, max(0, start - 24), start)
    return word is not None and word.group(1)[0].isupper()


def _may_end(text: Text, end: int) -> bool:
    """Whether the count may end here: before a sign, the end, or a word that is no noun."""
    match = _NEXT_WORD.match(text.low, end)
    return match is None or match.group(1) in text.words.sets["after"]
