"""Read the head of each story: its title, publisher, time, byline and standfirst."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from copydesk.labels import fold
from copydesk.roles import Role
from copydesk.split.credits import credit_tail
from copydesk.split.evidence import PAGE_ROLES, is_title_shaped
from copydesk.split.lines import Line
from copydesk.split.meta import Head, read_byline, read_publisher, read_times
from copydesk.split.page import Page
from copydesk.split.terms import terms

_SITE_SUFFIX = re.compile(r"\s+(?:[-–—|·•»]|&raquo;)\s+(?P<site>[^|]{2,60})$|\s*\|\s*(?P<bar>[^|]{2,60})$")
_WINDOW = 150
_TOP = 2
# The title of an item stands in so many lines before its text, and is none of these.
_CARD_LINES = 4
_NO_TITLE = PAGE_ROLES | {Role.BYLINE}
# Below this no line looks like a headline.
_MIN_TITLE_SCORE = 1.0
# Rarity of a term that no paragraph has.
_UNSEEN = 1.0


def read_head(page: Page, first: int, start: int, words: Counter[str], *, card: bool) -> Head:
    """Head of the story that begins at line ``start``, sought from line ``first`` on.

    ``words`` are the story's content terms; ``card`` says that a recurring head stands there.
    """
    head = Head()
    found = _card_title(page, first, start) if card else find_title(page, first, start, words)
    if found is not None:
        head.title, head.title_score = found
        _mark_title(page, head, first, start)
    origin = head.title if head.title is not None else start
    reach = range(max(first, min(origin, start) - (6 if card else 5)), start)
    read_times(page, head, reach, origin)
    read_publisher(page, head, reach, card=card)
    read_byline(page, head, range(max(first, origin - 3), start), card=card)
    return head


def head_of_title(page: Page, title: int, first: int, start: int, *, card: bool) -> Head:
    """Head around a title that no story follows, read from the lines ``first`` to ``start`` (exclusive)."""
    head = Head(title=title, title_score=1.0)
    _mark_title(page, head, first, start)
    if card:
        reach = range(first, start)
        read_times(page, head, reach, title)
        read_publisher(page, head, reach, card=True)
    return head


def _card_title(page: Page, first: int, start: int) -> tuple[int, float] | None:
    """Title of an item: the line printed again in its head, or the nearest that is no time and no bullet."""
    near = [i for i in range(start - 1, max(first, start - 7) - 1, -1) if page.evidence[i].time is None]
    keys = Counter(page.lines[i].key for i in near)
    for i in near:
        line = page.lines[i]
        if keys[line.key] > 1 and line.words >= 4 and not line.bullet and not _is_publisher(page, near, i):
            return i, 2.0
    for i in near:
        line = page.lines[i]
        other = line.is_url or line.bullet or page.evidence[i].role in _NO_TITLE
        if start - i <= _CARD_LINES and not other and line.words >= 2:
            return i, 2.0
    return None


def _is_publisher(page: Page, near: list[int], i: int) -> bool:
    """True for a line that stands again behind a bullet: an outlet, however long its name."""
    return any(page.lines[k].bullet and page.lines[k].key == page.lines[i].key for k in near)


def find_title(page: Page, first: int, start: int, words: Counter[str]) -> tuple[int, float] | None:
    """The line from ``first`` on that looks most like the headline of the story at line ``start``.

    Returns:
        Its index and score; None when no line looks like a headline.
    """
    candidates = range(max(first, start - _WINDOW), start)
    stems = _site_stems(page.lines, candidates)
    best: tuple[int, float] | None = None
    for i in candidates:
        shaped = is_title_shaped(page.lines[i], page.evidence[i]) or _names_itself(page, i)
        if not shaped and not _opens_file(page, i, start):
            continue
        score = _title_score(page, i, start, words, stems)
        if best is None or score >= best[1]:
            best = (i, score)
    if best is None or best[1] < _MIN_TITLE_SCORE:
        return None
    return best


def _site_stems(lines: Sequence[Line], span: range) -> frozenset[str]:
    """Keys of lines as they are without a site's suffix: "Title - Outlet" gives "title"."""
    found = set()
    for i in span:
        match = _SITE_SUFFIX.search(lines[i].text)
        if match and lines[i].words >= 4:
            found.add(fold(lines[i].text[: match.start()]))
    return frozenset(found)


def _title_score(page: Page, i: int, start: int, words: Counter[str], stems: frozenset[str]) -> float:
    """What speaks for line ``i`` as the headline of the story at line ``start``.

    The weights are a ranking fit to the headlines of page dumps, rounded (docs/decisions.md, "Titles").
    """
    line = page.lines[i]
    evidence = page.evidence[i]
    own = terms(line.text)
    score = 1.5 * _overlap(own, words, page.rarity) + 2.5 * sum(t in words for t in own) / max(2, len(own))
    score += 1.0 if 5 <= line.words <= 22 else 0.0
    score -= 1.2 if line.words < 5 else 0.0
    score += (0.9 + 0.5 * (evidence.repeats > 2)) if evidence.repeats > 1 and line.words >= 4 else 0.0
    score += 2.4 if line.key in stems else 0.0
    score -= 0.9 if _SITE_SUFFIX.search(line.text) else 0.0
    score -= 1.8 if line.bullet or line.text[0] in "(（[" else 0.0
    score -= 2.0 if line.text[0] in ",;" or line.text[-1] in ",;" else 0.0
    score -= 2.0 if credit_tail(line.text) is not None else 0.0
    score -= 0.6 if line.terminal else 0.0
    score += 0.95 * min(line.gap, 2)
    score += 0.4 * sum(page.lines[k].words <= 3 for k in range(max(0, i - 3), i))
    score -= 0.025 * (start - i)
    # a file that opens with one line and then its story
    score += 2.0 if _opens_file(page, i, start) else 0.0
    if _meta_follows(page, i, start):
        score += 2.0
    if any(_is_meta(page, k) for k in range(max(0, i - 8), i)):
        score -= 0.5
    return score


def _names_itself(page: Page, i: int) -> bool:
    """True for the headline of a newsletter, which opens like a pitch for it: a time or byline follows."""
    line, hit = page.lines[i], page.evidence[i].hit
    pitch = hit is not None and hit.role is Role.SUBSCRIPTION and not hit.rule.endswith("line")
    near = i + 1 < len(page.lines) and page.evidence[i + 1].is_meta
    return pitch and near and not line.terminal and is_title_shaped(line, page.evidence[i]._replace(hit=None))


def _opens_file(page: Page, i: int, start: int) -> bool:
    """True for a plain line at the top of a file, right before the story."""
    line, evidence = page.lines[i], page.evidence[i]
    plain = evidence.hit is None and evidence.time is None and not line.terminal and line.words <= 30
    return plain and i <= _TOP and start - i <= 2


def _overlap(own: Mapping[str, int], words: Mapping[str, int], rarity: Mapping[str, float]) -> float:
    """Share of a line's terms that the story has too, each by its rarity in the document, 0 to 1."""
    weights = {t: rarity.get(t, _UNSEEN) for t in own}
    total = max(sum(weights.values()), 2 * _UNSEEN)
    return sum(w for t, w in weights.items() if t in words) / total


def _meta_follows(page: Page, i: int, start: int) -> bool:
    return any(_is_meta(page, k) for k in range(i + 1, min(start, i + 8)))


def _is_meta(page: Page, i: int) -> bool:
    evidence = page.evidence[i]
    return evidence.time is not None or (evidence.hit is not None and evidence.hit.role is Role.BYLINE)


def _mark_title(page: Page, head: Head, first: int, start: int) -> None:
    """Give the title's role to its line and to every other printing of it in the head."""
    assert head.title is not None  # noqa: S101  (set by the caller; for the type checker)
    key = page.lines[head.title].key
    head.roles[head.title] = (Role.TITLE, "head.title")
    for i in range(max(first, start - _WINDOW), start):
        line = page.lines[i]
        if i != head.title and line.key == key and key:
            head.roles[i] = (Role.TITLE, "head.title_again")
        elif key and line.key.startswith(key) and head.publisher is None:
            match = _SITE_SUFFIX.search(line.text)
            if match and fold(line.text[: match.start()]) == key:
                head.roles[i] = (Role.TITLE, "head.page_title")
                site = (match.group("site") or match.group("bar")).strip()
                head.publisher = site if len(site.split()) <= 6 else None
