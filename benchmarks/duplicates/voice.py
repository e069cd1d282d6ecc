"""Sentences of an invented language user: phrases of a few words, put together in thousands of shapes.

No phrase is longer than four words, so two unrelated texts share five words in a row only where they use
one of the stock phrases, as real news does.
"""

import random
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Final

from benchmarks.duplicates import words
from benchmarks.duplicates.words import TONGUES

Part = str | int | list[str]
"""A literal, one of the event's lists by number, or a pool of phrases."""
Open = str | int
"""A chosen phrase, or one of the event's lists by number."""
Slots = Sequence[Sequence[str]]
"""Lists of one event: names of persons, organisations and places, figures, times."""

PERSON, ORG, PLACE, FACT, WHEN = range(5)
_SLOTS: Final = {"PERSON": PERSON, "ORG": ORG, "PLACE": PLACE, "FACT": FACT, "WHEN": WHEN}
_POOL: Final = 1600
"""Phrases in a pool: 2.5 million neighbours, so that even a million stories seldom share a pair of them."""
_STOCK_RATE: Final = 0.2
"""Share of sentences with a stock phrase: three or four in a story of 350 words."""
_KEPT: Final = 0.75
"""Share of a list's words that one voice has: the halves speak differently."""


def zipf(rng: random.Random, items: Sequence[str]) -> Callable[[int], list[str]]:
    """Draw of so many of ``items``, each the rarer the later it stands in a random order."""
    ranked = list(items)
    rng.shuffle(ranked)
    weights = list(accumulate(1 / (rank + 5) for rank in range(len(ranked))))
    return lambda count: rng.choices(ranked, cum_weights=weights, k=count)


class Voice:
    """One language, topic and vocabulary. The same seed text gives the same voice on every machine."""

    def __init__(self, seed: str, code: str, topic: str) -> None:
        rng = random.Random(f"{seed}/voice/{code}/{topic}")
        self.code = code
        self.spaced = code == "en" or TONGUES[code].spaced
        self.stop = "." if code == "en" else TONGUES[code].stop
        self.quotes = "“”" if code == "en" else TONGUES[code].quotes
        self._comma = "," if code == "en" else TONGUES[code].comma
        pools = _english(rng, topic) if code == "en" else _foreign(rng, code)
        self.words = pools.pop("WORDS")
        self._stock = pools.pop("STOCK")
        shapes = words.SHAPES["english" if code == "en" else "other"]
        self._mains, self._openers, self._tails = (
            [_compile(shape, pools) for shape in shapes[name]] for name in ("mains", "openers", "tails")
        )

    def parts(self, rnd: Callable[[], float]) -> list[Open]:
        """A sentence whose names and figures are still open."""
        found: list[Part] = []
        if rnd() < 0.35:
            found += self._openers[int(rnd() * len(self._openers))]
        found += self._mains[int(rnd() * len(self._mains))]
        while rnd() < 0.45:
            found += self._tails[int(rnd() * len(self._tails))]
        if rnd() < _STOCK_RATE:
            found += (",", self._stock)
        return [p if not isinstance(p, list) else p[int(rnd() * len(p))] for p in found]

    def fill(self, parts: Sequence[Open], slots: Slots, rnd: Callable[[], float]) -> str:
        """The sentence with names and figures of one event, opened by a capital and closed by its mark."""
        said = [p if isinstance(p, str) else slots[p][int(rnd() * len(slots[p]))] for p in parts]
        text = (" " if self.spaced else "").join(said)
        text = text.replace(" ,", ",").replace(",,", ",").rstrip(",")
        if self._comma != ",":
            text = text.replace(",", self._comma)
        return text[0].upper() + text[1:] + self.stop

    def sentence(self, slots: Slots, rnd: Callable[[], float]) -> str:
        """A new sentence about an event."""
        return self.fill(self.parts(rnd), slots, rnd)

    def paragraph(self, slots: Slots, rnd: Callable[[], float]) -> str:
        """One to three new sentences."""
        return self.join([self.sentence(slots, rnd) for _ in range(1 + int(rnd() * 3))])

    def join(self, sentences: Sequence[str]) -> str:
        """Sentences as one paragraph."""
        return (" " if self.spaced else "").join(sentences)

    def length(self, text: str) -> int:
        """Words of ``text``; in scripts without spaces a third of its characters."""
        return len(text.split()) if self.spaced else len(text) // 3


def _compile(shape: str, pools: dict[str, list[str]]) -> tuple[Part, ...]:
    return tuple(_SLOTS[name] if name in _SLOTS else pools.get(name, name) for name in shape.split())


def _some(rng: random.Random, items: Sequence[str]) -> list[str]:
    return rng.sample(items, int(len(items) * _KEPT))


def _joined(*columns: Sequence[str]) -> list[str]:
    return [" ".join(filter(None, row)) for row in zip(*columns, strict=True)]


def _stock_pool(rng: random.Random, phrases: Sequence[str]) -> list[str]:
    return zipf(rng, phrases)(_POOL)


def _english(rng: random.Random, topic: str) -> dict[str, list[str]]:
    own = words.TOPICS[topic]
    nouns = zipf(rng, _some(rng, words.NOUNS) + own + own[: len(own) // 2])
    adjectives = zipf(rng, _some(rng, words.ADJECTIVES))
    adverbs = zipf(rng, words.ADVERBS)
    past = zipf(rng, _some(rng, words.PAST))
    base = zipf(rng, _some(rng, words.BASE))
    does = zipf(rng, _some(rng, words.INTRANSITIVE))
    n = _POOL

    def one(choices: str) -> list[str]:
        return rng.choices([c.strip() for c in choices.split(";")], k=n)

    articles = one("the;the;the;a;its;their;this;another;every;one;any;the first;the same")
    described = [a if rng.random() < 0.4 else "" for a in adjectives(n)]
    compound = [w if rng.random() < 0.25 else "" for w in nouns(n)]
    helped = one(";;;;;has;had;have;never;later;also;soon;first;then")
    late = [a if rng.random() < 0.2 else "" for a in adverbs(n)]
    return {
        "NP": _joined(articles, described, compound, nouns(n)),
        "VT": _joined(late, helped, past(n)),
        "VI": _joined(helped[::-1], does(n), [a if rng.random() < 0.2 else "" for a in adverbs(n)]),
        "PP": _joined(one("with;for;near;behind;under;over;inside;beyond;around;against;without;at;from"),
                      one("the;a;its;their;every;"), nouns(n)),
        "INF": _joined(one("to"), base(n), one("the;a;its;their;any;every;more"), nouns(n)),
        "ADV": adverbs(n),
        "ADJ": adjectives(n),
        "STOCK": _stock_pool(rng, words.STOCK),
        "WORDS": [*nouns(n), *adjectives(n // 2), *past(n // 2)],
    }  # fmt: skip


def _foreign(rng: random.Random, code: str) -> dict[str, list[str]]:
    tongue = TONGUES[code]
    listed = tongue.content
    if tongue.spaced:
        invented = [a[: (len(a) + 1) // 2] + b[len(b) // 2 :] for a, b in _twos(rng, listed, 300)]
    else:
        invented = [a + b for a, b in _twos(rng, listed, 300)]
    content = zipf(rng, _some(rng, listed + sorted(set(invented))))
    links = zipf(rng, tongue.links)
    n, glue = _POOL, " " if tongue.spaced else ""

    def strung(*columns: Sequence[str]) -> list[str]:
        return [glue.join(row) for row in zip(*columns, strict=True)]

    return {
        "C1": content(n),
        "C2": strung(content(n), content(n)),
        "LC": strung(links(n), content(n)),
        "L": links(n),
        "STOCK": _stock_pool(rng, tongue.stock),
        "WORDS": content(n),
    }


def _twos(rng: random.Random, items: Sequence[str], count: int) -> list[tuple[str, str]]:
    return list(zip(rng.choices(items, k=count), rng.choices(items, k=count), strict=True))
