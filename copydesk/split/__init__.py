"""Split a decoded text into articles and labelled blocks.

The way of a document: lines -> evidence for each line -> units (broken sentences rejoined) ->
runs of story text (a sequence decision over the whole file) -> stories (runs that belong
together) -> heads -> articles and blocks.
"""

from collections import Counter
from dataclasses import replace
from functools import partial

from copydesk.hints import NO_HINTS, Hints
from copydesk.params import SplitParams
from copydesk.records import Split
from copydesk.split.assemble import draft_items, draft_stories, make_article
from copydesk.split.evidence import weigh
from copydesk.split.feeds import find_items, mark_items
from copydesk.split.glued import part_glued
from copydesk.split.grouping import group, merge_near
from copydesk.split.letters import join_titles
from copydesk.split.lines import read_lines
from copydesk.split.listings import find_listing
from copydesk.split.notes import part_notes
from copydesk.split.page import Page, rarity_of
from copydesk.split.profiled import finish_articles
from copydesk.split.prose import find_runs, part_runs
from copydesk.split.signals import read_signals
from copydesk.split.slight import add_slight
from copydesk.split.terms import terms
from copydesk.split.tiling import make_blocks
from copydesk.split.units import join_units, unit_text

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
    lines, notes = part_notes(part_glued(read_lines(text)))
    lines = join_titles(lines)
    plain = weigh(lines, hints)
    items = find_items(lines, plain)
    evidence = mark_items(plain, items)
    units = join_units(lines, evidence)
    signals = read_signals(lines, evidence, units)
    # menus and the like say nothing of a story's matter
    bags = [terms(unit_text(lines, u)) if u.words > _MENU_WORDS else Counter() for u in units]
    rarity = rarity_of([bag for bag, u in zip(bags, units, strict=True) if u.odds > 0])
    listing_at = partial(find_listing, lines, evidence, units)
    for eager in (False, True):
        runs = find_runs(units, signals, listing_at, eager=eager)
        runs = part_runs(runs, units, signals.starts)
        page = merge_near(Page(lines, evidence, units, runs, bags, rarity), signals.heads, signals.starts)
        cards = [signals.heads[run.members[0]] for run in page.runs]
        stories = group(
            page,
            cards,
            [signals.starts[run.members[0]] for run in page.runs],
            min_words=params.min_body_words,
            eager=eager,
        )
        if stories or items:
            break
    if not eager:
        page, stories = add_slight(page, stories)
        cards = [signals.heads[run.members[0]] for run in page.runs]
    # beside a story, a feed's items announce other pages
    drafts = (
        draft_stories(page, stories, cards)
        if stories or not items
        else draft_items(replace(page, evidence=plain), items)
    )
    articles = tuple(make_article(page, draft, params) for draft in drafts)
    blocks = tuple(make_blocks(text, page, drafts, notes))
    if hints.profile is not None:
        articles = finish_articles(articles, hints.profile)
    return Split(text=text, blocks=blocks, articles=articles, extractor="text")
