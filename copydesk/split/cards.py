"""Recurring heads: the pattern of lines that stands before each item of a feed or aggregator page."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from copydesk.split.dateline import DATELINE
from copydesk.split.lines import RULE, Line
from copydesk.split.own import Evidence
from copydesk.split.terms import terms
from copydesk.split.units import Unit, unit_text

_DEPTH = 4
# Words that a paragraph needs under a sure head, and under one that only recurs.
_SHORT, _LONG = 8, 40
# Words of an item's block of text under a title printed again and a time.
_BLOCK = 30
# Log-odds that a head adds to the paragraph behind it, and how many lines before it are looked at.
_ITEM_BONUS, _DATELINE_BONUS, _META_BONUS = 8.0, 2.0, 2.5
# A dateline with its agency: hardly anything else looks like it.
_AGENCY_BONUS = 6.0
# A document often opens with its story: what that adds to the first paragraph.
_TOP_BONUS = 4.0
_META_REACH, _PROSE = 6, 10
# Letters of a term that is hardly grammar, and the share of such terms that two stories may have in common.
_LONG_TERM, _SHARED_TERMS = 6, 0.12
# So many letters of two words are the same where the words are.
_STEM = 5
# Words of a deck below a headline at least.
_DECK = 6
# Words of a headline at most.
_HEADLINE = 25
# Lines of furniture that may stand before the first title of a document.
_TOP = 6


def shape(line: Line, evidence: Evidence) -> str:
    """One letter for the make of a line: T time, b bulleted, s short, t title-like, p prose."""
    if evidence.is_item_time:
        return "T"
    if line.words > 35 or (line.terminal and line.words > 18):
        return "p"
    if line.bullet:
        return "b"
    return "s" if line.words <= 3 else "t"


def head_shape(lines: Sequence[Line], evidence: Sequence[Evidence], start: int) -> str:
    """Shapes of the lines right before line ``start``, nearest last."""
    return "".join(shape(lines[i], evidence[i]) for i in range(max(0, start - _DEPTH), start))


def find_heads(lines: Sequence[Line], evidence: Sequence[Evidence], units: Sequence[Unit]) -> list[bool]:
    """Say of each unit whether it is a paragraph with an item's head right before it.

    Four heads count: a publisher printed again behind a bullet, beside a time; a make of head that
    recurs before long paragraphs; a title printed twice at the top of the document; a title printed
    twice in a row with a time behind it. What looks like this before a short paragraph is most often
    a teaser.
    """
    opens = [i for i, unit in enumerate(units) if unit.odds > 0]
    heads = {i: head_shape(lines, evidence, units[i].first) for i in opens if units[i].words >= _LONG}
    counts = Counter(heads.values())
    found = [False] * len(units)
    for i in opens:
        start, words = units[i].first, units[i].words
        head = heads.get(i, "")
        found[i] = (
            (words >= _SHORT and publisher_stands_twice(lines, evidence, start))
            or (counts[head] > 1 and "T" in head and head[-1] in "ts")
            or (words >= _SHORT and start <= _TOP and title_stands_twice(lines, start))
            or (words >= _BLOCK and title_and_time(lines, evidence, start))
        )
    return found


def find_starts(lines: Sequence[Line], evidence: Sequence[Evidence], units: Sequence[Unit]) -> list[bool]:
    """Say of each unit whether a story begins there for certain.

    It does below a headline that a rule or blank lines set apart, and below a head that another story
    has too. A head is a headline with byline or time under it, right before two paragraphs in a row; a
    make of head that comes once may be a related box, one that recurs is the page's.
    """
    makes = {
        i: make
        for i, unit in enumerate(units[:-1])
        if unit.odds > 0 and (make := _head_make(lines, evidence, units, i))
    }
    counts = Counter(makes.values())
    return [
        unit.odds > 0 and ((i in makes and counts[makes[i]] > 1) or _set_apart(lines, evidence, units, i))
        for i, unit in enumerate(units)
    ]


def _set_apart(lines: Sequence[Line], evidence: Sequence[Evidence], units: Sequence[Unit], i: int) -> bool:
    """True when unit ``i`` begins another story: a rule or more blank lines set its headline apart."""
    title = units[i].first - 1
    if not 3 <= i < len(units) - 1 or units[i - 1].first != title:
        return False
    ruled = lines[units[i - 2].first].is_rule and len(lines[units[i - 2].first].text) >= RULE
    end = i - 3 if ruled else i - 2
    if min(units[end].odds, units[i].odds, units[i + 1].odds) <= 0:
        return False
    gaps = (lines[units[i].first].gap, lines[units[i + 1].first].gap, lines[units[end].first].gap)
    apart = ruled or lines[title].gap > max(1, *gaps)
    # many languages inflect: their words are told by their stems
    if not apart or not _announces(lines, evidence, title, units[i], stem=_STEM if ruled else None):
        return False
    return not _same_matter(lines, units[max(0, end - 6) : end + 1], units[i : i + 3])


def _same_matter(lines: Sequence[Line], before: Sequence[Unit], after: Sequence[Unit]) -> bool:
    """True when two stretches of text share more than a few of their longer words."""
    left, right = (
        {t for u in part for t in terms(unit_text(lines, u)) if len(t) >= _LONG_TERM}
        for part in (before, after)
    )
    return len(left & right) > _SHARED_TERMS * max(1, len(right))


def _head_make(
    lines: Sequence[Line], evidence: Sequence[Evidence], units: Sequence[Unit], i: int
) -> str | None:
    """Make of the head before unit ``i``: what stands under its headline; None if there is no such head."""
    unit, after = units[i], units[i + 1]
    if min(unit.odds, after.odds) <= 0 or min(unit.words, after.words) < _PROSE:
        return None
    make = ""
    for k in range(unit.first - 1, max(-1, unit.first - 1 - _DEPTH), -1):
        if evidence[k].is_meta:
            make += "T" if evidence[k].time else "B"
        else:
            return _with_title(lines, evidence, k, unit, make) if make else None
    return None


def _with_title(
    lines: Sequence[Line], evidence: Sequence[Evidence], k: int, unit: Unit, make: str
) -> str | None:
    """``make`` when line ``k`` is the headline of ``unit``, or the deck right below its headline."""
    if _announces(lines, evidence, k, unit):
        return make
    deck = lines[k].words >= _DECK and evidence[k].hit is None and not lines[k].gap and k > 0
    return make if deck and _announces(lines, evidence, k - 1, unit) else None


def _announces(
    lines: Sequence[Line], evidence: Sequence[Evidence], k: int, unit: Unit, *, stem: int | None = None
) -> bool:
    """True when line ``k`` could be the headline of ``unit``: made like one, and of its matter.

    Words are the same whose first ``stem`` letters are, all of them if it is not given.
    """
    line = lines[k]
    if not 4 <= line.words <= _HEADLINE or line.terminal or evidence[k].hit is not None:
        return False
    matter = {t[:stem] for t in terms(unit_text(lines, unit))}
    own = {t[:stem] for t in terms(line.text)}
    return not own or len(own & matter) >= min(2, len(own))


def head_bonus(
    lines: Sequence[Line],
    evidence: Sequence[Evidence],
    units: Sequence[Unit],
    items: Sequence[bool],
    starts: Sequence[bool],
) -> list[float]:
    """For each unit, what the lines before it add to the odds that a story starts here, in log-odds.

    Negative for the head of an item or of a certain start: it is no story, however long its title.
    """
    bonus = [_ITEM_BONUS if item else 0.0 for item in items]
    meta = [i for i, e in enumerate(evidence) if e.is_meta]
    for i in (i for i, start in enumerate(starts) if start):
        for k in _head_units(lines, evidence, units, i, to_title=not items[i]):
            if bonus[k] > 0 or starts[k]:
                break
            bonus[k] = -_ITEM_BONUS
    for i, unit in enumerate(units):
        if bonus[i] != 0.0 or unit.odds <= 0 or unit.words < _PROSE:
            continue
        if (match := DATELINE.match(lines[unit.first].text)) is not None:
            bonus[i] += _AGENCY_BONUS if match.group("agency") else _DATELINE_BONUS
        if 0 < unit.first <= _TOP and not any(units[k].odds > 0 for k in range(i)):
            bonus[i] += _TOP_BONUS
        last = bisect_left(meta, unit.first) - 1
        if last >= 0 and meta[last] >= unit.first - _META_REACH:
            # a teaser has one paragraph under its time, a story goes on
            follows = any(u.odds > 0 and u.words >= _PROSE for u in units[i + 1 : i + 3])
            bonus[i] += _META_BONUS if follows else 0.0
        elif starts[i]:
            bonus[i] += _META_BONUS
    return bonus


def _head_units(
    lines: Sequence[Line], evidence: Sequence[Evidence], units: Sequence[Unit], i: int, *, to_title: bool
) -> Iterator[int]:
    """Units of the head before unit ``i``, nearest first, up to text, or ``to_title`` up to the headline."""
    for k in range(i - 1, max(-1, i - 1 - _DEPTH), -1):
        unit, own = units[k], evidence[units[k].first]
        is_text = unit.terminal and unit.odds > 0 and unit.words >= _PROSE
        if is_text or shape(lines[unit.first], own) == "p":
            return
        yield k
        if to_title and not own.is_meta:
            return


def publisher_stands_twice(lines: Sequence[Line], evidence: Sequence[Evidence], start: int) -> bool:
    """True when a bulleted line near ``start`` prints another line of the head again, and a time is there."""
    near = range(max(0, start - _DEPTH - 1), start)
    plain = {lines[i].key for i in near if not lines[i].bullet and lines[i].key}
    again = any(lines[i].bullet and lines[i].key in plain for i in near)
    return again and any(evidence[i].is_item_time for i in near)


def title_and_time(lines: Sequence[Line], evidence: Sequence[Evidence], start: int) -> bool:
    """True when a title printed twice in a row and, behind it, a time stand right before line ``start``."""
    if not start or not evidence[start - 1].is_item_time:
        return False
    near = range(max(1, start - _DEPTH - 1), start)
    return any(lines[i].words >= 4 and lines[i].key == lines[i - 1].key and not evidence[i].hit for i in near)


def title_stands_twice(lines: Sequence[Line], start: int) -> bool:
    """True when one line of four words or more stands twice in the few lines before line ``start``."""
    near = [lines[i].key for i in range(max(0, start - 3), start) if lines[i].words >= 4]
    return len(near) > len(set(near))
