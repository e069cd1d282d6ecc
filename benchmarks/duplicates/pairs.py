"""Labelled pairs of texts: the same or not, by what was done to make them.

    python -m benchmarks.duplicates.pairs           # how many there are, by kind and half
    python -m benchmarks.duplicates.pairs --show redump

**What is the same.** Two texts are the same when a reader who has both before them would call them one
text that was edited, cut, added to, or taken from its page in another way: at least six tenths of the
shorter one stands in the longer, in its own wording or word by word as edited, and they tell of one
occasion. A later version of a story is the same text, and so is a correction of some figures. Not the
same are two reports of one event in sentences of their own, two fillings of one form (whatever the
likeness: they tell of two occasions), texts that share background, a quotation, boilerplate or a title,
a follow-up, a roundup with a sentence of the story, and a text merged of two agencies' stories of which
the first gave two fifths or less.

**Relations.** ``exact``: equal once normalised. ``contained``: of one text, the shorter at most 0.8
times as long as the longer. ``near``: of one text otherwise. ``none``: not the same.

**Halves.** ``tuned`` is for choosing rules and thresholds, ``held`` only for reporting. They share no
story, no topic, no family of forms, no name and no outlet, and their vocabularies are drawn
independently; real articles are parted by site (`benchmarks.shared.is_held_aside`).

**Borderline.** `merged`, `follow_up` and `background` reach 40 % of the shorter text, and `excerpt` with
the `copy_edit` of a combination may fall to 60 %: between them a reader, too, would hesitate.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from benchmarks.duplicates import printed
from benchmarks.duplicates.contrasts import CONTRASTS
from benchmarks.duplicates.edits import EDITS, combined, short_edit
from benchmarks.duplicates.newsroom import Event, Newsroom, Story
from benchmarks.duplicates.surface import Edit, length
from benchmarks.duplicates.templates import filled
from benchmarks.duplicates.words import Half
from copydesk.identity import normalise

Relation = Literal["exact", "near", "contained", "none"]

SEED: Final = 20260
HALVES: Final[tuple[Half, Half]] = ("tuned", "held")
EACH: Final = 115
"""Pairs of a kind in each half; a few come out unchanged and are left out."""
_CONTAINED: Final = 0.8
_SHORTEST: Final = 80
"""Words of a story that is edited; `short` has its own, of 15 to 50."""


class Pair(NamedTuple):
    """Two texts with their label."""

    a: Story
    b: Story
    is_same: bool
    kind: str
    half: Half
    relation: Relation
    strength: float
    """How severe the edit was, 0 to 1; 0 where the texts are not the same or nobody made them."""


class Invented:
    """Words and paragraphs by another hand on an invented event."""

    def __init__(self, room: Newsroom, event: Event) -> None:
        self._room, self._event = room, event

    def word(self, rng: random.Random) -> str:
        """A word of the voice."""
        return rng.choice(self._room.voice(self._event.language, self._event.topic).words)

    def paragraphs(self, rng: random.Random, length: int) -> list[str]:
        """New paragraphs with the event's names and figures."""
        return self._room.paragraphs(rng, self._event._replace(quotes=()), max(10, length))

    def title(self, rng: random.Random) -> str:
        """Another headline on it."""
        return self._room.title(rng, self._event)

    def outlet(self, rng: random.Random) -> str:
        """An outlet of the half, or an agency."""
        return rng.choice([*self._room.outlets, *self._room.agencies])


def build(seed: int = SEED, each: int = EACH, *, with_printed: bool = True) -> list[Pair]:
    """All pairs, the same for the same arguments, code and shared material.

    Args:
        seed: of everything drawn.
        each: pairs of a kind in each half, about.
        with_printed: also pairs of real articles, where the shared material is there.
    """
    found: list[Pair] = []
    for half in HALVES:
        room = Newsroom(seed, half)
        for kind, edit in {**EDITS, "combined": combined}.items():
            rng = random.Random(f"{seed}/{half}/{kind}")
            found += filter(None, (_edited(rng, room, half, kind, edit) for _ in range(int(each * 1.25))))
        rng = random.Random(f"{seed}/{half}/short")
        found += filter(None, (_short(rng, room, half) for _ in range(2 * each)))
        for kind, contrast in CONTRASTS.items():
            rng = random.Random(f"{seed}/{half}/{kind}")
            for _ in range(each):
                a, b = contrast(rng, room)
                found.append(Pair(a, b, is_same=False, kind=kind, half=half, relation="none", strength=0.0))
        if with_printed:
            found += _printed(seed, half, each)
    return found


def _edited(rng: random.Random, room: Newsroom, half: Half, kind: str, edit: Edit) -> Pair | None:
    event = room.event(rng)
    story = room.story(rng, event)
    while length(story) < _SHORTEST:
        story = room.story(rng, event)
    strength = rng.random()
    return _same(story, edit(rng, story, Invented(room, event), strength), kind, half, strength)


def _short(rng: random.Random, room: Newsroom, half: Half) -> Pair | None:
    """A brief or a filled form with a word or two changed, otherwise dressed, mistyped, or corrected."""
    event, strength = room.event(rng), rng.random()
    names = ["dress", "typos", "credited", "short_edit", "short_edit", "short_edit"]
    if rng.random() < 0.3:
        family = rng.choice(sorted(room.figure_forms))
        is_brief = rng.random() < 0.4
        (story,) = filled(rng, room, family, room.figure_forms[family], 1, short=is_brief)
        event = room.event(rng, "en")
        names = names if is_brief else ["revision", "typos", "short_edit"]
    else:
        story = room.story(rng, event, rng.randint(15, 50))
    name = rng.choice(names)
    edit = {**EDITS, "short_edit": short_edit}[name]
    kind = f"short_{name.removeprefix('short_')}" if len(names) > 3 else f"form_{name.removeprefix('short_')}"
    return _same(story, edit(rng, story, Invented(room, event), strength), kind, half, strength)


def _printed(seed: int, half: Half, each: int) -> Iterator[Pair]:
    rng = random.Random(f"{seed}/{half}/printed")
    stories = printed.articles(half)
    for kind, edit in {**EDITS, "combined": combined}.items():
        for story in rng.sample(stories, min(len(stories), each // 4)):
            strength = rng.random()
            made = edit(rng, story, printed.Printed(half, story), strength)
            if pair := _same(story, made, f"printed_{kind}", half, strength):
                yield pair
    for kind, a, b in printed.dumps(half):
        if pair := _same(a, b, kind, half, 0.0):
            yield pair
    for kind, a, b in printed.contrasts(rng, half, each):
        yield Pair(a, b, is_same=False, kind=kind, half=half, relation="none", strength=0.0)


def _same(a: Story, b: Story, kind: str, half: Half, strength: float) -> Pair | None:
    """The pair with its relation; None when nothing was changed."""
    if a.body == b.body:
        return None
    return Pair(a, b, is_same=True, kind=kind, half=half, relation=relation_of(a, b), strength=strength)


def relation_of(a: Story, b: Story) -> Relation:
    """Relation of two versions of one text."""
    if normalise(a.body) == normalise(b.body):
        return "exact"
    shorter, longer = sorted((length(a), length(b)))
    return "contained" if shorter <= _CONTAINED * longer else "near"


def counts(pairs: list[Pair]) -> list[tuple[str, bool, int, int]]:
    """Kind, label, and how many there are in the tuned and the held half."""
    by = Counter((p.kind, p.is_same, p.half) for p in pairs)
    kinds = sorted({(kind, is_same) for kind, is_same, _ in by}, key=lambda k: (not k[1], k[0]))
    return [(kind, is_same, by[kind, is_same, "tuned"], by[kind, is_same, "held"]) for kind, is_same in kinds]


def main() -> None:
    """Print how many pairs there are, or some of one kind."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--show", metavar="KIND", help="print three tuned pairs of a kind")
    args = parser.parse_args()
    pairs = build()
    if args.show:
        for pair in [p for p in pairs if p.kind == args.show and p.half == "tuned"][:3]:
            print(f"--- {pair.relation} {pair.strength:.2f}\n{pair.a.title}\n\n{pair.a.body}\n\n  against\n")
            print(f"{pair.b.title}\n\n{pair.b.body}\n")
        return
    for kind, is_same, tuned, held in counts(pairs):
        print(f"{'same' if is_same else 'not '} {kind:24} {tuned:5} {held:5}")
    same = sum(p.is_same for p in pairs)
    print(
        f"{len(pairs)} pairs, {same / len(pairs):.1%} of them the same; {Counter(p.relation for p in pairs)}"
    )


if __name__ == "__main__":
    main()
