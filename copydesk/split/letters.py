"""Find readers' letters: a title of one or more short lines, a text, and the writer's name behind it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from copydesk.labels import Hit
from copydesk.roles import Role
from copydesk.split.lines import Line, facts_of
from copydesk.split.own import own_of

# So many letters make a page of them, with so few lines between two.
_LETTERS, _BETWEEN = 3, 2
# Lines of a title with so many words each at most, and of a text with so many words at least.
_TITLE_LINES, _TITLE_WORDS = 3, 9
_TEXT_LINES, _TEXT_WORDS = 8, 12
# Words of a letter at least: a teaser with its author's name has fewer.
_LETTER_WORDS = 30
# Words of a signature, and of the name that opens it.
_SIGNATURE_WORDS, _NAME_WORDS = 8, range(2, 6)
_PLACE = re.compile(r"\s*[,，–—(]\s*")

SIGNATURE = Hit(Role.BYLINE, "letter.signature.line")
"""What the line with the name of a letter's writer is."""


@dataclass(frozen=True, slots=True)
class Letter:
    """Lines of a letter by index: those of its title, of its text, and its signature."""

    title: range
    text: range
    signature: int


def find_letters(lines: Sequence[Line]) -> list[Letter]:
    """Letters of a document, in order; none unless three and more stand one after the other."""
    named = [i for i in range(2, len(lines)) if lines[i - 1].terminal and _is_signature(lines[i])]
    # what comes again is a button
    counts = Counter(lines[i].key for i in named)
    signatures = [i for i in named if counts[lines[i].key] == 1]
    if len(signatures) < _LETTERS:
        return []
    found = [letter for i in signatures if (letter := _letter_before(lines, i)) is not None]
    return list(_in_a_row(found))


def join_titles(lines: Sequence[Line]) -> list[Line]:
    """Lines with the titles of letters that are set over several lines put on one, numbered anew."""
    titles = [letter.title for letter in find_letters(lines) if len(letter.title) > 1]
    if not titles:
        return list(lines)
    joined = {title[0]: title for title in titles}
    dropped = {i for title in titles for i in title[1:]}
    kept: list[Line] = []
    for line in lines:
        if line.index in dropped:
            continue
        title = joined.get(line.index)
        shown = _as_one([lines[i] for i in title]) if title else line
        kept.append(replace(shown, index=len(kept)))
    return kept


def _as_one(parts: Sequence[Line]) -> Line:
    facts = facts_of(" ".join(part.text for part in parts))
    return replace(
        parts[0],
        end=parts[-1].end,
        text=facts.text,
        key=facts.key,
        words=facts.words,
        terminal=facts.terminal,
        bullet=facts.bullet,
        opens_low=facts.opens_low,
    )


def _in_a_row(letters: Sequence[Letter]) -> Iterator[Letter]:
    row: list[Letter] = []
    for letter in letters:
        # a "signature" that is the next title is none
        if row and not 0 < letter.title[0] - row[-1].signature <= _BETWEEN + 1:
            yield from row if len(row) >= _LETTERS else ()
            row = []
        row.append(letter)
    yield from row if len(row) >= _LETTERS else ()


def _is_signature(line: Line) -> bool:
    """True for a name, perhaps with a place or title behind it."""
    if not 2 <= line.words <= _SIGNATURE_WORDS or line.terminal or line.bullet:
        return False
    name = _PLACE.split(line.text, maxsplit=1)[0].split()
    spelled = len(name) in _NAME_WORDS and all(w[0].isupper() or not w.isascii() for w in name)
    own = own_of(line)
    return spelled and own.hit is None and own.time is None and not any(c.isdigit() for c in line.text)


def _letter_before(lines: Sequence[Line], signature: int) -> Letter | None:
    start = signature
    while start > 0 and signature - start < _TEXT_LINES and _is_text(lines[start - 1]):
        start -= 1
    first = start
    while first > 0 and start - first < _TITLE_LINES and _is_title(lines[first - 1]):
        first -= 1
        if lines[first].gap:
            break
    words = sum(lines[i].words for i in range(start, signature))
    if words < _LETTER_WORDS or first == start or not lines[first].gap:
        return None
    return Letter(range(first, start), range(start, signature), signature)


def _is_text(line: Line) -> bool:
    return line.words >= _TEXT_WORDS and line.terminal


def _is_title(line: Line) -> bool:
    own = own_of(line)
    return line.words <= _TITLE_WORDS and own.hit is None and own.time is None and bool(line.key)
