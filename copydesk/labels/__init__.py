"""Words of the page's furniture and of time, as data: one TOML file a language.

No rule needs them: structure and repetition decide, a label is one more piece of evidence.
To add a language, add ``<iso639-1>.toml``; no code changes.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from copydesk.roles import Role

_TRIM = (
    " \t\u00a0\u200b\u200e\u200f\u3000•·・‣▪■□●○◦►▸▶»«›‹>|/\\-–—―="
    "_*#+~^:;,.!?…()[]{}<\"'“”‘’„‚`´。、，：；！？「」『』【】《》〈〉،؛؟।×✕✓↓↑→←©®™0123456789"
)
_HEAD_END = re.compile(r"[\s:：/／|｜=,.]")
_SHORT_SIGNS = 2
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")


def fold(text: str) -> str:
    """Key of a line or phrase: compatibility form, lower case, no bullets, digits or marks at its ends."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    # Turkish capital dotted I folds to two characters
    return " ".join(text.casefold().replace("i\u0307", "i").strip(_TRIM).split())


@dataclass(frozen=True, slots=True)
class Hit:
    """What a label says of a line: a role, the sort of match, and whether a colon must follow."""

    role: Role
    rule: str
    colon: bool = False


@dataclass(frozen=True, slots=True)
class Labels:
    """All languages' labels, merged and indexed. Look-ups take folded text."""

    lines: Mapping[str, Hit]
    starts: Mapping[str, tuple[tuple[str, Hit], ...]]
    contains: AhoCorasick
    contains_hits: tuple[Hit, ...]
    publishers: frozenset[str]
    link_notes: frozenset[str]

    def whole(self, key: str) -> Hit | None:
        """Label that is exactly the line ``key``."""
        return self.lines.get(key)

    def opening(self, key: str) -> Hit | None:
        """Longest label that opens the line ``key``, at a word's end in spaced scripts."""
        head = _HEAD_END.split(key, maxsplit=1)[0]
        best: tuple[str, Hit] | None = None
        for bucket in (self.starts.get(head), self.starts.get(key[:1]) if not key.isascii() else None):
            for phrase, hit in bucket or ():
                if (best is None or len(phrase) > len(best[0])) and _opens(key, phrase, hit):
                    best = (phrase, hit)
        return best[1] if best else None

    def inside(self, keys: str) -> list[tuple[int, Hit]]:
        """Offsets into ``keys`` of the labels that may stand anywhere, with what they say."""
        return [
            (start, self.contains_hits[which])
            for which, start, _ in self.contains.find_matches_as_indexes(keys)
        ]


def _opens(key: str, phrase: str, hit: Hit) -> bool:
    """True when ``phrase`` opens ``key`` as a label: at a word's end, before a colon if it asks for one."""
    if not key.startswith(phrase):
        return False
    rest = key[len(phrase) :]
    if hit.colon:
        return rest.lstrip()[:1] in (":", "：") or not rest
    if not rest:
        return True
    if _UNSPACED.match(phrase[-1]):
        # one or two signs open many a word: only before a mark or a space
        return len(phrase) > _SHORT_SIGNS or not rest[0].isalnum()
    return not (rest[0].isalnum() and phrase[-1].isalnum())


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files(__name__) / name).read_text(encoding="utf-8"))


@cache
def languages() -> tuple[dict[str, Any], ...]:
    """Every language file's content: what is common to all, English, then the others by name."""
    names = sorted(
        entry.name for entry in resources.files(__name__).iterdir() if entry.name.endswith(".toml")
    )
    return tuple(_read(name) for name in names)


@dataclass(slots=True)
class _Index:
    lines: dict[str, Hit] = field(default_factory=dict)
    starts: dict[str, list[tuple[str, Hit]]] = field(default_factory=dict)
    contains: dict[str, Hit] = field(default_factory=dict)

    def add(self, data: Mapping[str, Any]) -> None:
        code = data["language"]
        for role, phrases in data.get("lines", {}).items():
            for phrase in phrases:
                self.lines.setdefault(fold(phrase), Hit(Role(role), f"label.{code}.line"))
        for role, phrases in data.get("starts", {}).items():
            for phrase in phrases:
                key = fold(phrase)
                if not key:
                    continue
                bucket = key[:1] if _UNSPACED.match(key) else _HEAD_END.split(key, maxsplit=1)[0]
                colon = phrase.endswith((":", "："))
                self.starts.setdefault(bucket, []).append(
                    (key, Hit(Role(role), f"label.{code}.start", colon))
                )
        for role, phrases in data.get("contains", {}).items():
            for phrase in phrases:
                self.contains.setdefault(fold(phrase), Hit(Role(role), f"label.{code}.inside"))


@cache
def load() -> Labels:
    """The merged index; where languages disagree about a phrase, the first in `languages` holds."""
    index = _Index()
    for data in languages():
        index.add(data)
    index.lines.pop("", None)
    index.contains.pop("", None)
    return Labels(
        lines=index.lines,
        starts={k: tuple(v) for k, v in index.starts.items()},
        contains=AhoCorasick(list(index.contains), matchkind=MatchKind.LeftmostLongest),
        contains_hits=tuple(index.contains.values()),
        publishers=frozenset(
            fold(w) for data in languages() for w in data.get("names", {}).get("publisher", [])
        ),
        link_notes=frozenset(fold(w) for data in languages() for w in data.get("notes", {}).get("link", [])),
    )
