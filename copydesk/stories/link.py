"""Links between articles that may tell one event: pairs that are near in time and alike in what they say."""

from collections.abc import Collection, Iterator
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from copydesk.stories.facts import FREQUENCY_DAYS, STORY_FACTS, WINDOW, in_order
from copydesk.stories.weigh import SCALE, Vectors, Whole, codes_of, rarity_changes, vectors_of

STORY_LINKS: Final = pa.schema(
    [
        pa.field("article_id", pa.string(), nullable=False),
        pa.field("other_article_id", pa.string(), nullable=False),
        pa.field("day", pa.int32(), nullable=False),
        pa.field("similarity", pa.float64(), nullable=False),
    ]
)
"""Links, the lesser article id first: ``day`` is the later of the two articles', ``similarity`` is 0 to 1 in
whole 2**24ths, so that sums of it are exact."""

LINKED: Final = 0.1
"""Likeness from which a pair of one language is a link; what is less counts as none in an average."""
FOREIGN: Final = 0.2
"""Likeness from which a pair of two languages is one, chosen on the tuned half: they share names alone."""
_FADING: Final = 6
"""Sixty-fourths of the cosine that are lost with each day between the two: on the tuned half precision went
from 0.894 to 0.927 at the same F1, and among 225 real articles of unrelated events 15 false stories were left
of 20."""
_HEADING: Final = 0.4
"""Part of two titles' words that are the same in a series; of follow-ups of one outlet less is."""
_ROWS: Final = 256
"""Articles that are compared with a window at once: 256 by 20,000 products take 40 MB."""


def days_affected(days: Collection[int]) -> list[int]:
    """Days whose articles' links may differ once articles of ``days`` came, went or changed; ascending.

    An article counts in the frequencies of its day and of the two weeks from it on.
    """
    return sorted({day + later for day in days for later in range(FREQUENCY_DAYS)})


def days_needed(days: Collection[int]) -> list[int]:
    """Days whose facts are wanted to link the articles of ``days`` anew, ascending.

    Each is compared with the days around, and the frequencies of these go back two weeks.
    """
    before, after = WINDOW + FREQUENCY_DAYS - 1, WINDOW
    return sorted({day + apart for day in days for apart in range(-before, after + 1)})


def articles_to_link(facts: pa.Table, come: Collection[str], gone: pa.Table) -> list[str]:
    """Articles whose links may be others now: those that came, and those of which a word's rarity changed.

    Args:
        facts: in `STORY_FACTS`, as they are now; all there are of the days that `days_needed` names for
            the days asked about.
        come: ids of those of ``facts`` that were not there before, or were different.
        gone: in `STORY_FACTS`, those of these days that are there no more, or are different now.

    Returns:
        Ids among ``facts``, ascending; of days that were not asked about they do not hold.
    """
    changed = pc.is_in(facts["article_id"], value_set=pa.array(sorted(come), pa.string()))
    days = {*pc.filter(facts["day"], changed).to_pylist(), *gone["day"].to_pylist()}
    near = np.array(days_affected(days), dtype=np.int64)
    both = pa.concat_tables([facts.select(STORY_FACTS.names), gone.select(STORY_FACTS.names)])
    is_new = np.concatenate([changed.to_numpy(zero_copy_only=False), np.zeros(len(gone), bool)])
    is_gone = np.repeat([False, True], [len(facts), len(gone)])
    own = np.isin(both["day"].to_numpy(), near) & ~is_new & ~is_gone
    switched = rarity_changes(both, own, before=~is_new, now=~is_gone)
    ids = both["article_id"].to_numpy()
    return sorted({*ids[switched].tolist(), *pc.filter(facts["article_id"], changed).to_pylist()})


def story_links(facts: pa.Table, asked: Collection[str]) -> pa.Table:
    """All links with one of the articles ``asked`` in them.

    A link depends on its two articles and on the frequencies of the two weeks before each; not on the order
    of ``facts``, nor on any article of other days.

    Args:
        facts: in `STORY_FACTS`; all there are of the days up to `WINDOW` and two weeks before and `WINDOW`
            after each of the articles asked for; others do no harm.
        asked: article ids among ``facts``.

    Returns:
        Rows in `STORY_LINKS`, by their ids.

    Raises:
        ValueError: a ``cluster_id`` occurs twice.
    """
    ordered = in_order(facts)
    day = ordered.column("day").to_numpy().astype(np.int64)
    chosen = pc.is_in(ordered.column("article_id"), value_set=pa.array(sorted(asked), pa.string()))
    is_asked = chosen.to_numpy().astype(bool)
    beside = np.isin(day, np.unique(np.add.outer(day[is_asked], np.arange(-WINDOW, WINDOW + 1))))
    vectors = vectors_of(ordered, beside)
    language = codes_of(ordered.column("language_code"))
    found = list(_pairs(vectors, day, language, is_asked))
    one, other, product = (
        np.concatenate([np.empty(0, np.int64), *(part[at] for part in found)]) for at in range(3)
    )
    told = ~_is_series(ordered, one, other)
    ids = ordered.column("article_id").to_numpy(zero_copy_only=False)
    return _table(ids, day, one[told], other[told], product[told])


def _is_series(facts: pa.Table, one: Whole, other: Whole) -> npt.NDArray[np.bool_]:
    """True for pairs that are two numbers of a series: an outlet's on two days, under one heading.

    The market report, the weather and the horoscope of two days are alike in all but what they report.
    """
    outlet, day = codes_of(facts.column("outlet")), facts.column("day").to_numpy()
    has_outlet = ~facts.column("outlet").is_null().to_numpy()
    series: npt.NDArray[np.bool_] = (
        (outlet[one] == outlet[other]) & (day[one] != day[other]) & has_outlet[one]
    )
    titles = facts.column("title_terms")
    for at in np.flatnonzero(series):
        mine, theirs = ({w for w in titles[int(n)].as_py() if not w.isdigit()} for n in (one[at], other[at]))
        series[at] = len(mine & theirs) >= _HEADING * len(mine | theirs) > 0
    return series


def _table(ids: npt.NDArray[np.object_], day: Whole, one: Whole, other: Whole, product: Whole) -> pa.Table:
    names = [pa.array(ids[numbers], pa.string()) for numbers in (one, other)]
    is_lesser = pc.less(*names)
    first = pc.if_else(is_lesser, names[0], names[1])
    second = pc.if_else(is_lesser, names[1], names[0])
    similarity = pa.array(product / SCALE**2, pa.float64())
    later = pa.array(np.maximum(day[one], day[other]), pa.int32())
    table = pa.table([first, second, later, similarity], schema=STORY_LINKS)
    return table.sort_by([("article_id", "ascending"), ("other_article_id", "ascending")])


def _pairs(
    vectors: Vectors, day: Whole, language: Whole, asked: npt.NDArray[np.bool_]
) -> Iterator[tuple[Whole, Whole, Whole]]:
    """Pairs of numbers and their product, block by block; articles are in the order of their days."""
    used = vectors.weights > 0
    owner = np.repeat(np.arange(vectors.articles), np.diff(vectors.starts))
    postings = _Postings(vectors.terms[used], owner[used], vectors.weights[used])
    numbers = np.flatnonzero(asked)
    low = np.searchsorted(day, day - WINDOW)
    high = np.searchsorted(day, day + WINDOW, side="right")
    at = 0
    while at < len(numbers):
        rows = numbers[at : at + _ROWS]
        rows = rows[day[rows] <= day[rows[0]] + WINDOW]
        at += len(rows)
        one, other, product = _block(postings, rows, int(low[rows[0]]), int(high[rows[-1]]))
        apart = np.abs(day[one] - day[other])
        near = apart <= WINDOW
        product = product - product * _FADING * apart // 64
        # Of two that are both asked for, the pair is met twice.
        once = ((one < other) | ~asked[other]) & (one != other)
        sure = (language[one] == language[other]) | (product >= FOREIGN * SCALE**2)
        taken = near & once & sure
        yield one[taken], other[taken], product[taken]


class _Postings:
    """For each term the articles that have it, ascending, with its weight in them; and the other way."""

    def __init__(self, term: Whole, owner: Whole, weight: Whole) -> None:
        self.by_article = (owner, term, weight)
        order = np.lexsort((owner, term))
        self.term, self.owner, self.weight = term[order], owner[order], weight[order]
        self.many = int(self.owner.max(initial=0)) + 1
        self.key = self.term * self.many + self.owner

    def of_rows(self, rows: Whole) -> tuple[Whole, Whole, Whole]:
        """Place within ``rows``, term and weight of each of their terms."""
        owner, term, weight = self.by_article
        first, last = np.searchsorted(owner, rows), np.searchsorted(owner, rows, side="right")
        taken = spread(first, last)
        return np.repeat(np.arange(len(rows)), last - first), term[taken], weight[taken]

    def span(self, term: Whole, low: int, high: int) -> tuple[Whole, Whole]:
        """Of each term the postings of articles ``low`` to ``high``."""
        return (
            np.searchsorted(self.key, term * self.many + low),
            np.searchsorted(self.key, term * self.many + min(high, self.many)),
        )


def spread(first: Whole, last: Whole) -> Whole:
    """The numbers from each ``first`` up to its ``last``, one after the other."""
    sizes = last - first
    ends = np.cumsum(sizes)
    return np.repeat(first - (ends - sizes), sizes) + np.arange(int(ends[-1]) if len(ends) else 0)


def _block(postings: _Postings, rows: Whole, low: int, high: int) -> tuple[Whole, Whole, Whole]:
    """Pairs of ``rows`` with articles ``low`` to ``high`` that are like enough, and their products."""
    place, term, weight = postings.of_rows(rows)
    first, last = postings.span(term, low, high)
    taken = spread(first, last)
    width = high - low
    cell = np.repeat(place * width, last - first) + postings.owner[taken] - low
    # Sums of whole numbers below 2**53 are exact in floats, whatever their order.
    product = np.bincount(cell, np.repeat(weight, last - first) * postings.weight[taken], len(rows) * width)
    found = np.flatnonzero(product >= LINKED * SCALE**2)
    return rows[found // width], found % width + low, product[found].astype(np.int64)
