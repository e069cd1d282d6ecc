"""Real articles, where the shared material is beside the checkout: gold bodies and dumps of their pages.

Nothing of them is kept in the project; without the material everything here is empty.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import combinations
from typing import Final

from benchmarks import shared
from benchmarks.duplicates.newsroom import Story
from benchmarks.duplicates.words import Half
from benchmarks.overlap import grams
from copydesk.languages import detect_language
from copydesk.split import split

STYLES: Final = ("inscriptis", "markdown", "textnodes")
_SHORTEST: Final = 60
"""Words of a body that is long enough to be cut and added to."""
_FOUND: Final = 0.5
"""An article that has half of the gold's runs of four words, or lies in it by half, is the page's story:
in the others the splitter took something else, which says nothing about duplicates."""


@cache
def articles(half: Half) -> tuple[Story, ...]:
    """Gold articles of one half of the sites, one a page, by page id."""
    if not shared.available():
        return ()
    pages = {row["page"]: row for rows in shared.composites().values() for row in rows}
    return tuple(
        _story(page, row["title"] or "", row["body"])
        for page, row in sorted(pages.items())
        if _half(page) == half and len(row["body"].split()) >= _SHORTEST
    )


def _half(page: str) -> Half:
    return "held" if shared.is_held_aside(page) else "tuned"


def _story(page: str, title: str, body: str) -> Story:
    paragraphs = [p for p in body.split("\n\n") if p.strip()]
    return Story(
        title, "\n\n".join(paragraphs), detect_language(body).code or "en", shared.site_of(page),
        None, None, None,
        datetime(2026, 1, 1, tzinfo=UTC), "printed", page,
    )  # fmt: skip


class Printed:
    """Words, paragraphs and headlines of the other articles of a half, for the edits of one of them."""

    def __init__(self, half: Half, story: Story) -> None:
        others = [s for s in articles(half) if s.event != story.event]
        self._others = [s for s in others if s.language == story.language] or others

    def word(self, rng: random.Random) -> str:
        """A word that another article of the language has."""
        return rng.choice(rng.choice(self._others).body.split())

    def paragraphs(self, rng: random.Random, length: int) -> list[str]:
        """Paragraphs that others have in a row, about ``length`` words."""
        found: list[str] = []
        source = rng.choice(self._others).paragraphs
        for paragraph in source[rng.randrange(len(source)) :] + source:
            if found and sum(len(p.split()) for p in found) >= length:
                break
            words = paragraph.split()
            found.append(paragraph if len(words) <= 1.5 * length + 20 else " ".join(words[:length]))
        return found

    def title(self, rng: random.Random) -> str:
        """Another article's headline."""
        return next((t for t in (rng.choice(self._others).title for _ in range(50)) if t), "News")

    def outlet(self, rng: random.Random) -> str:
        """Another site."""
        return rng.choice(self._others).publisher


def contrasts(rng: random.Random, half: Half, count: int) -> Iterator[tuple[str, Story, Story]]:
    """Pairs of different real articles: one event or one site, or with a paragraph of a third in both."""
    found = articles(half)
    by_site: dict[str, list[Story]] = defaultdict(list)
    for story in found:
        by_site[story.publisher].append(story)
    for a, b in combinations(found, 2):
        if _alike(a.title, b.title):
            yield "printed_same_event", a, b
    of_a_site = [two for stories in by_site.values() for two in combinations(stories, 2)]
    for a, b in rng.sample(of_a_site, min(count, len(of_a_site))):
        yield "printed_same_site", a, b
    for _ in range(count if found else 0):
        a = rng.choice(found)
        b = rng.choice([s for s in found if s.event != a.event and s.language == a.language] or [a])
        if a.event != b.event:
            yield "printed_background", *_over_background(rng, half, a, b)


def _over_background(rng: random.Random, half: Half, a: Story, b: Story) -> tuple[Story, Story]:
    shorter = min(len(a.body.split()), len(b.body.split()))
    wanted = int(shorter * (0.15 + 0.35 * rng.random()))  # 13 to 33 % once it is added
    shared_part = " ".join(" ".join(Printed(half, a).paragraphs(rng, wanted)).split()[:wanted])
    return a.with_paragraphs([*a.paragraphs, shared_part]), b.with_paragraphs([*b.paragraphs, shared_part])


def _alike(one: str, other: str) -> bool:
    """Headlines with two fifths of their words in common, four at least: read, they are of one event."""
    a, b = set(one.casefold().split()), set(other.casefold().split())
    return len(a & b) >= 4 and len(a & b) >= 0.4 * len(a | b)


def dumps(half: Half) -> Iterator[tuple[str, Story, Story]]:
    """Pairs of one page: its gold body and what the splitter cuts out of its dumps, and these among them."""
    if not shared.available():
        return
    for page, body in sorted(shared.dump_bodies().items()):
        if _half(page) != half or len(body.split()) < _SHORTEST:
            continue
        cut = [story for style in STYLES if (story := _cut(page, style, body))]
        yield from (("printed_dump", _story(page, "", body), story) for story in cut)
        yield from (("printed_dumps", a, b) for a, b in combinations(cut, 2))


def _cut(page: str, style: str, body: str) -> Story | None:
    text = shared.dump_text(style, page)
    bodies: Sequence[str] = [a.body for a in split(text).articles] if text else []
    if not bodies:
        return None
    best, own = max(bodies, key=len), grams(body)
    runs = grams(best)
    common = (runs & own).total()
    return _story(page, "", best) if common >= _FOUND * min(own.total(), runs.total()) > 0 else None
