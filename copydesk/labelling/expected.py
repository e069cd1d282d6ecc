"""The articles that labelled blocks make: what the splitter should give for a document."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copydesk.labelling.sheet import Sheet, Value
from copydesk.labelling.vocabulary import FIELDS
from copydesk.labels import fold, load
from copydesk.records import Article, Block, Split
from copydesk.roles import ARTICLE_ROLES, BODY_ROLES, Role
from copydesk.split.compose import join_paragraphs, pieces_of
from copydesk.split.dateline import read_dateline
from copydesk.split.lines import Line, read_lines
from copydesk.split.times import find_time

_BULLETS = " \t#*•‣▪■●◦►▸·・|-–"
_BEHIND_A_NAME = " \t|•·,"
_PARTED = re.compile(r"\s*[,|•·–]\s*")
_LONGEST_LABEL = 4  # words, as "From our own correspondent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """An article as a person labelled it; fields as in `copydesk.records.Article`, None where it has none."""

    ordinal: int
    title: str | None
    publisher: str | None
    byline: str | None
    published_raw: str | None
    dateline: str | None
    body: str
    start_char: int
    end_char: int


def expected_articles(text: str, sheet: Sheet) -> tuple[Expected, ...]:
    """The articles of a sheet over ``text``, in the order of their numbers.

    Title, publisher, byline, printed time and dateline are read off the blocks of that role, unless a
    value of the sheet says otherwise. The body is that of the body and sub-heading blocks, joined as the
    splitter joins them.
    """
    lines = read_lines(text)
    given = {(value.article, value.field): value.text for value in sheet.values}
    owned: dict[int, list[Block]] = {}
    for block in sheet.blocks:
        if block.article is not None and block.role in ARTICLE_ROLES:
            owned.setdefault(block.article, []).append(block)
    return tuple(_expected(text, lines, n, blocks, given) for n, blocks in sorted(owned.items()))


def _expected(
    text: str,
    lines: Sequence[Line],
    ordinal: int,
    blocks: Sequence[Block],
    given: dict[tuple[int, str], str | None],
) -> Expected:
    body = _body(text, lines, blocks)
    read = {
        "title": _title(text, blocks),
        "publisher": _publisher(text, blocks),
        "byline": _byline(text, blocks),
        "published_raw": _published(text, blocks),
        "dateline": opening.place if (opening := read_dateline(body)) else None,
    }
    fields = {name: given.get((ordinal, name), read[name]) for name in FIELDS}
    last = blocks[-1]
    return Expected(
        ordinal=ordinal,
        **fields,
        body=body,
        start_char=blocks[0].start_char,
        end_char=last.start_char + len(text[last.start_char : last.end_char].rstrip()),
    )


def _texts(text: str, blocks: Sequence[Block], role: Role) -> list[str]:
    return [text[b.start_char : b.end_char].strip() for b in blocks if b.role is role]


def _title(text: str, blocks: Sequence[Block]) -> str | None:
    """The shortest printing of the title: the others have the site's name behind it."""
    printings: list[str] = []
    end = -1
    for block in blocks:
        if block.role is not Role.TITLE:
            continue
        shown = text[block.start_char : block.end_char].strip().lstrip("#•*- ")
        # a title broken over two lines is one; one that is printed again is another printing
        goes_on = block.start_char == end and text[:end].endswith("\n") and not text[:end].endswith("\n\n")
        if goes_on and not _repeats(printings[-1], shown):
            printings[-1] = f"{printings[-1]} {shown}"
        else:
            printings.append(shown)
        end = block.end_char
    return min(printings, key=len, default=None)


def _repeats(text: str, other: str) -> bool:
    one, two = fold(text), fold(other)
    return one.startswith(two) or two.startswith(one)


def _publisher(text: str, blocks: Sequence[Block]) -> str | None:
    named = (shown.strip(_BULLETS) for shown in _texts(text, blocks, Role.PUBLISHER))
    return next(filter(None, named), None)


def _byline(text: str, blocks: Sequence[Block]) -> str | None:
    for shown in _texts(text, blocks, Role.BYLINE):
        time = find_time(shown)
        # "Ann Dole, le 13 mars 2026"
        own = _PARTED.split(shown[: time.start], maxsplit=1)[0] if time else shown
        name = _without_label(own).strip(_BEHIND_A_NAME)
        if name:
            return name
    return None


def _without_label(shown: str) -> str:
    """``shown`` without the words that introduce a name ("By", "Text:"); empty when there is nothing else."""
    if load().whole(fold(shown)):
        return ""
    label, colon, name = shown.replace("：", ":").partition(":")
    if colon and name.strip() and len(label.split()) < _LONGEST_LABEL:
        return name.strip()
    words = shown.split()
    for count in range(min(_LONGEST_LABEL, len(words) - 1), 0, -1):
        hit = load().whole(fold(" ".join(words[:count])))
        if hit and hit.role is Role.BYLINE:
            return " ".join(words[count:])
    return shown


def _published(text: str, blocks: Sequence[Block]) -> str | None:
    """The printed time that stands alone, else the one nearest the title, else one beside the author."""
    title = next((n for n, block in enumerate(blocks) if block.role is Role.TITLE), 0)
    found: list[tuple[bool, int, int, str]] = []
    for n, block in enumerate(blocks):
        if block.role is Role.TIME:
            shown = text[block.start_char : block.end_char].strip()
            time = find_time(shown)
            found.append((time is None or not time.alone, abs(n - title), n, time.raw if time else shown))
    if found:
        return min(found)[3]
    beside_names = map(find_time, _texts(text, blocks, Role.BYLINE))
    return next((time.raw for time in beside_names if time), None)


def _body(text: str, lines: Sequence[Line], blocks: Sequence[Block]) -> str:
    """Paragraphs of the body and sub-heading blocks, parted by an empty line."""
    parts: dict[int, list[str]] = {}
    roles: dict[int, Role] = {}
    for index, block in _on_lines(lines, blocks):
        line = lines[index]
        shown = text[max(line.start, block.start_char) : min(line.end, block.end_char)].strip()
        if shown:
            parts.setdefault(index, []).append(shown)
            roles.setdefault(index, block.role)
    members = sorted(parts)
    pieces = pieces_of(lines, members, [" ".join(parts[i]) for i in members])
    return "\n\n".join(join_paragraphs(pieces, [roles[piece.index] for piece in pieces]))


def _on_lines(lines: Sequence[Line], blocks: Sequence[Block]) -> Iterator[tuple[int, Block]]:
    """Each body and sub-heading block with each line that it has a part of."""
    first = 0
    for block in blocks:
        if block.role not in BODY_ROLES:
            continue
        while first < len(lines) and lines[first].end <= block.start_char:
            first += 1
        index = first
        while index < len(lines) and lines[index].start < block.end_char:
            yield index, block
            index += 1


def sheet_of(split: Split) -> Sheet:
    """The splitter's own answer as a sheet, for a person to correct.

    Where a field of an article cannot be read off the article's blocks, a value of the sheet says it; so
    `expected_articles` of it are the articles of ``split``.
    """
    plain = Sheet(blocks=split.blocks)
    read = {article.ordinal: article for article in expected_articles(split.text, plain)}
    values = [value for article in split.articles for value in _values(article, read.get(article.ordinal))]
    return Sheet(blocks=split.blocks, values=tuple(values))


def _values(article: Article, read: Expected | None) -> Iterator[Value]:
    for name in FIELDS if read is not None else ():
        said: str | None = getattr(article, name)
        if _bare(said) != _bare(getattr(read, name)):
            yield Value(article=article.ordinal, field=name, text=_bare(said))


def _bare(text: str | None) -> str | None:
    return re.sub(r"\s+", " ", text).strip() or None if text else None
