"""Invented news: events, and the stories that outlets write about them. No line is anybody's text."""

import hashlib
import math
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, Literal, NamedTuple

from benchmarks.duplicates import words
from benchmarks.duplicates.voice import PLACE, Slots, Voice
from benchmarks.duplicates.words import TONGUES, Half

LANGUAGES: Final = (
    ("en",) * 14 + ("es", "de", "fr", "ru") * 2 + ("ar", "he", "hi", "th", "zh", "zh", "ja", "ja", "ko")
)
"""Drawn from with equal weight."""
_TUNED_TOPICS: Final = tuple(words.TOPICS)[::2]
_HELD_TOPICS: Final = tuple(words.TOPICS)[1::2]
_FIRST_NIGHT: Final = datetime(2026, 1, 4, 18, tzinfo=UTC)
_NIGHTS: Final = 300
_MEDIAN_WORDS, _SPREAD = 330, 0.62
"""Of the lognormal lengths: one story in twenty has under 120 words, one in twenty over 900."""

_SYLLABLES: Final = {
    "tuned": "mar bel tor vin sel dra kos lim ren hol fen bru tal gar nis wol pet car don mer",
    "held": "aun zev orl pim gro sha lud quen tav ysh bor hul nep kri das fos jun wex ilo ham",
    "bulk": "cor ban thi ver lox sam pel dur min gal est ric hov lan ter mon sib rau ked fal",
}
_OUTLETS: Final = [
    "Courier",
    "Post",
    "Herald",
    "Gazette",
    "Observer",
    "Mirror",
    "Chronicle",
    "Tribune",
    "Echo",
    "Standard",
    "Record",
    "Bulletin",
]
_AGENCIES: Final = {
    "tuned": ("Norvia Press", "Alto Wire", "TNP"), "held": ("Quellen News Agency", "Ostra Wire", "HNA"),
    "bulk": ("Meridor Press", "Sable Wire", "KNB", "Union Telegraph Desk"),
}  # fmt: skip


class Story(NamedTuple):
    """A text as an outlet carries it; paragraphs of ``body`` are parted by an empty line."""

    title: str
    body: str
    language: str
    publisher: str
    dateline: str | None
    credit: str | None
    agency: str | None
    published_at: datetime
    family: str
    """Topic, or the template that it fills."""
    event: str

    @property
    def paragraphs(self) -> list[str]:
        """Paragraphs of the body in order."""
        return self.body.split("\n\n")

    def with_paragraphs(self, paragraphs: Sequence[str]) -> "Story":
        """The story with another body; empty paragraphs are left out."""
        return self._replace(body="\n\n".join(p for p in paragraphs if p.strip()))


class Event(NamedTuple):
    """What happened: who, where, how much, and what was said there."""

    name: str
    language: str
    topic: str
    slots: Slots
    quotes: tuple[str, ...]
    happened_at: datetime


class Newsroom:
    """Maker of events and stories with the vocabulary, names, outlets and topics of one half.

    Everything is a function of ``seed``, ``half`` and the generators that are handed in.
    """

    def __init__(self, seed: int, half: Half | Literal["bulk"]) -> None:
        self._seed = f"{seed}/{half}"
        rng = random.Random(self._seed)
        self._syllables = _SYLLABLES[half].split()
        self.topics = {"tuned": _TUNED_TOPICS, "held": _HELD_TOPICS}.get(half, tuple(words.TOPICS))
        self.agencies = _AGENCIES[half]
        own: list[Half] = ["tuned", "held"] if half == "bulk" else [half]
        self.figure_forms = {name: text for h in own for name, text in words.FIGURES[h].items()}
        self.notices = {"tuned": words.BOILERPLATE[::2], "held": words.BOILERPLATE[1::2]}.get(
            half, words.BOILERPLATE
        )
        self.name_forms = {name: text for h in own for name, text in words.NAMES[h].items()}
        self._names: dict[str, list[str]] = {
            code: sorted(n for n in {self._name(rng, code) for _ in range(1500)} if _is_of(half, n))
            for code in ("en", *TONGUES)
        }
        self.outlets = [f"{self.name(rng, 'en')} {rng.choice(_OUTLETS)}" for _ in range(60)]
        self._voices: dict[tuple[str, str], Voice] = {}

    def voice(self, language: str, topic: str) -> Voice:
        """Who writes on a topic in a language."""
        if language != "en":  # their word lists know no topics: four vocabularies are enough
            topic = str(self.topics.index(topic) % 4)
        known = self._voices.get((language, topic))
        if known is None:
            known = self._voices[language, topic] = Voice(self._seed, language, topic)
        return known

    def _name(self, rng: random.Random, language: str) -> str:
        if language == "en":
            return "".join(rng.choices(self._syllables, k=rng.choice((1, 2, 2, 3)))).title()
        tongue = TONGUES[language]
        return "".join(rng.choices(tongue.names, k=rng.choice((2, 2, 3)))).capitalize()

    @property
    def names(self) -> set[str]:
        """All names of persons and places."""
        return {name for names in self._names.values() for name in names}

    def name(self, rng: random.Random, language: str) -> str:
        """An invented name of a person or place."""
        names = self._names[language]
        return names[int(rng.random() * len(names))]

    def event(self, rng: random.Random, language: str | None = None, topic: str | None = None) -> Event:
        """A new event with two to four persons, names of places and organisations, figures, quotations."""
        language = language or rng.choice(LANGUAGES)
        topic = topic or self.topics[int(rng.random() * len(self.topics))]
        rnd, voice = rng.random, self.voice(language, topic)
        gap = " " if voice.spaced else ""
        persons: list[str] = []
        for _ in range(2 + int(rnd() * 3)):
            full = f"{self.name(rng, language)}{gap or '·'}{self.name(rng, language)}"
            persons += [full, full.rsplit(gap or "·", maxsplit=1)[-1]]
            if language == "en":
                persons.append(f"{words.ROLES[int(rnd() * len(words.ROLES))]} {full}")
        places = [self.name(rng, language) for _ in range(2 + int(rnd() * 2))]
        known = voice.words
        orgs = [
            f"{self.name(rng, language)}{gap}{known[int(rnd() * len(known))].title()}"
            for _ in range(2 + int(rnd() * 2))
        ]
        when = datetime.fromtimestamp(_FIRST_NIGHT.timestamp() + int(rnd() * _NIGHTS * 86400), UTC)
        slots = (persons, orgs, places, self.figures(rng, language), _times(rng, language, when))
        quotes = tuple(
            voice.join([voice.sentence(slots, rnd) for _ in range(1 + int(rnd() * 2))]) for _ in range(2)
        )
        return Event(f"{topic}-{int(rnd() * 1e12):012d}", language, topic, slots, quotes, when)

    def figures(self, rng: random.Random, language: str) -> list[str]:
        """Five to ten figures with what they count, such as ``1,240 households``."""
        return [_figure(rng, language) for _ in range(5 + int(rng.random() * 6))]

    def story(
        self, rng: random.Random, event: Event, length: int | None = None, *, wire: bool | None = None
    ) -> Story:
        """A story about ``event`` in sentences of its own, about ``length`` words long.

        Two stories of one event share names, figures and the quotations, and nothing else. With ``wire`` it
        opens with place and agency; undecided, three in ten do.
        """
        rnd = rng.random
        if length is None:
            length = min(1500, max(15, int(_MEDIAN_WORDS * math.exp(rng.gauss(0, _SPREAD)))))
        paragraphs = self.paragraphs(rng, event, length)
        is_wire = rnd() < 0.3 if wire is None else wire
        agency = self.agencies[int(rnd() * len(self.agencies))] if is_wire else None
        place = event.slots[PLACE][0]
        if agency:
            paragraphs[0] = f"{place.upper()} ({agency}) - {paragraphs[0]}"
        return Story(
            title=self.title(rng, event), body="\n\n".join(paragraphs), language=event.language,
            publisher=self.outlets[int(rnd() * len(self.outlets))], dateline=place if agency else None,
            credit=agency, agency=agency,
            published_at=event.happened_at + timedelta(minutes=int(rnd() * 2000)),
            family=event.topic, event=event.name,
        )  # fmt: skip

    def paragraphs(self, rng: random.Random, event: Event, length: int) -> list[str]:
        """New paragraphs about ``event``, about ``length`` words in all; a longer text has the quotations."""
        rnd, voice = rng.random, self.voice(event.language, event.topic)
        quotes = [self.quoted(rng, event, q) for q in event.quotes] if length > 150 else []
        length -= sum(voice.length(q) for q in quotes)
        found: list[str] = []
        while length > 0:
            found.append(voice.paragraph(event.slots, rnd))
            length -= voice.length(found[-1])
        for quote in quotes:
            found.insert(1 + int(rnd() * len(found)), quote)
        return found

    def quoted(self, rng: random.Random, event: Event, quote: str) -> str:
        """A quotation with who said it."""
        voice = self.voice(event.language, event.topic)
        said = "said" if event.language == "en" else TONGUES[event.language].links[0]
        speaker = event.slots[0][int(rng.random() * len(event.slots[0]))]
        opening, closing = voice.quotes[0], voice.quotes[1]
        text = f"{opening}{quote[: -len(voice.stop)]},{closing} {said} {speaker}{voice.stop}"
        return text if voice.spaced else text.replace(" ", "")

    def title(self, rng: random.Random, event: Event) -> str:
        """A headline of six to twelve words."""
        voice = self.voice(event.language, event.topic)
        words_or_text = voice.sentence(event.slots, rng.random)[: -len(voice.stop)]
        if not voice.spaced:
            return words_or_text[: 14 + int(rng.random() * 12)]
        return " ".join(words_or_text.split()[: 6 + int(rng.random() * 6)]).rstrip(",")


def _is_of(half: str, name: str) -> bool:
    """Whether a name may be used: the halves have none in common, in any script."""
    odd = hashlib.blake2b(name.encode(), digest_size=1).digest()[0] % 2
    return half == "bulk" or odd == (half == "held")


def _figure(rng: random.Random, language: str) -> str:
    rnd = rng.random
    kind, small, large = rnd(), 2 + int(rnd() * 97), 100 + int(rnd() * 40000)
    if language == "en":
        unit = words.UNITS[int(rnd() * len(words.UNITS))]
        if kind < 0.3:
            return f"{small} {unit}"
        if kind < 0.5:
            return f"{large:,} {unit}"
        if kind < 0.7:
            return f"{small / 10:.1f} percent"
        return f"${small / 4:.1f} million" if kind < 0.9 else f"{1950 + small % 76} levels"
    if kind < 0.4:
        return f"{small}"
    if kind < 0.7:
        return f"{small / 10:.1f}".replace(".", "," if language in {"es", "de", "fr", "ru"} else ".") + "%"
    return str(large)


def _times(rng: random.Random, language: str, when: datetime) -> list[str]:
    if language == "en":
        day = words.DAYS[when.weekday()]
        month = words.MONTHS[int(rng.random() * 12)]
        return [
            f"on {day}",
            f"on {day} morning",
            "last week",
            f"in {month}",
            f"in {2005 + int(rng.random() * 21)}",
        ]
    return [f"{when.day}.{when.month}.", str(2005 + int(rng.random() * 21))]
