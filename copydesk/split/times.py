"""Find printed times: lines that are a time, and times glued to other text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick

from copydesk import labels
from copydesk.roles import Role

# A date counts in a line of at most so many words; a spelled one beside at most so many others.
_DATE_WORDS, _OTHER_WORDS = 14, 8
_DIGIT = re.compile(r"\d")
# vowel signs of Indic scripts and Thai are no letters to `re`
_LETTER = r"(?:[^\W\d_]|[\u0900-\u0dff\u0e00-\u0eff])"
_WORD = re.compile(rf"\d+{_LETTER}*|{_LETTER}+(?:[’'.]{_LETTER}+)*")
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?\b", re.IGNORECASE)
_DATE = re.compile(
    r"(?<![\d.])(?:\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?(?:T\d{2}:\d{2}\S*)?"
    r"|\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:\d{4}|\d{2})(?!\d)|\d{1,2}月\s?\d{1,2}日|\d{4}년\s?\d{1,2}월\s?\d{1,2}일)"
)
# A date's words stand in so many characters before its year.
_DATE_CHARS = 30
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


@dataclass(frozen=True, slots=True)
class Time:
    """A printed time in a line: ``raw`` stands at ``start:end``; ``alone`` when nothing else does."""

    raw: str
    start: int
    end: int
    alone: bool
    relative: bool


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    strong: frozenset[str]
    months: frozenset[str]
    weak: frozenset[str]
    anchors: AhoCorasick
    patterns: tuple[re.Pattern[str], ...]


def _alternation(words: list[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w)))


def _relative_patterns(data: dict[str, object]) -> Iterator[tuple[str, str]]:
    """For each relative form of a language: the words it cannot be without, and its regular expression."""
    time = data.get("time")
    if not isinstance(time, dict):
        return
    units = [w for words in time.get("units", {}).values() for w in words]
    # `s`, `m`, `h` and the like count only right behind a figure
    long_units = _alternation([u for u in units if len(u) > 1 or not u.isascii()]) or r"(?!)"
    short_units = _alternation([u for u in units if len(u) == 1 and u.isascii()]) or r"(?!)"
    ones = _alternation(list(time.get("one", []))) or r"(?!)"
    # a short unit ends the word: "3 h", not "3 hommes"
    number = rf"(?:\d+\s*(?:(?:{long_units})\.?|(?:{short_units})(?!\w))|(?:{ones})\s*(?:{long_units})\.?)"
    for pattern in time.get("ago", []):
        anchor = max((part.strip() for part in re.split(r"\{n\}|\{unit\}", pattern)), key=len)
        if not anchor:
            continue
        body = (
            re.escape(pattern).replace(r"\{n\}", "{n}").replace(r"\{unit\}", "{unit}").replace("\\ ", r"\s*")
        )
        body = re.sub(r"\{n\}(?:\\s\*)?\{unit\}", lambda _: number, body)
        yield anchor, body.replace("{n}", r"\d+").replace("{unit}", f"(?:{long_units})")
    for phrase in time.get("now", []):
        if " " in phrase:
            yield phrase, re.escape(phrase)


@cache
def _vocabulary() -> _Vocabulary:
    strong: set[str] = set()
    months: set[str] = set()
    weak: set[str] = set()
    relative: dict[str, list[str]] = {}
    for data in labels.languages():
        time = data.get("time", {})
        for group in [*time.get("months", []), *time.get("weekdays", [])]:
            strong.update(w.rstrip(".") for w in group)
        months.update(w.rstrip(".") for group in time.get("months", []) for w in group)
        strong.update(time.get("today", []), time.get("yesterday", []), time.get("now", []))
        weak.update(time.get("zones", []), time.get("connectors", []))
        weak.update(w for words in time.get("units", {}).values() for w in words)
        weak.update(w for p in data.get("lines", {}).get("time", []) for w in labels.fold(p).split())
        for anchor, body in _relative_patterns(data):
            relative.setdefault(anchor.lower(), []).append(body)
    anchors = sorted(relative)
    patterns = tuple(re.compile("|".join(f"(?:{p})" for p in relative[a]), re.IGNORECASE) for a in anchors)
    return _Vocabulary(frozenset(strong), frozenset(months), frozenset(weak), AhoCorasick(anchors), patterns)


def find_time(text: str) -> Time | None:
    """The printed time in a short line, or None.

    A line that is nothing but a time gives it whole, labels such as "Updated" left out; a time glued
    to the end of a publisher's name ("The Star17 hours ago") is found where it starts.
    """
    if len(text) > 160:
        return None
    vocabulary = _vocabulary()
    has_digit = _DIGIT.search(text) is not None
    relative = _find_relative(text, vocabulary) if has_digit or len(text) <= 60 else None
    if relative:
        rest = text[: relative.start()] + text[relative.end() :]
        alone = _is_filler(rest, vocabulary)
        return Time(relative.group().strip(), relative.start(), relative.end(), alone, True)
    if not has_digit:
        return None
    return _absolute(text, vocabulary)


def _find_relative(text: str, vocabulary: _Vocabulary) -> re.Match[str] | None:
    """The longest relative time, of the forms whose words stand in the text."""
    hits = {
        which for which, _, _ in vocabulary.anchors.find_matches_as_indexes(text.lower(), overlapping=True)
    }
    matches = [m for which in sorted(hits) if (m := vocabulary.patterns[which].search(text))]
    return max(matches, key=lambda m: (m.end() - m.start(), -m.start()), default=None)


def find_times(text: str, *, absolute: bool = False) -> list[tuple[int, int]]:
    """Where relative times stand in a text of any length, or dates with their year; in order and apart."""
    if absolute:
        return list(_dates(text))
    vocabulary = _vocabulary()
    hits = {
        which for which, _, _ in vocabulary.anchors.find_matches_as_indexes(text.lower(), overlapping=True)
    }
    spans = sorted(
        (m.start(), m.end()) for which in sorted(hits) for m in vocabulary.patterns[which].finditer(text)
    )
    return [span for n, span in enumerate(spans) if n == 0 or span[0] >= spans[n - 1][1]]


def _dates(text: str) -> Iterator[tuple[int, int]]:
    """Spans of dates with a year: in figures, or with the month as a word near the year."""
    vocabulary = _vocabulary()
    end = 0
    for year in _YEAR.finditer(text):
        if year.start() < end:
            continue
        exact = _DATE.search(text, max(end, year.start() - 12), year.end() + 16)
        if exact and exact.start() <= year.start() < exact.end():
            end = exact.end()
            yield exact.start(), end
            continue
        near = list(_WORD.finditer(text, max(end, year.start() - _DATE_CHARS), year.start()))
        first, month = year.start(), False
        for match in reversed(near):
            word = match.group().casefold().rstrip(".")
            if not (word.isdigit() or word in vocabulary.months or word in vocabulary.weak):
                break
            month = month or word in vocabulary.months
            first = match.start()
        if month:
            end = year.end()
            yield first, end


def _is_filler(rest: str, vocabulary: _Vocabulary) -> bool:
    words = [w.casefold().rstrip(".") for w in _WORD.findall(rest)]
    return all(
        w in vocabulary.weak or w in vocabulary.strong or w in _label_words() or w.isdigit() for w in words
    )


@cache
def _label_words() -> frozenset[str]:
    index = labels.load()
    phrases = [k for k, hit in index.lines.items() if hit.role is Role.TIME]
    return frozenset(w for p in phrases for w in p.split()) | frozenset(phrases)


def _absolute(text: str, vocabulary: _Vocabulary) -> Time | None:
    words = _time_words(text, vocabulary)
    if words is None:
        return None
    exact = _DATE.search(text)
    if not (words.strong or exact or _CLOCK.search(text)):
        return None
    spelled = Time(text[words.first : words.last], words.first, words.last, words.others == 0, False)
    if words.others == 0:
        return spelled
    if exact and words.total <= _DATE_WORDS:
        return Time(exact.group(), exact.start(), exact.end(), False, False)
    return spelled if words.months and words.others <= _OTHER_WORDS and _YEAR.search(text) else None


@dataclass(slots=True)
class _TimeWords:
    """Words of a line that belong to a time, from character ``first`` to ``last``, and how many do not."""

    first: int
    last: int
    strong: int
    months: int
    others: int
    total: int


def _time_words(text: str, vocabulary: _Vocabulary) -> _TimeWords | None:
    found = _TimeWords(-1, -1, 0, 0, 0, 0)
    for match in _WORD.finditer(text):
        word = match.group().casefold().rstrip(".")
        if found.first < 0 and word in _label_words():
            continue
        found.total += 1
        strong = word in vocabulary.strong
        # 12th, 3rd, 18h06, 5pm: a figure with a short tail, in the digits of any script
        figure = word[0].isdigit()
        if not (strong or word in vocabulary.weak or (figure and sum(not c.isdigit() for c in word) <= 2)):
            found.others += 1
            continue
        found.strong += strong
        found.months += word in vocabulary.months
        if found.first < 0 and (figure or strong):
            found.first = match.start()
        if found.first >= 0:
            found.last = match.end()
    return found if found.first >= 0 else None
