"""Find stories too slight for the usual measure: one paragraph under a headline of its own, amid menus."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from copydesk.split.heads import find_title
from copydesk.split.page import Page
from copydesk.split.prose import Run
from copydesk.split.standing import Story

# Lines without a story that are looked through, and how far its text ends from the next story.
_STRETCH, _APART = 25, 12
# Neighbouring lines with so many words, one of them a paragraph, and a sentence each.
_WORDS, _PARAGRAPH, _ODDS, _SENTENCE = 45, 25, 0.5, 10
# What the headline must score, and how many lines may lie between it and the text.
_TITLE_SCORE, _REACH = 6.0, 25
# Share of its terms from which a text is of a story's matter, and from which it is a copy of it.
_SAME_MATTER, _COPY = 0.15, 0.6


def add_slight(page: Page, stories: Sequence[Story]) -> tuple[Page, list[Story]]:
    """``page`` and ``stories`` with the slight ones, in reading order.

    In each long stretch without a story one is taken, when it has a headline with a time or byline and
    no other text there has: several are teasers. One of the matter of the story behind it opens that
    story; one of the matter of the story before it is a summary or a copy, and is left out.
    """
    spans = [_span(page, s) for s in stories]
    edges = [0, *(edge for span in spans for edge in span), len(page.lines)]
    runs = list(page.runs)
    found = list(stories)
    for n, (first, stop) in enumerate(zip(edges[::2], edges[1::2], strict=True)):
        if stop - first < _STRETCH:
            continue
        candidates = list(_candidates(page, first, stop if stop == len(page.lines) else stop - _APART))
        if len(candidates) != 1:
            continue
        run = candidates[0]
        before = _shared(page, run, stories[n - 1]) if n else 0.0
        behind = _shared(page, run, stories[n]) if n < len(stories) else 0.0
        if behind >= _SAME_MATTER and max(before, behind) < _COPY:
            opened = stories[n]
            found[n] = Story((len(runs), *opened.runs), opened.words + run.words, opened.odds + run.odds)
            runs.append(run)
        elif max(before, behind) < _SAME_MATTER:
            found.append(Story((len(runs),), run.words, run.odds))
            runs.append(run)
    whole = replace(page, runs=runs)
    return whole, sorted(found, key=lambda s: _span(whole, s)[0])


def _shared(page: Page, run: Run, story: Story) -> float:
    """Share of a run's terms, weighted by rarity, that the story has too, 0 to 1."""
    own = page.terms_of(run)
    other: set[str] = set()
    for r in story.runs:
        other.update(page.terms_of(page.runs[r]))
    total = sum(page.rarity.get(t, 1.0) for t in own)
    return sum(page.rarity.get(t, 1.0) for t in own if t in other) / total if total else 0.0


def _span(page: Page, story: Story) -> tuple[int, int]:
    spans = [page.line_span(page.runs[r]) for r in story.runs]
    return min(s for s, _ in spans), max(e for _, e in spans)


def _candidates(page: Page, first: int, stop: int) -> Iterator[Run]:
    """Neighbouring paragraphs between two lines that a headline with a time or byline announces."""
    members: list[int] = []
    for k, unit in enumerate(page.units):
        evidence = page.evidence[unit.first]
        inside = first <= unit.first and unit.last < stop
        if inside and unit.words >= _SENTENCE and evidence.hit is None and evidence.time is None:
            members.append(k)
            continue
        if members and (run := _run_of(page, members)) and _is_headed(page, run, first):
            yield run
        members = []
    if members and (run := _run_of(page, members)) and _is_headed(page, run, first):
        yield run


def _run_of(page: Page, members: Sequence[int]) -> Run | None:
    units = [page.units[k] for k in members]
    words = sum(u.words for u in units)
    if words < _WORDS or not any(u.words >= _PARAGRAPH and u.odds > _ODDS for u in units):
        return None
    return Run(tuple(members), -1, sum(u.odds for u in units), words)


def _is_headed(page: Page, run: Run, first: int) -> bool:
    start = page.line_span(run)[0]
    words: Counter[str] = page.terms_of(run)
    title = find_title(page, max(first, start - _REACH), start, words)
    if title is None or title[1] < _TITLE_SCORE:
        return False
    return any(page.evidence[i].is_meta for i in range(max(first, title[0] - 4), start))
