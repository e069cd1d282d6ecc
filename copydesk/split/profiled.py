"""What a site's profile says of the lines of a page, and of the articles that were cut from it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, Protocol

from copydesk.labels import Hit, fold
from copydesk.profiles import ProfileVersion
from copydesk.records import Article
from copydesk.roles import Kind, Role

ODDS: Final = -12.0
"""Log-odds that a line of furniture is story text: no neighbour makes up for that."""

# A longer line is taken for a page's text run together, which holds a story too.
_LONGEST: Final = 200
# From here on scripts are written without spaces, and a phrase may end anywhere.
_FIRST_UNSPACED: Final = "\u0e00"
_DASHES: Final = "-–—"


class KeyedLine(Protocol):
    """A line of a document, with its key as `copydesk.labels.fold` makes it."""

    @property
    def index(self) -> int: ...  # noqa: D102

    @property
    def key(self) -> str: ...  # noqa: D102

    @property
    def words(self) -> int: ...  # noqa: D102


def profile_hits(lines: Sequence[KeyedLine], profile: ProfileVersion) -> dict[int, Hit]:
    """Line index to what the profile says that the line is; lines it says nothing of are left out.

    The rule is ``profile.<name>.<version>.`` and ``line``, ``opening_line`` or ``phrase_line`` for a line
    that the profile names, ``after_end_line`` or ``before_start_line`` for one that it puts out of a
    story's reach, the mark included. A line has one hit: the first of these.
    """
    found = dict(_placed(lines, profile))
    found.update(_named(lines, profile))
    return found


def _named(lines: Sequence[KeyedLine], profile: ProfileVersion) -> Iterator[tuple[int, Hit]]:
    rules, rule = profile.rules, f"profile.{profile.name}.{profile.version}."
    whole = {fold(p): Hit(role, rule + "line") for role, ps in rules.lines.items() for p in ps}
    opening = [(fold(p), Hit(role, rule + "opening_line")) for role, ps in rules.starts.items() for p in ps]
    inside = [(fold(p), Hit(role, rule + "phrase_line")) for role, ps in rules.contains.items() for p in ps]
    for line in lines:
        hit = whole.get(line.key)
        if hit is None and line.words <= _LONGEST:
            hit = next((h for phrase, h in opening if _opens(line.key, phrase)), None)
            hit = hit or next((h for phrase, h in inside if _holds(line.key, phrase)), None)
        if hit is not None:
            yield line.index, hit


def _placed(lines: Sequence[KeyedLine], profile: ProfileVersion) -> Iterator[tuple[int, Hit]]:
    starts = {fold(p) for p in profile.rules.start_marks}
    ends = {fold(p) for p in profile.rules.end_marks}
    if not starts and not ends:
        return
    rule = f"profile.{profile.name}.{profile.version}."
    before = Hit(Role.BOILERPLATE, rule + "before_start_line")
    after = Hit(Role.BOILERPLATE, rule + "after_end_line")
    outside = before if any(line.key in starts for line in lines) else None
    for line in lines:
        if line.key in starts:
            yield line.index, outside or before
            outside = None
        elif line.key in ends:
            outside = after
        if outside is not None:
            yield line.index, outside


def _opens(key: str, phrase: str) -> bool:
    return key.startswith(phrase) and not _runs_on(key, len(phrase))


def _holds(key: str, phrase: str) -> bool:
    at = key.find(phrase)
    while at >= 0:
        if not _runs_on(key, at) and not _runs_on(key, at + len(phrase)):
            return True
        at = key.find(phrase, at + 1)
    return False


def _runs_on(key: str, at: int) -> bool:
    """True when ``at`` lies inside a word of a script that is written with spaces."""
    return 0 < at < len(key) and key[at - 1].isalnum() and key[at].isalnum() and key[at] < _FIRST_UNSPACED


def finish_articles(articles: Sequence[Article], profile: ProfileVersion) -> tuple[Article, ...]:
    """``articles`` with the site's suffix off their titles, its name where none is printed, and its digests.

    Bounds and texts are as they were; a title that is nothing but the suffix stays.
    """
    rules = profile.rules
    suffixes = [_suffix_pattern(suffix) for suffix in rules.title_suffixes]
    digests = [fold(phrase) for phrase in rules.digest_titles]
    return tuple(_finished(article, suffixes, digests, rules.publisher) for article in articles)


def _finished(
    article: Article, suffixes: Sequence[re.Pattern[str]], digests: Sequence[str], publisher: str | None
) -> Article:
    title, kind = article.title, article.kind
    if title is not None:
        title = next((cut for p in suffixes if (cut := p.sub("", title)) not in (title, "")), title)
        if kind is not Kind.TEASER and any(_opens(fold(title), phrase) for phrase in digests):
            kind = Kind.DIGEST
    return replace(article, title=title, kind=kind, publisher=article.publisher or publisher)


def _suffix_pattern(suffix: str) -> re.Pattern[str]:
    """The suffix at a title's end, in any case; a dash inside a word parts nothing."""
    words = r"\s+".join(map(re.escape, suffix.split()))
    space = r"\s+" if suffix[0] in _DASHES else r"\s*"
    return re.compile(space + words + r"\s*$", re.IGNORECASE)
