"""Find the entries of live blogs: timed lines, each with text of its own, under one page title."""

import re
from collections.abc import Sequence
from itertools import pairwise

from copydesk.split.evidence import is_title_shaped
from copydesk.split.lines import Line
from copydesk.split.own import Evidence
from copydesk.split.units import Unit

# So many entries in a row make a page a live blog, and so many lines one entry has at most.
_ENTRIES, _LINES = 3, 30
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(?!\d|[.:/]\d)")
# Words of an entry's headline, and of the paragraph that makes it a story of its own.
_HEADLINE, _PARAGRAPH = range(3, 21), 25
# The lead of the page has so many words at least.
_LEAD = 20


def find_entries(lines: Sequence[Line], evidence: Sequence[Evidence], units: Sequence[Unit]) -> list[int]:
    """Units that begin the text of the entries of a live blog, when each entry is headed; else none.

    A headed entry is a clock time on a line of its own, a headline, and a paragraph of some length. With
    one entry that is not, the entries are parts of one story. The first of the list may be the lead that
    the page has above its entries.
    """
    marks = [k for k, unit in enumerate(units) if _is_mark(lines, evidence, unit)]
    headed = [k + 2 for k in marks if _is_headed(lines, evidence, units, k)]
    if len(headed) < _ENTRIES or len(headed) < len(marks):
        return []
    near = all(units[b].first - units[a].first <= _LINES for a, b in pairwise(headed))
    if not near:
        return []
    return [*_lead(units, headed[0] - 2), *headed]


def _is_mark(lines: Sequence[Line], evidence: Sequence[Evidence], unit: Unit) -> bool:
    """True for a clock time, or a relative time, and nothing else."""
    time = evidence[unit.first].time
    if unit.first != unit.last or time is None or not time.alone:
        return False
    return time.relative or _CLOCK.match(lines[unit.first].text) is not None


def _is_headed(lines: Sequence[Line], evidence: Sequence[Evidence], units: Sequence[Unit], k: int) -> bool:
    if k + 2 >= len(units):
        return False
    head, text = units[k + 1], units[k + 2]
    shaped = head.words in _HEADLINE and is_title_shaped(lines[head.first], evidence[head.first])
    return shaped and not head.terminal and text.words >= _PARAGRAPH and text.odds > 0


def _lead(units: Sequence[Unit], stop: int) -> list[int]:
    """First unit of the text above the first entry, if there is some right above it but for buttons."""
    found: list[int] = []
    for k in range(stop - 1, max(-1, stop - _LINES), -1):
        if units[k].odds > 0 and units[k].words >= _LEAD:
            found = [k]
        elif found:
            break
    return found
