"""Say what each line is that belongs to no article."""

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.roles import Role
from copydesk.split.credits import credit_tail
from copydesk.split.evidence import Evidence
from copydesk.split.lines import Line

_CODE_MARKS = "{}<>=&%"


@dataclass(frozen=True, slots=True)
class Label:
    """Role of a line, the rule that gave it, and the trust in it, 0 to 1."""

    role: Role
    rule: str
    confidence: float


def label_furniture(lines: Sequence[Line], evidence: Sequence[Evidence]) -> list[Label]:
    """A label for every line, as if none belonged to an article."""
    return [_label(line, ev) for line, ev in zip(lines, evidence, strict=True)]


def _label(line: Line, evidence: Evidence) -> Label:
    if line.is_rule:
        return Label(Role.SEPARATOR, "shape.rule", 0.95)
    if evidence.hit is not None:
        whole = evidence.hit.rule.endswith("line")
        return Label(evidence.hit.role, evidence.hit.rule, 0.95 if whole else 0.8)
    if evidence.is_time:
        return Label(Role.RELATED, "shape.time", 0.6)
    return _label_by_shape(line)


def _label_by_shape(line: Line) -> Label:
    if line.is_url or (line.words <= 2 and any(mark in line.text for mark in _CODE_MARKS)):
        return Label(Role.TEMPLATE, "shape.address" if line.is_url else "shape.code", 0.8)
    if credit_tail(line.text) is not None:
        return Label(Role.CAPTION, "shape.credit_tail", 0.8)
    if line.words <= 3:
        return Label(Role.NAVIGATION, "shape.short", 0.6)
    if not line.terminal:
        return Label(Role.LINK_LIST, "shape.open_line", 0.5)
    return Label(Role.TEASER if line.words > 7 else Role.BOILERPLATE, "sequence.outside", 0.5)
