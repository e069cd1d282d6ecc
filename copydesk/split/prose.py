"""Decide over the whole file which stretches are story text."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from copydesk.roles import Role
from copydesk.split.evidence import Evidence, weigh
from copydesk.split.lines import Line, read_lines

# States of the sequence decision, and the cost of going from one to another, in log-odds.
_OUTSIDE, _STORY, _PAUSE = 0, 1, 2
_ENTER = 4.0
_LEAVE = 5.0
# when a document has shown no story at the usual cost
_ENTER_EAGER = 1.5
_LEAVE_EAGER = 1.5
# a document may end with its story
_LEAVE_END = 1.0
_BREAK = 0.2
# An open line of so many words is hardly a headline, so a sentence goes on behind it.
_NO_TITLE_WORDS = 15
# Without a blank line for so many lines, each line is a text node of its page.
_DENSE = 12
# There a link has at most so many words, and a sentence shows as one from so many on.
_LINK_WORDS = 14
_NODE_WORDS = 6
# A heading inside a story: at most so many words, before a paragraph of at least so many.
_SUBHEADING_WORDS = 14
_SUBHEADING_BEFORE = 8
# So many lines of an interruption may turn out to be the story's own.
_ABSORB = 2
# A line taken in for its place does not speak against the story.
_ABSORBED_ODDS = -0.5
# A sentence at a story's end: at least so many words, and odds above this.
_SENTENCE_WORDS, _SENTENCE_ODDS = 5, -1.2
# What a line of an interruption costs, ordinary or page furniture.
_PAUSE_LINE = 0.25
_PAUSE_MARK = 2.0
_NO_JOIN_ROLES = frozenset({Role.BYLINE, Role.TIME, Role.CREDIT, Role.CAPTION, Role.RELATED, Role.AD})


@dataclass(frozen=True, slots=True)
class Unit:
    """Lines ``first`` to ``last`` (inclusive) that read as one: a paragraph, or a line by itself."""

    first: int
    last: int
    words: int
    odds: float
    terminal: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring units that the sequence decision takes for story text.

    Runs of one ``zone`` are parted only by an interruption.
    """

    members: tuple[int, ...]
    zone: int
    odds: float
    words: int


def join_units(lines: Sequence[Line], evidence: Sequence[Evidence]) -> list[Unit]:
    """Put lines that hyperlinks or hard wraps broke back together, where the break is certain.

    A line that opens in lower case or with a closing mark goes on with the line before it.
    """
    dense = _dense(lines)
    units: list[Unit] = []
    first = 0
    words = lines[0].words if lines else 0
    for i in range(1, len(lines) + 1):
        if i < len(lines) and _goes_on(
            lines, evidence, i, words=words, joined=first < i - 1, nodes=dense[i]
        ):
            words += lines[i].words
            continue
        units.append(_unit(lines, evidence, first, i - 1))
        first = i
        words = lines[i].words if i < len(lines) else 0
    return units


def _dense(lines: Sequence[Line]) -> list[bool]:
    """Say of each line whether no blank line stands near it, as in text with a node of the page a line."""
    last = -_DENSE
    since = []
    for i, line in enumerate(lines):
        if line.gap:
            last = i
        since.append(i - last)
    dense = [n >= _DENSE for n in since]
    nearest = len(lines) + _DENSE
    for i in range(len(lines) - 1, -1, -1):
        dense[i] = dense[i] and nearest - i >= _DENSE
        if lines[i].gap:
            nearest = i
    return dense


def unit_text(lines: Sequence[Line], unit: Unit) -> str:
    """Text of a unit, its lines joined by newlines."""
    return "\n".join(lines[i].text for i in range(unit.first, unit.last + 1))


def _goes_on(
    lines: Sequence[Line], evidence: Sequence[Evidence], i: int, *, words: int, joined: bool, nodes: bool
) -> bool:
    """True when line ``i`` goes on with the sentence of the line before it.

    ``words`` counts those of the sentence so far, ``joined`` says that it has more than one line,
    ``nodes`` that each line here is a text node.
    """
    before, line = lines[i - 1], lines[i]
    left, right = evidence[i - 1], evidence[i]
    if line.gap > 1 or before.terminal or line.bullet or (not line.key and line.words > 1):
        return False
    if _stands_alone(left) or _stands_alone(right) or (left.hit and left.hit.role in _NO_JOIN_ROLES):
        return False
    if line.gap and not (line.opens_low and words >= 5):
        return False
    if line.opens_low:
        return words + line.words >= 6 or not line.key
    if before.words >= 8 and before.text[-1] in ",(“‘-–—":
        return True
    low_next = i + 1 < len(lines) and lines[i + 1].opens_low and not lines[i + 1].gap
    if nodes and line.words <= _LINK_WORDS:
        if low_next and (words >= _NODE_WORDS or (words >= 2 and _ends_open(before.text))):
            return True
        if words >= _NODE_WORDS and (_ends_open(before.text) or before.text[-1] in ",(“‘«-–—"):
            return True
    # A link's text in the middle of a sentence: "... on the deal with / North Town / was told".
    return (
        line.words <= 6
        and low_next
        and (joined or words >= _NO_TITLE_WORDS or (words >= 2 and _ends_open(before.text)))
    )


def _stands_alone(evidence: Evidence) -> bool:
    """True for a line that a label or a time fills."""
    labelled = evidence.hit is not None and evidence.hit.rule.endswith("line")
    return labelled or evidence.is_time


def _ends_open(text: str) -> bool:
    """True when the last word is short and in lower case, as few sentences and headlines end."""
    last = text.rsplit(" ", 1)[-1]
    return len(last) <= 4 and last.isalpha() and last.islower()


def _unit(lines: Sequence[Line], evidence: Sequence[Evidence], first: int, last: int) -> Unit:
    if first == last:
        return Unit(first, last, lines[first].words, evidence[first].odds, lines[first].terminal)
    joined = read_lines(" ".join(lines[i].text for i in range(first, last + 1)))[0]
    # Joined text is weighed as prose; what labels and repetition said of its pieces stays.
    held = sum(min(0.0, evidence[i].odds + 4.5) for i in range(first, last + 1) if evidence[i].hit)
    odds = weigh([joined])[0].odds + held
    return Unit(first, last, joined.words, odds, joined.terminal)


def find_runs(
    units: Sequence[Unit],
    marks: Sequence[bool],
    plain: Sequence[bool],
    asides: Sequence[bool],
    bonus: Sequence[float],
    listing_at: Callable[[int], int],
    *,
    eager: bool = False,
) -> list[Run]:
    """Most likely story stretches: Viterbi over outside, story, and interruption inside a story.

    ``marks`` says which units are page furniture that an interruption hardly holds; ``plain`` which
    may be a heading of the story; ``asides`` which are an ad's label or an entry's time; ``bonus`` is
    what its head adds to each; ``eager`` looks for a story in a document that shows none at first.
    """
    enter, leave = (_ENTER_EAGER, _LEAVE_EAGER) if eager else (_ENTER, _LEAVE)
    back: list[tuple[int, int, int]] = []
    outside, story, pause = 0.0, -enter, -math.inf
    for unit, mark, extra in zip(units, marks, bonus, strict=True):
        left, entered, resumed = story - leave, outside - enter, pause - _BREAK
        broken = story - _BREAK
        back.append(
            (
                _STORY if left > outside else _OUTSIDE,
                _STORY
                if story >= entered and story >= resumed
                else (_OUTSIDE if entered >= resumed else _PAUSE),
                _STORY if broken >= pause else _PAUSE,
            )
        )
        outside, story, pause = (
            max(outside, left),
            max(story, entered, resumed) + unit.odds + extra,
            max(pause, broken) - (_PAUSE_MARK if mark else _PAUSE_LINE),
        )
    state = _STORY if story >= pause else _PAUSE
    if max(story, pause) - _LEAVE_END <= outside:
        state = _OUTSIDE
    states = [0] * len(units)
    for i in range(len(units) - 1, -1, -1):
        states[i] = state
        state = back[i][state]
    for i in range(len(units) - 1, -1, -1):
        if states[i] != _PAUSE:
            break
        states[i] = _OUTSIDE  # nothing goes on behind it
    absorb_plain(units, states, plain, asides)
    for i in range(1, len(units)):
        if states[i] != _STORY and states[i - 1] == _STORY:
            stop = listing_at(i)
            states[i:stop] = [_STORY] * (stop - i)
    return _collect(units, states, bonus)


def absorb_plain(
    units: Sequence[Unit], states: list[int], plain: Sequence[bool], asides: Sequence[bool]
) -> None:
    """Take short lines inside a story or right at its ends into it: a heading, a one-clause paragraph.

    ``plain`` says which units carry no label, no time and stand once: the story's own lines do;
    ``asides`` which are an ad's label or an entry's time, that may stand above a heading.
    """
    i = 0
    while i < len(units):
        if states[i] != _PAUSE:
            i += 1
            continue
        first = i
        while i < len(units) and states[i] == _PAUSE:
            i += 1
        while first < i - 1 and asides[first]:
            first += 1
        if i - first <= _ABSORB and all(plain[first:i]) and _reads_on(units, first, i):
            states[first:i] = [_STORY] * (i - first)
    _extend_ends(units, states, plain, asides)


def _extend_ends(
    units: Sequence[Unit], states: list[int], plain: Sequence[bool], asides: Sequence[bool]
) -> None:
    """Whole short sentences that follow a story, or an ad's label behind it, belong to it.

    ``plain`` is false for what a picture credit follows: that is its caption.
    """
    for i, unit in enumerate(units):
        if states[i] == _STORY or not plain[i] or not unit.terminal or unit.words < _SENTENCE_WORDS:
            continue
        before = i - 2 if i > 1 and asides[i - 1] else i - 1
        if before >= 0 and states[before] == _STORY and unit.odds > _SENTENCE_ODDS:
            states[before + 1 : i + 1] = [_PAUSE] * (i - before - 1) + [_STORY]


def _reads_on(units: Sequence[Unit], first: int, stop: int) -> bool:
    """True when units ``first`` to ``stop`` may be the story's: at most one open line, before a paragraph."""
    open_lines = [k for k in range(first, stop) if not units[k].terminal]
    if not open_lines:
        return True
    whole_before = open_lines[0] == first or units[open_lines[0] - 1].terminal
    short = units[open_lines[0]].words <= _SUBHEADING_WORDS
    return (
        len(open_lines) == 1
        and whole_before
        and short
        and units[open_lines[0] + 1].words >= _SUBHEADING_BEFORE
    )


def _collect(units: Sequence[Unit], states: Sequence[int], bonus: Sequence[float]) -> list[Run]:
    runs: list[Run] = []
    members: list[int] = []
    zone = 0
    for i, state in enumerate([*states, _OUTSIDE]):
        if state == _STORY:
            members.append(i)
            continue
        if members:
            runs.append(
                Run(
                    tuple(members),
                    zone,
                    sum(max(units[k].odds, _ABSORBED_ODDS) + bonus[k] for k in members),
                    sum(units[k].words for k in members),
                )
            )
            members = []
        zone += state == _OUTSIDE
    return runs


def part_runs(runs: Sequence[Run], units: Sequence[Unit], starts: Sequence[bool]) -> list[Run]:
    """``runs`` cut before each unit that begins a story for certain."""
    parted: list[Run] = []
    for run in runs:
        cuts = [0, *(n for n, k in enumerate(run.members) if n and starts[k]), len(run.members)]
        if len(cuts) == 2:
            parted.append(run)
            continue
        for first, stop in pairwise(cuts):
            members = run.members[first:stop]
            odds = sum(max(units[k].odds, _ABSORBED_ODDS) for k in members)
            parted.append(Run(members, run.zone, odds, sum(units[k].words for k in members)))
    return parted
