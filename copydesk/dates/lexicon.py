"""Words of dates in all languages, from `copydesk.labels` and ``words.toml``, by what they may mean."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Final, Generic, TypeVar

from copydesk import labels
from copydesk.dates.tokens import words_of

T = TypeVar("T")

MONTH: Final = 1
SOLAR: Final = 2
WEEKDAY: Final = 4
DAY: Final = 8
"""Today, yesterday, the day before."""
NOW: Final = 16
UNIT: Final = 32
ONE: Final = 64
NUMBER: Final = 128
COUNTED: Final = 256
"""Says a number and its unit in one word ("ساعتين")."""
PART: Final = 512
"""A part of the day, am and pm among them."""
ZONE: Final = 1024
LABEL: Final = 2048
ERA: Final = 4096
OTHER_MONTH: Final = 8192
"""A month of a calendar whose days we do not reckon."""

NO_ZONE: Final = "vague"
"""Value of an abbreviation with several meanings."""
# what a sign behind a figure says in Chinese, Japanese and Korean
SIGNS: Final = {
    "年": "y", "년": "y", "月": "m", "월": "m", "日": "d", "일": "d", "号": "d", "號": "d",
    "時": "H", "时": "H", "點": "H", "点": "H", "시": "H", "分": "M", "분": "M", "秒": "S", "초": "S",
}  # fmt: skip
_ENGLISH_HALVES: Final = {"am": "am", "a.m": "am", "pm": "pm", "p.m": "pm", "a": "am", "p": "pm"}
_NO_LANGUAGE: Final = {"zones", "vague_zones", "small_words"}
_DAYS: Final = ("today", "yesterday", "before_yesterday")


@dataclass(slots=True)
class Choice(Generic[T]):
    """What a word means by language, and what it means wherever it is used if all agree."""

    by_language: dict[str, T] = field(default_factory=dict)
    agreed: T | None = None

    def add(self, language: str, value: T) -> None:
        """The first meaning in a language holds."""
        self.agreed = value if not self.by_language or self.agreed == value else None
        self.by_language.setdefault(language, value)

    def of(self, language: str | None) -> T | None:
        """The meaning in ``language`` if it has the word there, else the one on which all languages agree."""
        return self.by_language.get(language, self.agreed) if language else self.agreed


@dataclass(slots=True)
class Entry:
    """What a word or phrase may mean; ``kinds`` are flags that say which fields are filled."""

    kinds: int = 0
    month: Choice[int] = field(default_factory=Choice)
    solar: int = 0
    weekday: Choice[int] = field(default_factory=Choice)
    day: Choice[int] = field(default_factory=Choice)
    units: dict[str, str] = field(default_factory=dict)
    ones: set[str] = field(default_factory=set)
    numbers: dict[str, int] = field(default_factory=dict)
    counted: dict[str, tuple[int, str]] = field(default_factory=dict)
    part: Choice[str] = field(default_factory=Choice)
    zone: int | str = 0
    is_update: bool = False
    era: int = 0
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Ago:
    """One language's way to say "n units ago": what stands around the number and the unit."""

    ahead: tuple[str, ...]
    between: tuple[str, ...]
    behind: tuple[str, ...]
    language: str
    is_unit_first: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All languages' words, folded. ``phrases`` holds by first word what says something only together.

    ``behind`` and ``ahead`` hold the forms of "ago": by the first word behind the unit, or, where nothing
    stands behind it, by the last word ahead of the number. ``bare`` are the languages whose units say it by
    their form. ``small`` are small words by what they do.
    """

    words: Mapping[str, Entry]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Entry], ...]]
    behind: Mapping[str, tuple[Ago, ...]]
    ahead: Mapping[str, tuple[Ago, ...]]
    bare: frozenset[str]
    day_orders: Mapping[str, str]
    small: Mapping[str, frozenset[str]]
    longest_word: int


@cache
def load() -> Lexicon:
    """The words of every language, merged."""
    entries: dict[tuple[str, ...], Entry] = {}
    sections = list(_sections())
    agos = [ago for language, time in sections for ago in _agos(language, time)]
    markers = {words for ago in agos for words in (ago.ahead, ago.behind) if words}
    for language, time in sections:
        _add_language(entries, language, time)
    for language, time in sections:
        _add_days(entries, language, time, markers)
    _add_common(entries)
    phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for key, entry in entries.items():
        if len(key) > 1:
            phrases.setdefault(key[0], []).append((key[1:], entry))
    words = {key[0]: entry for key, entry in entries.items() if len(key) == 1}
    for marker in {word for words_ in markers for word in words_}:
        words.setdefault(marker, Entry())
    return Lexicon(
        words=words,
        phrases={k: tuple(sorted(v, key=lambda p: (-len(p[0]), p[0]))) for k, v in phrases.items()},
        behind=_indexed((ago.behind[0], ago) for ago in agos if ago.behind),
        ahead=_indexed((ago.ahead[-1], ago) for ago in agos if ago.ahead and not ago.behind),
        bare=frozenset(ago.language for ago in agos if not (ago.ahead or ago.behind)),
        small={
            name: frozenset(" ".join(words_of(word)) for word in words)
            for name, words in _own()["small_words"].items()
        },
        day_orders={lang: time["day_order"] for lang, time in sections if "day_order" in time},
        longest_word=max(map(len, words)),
    )


@cache
def _own() -> Mapping[str, Any]:
    return tomllib.loads((resources.files("copydesk.dates") / "words.toml").read_text(encoding="utf-8"))


def _sections() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for data in labels.languages():
        if data["language"] != "mul" and "time" in data:
            yield data["language"], data["time"]
    for language, time in _own().items():
        if language not in _NO_LANGUAGE:
            yield language, time


def _indexed(pairs: Iterable[tuple[str, Ago]]) -> dict[str, tuple[Ago, ...]]:
    found: dict[str, list[Ago]] = {}
    for word, ago in pairs:
        found.setdefault(word, []).append(ago)
    return {
        word: tuple(sorted(set(agos), key=lambda a: (-len(a.ahead) - len(a.behind), a.ahead, a.language)))
        for word, agos in found.items()
    }


def _agos(language: str, time: Mapping[str, Any]) -> Iterator[Ago]:
    for phrase in time.get("ago", []):
        if "{unit}" not in phrase:
            raise ValueError(f"a pattern of `ago` must hold {{unit}}: {phrase!r}")
        is_unit_first = "{n}" in phrase.partition("{unit}")[2]
        ahead, between, behind = re.split(
            r"\{n\}|\{unit\}", phrase if "{n}" in phrase else f"{{n}}{phrase}", maxsplit=2
        )
        yield Ago(words_of(ahead), words_of(between), words_of(behind), language, is_unit_first)


def _entry(entries: dict[tuple[str, ...], Entry], phrase: str, kind: int) -> Entry:
    entry = entries.setdefault(words_of(phrase.rstrip(".")), Entry())
    entry.kinds |= kind
    return entry


def _add_language(entries: dict[tuple[str, ...], Entry], language: str, time: Mapping[str, Any]) -> None:
    _add_names(entries, language, time)
    for kind, key in ((UNIT, "units"), (PART, "day_parts")):
        for meaning, form in _pairs(time.get(key, {})):
            entry = _entry(entries, form, kind)
            if kind == UNIT:
                entry.units.setdefault(language, meaning)
            else:
                entry.part.add(language, meaning)
    _add_numbers(entries, language, time)
    for form, years in time.get("eras", {}).items():
        _entry(entries, form, ERA).era = years
    for key, is_update in (("published", False), ("updated", True)):
        for form in time.get(key, []):
            entry = _entry(entries, form, LABEL)
            entry.is_update = entry.is_update or is_update


def _add_numbers(entries: dict[tuple[str, ...], Entry], language: str, time: Mapping[str, Any]) -> None:
    for form in time.get("one", []):
        _entry(entries, form, ONE).ones.add(language)
    for number, form in enumerate(time.get("numbers", []), start=2):
        _entry(entries, form, NUMBER).numbers.setdefault(language, number)
    for number, key in ((1, "singles"), (2, "pairs")):
        for unit, form in _pairs(time.get(key, {})):
            _entry(entries, form, COUNTED).counted.setdefault(language, (number, unit))


def _pairs(lists: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    return ((key, form) for key, forms in lists.items() for form in forms)


def _add_names(entries: dict[tuple[str, ...], Entry], language: str, time: Mapping[str, Any]) -> None:
    """Names of months and of the days of the week."""
    for number, forms in enumerate(time.get("months", []), start=1):
        # "3月" is read sign by sign
        for form in (f for f in forms if not f[0].isdigit()):
            _entry(entries, form, MONTH).month.add(language, number)
    for number, forms in enumerate(time.get("solar_months", []), start=1):
        for form in forms:
            _entry(entries, form, SOLAR).solar = number
    for number, forms in enumerate(time.get("weekdays", [])):
        for form in forms:
            _entry(entries, form, WEEKDAY).weekday.add(language, number)
    for form in time.get("other_months", []):
        _entry(entries, form, OTHER_MONTH)


def _add_days(
    entries: dict[tuple[str, ...], Entry],
    language: str,
    time: Mapping[str, Any],
    markers: set[tuple[str, ...]],
) -> None:
    """Words that say when by themselves; "a minute ago" in such a list is left to the forms of "ago"."""
    signs = {word for words in markers for word in words}
    for phrase in time.get("now", []):
        if not _is_counted(words_of(phrase), signs, entries):
            _entry(entries, phrase, NOW)
    for number, key in enumerate(_DAYS):
        for phrase in time.get(key, []):
            if not _is_counted(words_of(phrase), signs, entries):
                _entry(entries, phrase, DAY).day.add(language, number)


def _is_counted(words: tuple[str, ...], signs: set[str], entries: Mapping[tuple[str, ...], Entry]) -> bool:
    units = sum(1 for w in words if (e := entries.get((w,))) and e.kinds & (UNIT | COUNTED | ONE))
    others = [w for w in words if w not in signs and not ((e := entries.get((w,))) and e.kinds)]
    return len(words) > 1 and units > 0 and not others and any(w in signs for w in words)


def _add_common(entries: dict[tuple[str, ...], Entry]) -> None:
    for form, value in _own()["zones"].items():
        _entry(entries, form, ZONE).zone = value
    for form in _own()["vague_zones"]["names"]:
        _entry(entries, form, ZONE).zone = NO_ZONE
    for form, half in _ENGLISH_HALVES.items():
        entry = _entry(entries, form, PART)
        # one letter is a half of the day right behind a clock time only; a language's own word stands
        entry.part.agreed = entry.part.agreed or half
        entry.kinds |= PART
    for sign, meaning in SIGNS.items():
        _entry(entries, sign, 0).sign = meaning
