"""Long lines that print text again which stands elsewhere in the file: a page's data copy of its story."""

import re
from collections.abc import Sequence

from copydesk.split.lines import Line

_LONG_WORDS = 60
_PREFIX_CHARS = 40
_MIN_SHARE = 0.6
_SENTENCE = re.compile(r"(?:^|[.!?…。！？][\"”’»)]*\s*)(?=\S)")


def find_reprints(lines: Sequence[Line]) -> frozenset[int]:
    """Indices of long lines whose text stands in shorter lines, or stood in an earlier line word for word.

    The copy with paragraphs is kept, the one in a single line is not. Linear in the length of the text.
    """
    long = [line for line in lines if line.words >= _LONG_WORDS]
    if not long:
        return frozenset()
    opens = {line.text[:_PREFIX_CHARS]: line for line in lines if len(line.text) >= 2 * _PREFIX_CHARS}
    found = set()
    seen: set[str] = set()
    for line in long:
        if line.text in seen or _share_elsewhere(line, opens) >= _MIN_SHARE:
            found.add(line.index)
        seen.add(line.text)
    return frozenset(found)


def _share_elsewhere(line: Line, opens: dict[str, Line]) -> float:
    """Share of a line's characters that stand in shorter lines that open like one of its sentences."""
    covered = 0
    text = line.text
    for match in _SENTENCE.finditer(text):
        other = opens.get(text[match.end() : match.end() + _PREFIX_CHARS])
        if other is not None and other.index != line.index and len(other.text) < len(text):
            covered += len(other.text)
    return covered / len(text)
