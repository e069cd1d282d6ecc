"""Say which texts are stories: enough of them, headed, and no notice of the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from copydesk.roles import Role
from copydesk.split.page import Page

# A story's odds at least: by its mass alone, and under a head.
_MIN_ODDS = 8.0
MIN_ODDS_HEADED = 5.0
# What the only story of a document must have.
EAGER_ODDS = 2.0
_MIN_WORDS = 50
_MIN_WORDS_STARTED = 40
# Lines of consent among those of a text that make it a notice, and their share.
_NOTICE_MARKS, _NOTICE_SHARE = 2, 0.2
_HEAD_LINES = 6


@dataclass(frozen=True, slots=True)
class Story:
    """Runs (by index) that make up one story, and its words."""

    runs: tuple[int, ...]
    words: int
    odds: float


def stands_alone(page: Page, story: Story, min_words: int) -> bool:
    """What the only story of a document must be: two paragraphs in a row, or one of some length."""
    if story.words < min_words or story.odds < EAGER_ODDS:
        return False
    rows = [[k for k in page.runs[r].members if page.units[k].odds > 0] for r in story.runs]
    in_a_row = any(b - a == 1 for row in rows for a, b in pairwise(row))
    return in_a_row or story.words >= _MIN_WORDS


def stands(page: Page, story: Story, cards: Sequence[bool], starts: Sequence[bool], min_words: int) -> bool:
    """A story stands by its mass, or by its head when it is short; a consent notice never does."""
    if _is_notice(page, story):
        return False
    if cards[story.runs[0]]:
        return story.words >= min_words
    start = page.line_span(page.runs[story.runs[0]])[0]
    headed = starts[story.runs[0]] or _has_meta(page, start)
    least = MIN_ODDS_HEADED if headed else _MIN_ODDS
    enough = _MIN_WORDS_STARTED if starts[story.runs[0]] else _MIN_WORDS
    return story.words >= enough and story.odds >= least


def _is_notice(page: Page, story: Story) -> bool:
    """True when labels of consent stand among the lines of a text all along: a cookie wall's prose."""
    first = page.line_span(page.runs[story.runs[0]])[0]
    stop = page.line_span(page.runs[story.runs[-1]])[1]
    lines = sum(len(page.story_lines(page.runs[r])) for r in story.runs)
    marks = sum(
        e.role is Role.CONSENT or "cookie" in line.key
        for line, e in zip(page.lines[first:stop], page.evidence[first:stop], strict=True)
    )
    return marks >= _NOTICE_MARKS and marks >= _NOTICE_SHARE * lines


def _has_meta(page: Page, start: int) -> bool:
    """True when a time or a byline stands shortly before line ``start``."""
    return any(e.is_meta for e in page.evidence[max(0, start - _HEAD_LINES) : start])
