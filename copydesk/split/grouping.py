"""Put runs of story text together into stories: what goes on after an interruption, what starts anew."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from copydesk.roles import Role
from copydesk.split.evidence import Evidence
from copydesk.split.lines import Line
from copydesk.split.prose import Run, Unit
from copydesk.split.terms import terms

PAGE_ROLES = frozenset({Role.NAVIGATION, Role.CONSENT, Role.COMMENTS, Role.SUBSCRIPTION, Role.SHARE_BAR})
"""Roles of lines that belong to a page, not to the flow of a story."""

# Weights of the link between two runs; positive goes on, negative starts anew. See docs/decisions.md.
_MIN_ODDS = 5.0
_MIN_WORDS = 40
_LINK_ZONE = 3.0
_LINK_BASE = 4.4
_LINK_GAP = 1.15
_LINK_PAGE = 0.5
_LINK_MARK = 3.0
_LINK_HEAD = 0.6
_LINK_COHESION = 15.0


@dataclass(frozen=True, slots=True)
class Story:
    """Runs (by index) that make up one story, and its words."""

    runs: tuple[int, ...]
    words: int
    odds: float


@dataclass(frozen=True, slots=True)
class Page:
    """Lines, evidence, units and runs of one document: what grouping looks at."""

    lines: Sequence[Line]
    evidence: Sequence[Evidence]
    units: Sequence[Unit]
    runs: Sequence[Run]

    def line_span(self, run: Run) -> tuple[int, int]:
        """First line of a run and one past its last."""
        return self.units[run.members[0]].first, self.units[run.members[-1]].last + 1

    def story_lines(self, run: Run) -> list[int]:
        """Lines of a run that are story text, in order."""
        return [i for k in run.members for i in range(self.units[k].first, self.units[k].last + 1)]


def run_terms(page: Page, run: Run) -> Counter[str]:
    """Content terms of a run's lines."""
    return terms("\n".join(page.lines[i].text for i in page.story_lines(run)))


def group(page: Page, cards: Sequence[bool], *, min_words: int) -> list[Story]:
    """Stories in reading order; runs too slight to be one are left out."""
    bags = [run_terms(page, run) for run in page.runs]
    weights = _rarity(bags)
    stories = _link(page, cards, range(len(page.runs)), bags, weights)
    kept = [s for s in stories if _stands(page, s, cards, min_words)]
    # What was between two halves of a story may have been dropped: look again.
    survivors = [i for s in kept for i in s.runs]
    return [s for s in _link(page, cards, survivors, bags, weights) if _stands(page, s, cards, min_words)]


def _rarity(bags: Sequence[Mapping[str, int]]) -> dict[str, float]:
    seen: Counter[str] = Counter()
    for bag in bags:
        seen.update(bag.keys())
    total = len(bags) + 1
    return {term: math.log(total / (count + 0.5)) + 0.2 for term, count in seen.items()}


def _link(page: Page, cards: Sequence[bool], order: Sequence[int], bags: Sequence[Counter[str]], weights: Mapping[str, float]) -> list[Story]:
    groups: list[list[int]] = []
    bag: Counter[str] = Counter()
    for index in order:
        if groups and not cards[index] and _goes_on(page, groups[-1][-1], index, bag, bags[index], weights):
            groups[-1].append(index)
            bag = bag + bags[index]
        else:
            groups.append([index])
            bag = Counter(bags[index])
    return [_story(page, members) for members in groups]


def _goes_on(
    page: Page, left: int, right: int, bag: Mapping[str, int], other: Mapping[str, int], weights: Mapping[str, float]
) -> bool:
    same_zone = page.runs[left].zone == page.runs[right].zone
    return link_strength(page, left, right, bag, other, weights) + (_LINK_ZONE if same_zone else 0.0) > 0


def _story(page: Page, members: Sequence[int]) -> Story:
    runs = [page.runs[i] for i in members]
    return Story(tuple(members), sum(r.words for r in runs), sum(r.odds for r in runs))


def _stands(page: Page, story: Story, cards: Sequence[bool], min_words: int) -> bool:
    """A story stands by its mass, or by its head when it is short."""
    if cards[story.runs[0]]:
        return story.words >= min_words
    return story.words >= _MIN_WORDS and story.odds >= _MIN_ODDS


def link_strength(
    page: Page, left: int, right: int, bag: Mapping[str, int], other: Mapping[str, int], weights: Mapping[str, float]
) -> float:
    """Evidence that run ``right`` goes on with the story that ends in run ``left``; above 0 it does."""
    start = page.line_span(page.runs[left])[1]
    stop = page.line_span(page.runs[right])[0]
    between = range(start, stop)
    furniture = sum(1 for i in between if (h := page.evidence[i].hit) and h.role in PAGE_ROLES)
    marks = any(page.lines[i].is_url or page.lines[i].is_rule and page.lines[i].words <= 2 and len(page.lines[i].text) >= 3 for i in between)
    return (
        _LINK_BASE
        - _LINK_GAP * math.log1p(len(between))
        - _LINK_PAGE * min(furniture, 8)
        - _LINK_MARK * marks
        - _LINK_HEAD * head_strength(page, right)
        + _LINK_COHESION * cohesion(bag, other, weights)
    )


def cohesion(bag: Mapping[str, int], other: Mapping[str, int], weights: Mapping[str, float]) -> float:
    """Cosine of two term bags weighted by rarity among the document's runs, 0 to 1."""
    shared = sum(math.sqrt(n * bag[t]) * weights[t] ** 2 for t, n in other.items() if t in bag)
    if not shared:
        return 0.0
    left = math.sqrt(sum(n * weights[t] ** 2 for t, n in bag.items()))
    right = math.sqrt(sum(n * weights[t] ** 2 for t, n in other.items()))
    return min(1.0, shared / (left * right))


def head_strength(page: Page, right: int) -> float:
    """How much the lines before a run look like the head of a story, 0 to about 4."""
    stop = page.line_span(page.runs[right])[0]
    strength = 0.0
    window = range(max(0, stop - 12), stop)
    if any(page.evidence[i].time and page.evidence[i].time.alone for i in window):
        strength += 1.0
    if any((h := page.evidence[i].hit) and h.role is Role.BYLINE for i in window):
        strength += 1.0
    if any(is_title_shaped(page.lines[i], page.evidence[i]) and page.evidence[i].repeats > 1 for i in range(max(0, stop - 40), stop)):
        strength += 1.5
    return strength


def is_title_shaped(line: Line, evidence: Evidence) -> bool:
    """True when a line could be a headline by its length and make."""
    return (
        3 <= line.words <= 30
        and evidence.hit is None
        and not (evidence.time and evidence.time.alone)
        and not line.is_url
        and not (line.terminal and line.text[-1] in ".。")
    )
