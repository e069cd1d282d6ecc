"""Read what stands around a headline: times, publisher, author."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from copydesk.labels import fold, load
from copydesk.roles import Role
from copydesk.split.lines import Line
from copydesk.split.page import Page
from copydesk.split.times import find_time

_BULLET = re.compile(r"^(?:[•‣▪■●◦►▸*·・]|[-–])\s*")
_BYLINE_NOISE = re.compile(r"\s*[|•·,]\s*$")
# A time counts in a line of at most so many words.
_TIME_LINE = 12
# Words of an author's name with the word that introduces it.
_NAME_WORDS = 5
_AFTER_LABEL_WORDS = 6


@dataclass(slots=True)
class Head:
    """What stands before a story: line index to role and rule, and the values read from it."""

    roles: dict[int, tuple[Role, str]] = field(default_factory=dict)
    title: int | None = None
    title_score: float = 0.0
    publisher: str | None = None
    byline: str | None = None
    published_raw: str | None = None


def read_times(page: Page, head: Head, reach: Sequence[int], origin: int) -> None:
    """Give every time of the head its role, and the one nearest the title to the head."""
    found = [
        (abs(i - origin), i, time)
        for i in reach
        if i not in head.roles
        and (time := page.evidence[i].time)
        and (time.alone or time.relative or page.lines[i].words <= _TIME_LINE)
    ]
    for _, i, _time in found:
        head.roles[i] = (Role.TIME, "head.time")
    if found:
        _, i, time = min(found, key=lambda f: (not f[2].alone, f[0], f[1]))
        head.published_raw = time.raw
        head.publisher = head.publisher or _named_source(page.lines[i].text[time.end :])


def _named_source(rest: str) -> str | None:
    """Outlet behind a time, where a label for the source introduces it ("... 来源：海岸日报")."""
    label, colon, name = rest.strip(" |·•,，").replace("：", ":").partition(":")
    hit = load().opening(fold(label)) if colon and label.strip() else None
    is_source = hit is not None and hit.role is Role.CREDIT
    return name.strip() if is_source and 0 < len(name.split()) <= 5 else None


def read_publisher(page: Page, head: Head, reach: Sequence[int], *, card: bool) -> None:
    """Outlet by its place: glued to the time, printed again behind a bullet, or before a card's time."""
    for i in reach:
        evidence, line = page.evidence[i], page.lines[i]
        time = evidence.time
        glued = time and not time.alone and (time.relative or line.text[: time.start][-1:].isalpha())
        if time and glued and head.roles.get(i, (None, ""))[0] is Role.TIME:
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


def read_byline(page: Page, head: Head, reach: Sequence[int], *, card: bool) -> None:
    """Author behind a label, or a bare name beside the time."""
    for i in reach:
        evidence, line = page.evidence[i], page.lines[i]
        taken = head.roles.get(i, (None, ""))[0]
        if taken not in (None, Role.TIME) or line.words > 14:
            continue
        if evidence.hit is None or evidence.hit.role is not Role.BYLINE:
            continue
        name = _without_label(line)
        if evidence.hit.rule.endswith("line"):
            if i + 1 not in reach or i + 1 in head.roles or not _may_be_name(page, i + 1):
                continue
            head.roles[i + 1] = (Role.BYLINE, "head.after_label")
            name = page.lines[i + 1].text
        elif evidence.time:
            name = _before_time(name)
        head.roles[i] = (Role.BYLINE, evidence.hit.rule)
        head.byline = _without_titles(_BYLINE_NOISE.sub("", name)) or None
        return
    head.byline = head.byline or _behind_time(page, head)
    if not card and head.byline is None:
        _read_bare_name(page, head, reach)


def _behind_time(page: Page, head: Head) -> str | None:
    """The author of a line that gives the time first: "Posted on March 11, 2026 by Ann Dole"."""
    for i in sorted(i for i, (role, _) in head.roles.items() if role is Role.TIME):
        time = page.evidence[i].time
        rest = page.lines[i].text[time.end :].strip(" |·•,，") if time else ""
        words = rest.split()
        hit = load().whole(fold(words[0])) if 1 < len(words) <= _NAME_WORDS else None
        if hit is not None and hit.role is Role.BYLINE:
            return " ".join(words[1:])
    return None


def _read_bare_name(page: Page, head: Head, reach: Sequence[int]) -> None:
    """A name alone beside the time: the author, or the outlet when the page prints it elsewhere too."""
    for i in reach:
        if head.roles.get(i, (None, ""))[0] is not Role.TIME:
            continue
        for k in (i - 1, i + 1):
            if k not in reach or k in head.roles or not _is_name(page.lines[k]) or page.evidence[k].hit:
                continue
            if page.evidence[k].repeats > 1 or _names_outlet(page.lines[k].text):
                head.publisher = head.publisher or page.lines[k].text
                head.roles[k] = (Role.PUBLISHER, "head.name_by_time")
            elif head.byline is None:
                head.byline = _without_titles(page.lines[k].text)
                head.roles[k] = (Role.BYLINE, "head.name_by_time")
            return


def _names_outlet(text: str) -> bool:
    """True for a name with a word that outlets' names are made with."""
    words = load().publishers
    return any(fold(w) in words for w in text.split())


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


def _may_be_name(page: Page, i: int) -> bool:
    """True for a line that can hold the name behind a label: short, and no label itself."""
    return page.lines[i].words <= _AFTER_LABEL_WORDS and page.evidence[i].hit is None


def _without_titles(name: str) -> str:
    """A name without the words that mark an author around it: "최다온 기자", "记者 沈默然"."""
    words = name.split()
    while len(words) > 1 and _is_title(words[-1]):
        words.pop()
    while len(words) > 1 and _is_title(words[0]):
        del words[0]
    return " ".join(words).rstrip(" ,，、")


def _is_title(word: str) -> bool:
    key = fold(word)
    hit = load().whole(key) or load().opening(key)
    return hit is not None and hit.role is Role.BYLINE


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
