"""Find readers' comments: prose that stands in a thread behind the label that opens it."""

from collections.abc import Sequence

from copydesk.roles import Role
from copydesk.split.lines import Line
from copydesk.split.times import Time

# A thread opens within so many lines behind a paragraph of so many words; over a story it is a button.
_BEHIND, _PARAGRAPH = 40, 20
# It ends before so many short lines in a row, of at most so many words each.
_MENU, _SHORT = 8, 4
# Of its paragraphs this share at least has a time, or another label of comments, of its own.
_MARKED = 0.25
_MIN_MARKS = 2


def find_thread(
    lines: Sequence[Line], roles: Sequence[Role | None], times: Sequence[Time | None]
) -> list[range]:
    """Stretches of lines that are comments, each from its label on, in order and apart.

    ``roles`` and ``times`` are what each line's label says and the time that is printed in it. A label
    without a thread behind it, such as a button for comments over a story, opens none.
    """
    found: list[range] = []
    at = 0
    paragraph = -_BEHIND - 1
    for i, line in enumerate(lines):
        if i < at:
            continue
        if roles[i] is Role.COMMENTS and i - paragraph <= _BEHIND:
            thread = range(i, _end_of(lines, roles, times, i + 1))
            if _is_thread(lines, roles, times, thread):
                found.append(thread)
                at = thread.stop
        elif line.words >= _PARAGRAPH and roles[i] is None:
            paragraph = i
    return found


def _end_of(
    lines: Sequence[Line], roles: Sequence[Role | None], times: Sequence[Time | None], start: int
) -> int:
    """Line behind the last that may belong to a thread: a menu or a block of other stories ends it."""
    short = 0
    for i in range(start, len(lines)):
        # in brackets it is a control of the thread ("(View all)"), not a heading
        if roles[i] is Role.RELATED and lines[i].words > 1 and lines[i].text[0] not in "([":
            return i
        marked = roles[i] is Role.COMMENTS or times[i] is not None
        short = 0 if marked or lines[i].words > _SHORT else short + 1
        if short >= _MENU:
            return i - short + 1
    return len(lines)


def _is_thread(
    lines: Sequence[Line], roles: Sequence[Role | None], times: Sequence[Time | None], thread: range
) -> bool:
    marks = sum(roles[i] is Role.COMMENTS or times[i] is not None for i in thread[1:])
    prose = sum(lines[i].words >= _PARAGRAPH for i in thread)
    return marks >= max(_MIN_MARKS, _MARKED * prose)
