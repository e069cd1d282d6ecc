"""Articles to stories, day by day, so that what comes later never changes what was told before.

A day's articles are joined, the likest first, to each other and to the stories that were told in the days
before. Two groups are as like as their articles on average, so that one article like two events does not
make them one. A story of earlier days never joins another one: what a reader saw yesterday stands. The answer
depends on facts and links alone, not on the order in which articles came; and of the days before a day it
depends on no more than which stories their articles are in.
"""

import hashlib
import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

JOINED: Final = 0.19
"""Average similarity from which two groups are one story, chosen on the tuned half of the labelled events."""
LONGEST: Final = 14
"""Days from the first to the last of a story; what is told later founds another one."""


class Place(NamedTuple):
    """Where an article stands: its story, and that story's first day."""

    story_id: str
    first_day: int


class Told(NamedTuple):
    """An article to place."""

    article_id: str
    cluster_id: str
    language_code: str | None


class Seen(NamedTuple):
    """An article of the days before, and where it stands."""

    article_id: str
    language_code: str | None
    place: Place


def story_id(cluster_id: str) -> str:
    """Blake2b-128 of the founding article's cluster, 32 hex digits."""
    return hashlib.blake2b(b"story:" + cluster_id.encode(), digest_size=16).hexdigest()


def tell_day(
    day: int,
    articles: Sequence[Told],
    links: Mapping[str, Mapping[str, float]],
    before: Iterable[Seen],
) -> dict[str, Place]:
    """Places of a day's articles.

    Args:
        day: counted from 1970-01-01.
        articles: all of the day, the one that is to found a story before others.
        links: of each article of the day, the similarities of others.
        before: the articles of the `WINDOW` days before.
    """
    groups = _Groups(len(articles))
    number: dict[str, int] = {}
    language: dict[str, str | None] = {}
    for at, told in enumerate(articles):
        number[told.article_id], language[told.article_id] = at, told.language_code
        groups.add(at, told.language_code)
    stories: dict[Place, int] = {}
    for seen in sorted(s for s in before if s.place.first_day >= day - LONGEST):
        at = stories.setdefault(seen.place, len(articles) + len(stories))
        number[seen.article_id], language[seen.article_id] = at, seen.language_code
        groups.add(at, seen.language_code)
    for told in articles:
        for other, similarity in links.get(told.article_id, {}).items():
            # Of two articles of the day each has the other among its links.
            if other in number and (number[other] >= len(articles) or told.article_id < other):
                foreign = language[other] != told.language_code
                groups.tie(number[told.article_id], number[other], similarity, is_foreign=foreign)
    groups.join()
    places = {at: place for place, at in stories.items()}
    found: dict[str, Place] = {}
    for at, members in groups.members.items():
        place = places.get(at) or Place(story_id(articles[min(members)].cluster_id), day)
        found |= {articles[member].article_id: place for member in members}
    return found


class _Tie(NamedTuple):
    """Links between two groups: their sum, and how many of them are between languages."""

    similarity: float
    foreign: int


_NO_TIE: Final = _Tie(0.0, 0)


class _Groups:
    """Groups of one day by number: first its articles, each a group, then the open stories."""

    def __init__(self, articles: int) -> None:
        self.articles = articles
        self.members = {at: [at] for at in range(articles)}
        self.languages: dict[int, Counter[str | None]] = defaultdict(Counter)
        self.ties: dict[int, dict[int, _Tie]] = defaultdict(dict)

    def add(self, group: int, language_code: str | None) -> None:
        self.languages[group][language_code] += 1

    def tie(self, one: int, other: int, similarity: float, *, is_foreign: bool) -> None:
        self._more(one, other, _Tie(similarity, int(is_foreign)))

    def _more(self, one: int, other: int, tie: _Tie) -> None:
        held = self.ties[one].get(other, _NO_TIE)
        both = _Tie(held.similarity + tie.similarity, held.foreign + tie.foreign)
        self.ties[one][other] = self.ties[other][one] = both

    def join(self) -> None:
        """Join groups, the likest first, while two are like enough."""
        heap = [self._offer(one, other) for one in self.ties for other in self.ties[one] if one < other]
        heapq.heapify(heap)
        while heap:
            offer = heapq.heappop(heap)
            if -offer[0] < JOINED:
                return
            one, other = offer[1:]
            if other not in self.ties.get(one, {}) or offer != self._offer(one, other):
                continue
            kept, gone = (other, one) if other >= self.articles else (one, other)
            self._merge(kept, gone)
            for beside in self.ties[kept]:
                heapq.heappush(heap, self._offer(*sorted((kept, beside))))

    def _offer(self, one: int, other: int) -> tuple[float, int, int]:
        """Average similarity, negated.

        Pairs of two languages count where they are linked: words of one language say nothing of how unlike
        a text of another is.
        """
        tie = self.ties[one][other]
        mine, theirs = self.languages[one], self.languages[other]
        pairs = tie.foreign + sum(count * theirs[code] for code, count in mine.items() if code in theirs)
        return (-tie.similarity / pairs, one, other)

    def _merge(self, kept: int, gone: int) -> None:
        if kept >= self.articles:
            self.members.setdefault(kept, [])
        self.members[kept] += self.members.pop(gone)
        self.languages[kept] += self.languages.pop(gone)
        for beside, tie in self.ties.pop(gone).items():
            del self.ties[beside][gone]
            # Stories of before do not join each other.
            if beside != kept and min(kept, beside) < self.articles:
                self._more(kept, beside, tie)
