"""Pairs of stories that have much in common and are two texts all the same."""

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from benchmarks.duplicates.newsroom import LANGUAGES, Event, Newsroom, Story
from benchmarks.duplicates.templates import filled, moulded
from copydesk.identity import normalise

Two = tuple[Story, Story]
Contrast = Callable[[random.Random, Newsroom], Two]


def _length(rng: random.Random, low: int = 120, high: int = 600) -> int:
    return int(low * (high / low) ** rng.random())


def _words(room: Newsroom, event: Event, paragraphs: Sequence[str]) -> int:
    voice = room.voice(event.language, event.topic)
    return sum(voice.length(p) for p in paragraphs)


def _with_shared(rng: random.Random, stories: Two, shared: Sequence[str], *, at_end: bool) -> Two:
    found = []
    for story in stories:
        paragraphs = story.paragraphs
        place = len(paragraphs) if at_end else rng.randrange(1, len(paragraphs) + 1)
        found.append(story.with_paragraphs([*paragraphs[:place], *shared, *paragraphs[place:]]))
    return found[0], found[1]


def same_event(rng: random.Random, room: Newsroom) -> Two:
    """Two outlets on one event: names, figures and quotations the same, sentences their own."""
    event = room.event(rng)
    return room.story(rng, event, _length(rng)), room.story(rng, event, _length(rng))


def template_figures(rng: random.Random, room: Newsroom) -> Two:
    """One family, other figures."""
    family = rng.choice(sorted(room.figure_forms))
    first, second = filled(rng, room, family, room.figure_forms[family])
    return first, second


def template_names(rng: random.Random, room: Newsroom) -> Two:
    """One family with hardly a figure, other names."""
    family = rng.choice(sorted(room.name_forms))
    first, second = filled(rng, room, family, room.name_forms[family])
    return first, second


def template_short(rng: random.Random, room: Newsroom) -> Two:
    """The first 15 words and more of a template, or a short form in any language; never equal by chance."""
    while True:
        if rng.random() < 0.3:
            first, second = moulded(rng, room, rng.choice(LANGUAGES), short=True)
        else:
            families = {**room.figure_forms, **room.name_forms}
            family = rng.choice(sorted(families))
            first, second = filled(rng, room, family, families[family], short=True)
        if normalise(first.body) != normalise(second.body):
            return first, second


def template_form(rng: random.Random, room: Newsroom) -> Two:
    """A form in any language: every third word or more is a name or figure of its own story."""
    first, second = moulded(rng, room, rng.choice(LANGUAGES))
    return first, second


def boilerplate(rng: random.Random, room: Newsroom) -> Two:
    """Two stories of one outlet over the same notices, up to 35 % of the shorter."""
    event, other = _two_events(rng, room)
    stories = room.story(rng, event, _length(rng)), room.story(rng, other, _length(rng))
    room_left = _shared_length(rng, room, event, other, stories, 0.08, 0.35)
    if event.language == "en":
        notices = rng.sample(room.notices, 4)
    else:
        notices = room.paragraphs(rng, room.event(rng, event.language), 130)
    shared: list[str] = []
    for notice in notices:
        if _words(room, event, [*shared, notice]) <= room_left:
            shared.append(notice)
    if not shared:  # a sentence of it, where the stories are short
        shared = [notices[0].split(". ")[0]]
    return _with_shared(rng, stories, shared, at_end=True)


def background(rng: random.Random, room: Newsroom) -> Two:
    """The same paragraphs of background under different news, 20 to 40 % of the shorter."""
    event = room.event(rng)
    other = room.event(rng, event.language, event.topic)
    stories = room.story(rng, event, _length(rng)), room.story(rng, other, _length(rng))
    wanted = _shared_length(rng, room, event, other, stories, 0.2, 0.4)
    shared = _at_most(
        room, event, room.paragraphs(rng, room.event(rng, event.language, event.topic), int(wanted)), wanted
    )
    return _with_shared(rng, stories, shared, at_end=rng.random() < 0.5)


def long_quote(rng: random.Random, room: Newsroom) -> Two:
    """The same quotation of 30 to 60 words in two stories."""
    event = room.event(rng)
    other = event if rng.random() < 0.5 else room.event(rng, event.language, event.topic)
    voice, quote = room.voice(event.language, event.topic), ""
    while voice.length(quote) < 30:
        quote = voice.join([*filter(None, [quote]), voice.sentence(event.slots, rng.random)])
    bare = (
        room.story(rng, event._replace(quotes=()), _length(rng)),
        room.story(rng, other._replace(quotes=()), _length(rng)),
    )
    return _with_shared(rng, bare, [room.quoted(rng, event, quote)], at_end=False)


def series(rng: random.Random, room: Newsroom) -> Two:
    """Two days of a series: the same headings and standing sentences, other news under them."""
    event = room.event(rng)
    voice = room.voice(event.language, event.topic)
    day, name = rng.randint(2, 60), room.title(rng, event)
    headings = [room.title(rng, event) for _ in range(rng.randint(3, 5))]
    standing = [
        voice.join([voice.sentence(event.slots, rng.random) for _ in range(rng.choice((1, 2)))])
        for _ in headings
    ]
    found = []
    for number in (day, day + rng.randint(1, 3)):
        news = [room.paragraphs(rng, event, _length(rng, 30, 100)) for _ in headings]
        rows = [[h, s, *n] for h, s, n in zip(headings, standing, news, strict=True)]
        story = room.story(rng, event, 30)
        title = f"Day {number}: {name}" if event.language == "en" else f"{name} ({number})"
        found.append(story.with_paragraphs([p for row in rows for p in row])._replace(title=title))
    return found[0], found[1]


def roundup(rng: random.Random, room: Newsroom) -> Two:
    """A story, and a roundup with one sentence of it among those of others."""
    event = room.event(rng)
    voice = room.voice(event.language, event.topic)
    own = voice.sentence(event.slots, rng.random)
    story = room.story(rng, event, _length(rng, 150, 600))
    lines = [own]
    for _ in range(rng.randint(5, 9)):
        other = room.event(rng, event.language)
        said = room.voice(other.language, other.topic)
        lines.append(said.join([said.sentence(other.slots, rng.random) for _ in range(rng.choice((1, 2)))]))
    rng.shuffle(lines)
    paragraphs = story.paragraphs
    paragraphs[0] = voice.join([paragraphs[0], own])
    return story.with_paragraphs(paragraphs), room.story(
        rng, room.event(rng, event.language), 20
    ).with_paragraphs(lines)


def follow_up(rng: random.Random, room: Newsroom) -> Two:
    """The news of days later, which takes 15 to 35 % of its text from the first story."""
    event = room.event(rng)
    first = room.story(rng, event, _length(rng))
    second = room.story(rng, event._replace(quotes=()), _length(rng))
    wanted = _shorter(room, event, (first, second)) * (0.15 + 0.2 * rng.random())
    taken = _at_most(room, event, rng.sample(first.paragraphs, len(first.paragraphs)), wanted)
    paragraphs = second.paragraphs
    for paragraph in taken:
        paragraphs.insert(rng.randrange(1, len(paragraphs) + 1), paragraph)
    return first, second.with_paragraphs(paragraphs)


def merged(rng: random.Random, room: Newsroom) -> Two:
    """An agency's story, and one made of 25 to 40 % of it and of more of another agency's."""
    event = room.event(rng)
    first, other = (
        room.story(rng, event._replace(quotes=()), _length(rng, 200)),
        room.story(rng, event, _length(rng, 200)),
    )
    wanted = _shorter(room, event, (first, other)) * (0.25 + 0.15 * rng.random())
    taken = _at_most(room, event, first.paragraphs, wanted)
    paragraphs = other.paragraphs
    for paragraph in taken:
        paragraphs.insert(rng.randrange(len(paragraphs) + 1), paragraph)
    return first, other.with_paragraphs(paragraphs)


def same_title(rng: random.Random, room: Newsroom) -> Two:
    """A weekly column: one title, one outlet, two texts."""
    event, other = _two_events(rng, room)
    first, second = room.story(rng, event), room.story(rng, other)
    return first, second._replace(title=first.title, publisher=first.publisher)


def unrelated(rng: random.Random, room: Newsroom) -> Two:
    """Two stories of one language."""
    event, other = _two_events(rng, room)
    return room.story(rng, event), room.story(rng, other)


def _shorter(room: Newsroom, event: Event, stories: Two) -> int:
    """Words of the shorter one."""
    return min(_words(room, event, s.paragraphs) for s in stories)


def _two_events(rng: random.Random, room: Newsroom) -> tuple[Event, Event]:
    event = room.event(rng)
    return event, room.event(rng, event.language, event.topic if rng.random() < 0.5 else None)


def _shared_length(
    rng: random.Random, room: Newsroom, event: Event, other: Event, stories: Two, low: float, high: float
) -> float:
    """Words that make ``low`` to ``high`` of the shorter story once they are added to it."""
    share = low + (high - low) * rng.random()
    own = min(_words(room, e, s.paragraphs) for e, s in zip((event, other), stories, strict=True))
    return own * share / (1 - share)


def _at_most(room: Newsroom, event: Event, paragraphs: Sequence[str], wanted: float) -> list[str]:
    """The first paragraphs up to a length, the last of them cut after a sentence; one sentence at least."""
    voice = room.voice(event.language, event.topic)
    gap = voice.stop + (" " if voice.spaced and voice.stop.strip() else "")
    kept: list[str] = []
    for paragraph in paragraphs:
        sentences = [s for s in paragraph.split(gap) if s.strip()]
        fitting = ""
        for count in range(1, len(sentences) + 1):
            cut = gap.join(sentences[:count]).removesuffix(voice.stop) + voice.stop
            if (kept or fitting) and _words(room, event, [*kept, cut]) > wanted:
                break
            fitting = cut
        if fitting:
            kept.append(fitting)
        if _words(room, event, kept) >= 0.9 * wanted:
            break
    return kept


CONTRASTS: Final[Mapping[str, Contrast]] = {
    "same_event": same_event,
    "template_figures": template_figures,
    "template_names": template_names,
    "template_short": template_short,
    "template_form": template_form,
    "boilerplate": boilerplate,
    "background": background,
    "long_quote": long_quote,
    "series": series,
    "roundup": roundup,
    "follow_up": follow_up,
    "merged": merged,
    "same_title": same_title,
    "unrelated": unrelated,
}
"""By the kind of the pair."""
