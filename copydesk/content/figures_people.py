"""Counts of people: killed, injured, missing, arrested, displaced, or people alone, by the words beside a number."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from copydesk.content.figures_numbers import Anchor, Number
from copydesk.content.figures_words import FigureWords

_WORDS: Final = re.compile(r"\w+(?:['’-]\w+)*")
_BREAK: Final = re.compile(r"[;:()\n]|[.!?。！？।]\s|[。！？]|,|،|、|，")
_SENTENCE: Final = re.compile(r"[;\n]|[.!?।](?:\s|$)|[。！？]")
_FARTHEST: Final = 9
"""Words between a noun of people and what happened to them ("12 people travelling on a bus to the coast were killed")."""
_FARTHEST_SIGNS: Final = 14
"""The same in scripts without spaces."""


_REACH: Final = 160
_NOUN_REACH: Final = 30
"""Code points that are looked at beside a number; nine long words have fewer."""


class Count(NamedTuple):
    """A number of people and what became of them."""

    number: Number
    kind: str
    confidence: float


def counts_of_people(low: str, body: str, numbers: Sequence[Number], anchors: Sequence[Anchor], words: FigureWords) -> list[Count]:
    """Counts for those of ``numbers`` that have a noun of people or a word of harm beside them."""
    cues = [anchor for anchor in anchors if anchor.meaning.kinds]
    nouns = [anchor for anchor in anchors if anchor.meaning.people]
    if not cues and not nouns:
        return []
    main = [number for number in numbers if not _is_part(low, number, words)]
    found = []
    for n, number in enumerate(main):
        previous = main[n - 1].end if n else 0
        following = main[n + 1].start if n + 1 < len(main) else len(low)
        near = [cue for cue in cues if previous - _REACH < cue.start < number.end + _REACH]
        beside = [noun for noun in nouns if number.end <= noun.start < number.end + _NOUN_REACH]
        count = _count(low, body, number, (previous, following), near, beside, words)
        if count:
            found.append(count)
    return found


def _is_part(low: str, number: Number, words: FigureWords) -> bool:
    """Whether the number counts some of those counted before ("including three children"), or is an age."""
    before = low[max(0, number.start - 20) : number.start].rstrip()
    after = low[number.end : number.end + 12].lstrip()
    if before.endswith(words.part_words) and any(_ends_with(before, word, words) for word in words.part_words):
        return True
    if not after.startswith(words.including):
        return False
    return words.spaced and any(after.startswith(word) and not after[len(word) : len(word) + 1].isalnum() for word in words.including)


def _ends_with(text: str, word: str, words: FigureWords) -> bool:
    if not text.endswith(word):
        return False
    return not words.spaced or len(text) == len(word) or not text[-len(word) - 1].isalnum()


def _count(
    low: str,
    body: str,
    number: Number,
    room: tuple[int, int],
    cues: Sequence[Anchor],
    nouns: Sequence[Anchor],
    words: FigureWords,
) -> Count | None:
    noun = next((a for a in nouns if a.start >= number.end and _is_noun_of(low, body, number, a, words)), None)
    if number.bare and noun is None:
        return None
    end = noun.end if noun else number.end
    left = _left(low, number, room[0], cues, words)
    right = _right(low, body, number, noun, end, room[1], cues, words)
    if left and noun is None and right is None and not _may_end(low, end, words):
        left = None
    if number.one and noun is None and not (right and right[1] == 0):
        return None
    if number.one and noun and low[noun.start : noun.end] not in words.sets["person"]:
        return None
    best = min((side for side in (left, right) if side), key=lambda side: side[1], default=None)
    if best:
        return Count(number, best[0], 0.95 if noun else 0.85)
    if noun is None or number.one:
        return None
    return Count(number, "people", 0.85)


def _is_noun_of(low: str, body: str, number: Number, noun: Anchor, words: FigureWords) -> bool:
    between = low[number.end : noun.start]
    if not between.strip():
        return len(between) <= 2 and "\n" not in between
    parts = between.split()
    if not words.spaced and between.strip() in words.sets["adjectives"]:
        return True
    if len(parts) > 2 or _BREAK.search(between) or not words.spaced:
        return False
    capitals = body[number.end : noun.start].split()
    return all(
        part in words.sets["adjectives"] or (printed[0].isupper() and words.code != "de")
        for part, printed in zip(parts, capitals, strict=True)
    )


def _left(
    low: str, number: Number, room: int, cues: Sequence[Anchor], words: FigureWords
) -> tuple[str, float] | None:
    """Kind and distance of a word of harm before the number ("killed 12", "the death toll rose to 12")."""
    cue = None
    for cue in reversed(cues):
        if cue.end <= number.start:
            break
    if cue is None or cue.end > number.start or cue.start < room and cue.end <= room - 1:
        return None
    between = low[cue.end : number.start]
    if _SENTENCE.search(between) or "," in between or "،" in between or "、" in between:
        return None
    if not words.spaced:
        rest = between.strip()
        return (cue.meaning.kinds[0], 0.0) if not rest or rest in words.sets["links"] else None
    parts = _WORDS.findall(between)
    if len(parts) > 6 or any(part not in words.sets["links"] and part not in words.sets["helpers"] for part in parts):
        return None
    if any(part in words.sets["not"] for part in _WORDS.findall(low[max(0, cue.start - 12) : cue.start])[-2:]):
        return None
    return cue.meaning.kinds[0], 0.5 * len(parts)


def _right(
    low: str,
    body: str,
    number: Number,
    noun: Anchor | None,
    end: int,
    room: int,
    cues: Sequence[Anchor],
    words: FigureWords,
) -> tuple[str, float] | None:
    """Kind and distance of a word of harm after the number and its noun."""
    same = next((c for c in cues if noun and c.start == noun.start and c.meaning.kinds), None)
    if same:
        return same.meaning.kinds[0], 0.1
    cue = next((c for c in cues if c.start >= end), None)
    if cue is None or cue.start >= room:
        return None
    between = low[end : cue.start]
    if _SENTENCE.search(between):
        return None
    if not words.spaced:
        far = len(between) > (_FARTHEST_SIGNS if noun else 1)
        return None if far or any(sign in between for sign in "、，,") else (cue.meaning.kinds[0], len(between) / 4)
    parts = _WORDS.findall(between)
    if any(part in words.sets["not"] for part in parts):
        return None
    if noun:
        including = any(part in words.sets["including"] for part in parts)
        if len(parts) > _FARTHEST or (_BREAK.search(between) and not including and not _in_commas(between, words)):
            return None
        return cue.meaning.kinds[0], float(len(parts)) if len(parts) < 4 else 4.0
    if any(sign in between for sign in ",;:()،") or any(part not in words.sets["helpers"] for part in parts):
        return None
    if not number.word and not parts and _names_something(body, number):
        return None
    return cue.meaning.kinds[0], float(len(parts))


def _in_commas(between: str, words: FigureWords) -> bool:
    """Whether one remark between two commas parts the noun from its verb ("six men, aged 19 to 34, were arrested")."""
    parts = between.split(",")
    if len(parts) != 3 or parts[0].strip() or any(sign in between for sign in ".;:"):
        return False
    return all(part in words.sets["helpers"] for part in _WORDS.findall(parts[2]))


def _names_something(body: str, number: Number) -> bool:
    """Whether a capital stands right before the number ("Flight 17 killed")."""
    before = body[max(0, number.start - 24) : number.start]
    if not before.endswith(" "):
        return False
    word = before.split()[-1:] or [""]
    return word[0][:1].isupper() and number.start - len(word[0]) - 1 > 0 and word[0].isalpha() or (
        word[0][:1].isupper() and word[0].isalpha() and number.start - len(word[0]) - 1 == 0 and len(before) <= 24
        and number.value < 1000
    )


def _may_end(low: str, end: int, words: FigureWords) -> bool:
    """Whether the count may end here: before a sign, the end, or a word that is no noun."""
    match = re.compile(r"\s*(\w+)").match(low, end)
    if match is None:
        return True
    return match.group(1) in words.sets["after"]
