"""The visible characters of a text: all that a sheet has to hold, and all that labels are compared on."""

import unicodedata
from collections.abc import Sequence

from copydesk.records import Block
from copydesk.roles import Role

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})

Label = tuple[Role, int | None]


def is_visible(char: str) -> bool:
    """False for white space, control characters and format characters such as those for direction."""
    return char.isalnum() or not (char.isspace() or unicodedata.category(char) in _UNSEEN)


def visible_offsets(text: str) -> list[int]:
    """Offset of each visible character of ``text``, in order."""
    return [offset for offset, char in enumerate(text) if is_visible(char)]


def labels_of(blocks: Sequence[Block], offsets: Sequence[int]) -> list[Label]:
    """Role and article of each visible character; ``blocks`` tile the text that has them, in order."""
    labels: list[Label] = []
    which = 0
    for offset in offsets:
        while blocks[which].end_char <= offset:
            which += 1
        labels.append((blocks[which].role, blocks[which].article))
    return labels
