"""Put lines that hyperlinks or hard wraps broke back together."""

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.roles import Role
from copydesk.split.evidence import weigh_text
from copydesk.split.lines import Line, facts_of
from copydesk.split.own import Evidence
from copydesk.split.wraps import wrapped_lines

# An open line of so many words is hardly a headline, so a sentence goes on behind it.
_NO_TITLE_WORDS = 15
# Without a blank line for so many lines, each line is a text node of its page.
_DENSE = 12
# There a link has at most so many words, and a sentence shows as one from so many on.
_LINK_WORDS = 14
_NODE_WORDS = 6
_QUESTIONS = "?？؟"
_NO_JOIN_ROLES = frozenset({Role.BYLINE, Role.TIME, Role.CREDIT, Role.CAPTION, Role.RELATED, Role.AD})


@dataclass(frozen=True, slots=True)
class Unit:
    """Lines ``first`` to ``last`` (inclusive) that read as one: a paragraph, or a line by itself."""

    first: int
    last: int
    words: int
    odds: float
    terminal: bool
    asks: bool


def join_units(lines: Sequence[Line], evidence: Sequence[Evidence]) -> list[Unit]:
    """Put lines that hyperlinks or hard wraps broke back together, where the break is certain.

    A line that opens in lower case or with a closing mark goes on with the line before it.
    """
    dense = _dense(lines)
    wrapped = wrapped_lines(lines)
    units: list[Unit] = []
    first = 0
    words = lines[0].words if lines else 0
    for i in range(1, len(lines) + 1):
        goes_on = i < len(lines) and (
            (i in wrapped and not _is_apart(evidence[i - 1], evidence[i]))
            or _goes_on(lines, evidence, i, words=words, joined=first < i - 1, nodes=dense[i])
        )
        if goes_on:
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
    if before.terminal or line.gap > 1 or line.bullet or (not line.key and line.words > 1):
        return False
    if line.gap and not (line.opens_low and words >= 5):
        return False
    if _is_apart(evidence[i - 1], evidence[i]):
        return False
    if line.opens_low:
        return words + line.words >= 6 or not line.key
    if before.words >= 8 and before.text[-1] in ",(“‘-–—":
        return True
    low_next = i + 1 < len(lines) and lines[i + 1].opens_low and not lines[i + 1].gap
    return _is_link(before, line, words=words, joined=joined, nodes=nodes, low_next=low_next)


def _is_link(before: Line, line: Line, *, words: int, joined: bool, nodes: bool, low_next: bool) -> bool:
    """True for a link's text in the middle of a sentence: "... on the deal with / North Town / was told"."""
    open_end = words >= 2 and _ends_open(before.text)
    if nodes and line.words <= _LINK_WORDS and (words >= _NODE_WORDS or (low_next and open_end)):
        return low_next or _ends_open(before.text) or before.text[-1] in ",(“‘«-–—"
    return line.words <= 6 and low_next and (joined or words >= _NO_TITLE_WORDS or open_end)


def _is_apart(left: Evidence, right: Evidence) -> bool:
    """True when two lines are no sentence, whatever they read like: a label or a time fills one."""
    labelled = left.hit is not None and left.hit.role in _NO_JOIN_ROLES
    return labelled or _stands_alone(left) or _stands_alone(right)


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
        line = lines[first]
        return Unit(first, last, line.words, evidence[first].odds, line.terminal, line.text[-1] in _QUESTIONS)
    joined = facts_of(" ".join(lines[i].text for i in range(first, last + 1)))
    # Joined text is weighed as prose; what labels and repetition said of its pieces stays.
    held = sum(min(0.0, evidence[i].odds + 4.5) for i in range(first, last + 1) if evidence[i].hit)
    odds = weigh_text(joined).odds + held
    return Unit(first, last, joined.words, odds, joined.terminal, joined.text[-1] in _QUESTIONS)
