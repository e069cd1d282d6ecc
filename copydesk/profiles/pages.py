"""Pages of one site side by side: the lines of each, what the splitter made of them, which hold one story."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from copydesk.hints import NO_HINTS, Hints
from copydesk.params import SplitParams
from copydesk.records import Block, Split
from copydesk.roles import Role
from copydesk.split import split
from copydesk.split.evidence import weigh
from copydesk.split.lines import Line, read_lines
from copydesk.split.own import Evidence

_LONG_WORDS: Final = 8
# Pages that have so large a share of their long lines in common hold one story.
_SAME_STORY: Final = 0.5
# A line that so large a share of the stories has is the page's: of a handful, two.
_SHARE: Final = 0.4
_FEWEST: Final = 2
_OWN_WORDS: Final = frozenset({Role.TITLE, Role.STANDFIRST, Role.BODY, Role.SUBHEADING, Role.PULL_QUOTE})
_RUNNING_TEXT: Final = frozenset({Role.STANDFIRST, Role.BODY, Role.SUBHEADING, Role.PULL_QUOTE})


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage:
    """A page as the splitter cut it; ``blocks`` has for each line the block that it begins in."""

    name: str
    lines: Sequence[Line]
    evidence: Sequence[Evidence]
    blocks: Sequence[Block]
    split: Split

    def is_own(self, i: int) -> bool:
        """True when line ``i`` was taken for the words of an article, its head's names and times left out."""
        return self.blocks[i].article is not None and self.blocks[i].role in _OWN_WORDS

    def is_text(self, i: int) -> bool:
        """True when line ``i`` was taken for running text, or reads like it and nothing says what it is."""
        if self.blocks[i].article is not None:
            return self.blocks[i].role in _RUNNING_TEXT
        return self.evidence[i].hit is None and self.evidence[i].odds > 0

    def is_whole(self, i: int) -> bool:
        """True unless line ``i`` is a piece of a sentence that a link or a wrap broke."""
        line = self.lines[i]
        before = self.lines[i - 1] if i else None
        after = self.lines[i + 1] if i + 1 < len(self.lines) else None
        begins = before is None or before.terminal or line.gap > 0 or not self.is_own(i - 1)
        return begins and not line.opens_low and not (after is not None and after.opens_low and not after.gap)


def read_page(name: str, text: str, params: SplitParams, hints: Hints = NO_HINTS) -> SitePage:
    """The page as `copydesk.split.split` cuts it with ``hints``."""
    done = split(text, params, hints)
    lines = read_lines(text)
    starts = [block.start_char for block in done.blocks]
    blocks = [done.blocks[bisect_right(starts, line.start) - 1] for line in lines]
    return SitePage(name=name, lines=lines, evidence=weigh(lines, hints), blocks=blocks, split=done)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Pages of one site, by name; pages that hold the same story have the same number in ``story``."""

    pages: Sequence[SitePage]
    story: Sequence[int]

    @property
    def stories(self) -> int:
        """How many different stories there are."""
        return len(set(self.story))

    def recurs(self, pages: Iterable[int]) -> bool:
        """True when what stands on ``pages`` (by index) stands with so many stories that it is the site's."""
        least = max(_FEWEST, math.ceil(_SHARE * self.stories))
        return len({self.story[p] for p in pages}) >= least


def read_site(texts: Mapping[str, str], params: SplitParams) -> Site:
    """The pages of ``texts`` (name to text), cut without a profile."""
    pages = [read_page(name, texts[name], params) for name in sorted(texts)]
    matter = [
        {line.key for line, block in zip(p.lines, p.blocks, strict=True) if _is_matter(line, block)}
        for p in pages
    ]
    story: list[int] = []
    for n, own in enumerate(matter):
        same = (story[k] for k in range(n) if _are_one(own, matter[k]))
        story.append(next(same, n))
    return Site(pages=pages, story=story)


def _is_matter(line: Line, block: Block) -> bool:
    return block.article is not None and line.words >= _LONG_WORDS


def _are_one(left: set[str], right: set[str]) -> bool:
    both = left | right
    return bool(both) and len(left & right) >= _SAME_STORY * len(both)
