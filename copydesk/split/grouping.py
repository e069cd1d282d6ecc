"""Put runs of story text together into stories: what goes on after an interruption, what starts anew."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from copydesk.roles import Role
from copydesk.split.evidence import PAGE_ROLES, is_title_shaped
from copydesk.split.lines import Line
from copydesk.split.page import Page, rarity_of
from copydesk.split.prose import Run
from copydesk.split.standing import EAGER_ODDS, MIN_ODDS_HEADED, Story, stands, stands_alone
from copydesk.split.terms import script_of, share_grammar, small_words

# What speaks for a run going on with a story, in log-odds: measured on pairs of runs of page dumps
# (docs/decisions.md, "Links between runs"), rounded.
_LINK_BASE = 5.0
_LINK_GAP = 1.25
_LINK_NAVIGATION = 0.3
_LINK_PAGE = 0.1
_LINK_MARK = 2.0
_LINK_TIME = 1.5
_LINK_COMMENTS = 4.5
_LINK_HEAD = 1.0
_LINK_ZONE = 2.5
_LINK_COSINE = 3.0
_LINK_COVERAGE = 4.0
_OTHER_ROLES = PAGE_ROLES - {Role.NAVIGATION}
# Runs with so few lines between them are one.
_NEAR = 5
# So many labels of the page between two runs are a page's end or menu, not an interruption.
_FURNISHED = 2
# A run of so much evidence can begin a story; a lighter one only joins.
_HEAVY = 8.0
# How many stories back a run is compared with: one that interrupts is skipped.
_LOOK_BACK = 3
# Share of its terms that a light run must find in the story around it, and in one it only touches.
_COVER_INSIDE = 0.05
_COVER_EDGE = 0.1
# Log-odds that stand in for the terms when both are of one zone.
_ZONE_SURE = 4.0
_HEAD_LINES = 6


@dataclass(slots=True)
class _Draft:
    """A story under way: its runs so far and their terms."""

    runs: list[int]
    bag: Counter[str]
    small: Counter[str]


@dataclass(slots=True)
class _Grouper:
    page: Page
    cards: Sequence[bool]
    starts: Sequence[bool]
    bags: list[Counter[str]]
    small: list[Counter[str] | None]
    rarity: dict[str, float]
    furniture: tuple[list[int], ...]
    drafts: list[_Draft] = field(default_factory=list)
    scripts: dict[int, str] = field(default_factory=dict)

    def take_heavy(self, index: int) -> None:
        """Join a heavy run to the story it goes on with, or begin one."""
        best, at = 0.0, -1
        if not self.starts[index]:
            for back, draft in enumerate(reversed(self.drafts[-_LOOK_BACK:]), 1):
                strength = self.strength(draft, draft.runs[-1], index)
                if strength > best:
                    best, at = strength, len(self.drafts) - back
        if at < 0:
            self.drafts.append(_Draft([index], Counter(self.bags[index]), Counter(self.small_words(index))))
            return
        self.drafts[at].runs.append(index)
        self.drafts[at].bag.update(self.bags[index])
        self.drafts[at].small.update(self.small_words(index))
        # what lies between two halves of a story only interrupts it
        del self.drafts[at + 1 :]

    def take_light(self, index: int) -> None:
        """Join a light run to the story around it or beside it, when it is of the same matter."""
        for draft in self.drafts:
            if draft.runs[0] < index < draft.runs[-1]:
                if self.coverage(draft.bag, index) >= _COVER_INSIDE or self.same_zone(draft, index):
                    draft.runs.append(index)
                    draft.runs.sort()
                return
        for draft in self.drafts:
            near = draft.runs[-1] if index > draft.runs[-1] else draft.runs[0]
            left, right = min(near, index), max(near, index)
            if self.starts[right] or any(
                left < r < right for d in self.drafts if d is not draft for r in d.runs
            ):
                continue
            strength = self.strength(draft, left, right, other=index)
            covered = self.coverage(draft.bag, index) >= _COVER_EDGE
            start, stop = self.between(left, right)
            furnished = sum(counts[stop] - counts[start] for counts in self.furniture[:2])
            beside = (
                furnished < (1 if self.cards[draft.runs[0]] else _FURNISHED)
                and self.same_zone(draft, index)
                and strength > _ZONE_SURE
            )
            if beside or (covered and strength > 0):
                draft.runs.append(index)
                draft.runs.sort()
                return

    def small_words(self, index: int) -> Counter[str]:
        """Small words of a run, counted when they are first asked for."""
        found = self.small[index]
        if found is None:
            lines = self.page.story_lines(self.page.runs[index])
            found = self.small[index] = small_words("\n".join(self.page.lines[i].text for i in lines))
        return found

    def headed(self, start: int, stop: int) -> bool:
        """True when lines ``start`` to ``stop`` end with a head: a headline, and a time or byline below."""
        evidence = self.page.evidence
        near = range(max(start, stop - _HEAD_LINES), stop)
        metas = [i for i in near if evidence[i].is_meta]
        titles = (i for i in near if metas and i < metas[-1])
        return any(is_title_shaped(self.page.lines[i], evidence[i]) for i in titles)

    def script(self, index: int) -> str:
        """Script of a run, looked up when it is first asked for."""
        found = self.scripts.get(index)
        if found is None:
            first = self.page.units[self.page.runs[index].members[0]].first
            found = self.scripts[index] = script_of(self.page.lines[first].text)
        return found

    def same_zone(self, draft: _Draft, index: int) -> bool:
        zone = self.page.runs[index].zone
        return any(self.page.runs[r].zone == zone for r in draft.runs)

    def between(self, left: int, right: int) -> tuple[int, int]:
        """First line behind run ``left`` and first line of run ``right``."""
        return self.page.line_span(self.page.runs[left])[1], self.page.line_span(self.page.runs[right])[0]

    def coverage(self, bag: Mapping[str, int], index: int) -> float:
        """Share of a run's terms, weighted by rarity, that ``bag`` has too, 0 to 1."""
        total = sum(self.rarity[t] for t in self.bags[index])
        return sum(self.rarity[t] for t in self.bags[index] if t in bag) / total if total else 0.0

    def strength(self, draft: _Draft, left: int, right: int, *, other: int | None = None) -> float:
        """Log-odds that run ``right`` goes on with the story that has run ``left``.

        ``other`` is the run of the two that is not yet in the story, ``right`` if not given.
        """
        new = right if other is None else other
        if self.script(draft.runs[0]) != self.script(new):
            return -math.inf
        if not share_grammar(draft.small, self.small_words(new)):
            return -math.inf
        start, stop = self.between(left, right)
        navigation, page, marks, times, comments = (counts[stop] - counts[start] for counts in self.furniture)
        same_zone = self.page.runs[left].zone == self.page.runs[right].zone
        return (
            _LINK_BASE
            - _LINK_GAP * math.log1p(stop - start)
            - _LINK_NAVIGATION * min(navigation, 8)
            - _LINK_PAGE * min(page, 8)
            - _LINK_MARK * (marks > 0)
            - _LINK_TIME * (times > 0)
            - _LINK_COMMENTS * (comments > 0)
            - _LINK_HEAD * self.headed(start, stop)
            + _LINK_ZONE * same_zone
            + _LINK_COSINE * cosine(draft.bag, self.bags[new], self.rarity)
            + _LINK_COVERAGE * self.coverage(draft.bag, new)
        )


def merge_near(page: Page, heads: Sequence[bool], starts: Sequence[bool]) -> Page:
    """``page`` with runs of one zone put together when only a few lines, no time and no menu part them.

    ``heads`` says of each unit whether an item's head stands before it, ``starts`` whether it begins a
    story for certain: that parts runs.
    """
    merged: list[Run] = []
    for run in page.runs:
        last = merged[-1] if merged else None
        if last and last.zone == run.zone and not starts[run.members[0]]:
            between = range(page.units[last.members[-1]].last + 1, page.units[run.members[0]].first)
            dated = any(page.evidence[i].is_time for i in between)
            furnished = sum(page.evidence[i].role in PAGE_ROLES for i in between)
            # an item of a feed is one block of text
            allowed = 1 if heads[last.members[0]] else _FURNISHED
            dated = dated or any(page.evidence[i].role is Role.COMMENTS for i in between)
            if len(between) <= _NEAR and not dated and furnished < allowed:
                merged[-1] = Run(
                    last.members + run.members, run.zone, last.odds + run.odds, last.words + run.words
                )
                continue
        merged.append(run)
    return replace(page, runs=merged)


def group(
    page: Page, cards: Sequence[bool], starts: Sequence[bool], *, min_words: int, eager: bool = False
) -> list[Story]:
    """Stories in reading order; runs too slight to be one are left out.

    ``cards`` says of each run whether an item's head stands right before it, ``starts`` whether it
    begins a story for certain; ``eager`` takes the
    weightiest story of a document that has none by the usual measure, if it is one at all.
    """
    bags = [page.terms_of(run) for run in page.runs]
    grouper = _Grouper(page, cards, starts, bags, [None] * len(bags), rarity_of(bags), _furniture(page))
    least = EAGER_ODDS if eager else _HEAVY
    heavy = [
        i
        for i, run in enumerate(page.runs)
        if run.odds >= (MIN_ODDS_HEADED if starts[i] else least) or cards[i]
    ]
    for index in heavy:
        grouper.take_heavy(index)
    for index in sorted(set(range(len(page.runs))) - set(heavy)):
        grouper.take_light(index)
    stories = [_story(page, draft.runs) for draft in grouper.drafts]
    if eager:
        best = max(stories, key=lambda s: s.odds, default=None)
        return [best] if best and stands_alone(page, best, min_words) else []
    return [s for s in stories if stands(page, s, cards, starts, min_words)]


def _furniture(page: Page) -> tuple[list[int], ...]:
    """Running counts by line: navigation labels, other page labels, marks that divide, times, comments."""
    roles = [e.hit.role if e.hit is not None else None for e in page.evidence]
    flags = (
        [role is Role.NAVIGATION for role in roles],
        [role in _OTHER_ROLES for role in roles],
        [_is_mark(line) for line in page.lines],
        [e.time is not None and e.time.alone for e in page.evidence],
        [role is Role.COMMENTS for role in roles],
    )
    return tuple(list(accumulate(flag, initial=0)) for flag in flags)


def _is_mark(line: Line) -> bool:
    return line.is_url or (not line.key and line.words <= 2 and len(line.text) >= 3 and line.is_rule)


def _story(page: Page, members: Sequence[int]) -> Story:
    runs = [page.runs[i] for i in members]
    return Story(tuple(members), sum(r.words for r in runs), sum(r.odds for r in runs))


def cosine(bag: Mapping[str, int], other: Mapping[str, int], rarity: Mapping[str, float]) -> float:
    """Cosine of two term bags weighted by rarity among the document's runs, 0 to 1."""
    shared = sum(math.sqrt(n * bag[t]) * rarity[t] ** 2 for t, n in other.items() if t in bag)
    if not shared:
        return 0.0
    left = math.sqrt(sum(n * rarity[t] ** 2 for t, n in bag.items()))
    right = math.sqrt(sum(n * rarity[t] ** 2 for t, n in other.items()))
    return min(1.0, shared / (left * right))
