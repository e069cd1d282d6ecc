"""Words of dates in all languages of `copydesk.labels`, made ready for `copydesk.dates`."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from copydesk import labels

# what `labels` holds has no numerals; beyond a dozen everybody prints figures
_NUMERALS: Final = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12,
}  # fmt: skip
# a word as the name of a month is looked for
_NAME: Final = r"[^\d\s.,;:/|()\[\]+–—-]{3,24}"
_UNSPACED: Final = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Ago:
    """One language's way to say "n units ago".

    Groups ``n`` (may be missing: one) and ``unit``, or ``counted`` for a word that says both ("ساعتين").
    """

    pattern: re.Pattern[str]
    units: Mapping[str, str]
    numbers: Mapping[str, int]
    counted: Mapping[str, tuple[int, str]]

    def find(self, text: str) -> tuple[int, int, str] | None:
        """Length of the match, number and unit (``second`` to ``year``), or None."""
        match = self.pattern.search(text)
        if match is None:
            return None
        groups = match.groupdict()
        if word := groups.get("counted"):
            return match.end() - match.start(), *self.counted[word]
        printed = groups.get("n") or "1"
        number = int(printed) if printed.isdecimal() else self.numbers[printed]
        return match.end() - match.start(), number, self.units[match["unit"]]


@dataclass(frozen=True, slots=True)
class DateWords:
    """Folded words. A month's name that means another month elsewhere is left out.

    ``eras`` gives what to add to a year of the era; ``day_parts`` says for a word whether it is
    ``morning``, ``noon``, ``evening`` or ``night``.
    """

    months: Mapping[str, int]
    solar_months: Mapping[str, int]
    month_pattern: str
    eras: Mapping[str, int]
    day_parts: Mapping[str, str]
    today: re.Pattern[str]
    yesterday: re.Pattern[str]
    before_yesterday: re.Pattern[str]
    now: frozenset[str]
    ago: tuple[Ago, ...]


def fold(text: str) -> str:
    """Compatibility form, lower case, single spaces, no invisible characters."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(c for c in plain if unicodedata.category(c) != "Cf").split())


@cache
def load() -> DateWords:
    """The words of every language, merged."""
    times: list[Mapping[str, Any]] = [data["time"] for data in labels.languages() if "time" in data]
    months, solar = _months(times, "months"), _months(times, "solar_months")
    # several words, words with figures ("tháng 11") and very short ones cannot be found as one word
    long_names = alternatives(name for name in (*months, *solar) if not re.fullmatch(_NAME, name))
    return DateWords(
        months=months,
        solar_months={name: number for name, number in solar.items() if name not in months},
        month_pattern=rf"(?:(?<![^\W\d_])(?:{long_names})(?!\d)|{_NAME})",
        eras={fold(era): years for t in times for era, years in t.get("eras", {}).items()},
        day_parts={
            fold(word): part
            for t in times
            for part, words in t.get("day_parts", {}).items()
            for word in words
        },
        today=_words(times, "today"),
        yesterday=_words(times, "yesterday"),
        before_yesterday=_words(times, "before_yesterday"),
        now=frozenset(fold(w) for t in times for w in t.get("now", [])),
        ago=tuple(ago for t in times for ago in _agos(t)),
    )


def _months(times: Iterable[Mapping[str, Any]], key: str) -> dict[str, int]:
    seen: dict[str, set[int]] = {}
    for time in times:
        for number, forms in enumerate(time.get(key, []), start=1):
            for form in forms:
                seen.setdefault(fold(form).rstrip("."), set()).add(number)
    return {form: min(numbers) for form, numbers in seen.items() if len(numbers) == 1}


def _words(times: Iterable[Mapping[str, Any]], key: str) -> re.Pattern[str]:
    return re.compile(
        "|".join(bounded(fold(w)) for w in sorted({w for t in times for w in t.get(key, [])})) or r"(?!)"
    )


def _agos(time: Mapping[str, Any]) -> Iterable[Ago]:
    units = {fold(word): unit for unit, words in time.get("units", {}).items() for word in words}
    ones = {fold(word): 1 for word in time.get("one", [])}
    numbers = ones | _NUMERALS
    counted = {
        fold(word): (number, unit)
        for number, key in ((1, "singles"), (2, "pairs"))
        for unit, words in time.get(key, {}).items()
        for word in words
    }
    for phrase in time.get("ago", []):
        if "{unit}" not in phrase:
            raise ValueError(f"a pattern of `ago` must hold {{unit}}: {phrase!r}")
        yield Ago(_ago_pattern(fold(phrase), units, numbers), units, numbers, {})
        if counted and "{n} {unit}" in phrase:
            alone = fold(phrase).replace("{n} {unit}", "{counted}")
            yield Ago(_counted_pattern(alone, counted), units, numbers, counted)


def _counted_pattern(phrase: str, counted: Iterable[str]) -> re.Pattern[str]:
    """``ago {counted}`` as a pattern."""
    word = rf"(?P<counted>{alternatives(counted)})"
    pattern = re.escape(phrase).replace(r"\{counted\}", word).replace(r"\ ", r"\s*")
    return re.compile(rf"(?<!\w){pattern}(?!\w)")


def _ago_pattern(phrase: str, units: Iterable[str], numbers: Iterable[str]) -> re.Pattern[str]:
    """``{n} {unit} ago`` as a pattern; "timean hour ago" and "Star17 hours ago" are found as well."""
    number = rf"(?P<n>(?<![\d.,])\d{{1,4}}|(?:(?<!\w)|(?<=\btime))(?:{alternatives(numbers)}))"
    unit = rf"(?P<unit>{alternatives(units)})\.?"
    pattern = re.escape(phrase).replace(r"\{n\}", number).replace(r"\{unit\}", unit).replace(r"\ ", r"\s*")
    # a worded number needs its space: "an hour" must not be read out of "anhour"
    return re.compile(
        ("" if phrase.startswith("{n}") or is_unspaced(phrase[0]) else r"(?<!\w)") + pattern + _end(phrase)
    )


def _end(phrase: str) -> str:
    return "" if is_unspaced(phrase[-1]) else r"(?!\w)"


def bounded(word: str) -> str:
    """Regular expression for a word that stands by itself, where its script parts words."""
    start = "" if is_unspaced(word[0]) else r"(?<!\w)"
    return start + re.escape(word) + _end(word)


def is_unspaced(char: str) -> bool:
    """True for a sign of a script that does not part words, or whose particles cling to them."""
    return bool(_UNSPACED.match(char))


def alternatives(words: Iterable[str]) -> str:
    """Regular expression for any of the words, the longest first; for nothing if there are none."""
    return "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w))) or r"(?!)"
