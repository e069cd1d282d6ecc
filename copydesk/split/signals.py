"""What is known of each unit before the sequence decision: heads, starts, furniture, plain text."""

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.split.cards import find_heads, find_starts, head_bonus
from copydesk.split.entries import find_entries
from copydesk.split.evidence import PAGE_ROLES, has_credit, is_aside, is_plain
from copydesk.split.letters import find_letters
from copydesk.split.lines import RULE, Line
from copydesk.split.own import Evidence
from copydesk.split.units import Unit


@dataclass(frozen=True, slots=True)
class Signals:
    """One entry a unit in each.

    ``heads`` says whether an item's head stands right before it, ``starts`` whether a story begins there
    for certain, ``marks`` whether it is page furniture that an interruption hardly holds, ``asides``
    whether it is an ad's label, a rule or an entry's time, ``plain`` whether it may be the story's own for
    its place; ``bonus`` is what its head adds to its odds.
    """

    heads: Sequence[bool]
    starts: Sequence[bool]
    marks: Sequence[bool]
    asides: Sequence[bool]
    plain: Sequence[bool]
    bonus: Sequence[float]


def read_signals(lines: Sequence[Line], evidence: Sequence[Evidence], units: Sequence[Unit]) -> Signals:
    """Signals of every unit of a document."""
    heads = find_heads(lines, evidence, units)
    letters = {letter.text[0] for letter in find_letters(lines)}
    for k in [*find_entries(lines, evidence, units), *(k for k, u in enumerate(units) if u.first in letters)]:
        heads[k] = True
    starts = [h or s for h, s in zip(heads, find_starts(lines, evidence, units), strict=True)]
    bonus = head_bonus(lines, evidence, units, heads, starts)
    firsts = [evidence[u.first] for u in units]
    return Signals(
        heads=heads,
        starts=starts,
        marks=[e.role in PAGE_ROLES for e in firsts],
        asides=[
            is_aside(e) or (lines[u.first].is_rule and len(lines[u.first].text) >= RULE)
            for u, e in zip(units, firsts, strict=True)
        ],
        plain=[
            extra >= 0 and is_plain(lines[u.first], e) and not has_credit(evidence, u.last + 1)
            for u, e, extra in zip(units, firsts, bonus, strict=True)
        ],
        bonus=bonus,
    )
