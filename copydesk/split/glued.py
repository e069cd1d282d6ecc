"""Cut lines that hold several parts of items: text, publisher and time of a feed's item run together."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import fields
from itertools import pairwise

from copydesk.split.feeds import CUT
from copydesk.split.lines import Facts, Line, facts_of
from copydesk.split.times import find_times

# One line made so may be chance; a page of items has so many.
_ITEMS = 3
# A line is text with something glued to it from so many words on.
_TEXT_WORDS = 12
# Words of a publisher's name, and of a title between a sentence's end and a date, at most.
_NAME_WORDS, _TITLE_WORDS = 6, 15
_NAME_CHARS, _TITLE_CHARS = 60, 400
# A capital right behind small letters, and where a headline may end.
_CAMEL = re.compile(r"[^\W\d_A-Z]{2}(?=[A-Z][a-z ])")
_CUT_CHARS = 40
_HEADLINE_CHARS = range(12, 140)
_END = re.compile(r"(?:[.!?…。！？]|\[…\])[\"'”’»)\]]*\s+")


def part_glued(lines: Sequence[Line]) -> list[Line]:
    """Lines with those cut that run the parts of several items together, numbered anew.

    Three makes are cut, where they recur: text with publisher and relative time glued to its end ("... is
    here. Yahoo Movies UK32 mins ago"), once or several times in a line; one long line of titles, dates
    and texts; and a headline with its blurb glued to it.
    """
    long = [line for line in lines if line.words >= _TEXT_WORDS]
    cuts = {line.index: marks for line in long if (marks := sorted({*_item_cuts(line), *_dated_cuts(line)}))}
    if sum(map(len, cuts.values())) < _ITEMS:
        cuts = {}
    titled = {line.index: [at] for line in long if (at := _title_end(line)) is not None}
    if len(titled) >= _ITEMS:
        cuts = {i: sorted({*cuts.get(i, ()), *titled.get(i, ())}) for i in cuts | titled}
    return list(_cut(lines, cuts)) if cuts else list(lines)


def _cut(lines: Sequence[Line], cuts: dict[int, list[int]]) -> Iterator[Line]:
    index = 0
    for line in lines:
        inner = (at for at in cuts.get(line.index, ()) if 0 < at < len(line.text))
        edges = [0, *inner, len(line.text)]
        gap = line.gap
        for first, stop in pairwise(edges):
            part = line.text[first:stop]
            shown = part.strip()
            if not shown:
                continue
            start = line.start + first + len(part) - len(part.lstrip())
            yield part_of(index, start, facts_of(shown), gap)
            index += 1
            gap = 0


def part_of(index: int, start: int, facts: Facts, gap: int) -> Line:
    """A part of a line as a line of its own, from ``start`` on in the document."""
    said = {f.name: getattr(facts, f.name) for f in fields(Facts)}
    return Line(index=index, start=start, end=start + len(facts.text), gap=gap, **said)


def _item_cuts(line: Line) -> list[int]:
    """Where publisher and relative time begin and end in a line of text, if they are glued together."""
    cuts: list[int] = []
    since = 0
    for start, end in find_times(line.text):
        after = line.text[end:].lstrip()
        if start == 0 or line.text[start - 1].isspace() or (after and not _opens(after)):
            continue
        name = _name_before(line.text, since, start)
        if name is not None:
            cuts += [name, end]
            since = end
    return cuts


def _title_end(line: Line) -> int | None:
    """Where a headline ends that a blurb is glued to: "Library keeps late eveningThe library will ..."."""
    if not CUT.search(line.text, max(0, len(line.text) - _CUT_CHARS)):
        return None
    match = _CAMEL.search(line.text, _HEADLINE_CHARS.start, _HEADLINE_CHARS.stop)
    return match.end() if match else None


def _opens(text: str) -> bool:
    return text[0].isupper() or text[0].isdigit() or not text[0].isascii()


def _name_before(text: str, since: int, start: int) -> int | None:
    """Where the name begins that ends at ``start``: behind a sentence's end, not long before."""
    first = max(since, start - _NAME_CHARS)
    ends = [first + m.end() for m in _END.finditer(text[first:start])]
    if not ends or not ends[-1] < start or len(text[ends[-1] : start].split()) > _NAME_WORDS:
        return None
    return ends[-1]


def _dated_cuts(line: Line) -> list[int]:
    """Where title, date and text part in one line of several items: "Title 13 March 2026 The text ..."."""
    if line.words < _ITEMS * _TEXT_WORDS:
        return []
    cuts: list[int] = []
    # once for the line: it may be megabytes, with a date in each
    ends = [m.end() for m in _END.finditer(line.text)]
    for start, end in find_times(line.text, absolute=True):
        after = line.text[end : end + _CUT_CHARS].lstrip()
        behind = bisect_right(ends, start)
        title = ends[behind - 1] if behind else 0
        words = len(line.text[max(title, start - _TITLE_CHARS) : start].split())
        if after and _opens(after) and 2 <= words <= _TITLE_WORDS:
            cuts += [title, start, end]
    return cuts if len(cuts) >= 2 * 3 else []
