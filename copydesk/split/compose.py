"""Make the body text of a story from its lines: broken sentences joined, paragraphs kept apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.roles import Role
from copydesk.split.lines import Line, count_words
from copydesk.split.wraps import wrapped_lines

_TERMINAL = re.compile(r"[.!?…。！？｡।۔؟:][\"'“”’»«)\]』」›*]*$")
_NO_SPACE_BEFORE = re.compile(r"^(?:[,.;:!?)\]»”’…]|['’]\w{1,2}\b)")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_LAST_WORD, _FIRST_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*-$"), re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_MAX_SUBHEADING_WORDS = 14
_AFTER_QUESTION = 20


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of a story with its junk cut out; ``text`` is what is left of it."""

    index: int
    text: str
    gap: int
    opens_low: bool


def pieces_of(lines: Sequence[Line], members: Sequence[int], texts: Sequence[str]) -> list[Piece]:
    """Pieces for the story lines ``members``; lines left with nothing are skipped."""
    wrapped = wrapped_lines(lines[members[0] : members[-1] + 1]) if members else frozenset()
    return [
        Piece(i, text, lines[i].gap, lines[i].opens_low or lines[i].index in wrapped)
        for i, text in zip(members, texts, strict=True)
        if text.strip()
    ]


def label_pieces(pieces: Sequence[Piece]) -> list[Role]:
    """Role of each piece: body, or sub-heading for a short open line between whole paragraphs."""
    roles = []
    for n, piece in enumerate(pieces):
        before = pieces[n - 1] if n else None
        after = pieces[n + 1] if n + 1 < len(pieces) else None
        roles.append(Role.SUBHEADING if _is_subheading(before, piece, after) else Role.BODY)
    return roles


def _is_subheading(before: Piece | None, piece: Piece, after: Piece | None) -> bool:
    if after is None or before is None or piece.opens_low or after.opens_low:
        return False
    if piece.text[0] in "—–":  # a signature, or speech
        return False
    if not _TERMINAL.search(before.text) or count_words(piece.text) > _MAX_SUBHEADING_WORDS:
        return False
    # a question above a paragraph is a heading too
    asks = piece.text[-1] in "?!？！" and (piece.gap > 0 or count_words(after.text) >= _AFTER_QUESTION)
    open_end = not _TERMINAL.search(piece.text) or asks
    return open_end and piece.text[-1] not in ",;" and count_words(after.text) >= 6


def join_paragraphs(pieces: Sequence[Piece], roles: Sequence[Role]) -> list[str]:
    """Paragraphs of the body, sub-headings as paragraphs of their own."""
    paragraphs: list[str] = []
    compounds = _compounds(pieces)
    goes_on = False
    for piece, role in zip(pieces, roles, strict=True):
        if role is Role.SUBHEADING:
            paragraphs.append(piece.text)
            goes_on = False
            continue
        if goes_on and (piece.gap == 0 or piece.opens_low):
            paragraphs[-1] = _glue(paragraphs[-1], piece.text, compounds)
        else:
            paragraphs.append(piece.text)
        goes_on = not _TERMINAL.search(piece.text)
    return paragraphs


def _compounds(pieces: Sequence[Piece]) -> frozenset[str]:
    """Words with a hyphen inside a line of the story, when a line of it ends in a hyphen."""
    if not any(piece.text.endswith("-") for piece in pieces):
        return frozenset()
    return frozenset(word.casefold() for piece in pieces for word in _COMPOUND.findall(piece.text))


def _glue(left: str, right: str, compounds: frozenset[str]) -> str:
    """Two lines as one; a word that a hard wrap broke is whole again.

    Its hyphen stays where the story has the word with a hyphen elsewhere ("well-known").
    """
    if _NO_SPACE_BEFORE.match(right) or left[-1] in "([“‘«":
        return left + right
    if left[-1] == "-" and left[-2:-1].isalpha() and right[0].islower():
        tail, head = _LAST_WORD.search(left), _FIRST_WORD.match(right)
        word = f"{tail.group()}{head.group()}".casefold() if tail and head else ""
        return left + right if word in compounds else left[:-1] + right
    if _UNSPACED.match(left[-1]) and _UNSPACED.match(right[0]):
        return left + right
    return f"{left} {right}"
