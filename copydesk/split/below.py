"""Find the headline of a story whose text stands above it."""

from copydesk.roles import Role
from copydesk.split.evidence import is_title_shaped
from copydesk.split.meta import Head, read_byline, read_times
from copydesk.split.page import Page

# The headline stands in the first lines behind the text, a time or byline in as many behind the headline.
_REACH = 2
# The next story begins so many lines later at least: what stands right before it is its own.
_APART = 8
_SCORE = 1.0


def read_head_below(page: Page, head: Head, last: int, stop: int) -> None:
    """Fill ``head`` from the lines behind line ``last``, if a headline with a time or byline stands there.

    ``stop`` is the first line of the next story, or the number of lines.
    """
    for i in range(last + 1, min(last + 1 + _REACH, stop)):
        line, evidence = page.lines[i], page.evidence[i]
        below = range(i + 1, min(i + 1 + _REACH, stop))
        if stop - i <= _APART and stop < len(page.lines):
            return
        shaped = line.words > _REACH and not line.terminal and is_title_shaped(line, evidence)
        if shaped and any(page.evidence[k].is_meta for k in below):
            head.title, head.title_score = i, _SCORE
            head.roles[i] = (Role.TITLE, "head.title_below")
            read_times(page, head, below, i)
            read_byline(page, head, below, card=True)
            return
