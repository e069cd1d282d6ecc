"""Stories that an office or a machine fills in: the same words each time, with other figures or names.

``{kind}`` draws anew each time, ``{kind:a}`` once a story. Sentences of one line that are parted by ``||``
are alternatives. Two fillings are never the same story.
"""

import random
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from benchmarks.duplicates import words
from benchmarks.duplicates.newsroom import Event, Newsroom, Story
from benchmarks.duplicates.voice import Open

_SLOT: Final = re.compile(r"\{(\w+)(?::(\w+))?\}")
_FIXED: Final = {
    "day": words.DAYS,
    "month": words.MONTHS,
    "dir": ["up", "down"],
    "colour": ["red", "blue", "green", "yellow", "white"],
    "wind": ["north", "south", "east", "west", "northeast", "southwest"],
    "letter": list("ABDEFGHKLMNRST"),
    "mood": ["joy", "worry", "a surprise", "patience", "good news", "quarrels", "rest"],
    "months": ["3", "6", "12", "18"],
    "when": ["this week", "today", "this morning", "at the weekend", "in the evening"],
    "role": words.ROLES,
}
_RANGES: Final = {
    "digit": (0, 6),
    "digits": (1, 99),
    "small": (2, 9),
    "tens": (10, 59),
    "min": (10, 59),
    "dom": (1, 28),
    "temp": (-4, 31),
    "thousands": (1001, 48000),
}


def fill(rng: random.Random, room: Newsroom, text: str) -> str:
    """A template with all its slots filled."""
    said = " ".join(text.split("\n"))
    kept: dict[str, str] = {}

    def draw(match: re.Match[str]) -> str:
        kind, key = match.groups()
        if key is None:
            return _value(rng, room, kind)
        return kept.setdefault(f"{kind}:{key}", _value(rng, room, kind))

    return _SLOT.sub(draw, " ".join(_chosen(rng, said).split()))


def _chosen(rng: random.Random, text: str) -> str:
    """One of the alternatives; the sentence before ``||`` and the one behind it."""
    if " || " not in text:
        return text
    before, after = text.split(" || ")
    cut = before.rfind(". ", 0, len(before) - 1) + 2 if ". " in before[:-1] else 0
    end = re.search(r"\.(?= |$)(?<!\d\.)|\.(?= )", after)
    close = end.end() if end else len(after)
    return before[:cut] + rng.choice((before[cut:], after[:close])) + after[close:]


def _value(rng: random.Random, room: Newsroom, kind: str) -> str:
    if kind in _FIXED:
        return rng.choice(_FIXED[kind])
    if kind in _RANGES:
        value = rng.randint(*_RANGES[kind])
        return f"{value:,}" if kind == "thousands" else str(value)
    invented: dict[str, Callable[[], str]] = {
        "rate": lambda: f"{rng.random() * 9:.2f}",
        "money": lambda: f"{rng.random() * 90 + 1:.1f} {rng.choice(('million', 'billion'))} crowns",
        "place": lambda: room.name(rng, "en"),
        "street": lambda: f"{room.name(rng, 'en')} Street",
        "team": lambda: f"{room.name(rng, 'en')} {rng.choice(('United', 'Rovers', 'City', 'Athletic'))}",
        "name": lambda: f"{room.name(rng, 'en')} {room.name(rng, 'en')}",
        "company": lambda: f"{room.name(rng, 'en')} {rng.choice(('Group', 'Holding', 'Works', 'Lines'))}",
    }
    return invented[kind]()


def sentences_of(text: str) -> list[str]:
    """Sentences of a filled template; figures are not cut."""
    return re.split(r"(?<=[a-z0-9\")]\.) (?=[A-Z\"])", text)


def filled(
    rng: random.Random, room: Newsroom, family: str, text: str, count: int = 2, *, short: bool = False
) -> list[Story]:
    """So many stories of one family; short ones are its first sentences, 15 words at least."""
    found = []
    for number in range(count):
        event = room.event(rng, "en", room.topics[0])
        said = sentences_of(fill(rng, room, text))
        kept = next(
            n for n in range(1, len(said) + 1) if n == len(said) or len(" ".join(said[:n]).split()) >= 15
        )
        said = said[:kept] if short else said
        paragraphs = [" ".join(said[n : n + 2]) for n in range(0, len(said), 2)]
        found.append(_story(room, rng, event, f"{family}-{number}", family, "\n\n".join(paragraphs)))
    return found


def moulded(
    rng: random.Random, room: Newsroom, language: str, count: int = 2, *, short: bool = False
) -> list[Story]:
    """So many stories of one form in any language: one text in which each has its own names and figures."""
    voice = room.voice(language, rng.choice(room.topics))
    mould: list[list[Open]] = []
    while len(mould) < (2 if short else 6):
        parts = voice.parts(rng.random)
        slots = sum(isinstance(p, int) for p in parts)
        if slots >= 2 and slots >= 0.3 * len(parts):
            mould.append(parts)
    form = f"form-{language}-{rng.randrange(10**9)}"
    found = []
    for number in range(count):
        event = room.event(rng, language, rng.choice(room.topics))
        lines = [voice.fill(parts, event.slots, rng.random) for parts in mould]
        body = "\n\n".join(voice.join(lines[n : n + 2]) for n in range(0, len(lines), 2))
        found.append(_story(room, rng, event, f"{form}-{number}", form, body))
    return found


def _story(room: Newsroom, rng: random.Random, event: Event, name: str, family: str, body: str) -> Story:
    """A title often stays the same from one filling to the next, as it does in print."""
    title = family.replace("_", " ").capitalize() if rng.random() < 0.5 else room.title(rng, event)
    return Story(
        title, body, event.language, rng.choice(room.outlets), None, None, None,
        event.happened_at + timedelta(minutes=rng.randrange(600)), family, f"{event.name}/{name}",
    )  # fmt: skip
