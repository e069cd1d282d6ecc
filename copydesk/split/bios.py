"""Where a story ends and the note about its author begins."""

import re
from collections.abc import Sequence

from copydesk.split.page import Page

# The note stands in the last part of a story's lines, and names its author with two words or more.
_LAST_PART = 0.5
_NAMES = re.compile(r"\s*(?:[,;/|&•·]|\b(?:and|und|et|y|e|og|och|en|i|и|та|ve)\b)\s*")
_NAME_WORDS = range(2, 5)
_NEAR = 3


def find_bio(page: Page, members: Sequence[int], byline: str | None) -> int | None:
    """Position in ``members`` of the line that begins a note about the author; None if there is none.

    Such a line opens with the author's name, as the byline or a line of its own right before gives it,
    and goes on behind it.
    """
    authors = names_in(byline)
    for n in range(max(1, int(_LAST_PART * len(members))), len(members)):
        line = page.lines[members[n]]
        if line.opens_low or line.words < 2 * _NAME_WORDS[0]:
            continue
        if any(opens_with(line.text, name) for name in [*authors, *_names_before(page, members[n])]):
            return n
    return None


def names_in(byline: str | None) -> list[str]:
    """Full names of a byline: those of two words and more."""
    parts = _NAMES.split(byline or "")
    return [p for p in parts if len(p.split()) in _NAME_WORDS and p[0].isupper()]


def _names_before(page: Page, index: int) -> list[str]:
    """Names that fill one of the few lines before line ``index``."""
    near = range(max(0, index - _NEAR), index)
    return [page.lines[i].text for i in near if is_name(page.lines[i].text)]


def is_name(text: str) -> bool:
    """True for two to four words in capitals at their heads, without figures or marks."""
    words = text.split()
    return (
        len(words) in _NAME_WORDS
        and all(w[0].isupper() for w in words)
        and not any(c.isdigit() or c in ".:?!|/" for c in text)
    )


def opens_with(text: str, name: str) -> bool:
    """True when ``text`` opens with ``name`` and goes on with another word."""
    return text.startswith(name) and text[len(name) : len(name) + 1] in (" ", ",", "’", "'")
