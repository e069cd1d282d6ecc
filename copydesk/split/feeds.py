"""Find the items of feeds and archives: title, blurb, publisher and time, made alike three times and more."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from copydesk.labels import Hit
from copydesk.roles import Role
from copydesk.split.evidence import is_title_shaped
from copydesk.split.lines import Line
from copydesk.split.own import Evidence

# So many items made alike are a feed; so many lines may stand between two of them.
_ITEMS, _BETWEEN = 3, 2
# Words of a blurb, and of a further line of it that no mark ends.
_BLURB_WORDS, _OPEN_WORDS = 6, 20
# Lines of an item's text, and of what stands between, above or below it.
_TEXT_LINES, _META_LINES = 4, 3
# No item begins with a line of fewer words, or has its time or prompt farther away.
_LEAST_WORDS, _REACH = 3, 1 + _META_LINES + _TEXT_LINES + _META_LINES
# Words of a line that gives time, publisher or author.
_META_WORDS = 12
CUT = re.compile(r"(?:\.{3}|…|\[(?:\.{3}|…)\])(?P<prompt>\s+[^\d.!?。]{2,30})?$")
"""A text that breaks off, and perhaps the prompt behind it."""
_PROMPT_WORDS = 5

ITEM = Hit(Role.TEASER, "feed.item.line")
"""What a line of an item is where the item is no row of its own."""
_ITEM_ODDS = -12.0


@dataclass(frozen=True, slots=True)
class Item:
    """Lines of an item by index: ``title`` if it has one, ``text``, and those of ``meta`` around them.

    ``prompt`` is where a prompt begins in the last line of text; ``cut`` says that the text breaks off.
    """

    title: int | None
    text: tuple[int, ...]
    meta: tuple[int, ...]
    make: str
    cut: bool
    prompt: int | None

    @property
    def lines(self) -> list[int]:
        """All lines of the item, in order."""
        return sorted({*self.text, *self.meta, *([self.title] if self.title is not None else [])})


def find_items(lines: Sequence[Line], evidence: Sequence[Evidence]) -> list[Item]:
    """Items of all the feeds of a document, in order; an item belongs to one only among others of its make.

    An item whose text breaks off has a time or a prompt of its own; one with a whole text has a time under
    its title or behind its text. Headlines with blurbs and nothing else are a front page's, and no items.
    """
    found: list[Item] = []
    chain: list[Item] = []
    for item in [*_candidates(lines, evidence), None]:
        if item is None or (chain and not _goes_on(chain[-1], item)):
            found += chain if len(chain) >= _ITEMS else []
            chain = []
        if item is not None:
            chain.append(item)
    return found


def mark_items(evidence: Sequence[Evidence], items: Sequence[Item]) -> list[Evidence]:
    """Evidence with the lines of items marked: no story's text."""
    marked = list(evidence)
    for item in items:
        for i in item.lines:
            marked[i] = marked[i]._replace(hit=ITEM, time=None, odds=_ITEM_ODDS)
    return marked


def _goes_on(last: Item, item: Item) -> bool:
    between = item.lines[0] - last.lines[-1] - 1
    timed = "T" in item.make
    return item.make == last.make and 0 <= between <= (_BETWEEN if timed else 0)


def _candidates(lines: Sequence[Line], evidence: Sequence[Evidence]) -> Iterator[Item]:
    marks = list(accumulate((e.time is not None or e.role is Role.RELATED for e in evidence), initial=0))
    i = free = 0
    while i < len(lines):
        near = marks[min(len(lines), i + _REACH)] > marks[max(0, i - 1)]
        item = _item_at(lines, evidence, i, free) if near and lines[i].words >= _LEAST_WORDS else None
        if item is None:
            i += 1
            continue
        yield item
        i = free = item.lines[-1] + 1


def _item_at(lines: Sequence[Line], evidence: Sequence[Evidence], i: int, free: int) -> Item | None:
    """The item whose title, or text if it has none, is line ``i``; lines before ``free`` are taken."""
    titled = is_title_shaped(lines[i], evidence[i]) and not CUT.search(lines[i].text)
    middle = _meta_from(lines, evidence, i + 1) if titled else []
    start = i + 1 + len(middle) if titled else i
    text = _text_from(lines, evidence, start)
    if not text:
        return None
    after = _meta_from(lines, evidence, text[-1] + 1, gap=lines[text[0]].gap)
    last = lines[text[-1]]
    match = CUT.search(last.text)
    prompt = _prompt_at(match)
    above = [i - 1] if titled and i > free and _is_time(lines, evidence, i - 1) else []
    if middle or (above and lines[i].gap <= lines[i - 1].gap):
        # a time behind the text is the next item's
        after = [k for k in after if _is_prompt(lines, evidence, k)]
    make, meta = _make(lines, evidence, above, middle, after)
    cut = match is not None or "R" in make
    if not (("T" in make or "R" in make) if match else make.strip("A").startswith("T") or "bT" in make):
        return None
    if not titled and not (make.endswith("bT") and (match or _is_glued(evidence, after))):
        return None
    if above and not middle and not match and "R" not in make:
        return None  # an entry of a live blog, or a card
    return Item(i if titled else None, tuple(text), tuple(meta), make, cut, prompt)


def _make(
    lines: Sequence[Line],
    evidence: Sequence[Evidence],
    above: Sequence[int],
    middle: Sequence[int],
    after: Sequence[int],
) -> tuple[str, list[int]]:
    """Make of an item: A time above the title, T time, R prompt, with b for the text; and its meta lines."""
    signs = "".join("R" if evidence[k].role is Role.RELATED else "T" for k in after)
    before = "T" if any(_is_time(lines, evidence, k) for k in middle) else ""
    behind = "".join(dict.fromkeys(signs)) if any(_is_time(lines, evidence, k) for k in after) else ""
    behind = behind or ("R" if "R" in signs else "")
    use_above = bool(above) and not before and "T" not in behind
    meta = [*(above if use_above else ()), *middle, *after]
    return ("AT" if use_above else "") + before + "b" + behind, meta


def _prompt_at(match: re.Match[str] | None) -> int | None:
    if match is None or not match.group("prompt"):
        return None
    shown = match.group("prompt").split()
    return match.start("prompt") + 1 if len(shown) <= _PROMPT_WORDS else None


def _meta_from(lines: Sequence[Line], evidence: Sequence[Evidence], start: int, *, gap: int = 1) -> list[int]:
    """Lines from ``start`` on that give time, publisher, author, or prompt to read on.

    No more than ``gap`` blank lines stand before any of them.
    """
    stop = start
    while stop < min(start + _META_LINES, len(lines)) and lines[stop].gap <= gap:
        named = evidence[stop].role is Role.BYLINE and lines[stop].words <= _META_WORDS
        if not (named or _is_mark(lines, evidence, stop) or _is_name_before_time(lines, evidence, stop)):
            break
        stop += 1
    found = list(range(start, stop))
    return found if any(_is_mark(lines, evidence, k) for k in found) else []


def _is_mark(lines: Sequence[Line], evidence: Sequence[Evidence], k: int) -> bool:
    """True for what makes an item: a time, or a prompt."""
    return _is_time(lines, evidence, k) or _is_prompt(lines, evidence, k)


def _is_time(lines: Sequence[Line], evidence: Sequence[Evidence], k: int) -> bool:
    time = evidence[k].time
    return (
        time is not None and (time.alone or lines[k].words <= _META_WORDS) and not CUT.search(lines[k].text)
    )


def _is_prompt(lines: Sequence[Line], evidence: Sequence[Evidence], k: int) -> bool:
    hit = evidence[k].hit
    return hit is not None and hit.role is Role.RELATED and lines[k].words <= _PROMPT_WORDS


def _is_name_before_time(lines: Sequence[Line], evidence: Sequence[Evidence], k: int) -> bool:
    """True for a short line, perhaps of a publisher, with an item's time right behind it."""
    short = lines[k].words <= _PROMPT_WORDS and not lines[k].terminal and evidence[k].hit is None
    return short and k + 1 < len(lines) and _is_relative(evidence[k + 1]) and not lines[k + 1].gap


def _is_glued(evidence: Sequence[Evidence], after: Sequence[int]) -> bool:
    """True when a publisher is glued to a relative time: no title is needed to tell an item by."""
    return any(_is_relative(evidence[k]) and not evidence[k].is_time for k in after)


def _is_relative(evidence: Evidence) -> bool:
    return evidence.time is not None and evidence.time.relative


def _text_from(lines: Sequence[Line], evidence: Sequence[Evidence], start: int) -> list[int]:
    """Lines of text from ``start`` on, up to one that breaks off."""
    found: list[int] = []
    for k in range(start, min(start + _TEXT_LINES, len(lines))):
        line, hit = lines[k], evidence[k].hit
        match = CUT.search(line.text)
        other = hit is not None and not match
        if other or _is_time(lines, evidence, k) or line.words < _BLURB_WORDS:
            break
        ends = line.terminal or match is not None or line.words >= _OPEN_WORDS
        if not ends or (found and _is_headline(lines, evidence, k)):
            break
        found.append(k)
        if match:
            break
    return found


def _is_headline(lines: Sequence[Line], evidence: Sequence[Evidence], k: int) -> bool:
    """True for a line that the time of the next item follows."""
    shaped = is_title_shaped(lines[k], evidence[k])
    return shaped and k + 1 < len(lines) and _is_time(lines, evidence, k + 1)
