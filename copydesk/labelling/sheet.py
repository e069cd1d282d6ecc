"""The sheet: a labelled document as lines of text that a person edits and a reviewer reads.

A row has an article's number, a role, a bar, and a block's text. White space does not count: a long text
runs on over rows without labels, and every visible character of the document stands in the sheet once,
in the document's order.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from copydesk.labelling.visible import is_visible
from copydesk.labelling.vocabulary import ARTICLE_ROLES, LETTERS
from copydesk.records import Block
from copydesk.roles import ROLE_DOCS, Role

FIRST_LINE: Final = "# copydesk labels 1; how to read and edit it: docs/labelling.md"
NO_ARTICLE: Final = "-"
NO_VALUE: Final = "-"
BAR: Final = "|"
REMARK: Final = "#!"
"""Begins a comment about a mistake, which is gone once the sheet is read."""

_TEXT_CELLS = 100  # beside the labels it fits a window of 120
_ROLE_CELLS = 12  # the longest role
_JOINERS = "\u200c\u200d"  # invisible, but a word of Persian or Hindi is written wrongly without them


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A field of an article that cannot be read off its blocks; ``text`` None: the article has none."""

    article: int
    field: str
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What the splitter is known to get wrong, and why; ``article`` None for the file as a whole."""

    article: int | None
    field: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A labelled document. ``blocks`` tile its text; ``notes`` are a person's own comments."""

    blocks: tuple[Block, ...]
    values: tuple[Value, ...] = ()
    gaps: tuple[Gap, ...] = ()
    notes: tuple[str, ...] = ()


def write_sheet(sheet: Sheet, text: str, *, with_help: bool = False) -> str:
    r"""The sheet as text with ``\n`` at the end of every line.

    Comments first, then what goes for the file, then a row for each block of ``text`` that holds anything
    visible; an article's values and gaps stand above its first row. The text is whole, on as many rows
    as it takes; an empty line stands where the document has one or more. Characters that only steer the
    direction of text are left out. `reading.read_sheet` gives the same blocks back.
    """
    lines = [FIRST_LINE, *(help_lines() if with_help else ()), *sheet.notes]
    lines += [f"gap {gap.field}: {gap.reason}" for gap in sheet.gaps if gap.article is None]
    seen: set[int] = set()
    parted = True
    for block in sheet.blocks:
        shown = text[block.start_char : block.end_char]
        if any(map(is_visible, shown)):
            if parted:
                lines.append("")
            if block.article is not None and block.article not in seen:
                seen.add(block.article)
                lines += _lines_of_article(sheet, block.article)
            lines += _rows(block, shown)
        parted = shown[len(shown.rstrip()) :].count("\n") > 1 or (parted and not shown.strip())
    return "\n".join(lines) + "\n"


def _lines_of_article(sheet: Sheet, article: int) -> Iterator[str]:
    for value in sheet.values:
        if value.article == article:
            yield f"value {article} {value.field}: {NO_VALUE if value.text is None else _plain(value.text)}"
    for gap in sheet.gaps:
        if gap.article == article:
            yield f"gap {article} {gap.field}: {gap.reason}"


def _rows(block: Block, shown: str) -> Iterator[str]:
    number = NO_ARTICLE if block.article is None or block.role not in ARTICLE_ROLES else block.article
    labels = f"{number:>3} {block.role.value:{_ROLE_CELLS}}"
    for part in _wrapped(_plain(shown)):
        yield f"{labels} {BAR} {part}"
        labels = " " * len(labels)


def _plain(text: str) -> str:
    """``text`` on one line: white space as one space, and no character that an editor would obey."""
    kept = "".join(c for c in text if c in _JOINERS or c.isspace() or is_visible(c))
    return " ".join(kept.split())


def _wrapped(text: str) -> Iterator[str]:
    """``text`` in parts of at most `_TEXT_CELLS` terminal cells, cut at a space where there is one."""
    start = last_space = cells = 0
    for position, char in enumerate(text):
        cells += _cells(char)
        if cells > _TEXT_CELLS and position > start:
            stop = last_space if last_space > start else position
            yield text[start:stop]
            start = stop + (text[stop] == " ")
            cells = sum(map(_cells, text[start : position + 1]))
        if char == " ":
            last_space = position
    if text[start:]:
        yield text[start:]


def _cells(char: str) -> int:
    if char.isascii():
        return 1
    if unicodedata.combining(char) or char in _JOINERS:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def help_lines() -> list[str]:
    """How to edit a sheet, as comments; `reading.read_sheet` drops them."""
    letters = {role: letter for letter, role in LETTERS.items()}
    ours = [role for role in ROLE_DOCS if role in ARTICLE_ROLES]
    pages = [role for role in ROLE_DOCS if role not in ARTICLE_ROLES and role is not Role.BLANK]
    return [
        *_HELP,
        "#",
        "# Roles of an article (the letter does as well as the word):",
        *(_help_of(role, letters) for role in ours),
        "#",
        "# Roles of the page, which belong to no article:",
        *(_help_of(role, letters) for role in pages),
        "#",
    ]


def _help_of(role: Role, letters: dict[Role, str]) -> str:
    doc = (
        "Of the page, whatever kind: no closer kind is asked for."
        if role is Role.BOILERPLATE
        else ROLE_DOCS[role]
    )
    return f"#   {letters.get(role, ' ')}  {role.value:{_ROLE_CELLS}} {doc}"


_HELP: Final = (
    "#",
    "# Left of the bar stand the number of the article and the role, right of it the text. Correct what is",
    "# left of the bar, save and leave the editor. The text must stay; spaces and line breaks do not count.",
    "#",
    "#   change a role        write another over it: its letter, its name, or the beginning of its name",
    "#   not in an article    - in place of the number, or a role of the page",
    "#   start an article     + before the number of its first row (+1): from there on, rows that say 1",
    "#                        belong to the new article. Numbers are put in order when the sheet is saved.",
    "#   join two articles    2=1 in place of the number in the first row of 2: it goes on as article 1",
    "#   a story not found    give its rows a number that no article has",
    "#   cut out inline junk  break the line before it and behind it, and put labels and a bar before each",
    "#                        part. A row without labels goes on with the block above.",
    "#   a field read wrongly value 1 publisher: The Coast Daily    on a line among the article's",
    "#                        rows; fields: title publisher byline published_raw dateline; - for none",
    "#   a comment            # at the beginning of a line",
)


def own_notes(comments: Sequence[str]) -> tuple[str, ...]:
    """Those of ``comments`` that are neither of the sheet's own help nor remarks on its mistakes."""
    own = {FIRST_LINE, *help_lines()}
    return tuple(line for line in comments if line not in own and not line.startswith(REMARK))
