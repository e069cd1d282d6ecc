"""Heads without a story: items of an aggregator page of which only the title was printed."""

from collections.abc import Collection, Iterator

from copydesk.roles import Role
from copydesk.split.evidence import is_title_shaped
from copydesk.split.heads import head_of_title
from copydesk.split.meta import Head
from copydesk.split.page import Page

_DEPTH = 5
_TOP = 3


def find_bare_heads(page: Page, taken: Collection[int]) -> list[Head]:
    """Heads of items that no story follows, in reading order.

    Only on pages whose items print the publisher again behind a bullet beside a time; there the
    title at the top is an item too. ``taken`` are the lines that already belong to a story.
    """
    marks = [i for i in range(len(page.lines)) if _is_publisher_again(page, i)]
    if not marks:
        return []
    return [*_lead(page, marks[0], taken), *_cards(page, marks, taken)]


def _is_publisher_again(page: Page, i: int) -> bool:
    line = page.lines[i]
    if not line.bullet or not line.key or line.words > 8:
        return False
    near = range(max(0, i - _DEPTH), i)
    again = any(page.lines[k].key == line.key and not page.lines[k].bullet for k in near)
    return again and any(page.evidence[k].is_item_time for k in near)


def _lead(page: Page, first_card: int, taken: Collection[int]) -> Iterator[Head]:
    """The title at the top, when no story stands between it and the first item."""
    for i in range(min(_TOP, first_card)):
        if i in taken:
            return
        line = page.lines[i]
        if line.words >= 4 and "#" not in line.text and is_title_shaped(line, page.evidence[i]):
            if not any(k in taken for k in range(i, first_card - _DEPTH)):
                yield head_of_title(page, i, 0, first_card - _DEPTH, card=False)
            return


def _cards(page: Page, marks: list[int], taken: Collection[int]) -> Iterator[Head]:
    for n, mark in enumerate(marks):
        stop = marks[n + 1] - _DEPTH if n + 1 < len(marks) else len(page.lines)
        title = next((i for i in range(mark + 1, min(mark + 3, stop)) if _may_be_title(page, i)), None)
        if title is None or mark in taken or title in taken:
            continue
        first = max((marks[n - 1] + 2 if n else 0), mark - _DEPTH - 3)
        head = head_of_title(page, title, first, title + 1, card=True)
        if not any(i in taken for i in head.roles):
            yield head


def _may_be_title(page: Page, i: int) -> bool:
    hit = page.evidence[i].hit
    return is_title_shaped(page.lines[i], page.evidence[i]) and (hit is None or hit.role is Role.BYLINE)
