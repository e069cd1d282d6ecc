"""Words that tell places, people and organisations apart, from `lexicon.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lists of `lexicon.toml`, which says what each is for."""

    common_words: frozenset[str]
    before: Mapping[str, frozenset[str]]
    all_before: frozenset[str]
    compound_before: frozenset[str]
    thing_after: frozenset[str]
    not_of_country_after: frozenset[str]
    institution_after: frozenset[str]
    not_of_country_before: frozenset[str]
    personal: frozenset[str]
    also_given: frozenset[str]
    language_before: frozenset[str]
    language_after: frozenset[str]
    titles: frozenset[str]
    cues: Mapping[str, Mapping[str, tuple[str, ...]]]
    traps: Mapping[str, frozenset[str]]
    abbreviations: Mapping[str, str]
    people: Mapping[str, Any]
    organisations: Mapping[str, Any]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@cache
def lexicon() -> Lexicon:
    """The lists, read once."""
    text = (resources.files("copydesk.entities") / "lexicon.toml").read_text(encoding="utf-8")
    given = tomllib.loads(text)
    places, neighbours = given["places"], given["places"]["neighbours"]
    states = given["abbreviations"]["US"].split()
    return Lexicon(
        common_words=_words(places["common_words"]),
        before={language: _words(words) for language, words in places["before"].items()},
        all_before=frozenset().union(*map(_words, places["before"].values())),
        compound_before=_words(neighbours["compound_before"]),
        thing_after=_words(neighbours["thing_after"]),
        not_of_country_after=_words(neighbours["not_of_country_after"]),
        institution_after=_words(neighbours["institution_after"]),
        not_of_country_before=_words(neighbours["not_of_country_before"]),
        personal=_words(neighbours["personal"]),
        also_given=_words(neighbours["also_given"]),
        language_before=_words(neighbours["language_before"]),
        language_after=_words(neighbours["language_after"]),
        titles=_words(neighbours["titles"]),
        cues={name: {code: tuple(words) for code, words in by.items()} for name, by in given["cues"].items()},
        traps={name: frozenset(words) for name, words in given["traps"].items()},
        abbreviations={short: f"US-{code}" for short, code in zip(states[::2], states[1::2], strict=True)},
        people=given["people"],
        organisations=given["organisations"],
    )
