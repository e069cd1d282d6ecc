"""Sentences of an invented language user: phrases of a few words, put together in thousands of shapes.

No phrase is longer than four words, so two unrelated texts share five words in a row only where they use
one of the stock phrases, as real news does.
"""

import random
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Final

from benchmarks.duplicates import words
from benchmarks.duplicates.tongues import TONGUES

Part = str | int | list[str]
"""A literal, one of the event's lists by number, or a pool of phrases."""
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

_MAINS = """NP VT NP|NP VT NP PP|PERSON VT NP|ORG VT NP PP|NP VI PP|NP , which VT NP , VI|PERSON said NP VT NP
PERSON told ORG that NP VI|NP and NP VT NP|according to ORG , NP VT NP|there was NP in PLACE|NP in PLACE VT NP
FACT were lost when NP VI|ORG put NP at FACT|NP rose to FACT from FACT|NP fell by FACT|NP was VT by NP
it took NP nearly FACT INF|PERSON , who VT NP , VI WHEN|neither NP nor NP VT NP|in PLACE , NP VT NP while NP VI
what NP VT was NP|more than FACT VI PP|NP , worth FACT , VT NP|instead of NP , ORG VT NP|only FACT of NP VI
ORG and PERSON VT NP INF|whether NP VI depends on NP|for PERSON , NP remains ADJ|NP costs FACT , and NP VI
at least FACT were VT PP|NP INF VT NP|PERSON called NP " ADJ "|ORG wants INF before NP VI|NP is ADJ , but NP VT NP
few expected NP INF|WHEN NP VT NP|of the FACT that ORG VT , most VI|as NP VI , NP VT NP|NP went from ADJ to ADJ
PERSON and PERSON VT NP PP|residents of PLACE VT NP|it was NP that VT ORG|since NP VI , FACT have VI"""
_OPENERS = """WHEN ,|after NP VI ,|although NP VT NP ,|despite NP ,|in PLACE ,|PP ,|with NP PP ,|ADV ,|meanwhile ,|INF ,
if NP VI ,|so far ,|like NP ,|because of NP ,|once NP VT NP ,"""
_TAILS = """after NP VT NP|because NP VI|, PERSON said|, according to ORG|PP WHEN|INF|, while NP VT NP|, adding to NP
when NP VI|and VT NP|, PERSON added|PP|, although NP VI PP|until NP VI|near PLACE|, NP excepted|, a ADJ NP in PLACE
, down from FACT|, or FACT|as NP VT NP|unless ORG VT NP|, so NP VT NP|WHEN|, said PERSON|without NP|and NP VI ADV"""
_FOREIGN_MAINS = """C2 LC LC|LC C2 , LC C2|PERSON C1 LC C2 LC|ORG C1 LC C2|C2 LC PLACE LC|FACT C1 LC C2|C1 LC , C2 LC FACT
C2 L PERSON C1 LC|LC LC C2 LC|C2 , LC C1 L ORG , C2|C2 LC FACT L FACT|PLACE C2 LC C2 LC|L C2 C1 LC LC|C1 LC C2 L PLACE"""
_FOREIGN_OPENERS = "LC ,|WHEN|L PLACE|C2 ,|LC LC ,"
_FOREIGN_TAILS = ", LC C2|LC LC|L C2 LC|, PERSON LC|LC FACT|, C2 LC ORG|LC"


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
        shapes = (
            (_MAINS, _OPENERS, _TAILS) if code == "en" else (_FOREIGN_MAINS, _FOREIGN_OPENERS, _FOREIGN_TAILS)
        )
        self.words = pools.pop("WORDS")
        self._stock = pools.pop("STOCK")
        self._mains, self._openers, self._tails = (
            [_compile(shape, pools) for line in text.split("\n") for shape in line.split("|")]
            for text in shapes
        )

    def parts(self, rnd: Callable[[], float]) -> list[Part]:
        """A sentence whose names and figures are still open."""
        found: list[Part] = []
        if rnd() < 0.35:
            found += self._openers[int(rnd() * len(self._openers))]
        found += self._mains[int(rnd() * len(self._mains))]
        while rnd() < 0.45:
            found += self._tails[int(rnd() * len(self._tails))]
        if rnd() < _STOCK_RATE:
            found += (",", self._stock)
        return [p if p.__class__ is not list else p[int(rnd() * len(p))] for p in found]

    def fill(self, parts: Sequence[Part], slots: Slots, rnd: Callable[[], float]) -> str:
        """The sentence with names and figures of one event, opened by a capital and closed by its mark."""
        said = [
            p if p.__class__ is str else slots[p][int(rnd() * len(slots[p]))]  # type: ignore[index]
            for p in parts
        ]
        text = (" " if self.spaced else "").join(said)  # type: ignore[arg-type]
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
    own = words.TOPICS[topic].split()
    nouns = zipf(rng, _some(rng, words.NOUNS) + own + own[: len(own) // 2])
    adjectives = zipf(rng, _some(rng, words.ADJECTIVES))
    adverbs = zipf(rng, words.ADVERBS)
    past = zipf(rng, _some(rng, [v.split("/", maxsplit=1)[0] for v in words.TRANSITIVE]))
    base = zipf(rng, _some(rng, [v.split("/")[1] for v in words.TRANSITIVE]))
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
        "PP": _joined(one("with;for;near;behind;under;over;inside;beyond;around;against;without;at;from;through"),
                      one("the;a;its;their;every;"), nouns(n)),
        "INF": _joined(one("to"), base(n), one("the;a;its;their;any;every;more"), nouns(n)),
        "ADV": adverbs(n),
        "ADJ": adjectives(n),
        "STOCK": _stock_pool(rng, words.STOCK),
        "WORDS": [*nouns(n), *adjectives(n // 2), *past(n // 2)],
    }  # fmt: skip


def _foreign(rng: random.Random, code: str) -> dict[str, list[str]]:
    tongue = TONGUES[code]
    listed = tongue.content.split()
    if tongue.spaced:
        invented = [a[: (len(a) + 1) // 2] + b[len(b) // 2 :] for a, b in _twos(rng, listed, 300)]
    else:
        invented = [a + b for a, b in _twos(rng, listed, 300)]
    content = zipf(rng, _some(rng, listed + sorted(set(invented))))
    links = zipf(rng, tongue.links.split())
    n, glue = _POOL, " " if tongue.spaced else ""

    def strung(*columns: Sequence[str]) -> list[str]:
        return [glue.join(row) for row in zip(*columns, strict=True)]

    return {
        "C1": content(n),
        "C2": strung(content(n), content(n)),
        "LC": strung(links(n), content(n)),
        "L": links(n),
        "STOCK": _stock_pool(rng, tongue.stock.split(";")),
        "WORDS": content(n),
    }


def _twos(rng: random.Random, items: Sequence[str], count: int) -> list[tuple[str, str]]:
    return list(zip(rng.choices(items, k=count), rng.choices(items, k=count), strict=True))
