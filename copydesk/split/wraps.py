"""Find hard wraps in scripts without letter case, where no capital tells a line's opening from its middle."""

from collections.abc import Sequence
from itertools import pairwise

from copydesk.split.lines import Line

# A wrapped line has so many words at least, so many characters at most, and this share of the block's width.
_WORDS, _WIDTH, _FULL = 5, 110, 0.72
# So many lines may pass before the sentence ends.
_REACH = 8


def wrapped_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Lines that go on with the line before them because it was wrapped there.

    Full lines without an end mark, one under the other, that come to a line with one: lists of headlines
    never do.
    """
    found: set[int] = set()
    first = 0
    for i in range(1, len(lines) + 1):
        if i < len(lines) and not lines[i].gap:
            continue
        if i - first > 1:
            found |= _in_block(lines[first:i])
        first = i
    return frozenset(found)


def _in_block(block: Sequence[Line]) -> set[int]:
    if not any(not line.text.isascii() and _is_caseless(line.text) for line in block):
        return set()
    width = max(len(line.text) for line in block)
    if width > _WIDTH:
        return set()
    found: set[int] = set()
    chain: list[int] = []
    for before, line in pairwise(block):
        full = before.words >= _WORDS and len(before.text) >= _FULL * width
        if before.terminal or line.bullet or not full or not _is_caseless(line.text):
            chain = []
            continue
        chain.append(line.index)
        if line.terminal and len(chain) <= _REACH:
            found.update(chain)
            chain = []
    return found


def _is_caseless(text: str) -> bool:
    """True when the first letter has no upper and lower case."""
    letter = next((c for c in text if c.isalpha()), "")
    return bool(letter) and not letter.isupper() and not letter.islower()
