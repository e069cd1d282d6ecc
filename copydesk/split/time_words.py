"""Words of times in all languages of `copydesk.labels`, made ready for `copydesk.split.times`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from ahocorasick_rs import AhoCorasick

from copydesk import labels
from copydesk.dates.calendars import SOLAR_OFFSET
from copydesk.dates.tokens import is_unspaced
from copydesk.roles import Role

# vowel signs of Indic scripts and Thai are no letters to `re`
_LETTER: Final = r"(?:[^\W\d_]|[\u0900-\u0dff\u0e00-\u0eff])"
WORD: Final = re.compile(rf"\d+{_LETTER}*|{_LETTER}+(?:[’'.]{_LETTER}+)*")
"""A word as it is looked up: a figure with its tail ("12th", "3月") or letters."""
UNSPACED: Final = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_UNSPACED_WORD: Final = re.compile(rf"[{UNSPACED}]+")
_DAYS: Final = ("today", "yesterday", "before_yesterday")
MARKS: Final = " \t\u00a0\u200e\u200f\u202b\u202c\ufeff•·・|｜-–—,，、.。:：!！…()[]（）"
"""Marks that may stand around a time that is words alone."""

STRONG: Final = 1
"""Names a day or month."""
WEAK: Final = 2
"""Stands beside the figures of a time."""
LABEL: Final = 4
"""Stands in a label of times, such as "Updated"."""
OPENS: Final = 8
"""May open a time before its first figure: a part of the day, an era."""
MONTH: Final = 16
"""Names a month."""
MINUTES: Final = 128
"""Names minutes: "12:30 min" is how long, not when."""

Phrase = tuple[tuple[str, ...], int, str]
"""The words behind the first one, what they are together, and the key of the whole."""


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Folded words and what they are, as flags; phrases by their first word, the longest first.

    ``whole`` are the lines that say when without a figure. ``years`` gives for the months of another
    calendar what to add to its year. ``anchors`` are the words that the relative forms in ``ago``, and
    those in ``counted`` whose unit says its number, cannot be without. ``day_clock`` finds a day's word
    before a clock time that closes the line; ``run_together`` is words without spaces between them, and
    ``parts`` finds each.
    """

    words: Mapping[str, int]
    phrases: Mapping[str, tuple[Phrase, ...]]
    whole: frozenset[str]
    years: Mapping[str, frozenset[int]]
    anchors: AhoCorasick
    ago: tuple[re.Pattern[str] | None, ...]
    counted: tuple[re.Pattern[str] | None, ...]
    day_clock: re.Pattern[str]
    run_together: re.Pattern[str]
    parts: re.Pattern[str]


def fold_word(word: str) -> str:
    """A word of a line as `TimeWords` has it."""
    return word.casefold().rstrip(".")


@cache
def load() -> TimeWords:
    """The words of every language, merged."""
    times = [data["time"] for data in labels.languages() if "time" in data]
    days = _listed(times, *_DAYS)
    kinds: dict[str, int] = {}
    for word, kind in _kinds(times):
        key = word.rstrip(".")
        kinds[key] = kinds.get(key, 0) | kind
    for phrase in _label_phrases():
        for word in (phrase, *phrase.split()):
            kinds[word] = kinds.get(word, 0) | LABEL
    patterns = _relative_patterns()
    anchors = sorted(patterns)
    unspaced = [w for w, kind in kinds.items() if kind & (STRONG | WEAK) and _UNSPACED_WORD.fullmatch(w)]
    return TimeWords(
        words=kinds,
        phrases=_phrases(kinds),
        whole=frozenset(days | _listed(times, "now")) - _listed(times, "not_alone"),
        years=_years(times),
        anchors=AhoCorasick(anchors),
        ago=tuple(_any_of(patterns[a][0]) for a in anchors),
        counted=tuple(_any_of(patterns[a][1]) for a in anchors),
        day_clock=re.compile(
            rf"(?:{alternation(days)})(?!{_LETTER})\D{{0,12}}\d{{1,2}}[:.h]\d{{2}}(?P<tail>\D{{0,8}})$"
            rf"|(?:{alternation(w for w in days if _UNSPACED_WORD.fullmatch(w))})"
            rf"\D{{0,6}}\d{{1,2}}[:.]\d{{2}}(?P<rest>\D{{0,8}})$",
            re.IGNORECASE,
        ),
        parts=re.compile(alternation(unspaced)),
        run_together=re.compile(rf"\d*(?:(?:{alternation(unspaced)})\d*)+"),
    )


def _listed(times: list[Mapping[str, Any]], *keys: str) -> set[str]:
    return {word for time in times for key in keys for word in time.get(key, [])}


def alternation(words: Iterator[str] | set[str] | list[str]) -> str:
    """A regular expression for any of the words, the longest first; for nothing if there are none."""
    return "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w))) or r"(?!)"


def _any_of(bodies: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{b})" for b in bodies), re.IGNORECASE) if bodies else None


def _kinds(times: list[Mapping[str, Any]]) -> Iterator[tuple[str, int]]:
    for time in times:
        for key in (*_DAYS, "now"):
            yield from ((w, STRONG) for w in time.get(key, []))
        yield from ((w, STRONG) for group in time.get("weekdays", []) for w in group)
        for key in ("months", "solar_months"):
            yield from ((w, STRONG | MONTH) for group in time.get(key, []) for w in group)
        for key in ("zones", "connectors"):
            yield from ((w, WEAK) for w in time.get(key, []))
        yield from ((w, WEAK) for words in time.get("units", {}).values() for w in words)
        yield from ((w, MINUTES) for w in time.get("units", {}).get("minute", []) if len(w) > 1)
        for words in time.get("day_parts", {}).values():
            # one letter behind a clock is "am" or "pm", before it may be anything
            yield from ((w, WEAK | (OPENS if len(w) > 1 or is_unspaced(w) else 0)) for w in words)
        for era in time.get("eras", {}):
            yield era, WEAK | OPENS
            yield f"{era}元年", WEAK | OPENS


def _label_phrases() -> list[str]:
    listed = [labels.fold(p) for data in labels.languages() for p in data.get("lines", {}).get("time", [])]
    return [*listed, *(k for k, hit in labels.load().lines.items() if hit.role is Role.TIME)]


def _phrases(kinds: Mapping[str, int]) -> dict[str, tuple[Phrase, ...]]:
    """What a line's words say only together ("tháng 3", "كانون الثاني")."""
    found: dict[str, list[Phrase]] = {}
    for key, kind in kinds.items():
        first, *more = map(fold_word, WORD.findall(key)) if kind & (STRONG | WEAK) else ("",)
        if more:
            found.setdefault(first, []).append((tuple(more), kind, key))
    return {first: tuple(sorted(some, key=lambda p: (-len(p[0]), p[2]))) for first, some in found.items()}


def _years(times: list[Mapping[str, Any]]) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for time in times:
        offsets = {0, *(n for n in time.get("eras", {}).values() if n < 0)}
        for group in time.get("months", []):
            for word in group:
                found.setdefault(word.rstrip("."), set()).update(offsets)
        for group in time.get("solar_months", []):
            for word in group:
                found.setdefault(word.rstrip("."), set()).add(SOLAR_OFFSET)
    return {word: frozenset(offsets) for word, offsets in found.items() if offsets != {0}}


def _relative_patterns() -> dict[str, tuple[list[str], list[str]]]:
    """By the words that it cannot be without: relative forms with a number, and with a unit that says it."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for data in labels.languages():
        time = data.get("time", {})
        for anchor, body, which in _relative_forms(time):
            found.setdefault(anchor.lower(), ([], []))[which].append(body)
    return found


def _relative_forms(time: Mapping[str, Any]) -> Iterator[tuple[str, str, int]]:
    units = [w for words in time.get("units", {}).values() for w in words]
    counted = alternation(
        [w for key in ("singles", "pairs") for words in time.get(key, {}).values() for w in words]
    )
    # `s`, `m`, `h` and the like count only right behind a figure
    long_units = alternation([u for u in units if len(u) > 1 or not u.isascii()])
    short_units = alternation([u for u in units if len(u) == 1 and u.isascii()])
    ones = alternation(list(time.get("one", [])))
    # a short unit ends the word: "3 h", not "3 hommes"
    number = rf"(?:\d+\s*(?:(?:{long_units})\.?|(?:{short_units})(?!\w))|(?:{ones})\s*(?:{long_units})\.?)"
    for pattern in time.get("ago", []):
        anchor = max((part.strip() for part in re.split(r"\{n\}|\{unit\}", pattern)), key=len)
        if not anchor:
            continue
        body = (
            re.escape(pattern).replace(r"\{n\}", "{n}").replace(r"\{unit\}", "{unit}").replace("\\ ", r"\s*")
        )
        both = re.compile(r"\{n\}(?:\\s\*)?\{unit\}")
        if both.search(body) and counted != r"(?!)":
            yield anchor, rf"{both.sub(lambda _: f'(?:{counted})', body)}(?!\w)", 1
        body = both.sub(lambda _: number, body)
        yield anchor, body.replace("{n}", r"\d+").replace("{unit}", f"(?:{long_units})"), 0
    for phrase in time.get("now", []):
        if " " in phrase:
            yield phrase, re.escape(phrase), 0
