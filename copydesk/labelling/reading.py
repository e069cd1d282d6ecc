"""Read an edited sheet: labels may have changed and rows been cut, the text may not."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from copydesk.errors import UsageError
from copydesk.labelling.numbers import Numbers
from copydesk.labelling.sheet import BAR, NO_ARTICLE, NO_VALUE, Gap, Sheet, Value, own_notes
from copydesk.labelling.visible import is_visible, visible_offsets
from copydesk.labelling.vocabulary import (
    ARTICLE_ROLES,
    FIELDS,
    GAPS_OF_A_FILE,
    GAPS_OF_AN_ARTICLE,
    NEED_AN_ARTICLE,
    near_field,
    near_role,
    role_named,
)
from copydesk.records import Block
from copydesk.roles import Role

BY_HAND = "hand"
"""Rule of a block that was read from a sheet; none in the archive has it."""

_SETTING = re.compile(r"^(value|gap)\s+(?:(\d+)\s+)?([A-Za-z_]+)\s*:(.*)$")
_QUOTED = 40  # characters of the text that an error shows


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a line of a sheet, counted from 1, and what to do about it."""

    line: int
    message: str
    hint: str


class SheetError(UsageError):
    """A sheet that cannot be read. ``problems`` in the order of their lines; the first is the message."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        first = problems[0]
        super().__init__(f"line {first.line}: {first.message}", hint=first.hint)
        self.problems = tuple(problems)


@dataclass(slots=True)
class _Row:
    """A labelled row and the rows without labels below it."""

    line: int
    role: Role
    article: int | None
    parts: list[tuple[int, str]]


@dataclass(slots=True)
class _Reader:
    numbers: Numbers = field(default_factory=Numbers)
    rows: list[_Row] = field(default_factory=list)
    values: list[tuple[int, Value]] = field(default_factory=list)
    gaps: list[tuple[int, Gap]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def complain(self, line: int, message: str, hint: str) -> None:
        self.problems.append(Problem(line, message, hint))


def read_sheet(source: str, text: str) -> Sheet:
    """The sheet that ``source`` describes, over the document ``text``.

    The blocks tile ``text``: each starts at its first visible character and runs to the next one's start;
    what is invisible before the first is a block of its own. Articles are numbered in the order of
    their first rows, whatever numbers the sheet gave them. Role letters and beginnings are roles.

    Raises:
        SheetError: a line is none of a sheet's, a label is not known, or the rows do not hold every
            visible character of ``text`` exactly once and in order.
    """
    reader = _Reader()
    for number, line in enumerate(source.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        _read_line(reader, number, line.removeprefix("\ufeff"))
    if not reader.problems:
        offsets = visible_offsets(text)
        starts = _place(reader, text, offsets)
    if reader.problems:
        raise SheetError(sorted(reader.problems, key=lambda p: p.line))
    return _number_in_order(reader, _tile(reader.rows, starts, text, offsets))


def _read_line(reader: _Reader, number: int, line: str) -> None:
    if not line.strip():
        return
    if line.lstrip().startswith("#"):
        reader.comments.append(line.rstrip())
    elif re.match(r"(value|gap)\b", line):
        _read_setting(reader, number, line)
    elif BAR in line:
        labels, _, text = line.partition(BAR)
        _read_row(reader, number, labels.split(), text)
    else:
        reader.complain(
            number,
            f"no {BAR} between labels and text in {_quote(line)}",
            f"a row is: number, role, {BAR}, text; a comment begins with #",
        )


def _read_row(reader: _Reader, number: int, labels: list[str], text: str) -> None:
    seen = any(map(is_visible, text))
    if not labels:
        if reader.rows:
            reader.rows[-1].parts.append((number, text))
        elif seen:
            reader.complain(
                number, f"the first row has no labels: {_quote(text)}", "put number and role before it"
            )
        return
    word = labels[-1]
    role = role_named(word)
    if role is None or role is Role.BLANK:
        reader.complain(number, f"unknown role {word!r}", near_role(word))
        return
    where = labels[0] if len(labels) > 1 else NO_ARTICLE
    if len(labels) > 2:
        reader.complain(number, f"{' '.join(labels)!r} before the bar", "one number and one role stand there")
        return
    article, wrong = reader.numbers.read(where, counts=role in ARTICLE_ROLES)
    if wrong:
        reader.complain(number, *wrong)
    elif role in NEED_AN_ARTICLE and article is None:
        reader.complain(number, f"{role.value} without the number of an article", "put the number before it")
    reader.rows.append(_Row(number, role, article, [(number, text)]))


def _read_setting(reader: _Reader, number: int, line: str) -> None:
    match = _SETTING.match(line)
    if not match:
        reader.complain(
            number, f"{_quote(line)} is not understood", "as in: value 1 publisher: The Coast Daily"
        )
        return
    kind, article, name, rest = match.groups()
    known = FIELDS if kind == "value" else GAPS_OF_AN_ARTICLE if article else GAPS_OF_A_FILE
    if name not in known or (kind == "value" and article is None):
        missing = kind == "value" and article is None
        hint = "put the article's number before the field" if missing else near_field(name, known)
        reader.complain(
            number, f"{kind} of {'no article' if missing else f'an unknown field {name!r}'}", hint
        )
        return
    owner = reader.numbers.current(int(article)) if article else None
    if not rest.strip():
        reader.complain(
            number, f"nothing behind {line.strip()!r}", "a value is a text, or - for none; a gap has a reason"
        )
    elif kind == "value":
        given = None if rest.strip() == NO_VALUE else rest.strip()
        reader.values.append((number, Value(article=owner or 0, field=name, text=given)))
    else:
        reader.gaps.append((number, Gap(article=owner, field=name, reason=rest.strip())))


# -- text ----------------------------------------------------------------------------------------------


def _place(reader: _Reader, text: str, offsets: Sequence[int]) -> list[int]:
    """Where in ``offsets`` each row begins; a problem is noted at the first row that does not fit."""
    visible = "".join(text[offset] for offset in offsets)
    starts: list[int] = []
    position = 0
    for row in reader.rows:
        starts.append(position)
        if not any(is_visible(char) for _, part in row.parts for char in part):
            reader.complain(row.line, "a row with labels and no text", "take it out, or give its text back")
            return starts
        for line, part in row.parts:
            wanted = "".join(filter(is_visible, part))
            if not visible.startswith(wanted, position):
                rest = text[offsets[position] :] if position < len(offsets) else ""
                reader.complain(line, *_misfit(part, rest))
                return starts
            position += len(wanted)
    if position < len(visible):
        last = reader.rows[-1].parts[-1][0] if reader.rows else 1
        rest = text[offsets[position] :]
        reader.complain(last, f"the document goes on behind this line: {_quote(rest)}", _UNDO)
    return starts


_UNDO = "every word of the document has to stand in the sheet once; undo the change, or begin anew"


def _misfit(part: str, rest: str) -> tuple[str, str]:
    """What is wrong with a row that says ``part``, where the document goes on with ``rest``."""
    wanted, ahead = "".join(filter(is_visible, part)), "".join(filter(is_visible, rest))
    same = next((n for n, (a, b) in enumerate(zip(wanted, ahead, strict=False)) if a != b), None)
    if same is None:
        return f"text that the document does not have: {_quote(_from_visible(part, len(ahead)))}", _UNDO
    missing = ahead.find(wanted)
    if missing > 0:
        return f"before this line text is missing: {_quote(_from_visible(rest, 0, missing))}", _UNDO
    ours, theirs = _from_visible(part, same), _from_visible(rest, same)
    return f"{_quote(ours)} stands where the document has {_quote(theirs)}", _UNDO


def _from_visible(text: str, first: int, stop: int | None = None) -> str:
    """``text`` from its visible character ``first`` to that of number ``stop``, white space and all."""
    offsets = visible_offsets(text)
    return text[offsets[first] : offsets[stop] if stop is not None else len(text)]


def _quote(text: str) -> str:
    plain = " ".join(text.split())
    return repr(plain if len(plain) <= _QUOTED else plain[: _QUOTED - 1] + "…")


def _tile(rows: Sequence[_Row], starts: Sequence[int], text: str, offsets: Sequence[int]) -> list[Block]:
    if not rows or not offsets:
        return [_block(0, len(text), Role.BLANK, None)] if text else []
    cuts = [offsets[start] for start in starts]
    ends = [*cuts[1:], len(text)]
    blocks = [_block(0, cuts[0], Role.BLANK, None)] if cuts[0] else []
    blocks += [
        _block(start, end, row.role, row.article) for row, start, end in zip(rows, cuts, ends, strict=True)
    ]
    return blocks


def _block(start: int, end: int, role: Role, article: int | None) -> Block:
    return Block(start_char=start, end_char=end, role=role, article=article, rule=BY_HAND, confidence=1.0)


def _number_in_order(reader: _Reader, blocks: Sequence[Block]) -> Sheet:
    order: dict[int, int] = {}
    for block in blocks:
        if block.article is not None:
            order.setdefault(block.article, len(order) + 1)
    problems = list(_strays(reader, order))
    if problems:
        raise SheetError(problems)
    return Sheet(
        blocks=tuple(b._replace(article=order[b.article]) if b.article is not None else b for b in blocks),
        values=tuple(replace(value, article=order[value.article]) for _, value in reader.values),
        gaps=tuple(
            replace(g, article=order[g.article]) if g.article is not None else g for _, g in reader.gaps
        ),
        notes=own_notes(reader.comments),
    )


def _strays(reader: _Reader, order: dict[int, int]) -> Iterator[Problem]:
    """Values and gaps of articles that have no row, and those given twice."""
    seen: set[tuple[str, int | None, str]] = set()
    settings: list[tuple[int, Value | Gap]] = [*reader.values, *reader.gaps]
    for line, item in sorted(settings, key=lambda setting: setting[0]):
        key = (type(item).__name__.lower(), item.article, item.field)
        if item.article is not None and item.article not in order:
            yield Problem(
                line, f"{key[0]} of an article that has no row", "take the line out, or mend its number"
            )
        elif key in seen:
            yield Problem(line, f"{item.field} is given twice for one article", "leave one of the two lines")
        seen.add(key)
