"""Say what sort of article a text is, and find the pieces that prompts part it into."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from copydesk.roles import Kind, Role
from copydesk.split.digests import is_digest
from copydesk.split.feeds import CUT
from copydesk.split.inline import REPEATED_PROMPT, Span
from copydesk.split.lines import RULE, count_words
from copydesk.split.page import Page

Junk: TypeAlias = Mapping[int, Sequence[Span]]
"""Spans of lines, by line index, that are no story text."""


def parts_of(page: Page, members: Sequence[int], junk: Junk) -> list[str]:
    """Pieces between the prompts that come again inside a digest's lines; none where there are no prompts."""
    prompted = False
    parts = [""]
    for i in members:
        position = 0
        for span in junk.get(i, ()):
            parts[-1] = f"{parts[-1]} {page.lines[i].text[position : span.start].strip()}".strip()
            position = span.end
            if span.rule == REPEATED_PROMPT:
                prompted = True
                parts.append("")
        parts[-1] = f"{parts[-1]} {page.lines[i].text[position:].strip()}".strip()
    return [part for part in parts if part] if prompted else []


def _marks_inside(page: Page, members: Sequence[int], junk: Junk) -> dict[str, int]:
    """Prompts that come again and again behind paragraphs of a story, and rules inside it."""
    inside = set(members)
    lines = [page.lines[i] for i in range(members[0], members[-1] + 2) if i < len(page.lines)]
    others = [line for line in lines if line.index not in inside]
    behind = Counter(
        line.key
        for line in others
        if line.index - 1 in inside and page.evidence[line.index].role is Role.RELATED
    )
    inline = sum(1 for spans in junk.values() for s in spans if s.rule == REPEATED_PROMPT)
    return {
        "prompts": max([inline, *behind.values()]),
        "rules": sum(line.is_rule and len(line.text) >= RULE for line in others),
    }


def kind_of(page: Page, body: str, members: Sequence[int], junk: Junk, brief_words: int) -> Kind:
    """Kind of an article by its text: a blurb cut off, several pieces of news, a short item, a story."""
    if not members:
        return Kind.TEASER
    short = count_words(body) < brief_words
    breaks_off = CUT.search(body) if short and "\n" not in body else None
    if breaks_off is not None and breaks_off.group("prompt") is None:
        return Kind.TEASER
    if is_digest(body.split("\n\n"), **_marks_inside(page, members, junk)):
        return Kind.DIGEST
    return Kind.BRIEF if short else Kind.ARTICLE
