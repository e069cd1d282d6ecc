"""Read the head of each story: its title, publisher, time, byline and standfirst."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from copydesk.labels import fold, load
from copydesk.roles import Role
from copydesk.split.inline import credit_tail
from copydesk.split.lines import Line
from copydesk.split.page import Page, is_title_shaped
from copydesk.split.terms import terms
from copydesk.split.times import Time, find_time

_SITE_SUFFIX = re.compile(r"\s+(?:[-–—|·•»]|&raquo;)\s+(?P<site>[^|]{2,60})$|\s*\|\s*(?P<bar>[^|]{2,60})$")
_BULLET = re.compile(r"^(?:[•‣▪■●◦►▸*·・]|[-–])\s*")
_WINDOW = 150
_TOP = 2
# Below this no line looks like a headline.
_MIN_TITLE_SCORE = 1.0
# Rarity of a term that no paragraph has.
_UNSEEN = 1.0
_BYLINE_NOISE = re.compile(r"\s*[|•·,]\s*$")


@dataclass(slots=True)
class Head:
    """What stands before a story: line index to role and rule, and the values read from it."""

    roles: dict[int, tuple[Role, str]] = field(default_factory=dict)
    title: int | None = None
    title_score: float = 0.0
    publisher: str | None = None
    byline: str | None = None
    published_raw: str | None = None


def read_head(page: Page, first: int, start: int, words: Counter[str], *, card: bool) -> Head:
    """Head of the story that begins at line ``start``, sought from line ``first`` on.

    ``words`` are the story's content terms; ``card`` says that a recurring head stands there.
    """
    head = Head()
    found = _card_title(page, first, start) if card else _find_title(page, first, start, words)
    if found is not None:
        head.title, head.title_score = found
        _mark_title(page, head, first, start)
    origin = head.title if head.title is not None else start
    reach = range(max(first, min(origin, start) - (6 if card else 5)), start)
    _read_times(page, head, reach, origin)
    _read_publisher(page, head, reach, card=card)
    _read_byline(page, head, range(max(first, origin - 3), start), card=card)
    return head


def head_of_title(page: Page, title: int, first: int, start: int, *, card: bool) -> Head:
    """Head around a title that no story follows, read from the lines ``first`` to ``start`` (exclusive)."""
    head = Head(title=title, title_score=1.0)
    _mark_title(page, head, first, start)
    if card:
        reach = range(first, start)
        _read_times(page, head, reach, title)
        _read_publisher(page, head, reach, card=True)
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
        if start - i <= 4 and not line.is_url and line.words >= 2 and not line.bullet:
            return i, 2.0
    return None


def _is_publisher(page: Page, near: list[int], i: int) -> bool:
    """True for a line that stands again behind a bullet: an outlet, however long its name."""
    return any(page.lines[k].bullet and page.lines[k].key == page.lines[i].key for k in near)


def _find_title(page: Page, first: int, start: int, words: Counter[str]) -> tuple[int, float] | None:
    candidates = range(max(first, start - _WINDOW), start)
    stems = _site_stems(page.lines, candidates)
    best: tuple[int, float] | None = None
    for i in candidates:
        if not is_title_shaped(page.lines[i], page.evidence[i]) and not _opens_file(page, i, start):
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


def _read_times(page: Page, head: Head, reach: range, origin: int) -> None:
    found = [
        (abs(i - origin), i, time)
        for i in reach
        if i not in head.roles
        and (time := page.evidence[i].time)
        and (time.alone or time.relative or page.lines[i].words <= 8)
    ]
    for _, i, _time in found:
        head.roles[i] = (Role.TIME, "head.time")
    if found:
        _, i, time = min(found, key=lambda f: (not f[2].alone, f[0], f[1]))
        head.published_raw = _clean_time(page.lines[i].text, time)


def _clean_time(text: str, time: Time) -> str:
    """The first time of a line that gives more than one ("Published: ... | Updated: ...")."""
    if time.alone and "|" in text:
        for part in text.split("|"):
            inner = find_time(part)
            if inner:
                return inner.raw
    return time.raw


def _read_publisher(page: Page, head: Head, reach: range, *, card: bool) -> None:
    """Outlet by its place: glued to the time, printed again behind a bullet, or before a card's time."""
    for i in reach:
        evidence, line = page.evidence[i], page.lines[i]
        time = evidence.time
        if time and time.relative and not time.alone and head.roles.get(i, (None, ""))[0] is Role.TIME:
            name = line.text[: time.start].strip(" •·・|-–,")
            if name and len(name.split()) <= 5 and not load().whole(fold(name)):
                head.publisher = head.publisher or name
    names = [
        i
        for i in reach
        if i not in head.roles and 0 < page.lines[i].words <= 6 and page.evidence[i].hit is None
    ]
    bulleted = {page.lines[i].key: i for i in names if page.lines[i].bullet}
    for i in names:
        line = page.lines[i]
        if line.key in bulleted and not line.bullet:
            _take_publisher(page, head, i)
            head.roles[bulleted[line.key]] = (Role.PUBLISHER, "head.publisher_again")
            return
    if card and head.publisher is None:
        for i in names:
            after = page.evidence[i + 1].time if i + 1 < len(page.lines) else None
            if after and after.alone and page.lines[i].words <= 5:
                _take_publisher(page, head, i)
                return


def _take_publisher(page: Page, head: Head, i: int) -> None:
    head.publisher = _BULLET.sub("", page.lines[i].text).strip()
    head.roles[i] = (Role.PUBLISHER, "head.publisher")


def _read_byline(page: Page, head: Head, reach: range, *, card: bool) -> None:
    for i in reach:
        evidence, line = page.evidence[i], page.lines[i]
        taken = head.roles.get(i, (None, ""))[0]
        if taken not in (None, Role.TIME) or line.words > 14:
            continue
        if evidence.hit is None or evidence.hit.role is not Role.BYLINE:
            continue
        name = _without_label(line)
        if evidence.hit.rule.endswith("line"):
            if i + 1 not in reach or i + 1 in head.roles or page.lines[i + 1].words > 6:
                continue
            head.roles[i + 1] = (Role.BYLINE, "head.after_label")
            name = page.lines[i + 1].text
        elif evidence.time:
            name = _before_time(name)
        head.roles[i] = (Role.BYLINE, evidence.hit.rule)
        head.byline = _BYLINE_NOISE.sub("", name) or None
        return
    if not card:
        _read_bare_name(page, head, reach)


def _read_bare_name(page: Page, head: Head, reach: range) -> None:
    """A name alone beside the time: the author, or the outlet when the page prints it elsewhere too."""
    for i in reach:
        if head.roles.get(i, (None, ""))[0] is not Role.TIME:
            continue
        for k in (i - 1, i + 1):
            if k not in reach or k in head.roles or not _is_name(page.lines[k]) or page.evidence[k].hit:
                continue
            if page.evidence[k].repeats > 1:
                head.publisher = head.publisher or page.lines[k].text
                head.roles[k] = (Role.PUBLISHER, "head.name_by_time")
            elif head.byline is None:
                head.byline = page.lines[k].text
                head.roles[k] = (Role.BYLINE, "head.name_by_time")
            return


def _is_name(line: Line) -> bool:
    words = line.text.split()
    spelled = all(w[0].isalpha() and not w[0].islower() for w in words)
    return (
        2 <= len(words) <= 4
        and spelled
        and not line.terminal
        and ":" not in line.text
        and not any(c.isdigit() for c in line.text)
    )


def _before_time(name: str) -> str:
    """The author of a line that gives the time too: "Ann Dole, le 13 mars 2026"."""
    time = find_time(name)
    head = name[: time.start] if time else name
    return re.split(r"\s*[,|•·–]\s*", head.strip(), maxsplit=1)[0]


def _without_label(line: Line) -> str:
    """The byline without the words that introduce it: the longest label that opens the line."""
    label, colon, name = line.text.partition("：" if "：" in line.text else ":")
    if colon and name.strip() and len(label.split()) <= 3:
        return name.strip()
    words = line.text.split()
    for count in range(min(4, len(words) - 1), 0, -1):
        hit = load().opening(fold(" ".join(words[:count])))
        if hit and hit.role is Role.BYLINE and load().whole(fold(" ".join(words[:count]))):
            return " ".join(words[count:]).lstrip(":： ")
    return " ".join(words[1:]).lstrip(":： ") if len(words) > 1 else line.text
