"""Which script a text is written in, and which languages are written in it."""

import tomllib
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Final

# A character of these scripts is a syllable or a word, so it says as much as two letters of an alphabet:
# headlines of 8 words have 45 letters in Latin script and 14 characters in Chinese (labelled set).
_DENSE: Final = frozenset({"Hani", "Kana", "Hang", "Ethi"})
_DENSE_WEIGHT: Final = 2
# Japanese prose is a third to two thirds kana, Korean newspapers print single Han characters in headlines;
# a Chinese text quotes a word of either at most.
_LEAST_KANA: Final = 0.1
_LEAST_HANGUL: Final = 0.2
_LEAST_BESIDE_LATIN: Final = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptTable:
    """Scripts by the names of characters, languages by script, labels of detectors by language."""

    names: Mapping[str, str]
    languages: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, str]


@cache
def script_table() -> ScriptTable:
    """The table of ``scripts.toml``."""
    text = resources.files(__package__).joinpath("scripts.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)
    return ScriptTable(
        names=found["names"],
        languages={script: tuple(codes) for script, codes in found["languages"].items()},
        labels=found["labels"],
    )


@lru_cache(maxsize=8_192)
def letter_script(char: str) -> str:
    """Script of one letter; ``Zyyy`` for a letter of no known script, empty for what is no letter.

    Kana and Hangul stay ``Kana`` and ``Hang`` here: whether a text is Japanese or Korean is a matter of the
    text and not of a character. Vowel signs of Indic scripts count as letters, since they are as many.
    """
    if "a" <= char <= "z":
        return "Latn"
    if unicodedata.category(char)[0] not in "LM":
        return ""
    first = unicodedata.name(char, "").split(" ", 1)[0]
    if first in {"COMBINING", "VARIATION", "MODIFIER", "FEMININE", "MASCULINE", "MICRO", ""}:
        return ""
    return script_table().names.get(first, "Zyyy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scripts:
    """Letters of a text by script; a character of a syllabic or ideographic script counts as two."""

    weights: Mapping[str, int]

    @property
    def letters(self) -> int:
        """Weight of all letters."""
        return sum(self.weights.values())

    @property
    def dominant(self) -> str | None:
        """Script with the most letters, ties by code; null for a text without letters.

        Latin only if no other has three tenths: other scripts take in names of firms and products in Latin
        letters by the dozen, and are not taken in.
        """
        ranked = sorted(self.weights, key=lambda script: (-self.weights[script], script))
        if ranked[:1] == ["Latn"] and len(ranked) > 1 and self.share(ranked[1]) >= _LEAST_BESIDE_LATIN:
            return ranked[1]
        return ranked[0] if ranked else None

    def share(self, script: str) -> float:
        """Share of the letters that are of this script, 0 to 1."""
        return self.weights.get(script, 0) / max(1, self.letters)


def scripts_of(text: str) -> Scripts:
    """Letters of ``text`` by script, with Han, kana and Hangul put together as one writing system.

    Han is ``Jpan`` beside kana, ``Kore`` beside Hangul, else ``Hani``; ``Hans`` and ``Hant`` are told apart
    where the language is.
    """
    counted: Counter[str] = Counter()
    for char, count in Counter(text).items():
        if script := letter_script(char):
            counted[script] += count * (_DENSE_WEIGHT if script in _DENSE else 1)
    _join_east_asian(counted)
    return Scripts(weights=dict(counted))


def _join_east_asian(counted: Counter[str]) -> None:
    han, kana, hangul = counted.pop("Hani", 0), counted.pop("Kana", 0), counted.pop("Hang", 0)
    if hangul > kana and hangul >= _LEAST_HANGUL * (han + hangul):
        counted["Kore"] += han + hangul + kana
    elif kana > _LEAST_KANA * (han + kana):
        counted["Jpan"] += han + hangul + kana
    elif han:
        counted["Hani"] += han + kana + hangul


_IN_SYSTEM: Final = {"Jpan": frozenset({"Hani", "Kana"}), "Kore": frozenset({"Hani", "Hang"})}


def only_script(text: str, script: str) -> str:
    """``text`` with the letters of other scripts made spaces, so that a loan word has no say."""
    kept = _IN_SYSTEM.get(script, frozenset({script}))
    foreign = {
        ord(char): " " for char in set(text) if letter_script(char) not in kept and letter_script(char)
    }
    return text.translate(foreign) if foreign else text


@lru_cache(maxsize=8_192)
def _variant(char: str) -> int:
    """1 for a character only of the simplified standard, -1 only of the traditional, 0 of both or none."""
    return _encodes(char, "gb2312") - _encodes(char, "big5")


def _encodes(char: str, codec: str) -> int:
    try:
        char.encode(codec)
    except UnicodeEncodeError:
        return 0
    return 1


def han_variant(text: str) -> str | None:
    """``Hans`` or ``Hant``, by the characters that only one standard has; null when neither has more.

    GB 2312 holds the simplified forms in use and Big5 the traditional ones, so that the encodings of the
    standard library are the table.
    """
    balance = sum(_variant(char) for char in text if "\u3400" <= char <= "\u9fff")
    return None if not balance else "Hans" if balance > 0 else "Hant"
