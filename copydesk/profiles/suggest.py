"""Propose a profile for a site from a handful of its pages: what stands on several, with different stories.

Only what the splitter takes for a story without a profile is proposed, so that a profile stays short.
The same pages give the same proposal, in whatever order they come.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from copydesk.errors import UsageError
from copydesk.labels import fold, load
from copydesk.params import SplitParams
from copydesk.profiles import FURNITURE
from copydesk.profiles.pages import Site, SitePage, read_site
from copydesk.roles import Role
from copydesk.split.terms import terms

# Words that an opening or ending has at least: stories share four ("the prime minister said").
_PHRASE_WORDS: Final = 5
# Lines that end alike are furniture as a whole only when that, and their opening, is the half of them.
_ENDING_LINE: Final = 40
_ENDING_SHARE: Final = 0.5
# An end mark is a short line; behind it stands less story text than before it, and of another matter. Of the
# terms of a story's last fifth the story had more than this before in five cases of six, of another story's
# text in one of twenty (81 stories): over several pages only teasers stay below it.
_MARK_WORDS: Final = 10
_BEHIND_SHARE: Final = 0.5
_SAME_MATTER: Final = 0.25
_SITE_NAME: Final = re.compile(r"(?P<mark>\s[-–—·•»:]\s|\s?\|\s?)(?P<site>[^|]{2,60})$")

Places = Mapping[int, Sequence[int]]
"""Page (by index) to its lines (by index)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One value of the proposed profile: for which key of it, of which role, on how many pages it stands."""

    key: str
    text: str
    files: int
    role: Role | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What a profile should say, in the order in which it says it; empty when nothing recurs."""

    entries: tuple[Entry, ...]
    files: int
    stories: int


def suggest(texts: Mapping[str, str], params: SplitParams | None = None) -> Suggestion:
    """Entries of a profile for the site that ``texts`` (name of a page to its text) are from.

    Raises:
        UsageError: there are fewer than two pages, or all hold one story.
    """
    if len(texts) < 2:
        raise UsageError(
            f"{len(texts)} file is too few to tell a site's furniture from its stories",
            hint="give at least two files of the site, better five, with different stories",
        )
    site = read_site(texts, params or SplitParams())
    if site.stories == 1:
        raise UsageError(
            f"all {len(texts)} files hold the same story", hint="add files of the site with other stories"
        )
    return Suggestion(entries=tuple(_entries(site)), files=len(texts), stories=site.stories)


def _entries(site: Site) -> Iterator[Entry]:
    suffixes = _title_suffixes(site)
    yield from _publisher(site, suffixes)
    yield from suffixes
    whole = _whole_lines(site)
    named: set[tuple[int, int]] = {
        (p, i) for places in whole.values() for p, ls in places.items() for i in ls
    }
    openings = _phrases(site, named, _opening)
    named |= {(p, i) for places in openings.values() for p, ls in places.items() for i in ls}
    endings = _phrases(site, named, _ending)
    named |= {(p, i) for places in endings.values() for p, ls in places.items() for i in ls}
    mark = _end_mark(site, named)
    if mark is not None:
        yield Entry(key="end_marks", text=_printed(site, mark), files=len(_first_at(site, mark)))
    behind = _first_at(site, mark) if mark is not None else {}
    for key, found in (("lines", whole), ("starts", openings), ("contains", endings)):
        for phrase, places in sorted(found.items(), key=lambda item: _rank(*item)):
            if any(i < behind.get(p, i + 1) for p, lines in places.items() for i in lines):
                text = _printed(site, phrase) if key == "lines" else _as_printed(site, phrase, places)
                yield Entry(key=key, text=text, files=len(places), role=_role_of(phrase))


def _rank(phrase: str, places: Places) -> tuple[str, int, str]:
    """Roles together, and of one role what most pages have first."""
    return _role_of(phrase).value, -len(places), phrase


def _role_of(phrase: str) -> Role:
    """What the labels know of the phrase's words, else no closer kind."""
    index = load()
    hits = [index.whole(phrase), index.opening(phrase), *(hit for _, hit in index.inside(phrase))]
    return next((hit.role for hit in hits if hit and hit.role in FURNITURE), Role.BOILERPLATE)


def _whole_lines(site: Site) -> dict[str, Places]:
    """Folded lines that recur, and are an article's words or read like some on one page at least."""
    found: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    wrong: set[str] = set()
    for p, page in enumerate(site.pages):
        for line in page.lines:
            if line.key:
                found[line.key][p].append(line.index)
                if (page.is_own(line.index) or page.is_text(line.index)) and page.is_whole(line.index):
                    wrong.add(line.key)
    return {key: places for key, places in found.items() if key in wrong and site.recurs(places)}


def _opening(words: list[str], count: int) -> list[str]:
    return words[:count]


def _ending(words: list[str], count: int) -> list[str]:
    return words[-count:]


def _phrases(
    site: Site, named: Collection[tuple[int, int]], cut: Callable[[list[str], int], list[str]]
) -> dict[str, Places]:
    """The longest openings, or endings, that lines of running text on several pages share."""
    alike: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for p, page in enumerate(site.pages):
        for line in page.lines:
            short = _shortest(line.key.split(), cut)
            if short and page.is_text(line.index) and (p, line.index) not in named:
                alike[" ".join(short)].append((p, line.index))
    found: dict[str, Places] = {}
    for places in alike.values():
        if not site.recurs(p for p, _ in places):
            continue
        keys = [site.pages[p].lines[i].key.split() for p, i in places]
        count = _shared(keys, cut)
        if cut is _ending and not _are_furniture(keys, count + _shared(keys, _opening)):
            continue
        by_page: dict[int, list[int]] = defaultdict(list)
        for p, i in places:
            by_page[p].append(i)
        found[fold(" ".join(cut(keys[0], count)))] = by_page
    return found


def _shared(keys: Sequence[list[str]], cut: Callable[[list[str], int], list[str]]) -> int:
    """How many words at one end all lines have in common."""
    counts = range(1, min(map(len, keys)) + 1)
    return max((n for n in counts if len({tuple(cut(key, n)) for key in keys}) == 1), default=0)


def _are_furniture(keys: Sequence[list[str]], shared: int) -> bool:
    """True when lines are hardly more than what they have in common at both ends."""
    return all(len(key) <= _ENDING_LINE and shared >= _ENDING_SHARE * len(key) for key in keys)


def _shortest(words: list[str], cut: Callable[[list[str], int], list[str]]) -> list[str]:
    """The fewest words at one end of a line with `_PHRASE_WORDS` that are no figures; empty if too few."""
    for count in range(_PHRASE_WORDS, len(words) + 1):
        part = cut(words, count)
        if sum(any(c.isalpha() for c in word) for word in part) >= _PHRASE_WORDS:
            return part
    return []


def _end_mark(site: Site, named: Collection[tuple[int, int]]) -> str | None:
    """The folded line behind which text of other matter was taken for a story; None if there is none."""
    pages = defaultdict(set)
    for p, page in enumerate(site.pages):
        for line in page.lines:
            dated = page.evidence[line.index].time is not None
            if line.key and line.words <= _MARK_WORDS and not dated and (p, line.index) not in named:
                pages[line.key].add(p)
    best: tuple[int, int, str] | None = None
    for key in sorted(pages):
        words = _words_behind(site, key, named) if site.recurs(pages[key]) else 0
        if words and (best is None or (len(pages[key]), words) > best[:2]):
            best = len(pages[key]), words, key
    return best[2] if best else None


def _words_behind(site: Site, key: str, named: Collection[tuple[int, int]]) -> int:
    """Words of other matter that were taken for a story behind the mark; 0 if it is none on some page."""
    total = 0
    for p, at in _first_at(site, key).items():
        page = site.pages[p]
        own = [line for line in page.lines if page.is_own(line.index) and (p, line.index) not in named]
        before = [line for line in own if line.index < at]
        behind = [line for line in own if line.index > at]
        words = sum(line.words for line in behind)
        if not before or words > _BEHIND_SHARE * sum(line.words for line in before):
            return 0
        story, other = (set(terms("\n".join(line.text for line in part))) for part in (before, behind))
        if len(story & other) > _SAME_MATTER * len(other):
            return 0
        total += words
    return total


def _first_at(site: Site, key: str) -> dict[int, int]:
    """Page to the first line with the folded text ``key``."""
    found: dict[int, int] = {}
    for p, page in enumerate(site.pages):
        at = next((line.index for line in page.lines if line.key == key), None)
        if at is not None:
            found[p] = at
    return found


def _printed(site: Site, key: str) -> str:
    """A folded line as the first page prints it."""
    return next(line.text for page in site.pages for line in page.lines if line.key == key)


def _as_printed(site: Site, phrase: str, places: Places) -> str:
    """A folded opening or ending as the first page prints it; as it is when the words do not line up."""
    page = min(places)
    words = site.pages[page].lines[places[page][0]].text.split()
    count = len(phrase.split())
    whole = (" ".join(part) for n in (count, count + 1) for part in (words[:n], words[-n:]))
    return next((text for text in whole if fold(text) == phrase), phrase)


def _title_suffixes(site: Site) -> list[Entry]:
    """What recurs behind a mark at the titles' ends."""
    found: dict[str, set[int]] = defaultdict(set)
    printed: dict[str, str] = {}
    for p, page in enumerate(site.pages):
        for match in filter(None, (_SITE_NAME.search(title) for title in _titles(page))):
            text = f"{match['mark'].strip()} {match['site'].strip()}"
            if fold(match["site"]):
                found[text.casefold()].add(p)
                printed.setdefault(text.casefold(), text)
    return [
        Entry(key="title_suffixes", text=printed[key], files=len(pages))
        for key, pages in sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
        if site.recurs(pages)
    ]


def _titles(page: SitePage) -> list[str]:
    return [article.title for article in page.split.articles if article.title]


def _publisher(site: Site, suffixes: Sequence[Entry]) -> Iterator[Entry]:
    """The outlet where pages print none: as in the titles' suffix, or as other pages print it."""
    lacking = sum(any(a.publisher is None for a in page.split.articles) for page in site.pages)
    if not lacking:
        return
    printed = Counter(a.publisher for page in site.pages for a in page.split.articles if a.publisher)
    if suffixes:
        yield Entry(key="publisher", text=suffixes[0].text.split(" ", 1)[1], files=lacking)
    elif len(printed) == 1 and printed.total() > 1:
        yield Entry(key="publisher", text=next(iter(printed)), files=lacking)
