"""Words that quotes are read by, of one language or of all: reporting verbs, pronouns, roles, small words."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

_FOLDER: Final = "words"
SYMBOLS: Final = "symbols.toml"
"""File of what all languages write alike."""
_SHORTEST_OF_ALL: Final = 5
"""Letters of a verb that counts in no known language: shorter ones mean other things elsewhere ("dit")."""
UNCASED: Final = frozenset({"ar", "he", "hi", "zh", "ja", "ko"})
"""Languages whose names have no capitals: their speakers are found by other structure."""
CAPITAL_NOUNS: Final = frozenset({"de"})
"""Languages that write every noun with a capital."""
_SAME: Final = {"no": "nb", "nn": "nb"}


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a language, in lower case; ``phrases`` by first word, longest first."""

    code: str | None
    verbs: Mapping[str, tuple[tuple[str, ...], ...]]
    according: Mapping[str, tuple[tuple[str, ...], ...]]
    pronouns: frozenset[str]
    fillers: frozenset[str]
    prepositions: frozenset[str]
    articles: frozenset[str]
    openers: frozenset[str]
    roles: frozenset[str]
    role_ends: tuple[str, ...]
    works: tuple[str, ...]
    joiners: frozenset[str]

    @property
    def capital_nouns(self) -> bool:
        """Whether a capital says nothing of a name."""
        return self.code in CAPITAL_NOUNS

    def is_role(self, word: str) -> bool:
        """Whether ``word``, in lower case, is an office, a title or a trade."""
        return word in self.roles or (bool(self.role_ends) and word.endswith(self.role_ends))


@dataclass(frozen=True, slots=True)
class UncasedWords:
    """Words of a language without capitals, as printed."""

    verbs: tuple[str, ...]
    pronouns: frozenset[str]
    roles: tuple[str, ...]
    works: tuple[str, ...]
    stops: tuple[str, ...]
    surnames: str
    marker: str


@cache
def files() -> Mapping[str, Mapping[str, Any]]:
    """Content of every language's file, by its code."""
    folder = resources.files(__package__ or __name__) / _FOLDER
    names = sorted(f.name for f in folder.iterdir() if f.name.endswith(".toml"))
    read = (tomllib.loads((folder / name).read_text(encoding="utf-8")) for name in names if name != SYMBOLS)
    return {data["language"]: data for data in read}


def symbols() -> Mapping[str, Any]:
    """Signs of money and units that all languages share."""
    text = (resources.files(__package__ or __name__) / _FOLDER / SYMBOLS).read_text(encoding="utf-8")
    return tomllib.loads(text)


def known(language_code: str | None) -> str | None:
    """Code of the file for ``language_code``; null when there is none."""
    code = (language_code or "").split("-")[0].lower()
    code = _SAME.get(code, code)
    return code if code in files() else None


@cache
def words_of(code: str | None) -> Words:
    """Words of the language with the file ``code``; null gives long ones of all languages with capitals."""
    if code is not None:
        return _words(code, [files()[code]["quotes"]], shortest=1)
    every = [data["quotes"] for name, data in files().items() if name not in UNCASED]
    return _words(None, every, shortest=_SHORTEST_OF_ALL)


def _words(code: str | None, sections: list[Mapping[str, Any]], *, shortest: int) -> Words:
    def listed(key: str) -> list[str]:
        return [word for section in sections for word in section.get(key, ())]

    short = () if shortest == 1 else ("said", "says", "zei", "told")
    roles = listed("roles")
    return Words(
        code=code,
        verbs=_phrases([v for v in listed("verbs") if len(v) >= shortest or v in short]),
        according=_phrases([v for v in listed("according") if len(v) >= shortest]),
        pronouns=frozenset(listed("pronouns")),
        fillers=frozenset(listed("fillers")),
        prepositions=frozenset(listed("prepositions")),
        articles=frozenset(listed("articles")),
        openers=frozenset(listed("openers")),
        roles=frozenset(word for word in roles if word[0] != "*"),
        role_ends=tuple(word[1:] for word in roles if word[0] == "*"),
        works=tuple(listed("works")),
        joiners=frozenset(listed("joiners")),
    )


@cache
def uncased_words(code: str) -> UncasedWords:
    """Words of a language of `UNCASED`; longest first, so that the first that fits is the right one."""
    section = files()[code]["quotes"]

    def longest_first(key: str) -> tuple[str, ...]:
        return tuple(sorted(section.get(key, ()), key=lambda word: (-len(word), word)))

    return UncasedWords(
        verbs=longest_first("verbs"),
        pronouns=frozenset(section["pronouns"]),
        roles=longest_first("roles"),
        works=tuple(section["works"]),
        stops=longest_first("stops"),
        surnames=section.get("surnames", ""),
        marker=section.get("marker", ""),
    )


def _phrases(phrases: list[str]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, set[tuple[str, ...]]] = {}
    for phrase in phrases:
        parts = tuple(phrase.replace("'", "’").split())
        found.setdefault(parts[0], set()).add(parts)
    return {first: tuple(sorted(group, key=lambda p: (-len(p), p))) for first, group in found.items()}
