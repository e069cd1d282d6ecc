"""What outlets do to a text that stays the same text: they cut it, add to it, edit and update it."""

import random
import re
from collections.abc import Mapping
from typing import Final

from benchmarks.duplicates.newsroom import Story
from benchmarks.duplicates.surface import (
    Edit,
    Material,
    between,
    dress,
    in_words,
    length,
    ocr,
    pieces_of,
    redump,
    retitled,
    typos,
)

_WHOLE: Final = re.compile(r"(?<![\d.,])\w+(?![.,]\d)")
"""A word or a whole figure, never the digits on one side of a decimal point."""
_VARIANTS: Final = {
    "percent": "per cent",
    "said": "says",
    "colour": "color",
    "programme": "program",
    "1": "one",
    "2": "two",
    "3": "three",
    "4": "four",
    "5": "five",
    "6": "six",
    "7": "seven",
    "8": "eight",
    "9": "nine",
    "neighbour": "neighbor",
    "metres": "meters",
    "kilometres": "kilometers",
    "criticised": "criticized",
    "organised": "organized",
    "million": "m",
    "theatre": "theater",
}


def copy_edit(rng: random.Random, story: Story, material: Material, strength: float) -> Story:
    """Five to twenty of a hundred words are others, evenly or in some sentences; spelling is the house's."""
    share = between(0.05, 0.20, strength)
    edited = story
    if rng.random() < 0.7 and story.language == "en":
        edited = edited._replace(body=_WHOLE.sub(lambda m: _VARIANTS.get(m.group(), m.group()), edited.body))
    if rng.random() < 0.5:
        edited = in_words(rng, edited, share, lambda _: material.word(rng), plain=True)
    else:  # an editor works on some paragraphs and leaves the others
        chosen = []
        for paragraph in edited.paragraphs:
            part = edited._replace(body=paragraph)
            done = in_words(rng, part, min(0.6, share * 2.5), lambda _: material.word(rng), plain=True)
            chosen.append(done.body if rng.random() < 0.4 else paragraph)
        edited = edited.with_paragraphs(chosen)
        if edited.body == story.body:
            edited = in_words(rng, edited, share, lambda _: material.word(rng), plain=True)
    return edited._replace(title=retitled(rng, story, material), publisher=material.outlet(rng))


def short_edit(rng: random.Random, story: Story, material: Material, strength: float) -> Story:
    """One or two words changed, never a name or figure."""
    share = round(between(1, 2, strength)) / max(1, length(story))
    return in_words(rng, story, share, lambda _: material.word(rng), plain=True)


def tail_cut(rng: random.Random, story: Story, material: Material, strength: float) -> Story:
    """Cut from the end: 90 to 25 % are kept, whole paragraphs or to the letter, 20 words at least."""
    pieces = pieces_of(story)
    size = max(round(len(pieces) * between(0.9, 0.25, strength)), 40)
    kept = "".join(pieces[:size])
    if rng.random() < 0.5 and "\n\n" in kept:
        kept = "\n\n".join(story.paragraphs[: kept.count("\n\n") + 1])
    return story._replace(body=kept.strip(), publisher=material.outlet(rng))


def excerpt(rng: random.Random, story: Story, material: Material, strength: float) -> Story:
    """A run of paragraphs of at least 40 words, 80 to 15 % of the whole."""
    paragraphs = story.paragraphs
    start = rng.randrange(1 + int(len(paragraphs) * 0.5))
    wanted = max(40, between(0.8, 0.15, strength) * length(story))
    kept: list[str] = []
    for paragraph in paragraphs[start:] + paragraphs[:start][::-1]:
        if sum(length(story, p) for p in kept) >= wanted:
            break
        kept.append(paragraph)
    chosen = [p for p in paragraphs if p in kept]
    return story.with_paragraphs(chosen)._replace(
        title=retitled(rng, story, material), publisher=material.outlet(rng)
    )


def new_lead(rng: random.Random, story: Story, material: Material, strength: float) -> Story:
    """The first one to three paragraphs written anew, at most 40 % of the words."""
    paragraphs, most = story.paragraphs, between(0.1, 0.4, strength) * length(story)
    gone = 1
    while gone < 3 and length(story, " ".join(paragraphs[: gone + 1])) <= most:
        gone += 1
    if length(story, " ".join(paragraphs[:gone])) > 0.45 * length(story):
        return copy_edit(rng, story, material, strength)
    lead = material.paragraphs(rng, length(story, " ".join(paragraphs[:gone])))
    return story.with_paragraphs(lead + paragraphs[gone:])._replace(
        title=material.title(rng), publisher=material.outlet(rng)
    )


def reorder(rng: random.Random, story: Story, _: Material, strength: float) -> Story:
    """Two to eight paragraphs elsewhere in the text."""
    paragraphs = story.paragraphs
    for _move in range(round(between(2, 8, strength))):
        moved = paragraphs.pop(rng.randrange(len(paragraphs)))
        paragraphs.insert(rng.randrange(len(paragraphs) + 1), moved)
    return story.with_paragraphs(paragraphs)


def own_paragraphs(rng: random.Random, story: Story, material: Material, strength: float) -> Story:
    """The outlet's own paragraphs added, 20 to 60 % of the length, here and there or at the end."""
    added = material.paragraphs(rng, int(between(0.2, 0.6, strength) * length(story)))
    paragraphs, at_end = story.paragraphs, rng.random() < 0.5
    for paragraph in added:
        paragraphs.insert(len(paragraphs) if at_end else rng.randrange(len(paragraphs) + 1), paragraph)
    return story.with_paragraphs(paragraphs)._replace(
        title=retitled(rng, story, material), publisher=material.outlet(rng)
    )


def credited(rng: random.Random, story: Story, material: Material, strength: float) -> Story:
    """Another dateline and sign-off, or none."""
    paragraphs = story.paragraphs
    paragraphs[0] = re.sub(r"^[^()]{2,40} \([^)]{2,30}\) - ", "", paragraphs[0])
    name = material.outlet(rng)
    if rng.random() < 0.6:
        paragraphs[0] = f"{material.title(rng).split()[0].upper()} ({name}) - {paragraphs[0]}"
    signs = (
        f"({name})",
        f"Reporting by {name}; editing by the {name} desk",
        f"© {name}. All rights reserved.",
        f"This article was first published by {name} and is carried here under licence.",
    )
    paragraphs += rng.sample(signs, round(between(1, 2, strength)))
    return story.with_paragraphs(paragraphs)._replace(publisher=material.outlet(rng), credit=name)


def revision(rng: random.Random, story: Story, material: Material, strength: float) -> Story:
    """A later version: figures updated; of a longer text also a paragraph added, one gone, a new lead."""
    numbers = list(re.finditer(r"\d+", story.body))
    changed = set(
        rng.sample(
            range(len(numbers)), min(len(numbers), 1 + round(between(0, 0.2, strength) * len(numbers)))
        )
    )
    body = story.body
    for k in sorted(changed, reverse=True):
        start, end = numbers[k].span()
        body = body[:start] + str(int(numbers[k].group()) + rng.randint(1, 9)) + body[end:]
    paragraphs = body.split("\n\n")
    if len(paragraphs) >= 5:
        if rng.random() < 0.7:
            paragraphs.insert(rng.randrange(len(paragraphs) + 1), material.paragraphs(rng, 20)[0])
        if rng.random() < 0.5:
            del paragraphs[rng.randrange(2, len(paragraphs))]
        if rng.random() < between(0.1, 0.7, strength):
            paragraphs[:1] = material.paragraphs(rng, 25)[:1]
    return story.with_paragraphs(paragraphs)


EDITS: Final[Mapping[str, Edit]] = {
    "dress": dress,
    "redump": redump,
    "typos": typos,
    "ocr": ocr,
    "copy_edit": copy_edit,
    "tail_cut": tail_cut,
    "excerpt": excerpt,
    "new_lead": new_lead,
    "reorder": reorder,
    "own_paragraphs": own_paragraphs,
    "credited": credited,
    "revision": revision,
}
"""Edits of a text of some length, by the kind of the pair; `short_edit` is for briefs."""


def combined(rng: random.Random, story: Story, material: Material, strength: float) -> Story:
    """Two or three edits, each at two thirds of the strength, since their damage adds up."""
    for name in rng.sample(sorted(EDITS), rng.choice((2, 2, 3))):
        story = EDITS[name](rng, story, material, strength * 0.67)
    return story
