"""Tell digests from stories, and find their items: several short pieces of news under one title."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from copydesk.records import DigestItem
from copydesk.split.lines import count_words

# So many items make a digest, and they are such a share of its paragraphs at least.
_ITEMS, _SHARE = 3, 0.6
# More prompts than a digest has items are what a page puts behind every paragraph of a story.
_MOST_PROMPTS = 15
# An item's paragraph has so many words at least: a list of steps or names has fewer.
_ITEM_WORDS = 10
# Words and characters of a label that opens an item ("Earnings up: ..."), and of a heading, at most.
_LABEL_WORDS, _LABEL_CHARS, _HEADING_WORDS = 5, 40, 14
# Between two rules an item has so many words at most; a story has more.
_SECTION_WORDS = 60
_QUOTED = re.compile(r">\s+(?=\S)")
_NUMBERED = re.compile(r"(\d{1,2})[.)]\s+(?=\S)")
_LABEL = re.compile(rf"(?P<label>[^\W\d_][^:：.!?。\"“«„]{{2,{_LABEL_CHARS}}}?)(?::\s+|：)(?=[^\W_])")
_WHOLE = re.compile(r"[.!?…。！？｡।۔؟:][\"'”’»)\]]*$")


def is_digest(paragraphs: Sequence[str], *, prompts: int = 0, rules: int = 0) -> bool:
    """True when the paragraphs of a body are several pieces of news, and no story.

    They are when three and more are marked as items ("> ", numbers from 1 on, labels such as "Earnings
    up:"), when as many prompts to read more stand behind most paragraphs (``prompts``), or when rules
    (``rules``, those inside the body) part short items with a heading each.
    """
    if max(_ITEMS, _SHARE * len(paragraphs)) <= prompts <= _MOST_PROMPTS:
        return True
    if sum(bool(_QUOTED.match(p)) for p in paragraphs) >= _ITEMS:
        return True
    marked = _numbered(paragraphs) or _labelled(paragraphs)
    if len(marked) >= _ITEMS and len(marked) >= _SHARE * len(paragraphs):
        return True
    return rules >= _ITEMS - 1 and _short_sections(paragraphs, rules)


def digest_items(paragraphs: Sequence[str]) -> list[tuple[str | None, list[int]]]:
    """Items of a digest: the title of each, None where it has none, and the indices of its paragraphs.

    An item begins at each mark, or at each heading, or else is one paragraph. What stands before the
    first mark opens the digest and belongs to no item. A heading is its item's title and is not among
    its paragraphs; a label ("Earnings up:") is title and stays in the paragraph.

    >>> digest_items(["Good morning.", "1. The bridge is open.", "It rains.", "2. The bakery is shut."])
    [(None, [1, 2]), (None, [3])]
    >>> digest_items(["Bridge opens", "It was shut for a year.", "Bakery shuts", "It was old.", "And dear."])
    [('Bridge opens', [1]), ('Bakery shuts', [3, 4])]
    """
    quoted = [n for n, p in enumerate(paragraphs) if _QUOTED.match(p)]
    for starts in (quoted, _numbered(paragraphs), _labelled(paragraphs)):
        if len(starts) > 1:
            return [_item(paragraphs, first, stop) for first, stop in pairwise([*starts, len(paragraphs)])]
    headings = [
        n for n, p in enumerate(paragraphs[:-1]) if _is_heading(p) and not _is_heading(paragraphs[n + 1])
    ]
    if len(headings) > 1:
        edges = pairwise([*headings, len(paragraphs)])
        return [(paragraphs[first], list(range(first + 1, stop))) for first, stop in edges]
    return [(None, [n]) for n in range(len(paragraphs))]


def items_of(paragraphs: Sequence[str]) -> tuple[DigestItem, ...]:
    """Items of a digest with their texts, their paragraphs parted by an empty line."""
    return tuple(
        DigestItem(title, "\n\n".join(paragraphs[n] for n in numbers))
        for title, numbers in digest_items(paragraphs)
    )


def _item(paragraphs: Sequence[str], first: int, stop: int) -> tuple[str | None, list[int]]:
    """The item from paragraph ``first`` on; its label, or a heading behind its number, is the title."""
    opening = paragraphs[first]
    mark = _QUOTED.match(opening) or _NUMBERED.match(opening)
    shown = opening[mark.end() :] if mark else opening
    if mark and stop - first > 1 and _is_heading(shown):
        return shown, list(range(first + 1, stop))
    label = _label_of(shown)
    return label, list(range(first, stop))


def _numbered(paragraphs: Sequence[str]) -> list[int]:
    """Paragraphs of some length that numbers open, in order from 1 on; empty if they are in no order."""
    found = [(int(m.group(1)), n) for n, p in enumerate(paragraphs) if (m := _NUMBERED.match(p))]
    if [number for number, _ in found] != list(range(1, len(found) + 1)):
        return []
    if sum(count_words(paragraphs[n]) < _ITEM_WORDS for _, n in found) * 2 > len(found):
        return []
    return [n for _, n in found]


def _labelled(paragraphs: Sequence[str]) -> list[int]:
    """Paragraphs that different labels open; speakers of an interview come again, so they are none."""
    found = [(label, n) for n, p in enumerate(paragraphs) if (label := _label_of(p)) is not None]
    return [n for _, n in found] if len({label for label, _ in found}) == len(found) >= _ITEMS else []


def _label_of(paragraph: str) -> str | None:
    match = _LABEL.match(paragraph)
    if match is None or count_words(paragraph) < _ITEM_WORDS:
        return None
    label = match.group("label").strip()
    return label if count_words(label) <= _LABEL_WORDS else None


def _is_heading(paragraph: str) -> bool:
    return count_words(paragraph) <= _HEADING_WORDS and not _WHOLE.search(paragraph)


def _short_sections(paragraphs: Sequence[str], rules: int) -> bool:
    """True when headings open about as many sections as ``rules`` part, and most sections are short."""
    sections = list(_sections(paragraphs))
    short = sum(words <= _SECTION_WORDS for words in sections)
    return len(sections) >= max(_ITEMS, rules) and short >= _SHARE * len(sections)


def _sections(paragraphs: Sequence[str]) -> Iterator[int]:
    """Words of each section that a heading opens."""
    for title, members in digest_items(paragraphs):
        if title is not None:
            yield sum(count_words(paragraphs[n]) for n in members)
