"""Words and signs that figures are read by, of one language, with those that all languages share."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import nan
from typing import Any, Final

from ahocorasick_rs import AhoCorasick, MatchKind

from copydesk.content.quotes_words import files, symbols

CASUALTIES: Final = ("killed", "injured", "missing", "arrested", "displaced")
"""Kinds that a word beside a number of people decides."""
QUALIFIERS: Final = ("min", "about", "max")
UNSPACED: Final = frozenset({"zh", "ja", "ko"})
_PEOPLE: Final = "people"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an anchor word can be: kinds of casualty, a noun of people, a number."""

    kinds: tuple[str, ...] = ()
    people: bool = False
    value: float | None = None
    one: bool = False


@dataclass(frozen=True, slots=True)
class FigureWords:
    """Words of a language in lower case, compiled. Patterns are to be matched at a place, not searched."""

    code: str | None
    decimal: str
    anchors: AhoCorasick | None
    meanings: tuple[Meaning, ...]
    open_ended: tuple[bool, ...]
    scale: re.Pattern[str]
    scales: Mapping[str, float]
    glued: re.Pattern[str] | None
    glued_scales: Mapping[str, float]
    unit: re.Pattern[str]
    units: Mapping[str, tuple[str, str | None, bool]]
    exact: Mapping[str, frozenset[str]]
    prefix: re.Pattern[str]
    prefixes: Mapping[str, tuple[str, str | None]]
    reach: re.Pattern[str]
    qualifiers: tuple[tuple[str, str], ...]
    phrases: tuple[str, ...]
    part_words: tuple[str, ...]
    sets: Mapping[str, frozenset[str]]
    including: tuple[str, ...]
    from_words: tuple[str, ...]
    between_words: tuple[str, ...]
    and_words: tuple[str, ...]
    ages: tuple[str, ...]
    ago: tuple[str, ...]

    @property
    def spaced(self) -> bool:
        """Whether words are parted by spaces."""
        return self.code not in UNSPACED


def _alternation(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


@cache
def figure_words(code: str | None) -> FigureWords:
    """Words of the language with the file ``code``; null gives scales and units that all agree on."""
    data: Mapping[str, Any] = files()[code]["figures"] if code else _of_all()
    signs = symbols()
    small: Mapping[str, Any] = files()[code]["quotes"] if code else {}
    anchors = _anchors(data)
    scales = {word.lower(): float(value) for word, value in data["scales"].items()}
    units = _units(data, signs, code)
    prefixes = _prefixes(data, signs, code)
    glued = {word: float(value) for word, value in data.get("glued", {}).items()}
    spaced = code not in UNSPACED
    edge = r"(?!\w)" if spaced else ""
    to = _alternation([*data["to"], *data["and"]])
    reach = (
        rf"\s?[-–—−~〜～]\s?|\s(?:{to})\s" if to and spaced else rf"\s?[-–—−~〜～]\s?{'|' + to if to else ''}"
    )
    return FigureWords(
        code=code,
        decimal=data["decimal"],
        anchors=AhoCorasick(list(anchors), matchkind=MatchKind.LeftmostLongest) if anchors else None,
        meanings=tuple(meaning for meaning, _ in anchors.values()),
        open_ended=tuple(open_ended for _, open_ended in anchors.values()),
        scale=re.compile(rf"[\s\u00a0\u202f-]?({_alternation(scales)}){edge}" if scales else r"(?!)"),
        scales=scales,
        glued=re.compile(rf"({_alternation(glued)})(?!\w)", re.IGNORECASE) if glued else None,
        glued_scales=glued,
        unit=re.compile(rf"[\s\u00a0\u202f-]?({_alternation(units)}){_unit_edge(spaced)}"),
        units=units,
        exact=_exact(data, signs),
        prefix=re.compile(
            rf"(?<![\w$])({_alternation(prefixes)})\s?$" if spaced else rf"({_alternation(prefixes)})\s?$"
        ),
        prefixes=prefixes,
        reach=re.compile(reach),
        qualifiers=_qualifiers(data),
        phrases=tuple(phrase for phrase, _ in _qualifiers(data)),
        part_words=_part_words(data),
        sets=_sets(data, small),
        including=tuple(data.get("including", ())),
        from_words=tuple(data["from"]),
        between_words=tuple(data["between"]),
        and_words=tuple(data["and"]),
        ages=tuple(word.rstrip("*") for word in data.get("ages", ())),
        ago=tuple(data.get("ago", ())),
    )


def _of_all() -> Mapping[str, Any]:
    """Scale words and units of all languages; one that two read differently ("billion") is not a number."""
    scales: dict[str, float] = {}
    units: dict[str, dict[str, set[tuple[str, str]]]] = {}
    for data in (content["figures"] for content in files().values()):
        for word, value in data["scales"].items():
            scales[word] = float(value) if scales.get(word, float(value)) == float(value) else nan
        for table in ("money", "units"):
            for unit, listed in data[table].items():
                for word in listed:
                    units.setdefault(word, {}).setdefault(table, set()).add((table, unit))
    agreed: dict[str, dict[str, list[str]]] = {"money": {}, "units": {}}
    for word, tables in units.items():
        meanings = set().union(*tables.values())
        if len(meanings) == 1 and len(word) > 3:
            table, unit = meanings.pop()
            agreed[table].setdefault(unit, []).append(word)
    return {
        "decimal": "",
        "numbers": {},
        "scales": scales,
        "to": [],
        "and": [],
        "between": [],
        "from": [],
        **agreed,
    }


def _unit_edge(spaced: bool) -> str:
    return r"(?:(?<=[%％٪°℃€$£¥₹₽])|(?!\w))" if spaced else r"(?![a-zA-Z])"


def _anchors(data: Mapping[str, Any]) -> dict[str, tuple[Meaning, bool]]:
    """Meaning of each word that is looked for in the text, and whether letters may follow it."""
    kinds: dict[str, list[str]] = {}
    for kind in CASUALTIES:
        for word in data.get(kind, ()):
            kinds.setdefault(word, []).append(kind)
    people = set(data.get(_PEOPLE, ())) | set(data.get("person", ()))
    numbers = _numbers(data)
    ones = set(data.get("one", ()))
    found: dict[str, tuple[Meaning, bool]] = {}
    for word in sorted({*kinds, *people, *numbers, *ones}):
        meaning = Meaning(
            kinds=tuple(kinds.get(word, ())),
            people=word in people,
            value=1.0 if word in ones else numbers.get(word),
            one=word in ones,
        )
        found[word.rstrip("*")] = (meaning, word.endswith("*"))
    return found


def _numbers(data: Mapping[str, Any]) -> dict[str, float]:
    """Number words; those of "five and twenty" languages are made of their parts."""
    numbers = {word: float(value) for word, value in data["numbers"].items()}
    link = data.get("units_first")
    if link:
        units = {word: value for word, value in numbers.items() if value < 10} | {"ein": 1.0, "een": 1.0}
        tens = {word: value for word, value in numbers.items() if 20 <= value < 100}
        links = (link, "ën") if link == "en" else (link,)
        numbers |= {f"{u}{x}{t}": a + b for u, a in units.items() for t, b in tens.items() for x in links}
    return numbers


def _units(
    data: Mapping[str, Any], signs: Mapping[str, Any], code: str | None
) -> dict[str, tuple[str, str | None, bool]]:
    """Kind and unit of what stands after a number, and whether the sum must be large ("pounds")."""
    kind_of = {unit: kind for kind, units in signs["kinds"].items() for unit in units}
    found: dict[str, tuple[str, str | None, bool]] = {}
    for table, scaled in ((data.get("scaled", {}), True), (data.get("money", {}), False)):
        for unit, words in table.items():
            found |= dict.fromkeys(words, ("money", None if unit == "null" else unit, scaled))
    for unit, words in data.get("units", {}).items():
        found |= dict.fromkeys(words, (kind_of[unit], unit, False))
    for unit, words in signs["units"].items():
        for word in words:
            found.setdefault(word.lower(), (kind_of[unit], unit, False))
    for sign, unit in _money_signs(signs, code).items():
        found.setdefault(sign.lower(), ("money", unit, False))
    return found


def _exact(data: Mapping[str, Any], signs: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """By its lower case, how a code of money is written; else it is something else ("four RS-25")."""
    own = {word for listed in data.get("money", {}).values() for word in listed}
    found: dict[str, set[str]] = {}
    for sign in (sign for listed in signs["money"].values() for sign in listed):
        if sign[0].isalpha() and sign.lower() not in own:
            found.setdefault(sign.lower(), set()).add(sign)
    return {low: frozenset(written) for low, written in found.items()}


def _prefixes(
    data: Mapping[str, Any], signs: Mapping[str, Any], code: str | None
) -> dict[str, tuple[str, str | None]]:
    """Kind and unit of what stands before a number, as written."""
    found: dict[str, tuple[str, str | None]] = {
        sign: ("money", unit) for sign, unit in _money_signs(signs, code).items()
    }
    for kind, words in data.get("before", {}).items():
        found |= dict.fromkeys(words, (kind, kind))
    if code == "tr":
        found["%"] = ("percent", "percent")
    return found


def _money_signs(signs: Mapping[str, Any], code: str | None) -> dict[str, str | None]:
    found = {
        sign: None if unit == "null" else unit for unit, listed in signs["money"].items() for sign in listed
    }
    for sign, by_language in signs["local"].items():
        if code in by_language:
            found[sign] = by_language[code] or None
    return found


def _qualifiers(data: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    pairs = [(word, name) for name in QUALIFIERS for word in data.get(name, ())]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))


def _part_words(data: Mapping[str, Any]) -> tuple[str, ...]:
    """What stands before a number that counts a part of those counted before, or an age."""
    ages = [word.rstrip("*") for word in data.get("ages", ())]
    return (*data.get("including", ()), *ages, *(f"{age} {word}" for age in ages for word in data["between"]))


def _sets(data: Mapping[str, Any], small: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    def words(*lists: Iterable[str]) -> frozenset[str]:
        return frozenset(part for one in lists for word in one for part in word.split())

    qualifying = [data.get(name, ()) for name in QUALIFIERS]
    after = [small.get(name, ()) for name in ("joiners", "prepositions", "fillers", "openers")]
    helpers = data.get("helpers", ())
    return {
        "left": words(data.get("links", ()), helpers, data.get("adjectives", ()), *qualifying),
        "links": words(data.get("links", ()), *qualifying),
        "and": frozenset(data["and"]),
        "helpers": words(helpers, data.get("adjectives", ())),
        "after": words(helpers, *after),
        "adjectives": frozenset(data.get("adjectives", ())),
        "not": words(data.get("not", ())),
        "person": frozenset(data.get("person", ())),
        "joins": frozenset({"and", "-", *data.get("joins", ())}),
        "including": words(data.get("including", ())),
    }
