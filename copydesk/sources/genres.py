"""What sort of text an article is, by the words and the structure that say so."""

import re
from functools import cache
from typing import Any, NamedTuple

from copydesk.sources.names import is_unspaced, key, phrase_list, read_table

# What parts a kicker from the title: "Opinion: ...", "Opinion | ...", "VIDEO - ...", "TRIBUNE. ...".
_HEAD = re.compile(r"\s*(?P<kicker>[^:：|｜–—\[\]【】]{2,32}?)\s?(?:[:：|｜]|\s[-–—]|(?<=[A-ZÀ-Þ])\.)\s")
_HEAD_CJK = re.compile(r"\s*(?P<kicker>[^:：|｜\s]{2,8})(?:[:：|｜]|\u3000)")
_TAIL = re.compile(r"(?:[|｜:：]|\s[-–—]|\s?[\[(])\s?(?P<kicker>[^:：|｜\[\]()]{2,32}?)\s?[\])]?\s*$")
_BRACKET = re.compile(r"\s*[\[【(（<＜《](?P<kicker>[^\]】)）>＞》]{1,24})[\]】)）>＞》]")
_URL_PATH = re.compile(r"^[a-z]+://[^/?#]+(?P<path>/[^?#]*)", re.IGNORECASE)
# A byline that is nothing but a kind of text has few words; a notice stands in the first or last lines.
_NOTICE = 260
_OPENING_NOTICE = 140


class Genre(NamedTuple):
    """A kind of text and what says so: the place and the words, "title: opinion"; ``default`` for news."""

    name: str
    evidence: str


class _Rules(NamedTuple):
    name: str
    labels: frozenset[str]
    phrases: re.Pattern[str] | None
    ends: tuple[str, ...]
    starts: tuple[str, ...]
    paths: frozenset[str]
    body: re.Pattern[str] | None
    bylines: frozenset[str]


@cache
def _rules() -> tuple[_Rules, ...]:
    return tuple(_rule(name, section) for name, section in read_table("genres.toml").items())


def _rule(name: str, section: dict[str, Any]) -> _Rules:
    return _Rules(
        name=name,
        labels=frozenset(phrase_list(section, "label")),
        phrases=_anywhere(phrase_list(section, "phrases")),
        ends=tuple(phrase_list(section, "ends")),
        starts=tuple(f"{p} " for p in phrase_list(section, "starts")),
        paths=frozenset(section.get("paths", ())),
        body=_anywhere(phrase_list(section, "body")),
        bylines=frozenset(phrase_list(section, "bylines")),
    )


def _anywhere(phrases: list[str]) -> re.Pattern[str] | None:
    if not phrases:
        return None
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(map(re.escape, phrases))})(?![^\W\d_])")


class _Signs(NamedTuple):
    kickers: tuple[str, ...]
    title: str
    parts: tuple[str, ...]
    notices: tuple[str, str, str]
    byline: str


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
    """
    signs = _Signs(
        kickers=tuple(_kickers(title or "", standfirst or "", opening)),
        title=key(title) if title else "",
        parts=_path_parts(url),
        notices=(
            key(opening[:_OPENING_NOTICE]),
            ending[-_NOTICE:].casefold(),
            credit[-_NOTICE:].casefold(),
        ),
        byline=key(byline) if byline else "",
    )
    for rules in _rules():
        evidence = _evidence(rules, signs)
        if evidence:
            return Genre(rules.name, evidence)
    return Genre("digest", "kind: digest") if kind == "digest" else Genre("news", "default")


def _evidence(rules: _Rules, signs: _Signs) -> str | None:
    for kicker in signs.kickers:
        if kicker in rules.labels:
            return f"title: {kicker}"
    found = rules.phrases.search(signs.title) if rules.phrases else None
    if found:
        return f"title: {found.group()}"
    edge = next((e for e in rules.ends if _closes(signs.title, e)), None)
    edge = edge or next((s for s in rules.starts if signs.title.startswith(s)), None)
    if edge:
        return f"title: {edge.strip()}"
    part = next((p for p in signs.parts if p in rules.paths), None)
    if part:
        return f"url: {part}"
    if signs.byline and any(signs.byline == b or signs.byline.startswith(("ein " + b, b + " von", "eine " + b)) for b in rules.bylines):
        return f"byline: {signs.byline}"
    for notice in signs.notices:
        found = rules.body.search(notice) if rules.body and notice else None
        if found:
            return f"text: {found.group()}"
    return None


def _closes(title: str, end: str) -> bool:
    """True when ``end`` closes the title behind a mark, or as two words and more."""
    if not title.endswith(end):
        return False
    before = title[: -len(end)].rstrip()
    return bool(before) and (before[-1] in ":-–—|,(" or (" " in end and title[-len(end) - 1] == " " and not end.startswith("an ")))


def _kickers(title: str, standfirst: str, opening: str) -> list[str]:
    found = []
    for pattern in (_BRACKET, _HEAD, _HEAD_CJK):
        match = pattern.match(title)
        if match:
            found.append(key(match.group("kicker")))
    tail = _TAIL.search(title)
    if tail:
        found.append(key(tail.group("kicker")))
    first, newline, _ = opening[:60].partition("\n")
    lines = [standfirst, first if newline else ""]
    found += [key(line) for line in lines if 0 < len(line) <= 40]
    if is_unspaced(title) and " " in title[:10]:
        found.append(key(title.split(" ", 1)[0]))
    return found


def _path_parts(url: str | None) -> tuple[str, ...]:
    match = _URL_PATH.match(url) if url else None
    if match is None:
        return ()
    # the last part is the story's own name
    return tuple(p for p in match.group("path").lower().split("/")[:-1] if p)
