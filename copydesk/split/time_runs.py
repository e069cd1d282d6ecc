"""The words of a line that belong to a printed time, in runs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from copydesk.split.time_words import (
    LABEL,
    MONTH,
    OPENS,
    STRONG,
    UNSPACED,
    WEAK,
    WORD,
    Phrase,
    TimeWords,
    fold_word,
    load,
)

# A date counts in a line of at most so many words; a spelled one beside at most so many others.
DATE_WORDS, OTHER_WORDS = 14, 8
# Words of scripts without spaces run together: "今天上午" is two.
_LONGEST_RUN_TOGETHER = 10
_IS_UNSPACED = re.compile(rf"\d*[{UNSPACED}]")
_TOKEN = re.compile(rf"{WORD.pattern}|[|｜]")
# Kinds of words that no vocabulary has.
_FIGURE, _BAR = 32, 64


@dataclass(slots=True)
class Run:
    """Words of a time that follow one another, from character ``start`` to ``end``."""

    start: int
    end: int
    strong: int = 0
    months: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Found:
    """The runs of a line's time words, and how many words it has and how many belong to no time."""

    runs: list[Run] = field(default_factory=list)
    strong: int = 0
    months: int = 0
    others: int = 0
    total: int = 0


def read_runs(text: str, words: TimeWords) -> Found:
    """The words of a line, those of times in runs: a label, a bar or another word ends one."""
    found = Found()
    run: Run | None = None
    opening = -1
    for start, end, kind, key in _tokens(text, words):
        if (kind & LABEL and not kind & (STRONG | WEAK if found.runs else STRONG | OPENS)) or kind == _BAR:
            run, opening = None, -1
            found.total += bool(found.runs) and kind != _BAR
            continue
        found.total += 1
        if not kind:
            found.others += 1
            if found.others > OTHER_WORDS and found.total > DATE_WORDS:
                return Found()
            run, opening = None, -1
        elif run is not None:
            run.end = end
        elif kind & (STRONG | _FIGURE):
            run = Run(start if opening < 0 else opening, end)
            found.runs.append(run)
        elif kind & OPENS and opening < 0:
            opening = start
        if run is not None and kind & STRONG:
            run.strong += 1
            found.strong += 1
            if kind & MONTH:
                run.months.append(key)
                found.months += 1
    return found


def _tokens(text: str, words: TimeWords) -> Iterator[tuple[int, int, int, str]]:
    """Place, kind and folded text of each word of a line; words that say something together are one."""
    matches = _TOKEN.finditer(text)
    known, phrases = words.words, words.phrases
    for match in matches:
        word = match.group().casefold().rstrip(".")
        kind, end = known.get(word, 0), match.end()
        if word in phrases and (phrase := _phrase(phrases[word], text, end)):
            _, kind, key, end = phrase
            for _ in range(phrase[0]):
                next(matches)
            yield match.start(), end, kind, key
            continue
        if word[:1].isdigit():
            # 12th, 3rd, 18h06, 5pm: a figure with a short tail, in the digits of any script
            kind |= _FIGURE if kind or sum(not c.isdigit() for c in word) <= 2 else _run_together(word)
        elif not kind:
            kind = _BAR if word in "|｜" else _run_together(word)
        yield match.start(), end, kind, word


def _phrase(some: tuple[Phrase, ...], text: str, end: int) -> tuple[int, int, str, int] | None:
    """The phrase that goes on at ``end``: how many more words, what it is, its key and where it ends."""
    for more, kind, key in some:
        position = end
        for word in more:
            match = WORD.search(text, position)
            if match is None or fold_word(match.group()).lstrip("0") != word:
                break
            position = match.end()
        else:
            return len(more), kind, key, position
    return None


@lru_cache(maxsize=1 << 14)
def _run_together(word: str) -> int:
    """What a word of a script without spaces is when words of time make it up ("今天上午"); 0 if not."""
    if len(word) > _LONGEST_RUN_TOGETHER or not _IS_UNSPACED.match(word):
        return 0
    words = load()
    if not words.run_together.fullmatch(word):
        return 0
    kind = _FIGURE if word[0].isdigit() else WEAK
    return kind | STRONG if any(words.words[w] & STRONG for w in words.parts.findall(word)) else kind
