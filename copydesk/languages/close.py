"""Close languages told apart by words and letters that only one of them uses."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

# Odds of one more such word or letter. On the labelled half `tuned` 3 and 4 do the same, 6 errs once more.
_ODDS: Final = 4.0
# Words that are asked for; in an article of one language the first lines settle it.
_MOST: Final = 8
_WORD: Final = re.compile(r"[\w'\u0900-\u097f]+")


@dataclass(frozen=True, slots=True)
class _Group:
    """Words and letters of each language of the group that not all others of it share."""

    words: Mapping[str, tuple[str, ...]]
    letters: Mapping[str, tuple[str, ...]]
    languages: frozenset[str]


def weigh_close(text: str, odds: Mapping[str, float]) -> Mapping[str, float]:
    """``odds`` (probabilities by language) once the words and letters of ``text`` have had a say.

    Only languages of the leader's group change places; a word says as much for each language of the group
    that uses it. The same mapping comes back when the leader has no close language or no word speaks.
    """
    leader = min(odds, key=lambda code: (-odds[code], code), default="")
    for group in _groups().get(leader, ()):
        odds = _weigh_in(group, text, odds)
    return odds


def _weigh_in(group: _Group, text: str, odds: Mapping[str, float]) -> Mapping[str, float]:
    hits = dict.fromkeys(group.languages, 0)
    for word in set(_WORD.findall(text)):
        for code in group.words.get(word, ()):
            hits[code] += 1
    for letter in set(text).intersection(group.letters):
        for code in group.letters[letter]:
            hits[code] += 1
    most = max(hits.values())
    if not most:
        return odds
    weighed = {
        code: value * (_ODDS ** (max(hits[code], most - _MOST) - most) if code in hits else 1.0)
        for code, value in odds.items()
    }
    total = sum(weighed.values())
    return {code: value / total for code, value in weighed.items()}


def are_close(one: str, other: str) -> bool:
    """Whether the two are of one group, so that a sentence can be of either."""
    return any(other in group.languages for group in _groups().get(one, ()))


@cache
def _groups() -> Mapping[str, tuple[_Group, ...]]:
    """Groups by language; Serbian is in one of each of its scripts."""
    text = resources.files(__package__).joinpath("close.toml").read_text(encoding="utf-8")
    by_language: dict[str, tuple[_Group, ...]] = {}
    for entry in tomllib.loads(text)["group"]:
        languages = frozenset(entry.get("words", {})) | frozenset(entry.get("letters", {}))
        group = _Group(
            _by_item(entry.get("words", {}), len(languages)),
            _by_item(entry.get("letters", {}), len(languages)),
            languages,
        )
        for code in sorted(languages):
            by_language[code] = (*by_language.get(code, ()), group)
    return by_language


def _by_item(lists: Mapping[str, list[str] | str], languages: int) -> Mapping[str, tuple[str, ...]]:
    users: dict[str, list[str]] = {}
    for code in sorted(lists):
        for item in dict.fromkeys(lists[code]):
            users.setdefault(item, []).append(code)
    return {item: tuple(codes) for item, codes in users.items() if len(codes) < languages}
