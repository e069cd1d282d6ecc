"""Decide over the whole file which stretches are story text."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from copydesk.split.signals import Signals
from copydesk.split.units import Unit

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
# A heading inside a story: at most so many words, before a paragraph of at least so many.
_SUBHEADING_WORDS = 14
_SUBHEADING_BEFORE = 8
# So many lines of an interruption may turn out to be the story's own.
_ABSORB = 2
# So many open lines of so many words may stand between an entry's time and its first paragraph.
_OPEN_LINES, _OPEN_WORDS = 3, 12
# A line taken in for its place does not speak against the story.
_ABSORBED_ODDS = -0.5
# A sentence at a story's end: at least so many words, and odds above this.
_SENTENCE_WORDS, _SENTENCE_ODDS = 5, -1.2
# What a line of an interruption costs, ordinary or page furniture.
_PAUSE_LINE = 0.25
_PAUSE_MARK = 2.0


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring units that the sequence decision takes for story text.

    Runs of one ``zone`` are parted only by an interruption.
    """

    members: tuple[int, ...]
    zone: int
    odds: float
    words: int


def find_runs(
    units: Sequence[Unit],
    signals: Signals,
    listing_at: Callable[[int], int],
    *,
    eager: bool = False,
) -> list[Run]:
    """Most likely story stretches: Viterbi over outside, story, and interruption inside a story.

    ``listing_at`` gives the unit behind the listing that begins at one; ``eager`` looks for a story in a
    document that shows none at first.
    """
    plain, asides, bonus = signals.plain, signals.asides, signals.bonus
    enter, leave = (_ENTER_EAGER, _LEAVE_EAGER) if eager else (_ENTER, _LEAVE)
    back: list[tuple[int, int, int]] = []
    outside, story, pause = 0.0, -enter, -math.inf
    for unit, mark, extra in zip(units, signals.marks, bonus, strict=True):
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
    _absorb_pauses(units, states, plain, asides)
    _extend_ends(units, states, plain, asides)
    # a sentence taken in may have cut an interruption short
    _absorb_pauses(units, states, plain, asides)
    _extend_starts(units, states, plain, asides)


def _absorb_pauses(
    units: Sequence[Unit], states: list[int], plain: Sequence[bool], asides: Sequence[bool]
) -> None:
    """Interruptions of a few plain lines that the story may hold belong to it."""
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
        elif plain[i - 1] and units[i - 1].asks and units[i - 1].words <= _SUBHEADING_WORDS:
            # a question right before the story goes on is its heading, whatever stood between
            states[i - 1] = _STORY


def _extend_starts(
    units: Sequence[Unit], states: list[int], plain: Sequence[bool], asides: Sequence[bool]
) -> None:
    """Long plain lines between an entry's time and the first paragraph belong to the story."""
    for i in range(1, len(units)):
        if states[i] != _STORY or states[i - 1] == _STORY:
            continue
        first = i
        while first > 0 and plain[first - 1] and units[first - 1].words >= _OPEN_WORDS:
            first -= 1
        if 0 < first < i and i - first <= _OPEN_LINES and asides[first - 1]:
            states[first:i] = [_STORY] * (i - first)


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
