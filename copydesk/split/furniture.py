"""Say what each line is that belongs to no article."""

from functools import lru_cache
from typing import NamedTuple

from copydesk.roles import Role
from copydesk.split.credits import credit_tail
from copydesk.split.lines import REMEMBERED_CHARS, Facts, Line, facts_of
from copydesk.split.own import Evidence

_CODE_MARKS = "{}<>=&%"


class Label(NamedTuple):
    """Role of a line, the rule that gave it, and the trust in it, 0 to 1."""

    role: Role
    rule: str
    confidence: float


def label_furniture(line: Line, evidence: Evidence) -> Label:
    """Label of a line that belongs to no article."""
    if line.is_rule:
        return Label(Role.SEPARATOR, "shape.rule", 0.95)
    if evidence.hit is not None:
        whole = evidence.hit.rule.endswith("line")
        return Label(evidence.hit.role, evidence.hit.rule, 0.95 if whole else 0.8)
    if evidence.is_time:
        return Label(Role.RELATED, "shape.time", 0.6)
    return _remembered(line.text) if len(line.text) <= REMEMBERED_CHARS else _label_by_shape(line)


def _label_by_shape(line: Line | Facts) -> Label:
    if line.is_url or (line.words <= 2 and any(mark in line.text for mark in _CODE_MARKS)):
        return Label(Role.TEMPLATE, "shape.address" if line.is_url else "shape.code", 0.8)
    if credit_tail(line.text) is not None:
        return Label(Role.CAPTION, "shape.credit_tail", 0.8)
    if line.words <= 3:
        return Label(Role.NAVIGATION, "shape.short", 0.6)
    if not line.terminal:
        return Label(Role.LINK_LIST, "shape.open_line", 0.5)
    return Label(Role.TEASER if line.words > 7 else Role.BOILERPLATE, "sequence.outside", 0.5)


@lru_cache(maxsize=1 << 16)
def _remembered(text: str) -> Label:
    # menus come again on every page
    return _label_by_shape(facts_of(text))
