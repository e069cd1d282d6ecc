"""Lay blocks over the whole document: every character in one, with its role and the rule that decided."""

import math
from collections.abc import Sequence
from operator import itemgetter

from copydesk.records import Block
from copydesk.roles import Role
from copydesk.split.assemble import Draft
from copydesk.split.furniture import Label, label_furniture
from copydesk.split.lines import Line
from copydesk.split.own import Evidence
from copydesk.split.page import Page

_NOTE = Label(Role.TEMPLATE, "label.link_note", 0.9)


def make_blocks(text: str, page: Page, drafts: Sequence[Draft], notes: Sequence[Line]) -> list[Block]:
    """Blocks that tile ``text``: one a line, lines with junk inside cut into several.

    ``notes`` are lines that were set aside before. White space goes with the block before it; what
    stands before the first line is a
    block of its own.
    """
    owners: dict[int, tuple[Draft, Label]] = {}
    for draft in drafts:
        for i in draft.members:
            role = draft.roles.get(i, Role.BODY)
            owners[i] = (draft, Label(role, "sequence.story", _trust(page.evidence[i])))
        owners.update((i, (draft, Label(role, rule, 0.8))) for i, (role, rule) in draft.head.roles.items())
        owners.update((i, (draft, label)) for i, label in draft.extras.items())
    cuts: list[tuple[int, Label, int | None]] = []
    for line in page.lines:
        owner = owners.get(line.index)
        if owner is None:
            cuts.append((line.start, label_furniture(line, page.evidence[line.index]), None))
        else:
            cuts.extend(_line_cuts(line, *owner))
    if notes:
        cuts += [(line.start, _NOTE, None) for line in notes]
        cuts.sort(key=itemgetter(0))
    return _tile(text, cuts)


def _trust(evidence: Evidence) -> float:
    return round(min(0.99, max(0.5, 1 / (1 + math.exp(-(evidence.odds + 1.0))))), 3)


def _line_cuts(line: Line, draft: Draft, label: Label) -> list[tuple[int, Label, int | None]]:
    cuts: list[tuple[int, Label, int | None]] = []
    position = 0
    for span in draft.junk.get(line.index, ()):
        if span.start > position and line.text[position : span.start].strip():
            cuts.append((line.start + position, label, draft.ordinal))
        belongs = span.role in (Role.CREDIT, Role.CAPTION)
        cuts.append(
            (line.start + span.start, Label(span.role, span.rule, 0.8), draft.ordinal if belongs else None)
        )
        position = span.end
    if not line.text[position:].strip():
        return cuts
    # the cut starts at the next visible character, so that its white space goes with the junk
    position += len(line.text[position:]) - len(line.text[position:].lstrip())
    return [*cuts, (line.start + position, label, draft.ordinal)]


def _tile(text: str, cuts: Sequence[tuple[int, Label, int | None]]) -> list[Block]:
    ends = [start for start, _, _ in cuts[1:]]
    ends.append(len(text))
    tiled = [
        Block(start, end, label.role, article, label.rule, label.confidence)
        for (start, label, article), end in zip(cuts, ends, strict=False)
    ]
    if text and (not cuts or cuts[0][0] > 0):
        end = cuts[0][0] if cuts else len(text)
        tiled.insert(0, Block(0, end, Role.BLANK, None, "blank", 1.0))
    return tiled
