"""What sort of text an article is, by the words and the structure that say so."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from copydesk.sources.names import is_unspaced, key, read_table

# What parts a kicker from the title: "Opinion: ...", "Opinion | ...", "VIDEO - ...", "TRIBUNE. ...".
_HEAD = re.compile(r"\s*(?P<kicker>[^:：|｜–—\[\]【】]{2,32}?)\s?(?:[:：|｜]|\s[-–—]|(?<=[A-ZÀ-Þ])\.)\s")
_HEAD_CJK = re.compile(r"\s*(?P<kicker>[^:：|｜\s]{2,8})(?:[:：|｜]|\u3000)")
_TAIL = re.compile(r"(?:[|｜:：]|\s[-–—]|\s?[\[(])\s?(?P<kicker>[^:：|｜\[\]()]{2,32}?)\s?[\])]?\s*$")
_BRACKET = re.compile(r"\s*[\[【(（<＜《](?P<kicker>[^\]】)）>＞》]{1,24})[\]】)）>＞》]")
_URL_PATH = re.compile(r"^[a-z]+://[^/?#]+(?P<path>/[^?#]*)", re.IGNORECASE)
# A byline that is nothing but a kind of text has few words; a notice stands in the first or last lines.
_NOTICE = 260
_OPENING_NOTICE = 140
# A label alone on a line has at most so many characters.
_KICKER = 40


class Genre(NamedTuple):
    """A kind of text and what says so: the place and the words, "title: opinion"; ``default`` for news."""

    name: str
    evidence: str


class _Finder:
    """Phrases found at words' ends in folded text, each with its rank."""

    def __init__(self, phrases: dict[str, int]) -> None:
        self._ranks = tuple(phrases.values())
        self._automaton = AhoCorasick(list(phrases), matchkind=MatchKind.LeftmostLongest)

    def first(self, text: str) -> list[tuple[int, str]]:
        """Rank and words of what stands in ``text``."""
        return [
            (self._ranks[which], text[start:end])
            for which, start, end in self._automaton.find_matches_as_indexes(text)
            if not (text[start - 1 : start].isalpha() and text[start].isalpha() and start)
            and not (text[end : end + 1].isalpha() and text[end - 1].isalpha())
        ]


class _Rules(NamedTuple):
    """What says each kind, by what is looked at: words to the rank of their section, which says the order."""

    names: tuple[str, ...]
    labels: dict[str, int]
    paths: dict[str, int]
    bylines: dict[str, int]
    starts: dict[str, int]
    ends: dict[str, int]
    title: _Finder
    notice: _Finder


@cache
def _rules() -> _Rules:
    sections = read_table("genres.toml")

    def ranked(name: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for rank, section in enumerate(sections.values()):
            for phrase in section.get(name, ()):
                found.setdefault(phrase if name == "paths" else key(phrase), rank)
        return found

    return _Rules(
        names=tuple(sections),
        labels=ranked("label"),
        paths=ranked("paths"),
        bylines=ranked("bylines"),
        starts=ranked("starts"),
        ends=ranked("ends"),
        title=_Finder(ranked("phrases")),
        notice=_Finder(ranked("body")),
    )


def read_genre(
    *,
    title: str | None,
    standfirst: str | None,
    byline: str | None,
    opening: str,
    ending: str,
    credit: str,
    url: str | None,
    kind: str,
) -> Genre:
    """The kind of an article and the evidence for it; news by default.

    A word says it where it stands as a label: parted from the title by a mark, in brackets, alone on a line,
    in the address, as the author, or as a notice of the first or last lines. A word inside a title does not.
    Where several kinds are named, the first in order of the sections of ``genres.toml`` is meant.
    """
    found = [
        *_of_title(title or "", standfirst or "", opening),
        *_of_path(url),
        *_of_byline(byline),
        *_of_notices(opening, ending, credit),
    ]
    if found:
        rank, evidence = min(found, key=lambda f: f[0])
        return Genre(_rules().names[rank], evidence)
    return Genre("digest", "kind: digest") if kind == "digest" else Genre("news", "default")


def _of_title(title: str, standfirst: str, opening: str) -> Iterator[tuple[int, str]]:
    rules = _rules()
    for kicker in _kickers(title, standfirst, opening):
        if kicker in rules.labels:
            yield rules.labels[kicker], f"title: {kicker}"
    folded = key(title)
    if not folded:
        return
    for rank, words in rules.title.first(folded):
        yield rank, f"title: {words}"
    for words, rank in rules.ends.items():
        if folded.endswith(words) and _closes(folded, words):
            yield rank, f"title: {words}"
    for words, rank in rules.starts.items():
        if folded.startswith(words + " "):
            yield rank, f"title: {words}"


def _closes(title: str, words: str) -> bool:
    """True when ``words`` close the title behind a mark, or are two and more of a set phrase."""
    before = title[: -len(words)].rstrip()
    if not before:
        return False
    return before[-1] in ":-–—|,(" or (" " in words and not words.startswith("an "))


def _of_path(url: str | None) -> Iterator[tuple[int, str]]:
    match = _URL_PATH.match(url) if url else None
    # the last part is the story's own name
    for part in match.group("path").lower().split("/")[:-1] if match else ():
        if part in _rules().paths:
            yield _rules().paths[part], f"url: {part}"


def _of_byline(byline: str | None) -> Iterator[tuple[int, str]]:
    words = key(byline) if byline else ""
    words = re.sub(r"^eine? ", "", words).partition(" von ")[0]
    if words in _rules().bylines:
        yield _rules().bylines[words], f"byline: {words}"


def _of_notices(opening: str, ending: str, credit: str) -> Iterator[tuple[int, str]]:
    for notice in (opening[:_OPENING_NOTICE], ending[-_NOTICE:], credit[-_NOTICE:]):
        if notice:
            for rank, words in _rules().notice.first(notice.casefold()):
                yield rank, f"text: {words}"


def _kickers(title: str, standfirst: str, opening: str) -> Iterator[str]:
    """What stands as a label in or over a title, folded."""
    for pattern in (_BRACKET, _HEAD, _HEAD_CJK):
        match = pattern.match(title)
        if match:
            yield key(match.group("kicker"))
    tail = _TAIL.search(title)
    if tail:
        yield key(tail.group("kicker"))
    first, newline, _ = opening[:60].partition("\n")
    for line in (standfirst, first if newline else ""):
        if 0 < len(line) <= _KICKER:
            yield key(line)
    if is_unspaced(title) and " " in title[:10]:
        yield key(title.split(" ", 1)[0])
