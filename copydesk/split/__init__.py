"""Split a decoded text into articles and labelled blocks.

The way of a document: lines -> evidence for each line -> units (broken sentences rejoined) ->
runs of story text (a sequence decision over the whole file) -> stories (runs that belong
together) -> heads -> articles and blocks.
"""

from collections import Counter

from copydesk.hints import NO_HINTS, Hints
from copydesk.params import SplitParams
from copydesk.records import Split
from copydesk.split.assemble import draft_stories, make_article, make_blocks
from copydesk.split.cards import find_heads, find_starts, head_bonus
from copydesk.split.evidence import has_credit, is_aside, is_plain, weigh
from copydesk.split.furniture import label_furniture
from copydesk.split.grouping import group, merge_near
from copydesk.split.lines import read_lines
from copydesk.split.page import PAGE_ROLES, Page, rarity_of
from copydesk.split.profiled import finish_articles
from copydesk.split.prose import find_runs, join_units, part_runs, unit_text
from copydesk.split.terms import terms

__all__ = ["split"]

_MENU_WORDS = 4


def split(text: str, params: SplitParams | None = None, hints: Hints = NO_HINTS) -> Split:
    r"""Cut ``text`` into articles, and label every character of it.

    Args:
        text: decoded document, newlines already ``\n``.
        params: thresholds; the defaults are the measured ones.
        hints: what is known beside the text; nothing by default.

    Returns:
        Articles in reading order, and blocks that tile ``text``: no gap, no overlap, nothing
        dropped. A text without any story gives no article and only boilerplate blocks.

    Example:
        >>> sentence = "The new bridge over the Tarn opened on Monday, the town said. "
        >>> page = "Bridge opens in Norham\n\n" + sentence * 5
        >>> [article.title for article in split(page).articles]
        ['Bridge opens in Norham']
    """
    params = params or SplitParams()
    lines = read_lines(text)
    evidence = weigh(lines, hints)
    units = join_units(lines, evidence)
    marks = [evidence[u.first].role in PAGE_ROLES for u in units]
    asides = [is_aside(evidence[u.first]) for u in units]
    heads = find_heads(lines, evidence, units)
    starts = [h or s for h, s in zip(heads, find_starts(lines, evidence, units), strict=True)]
    bonus = head_bonus(lines, evidence, units, heads, starts)
    # menus and the like say nothing of a story's matter
    bags = [terms(unit_text(lines, u)) if u.words > _MENU_WORDS else Counter() for u in units]
    rarity = rarity_of([bag for bag, u in zip(bags, units, strict=True) if u.odds > 0])
    plain = [
        is_plain(lines[u.first], evidence[u.first]) and not has_credit(evidence, u.last + 1) and extra >= 0
        for u, extra in zip(units, bonus, strict=True)
    ]
    for eager in (False, True):
        runs = part_runs(find_runs(units, marks, plain, asides, bonus, eager=eager), units, starts)
        page = merge_near(Page(lines, evidence, units, runs, bags, rarity), heads, starts)
        cards = [heads[run.members[0]] for run in page.runs]
        stories = group(
            page,
            cards,
            [starts[run.members[0]] for run in page.runs],
            min_words=params.min_body_words,
            eager=eager,
        )
        if stories:
            break
    drafts = draft_stories(page, stories, cards)
    articles = tuple(make_article(page, draft, params) for draft in drafts)
    blocks = tuple(make_blocks(text, page, drafts, label_furniture(lines, evidence)))
    if hints.profile is not None:
        articles = finish_articles(articles, hints.profile)
    return Split(text=text, blocks=blocks, articles=articles, extractor="text")
