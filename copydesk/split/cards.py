"""Recurring heads: the pattern of lines that stands before each item of a feed or aggregator page."""

from collections import Counter
from collections.abc import Sequence

from copydesk.split.evidence import Evidence
from copydesk.split.lines import Line

_DEPTH = 4


def shape(line: Line, evidence: Evidence) -> str:
    """One letter for the make of a line: T time, b bulleted, s short, t title-like, p prose."""
    if evidence.time and (evidence.time.alone or evidence.time.relative):
        return "T"
    if line.words > 35 or (line.terminal and line.words > 18):
        return "p"
    if line.bullet:
        return "b"
    return "s" if line.words <= 3 else "t"


def head_shape(lines: Sequence[Line], evidence: Sequence[Evidence], start: int) -> str:
    """Shapes of the lines right before line ``start``, nearest last."""
    return "".join(shape(lines[i], evidence[i]) for i in range(max(0, start - _DEPTH), start))


def is_card_head(head: str, count: int) -> bool:
    """True for a head with a time in it and a title-like line, that recurs in the document or is bulleted."""
    if "T" not in head or not head or head[-1] not in "ts":
        return False
    return count > 1 or "b" in head


def card_heads(lines: Sequence[Line], evidence: Sequence[Evidence], starts: Sequence[int]) -> list[bool]:
    """For each start of a run: does a card's head stand before it?"""
    heads = [head_shape(lines, evidence, start) for start in starts]
    counts = Counter(heads)
    return [is_card_head(head, counts[head]) for head in heads]
