"""Find pull quotes: words of the story that the page prints again as a display."""

from collections.abc import Collection, Sequence

from copydesk.split.page import Page

# A pull quote has so many words; a shorter line stands in a story by chance.
_WORDS, _MOST_WORDS, _CHARS = 6, 40, 20
_MARKS = '"“„«‘「『'


def find_pull_quotes(page: Page, members: Sequence[int], taken: Collection[int]) -> list[int]:
    """Lines between a story's whose words stand in one of its paragraphs too.

    What reads like the story's own stays its own: headings repeat words of the text as well.

    Args:
        page: the document.
        members: the story's lines, in order.
        taken: lines that are something else already.
    """
    own = set(members)
    between = range(members[0], members[-1])
    others = [i for i in between if i not in own and i not in taken and _may_be_quote(page, i)]
    if not others:
        return []
    story = "\n".join(page.lines[i].key for i in members)
    return [i for i in others if page.lines[i].key in story]


def _may_be_quote(page: Page, i: int) -> bool:
    line = page.lines[i]
    free = page.evidence[i].hit is None and not line.opens_low and not line.bullet
    return free and len(line.key) >= _CHARS and _WORDS <= line.words <= _MOST_WORDS
