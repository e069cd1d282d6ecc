"""Find listings: lines of one make with figures in them that belong to the story before them."""

import re
from collections.abc import Sequence

from copydesk.split.lines import Line
from copydesk.split.own import Evidence
from copydesk.split.units import Unit

# A listing has so many lines of one make at least, each with so many words.
_LINES, _WORDS = 4, 4
# So many signs of a line's make are compared, and so many headings may stand before the first line.
_SIGNS, _HEADINGS = 3, 2
_HEADING_WORDS = 10
_LETTERS, _DIGITS = re.compile(r"[^\W\d_]+(?:[ .’'-]{1,2}[^\W\d_]+)*"), re.compile(r"\d+(?:[.,]\d+)*")


def make_of(text: str) -> str:
    """The first signs of a line, its words as ``a`` and its figures as ``9``.

    >>> make_of("June 9 – West Palm Beach, FL")
    'a9–'
    """
    signs = _DIGITS.sub("9", _LETTERS.sub("a", text[:60]))
    return "".join(signs.split())[:_SIGNS]


def find_listing(
    lines: Sequence[Line], evidence: Sequence[Evidence], units: Sequence[Unit], start: int
) -> int:
    """Unit behind the listing that begins at unit ``start``, headings included; ``start`` if there is none.

    Only figures show that lines of one make are data and not a list of links; lines that open with a
    clock time are a ticker's.
    """
    for first in range(start, min(start + _HEADINGS + 1, len(units))):
        stop = _end_of(lines, evidence, units, first)
        if stop - first >= _LINES:
            return stop
        if units[first].words > _HEADING_WORDS or evidence[units[first].first].hit is not None:
            break
    return start


def _end_of(lines: Sequence[Line], evidence: Sequence[Evidence], units: Sequence[Unit], first: int) -> int:
    """Unit behind the last of those that are entries made like unit ``first``."""
    make = make_of(lines[units[first].first].text)
    stop = first
    while (
        stop < len(units)
        and _is_entry(lines, evidence, units, stop)
        and make_of(lines[units[stop].first].text) == make
    ):
        stop += 1
    return stop


def _is_entry(lines: Sequence[Line], evidence: Sequence[Evidence], units: Sequence[Unit], k: int) -> bool:
    unit = units[k]
    line = lines[unit.first]
    make = make_of(line.text)
    plain = evidence[unit.first].hit is None and not evidence[unit.first].is_time
    return plain and unit.words >= _WORDS and "9" in make and not make.startswith("9:")
