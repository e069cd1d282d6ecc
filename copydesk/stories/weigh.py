"""Articles as weighted terms: how much each says about which event is told.

A term weighs by how often it stands in the article, and by how few articles of the language had it in the two
weeks before; what the article names (places, people, organisations) weighs more, and by the articles of all
languages. All weights are whole numbers, so that no sum depends on its order.
"""

import math
from typing import Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from copydesk.stories.facts import FREQUENCY_DAYS

Whole: TypeAlias = npt.NDArray[np.int64]
_Chosen: TypeAlias = npt.NDArray[np.bool_]

SCALE: Final = 4096
"""Length of an article's vector: a product of two is their cosine times its square."""
_STEM: Final = 5
"""Letters of a word that count: what stands behind them is mostly inflection, and names of two languages
agree in them more often than in whole."""
_OF_ENTITY: Final = 3
"""Times that a place, person or organisation weighs what a word weighs that stands once; it is what languages
share. Over all languages F1 of the tuned half was 0.82 without, and with two, three and four of it 0.90, 0.92
and 0.91. More for the words of the title made it worse: they are counted with the text's."""
_COUNT_STEPS: Final = 4
"""What a word weighs that stands once; each doubling adds as much."""
_UNSEEN: Final = 100
"""Articles without the word that are thought of beside those there are: in a small archive every word is rare
or in a large part of the articles. From 50 to 500 F1 of the tuned half moved by 0.01."""
_COMMON: Final = 20
"""A word that one article in so many has says nothing about the event, and would cost the most to compare."""
_FEW: Final = 300
"""So many articles may have a word whatever their share: in a small archive one event is a large part."""
_STEPS: Final = 2
"""Steps of rarity in a halving. The coarser they are, the fewer links a late article changes.

Of 150,800 links of 30 nights of 1,000, a hundred of them changed 82,000 with four steps and 60,000 with two;
F1 moved by less than 0.01.
"""


class Vectors(NamedTuple):
    """Terms of articles as one list: those of article i from ``starts[i]`` to ``starts[i + 1]``.

    ``terms`` are numbers, ascending within an article; ``weights`` are zero for terms that are common and
    for articles that were not asked for.
    """

    starts: Whole
    terms: Whole
    weights: Whole

    @property
    def articles(self) -> int:
        """Number of articles."""
        return len(self.starts) - 1


class Entries(NamedTuple):
    """Each term of each article once: whose, which, how heavy within it, and of which language's count."""

    article: Whole
    term: Whole
    heft: Whole
    counted: Whole
    """Number of the language that its frequency is taken from; those of entities have one of their own."""


def vectors_of(facts: pa.Table, wanted: _Chosen) -> Vectors:
    """Vectors of the articles that are ``wanted``; of `STORY_FACTS`, with all of the two weeks before."""
    entries = _entries(facts)
    days = facts.column("day").to_numpy().astype(np.int64)
    languages = codes_of(facts.column("language_code")) + 1
    chosen = wanted[entries.article]
    weights = np.zeros(len(entries.term), dtype=np.int64)
    if chosen.any():
        own = Entries(*(column[chosen] for column in entries))
        rarity = _rarity(entries, own, days, languages, np.ones(len(days), dtype=bool))
        weights[chosen] = _normal(own.article, own.heft * rarity, len(days))
    starts = np.searchsorted(entries.article, np.arange(len(days) + 1)).astype(np.int64)
    return Vectors(starts, entries.term, weights)


def rarity_changes(facts: pa.Table, own: _Chosen, *, before: _Chosen, now: _Chosen) -> _Chosen:
    """Which of the articles ``own`` have a term that is not as rare ``now`` as it was ``before``.

    Args:
        facts: in `STORY_FACTS`.
        own: which of them are asked about; they count before and now.
        before: which of them counted before.
        now: which of them count now.
    """
    changed = np.zeros(len(facts), dtype=bool)
    entries = _entries(facts)
    chosen = own[entries.article]
    if chosen.any():
        mine = Entries(*(column[chosen] for column in entries))
        days = facts.column("day").to_numpy().astype(np.int64)
        languages = codes_of(facts.column("language_code")) + 1
        then, since = (_rarity(entries, mine, days, languages, counting) for counting in (before, now))
        changed[mine.article[then != since]] = True
    return changed


def codes_of(values: pa.ChunkedArray) -> Whole:
    """A number for each distinct value, from 0, null among them; which one depends on the column."""
    return _codes(values.combine_chunks().fill_null(""))


def _codes(values: pa.Array) -> Whole:
    return np.asarray(values.dictionary_encode().indices.to_numpy(zero_copy_only=False), dtype=np.int64)


def _entries(facts: pa.Table) -> Entries:
    """Terms and entities of all articles, by article and term; forms of a word with one stem are one."""
    owner, phrases = _flat(facts, "terms")
    # A name of several words is told by each of them, for elsewhere one stands alone.
    parts = pc.split_pattern(phrases, " ")
    sizes = pc.list_value_length(parts).to_numpy(zero_copy_only=False)
    of_word = np.repeat(owner, sizes)
    words = pc.utf8_slice_codeunits(pc.list_flatten(parts), 0, _STEM)
    heft = np.repeat(_count_heft()[_counts(facts)], sizes)
    owner, entities = _flat(facts, "entity_ids")
    marked = pc.binary_join_element_wise(pa.scalar("\x00"), entities, "")
    is_entity = np.repeat([False, True], [len(of_word), len(owner)])
    return _merged(
        np.concatenate([of_word, owner]),
        _codes(pa.concat_arrays([words, marked])),
        np.concatenate([heft, np.full(len(owner), _COUNT_STEPS * _OF_ENTITY)]),
        is_entity,
        facts,
    )


def _flat(facts: pa.Table, name: str) -> tuple[Whole, pa.Array]:
    """Values of a column of lists one after the other, each with the number of its row."""
    lists = facts.column(name).combine_chunks()
    sizes = pc.list_value_length(lists).to_numpy(zero_copy_only=False)
    return np.repeat(np.arange(len(facts)), sizes), pc.list_flatten(lists)


def _counts(facts: pa.Table) -> Whole:
    counts = _flat(facts, "term_counts")[1].to_numpy(zero_copy_only=False)
    if len(counts) != len(_flat(facts, "terms")[1]):
        raise ValueError("an article has more terms than counts, or fewer")
    return np.asarray(np.clip(counts, 1, 255), dtype=np.int64)


def _count_heft() -> Whole:
    steps = [round(_COUNT_STEPS * (1 + math.log2(max(count, 1)))) for count in range(256)]
    return np.array(steps, dtype=np.int64)


def _merged(
    owner: Whole, term: Whole, heft: Whole, is_entity: npt.NDArray[np.bool_], facts: pa.Table
) -> Entries:
    languages = codes_of(facts.column("language_code")) + 1
    many = int(term.max(initial=0)) + 1
    keys, inverse = np.unique(owner * many + term, return_inverse=True)
    total = np.bincount(inverse, weights=heft, minlength=len(keys)).astype(np.int64)
    entity = np.zeros(len(keys), dtype=bool)
    entity[inverse] = is_entity
    article = keys // many
    return Entries(article, keys % many, total, np.where(entity, 0, languages[article]))


def _rarity(entries: Entries, own: Entries, days: Whole, languages: Whole, counting: _Chosen) -> Whole:
    """How rare each of ``own`` was in the days before, in steps of a quarter of a halving; 0 if common.

    Of all articles those count that are ``counting``.
    """
    first = int(days.min())
    many_days = int(days.max()) - first + 1
    many_languages = int(languages.max(initial=0)) + 1

    def slots(part: Entries) -> tuple[Whole, Whole]:
        base = (part.term * many_languages + part.counted) * many_days
        return base, days[part.article] - first

    base, day = slots(entries)
    seen = np.sort((base + day)[counting[entries.article]])
    own_base, own_day = slots(own)
    # In order each is found beside the last one, which is several times as fast.
    asked, places = np.unique(own_base + own_day, return_inverse=True)
    until = asked % many_days
    since = np.maximum(until - FREQUENCY_DAYS + 1, 0)
    counts = np.searchsorted(seen, asked, side="right") - np.searchsorted(seen, asked - until + since)
    having = counts[places]
    of_all = _articles_before((days - first)[counting], languages[counting], many_days, many_languages)
    total = of_all[own.counted, own_day] + _UNSEEN
    steps = _halvings(int(total.max(initial=1)))
    rarity = steps[total] - steps[having]
    return np.where((total >= _COMMON * having) | (having <= _FEW), np.maximum(rarity, 0), 0)


def _articles_before(day: Whole, languages: Whole, many_days: int, many_languages: int) -> Whole:
    """Articles by language (0: of all) and day, that day and those before it that count."""
    counts = np.zeros((many_languages, many_days), dtype=np.int64)
    np.add.at(counts, (languages, day), 1)
    counts[0] = counts.sum(axis=0)
    summed = np.cumsum(counts, axis=1)
    before = np.zeros_like(summed)
    before[:, FREQUENCY_DAYS:] = summed[:, :-FREQUENCY_DAYS]
    return np.asarray(summed - before, dtype=np.int64)


def _halvings(most: int) -> Whole:
    """For each number up to ``most`` its binary logarithm in steps, rounded down."""
    steps = [0, *(math.floor(_STEPS * math.log2(number)) for number in range(1, most + 1))]
    return np.array(steps, dtype=np.int64)


def _normal(article: Whole, weights: Whole, articles: int) -> Whole:
    squares = np.bincount(article, weights=(weights * weights).astype(np.float64), minlength=articles)
    length = np.sqrt(squares)[article]
    scaled = np.divide(weights * SCALE, length, out=np.zeros(len(weights)), where=length > 0)
    return np.rint(scaled).astype(np.int64)
